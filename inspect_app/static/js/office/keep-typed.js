/* Forms of the desk that are kept as they are typed (data-kept), and offered again after a reload or
   a crash, to the same account of the same town alone. */
(function () {
  "use strict";
  const TypedSlots = window.TypedSlots;
  const account = document.body.dataset.account;
  const town = document.body.dataset.town;
  const storage = openStorage();

  /* Null where the browser refuses; each form says so. */
  function openStorage() {
    try {
      window.localStorage.setItem("desk?", "");
      window.localStorage.removeItem("desk?");
      return window.localStorage;
    } catch (error) {
      console.warn(error);
      return null;
    }
  }

  function isText(field) {
    return field.name && !field.readOnly &&
      (field.tagName === "SELECT" || field.tagName === "TEXTAREA" || /^(text|search|date|number)$/.test(field.type));
  }

  function texts(form) { return Array.from(form.elements).filter(isText); }

  function fieldsOf(form, grid) {
    const fields = {};
    texts(form).filter(function (field) {
      if (grid) { return field.value.trim(); }
      return "unsaved" in form.dataset || window.Leaving.isChanged(field);
    }).forEach(function (field) { fields[field.name] = field.value; });
    return fields;
  }

  function putFields(form, slots) {
    const fields = Object.assign.apply(null, [{}].concat(slots.map(function (slot) { return slot.fields; })));
    texts(form).filter(function (field) { return field.name in fields; }).forEach(function (field) {
      field.value = fields[field.name];
      const folded = field.closest("details");
      if (folded) { folded.open = true; }
    });
  }

  function rowsOf(slots) {
    return slots.reduce(function (all, slot) { return all.concat(TypedSlots.rows(slot.fields)); }, []);
  }

  function howMuch(slots, grid) {
    if (grid) { return "上次没有录入完的 " + rowsOf(slots).length + " 行"; }
    const at = new Date(slots[slots.length - 1].at);
    return "这里" + (at.getMonth() + 1) + "月" + at.getDate() + "日改了、没有保存的内容";
  }

  /* A place for the first need not be there. */
  function say(form, isKept) {
    form.querySelectorAll("[data-keeps]").forEach(function (words) { words.hidden = !isKept; });
    form.querySelector("[data-not-kept]").hidden = isKept;
    if (isKept) { form.dataset.isKept = ""; } else { delete form.dataset.isKept; }  /* ask-before-leaving.js asks */
  }

  function keepForm(form) {
    const grid = form.querySelector("[data-grid]") ? window.Grid : null;
    const start = TypedSlots.placeOf(account, town, form.dataset.kept);
    const page = form.elements.kept;
    page.value = page.value || Math.random().toString(36).slice(2, 12);
    const own = start + page.value;
    function keepNow() { return keep(form, grid, own); }
    form.addEventListener("input", keepNow);
    form.addEventListener("change", keepNow);
    keepNow();
    const slots = TypedSlots.slotsOf(storage, start).filter(function (one) { return one.key !== own; });
    if (slots.length) { offer(form, grid, slots, keepNow); }
  }

  /* Returns whether it is kept: a full browser refuses. */
  function keep(form, grid, own) {
    let isKept = true;
    try {
      TypedSlots.keep(storage, own, fieldsOf(form, grid));
    } catch (error) {
      console.warn(error);
      isKept = false;
    }
    say(form, isKept);
    return isKept;
  }

  /* What other pages of the form left, to go on with or to drop. */
  function offer(form, grid, slots, keepNow) {
    const words = howMuch(slots, grid);
    const bar = form.querySelector("[data-offer]");
    function forget() { TypedSlots.forget(storage, slots.map(function (one) { return one.key; })); }
    bar.querySelector("span").textContent = words;
    bar.querySelector("[data-go-on]").addEventListener("click", function () {
      if (grid) { grid.put(rowsOf(slots)); } else { putFields(form, slots); }
      if (keepNow()) { forget(); }
      bar.hidden = true;
    });
    bar.querySelector("[data-drop]").addEventListener("click", function () {
      if (!window.confirm(words + "：不要了就找不回来。真的不要了？")) { return; }
      forget();
      bar.hidden = true;
    });
    bar.hidden = false;
  }

  /* Said once: the address that people copy and come back to is without it. */
  function tidyAddress() {
    const address = new URL(window.location.href);
    address.searchParams.delete("taken");
    window.history.replaceState(window.history.state, "", address.href);
  }

  if (storage) {
    TypedSlots.forgetOld(storage);
    if (document.body.dataset.taken) {
      TypedSlots.forgetPage(storage, account, document.body.dataset.taken);
      tidyAddress();
    }
    document.querySelectorAll("form[data-kept]").forEach(keepForm);
  } else {
    document.querySelectorAll("form[data-kept]").forEach(function (form) { say(form, false); });
  }

  /* An office's computer is shared: who logs out leaves nothing. */
  document.addEventListener("submit", function (event) {
    if (storage && !event.defaultPrevented && "forgets" in event.target.dataset) {
      TypedSlots.forgetAccount(storage, account);
    }
  });
})();
