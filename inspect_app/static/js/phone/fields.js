/* What the form says as fields, [name, value] by [name, value], in words, and fields back in the form. */
(function () {
  "use strict";
  const Merge = window.Merge;
  const form = document.getElementById("fill");
  const Fill = (window.Fill = { form });

  function isPicked(field) { return field.type === "radio" || field.type === "checkbox"; }

  Fill.ownFields = function (item) {
    return Array.from(item.elements).filter(function (field) { return field.name === item.id; });
  };

  /* What is answered to an item itself. */
  Fill.values = function (item) {
    return Fill.ownFields(item).filter(function (field) {
      return field.value.trim() && (!isPicked(field) || field.checked);
    }).map(function (field) { return field.value; });
  };

  Fill.fieldsNamed = function (name) {
    return Array.from(form.querySelectorAll('[name="' + name + '"]:not([data-along])'));
  };

  Fill.isPhoto = function (field) {
    return /-photo$/.test(field[0]) || form.querySelector('[data-photos="' + field[0] + '"]') !== null;
  };

  /* What a field says, in the words on the screen. */
  Fill.words = function (field) {
    const all = Fill.fieldsNamed(field[0]).filter(isPicked);
    const picked = all.filter(function (one) { return one.value === field[1]; })[0];
    const former = picked ? document.querySelector('label[for="' + picked.id + '"]')
      : document.getElementById(field.join("=").replace(/^.*-(?=severity=)/, ""));
    if (former) { return former.textContent; }
    /* Ids of another version's answers are no words. */
    const isId = !Fill.fieldsNamed(field[0]).length && /^[a-z_]+$/.test(field[1]);
    return all.length || isId ? "清单更新前的回答" : field[1];
  };

  /* What was answered, question by question, to be looked at without the form. */
  Fill.answersInWords = function (fields) {
    const all = Merge.filledFields(fields);
    return Array.from(form.querySelectorAll("fieldset.item")).map(function (question) {
      const fields = Merge.fieldsOf(all, question.id);
      const words = fields.filter(function (field) { return !Fill.isPhoto(field); }).map(Fill.words);
      const photos = fields.length - words.length;
      if (photos) { words.push("照片" + photos + "张"); }
      return [question.querySelector("legend").textContent.trim(), words.join("；").replace(/[。；]+；/g, "；")];
    }).concat([["意见建议", form.elements.suggestion.value], ["亮点", form.elements.highlight.value]])
      .filter(function (row) { return row[1]; });
  };

  function entries(checked, value) {
    return Array.from(form.elements).filter(function (field) {
      const isEntry = /^(item-|suggestion$|highlight$|at$)/.test(field.name) && field.type !== "file" &&
        !("along" in field.dataset);
      return isEntry && (!isPicked(field) || field[checked]);
    }).map(function (field) { return [field.name, field[value]]; });
  }

  /* What is entered, [name, value] by [name, value]. */
  Fill.enteredFields = function () { return entries("checked", "value"); };

  /* The same, with what is left over. */
  Fill.fields = function () { return Fill.enteredFields().concat(window.LeftOver.fields()); };

  /* What the server says this version has no place for. */
  Fill.fieldsAlong = function () {
    return Array.from(form.querySelectorAll("[data-along]")).map(function (field) {
      return [field.name, field.value];
    });
  };

  /* What the page came with: people type before the scripts are here. */
  Fill.pristine = function () { return entries("defaultChecked", "defaultValue").concat(Fill.fieldsAlong()); };

  function addMissingPlace(name) {
    const place = /^(item-[a-z0-9_]+)-(\d+)-[a-z]+$/.exec(name);
    const item = place && document.getElementById(place[1]);
    if (item && item.querySelector(".place") && !item.querySelector('[data-place="' + place[2] + '"]')) {
      window.Form.addPlace(item, Number(place[2]));
    }
  }

  function hasTaken(field) {
    return Fill.fieldsNamed(field[0]).some(function (one) {
      return one.value === field[1] && (!isPicked(one) || one.checked);
    });
  }

  function clear(item, key) {
    const own = item.tagName === "FIELDSET" ? Array.from(item.elements) : [item];
    own.forEach(function (field) {
      if (field.name === key || /-(description|suggestion|amount)$/.test(field.name)) {
        if (isPicked(field)) { field.checked = false; } else { field.value = ""; }
      }
    });
    item.querySelectorAll(".photo").forEach(function (photo) { photo.remove(); });
  }

  function put(field) {
    addMissingPlace(field[0]);
    const box = form.querySelector('[data-photos="' + field[0] + '"]');
    if (box) { window.Photos.show(box, field[1]); return; }
    Fill.fieldsNamed(field[0]).forEach(function (one) {
      if (isPicked(one)) {
        one.checked = one.checked && one.type === "checkbox" || one.value === field[1];
      } else {
        one.value = field[1];
      }
    });
  }

  /* Makes one item, or one remark, hold exactly these fields. */
  Fill.setItem = function (key, fields) {
    const item = document.getElementById(key);
    if (item) {
      clear(item, key);
      fields.forEach(put);
    }
    window.LeftOver.keep(key, Merge.filledFields(fields).filter(function (field) { return !hasTaken(field); }));
  };
})();
