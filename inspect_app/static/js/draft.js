/* The draft: two copies of what is entered, on the phone at once and on the server when it can be. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const form = Fill.form;
  const saved = document.getElementById("saved");
  const assignment = form.dataset.assignment;
  const liaisonFor = form.elements.for ? form.elements.for.value : "";
  const pristine = Fill.fields();
  const PATIENCE = 8000;
  const SOON = 1000;
  const LATER = 5000;
  const Draft = (Fill.draft = { isOver: false });
  let deputy = null;
  let kept = null;
  let isHere = false;
  let isDirty = false;
  let isWriting = false;
  let isSaving = false;
  let isElsewhere = false;
  let asking = null;
  let timer = null;

  function key() { return (liaisonFor || deputy) + ":" + assignment; }

  function say(words) { saved.textContent = words; }

  function asNow() {
    return Object.assign(kept, {
      fields: Fill.fields(), record: form.elements.record.value,
      version: form.elements.version.value, changed: Date.now()
    });
  }

  /* On the phone's disk: at once, one write after the other, the last one with all there is. */
  async function write() {
    if (isWriting || Draft.isOver) { isWriting = isWriting && "again"; return; }
    isWriting = true;
    try {
      do {
        isWriting = true;
        await Store.put("drafts", key(), asNow());
      } while (isWriting === "again");
      if (isDirty && (await Store.lasts())) { say("已保存在手机"); }
    } catch (error) {
      say("手机存不下了，请清理手机，不要关闭这一页");
    }
    isWriting = false;
  }

  function address() {
    return "/d/assignments/" + assignment + "/draft?" + (deputy ? "deputy=" + deputy : "") +
      (liaisonFor ? "&for=" + liaisonFor : "");
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  /* On the server: a moment after the last entry; again and again while there is no network. */
  async function save(isLeaving) {
    if (isSaving || !isDirty || Draft.isOver || isElsewhere) { return; }
    if (!isHere) { await ask(); }
    if (!isHere || Draft.isOver) { later(LATER); return; }
    let pause = SOON;
    isSaving = true;
    isDirty = false;
    kept.n += 1;
    const sent = Fill.fields();
    const body = new URLSearchParams();
    [["record", form.elements.record.value], ["base", form.elements.base.value],
      ["version", form.elements.version.value], ["device", kept.device], ["n", kept.n],
      ["saves", kept.saves]].concat(sent).forEach(function (field) { body.append(field[0], field[1]); });
    try {
      const answer = await fetch(address(), {
        method: "PUT", body: body, keepalive: isLeaving === true, redirect: "error",
        credentials: "same-origin", cache: "no-store"
      });
      if (answer.status === 401 || answer.status === 403) { say(window.Outbox.ENTER); throw null; }
      const said = await answer.json();
      if (answer.status === 409) { meet(said); } else if (answer.ok) { agree(said, sent); } else { throw null; }
    } catch (error) {
      isDirty = true;
      pause = LATER;
    }
    isSaving = false;
    if (isDirty) { later(pause); }
  }

  function isHandedIn(said) { return said.receipt && String(said.revision) !== form.elements.base.value; }

  function agree(said, sent) {
    if (isHandedIn(said)) { handedIn(said); return; }
    form.elements.record.value = said.record;
    Object.assign(kept, { saves: said.saves, synced: sent });
    write();
    if (!isDirty) { say("已保存"); }
  }

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
    const apart = window.Merge.threeWays(pristine, Fill.fields(), pristine);
    return apart.ask.length + apart.take.length > 0 ||
      JSON.stringify(Fill.fields().filter(notAt)) !== JSON.stringify(pristine.filter(notAt));
  }

  function notAt(field) { return field[0] !== "at"; }

  function show(fields) {
    fields.forEach(function (field) { if (field[0] === "at") { form.elements.at.value = field[1]; } });
    const keys = fields.filter(notAt).map(function (field) {
      return window.Merge.key(field[0]);
    });
    Array.from(new Set(keys)).forEach(function (key) { Fill.setItem(key, window.Merge.of(fields, key)); });
  }

  /* The server's copy and what is on this phone become one; what both changed is asked. */
  function meet(said) {
    const apart = window.Merge.threeWays(kept.synced || pristine, Fill.fields(), said.fields);
    apart.take.forEach(function (key) { Fill.setItem(key, window.Merge.of(said.fields, key)); });
    if (said.record) { form.elements.record.value = said.record; }
    Object.assign(kept, { saves: said.saves, synced: said.fields });
    Fill.choose(apart.ask, Fill.fields(), said.fields);
    Fill.changed();
  }

  /* Once at a time: an older answer must not come after a save. */
  function ask() {
    asking = asking || askOnce().then(function () { asking = null; });
    return asking;
  }

  async function askOnce() {
    const tooSlow = new Promise(function (_, reject) { setTimeout(reject, PATIENCE); });
    const asked = fetch(address(), { redirect: "error", credentials: "same-origin", cache: "no-store" });
    try {
      const answer = await Promise.race([asked, tooSlow]);
      if (answer.status === 401 || answer.status === 403) { say(window.Outbox.ENTER); return; }
      const said = await answer.json();
      if (!said.fields) { return; }
      isHere = true;
      if (!deputy) { await Store.put("about", "deputy", kept.deputy = deputy = said.deputy); }
      if (isHandedIn(said)) { handedIn(said); return; }
      if (isEntered()) { meet(said); return; }
      Object.assign(kept, { saves: said.saves, synced: said.fields });
      if (said.record) { form.elements.record.value = said.record; }
      if (said.fields.length) {
        show(said.fields);
        Fill.refresh();
        say("接着上次的填");
      }
    } catch (error) {
      say((await Store.lasts()) ? "没有网络，会保存在手机里" : "没有网络，请不要关闭这一页");
    }
  }

  function goOn() {
    const at = form.elements.at.value;
    const item = at && document.getElementById(at);
    if (item && !location.hash) { item.scrollIntoView(); }
  }

  async function device() {
    const known = await Store.get("about", "device");
    if (known) { return known; }
    const made = Store.newId();
    await Store.put("about", "device", made);
    return made;
  }

  async function open() {
    deputy = Number(form.dataset.deputy) || (await Store.get("about", "deputy"));
    const local = (await Store.get("drafts", key())) || (await Store.get("drafts", "null:" + assignment));
    const isSame = local && local.base === form.elements.base.value;
    kept = isSame ? Object.assign(local, { deputy: deputy }) : {
      deputy: deputy, for: liaisonFor, assignment: assignment,
      base: form.elements.base.value, title: form.dataset.title, where: form.dataset.where,
      address: location.pathname + location.search, saves: 0, n: 0, synced: null,
      device: await device()
    };
    if (!form.elements.record.value || isSame) {
      form.elements.record.value = (isSame && local.record) || Store.newId();
    }
    if (isSame) { show(local.fields); Fill.refresh(); say("接着上次的填"); isDirty = true; }
    form.hidden = false;
    goOn();
  }

  /* Only the phone's own copy is waited for; the server's comes when it comes. */
  async function meetServer() {
    const at = form.elements.at.value;
    await ask();
    if (form.elements.at.value !== at) { goOn(); }
    if (isDirty) { later(0); }
  }

  Object.assign(Draft, {
    key: key,
    now: asNow,
    end: function () { Draft.isOver = true; clearTimeout(timer); }
  });
  if ("blank" in form.dataset) { form.hidden = true; }
  /* The scripts after this one show photos. */
  Draft.ready = new Promise(function (resolve) {
    document.addEventListener("DOMContentLoaded", resolve);
  }).then(open);
  Draft.ready.then(meetServer);
  form.addEventListener("fill:changed", async function () {
    isDirty = true;
    say("正在保存…");
    await Draft.ready;
    write();
    later(SOON);
  });
  window.addEventListener("online", function () { save(); });
  window.addEventListener("pagehide", function () { save(true); });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { save(true); }
  });
})();
