/* Two phones, two answers: both are shown, one is chosen; nothing is overwritten unseen. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const section = document.getElementById("conflict");
  const list = section.querySelector("ul");

  /* A place that this form lacks has the first one's words. */
  function word(field) {
    return Fill.words([field[0].replace(/-\d+-severity$/, "-0-severity"), field[1]]);
  }

  function button(title, fields, choose) {
    const made = document.createElement("button");
    const entered = window.Merge.filledFields(fields);
    const photos = entered.filter(Fill.isPhoto);
    const words = entered.filter(function (field) { return photos.indexOf(field) < 0; }).map(word);
    made.type = "button";
    made.className = "button plain";
    made.textContent = title + (words.join("，") || (photos.length ? "照片" : "没有填"));
    const pictures = made.appendChild(document.createElement("span"));
    pictures.className = "thumbs";
    photos.forEach(function (field, n) {
      window.Photos.showPicture(pictures, field[1], "照片" + (n + 1));
    });
    made.addEventListener("click", choose);
    return made;
  }

  function askOne(key, mine, theirs, settled) {
    const row = list.appendChild(document.createElement("li"));
    const question = document.getElementById(key);
    const legend = question ? question.querySelector("legend") || document.querySelector('label[for="' + key + '"]')
      : { textContent: "清单里另有的一问" };
    row.appendChild(document.createElement("b")).textContent = legend.textContent;
    function settle(fields) {
      if (fields) { Fill.setItem(key, fields); }
      row.remove();
      section.hidden = !list.children.length;
      if (section.hidden) { settled(); }
      window.Form.changed();
    }
    row.appendChild(button("这里填的：", mine, function () { settle(null); }));
    row.appendChild(button("另一处填的：", theirs, function () { settle(theirs); }));
  }

  /* Asks item by item; ``settled`` is called when nothing is left to choose. */
  function ask(keys, mine, theirs, settled) {
    list.textContent = "";
    keys.forEach(function (key) {
      askOne(key, window.Merge.fieldsOf(mine, key), window.Merge.fieldsOf(theirs, key), settled);
    });
    section.hidden = !list.children.length;
    if (section.hidden) { settled(); } else { section.scrollIntoView(); }
  }

  window.Conflict = { ask, isOpen: function () { return list.children.length > 0; } };
})();
