/* The draft when its form is opened: gone on with, or what was handed in of it shown. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Submission = window.Submission;
  const Form = window.Form;
  const Draft = window.Draft;
  const form = Fill.form;

  function goOn() {
    const at = document.getElementById(form.elements.at.value);
    if (at && !location.hash) { at.scrollIntoView(); }
  }

  /* What was handed in of this form and waits still: filled in again it would rival itself. Of what has
     arrived the server's page knows, the one from cold does not. */
  async function sentBefore(deputy) {
    const own = (await Store.all("outbox")).filter(function (item) {
      return [item.deputy, item.for, item.assignment, item.base].join(":") === Draft.keyOf(deputy) &&
        (item.state !== "arrived" || "blank" in form.dataset);
    });
    return own.sort(function (a, b) { return a.queued - b.queued; }).pop();
  }

  async function open() {
    const base = new URLSearchParams(location.search).get("base");
    if (base && "blank" in form.dataset) { form.elements.base.value = base; }
    /* What cannot be read now is met when it is written. */
    const deputy = Number(form.dataset.deputy) || (await Outbox.me().catch(console.error)) || null;
    const own = await Store.get("drafts", Draft.keyOf(deputy)).catch(console.error);
    const claimed = await Draft.nameless(deputy).catch(console.error);
    const local = own || claimed;
    /* A page with values came from the server as it stood. */
    const synced = "blank" in form.dataset ? null : Draft.pristine;
    Draft.localCopy = Object.assign({ saves: 0, synced, mark: "" }, local, {
      page: Draft.page, device: Draft.page, n: Draft.localCopy ? Draft.localCopy.n : 0,
      seen: local ? Draft.savesOf(local) : {}, open: [], asked: [], deputy, for: Draft.liaisonFor,
      assignment: Draft.assignment, base: form.elements.base.value, title: form.dataset.title, where: form.dataset.where
    });
    Draft.localCopy.address = Submission.addressOf(Draft.localCopy);
    await tellForWhom(deputy).catch(console.error);
    Draft.foundCopy = local;
    form.elements.record.value = (local && local.record) || form.elements.record.value || Store.newId();
    const sent = !local && (await sentBefore(deputy).catch(console.error));
    /* Looked at once it is read: meanwhile somebody may type. */
    if (sent && !Draft.isEntered()) { Draft.dispatch("ended"); window.HandIn.show(sent); return; }
    if (sent) { document.getElementById("elsewhere").hidden = false; }
    if (local) { goOnWith(local); } else if (Draft.isEntered()) { Form.changed(); }
    if (claimed) { await Draft.claim(claimed, own).catch(console.error); }
    if (Store.isSlow()) { Draft.say(Draft.UNREAD); }
    form.hidden = false;
    await tellOthers(deputy).catch(console.error);
    goOn();
  }

  /* The blank form names nobody; the list of that deputy's sites did. */
  async function tellForWhom(deputy) {
    const known = Draft.liaisonFor && (await Store.get("about", "forms:" + deputy + ":" + Draft.liaisonFor));
    if (!known || !known.name) { return; }
    document.getElementById("for-whom").textContent = known.name;
    Draft.localCopy.title += "，替" + known.name;
  }

  function goOnWith(local) {
    /* Something may have been typed before the scripts were here. */
    if (Draft.isEntered()) { Draft.keepOpen(local, Draft.pristine); } else {
      Draft.common = local.fields;
      Draft.localCopy.open = [].concat(local.open || []);
      Draft.show(local.fields);
    }
    Draft.dispatch("unsaved", { words: "接着上次的填" });
    Draft.meetNext();
  }

  /* Drafts of the same form made on another revision: each is kept, and can be gone on with. */
  async function tellOthers(deputy) {
    const notice = document.getElementById("other-draft");
    const other = (await Store.all("drafts")).filter(function (draft) {
      return draft.deputy === deputy && draft.for === Draft.liaisonFor && draft.assignment === Draft.assignment &&
        draft.base !== form.elements.base.value;
    })[0];
    notice.hidden = !other;
    if (other) { notice.querySelector("a").href = other.address; }
  }

  /* The phone's store answers at last: what it keeps of this form and what was entered since meet. Loaded
     anew, the page would find the store slow again. What is being written at this moment is nobody's
     until it is known who the phone says fills in. */
  function readAtLast() {
    const named = Draft.localCopy && Draft.localCopy.deputy;
    if (Draft.localCopy) { Object.assign(Draft.localCopy, { deputy: Number(form.dataset.deputy) || null, mark: "" }); }
    Draft.common = Draft.pristine;
    Draft.ready = meetLate(named, Draft.ready).catch(console.error);
  }

  async function meetLate(named, opened) {
    await opened;
    await Draft.waitForWrites();
    if (Draft.state.isOver) { return; }
    if (!Draft.isEntered()) {
      Draft.say("");
      await open();
      return;
    }
    const deputy = Draft.localCopy.deputy || (await stillNamed(named));
    if (deputy) { await Draft.belongTo(deputy); } else { Draft.write(); }
  }

  /* Where the phone knows somebody else than the server named meanwhile, or that a link was opened of which
     it had never heard (null), only the person can tell: nobody is known, and the server asked anew. */
  async function stillNamed(named) {
    const known = await Store.get("about", "deputy").catch(console.error);
    if (!named || known === undefined) { return named || known; }
    return known === named ? named : null;
  }

  Draft.goOn = goOn;
  Store.onLate(readAtLast);
  if ("blank" in form.dataset) { form.hidden = true; }
  /* The scripts after this one show photos. */
  Draft.ready = new Promise(function (resolve) {
    document.addEventListener("DOMContentLoaded", resolve);
  }).then(open);
  form.addEventListener("fill:changed", async function (event) {
    Draft.dispatch("changed");
    await Draft.ready;
    if (!event.detail) { Draft.localCopy.enteredAt = Date.now(); }
    Draft.write();
  });
  /* Out of the browser's memory: the phone's copy may be newer than what the page shows. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && !Draft.state.fault) { location.reload(); }
  });
})();
