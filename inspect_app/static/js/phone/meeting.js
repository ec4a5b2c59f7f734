/* Two copies of the draft become one: what another page of the phone or the server has, and what is here. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Merge = window.Merge;
  const Form = window.Form;
  const Conflict = window.Conflict;
  const Draft = window.Draft;
  const form = Fill.form;

  function take(keys, fields) {
    keys.forEach(function (name) { Fill.setItem(name, Merge.fieldsOf(fields, name)); });
    Form.refresh();
  }

  function questions() {
    return Array.from(form.querySelectorAll("fieldset.item")).map(function (item) { return item.id; })
      .concat(["suggestion", "highlight"]);
  }

  /* All of the form becomes ``fields``. */
  function show(fields) {
    const keys = Merge.filledFields(fields).map(function (field) { return Merge.key(field[0]); });
    fields.forEach(function (field) { if (field[0] === "at") { form.elements.at.value = field[1]; } });
    take(Array.from(new Set(questions().concat(keys))), fields);
  }

  /* What was entered here and what was entered elsewhere since ``before`` become one; what both
     changed is asked. ``settled`` when nothing is left to ask. */
  function meet(before, theirs, settled) {
    const difference = Merge.threeWays(before, Fill.fields(), theirs);
    take(difference.take, theirs);
    Conflict.ask(difference.ask, Fill.fields(), theirs, function () {
      settled();
      meetNext();
    });
    /* Two pages that say the same would else save by turns without end. */
    if (difference.differ.length) { Form.changed(true); }
    Draft.write();
  }

  function answers(one) { return JSON.stringify(one.theirs); }

  /* Up to which of its saves each page's entries are in a draft. */
  function savesOf(draft) {
    return Merge.latestSaves(draft.seen, draft.device ? { [draft.device]: draft.n } : {});
  }

  /* What another page wrote on top of ``before``, and what that page had still to meet, stays beside
     what is entered here until it is met: it is nowhere else. A page's later draft says all that its
     earlier one did. */
  function keepOpen(other, before) {
    const copy = Draft.localCopy;
    const id = other.page || other.mark;
    const open = [].concat(other.open || []);
    /* Where it has this page's still to meet, it did not go on from what this page wrote last. */
    const own = open.filter(function (one) { return one.page === Draft.page; })[0];
    const others = copy.open.filter(function (one) { return one.page !== id; });
    const known = others.map(answers);
    copy.seen = Merge.latestSaves(copy.seen, savesOf(other));
    copy.enteredAt = Math.max(copy.enteredAt || 0, other.enteredAt || 0);
    if (other.saves > copy.saves) { Object.assign(copy, { saves: other.saves, synced: other.synced }); }
    copy.open = others.concat(
      { page: id, before: own ? own.before : before, theirs: other.fields, words: other.words },
      open.filter(function (one) { return one.page !== Draft.page && known.indexOf(answers(one)) < 0; })
    );
  }

  /* One after the other. */
  function meetNext() {
    const next = Draft.localCopy.open[0];
    if (!next || Conflict.isOpen()) { return; }
    meet(next.before, next.theirs, function () {
      Draft.localCopy.open = Draft.localCopy.open.filter(function (one) { return one !== next; });
    });
  }

  Object.assign(Draft, { show, meet, savesOf, keepOpen, meetNext });
})();
