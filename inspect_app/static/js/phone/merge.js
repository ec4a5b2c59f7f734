/* Drafts of two phones: what only one of them changed is taken, what both changed is asked. */
(function (self) {
  "use strict";

  /* item-heap of item-heap-0-description; a remark's name is its own. */
  function itemKey(name) { return name.replace(/^(item-[a-z0-9_]+)-.*$/, "$1"); }

  /* The form presets the severity of every place: it counts where the item failed, or the place has
     another entry (records/forms/record_form.py takes places the same way). */
  function counts(field, all) {
    const place = field[0].replace(/-severity$/, "-");
    const item = itemKey(field[0]);
    return place === field[0] || all.some(function (other) {
      const isAnswer = other[0] === item && ["pass", "na", "0"].indexOf(other[1]) < 0;
      return isAnswer || (other !== field && other[0].indexOf(place) === 0);
    });
  }

  /* What is empty does not count. */
  function filledFields(fields) {
    const filled = fields.filter(function (field) { return field[1] !== "" && field[0] !== "at"; });
    return filled.filter(function (field) { return counts(field, filled); });
  }

  /* {item: its fields}. */
  function byItem(fields) {
    const items = {};
    filledFields(fields).sort().forEach(function (field) {
      const key = itemKey(field[0]);
      (items[key] = items[key] || []).push(field);
    });
    return items;
  }

  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  /* Whether ``later`` says all that ``earlier`` does, perhaps in more words: ids and numbers, which
     have no beginning of their own, are ASCII. */
  function goesOn(later, earlier) {
    return (earlier || []).every(function (was) {
      return (later || []).some(function (is) {
        const isLonger = /[^ -~\s]/.test(was[1]) && is[1].indexOf(was[1]) === 0;
        return is[0] === was[0] && (is[1] === was[1] || isLonger);
      });
    });
  }

  /* Whether nothing is lost if ``later`` stands for ``earlier``, which came from ``was``. */
  function follows(later, earlier, was) {
    return same(earlier, was) || (goesOn(earlier, was) && goesOn(later, earlier));
  }

  /* Returns {differ, take, ask}: the items that differ, where theirs is taken, where the person must
     choose. */
  self.Merge = {
    key: itemKey,
    filledFields,
    /* {page: the last of its saves that is known}, of two who know of some. */
    latestSaves: function (one, other) {
      const all = Object.assign({}, one);
      Object.keys(other || {}).forEach(function (page) { all[page] = Math.max(all[page] || 0, other[page]); });
      return all;
    },
    threeWays: function (base, mine, theirs) {
      const was = byItem(base);
      const here = byItem(mine);
      const there = byItem(theirs);
      const keys = Object.keys(Object.assign({}, here, there, was));
      const differ = keys.filter(function (key) { return !same(here[key], there[key]); });
      const take = differ.filter(function (key) { return follows(there[key], here[key], was[key]); });
      return {
        differ,
        take,
        ask: differ.filter(function (key) {
          return take.indexOf(key) < 0 && !follows(here[key], there[key], was[key]);
        })
      };
    },
    fieldsOf: function (fields, key) {
      return fields.filter(function (field) {
        return field[0] === key || field[0].indexOf(key + "-") === 0;
      });
    }
  };
})(self);
