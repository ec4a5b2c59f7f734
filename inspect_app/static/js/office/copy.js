/* A button beside a text that copies it; without scripts or the right to, the text is selected by hand. */
(function () {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    const text = document.getElementById(button.dataset.copy);
    const words = button.textContent;
    button.hidden = false;
    const fold = text.closest("details:not([open])");
    button.addEventListener("click", function () {
      /* What is folded away cannot be selected. */
      if (fold) { fold.open = true; }
      text.focus();
      text.select();
      /* The clipboard interface is there behind TLS alone; most towns begin without. */
      const isCopied = document.execCommand("copy");
      /* Of many it is seen which were copied. */
      button.textContent = isCopied ? "已复制" : "请按 Ctrl+C 复制";
      button.toggleAttribute("data-copied", isCopied);
      if (fold && isCopied) {
        fold.open = false;
        button.focus();
      }
      if (!isCopied) { setTimeout(function () { button.textContent = words; }, 3000); }
    });
  });
})();
