/* What another version of the checklist asked and this form has no place for: kept along, and told. */
(function () {
  "use strict";
  const Merge = window.Merge;
  const Fill = window.Fill;
  const form = Fill.form;
  const left = {};  /* {item: fields} */

  function allLeft() {
    return Object.keys(left).reduce(function (all, key) { return all.concat(left[key]); }, []);
  }

  function hanging(key, fields) {
    const item = document.getElementById(key);
    const isOption = fields.some(function (field) { return field[0] === key; });
    if (!isOption || !item || Fill.values(item).length) { return []; }
    const hidden = form.querySelectorAll("#" + key + ',[data-if="' + key + '"][hidden]');
    return Array.from(hidden).reduce(function (all, one) {
      return all.concat(Merge.fieldsOf(Fill.enteredFields(), one.id));
    }, []);
  }

  function keep(key, fields) {
    left[key] = fields;
    tellOf(key);
  }

  function tellOf(key) {
    const item = document.getElementById(key);
    const old = item && item.querySelector("[data-left]");
    const isGone = item && "gone" in item.dataset;
    const fields = isGone ? left[key] : left[key].concat(hanging(key, left[key]));
    const words = fields.filter(function (field) { return field[1] && !/-severity$/.test(field[0]); })
      .map(function (field) { return Fill.isPhoto(field) ? "照片" : Fill.words(field); }).join("”“");
    if (old) { old.remove(); }
    if (isGone) { item.hidden = !words && !item.querySelector(".photo"); }
    if (!item || !words) { return; }
    const notice = document.createElement("p");
    notice.className = "error";
    notice.dataset.left = "";
    notice.textContent = isGone ? "您填的：“" + words + "”" : "清单更新过，您填过的“" + words +
      "”这里没有地方填了。没有丢，会一起交上去；要紧的请再写进意见建议。" +
      (Fill.values(item).length ? "" : "这一问请重新答一次。");
    item.querySelector("legend").insertAdjacentElement("afterend", notice);
  }

  /* Answered anew: what it was is past, where there is but one answer. */
  function answeredAnew(event) {
    const key = event.target.name;
    if (!left[key]) { return; }
    keep(key, left[key].filter(function (field) { return field[0] !== key || event.target.type === "checkbox"; }));
  }

  function takeAlong() {
    const fields = Fill.fieldsAlong();
    fields.forEach(function (field) {
      const key = field[0].replace(/^(item-[^-]*).*$/, "$1");
      keep(key, Merge.fieldsOf(fields, key));
    });
  }

  window.LeftOver = {
    fields: allLeft,
    keep,
    tell: function () { Object.keys(left).forEach(tellOf); }
  };
  takeAlong();
  form.addEventListener("change", answeredAnew);
})();
