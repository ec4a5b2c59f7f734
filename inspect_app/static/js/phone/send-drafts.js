/* Half-filled forms whose page was left before it had a network: their second copy goes from the next page. */
(function () {
  "use strict";
  const Store = window.Store;
  const PATIENCE = 8000;
  const deputy = Number(document.body.dataset.deputy);
  let sending = null;

  /* Not what has still to be chosen from, nor a correction in which nobody has entered anything. */
  function isUnsent(draft) {
    const isOpen = [].concat(draft.open || []).length > 0;
    return draft.deputy === deputy && draft.device && draft.enteredAt && !isOpen &&
      JSON.stringify(draft.synced) !== JSON.stringify(draft.fields);
  }

  /* As it was read: a page that has written since sends by itself. */
  async function change(draft, more) {
    let made = null;
    await Store.update("drafts", draft.key, function (found) {
      made = found && found.mark === draft.mark ? Object.assign(found, more) : null;
      return made;
    });
    return made;
  }

  function put(draft) {
    const sent = new URLSearchParams();
    ["record", "base", "version", "device", "n", "saves"].forEach(function (name) { sent.append(name, draft[name]); });
    draft.fields.forEach(function (field) { sent.append(field[0], field[1]); });
    const address = "/d/assignments/" + draft.assignment + "/draft?deputy=" + deputy +
      (draft.for ? "&for=" + draft.for : "");
    return window.Requests.ask(address, { method: "PUT", body: sent }, PATIENCE, function (body) {
      return body.fields;
    });
  }

  /* Sent as its page's next save, whose number is on the disk before: so its form knows it for its own. */
  async function send(read) {
    const draft = await change(read, { n: (read.n || 0) + 1 });
    const outcome = draft && (await put(draft));
    /* What another phone saved meanwhile, its form asks about. */
    if (!outcome || outcome.kind !== "taken" || outcome.body.outcome !== "taken") { return; }
    const body = outcome.body;
    await change(draft, { saves: body.saves, synced: draft.fields, seen: {}, record: body.record || draft.record });
  }

  async function sendAll() {
    for (const draft of (await Store.all("drafts")).filter(isUnsent)) { await send(draft); }
  }

  /* Once at a time. */
  function begin() { sending = sending || sendAll().catch(console.error).then(function () { sending = null; }); }

  window.addEventListener("online", begin);
  Store.onLate(begin);
  begin();
})();
