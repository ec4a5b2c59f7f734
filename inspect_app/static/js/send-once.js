/* A form of the desk, or of an entrance, is sent once: its buttons rest until the page that follows,
   or this one again, is there. */
(function () {
  "use strict";
  const resting = [];
  document.addEventListener("submit", function (event) {
    const form = event.target;
    /* A GET may be answered by a file, and what is prevented was taken by htmx: this page stays. */
    if (form.method !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (event.defaultPrevented) { return; }
    form.dataset.sent = "1";
    /* Later: a button that is disabled now would not send its name. */
    setTimeout(function () {
      Array.from(form.elements).forEach(function (button) {
        if (button.type === "submit" && !button.disabled) { button.disabled = true; resting.push(button); }
      });
    }, 0);
  });
  window.addEventListener("pageshow", function () {
    resting.splice(0).forEach(function (button) { button.disabled = false; });
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
})();
