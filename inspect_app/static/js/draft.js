/* The draft: what is entered goes to the server as it is given, and comes back on any phone. */
(function () {
  "use strict";
  var Fill = window.Fill;
  var form = Fill.form;
  var saved = document.getElementById("saved");
  var address = form.dataset.draft;
  var isDirty = false;
  var isSaving = false;
  var timer = null;
  var isRestored = !("blank" in form.dataset);
  var PATIENCE = 8000;
  if ("correction" in form.dataset) { return; }

  function body() {
    var fields = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string") { fields.append(name, value); }
    });
    return fields;
  }

  function save(isLeaving) {
    clearTimeout(timer);
    if (isSaving || !isDirty) { return; }
    if (!isRestored) {
      restore().then(function () { if (isRestored) { save(); } else { timer = setTimeout(save, 5000); } });
      return;
    }
    isSaving = true;
    isDirty = false;
    fetch(address, {
      method: "PUT", body: body(), keepalive: isLeaving === true,
      redirect: "error", credentials: "same-origin"
    }).then(function (answer) {
      if (answer.status === 403) { throw { words: "请重新打开您的个人链接" }; }
      if (!answer.ok) { throw new Error("not yet"); }
      return answer.json();
    }).then(function (said) {
      if (said.done) { location.replace(said.done); return; }
      form.elements.record.value = said.record;
      saved.textContent = "已保存";
    }).catch(function (error) {
      isDirty = true;
      saved.textContent = error.words || "没有网络,请不要关闭这一页";
      timer = setTimeout(save, 5000);
    }).then(function () {
      isSaving = false;
      if (isDirty && !error403()) { later(); }
    });
  }

  function error403() { return saved.textContent.indexOf("个人链接") >= 0; }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, saved.textContent.indexOf("没有网络") >= 0 ? 5000 : 300);
  }

  function named(name) {
    return Array.prototype.slice.call(form.querySelectorAll('[name="' + name + '"]'));
  }

  function fillIn(field) {
    var name = field[0];
    var value = field[1];
    var place = /^(item-[a-z0-9_]+)-(\d+)-([a-z]+)$/.exec(name);
    if (place && !named(name).length && place[3] !== "photo") {
      var item = document.getElementById(place[1]);
      if (item && item.querySelector(".place")) { Fill.addPlace(item, Number(place[2])); }
    }
    var box = form.querySelector('[data-photos="' + name + '"]');
    if (box) {
      Fill.showPhoto(box, value, form.dataset.photos + value + "?thumb=1");
      return;
    }
    named(name).forEach(function (field) {
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = field.checked || field.value === value;
      } else {
        field.value = value;
      }
    });
  }

  function isEmpty(name) {
    return named(name).every(function (field) {
      var picked = field.type === "checkbox" || field.type === "radio";
      return picked ? !field.checked : !field.value;
    });
  }

  /* What is entered already wins over the server's copy; nothing of either is thrown away. */
  function takeOver(fields) {
    var entered = isDirty;
    fields.filter(function (field) { return !entered || isEmpty(field[0]); }).forEach(fillIn);
    Fill.changed();
    if (!entered) {
      isDirty = false;
      clearTimeout(timer);
    }
    saved.textContent = "接着上次的填";
  }

  /* Nothing is saved before the server's copy is here: it would be overwritten. */
  function restore() {
    var tooSlow = new Promise(function (_, reject) { setTimeout(reject, PATIENCE); });
    var asked = fetch(address, { redirect: "error", credentials: "same-origin" });
    return Promise.race([asked, tooSlow]).then(function (answer) {
      if (!answer.ok) { throw new Error("not yet"); }
      return answer.json();
    }).then(function (said) {
      isRestored = true;
      if (said.done) { location.replace(said.done); return; }
      if (said.record) { form.elements.record.value = said.record; }
      if (said.fields.length) { takeOver(said.fields); }
    }).catch(function () {
      saved.textContent = "没有网络,请不要关闭这一页";
    }).then(function () { form.hidden = false; });
  }

  if (!form.elements.record.value) { form.elements.record.value = Fill.newId(); }
  if (!isRestored) {
    form.hidden = true;
    restore();
  }
  form.addEventListener("fill:changed", function () { isDirty = true; later(); });
  form.addEventListener("fill:sending", function () { isDirty = false; clearTimeout(timer); });
  window.addEventListener("online", save);
  window.addEventListener("pagehide", function () { save(true); });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { save(true); }
  });
})();
