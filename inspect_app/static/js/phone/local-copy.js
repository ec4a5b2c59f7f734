/* The draft on the phone's disk: written at once, unless another page has written there since. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Conflict = window.Conflict;
  const form = Fill.form;
  const saved = document.getElementById("saved");
  const pristine = Fill.pristine();
  const PAUSE = 10000;
  const UNREAD = "手机里存的还没有读出来";
  const Draft = (window.Draft = {
    UNREAD,
    state: { words: "" },
    assignment: form.dataset.assignment,
    liaisonFor: form.elements.for ? form.elements.for.value : "",
    page: Store.newId(),
    pristine,
    localCopy: null,    /* the draft as the phone keeps it */
    common: pristine    /* its fields when this page last read or wrote them */
  });
  let writing = null;
  let isLate = false;
  let isQuiet = false;
  let again = null;

  function key(deputy) { return [deputy, Draft.liaisonFor, Draft.assignment, form.elements.base.value].join(":"); }

  /* Something happened to the draft (draft-state.js). */
  function dispatch(event, more) {
    const words = Draft.state.words;
    Draft.state = window.stateOfDraft(Draft.state, event, more);
    if (Draft.state.words !== words) { saved.textContent = Draft.state.words; }
  }

  function now() {
    const fields = Fill.fields();
    return Object.assign({}, Draft.localCopy, {
      fields, words: Fill.answersInWords(fields), record: form.elements.record.value,
      version: form.elements.version.value, changed: Date.now()
    });
  }

  function isEntered() {
    return window.Merge.threeWays(pristine, Fill.fields(), pristine).differ.length > 0;
  }

  /* On the phone's disk, unless another page has written there since: then the two meet first, or,
     while this one asks, its draft is kept along. */
  async function writeOnce() {
    const to = key(Draft.localCopy.deputy);
    /* Who fills in may be heard meanwhile: then all of it belongs into the draft of theirs. */
    function isAnothersNow() { return key(Draft.localCopy.deputy) !== to; }
    let other = null;
    let made = null;
    await Store.update("drafts", to, function (stored) {
      if (Draft.state.isOver || isAnothersNow()) { return null; }
      const isOwn = stored && (stored.mark === Draft.localCopy.mark || stored.page === Draft.page);
      other = isOwn ? null : stored;
      /* Begun anew, as when the storage was wiped, it knows nothing of what this page wrote: what it
         lacks was not deleted there. */
      if (other && other.line !== Draft.localCopy.line) { Draft.common = pristine; }
      if (other) { Draft.keepOpen(other, Draft.common); }
      const isMet = !other || Conflict.isOpen();
      const isAny = stored || Draft.localCopy.open.length || isEntered();
      made = isMet && isAny ? Object.assign(now(), { key: to, mark: Store.newId() }) : null;
      if (made) { made.line = stored ? stored.line : made.mark; }
      return made;
    });
    if (isAnothersNow()) {
      isLate = true;
    } else if (made) {
      Object.assign(Draft.localCopy, { mark: made.mark, line: made.line });
      Draft.common = made.fields;
    } else if (other) {
      Object.assign(Draft.localCopy, { mark: other.mark, line: other.line });
      isLate = true;
      Draft.meetNext();
    }
  }

  /* At once, one write after the other, the last one with all there is. */
  function write(isByItself) {
    isLate = true;
    isQuiet = isByItself === true;
    writing = writing || writeAll();
    return writing;
  }

  async function writeAll() {
    try {
      while (isLate && !Draft.state.isOver) {
        isLate = false;
        await writeOnce();
      }
      const fault = (await Store.lasts()) ? null : [Store.isSlow() ? UNREAD : "手机不让这一页存东西"];
      dispatch("written", { fault });
    } catch (error) {
      console.error(error);
      /* The phone's pages cannot meet in its store: they meet on the server. */
      if (!Draft.state.hasFailed) { Draft.localCopy.device = Store.newId(); }
      dispatch("failed", { fault: Store.fault(error), isQuiet });
      clearTimeout(again);
      again = setTimeout(function () { if (!writing) { write(true); } }, PAUSE);
    }
    writing = null;
  }

  Object.assign(Draft, {
    keyOf: key,
    key: function () { return key(Draft.localCopy.deputy); },
    dispatch,
    say: function (words) { dispatch("announced", { words }); },
    now,
    isEntered,
    write,
    /* What is under way goes where it was meant to go. */
    waitForWrites: async function () { while (writing) { await writing; } }
  });
})();
