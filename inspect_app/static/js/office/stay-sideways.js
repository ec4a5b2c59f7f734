/* A table that is fetched anew stays pushed sideways as it was. */
(function () {
  "use strict";
  const sideways = {};

  document.addEventListener("htmx:beforeSwap", function () {
    document.querySelectorAll(".scroll[id]").forEach(function (one) {
      sideways[one.id] = one.scrollLeft;
    });
  });

  document.addEventListener("htmx:afterSwap", function () {
    Object.keys(sideways).forEach(function (id) {
      const one = document.getElementById(id);
      if (one) {
        one.scrollLeft = sideways[id];
      }
    });
  });
})();
