/* The draft: two copies of what is entered, on the phone at once and on the server when it can be. */
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
  const PATIENCE = 8000;
  const SOON = 1000;
  const Draft = (Fill.draft = { isOver: false });
  let kept = null;          /* the draft as the phone keeps it */
  let common = pristine;    /* its fields when this page last read or wrote them */
  let foreign = [];         /* answers to questions of another version of the checklist */
  let isHere = false;       /* the server was heard */
  let isDirty = false;      /* something is not on the server yet */
  let isElsewhere = false;  /* handed in meanwhile: the server keeps no draft of it */
  let isFull = false;       /* the phone could not keep the last of it */
  let writing = null;
  let isLate = false;
  let saving = null;
  let asking = null;
  let timer = null;
  let tries = 0;            /* saves in a row that nobody answered */

  function key(deputy) { return [deputy, liaisonFor, assignment, form.elements.base.value].join(":"); }

  function say(words) { saved.textContent = words; }

  function notAt(field) { return field[0] !== "at"; }

  function now() {
    return Object.assign({}, kept, {
      fields: Fill.fields().concat(foreign), record: form.elements.record.value,
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

  /* What the form has no place for. */
  function keepAlong(fields) {
    const all = questions();
    foreign = fields.filter(function (field) { return notAt(field) && all.indexOf(Merge.key(field[0])) < 0; });
  }

  /* All of the form becomes ``fields``. */
  function show(fields) {
    fields.forEach(function (field) { if (!notAt(field)) { form.elements.at.value = field[1]; } });
    take(questions(), fields);
    keepAlong(fields);
  }

  /* What was entered here and what was entered elsewhere since ``before`` become one; what both
     changed is asked. ``settled`` when nothing is left to ask. */
  function meet(before, theirs, settled) {
    const apart = Merge.threeWays(before, Fill.fields(), theirs);
    take(apart.take, theirs);
    isDirty = true;
    Fill.choose(apart.ask.filter(function (name) { return document.getElementById(name); }),
      Fill.fields(), theirs, function () {
        settled();
        Fill.changed();
      });
    write();
  }

  /* On the phone's disk, unless another page has written there since: then the two meet. */
  async function writeOnce() {
    let other = null;
    let made = null;
    await Store.update("drafts", key(kept.deputy), function (stored) {
      other = stored && stored.mark !== kept.mark ? stored : null;
      const isNothing = !stored && !isEntered();
      made = other || isNothing || Draft.isOver ? null
        : Object.assign(now(), { key: key(kept.deputy), mark: Store.newId() });
      return made;
    });
    if (made) {
      kept.mark = made.mark;
      common = made.fields;
    } else if (other && !Fill.mustChoose()) {
      kept.mark = other.mark;
      kept.n = Math.max(kept.n, other.n);
      /* The other page's answer is nowhere else: a restart must ask again. */
      kept.open = { before: common, theirs: other.fields };
      meet(common, other.fields, function () {
        kept.open = null;
        if (other.saves > kept.saves) { Object.assign(kept, { saves: other.saves, synced: other.synced }); }
      });
    }
  }

  /* At once, one write after the other, the last one with all there is. */
  function write() {
    isLate = true;
    writing = writing || writeAll().then(function () { writing = null; });
    return writing;
  }

  async function writeAll() {
    try {
      while (isLate && !Draft.isOver) {
        isLate = false;
        await writeOnce();
      }
      isFull = false;
      if (isDirty && (await Store.lasts())) { say("已保存在手机"); }
    } catch (error) {
      console.error(error);
      /* The phone's pages cannot meet in its store: they meet on the server. */
      if (!isFull) { kept.device = Store.newId(); }
      isFull = true;
      say(isDirty ? "手机存不下了，请清理手机，不要关闭这一页" : "已保存");
    }
  }

  function address() {
    const query = (kept.deputy ? ["deputy=" + kept.deputy] : []).concat(liaisonFor ? ["for=" + liaisonFor] : []);
    return "/d/assignments/" + assignment + "/draft?" + query.join("&");
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  /* On the server: a moment after the last entry; again and again while there is no network. */
  function save(isLeaving) {
    saving = saving || saveOnce(isLeaving === true).catch(console.error).then(function () { saving = null; });
    return saving;
  }

  function mayNotSave() { return !isDirty || Draft.isOver || isElsewhere || Fill.mustChoose(); }

  async function saveOnce(isLeaving) {
    if (mayNotSave()) { return; }
    if (!isHere) { await ask(); }
    if (mayNotSave()) { return; }
    if (!isHere) { againLater(); return; }
    isDirty = false;
    kept.n += 1;
    const isHeard = await put(isLeaving).catch(function () { return false; });
    if (!isHeard) { isDirty = true; }
    if (!isHeard) { againLater(); return; }
    tries = 0;
    if (isDirty) { later(SOON); }
  }

  function againLater() {
    tries += 1;
    later(Outbox.pause(tries));
  }

  /* Returns whether the server said what became of it. */
  async function put(isLeaving) {
    const sent = now();
    const body = new URLSearchParams();
    ["record", "base", "version", "device", "n", "saves"].forEach(function (name) { body.append(name, sent[name]); });
    sent.fields.forEach(function (field) { body.append(field[0], field[1]); });
    const answer = await Outbox.ask(address(), { method: "PUT", body: body, keepalive: isLeaving }, PATIENCE);
    if (Outbox.mustEnter(answer)) { say(Outbox.ENTER); return false; }
    const said = answer.said;
    if (!said || !said.fields) { return false; }
    if (isHandedIn(said)) {
      handedIn(said);
    } else if (said.outcome === "taken") {
      agree(said, sent.fields);
    } else if (Fill.mustChoose()) {
      isDirty = true;  /* one question after the other */
    } else {
      hear(said);
    }
    return true;
  }

  function agree(said, fields) {
    if (said.record) { form.elements.record.value = said.record; }
    Object.assign(kept, { saves: said.saves, synced: fields });
    write();
    if (!isDirty) { say("已保存"); }
  }

  function isHandedIn(said) { return said.receipt && String(said.revision) !== form.elements.base.value; }

  /* Handed in meanwhile, from this phone or another. What is entered here is not thrown away. */
  function handedIn(said) {
    if (!isEntered()) { Draft.isOver = true; location.replace(said.receipt); return; }
    const notice = document.getElementById("elsewhere");
    isElsewhere = true;
    notice.hidden = false;
    notice.querySelector("a").href = said.receipt;
    notice.scrollIntoView();
  }

  function isEntered() {
    return JSON.stringify(Fill.fields().filter(notAt)) !== JSON.stringify(pristine.filter(notAt));
  }

  /* What the server has was saved last by this phone, which knows better by now, or by another one. */
  function hear(said) {
    const isOwn = said.device === kept.device;
    if (said.record) { form.elements.record.value = said.record; }
    if (isOwn) { kept.n = Math.max(kept.n, said.n); }
    meet(isOwn ? said.fields : kept.synced || pristine, said.fields, function () {
      Object.assign(kept, { saves: said.saves, synced: said.fields });
    });
  }

  /* Once at a time: an older answer must not come after a save. */
  function ask() {
    asking = asking || askOnce().catch(console.error).then(function () { asking = null; });
    return asking;
  }

  async function askOnce() {
    let answer;
    try {
      answer = await Outbox.ask(address(), {}, PATIENCE);
    } catch (error) {
      say((await Store.lasts()) ? "没有网络，会保存在手机里" : "没有网络，请不要关闭这一页");
      return;
    }
    if (Outbox.mustEnter(answer)) { say(Outbox.ENTER); return; }
    const said = answer.said;
    if (!said || !said.fields) { return; }
    isHere = true;
    await name(said.deputy);
    if (Draft.isOver) { return; }
    if (isHandedIn(said)) { handedIn(said); return; }
    if (Fill.mustChoose()) { return; }  /* one question after the other */
    if (isEntered()) { hear(said); return; }
    if (said.record) { form.elements.record.value = said.record; }
    Object.assign(kept, { saves: said.saves, synced: said.fields });
    if (said.fields.length) {
      show(said.fields);
      say("接着上次的填");
      write();
    }
  }

  /* The server says who is signed in on this phone: what was entered before that is theirs. */
  async function name(deputy) {
    if (kept.deputy || !deputy) { return; }
    const nameless = key(null);
    kept.deputy = deputy;
    await Store.remember("deputy", deputy);
    await Outbox.adopt(form.elements.record.value, deputy);
    await write();
    if (!isFull) { await Store.change(["drafts"], function (store) { store("drafts").delete(nameless); }); }
  }

  function goOn() {
    const at = document.getElementById(form.elements.at.value);
    if (at && !location.hash) { at.scrollIntoView(); }
  }

  /* One id for the phone, not for the page: its pages meet in its own store before they save. */
  async function device() {
    const known = await Store.get("about", "device").catch(console.error);
    const id = known || Store.newId();
    if (!known) { await Store.remember("device", id); }
    return id;
  }

  /* What the phone keeps of this form; what was filled in before anybody was known, if it is theirs. */
  async function stored(deputy) {
    const own = await Store.get("drafts", key(deputy));
    const nameless = own || !deputy ? null : await Store.get("drafts", key(null));
    if (!nameless || !window.confirm("这部手机上有一份填了一半的，没有写明是谁填的。是您填的吗？")) { return own; }
    await Store.change(["drafts"], function (store) {
      store("drafts").put(nameless, key(deputy));
      store("drafts").delete(key(null));
    });
    await Outbox.adopt(nameless.record, deputy);
    return nameless;
  }

  /* Reopens the form without network, at the revision it corrects. */
  function cold(base) {
    const query = (liaisonFor ? ["for=" + liaisonFor] : []).concat(base > 0 ? ["base=" + base] : []);
    return "/d/assignments/" + assignment + "/blank" + (query.length ? "?" + query.join("&") : "");
  }

  async function open() {
    const base = new URLSearchParams(location.search).get("base");
    if (base && "blank" in form.dataset) { form.elements.base.value = base; }
    /* What cannot be read now is met when it is written. */
    const deputy = Number(form.dataset.deputy) || (await Outbox.me().catch(console.error)) || null;
    const local = await stored(deputy).catch(console.error);
    kept = Object.assign({ n: 0, saves: 0, synced: null, mark: "" }, local, {
      deputy: deputy, for: liaisonFor, assignment: assignment, device: await device(),
      base: form.elements.base.value, title: form.dataset.title, where: form.dataset.where,
      address: cold(form.elements.base.value)
    });
    form.elements.record.value = (local && local.record) || form.elements.record.value || Store.newId();
    if (local) { goOnWith(local); } else if (isEntered()) { Fill.changed(); }
    form.hidden = false;
    await tellOthers(deputy).catch(console.error);
    goOn();
  }

  /* Something was typed before the scripts were here. */
  function meetEarly(local) {
    keepAlong(local.fields);
    kept.open = { before: pristine, theirs: local.fields };
    meet(pristine, local.fields, function () { kept.open = local.open; });
  }

  function goOnWith(local) {
    common = local.fields;
    if (isEntered()) { meetEarly(local); } else { show(local.fields); }
    isDirty = true;
    say("接着上次的填");
    if (local.open && !Fill.mustChoose()) { meet(local.open.before, local.open.theirs, function () { kept.open = null; }); }
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

  /* Only the phone's own copy is waited for; the server's comes when it comes. */
  async function meetServer() {
    const at = form.elements.at.value;
    await ask();
    if (form.elements.at.value !== at) { goOn(); }
    if (isDirty) { later(0); }
  }

  Fill.say = say;
  Object.assign(Draft, {
    key: function () { return key(kept.deputy); },
    now: now,
    end: function () { Draft.isOver = true; clearTimeout(timer); },
    resume: function () { Draft.isOver = false; againLater(); },
    /* Who fills in is asked of the server once more, where this phone does not know it. */
    named: function () { return kept.deputy ? null : ask(); },
    /* Whether all of it is on the phone, or else on the server. */
    written: async function () {
      await write();
      if (isFull) { await save(); }
      return !isFull || !isDirty;
    }
  });
  if ("blank" in form.dataset) { form.hidden = true; }
  /* The scripts after this one show photos. */
  Draft.ready = new Promise(function (resolve) {
    document.addEventListener("DOMContentLoaded", function () { if (Fill.isWhole()) { resolve(); } });
  }).then(open);
  Draft.ready.then(meetServer);
  form.addEventListener("fill:changed", async function () {
    if (!Fill.isWhole()) { return; }
    isDirty = true;
    say("正在保存…");
    await Draft.ready;
    write();
    later(SOON);
  });
  window.addEventListener("online", function () { save(); });
  window.addEventListener("pagehide", function () { save(true); });
  /* Out of the browser's memory: the phone's copy may be newer than what the page shows. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && !isFull) { location.reload(); }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { save(true); }
  });
})();
