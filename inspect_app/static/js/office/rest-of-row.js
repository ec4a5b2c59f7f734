/* In the grid for paper forms: what is left of a row's checks is filled with 1 (符合) by one press. */
(function () {
  "use strict";
  const grid = document.querySelector("[data-grid]");
  const button = document.querySelector("[data-rest]");
  let row = null;
  let filled = [];

  function mayPass(cell) { return grid.querySelectorAll("thead th")[cell.cellIndex].dataset.passes === "1"; }

  function toFill() {
    return Array.from(row.cells).filter(mayPass).map(function (cell) { return cell.querySelector("input"); })
      .filter(function (field) { return !field.value.trim(); });
  }

  function put(fields, value) {
    fields.forEach(function (field) { field.value = value; });
    row.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show() {
    const number = row.querySelector("th").textContent;
    const left = toFill().length;
    button.textContent = filled.length ? "第" + number + "行：去掉刚填的 " + filled.length + " 个 1"
      : "第" + number + "行：还空着的 " + left + " 个检查项都填 1（符合）";
    button.hidden = !filled.length && !left;
  }

  function look(event) {
    const here = event.target.closest("tbody tr");
    if (!here) { return; }
    if (here !== row) { filled = []; }
    row = here;
    show();
  }

  grid.addEventListener("focusin", look);
  grid.addEventListener("change", function (event) {
    filled = [];
    look(event);
  });
  button.addEventListener("click", function () {
    const undone = filled;
    filled = undone.length ? [] : toFill();
    put(undone.length ? undone : filled, undone.length ? "" : "1");
    show();
  });
})();
