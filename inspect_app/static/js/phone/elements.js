/* What the list of what waits is made of. */
(function () {
  "use strict";

  function element(parent, tag, text, className) {
    const made = parent.appendChild(parent.ownerDocument.createElement(tag));
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  /* What can be opened; it has a name by which it is found again when the list is made anew. */
  function opening(parent, words, name) {
    const made = element(parent, "details");
    made.dataset.name = name;
    element(made, "summary", words);
    return made;
  }

  function rows(parent, item) {
    const list = element(parent, "ul", "", "said");
    item.words.forEach(function (row) {
      const line = element(list, "li", row[0] + " ");
      element(line, "b", row[1]);
    });
  }

  function button(parent, words, press) {
    const made = element(parent, "button", words, "button plain");
    made.type = "button";
    made.addEventListener("click", function () {
      Promise.resolve(press()).catch(function (error) {
        console.error(error);
        window.alert(window.Store.fault(error).join("，") + "，再点一次");
      });
    });
  }

  window.Elements = { element, opening, rows, button };
})();
