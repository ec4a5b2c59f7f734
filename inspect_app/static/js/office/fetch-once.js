/* The file that was just asked for is downloaded as soon as it is made; loading the page again does not repeat it. */
(function () {
  "use strict";
  function fetchOnce() {
    const link = document.querySelector("[data-fetch-once]");
    if (!link) { return; }
    link.removeAttribute("data-fetch-once");
    history.replaceState(history.state, "", location.pathname);
    link.click();
  }
  document.addEventListener("htmx:afterSettle", fetchOnce);
  fetchOnce();
})();
