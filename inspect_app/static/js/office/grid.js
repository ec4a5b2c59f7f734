/* The grid for paper forms: cells are left by Enter and arrows, blocks are pasted from Excel. */
(function () {
  "use strict";
  const grid = document.querySelector("[data-grid]");
  const asks = document.querySelector("[data-asks]");
  const notice = document.querySelector("[data-notice]");
  const fullText = document.querySelector("[data-whole]");

  function rows() { return Array.from(grid.querySelectorAll("tbody tr")); }

  function cells(row) { return Array.from(row.querySelectorAll("input")); }

  function at(cell) {
    const row = cell.closest("tr");
    return { row: rows().indexOf(row), column: cells(row).indexOf(cell) };
  }

  function cell(row, column) { return rows()[row] ? cells(rows()[row])[column] : undefined; }

  function goTo(to) {
    if (!to) { return; }
    to.focus();
    to.select();
  }

  function go(from, down, right) {
    const here = at(from);
    goTo(cell(here.row + down, here.column + right));
  }

  /* A row is one paper form: behind its last cell comes the first one of the next. */
  function goOn(from, by) {
    const here = at(from);
    const most = cells(rows()[here.row]).length;
    const next = here.row * most + here.column + by;
    if (next >= rows().length * most) { addRow(Number(grid.dataset.most)); }
    goTo(cell(Math.floor(next / most), next % most));
  }

  /* Where the caret is at the text's edge; a cell with a list keeps its own up and down. */
  function step(event) {
    const field = event.target;
    const isWhole = field.selectionEnd - field.selectionStart === field.value.length;
    const isStart = isWhole || field.selectionEnd === 0;
    const isEnd = isWhole || field.selectionStart === field.value.length;
    if (event.key === "ArrowDown" && !field.list) { return [1, 0]; }
    if (event.key === "ArrowUp" && !field.list) { return [-1, 0]; }
    if (event.key === "ArrowLeft" && isStart) { return [0, -1]; }
    if (event.key === "ArrowRight" && isEnd) { return [0, 1]; }
    return null;
  }

  grid.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.isComposing) { return; }
    const isEnter = event.key === "Enter";
    const move = event.shiftKey || isEnter ? null : step(event);
    if (!move && !isEnter) { return; }
    event.preventDefault();
    if (isEnter) { goOn(event.target, event.shiftKey ? -1 : 1); } else { go(event.target, move[0], move[1]); }
  });

  grid.addEventListener("focusin", function (event) {
    const head = grid.querySelectorAll("thead th")[at(event.target).column + 1];
    asks.textContent = head ? head.title : "";
    widen(event.target);
  });

  function isInGrid(field) { return field.matches("[data-grid] td input"); }

  /* In letters of full width, with room for the caret and the arrow of a list. */
  function length(text) { return text.replace(/[^\x00-\xff]/g, "__").length / 2 + 3; }

  /* What is typed is seen in full, over the cells beside it, as in Excel: to the left, too, where the
     table ends; what is longer than the table is wide stands above it. No wider than it needs: the
     cell beside it is to be clicked. */
  function widen(field) {
    const room = grid.parentNode.getBoundingClientRect();
    const cell = field.parentNode.getBoundingClientRect();
    const letter = parseFloat(getComputedStyle(field).fontSize);
    const width = Math.min(Math.max(length(field.value) * letter, cell.width - 4), room.width - 16);
    field.style.width = width + "px";
    field.style.left = Math.min(2, room.right - 8 - width - cell.left) + "px";
    fullText.textContent = field.scrollWidth > field.clientWidth ? "这一格：" + field.value : "";
  }

  grid.addEventListener("input", function (event) {
    if (isInGrid(event.target)) { widen(event.target); }
  });

  grid.addEventListener("focusout", function (event) {
    event.target.style.width = event.target.style.left = "";
    fullText.textContent = "";
  });

  function addRow(most) {
    const last = rows()[rows().length - 1];
    const old = last.querySelector("th").textContent;
    const number = Number(old) + 1;
    if (number > most) { return; }
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

  function say(isWrong, words) {
    notice.className = isWrong ? "error" : "";
    notice.textContent = words;
  }

  /* A part of a name chooses it where no other has it. Returns what remains to be said of the cell. */
  function choose(field) {
    const meant = meantIn(field);
    if (!meant) { return null; }
    return meant.names.length === 1 && !meant.hasMore ? take(field, meant) : ask(field, meant.names);
  }

  /* Of a block nobody looks at each cell: a part of a name may be somebody else's, and chooses none. */
  function chooseExact(field) {
    const meant = meantIn(field);
    if (!meant) { return null; }
    return meant.names.length === 1 && !meant.isPart ? take(field, meant) : ask(field, meant.names);
  }

  /* Returns which names a cell's words mean; null where it has no list, or nothing was typed. */
  function meantIn(field) {
    const typed = field.value.trim();
    if (!field.list) { return null; }
    if (!typed) { field.removeAttribute("aria-invalid"); return null; }
    const offered = Array.from(field.list.options).map(function (option) { return option.value; });
    return window.TypedNames.meant(offered, typed);
  }

  function take(field, meant) {
    const words = wordsOf(field) + "选了" + meant.names[0];
    field.value = meant.names[0];
    field.removeAttribute("aria-invalid");
    return meant.isPart ? { isWrong: false, words: words } : null;
  }

  function ask(field, names) {
    field.setAttribute("aria-invalid", "true");
    return { isWrong: true, words: wordsOf(field) + question(field, names) };
  }

  function question(field, names) {
    if (!names.length) { return "不在" + label(field)[2] + "名单里"; }
    if (names.length === 1) { return "是“" + names[0] + "”吗？"; }
    return "可能是" + names.slice(0, 4).join("、") + (names.length > 4 ? "等" : "");
  }

  function label(field) { return /^(第[0-9]+行)(.*)$/.exec(field.getAttribute("aria-label")); }

  function wordsOf(field) { return label(field)[1] + "“" + field.value.trim() + "”"; }

  grid.addEventListener("change", function (event) {
    const choice = choose(event.target);
    say(choice && choice.isWrong, choice ? choice.words : "");
  });

  /* Returns whether there is such a cell. */
  function put(field, word) {
    if (!field) { return false; }
    field.value = word;
    return true;
  }

  grid.addEventListener("paste", function (event) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text)) { return; }
    event.preventDefault();
    const here = at(event.target);
    const remarks = [];
    const outside = [];
    window.PastedCells.table(text).forEach(function (line, down) {
      if (!rows()[here.row + down]) { addRow(Number(grid.dataset.most)); }
      const words = [];
      line.forEach(function (word, right) {
        const field = cell(here.row + down, here.column + right);
        if (put(field, word.trim())) {
          const choice = chooseExact(field);
          if (choice) { remarks.push(choice.words); }
        } else if (word.trim()) {
          words.push(word.trim());
        }
      });
      if (words.length) { outside.push({ row: here.row + down + 1, words }); }
    });
    const told = remarks.concat(window.PastedCells.leftOut(outside));
    say(told.length > 0, told.join("；"));
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });

  function isEmpty(row) {
    return cells(row).every(function (field) { return !field.value.trim(); });
  }

  function firstEmptyRow() {
    if (!rows().some(isEmpty)) { addRow(Infinity); }
    return rows().find(isEmpty);
  }

  /* Rows that were kept, behind those that are here; of them none is too many. */
  function putRows(rowsKept) {
    rowsKept.forEach(function (words) {
      const row = firstEmptyRow();
      const number = row.querySelector("th").textContent;
      Object.keys(words).forEach(function (column) {
        put(row.querySelector("[name='" + number + "-" + column + "']"), words[column]);
      });
    });
  }

  window.Grid = { put: putRows };
})();
