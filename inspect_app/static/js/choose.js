/* Two phones, two answers: both are shown, one is chosen; nothing is overwritten unseen. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const section = document.getElementById("apart");
  const list = section.querySelector("ul");

  function words(fields) {
    const photos = fields.filter(Fill.isPhoto).length;
    const said = fields.filter(function (field) {
      return field[1] && !/-severity$/.test(field[0]) && !Fill.isPhoto(field);
    }).map(Fill.words);
    return said.concat(photos ? ["照片" + photos + "张"] : []).join("，") || "没有填";
  }

  function button(title, fields, choose) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button plain";
    made.textContent = title + words(fields);
    made.addEventListener("click", choose);
    return made;
  }

  function ask(key, mine, theirs, settled) {
    const row = list.appendChild(document.createElement("li"));
    const question = document.getElementById(key);
    const legend = question.querySelector("legend") || document.querySelector('label[for="' + key + '"]');
    row.appendChild(document.createElement("b")).textContent = legend.textContent;
    function settle(fields) {
      if (fields) { Fill.setItem(key, fields); }
      row.remove();
      section.hidden = !list.children.length;
      if (section.hidden) { settled(); }
      Fill.changed();
    }
    row.appendChild(button("这里填的：", mine, function () { settle(null); }));
    row.appendChild(button("另一处填的：", theirs, function () { settle(theirs); }));
  }

  /* Asks item by item; ``settled`` is called when nothing is left to choose. */
  Fill.choose = function (keys, mine, theirs, settled) {
    list.textContent = "";
    keys.forEach(function (key) {
      ask(key, window.Merge.of(mine, key), window.Merge.of(theirs, key), settled);
    });
    section.hidden = !list.children.length;
    if (section.hidden) { settled(); } else { section.scrollIntoView(); }
  };
  Fill.mustChoose = function () { return list.children.length > 0; };
})();
