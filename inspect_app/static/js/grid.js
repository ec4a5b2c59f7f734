/* The grid for paper forms: cells are left by Enter and arrows, blocks are pasted from Excel. */
(function () {
  "use strict";
  const grid = document.querySelector("[data-grid]");
  const asks = document.querySelector("[data-asks]");
  const told = document.querySelector("[data-told]");

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
    if (!to) { return; }
    to.focus();
    if (to.select) { to.select(); }
  }

  /* Where the caret is at the text's edge; a drop-down keeps its own up and down. */
  function step(event) {
    const field = event.target;
    const isText = field.tagName === "INPUT";
    const isWhole = isText && field.selectionEnd - field.selectionStart === field.value.length;
    const isStart = !isText || isWhole || field.selectionEnd === 0;
    const isEnd = !isText || isWhole || field.selectionStart === field.value.length;
    if (event.key === "Enter") { return [event.shiftKey ? -1 : 1, 0]; }
    if (event.key === "ArrowDown" && isText) { return [1, 0]; }
    if (event.key === "ArrowUp" && isText) { return [-1, 0]; }
    if (event.key === "ArrowLeft" && isStart) { return [0, -1]; }
    if (event.key === "ArrowRight" && isEnd) { return [0, 1]; }
    return null;
  }

  grid.addEventListener("keydown", function (event) {
    const selects = event.shiftKey && event.key !== "Enter";
    const move = selects || event.ctrlKey || event.altKey || event.isComposing ? null : step(event);
    if (!move) { return; }
    event.preventDefault();
    go(event.target, move[0], move[1]);
  });

  grid.addEventListener("focusin", function (event) {
    const head = grid.querySelectorAll("thead th")[at(event.target).column + 1];
    asks.textContent = head ? head.title : "";
  });

  function oneMoreRow() {
    const last = rows()[rows().length - 1];
    const old = last.querySelector("th").textContent;
    const number = Number(old) + 1;
    if (number > Number(grid.dataset.most)) { return; }
    const row = last.cloneNode(true);
    row.querySelector("th").textContent = number;
    row.querySelectorAll(".error").forEach(function (error) { error.remove(); });
    cells(row).forEach(function (field) {
      field.id = field.id.replace("c" + old, "c" + number);
      field.name = field.name.replace(old, number);
      field.setAttribute("aria-label", field.getAttribute("aria-label").replace(old, number));
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      field.value = "";
    });
    last.parentNode.appendChild(row);
  }

  function chosen(select, word) {
    const options = Array.from(select.options).slice(1);
    const same = options.filter(function (one) { return one.textContent === word; });
    const alike = options.filter(function (one) { return one.textContent.indexOf(word) >= 0; });
    return same[0] || (alike.length === 1 ? alike[0] : null);
  }

  /* Return what could not be put into the cell. */
  function put(field, word) {
    if (!field) { return word; }
    if (field.tagName !== "SELECT") {
      field.value = word;
      return "";
    }
    const option = word ? chosen(field, word) : field.options[0];
    if (option) { field.value = option.value; }
    return option ? "" : word;
  }

  grid.addEventListener("paste", function (event) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text)) { return; }
    event.preventDefault();
    const here = at(event.target);
    const lost = [];
    window.Pasted.table(text).forEach(function (line, down) {
      if (!rows()[here.row + down]) { oneMoreRow(); }
      line.forEach(function (word, right) {
        const left = put(cell(here.row + down, here.column + right), word.trim());
        if (left) { lost.push("第" + (here.row + down + 1) + "行“" + left + "”"); }
      });
    });
    told.textContent = lost.length ? "这些没有放进去(不在名单里，或超出了表格):" + lost.join("、") : "";
  });
})();
