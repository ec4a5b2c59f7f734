/* What can be done with what waits: claim, drop, take back into the form, hand in as it stands. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Submission = window.Submission;
  const Owner = window.Owner;

  /* Who said by mistake that it is not theirs finds it here. */
  async function claim(item) {
    await Owner.claim(item, await Outbox.me());
    Outbox.flush(true);
  }

  /* So does who said it of what is half filled: its form asks once more. */
  async function claimDraft(draft) {
    await Store.update("drafts", draft.key, function (found) { return found && Object.assign(found, { asked: [] }); });
    location.href = draft.address;
  }

  async function drop(item) {
    await Submission.drop(item);
    Outbox.changed();
  }

  function dropRefused(item) {
    const what = item.where + " " + item.title;
    if (window.confirm(what + "：没有交上去，镇人大办那里没有。存成文件或复制了文字再删。现在从这部手机上删掉？")) { return drop(item); }
    return null;
  }

  /* Back into the form, to be made shorter and handed in again; with its number of saves, by which the
     server's draft is known to be older. */
  async function reopen(item) {
    const key = [item.deputy, item.for, item.assignment, item.base].join(":");
    const draft = Object.assign({}, item, {
      key, synced: null, mark: Store.newId(), changed: Date.now(), address: Submission.addressOf(item)
    });
    await Store.meet(["drafts", "outbox"], key, function (found, store) {
      if (found) { return; }  /* begun anew meanwhile: both stay */
      store("drafts").put(draft, key);
      store("outbox").delete(item.id);
    });
    location.href = draft.address;
  }

  async function asHandedIn(draft) {
    const values = draft.fields.map(function (field) { return field[1]; });
    const photos = (await Store.all("photos")).map(function (photo) { return photo.id; });
    return Submission.make(draft, photos.filter(function (id) { return values.indexOf(id) >= 0; }));
  }

  /* Whether the draft is as this page shows it; if not, that is said and it is shown anew. */
  async function isAsShown(draft) {
    const found = await Store.get("drafts", draft.key);
    const isSame = Boolean(found) && found.mark === draft.mark;
    if (!isSame) { sayStale(); }
    return isSame;
  }

  function sayStale() {
    window.alert("刚又填过，请再看一遍");
    window.Waiting.tell();
  }

  /* As it was shown: what another page has written since stays. */
  function forget(draft) {
    return Store.meet(["drafts"], draft.key, function (found, store) {
      if (found && found.mark === draft.mark) { store("drafts").delete(draft.key); }
    });
  }

  /* Not taken by the outbox: from memory, as the form does it (hand-in.js). */
  async function sendUnkept(draft, made, fault) {
    for (const item of made) {
      const outcome = await Outbox.sendAtOnce(item);
      if (outcome.kind !== "taken") {
        window.alert(outcome.why || fault[0] + "，也没有送出去。" + fault[1] + "，再点一次");
        return;
      }
    }
    await forget(draft);
    window.alert("已送达");
    window.Waiting.tell();
  }

  /* As it stands, where its form opens no more. What is still to be chosen from goes along beside it. */
  async function handIn(draft) {
    if (!(await isAsShown(draft))) { return; }
    if (!window.confirm(draft.where + " " + draft.title + "：没填完的也收，由镇人大办看了再定。现在交上去？")) { return; }
    const all = [draft].concat([].concat(draft.open || []).map(function (one) {
      return Object.assign({}, draft, { fields: one.theirs, words: one.words });
    }));
    const made = await Promise.all(all.map(asHandedIn));
    let isSame = false;
    let fault = null;
    await Store.meet(["drafts", "outbox"], draft.key, function (found, store) {
      isSame = Boolean(found) && found.mark === draft.mark;
      if (!isSame) { return; }  /* gone on with while it was asked */
      store("drafts").delete(draft.key);
      made.forEach(function (item) { store("outbox").put(item, item.id); });
    }).catch(function (error) {
      console.error(error);
      fault = Store.fault(error);
    });
    if (fault) { await sendUnkept(draft, made, fault); return; }
    if (!isSame) { sayStale(); return; }
    Outbox.flush(true);
  }

  async function dropDraft(draft) {
    if (!(await isAsShown(draft))) { return; }
    if (!window.confirm("这份填了一半的：" + draft.where + " " + draft.title + "，从这部手机上删掉？")) { return; }
    await forget(draft);
    window.Waiting.tell();
  }

  window.Waiting = {
    claim,
    claimDraft,
    drop,
    dropRefused,
    reopen,
    asHandedIn,
    isAsShown,
    handIn,
    dropDraft
  };
})();
