/* Two phones, two answers: both are shown, one is chosen; nothing is overwritten unseen. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const section = document.getElementById("apart");
  const list = section.querySelector("ul");

  function words(fields) {
    const photos = fields.filter(function (field) { return /-photo$/.test(field[0]); }).length;
    const said = fields.filter(function (field) {
      return field[1] && !/-(photo|severity)$/.test(field[0]);
    }).map(function (field) {
      const picked = Fill.named(field[0]).filter(function (one) { return one.value === field[1]; })[0];
      const label = picked && picked.id && picked.type !== "hidden" && !/text/.test(picked.type) &&
        document.querySelector('label[for="' + picked.id + '"]');
      return label ? label.textContent : field[1];
    });
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

  function ask(key, mine, theirs) {
    const row = list.appendChild(document.createElement("li"));
    const question = document.getElementById(key);
    const legend = question.querySelector("legend") || document.querySelector('label[for="' + key + '"]');
    row.appendChild(document.createElement("b")).textContent = legend.textContent;
    function settle(fields) {
      if (fields) { Fill.setItem(key, fields); }
      row.remove();
      section.hidden = !list.children.length;
      Fill.changed();
    }
    row.appendChild(button("这部手机：", mine, function () { settle(null); }));
    row.appendChild(button("另一部手机：", theirs, function () { settle(theirs); }));
  }

  Fill.choose = function (keys, mine, theirs) {
    keys.filter(function (key) { return document.getElementById(key); }).forEach(function (key) {
      ask(key, window.Merge.of(mine, key), window.Merge.of(theirs, key));
    });
    section.hidden = !list.children.length;
    if (keys.length) { section.scrollIntoView(); }
  };
  Fill.mustChoose = function () { return list.children.length > 0; };
})();
