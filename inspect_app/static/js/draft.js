/* The draft on the phone: on its disk at once, met with what another page or phone has made of it. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Merge = window.Merge;
  const form = Fill.form;
  const saved = document.getElementById("saved");
  const assignment = form.dataset.assignment;
  const liaisonFor = form.elements.for ? form.elements.for.value : "";
  const pristine = Fill.pristine();
  const page = Store.newId();
  const PAUSE = 10000;
  const UNREAD = "手机里存的还没有读出来";
  const Draft = (Fill.draft = {
    isDirty: false,   /* something is neither on the server nor on its way there */
    isOnItsWay: false,
    fault: null,      /* why the last of it is not on the phone's disk, and what helps */
    isOver: false     /* handed in, or on its way */
  });
  let kept = null;          /* the draft as the phone keeps it */
  let common = pristine;    /* its fields when this page last read or wrote them */
  let writing = null;
  let isLate = false;
  let hasFailed = false;    /* the phone's store, when it was last written to */
  let isQuiet = false;
  let again = null;

  function key(deputy) { return [deputy, liaisonFor, assignment, form.elements.base.value].join(":"); }

  function say(words) { saved.textContent = words; }

  function now() {
    const fields = Fill.fields();
    return Object.assign({}, kept, {
      fields: fields, words: Fill.told(fields), record: form.elements.record.value,
      version: form.elements.version.value, changed: Date.now()
    });
  }

  function take(keys, fields) {
    keys.forEach(function (name) { Fill.setItem(name, Merge.of(fields, name)); });
    Fill.refresh();
  }

  function questions() {
    return Array.from(form.querySelectorAll("fieldset.item")).map(function (item) { return item.id; })
      .concat(["suggestion", "highlight"]);
  }

  /* All of the form becomes ``fields``. */
  function show(fields) {
    const keys = Merge.entered(fields).map(function (field) { return Merge.key(field[0]); });
    fields.forEach(function (field) { if (field[0] === "at") { form.elements.at.value = field[1]; } });
    take(Array.from(new Set(questions().concat(keys))), fields);
  }

  /* What was entered here and what was entered elsewhere since ``before`` become one; what both
     changed is asked. ``settled`` when nothing is left to ask. */
  function meet(before, theirs, settled) {
    const apart = Merge.threeWays(before, Fill.fields(), theirs);
    take(apart.take, theirs);
    Fill.choose(apart.ask, Fill.fields(), theirs, function () {
      settled();
      meetNext();
    });
    /* Two pages that say the same would else save by turns without end. */
    if (apart.differ.length) { Fill.changed(); }
    write();
  }

  function isEntered() {
    return Merge.threeWays(pristine, Fill.fields(), pristine).differ.length > 0;
  }

  function answers(one) { return JSON.stringify(one.theirs); }

  /* Up to which of its saves each page's entries are in a draft. */
  function savesOf(draft) {
    return Merge.seen(draft.seen, draft.device ? { [draft.device]: draft.n } : {});
  }

  /* What another page wrote on top of ``before``, and what that page had still to meet, stays beside
     what is entered here until it is met: it is nowhere else. A page's later draft says all that its
     earlier one did. */
  function keepOpen(other, before) {
    const id = other.page || other.mark;
    const open = [].concat(other.open || []);
    /* Where it has this page's still to meet, it did not go on from what this page wrote last. */
    const own = open.filter(function (one) { return one.page === page; })[0];
    const others = kept.open.filter(function (one) { return one.page !== id; });
    const known = others.map(answers);
    kept.seen = Merge.seen(kept.seen, savesOf(other));
    if (other.saves > kept.saves) { Object.assign(kept, { saves: other.saves, synced: other.synced }); }
    kept.open = others.concat(
      { page: id, before: own ? own.before : before, theirs: other.fields, words: other.words },
      open.filter(function (one) { return one.page !== page && known.indexOf(answers(one)) < 0; })
    );
  }

  /* One after the other. */
  function meetNext() {
    const next = kept.open[0];
    if (!next || Fill.mustChoose()) { return; }
    meet(next.before, next.theirs, function () {
      kept.open = kept.open.filter(function (one) { return one !== next; });
    });
  }

  /* On the phone's disk, unless another page has written there since: then the two meet first, or,
     while this one asks, its draft is kept along. */
  async function writeOnce() {
    const to = key(kept.deputy);
    let other = null;
    let made = null;
    await Store.update("drafts", to, function (stored) {
      if (Draft.isOver) { return null; }
      const isOwn = stored && (stored.mark === kept.mark || stored.page === page);
      other = isOwn ? null : stored;
      if (other) { keepOpen(other, common); }
      const isMet = !other || Fill.mustChoose();
      const isAny = stored || kept.open.length || isEntered();
      made = isMet && isAny ? Object.assign(now(), { key: to, mark: Store.newId() }) : null;
      return made;
    });
    if (made) {
      kept.mark = made.mark;
      common = made.fields;
    } else if (other) {
      kept.mark = other.mark;
      isLate = true;
      meetNext();
    }
  }

  /* As far as anybody knows: the server may still refuse what is on its way. */
  function isOnlyHere() { return Draft.isDirty || Draft.isOnItsWay; }

  /* At once, one write after the other, the last one with all there is. */
  function write(isByItself) {
    isLate = true;
    isQuiet = isByItself === true;
    writing = writing || writeAll();
    return writing;
  }

  async function writeAll() {
    try {
      while (isLate && !Draft.isOver) {
        isLate = false;
        await writeOnce();
      }
      hasFailed = false;
      Draft.fault = (await Store.lasts()) ? null : [Store.isSlow() ? UNREAD : "手机不让这一页存东西"];
    } catch (error) {
      console.error(error);
      /* The phone's pages cannot meet in its store: they meet on the server. */
      if (!hasFailed) { kept.device = Store.newId(); }
      hasFailed = true;
      Draft.fault = Store.fault(error);
      clearTimeout(again);
      again = setTimeout(function () { if (!writing) { write(true); } }, PAUSE);
    }
    writing = null;
    /* Handed in meanwhile: nothing was written, and whether the outbox has it is not known yet. */
    if (Draft.isOver) { return; }
    /* Nobody entered anything meanwhile: what was said last may say more. */
    if (isQuiet && hasFailed) { return; }
    if (isOnlyHere()) {
      say(Draft.fault ? Draft.fault.join("，") + "，不要关闭这一页" : "已保存在手机");
    } else if (hasFailed) {
      say("已保存");
    }
  }

  /* The server says who is signed in on this phone. What was entered before that is theirs or of somebody
     whose link was opened without network, which only a person can tell. Returns whether it is known whose
     this is; nothing where nobody could be asked now. */
  async function name(deputy, called) {
    if (kept.deputy || !deputy) { return true; }
    /* What is under way goes where it was meant to go. */
    while (writing) { await writing; }
    if (Outbox.isDenied(kept, deputy)) { return false; }
    const isToAsk = isEntered() || (await isStrangers());
    if (isToAsk && !Outbox.canAsk()) { return undefined; }
    if (isToAsk && !window.confirm("这部手机上现在登录的是" + called + "。" +
      (isEntered() ? "这一页是" + called + "填的吗？" : "您是" + called + "吗？"))) {
      kept.asked = kept.asked.concat(deputy);
      write();
      return false;
    }
    const mark = kept.mark;
    kept.deputy = deputy;
    /* Their own draft has not been met yet. */
    kept.mark = "";
    common = pristine;
    await Store.remember("deputy", deputy);
    await Outbox.adopt(form.elements.record.value, deputy);
    await moveNameless(mark);
    return true;
  }

  /* A link was opened here without network that the phone had never heard of (sw.js). */
  async function isStrangers() { return (await Store.get("about", "deputy").catch(console.error)) === null; }

  /* As this page knows it; what another page has written there since is that page's to move. */
  async function moveNameless(mark) {
    await write();
    if (!kept.mark || hasFailed) { return; }
    await Store.meet(["drafts"], key(null), function (found, store) {
      if (found && found.mark === mark) { store("drafts").delete(key(null)); }
    });
  }

  function goOn() {
    const at = document.getElementById(form.elements.at.value);
    if (at && !location.hash) { at.scrollIntoView(); }
  }

  /* Filled in before anybody was known: only a person can tell whose it is, and is asked once. */
  async function nameless(deputy) {
    const found = deputy && (await Store.get("drafts", key(null)));
    if (!found || Outbox.isDenied(found, deputy) || !Outbox.canAsk()) { return null; }
    if (window.confirm("这部手机上有一份填了一半的，没有写明是谁填的。是您填的吗？")) { return found; }
    await Outbox.deny("drafts", key(null), deputy);
    return null;
  }

  /* What was handed in of this form and waits still: filled in again it would rival itself. Of what has
     arrived the server's page knows, the one from cold does not. */
  async function sentBefore(deputy) {
    const own = (await Store.all("outbox")).filter(function (item) {
      return [item.deputy, item.for, item.assignment, item.base].join(":") === key(deputy) &&
        (item.state !== "arrived" || "blank" in form.dataset);
    });
    return own.sort(function (a, b) { return a.queued - b.queued; }).pop();
  }

  async function open() {
    const base = new URLSearchParams(location.search).get("base");
    if (base && "blank" in form.dataset) { form.elements.base.value = base; }
    /* What cannot be read now is met when it is written. */
    const deputy = Number(form.dataset.deputy) || (await Outbox.me().catch(console.error)) || null;
    const own = await Store.get("drafts", key(deputy)).catch(console.error);
    const claimed = await nameless(deputy).catch(console.error);
    const local = own || claimed;
    /* A page with values came from the server as it stood. */
    const synced = "blank" in form.dataset ? null : pristine;
    kept = Object.assign({ saves: 0, synced: synced, mark: "" }, local, {
      page: page, device: page, n: kept ? kept.n : 0, seen: local ? savesOf(local) : {},
      open: [], asked: [], deputy: deputy, for: liaisonFor, assignment: assignment,
      base: form.elements.base.value, title: form.dataset.title, where: form.dataset.where
    });
    kept.address = Outbox.addressOf(kept);
    Draft.kept = kept;
    Draft.found = local;
    form.elements.record.value = (local && local.record) || form.elements.record.value || Store.newId();
    const sent = !local && !isEntered() && (await sentBefore(deputy).catch(console.error));
    if (sent) { Draft.isOver = true; Fill.showSent(sent); return; }
    if (local) { goOnWith(local); } else if (isEntered()) { Fill.changed(); }
    if (claimed) { await claim(claimed, own).catch(console.error); }
    if (Store.isSlow()) { say(UNREAD); }
    form.hidden = false;
    await tellOthers(deputy).catch(console.error);
    goOn();
  }

  function goOnWith(local) {
    /* Something may have been typed before the scripts were here. */
    if (isEntered()) { keepOpen(local, pristine); } else {
      common = local.fields;
      kept.open = [].concat(local.open || []);
      show(local.fields);
    }
    Draft.isDirty = true;
    say("接着上次的填");
    meetNext();
  }

  async function claim(draft, own) {
    if (own) {
      keepOpen(draft, pristine);
      meetNext();
    }
    await Outbox.adopt(draft.record, kept.deputy);
    await moveNameless(draft.mark);
  }

  /* Drafts of the same form made on another revision: each is kept, and can be gone on with. */
  async function tellOthers(deputy) {
    const notice = document.getElementById("other-draft");
    const other = (await Store.all("drafts")).filter(function (draft) {
      return draft.deputy === deputy && draft.for === liaisonFor && draft.assignment === assignment &&
        draft.base !== form.elements.base.value;
    })[0];
    notice.hidden = !other;
    if (other) { notice.querySelector("a").href = other.address; }
  }

  /* The phone's store answers at last: what it keeps of this form and what was entered since meet. Loaded
     anew, the page would find the store slow again. */
  async function meetLate() {
    if (kept) {
      kept.mark = "";
      common = pristine;
    }
    await Draft.ready;
    if (Draft.isOver) { return; }
    if (!isEntered()) {
      say("");
      Draft.ready = open();
      await Draft.ready;
      return;
    }
    kept.deputy = kept.deputy || (await Outbox.me());
    await Outbox.adopt(form.elements.record.value, kept.deputy);
    write();
  }

  Fill.say = say;
  Object.assign(Draft, {
    UNREAD: UNREAD,
    pristine: pristine,
    assignment: assignment,
    liaisonFor: liaisonFor,
    key: function () { return key(kept.deputy); },
    now: now,
    isEntered: isEntered,
    show: show,
    meet: meet,
    write: write,
    name: name,
    goOn: goOn
  });
  Store.onLate(function () { meetLate().catch(console.error); });
  if ("blank" in form.dataset) { form.hidden = true; }
  /* The scripts after this one show photos. */
  Draft.ready = new Promise(function (resolve) {
    document.addEventListener("DOMContentLoaded", function () { if (Fill.isWhole()) { resolve(); } });
  }).then(open);
  form.addEventListener("fill:changed", async function () {
    if (!Fill.isWhole()) { return; }
    Draft.isDirty = true;
    say("正在保存…");
    await Draft.ready;
    write();
  });
  /* Out of the browser's memory: the phone's copy may be newer than what the page shows. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && !Draft.fault) { location.reload(); }
  });
})();
