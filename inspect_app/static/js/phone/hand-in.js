/* Handing in: into the outbox in one step with the end of the draft, then on its way, seen in words. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Submission = window.Submission;
  const Form = window.Form;
  const Photos = window.Photos;
  const Conflict = window.Conflict;
  const Draft = window.Draft;
  const form = Fill.form;
  const section = document.getElementById("sending");
  const back = document.querySelector(".brand a");
  let isSending = false;
  let isLeaving = false;
  let pressed = null;
  let device = null;  /* as the phone knew itself when this was handed in; gone where it was wiped since */

  function submission() {
    const draft = Draft.now();
    return Submission.make(draft, draft.fields.filter(Fill.isPhoto).map(function (field) { return field[1]; }));
  }

  function isMet(draft) { return !draft || draft.mark === Draft.localCopy.mark; }

  /* Returns whether it is in the outbox: not if another page saved what this one has not met. */
  async function queue(made, unshown) {
    const unticked = unshown.filter(function (photo) {
      return photo.record === made.record && made.photos.indexOf(photo.id) < 0;
    });
    let isQueued = false;
    Draft.end();
    /* Another deputy may have entered on this phone since: it is theirs, then; or nobody's that is known
       (null), where a link was opened that was never heard of. */
    const known = await Store.get("about", "deputy").catch(console.error);
    await Store.meet(["drafts", "about", "outbox", "photos", "bytes"], Draft.key(), function (draft, store) {
      isQueued = isMet(draft);
      if (!isQueued) { return; }
      if (made.deputy && known === undefined) { store("about").put(made.deputy, "deputy"); }
      store("outbox").put(made, made.id);
      store("drafts").delete(Draft.key());
      unticked.forEach(function (photo) {
        store("photos").delete(photo.id);
        store("bytes").delete(photo.id);
      });
    });
    return isQueued;
  }

  /* Once: asked for again, a page on its way begins its way anew. */
  function goTo(receipt) {
    if (!isLeaving) { location.replace(receipt); }
    isLeaving = true;
  }

  /* Dropped, or taken back into the form and handed in again. */
  function tellGone() {
    section.querySelector("p").hidden = section.querySelector("button").hidden = true;
    section.querySelector("[data-state]").textContent = "在手机的另一页上处理过了，请点“返回”再看";
  }

  async function tell(made) {
    const now = (await Outbox.all("outbox")).filter(function (item) { return item.id === made.id; })[0];
    const isLasting = await Store.lasts();
    /* Of a phone that keeps nothing, photos that are still to be sent are on this page alone. */
    if (now && now.state === "arrived" && (isLasting || (await Submission.progress(now)).isSent)) {
      goTo(now.receipt);
      return;
    }
    if (!now) {
      const isSame = device && device === (await Store.get("about", "device"));
      if (isSame || made.state === "refused") { tellGone(); return; }
      /* Somebody wiped the phone's storage: what this page still holds goes back into it. */
      await Store.remember("deputy", made.deputy);
      await Store.put("outbox", made.id, made);
      Outbox.flush(true);
      return;
    }
    made.state = now.state;
    const isRefused = now.state === "refused";
    section.querySelector("p").hidden = isRefused || !isLasting;
    section.querySelector("button").hidden = isRefused;
    section.querySelector("[data-refused]").hidden = !isRefused || !isLasting;
    section.querySelector("[data-state]").textContent = await Submission.words(now);
  }

  async function nameOfPhone() {
    const known = await Store.get("about", "device");
    const name = known || Store.newId();
    if (!known) { await Store.remember("device", name); }
    return name;
  }

  async function show(made) {
    section.hidden = false;
    section.scrollIntoView();
    device = await nameOfPhone().catch(console.error);
    Outbox.onChange(function () { tell(made); });
    section.querySelector("button").addEventListener("click", function () { Outbox.retry(made).catch(console.error); });
    Outbox.flush(true);
  }

  /* The form was opened again while what was handed in waits. */
  function showSent(item) {
    form.hidden = true;
    show(item);
  }

  /* What was delivered must not be there to be handed in again. */
  function dropDraft() {
    const key = Draft.key();
    return Store.meet(["drafts"], key, function (draft, store) {
      if (isMet(draft)) { store("drafts").delete(key); }
    }).catch(console.error);
  }

  /* What is typed from here on is kept again. */
  function goBack() {
    Draft.resume();
    form.hidden = false;
  }

  /* Not kept on the phone: from memory to the server at once, or not handed in, and that is said. */
  async function sendUnkept(made, fault) {
    section.hidden = false;
    section.querySelector("p").hidden = section.querySelector("button").hidden = true;
    section.querySelector("[data-state]").textContent = "正在上传，请不要关闭这一页";
    const outcome = await Outbox.sendAtOnce(made);
    if (outcome.kind === "taken") {
      await dropDraft();
      goTo(outcome.body.receipt);
      return;
    }
    section.hidden = true;
    goBack();
    Draft.say(outcome.why || fault[0] + "，也没有送出去。" + fault[1] + "，再点提交，不要关闭这一页");
  }

  /* Whether nothing is left to choose or to answer; shows what is. */
  function isReady() {
    if (!Conflict.isOpen()) { return !Form.review(); }
    document.getElementById("conflict").scrollIntoView();
    return false;
  }

  async function handIn() {
    await Draft.askWho();
    await Photos.added();
    const unshown = await Submission.unshown().catch(function () { return []; });
    /* What another page of this phone saved comes along, or is asked about. */
    await Draft.write();
    if (!isReady()) { return; }
    /* What was typed up to here goes along; nothing can be typed that would be in no copy. */
    const made = submission();
    form.hidden = true;
    let fault = null;
    const isQueued = await queue(made, unshown).catch(function (error) {
      console.error(error);
      fault = Store.fault(error);
    });
    if (isQueued) { await show(made); return; }
    if (fault) { await sendUnkept(made, fault); return; }
    goBack();
    await handIn();
  }

  /* What is in work comes along: photos still being shrunk, the last word still being written. */
  async function leave() {
    Draft.say("正在保存…");
    await Draft.ready;
    await Photos.added();
    const isKept = await Draft.saveAnywhere();
    if (isKept || window.confirm(Draft.state.fault[0] + "，也没有送出去。现在离开，刚填的会丢掉。还要离开吗？")) {
      location.href = back.href;
    }
  }

  window.HandIn = { show: showSent };
  /* Browsers before 2022 do not say which button it was. */
  form.addEventListener("click", function (event) { pressed = event.target.closest("button") || pressed; }, true);
  form.addEventListener("submit", async function (event) {
    const button = event.submitter || pressed;
    event.preventDefault();
    if (isSending || !button) { return; }
    if (button.value === "later") { leave(); return; }
    if (button.value !== "submit") { return; }
    isSending = true;
    try {
      await Draft.ready;
      if (isReady()) { await handIn(); }
    } finally {
      isSending = false;
    }
  });
  back.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });
})();
