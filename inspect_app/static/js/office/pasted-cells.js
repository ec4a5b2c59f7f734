/* A block of cells as Excel, WPS and LibreOffice copy it. */
(function (self) {
  "use strict";
  /* A cell with a line break in it stands in quotes, its own quotes doubled. One that only begins
     with a quote says what it says: it must not swallow the rows after it. Two quotes that stand
     alone in their cells, as marks for "the same", quote neither nothing nor the rows between. */
  const CELL = new RegExp(
    '(?:"(?!\\s*"(?:[\\t\\n]|$)|\\n(?:[^"\\t]|"")*\\n"(?:[\\t\\n]|$))' +
    '((?:[^"\\t\\n]|"")*\\n(?:[^"\\t]|"")*)"|([^\\t\\n]*))(\\t|\\n|$)', "y");

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

  self.PastedCells = { table: table };
})(self);
