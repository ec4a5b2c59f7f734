/* A form of the desk that holds what is not saved asks before its page is left, and keeps it when
   htmx exchanges the part of the page that it stands in. */
(function () {
  "use strict";
  const ASKING_FORMS = "form[data-ask-before-leaving]";
  const fieldsTaken = {};  /* of forms that htmx took away, what was typed in them, by their id */
  const LOST = "这一页还有填了、没有保存的内容，继续就没有了。要继续吗？";
  const KEPT = "这一页还有填了、没有保存的内容，这次不会一起保存，先留在这台电脑上：回到那一条，点“接着改”再保存。要继续吗？";
  let isGoing = false;

  function isTick(field) { return field.type === "checkbox" || field.type === "radio"; }

  function isChanged(field) {
    if (isTick(field)) { return field.checked !== field.defaultChecked; }
    if (field.tagName !== "SELECT") { return "defaultValue" in field && field.value !== field.defaultValue; }
    const given = Array.from(field.options).findIndex(function (one) { return one.defaultSelected; });
    return field.selectedIndex !== Math.max(given, 0);
  }

  /* An answer that refused what was typed has it as its own (data-unsaved). */
  function isUnsaved(form) {
    return "unsaved" in form.dataset || Array.from(form.elements).some(isChanged);
  }

  function isKept(form) { return "isKept" in form.dataset; }

  function unsaved() { return Array.from(document.querySelectorAll(ASKING_FORMS)).filter(isUnsaved); }

  window.addEventListener("beforeunload", function (event) {
    if (isGoing || !unsaved().length) { return; }
    event.preventDefault();
    event.returnValue = "";
  });

  /* Before send-once.js lets the form rest: what is sent is no loss, another form beside it is. */
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post") { return; }
    const others = unsaved().filter(function (one) { return one !== form; });
    if (others.length && !window.confirm(others.every(isKept) ? KEPT : LOST)) {
      event.preventDefault();
      return;
    }
    isGoing = true;
    setTimeout(function () { if (event.defaultPrevented) { isGoing = false; } }, 0);
  }, true);

  window.addEventListener("pageshow", function () { isGoing = false; });

  /* Which of several is never carried over: after a filter, "all" are others. */
  function take(form) {
    fieldsTaken[form.id] = Array.from(form.elements).filter(function (field) {
      return field.type !== "radio" && isChanged(field);
    });
  }

  function putBack(form) {
    const fields = fieldsTaken[form.id] || [];
    delete fieldsTaken[form.id];
    fields.forEach(function (old) {
      const now = Array.from(form.elements).find(function (field) {
        return field.name === old.name && (!isTick(old) || field.value === old.value);
      });
      if (!now) { return; }
      if (isTick(old)) { now.checked = old.checked; } else { now.value = old.value; }
    });
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!event.detail.shouldSwap) { return; }
    const around = event.detail.target.closest(ASKING_FORMS);
    if (around) { around.dataset.unsaved = ""; }
    event.detail.target.querySelectorAll(ASKING_FORMS).forEach(take);
  });

  document.addEventListener("htmx:afterSwap", function () {
    document.querySelectorAll(ASKING_FORMS).forEach(putBack);
  });

  window.Leaving = { isChanged: isChanged };
})();
