/* Links open the blank form, which the phone keeps; without scripts they open the one with values. */
(function () {
  "use strict";
  document.querySelectorAll("a[data-blank]").forEach(function (link) {
    link.href = link.dataset.blank;
  });
})();
