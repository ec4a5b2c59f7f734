/* The draft on the server: a moment after the last entry, and what the server knows of it. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Conflict = window.Conflict;
  const Draft = window.Draft;
  const form = Fill.form;
  const elsewhere = document.getElementById("elsewhere");
  const PATIENCE = 8000;
  const ENTER = "请重新打开您的个人链接。链接不能用了，也可以填好点“提交”";
  const SOON = 1000;
  let isHere = false;       /* the server was heard */
  let saving = null;
  let asking = null;
  let timer = null;
  let tries = 0;            /* saves in a row that nobody answered */
  let least = 0;            /* how long the server's last answer said to wait */
  let isHeld = false;       /* until then: neither typing nor a wake brings it earlier */
  let isTouched = false;    /* by a finger, a mouse or a key */

  function address() {
    const query = (Draft.localCopy.deputy ? ["deputy=" + Draft.localCopy.deputy] : [])
      .concat(Draft.liaisonFor ? ["for=" + Draft.liaisonFor] : []);
    return "/d/assignments/" + Draft.assignment + "/draft?" + query.join("&");
  }

  function wait(pause) {
    clearTimeout(timer);
    timer = setTimeout(function () {
      isHeld = false;
      save();
    }, pause);
  }

  function later(pause) { if (!isHeld) { wait(pause); } }

  /* On the server: a moment after the last entry; again and again while there is no network. */
  function save(isLeaving) {
    /* A page that is left with what the phone did not keep has but this moment. */
    if (isHeld && !(isLeaving === true && Draft.state.fault)) { return Promise.resolve(); }
    saving = saving || saveOnce(isLeaving === true).catch(console.error).then(function () { saving = null; });
    return saving;
  }

  /* Not over what another page has saved, and this one has still to meet. */
  function mayNotSave() {
    const isConflict = Conflict.isOpen() || (Draft.localCopy && Draft.localCopy.open.length > 0);
    return !Draft.state.isDirty || Draft.state.isOver || Draft.state.isElsewhere || isConflict;
  }

  async function saveOnce(isLeaving) {
    if (mayNotSave()) { return; }
    if (!isHere) { await ask(); }
    if (mayNotSave()) { return; }
    if (!isHere) { againLater(); return; }
    Draft.dispatch("sent");
    Draft.localCopy.n += 1;
    const isHeard = await put(isLeaving).catch(console.error);
    if (!isHeard) { Draft.dispatch("unheard"); againLater(); return; }
    tries = 0;
    isHeld = false;
    if (Draft.state.isDirty) { later(SOON); }
  }

  function againLater() {
    tries += 1;
    wait(window.Answers.pause(tries, least));
    isHeld = least > 0;
  }

  /* What becomes of it (Answers.outcome): with the server's copy of the draft, where that is heard. What was
     asked for one deputy says nothing of another's, whom the phone's disk may have named meanwhile: stale. */
  async function outcomeOf(options) {
    const key = Draft.key();
    const outcome = await window.Requests.ask(address(), options, PATIENCE, function (body) { return body.fields; });
    if (Draft.key() !== key) { return { kind: "stale" }; }
    least = outcome.least || 0;
    return outcome;
  }

  /* What is on this page alone must not be left. */
  function tellToEnter() { Draft.say(Draft.state.fault ? Outbox.ENTER_BESIDE : ENTER); }

  /* Returns whether the server said what became of it. */
  async function put(isLeaving) {
    const draft = Draft.now();
    const sent = new URLSearchParams();
    ["record", "base", "version", "device", "n", "saves"].forEach(function (name) { sent.append(name, draft[name]); });
    draft.fields.forEach(function (field) { sent.append(field[0], field[1]); });
    const outcome = await outcomeOf({ method: "PUT", body: sent, keepalive: isLeaving });
    if (outcome.kind === "enter") { tellToEnter(); }
    if (outcome.kind !== "taken") { return false; }
    Draft.dispatch("heard");
    const body = outcome.body;
    if (isHandedIn(body)) {
      handedIn(body);
    } else if (body.outcome === "taken") {
      agree(body, draft.fields);
    } else if (Conflict.isOpen()) {
      Draft.dispatch("unsaved");  /* one question after the other */
    } else {
      hear(body);
    }
    return true;
  }

  function agree(body, fields) {
    if (body.record) { form.elements.record.value = body.record; }
    Object.assign(Draft.localCopy, { saves: body.saves, synced: fields, seen: {} });
    Draft.write();
    Draft.dispatch("agreed");
  }

  function isHandedIn(body) { return body.receipt && String(body.revision) !== form.elements.base.value; }

  /* Handed in meanwhile, from this phone or another. What is entered here is not thrown away. */
  function handedIn(body) {
    if (!Draft.isEntered()) { Draft.dispatch("ended"); location.replace(body.receipt); return; }
    Draft.dispatch("elsewhere");
    elsewhere.hidden = false;
    elsewhere.querySelector("a").href = body.receipt;
    elsewhere.scrollIntoView();
  }

  /* From what the server's copy and this page's went on. A save whose entries are in this page's it knows
     better by now; a later one of the page whose draft was ``found`` here went on from that. */
  function before(body) {
    const copy = Draft.localCopy;
    const known = body.device === copy.device ? copy.n : copy.seen[body.device];
    const found = Draft.foundCopy;
    if (known >= body.n) { return body.fields; }
    return found && found.device === body.device ? found.fields : copy.synced || Draft.pristine;
  }

  /* What the server has was saved last by this page or by another one. */
  function hear(body) {
    const from = before(body);
    if (body.record) { form.elements.record.value = body.record; }
    Draft.meet(from, body.fields, function () {
      Object.assign(Draft.localCopy, { saves: body.saves, synced: body.fields });
    });
    Draft.dispatch("agreed");
  }

  /* Opened by an old address: handed in, as far as the phone knows without the server. */
  async function isGone() {
    const copy = Draft.localCopy;
    const known = await Store.get("about", "forms:" + copy.deputy + ":" + copy.for);
    return known && copy.base === "0" && !Draft.isEntered() &&
      known.list.every(function (one) { return one.url !== copy.address; });
  }

  /* Once at a time: an older answer must not come after a save. */
  function ask() {
    asking = asking || askOnce().catch(console.error).then(function () { asking = null; });
    return asking;
  }

  async function askOnce() {
    const outcome = await outcomeOf({});
    if (outcome.kind === "stale") { await askOnce(); return; }
    if (outcome.isOffline) {
      const isLasting = await Store.lasts();
      if (!isLasting) { Draft.say((Store.isSlow() ? Draft.UNREAD : "网络不通") + "，请不要关闭这一页"); }
      if (isLasting && !Draft.state.isDirty) { Draft.say("网络不通，会保存在手机里"); }
      if (await isGone()) { elsewhere.hidden = false; }
      return;
    }
    if (outcome.kind === "enter") { tellToEnter(); }
    if (outcome.kind !== "taken") { return; }
    const body = outcome.body;
    const isTheirs = await Draft.name(body.deputy, body.name);
    if (isTheirs === false) { Draft.say(ENTER); }
    if (!isTheirs) { return; }
    isHere = true;
    if (Draft.state.isOver) { return; }
    if (isHandedIn(body)) { handedIn(body); return; }
    if (Conflict.isOpen()) { return; }  /* one question after the other */
    if (Draft.state.isDirty || Draft.isEntered()) { hear(body); return; }
    if (body.record) { form.elements.record.value = body.record; }
    Object.assign(Draft.localCopy, { saves: body.saves, synced: body.fields });
    if (body.fields.length) {
      Draft.show(body.fields);
      Draft.say(body.begun ? "接着上次的填" : "更正：下面是已交的那份");
      Draft.write();
    }
  }

  /* Only the phone's own copy is waited for; the server's comes when it comes. By then a finger may be
     on the page: what it is on must not move away under it. */
  async function meetServer() {
    const at = form.elements.at.value;
    await ask();
    if (form.elements.at.value !== at && !isTouched) { Draft.goOn(); }
    if (least) { againLater(); } else if (Draft.state.isDirty) { later(0); }
  }

  Object.assign(Draft, {
    end: function () {
      Draft.dispatch("ended");
      isHeld = false;
      clearTimeout(timer);
    },
    resume: function () { Draft.dispatch("resumed"); againLater(); },
    /* Who fills in is asked of the server once more, where this phone does not know it. */
    askWho: function () { return Draft.localCopy.deputy ? null : ask(); },
    /* Whether all of it is on the phone, or else on the server. */
    saveAnywhere: async function () {
      await Draft.write();
      if (Draft.state.fault) {
        isHeld = false;  /* the person asks for it */
        await save();
      }
      return !Draft.state.fault || !Draft.state.isDirty;
    }
  });
  Draft.ready.then(meetServer);
  /* Who it told was signed in may not be who fills in. */
  Store.onLate(function () {
    isHere = false;
    Draft.ready.then(meetServer);
  });
  form.addEventListener("fill:changed", async function () {
    await Draft.ready;
    later(SOON);
  });
  ["touchstart", "mousedown", "keydown"].forEach(function (name) {
    document.addEventListener(name, function () { isTouched = true; }, { passive: true });
  });
  window.addEventListener("online", function () { save(); });
  window.addEventListener("pagehide", function () { save(true); });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { save(true); } else if (!isHere && !isHeld) { meetServer(); }
  });
})();
