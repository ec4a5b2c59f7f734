/* A block of cells as Excel, WPS and LibreOffice copy it. */
(function (self) {
  "use strict";
  /* A cell with a line break in it stands in quotes, its own quotes doubled. One that only begins
     with a quote says what it says: it must not swallow the rows after it. Two quotes that stand
     alone in their cells, as marks for "the same", quote neither nothing nor the rows between. */
  const CELL = new RegExp(
    '(?:"(?!\\s*"(?:[\\t\\n]|$)|\\n(?:[^"\\t]|"")*\\n"(?:[\\t\\n]|$))' +
    '((?:[^"\\t\\n]|"")*\\n(?:[^"\\t]|"")*)"|([^\\t\\n]*))(\\t|\\n|$)', "y");

  const MOST_TOLD = 3;  /* rows, and words of a row */

  function inOneLine(quoted) { return quoted.replace(/""/g, '"').replace(/\n/g, " "); }

  /* Returns the lines, each a list of its cells' words. */
  function table(text) {
    const block = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const lines = [[]];
    let found;
    CELL.lastIndex = 0;
    do {
      found = CELL.exec(block);
      lines[lines.length - 1].push(found[1] === undefined ? found[2] : inOneLine(found[1]));
      if (found[3] === "\n") { lines.push([]); }
    } while (found[3]);
    return lines;
  }

  function shortened(words, most, sign) {
    return words.slice(0, most).join(sign) + (words.length > most ? "等" : "");
  }

  /* Returns a remark for each of the first rows that found no room, and one that counts the others.
     ``outside``: of each row its number in the grid and the words of its cells. */
  function leftOut(outside) {
    const remarks = outside.slice(0, MOST_TOLD).map(function (one) {
      return "第" + one.row + "行超出了表格，没有放进去：" + shortened(one.words, MOST_TOLD, "、");
    });
    const others = outside.slice(MOST_TOLD);
    if (!others.length) { return remarks; }
    return remarks.concat("第" + others[0].row + "行起还有" + others.length + "行也没有放进去");
  }

  self.PastedCells = { table, leftOut };
})(self);
