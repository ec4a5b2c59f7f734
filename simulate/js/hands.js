/* What people do with their phones, and what the simulator looks up. */
(function (self) {
  "use strict";
  function form(id) { return self.scopes.get(id) && self.scopes.get(id).page.getElementById("fill"); }

  function shown(element) {
    for (let one = element; one; one = one.parentElement) { if (one.hidden) { return false; } }
    return true;
  }

  /* The looks of the page hide the places of what did not fail (phone.css). */
  function isOfAFailure(field) {
    const item = field.closest(".places") && field.closest("fieldset.item");
    return !item || item.elements.some(function (one) { return one.name === item.id && one.value === "fail" && one.checked; });
  }

  self.hands = {
    device: function (id, kind) { return new self.Device(id, kind) && null; },
    kill: function (id) { const one = self.scopes.get(id); if (one) { one.kill(); } },
    killWorker: function (id) { const one = self.devices.get(id).worker; if (one && one.isAlive) { one.kill(); } },
    worker: function (id) { const one = self.devices.get(id).worker; return one && one.isAlive ? one.id : null; },
    event: function (id, name, isOfDocument) {
      const one = self.scopes.get(id);
      if (!one) { return; }
      if (name === "visibilitychange") { one.page.visibilityState = one.page.visibilityState === "hidden" ? "visible" : "hidden"; }
      (isOfDocument ? one.page : one.view).hear(new self.Event(name), null, one.page.complain);
    },
    online: function (deviceId, isOnLine) {
      self.devices.get(deviceId).pages().forEach(function (one) {
        one.view.navigator.onLine = isOnLine;
        one.view.hear(new self.Event(isOnLine ? "online" : "offline"), null, one.page.complain);
      });
    },
    /* What can be typed or answered, [name, kind] by [name, kind]. */
    fields: function (id) {
      const here = form(id);
      if (!here || !shown(here)) { return []; }
      return here.elements.filter(function (one) {
        return one.name && /^(item-|suggestion|highlight)/.test(one.name) && shown(one) && isOfAFailure(one) &&
          !("along" in one.dataset);
      }).map(function (one) { return [one.name, one.type, one.value, one.checked]; });
    },
    types: function (id, name, words, isMore) {
      const one = form(id).elements.filter(function (field) { return field.name === name; })[0];
      const before = one.value;
      one.focus();
      one.value = isMore ? before + words : words;
      one.tellsChange();
      return before;
    },
    ticks: function (id, name, value) {
      const one = form(id).elements.filter(function (field) { return field.name === name && field.value === value; })[0];
      one.click();
    },
    adds: function (id, name, picture) {
      const one = form(id).elements.filter(function (field) { return field.name === name; })[0];
      one.files = [new self.Blob([Uint8Array.from(picture).buffer])];
      one.dispatchEvent(new self.Event("change", { bubbles: true }));
    },
    presses: function (id, selector, number) {
      const one = self.scopes.get(id);
      const all = one ? one.page.querySelectorAll(selector).filter(shown) : [];
      if (!all.length) { return null; }
      const pressed = all[number % all.length];
      const words = pressed.textContent;
      pressed.click();
      return words;
    },
    buttons: function (id, selector) {
      const one = self.scopes.get(id);
      return one ? one.page.querySelectorAll(selector).filter(shown).map(function (found) { return found.textContent; }) : [];
    },
    /* Presses one of the first question's two answers; returns the entries in the other and the
       form's fields before and after. Nobody chooses before the pictures are there. */
    chooses: function (id, side) {
      const one = self.scopes.get(id);
      const row = one && one.page.querySelector("#conflict ul li");
      if (!row || !shown(row)) { return null; }
      const answers = row.querySelectorAll("button");
      const pictures = row.querySelectorAll("img");
      if (pictures.some(function (image) { return !image.src; })) { return null; }
      const other = (answers[1 - side].textContent.match(/〔[0-9]+〕/g) || [])
        .concat(answers[1 - side].querySelectorAll("img").map(function (image) { return image.src.replace(/^.*photos\/|[?].*$/g, ""); }));
      const before = one.view.Fill.fields();
      answers[side].click();
      return [other, before, one.view.Fill.fields()];
    },
    kept: function (deviceId) {
      const disk = self.devices.get(deviceId).disk;
      const all = {};
      ["about", "drafts", "outbox", "photos", "bytes"].forEach(function (name) {
        all[name] = disk.kept("inspect", name).map(function (one) {
          return name === "bytes" ? [one[0], true] : [one[0], one[1]];
        });
      });
      return all;
    },
    disk: function (deviceId, what, value) {
      const device = self.devices.get(deviceId);
      if (what === "wipe") { device.wipe(); } else if (what === "lose") { device.disk.lose(value); } else { device.disk[what] = value; }
    },
    clock: function (deviceId, offset) { self.devices.get(deviceId).clock = offset; }
  };
})(globalThis);
