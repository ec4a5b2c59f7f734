/* Drafts of two phones: what only one of them changed is taken, what both changed is asked. */
(function (self) {
  "use strict";

  /* item-heap of item-heap-0-description; a remark's name is its own. */
  function itemKey(name) { return name.replace(/^(item-[a-z0-9_]+)-.*$/, "$1"); }

  /* {item: its fields as one text}; what is empty does not count, nor a preset without an entry. */
  function byItem(fields) {
    const items = {};
    fields.forEach(function (field) {
      if (field[1] === "" || field[0] === "at") { return; }
      const key = itemKey(field[0]);
      (items[key] = items[key] || []).push(field);
    });
    Object.keys(items).forEach(function (key) {
      const isEntered = items[key].some(function (field) { return !/-severity$/.test(field[0]); });
      if (isEntered) { items[key] = JSON.stringify(items[key].sort()); } else { delete items[key]; }
    });
    return items;
  }

  /* Returns {take, ask}: the items where theirs is taken, those where the person must choose. */
  self.Merge = {
    key: itemKey,
    threeWays: function (base, mine, theirs) {
      const was = byItem(base);
      const here = byItem(mine);
      const there = byItem(theirs);
      const keys = Object.keys(Object.assign({}, here, there, was));
      const differ = keys.filter(function (key) { return here[key] !== there[key]; });
      return {
        take: differ.filter(function (key) { return here[key] === was[key]; }),
        ask: differ.filter(function (key) {
          return here[key] !== was[key] && there[key] !== was[key];
        })
      };
    },
    of: function (fields, key) {
      return fields.filter(function (field) {
        return field[0] === key || field[0].indexOf(key + "-") === 0;
      });
    }
  };
})(self);
