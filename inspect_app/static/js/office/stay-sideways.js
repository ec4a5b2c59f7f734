/* A table that is fetched anew stays pushed sideways as it was. */
(function () {
  "use strict";
  var pushed = {};

  document.addEventListener("htmx:beforeSwap", function () {
    document.querySelectorAll(".scroll[id]").forEach(function (one) {
      pushed[one.id] = one.scrollLeft;
    });
  });

  document.addEventListener("htmx:afterSwap", function () {
    Object.keys(pushed).forEach(function (id) {
      var one = document.getElementById(id);
      if (one) {
        one.scrollLeft = pushed[id];
      }
    });
  });
})();
