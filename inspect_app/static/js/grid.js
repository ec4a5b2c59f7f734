/* The grid for paper forms: cells are left by Enter and arrows, blocks are pasted from Excel. */
(function () {
  "use strict";
  const grid = document.querySelector("[data-grid]");

  function rows() { return Array.from(grid.querySelectorAll("tbody tr")); }

  function cells(row) { return Array.from(row.querySelectorAll("select, input")); }

  function at(cell) {
    const row = cell.closest("tr");
    return { row: rows().indexOf(row), column: cells(row).indexOf(cell) };
  }

  function cell(row, column) { return rows()[row] ? cells(rows()[row])[column] : undefined; }

  function go(from, down, right) {
    const here = at(from);
    const to = cell(here.row + down, here.column + right);
    if (!to) { return false; }
    to.focus();
    if (to.select) { to.select(); }
    return true;
  }

  /* Where the caret is at the text's edge; a drop-down keeps its own up and down. */
  function step(event) {
    const field = event.target;
    const isText = field.tagName === "INPUT";
    const start = !isText || field.selectionEnd === 0 || field.selectionEnd - field.selectionStart === field.value.length;
    const end = !isText || field.selectionStart === field.value.length || field.selectionEnd - field.selectionStart === field.value.length;
    if (event.key === "Enter") { return [event.shiftKey ? -1 : 1, 0]; }
    if (event.key === "ArrowDown" && isText) { return [1, 0]; }
    if (event.key === "ArrowUp" && isText) { return [-1, 0]; }
    if (event.key === "ArrowLeft" && start) { return [0, -1]; }
    if (event.key === "ArrowRight" && end) { return [0, 1]; }
    return null;
  }

  grid.addEventListener("keydown", function (event) {
    const move = event.ctrlKey || event.altKey || event.isComposing ? null : step(event);
    if (!move) { return; }
    event.preventDefault();
    go(event.target, move[0], move[1]);
  });

  function put(field, text) {
    if (!field) { return; }
    if (field.tagName === "SELECT") {
      const option = Array.from(field.options).filter(function (one) {
        return text && one.textContent.indexOf(text) >= 0;
      });
      if (option.length === 1) { field.value = option[0].value; }
    } else {
      field.value = text;
    }
  }

  grid.addEventListener("paste", function (event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) { return; }
    event.preventDefault();
    const here = at(event.target);
    text.split("\n").forEach(function (line, down) {
      line.split("\t").forEach(function (word, right) {
        put(cell(here.row + down, here.column + right), word.trim());
      });
    });
  });
})();
