/* What is typed at a desk stays in this browser until the server has it: a place for each form, in
   it a slot for each page, so that two windows with one form do not overwrite each other. */
(function (self) {
  "use strict";
  const ALL = "desk/";
  const KEEP_FOR = 14 * 24 * 3600 * 1000;

  /* An account, not a town, comes first: who logs out takes along what was typed in the example. */
  function placeOf(account, town, what) { return ALL + [account, town, what].join("/") + "/"; }

  function keys(storage, start) {
    const found = [];
    for (let n = 0; n < storage.length; n += 1) {
      if (storage.key(n).indexOf(start) === 0) { found.push(storage.key(n)); }
    }
    return found;
  }

  function forget(storage, all) {
    all.forEach(function (key) { storage.removeItem(key); });
  }

  /* Throws where the browser refuses or is full. */
  function keep(storage, key, fields) {
    if (!Object.keys(fields).length) { forget(storage, [key]); return; }
    storage.setItem(key, JSON.stringify({ at: Date.now(), fields: fields }));
  }

  /* Returns the slots of a place, the oldest first. */
  function slotsOf(storage, start) {
    return keys(storage, start).map(function (key) {
      return Object.assign({ key: key }, JSON.parse(storage.getItem(key)));
    }).sort(function (one, other) { return one.at - other.at; });
  }

  function forgetOld(storage) {
    const old = slotsOf(storage, ALL).filter(function (one) { return Date.now() - one.at > KEEP_FOR; });
    forget(storage, old.map(function (one) { return one.key; }));
  }

  function forgetAccount(storage, account) { forget(storage, keys(storage, ALL + account + "/")); }

  /* The server has what this page sent. */
  function forgetPage(storage, account, page) {
    forget(storage, keys(storage, ALL + account + "/").filter(function (key) {
      return key.slice(key.lastIndexOf("/") + 1) === page;
    }));
  }

  /* A grid's fields, 3-site, as its rows that hold something: cells by their column. */
  function rows(fields) {
    const byNumber = {};
    Object.keys(fields).forEach(function (name) {
      const parts = /^([0-9]+)-(.+)$/.exec(name);
      if (!parts || !fields[name].trim()) { return; }
      byNumber[parts[1]] = byNumber[parts[1]] || {};
      byNumber[parts[1]][parts[2]] = fields[name];
    });
    const numbers = Object.keys(byNumber).sort(function (one, other) { return one - other; });
    return numbers.map(function (number) { return byNumber[number]; });
  }

  self.TypedSlots = {
    placeOf: placeOf, keep: keep, slotsOf: slotsOf, rows: rows, forget: forget,
    forgetOld: forgetOld, forgetAccount: forgetAccount, forgetPage: forgetPage,
  };
})(self);
