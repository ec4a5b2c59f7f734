/* What was handed in on this phone: how far it is, as data and in words; made of a draft, and dropped. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;

  async function whereKept() {
    return (await Store.lasts()) ? "已保存在手机" : "还在这一页上，请不要关闭";
  }

  /* How far one thing in the outbox is, its form and its photos. */
  async function progress(item) {
    const photos = await Outbox.photosOf(item);
    const all = 1 + item.photos.length;
    const waiting = photos.filter(function (photo) { return photo.state === "waiting"; });
    const refused = photos.filter(function (photo) { return photo.state === "refused"; });
    const lost = item.lost || 0;  /* of its photos: outbox.js */
    const done = all - (item.state === "arrived" ? 0 : 1) - waiting.length - refused.length - lost;
    return {
      all, done, lost, refused: refused.length,
      isOver: done === all,                        /* nothing is left to do about it */
      isSent: done + refused.length + lost === all,  /* nothing of it waits; some photos may be refused or lost */
      why: item.why || (waiting[0] || {}).why || (refused[0] || {}).why
    };
  }

  /* 已保存在手机 / 正在上传 2/5 / 已送达. */
  async function words(item) {
    const now = await progress(item);
    const isTried = item.state === "waiting" && Outbox.isSending();
    if (now.isSent) {
      return "已送达" + (now.lost ? "，但有" + now.lost + "张照片这部手机里找不到，没有上传。可以打开回执，更正时再加" : "") +
        (now.refused ? "，但有" + now.refused + "张照片没有收：" + now.why : "");
    }
    if (item.state !== "arrived" && now.why && !isTried) { return (await whereKept()) + "。" + now.why; }
    if (isTried || item.state === "arrived") {
      return "正在上传 " + now.done + "/" + now.all +
        ((await Store.lasts()) ? "" : "，请不要关闭这一页") + (now.why ? "。" + now.why : "");
    }
    return (await whereKept()) + "，有网络时自动上传";
  }

  /* The form's address from cold. */
  function formOf(item) {
    return "/d/assignments/" + item.assignment + "/blank" + (item.for ? "?for=" + item.for : "");
  }

  /* The same, at the revision that is corrected. */
  function addressOf(item) {
    if (!(item.base > 0)) { return formOf(item); }
    return formOf(item) + (item.for ? "&" : "?") + "base=" + item.base;
  }

  /* What is handed in of a draft. */
  function make(draft, photos) {
    return {
      id: Store.newId(), record: draft.record, deputy: draft.deputy, for: draft.for,
      assignment: draft.assignment, version: draft.version, base: draft.base, fields: draft.fields,
      device: draft.device, n: draft.n, saves: draft.saves, seen: draft.seen, words: draft.words || [],
      title: draft.title, where: draft.where, queued: Date.now(), enteredAt: draft.enteredAt || Date.now(),
      state: "waiting", photos, asked: draft.asked
    };
  }

  /* No longer among those to be filled without network. */
  function unlist(item) {
    return Store.update("about", "forms:" + item.deputy + ":" + item.for, function (found) {
      return found && Object.assign(found, {
        list: found.list.filter(function (one) { return one.url !== formOf(item); })
      });
    });
  }

  /* From the phone, with its photos that nothing else shows: what has arrived, a minute after. */
  async function drop(item) {
    await unlist(item).catch(console.error);  /* a full phone deletes all the same */
    await Store.change(["outbox"], function (store) { store("outbox").delete(item.id); });
    const photos = (await unshown()).filter(function (photo) { return item.photos.indexOf(photo.id) >= 0; });
    await Store.change(["photos", "bytes"], function (store) {
      photos.forEach(function (photo) {
        store("photos").delete(photo.id);
        store("bytes").delete(photo.id);
      });
    });
  }

  /* Photos that no draft and nothing in the outbox shows. What is kept meanwhile is none of them. */
  async function unshown() {
    const photos = await Store.all("photos");
    const shown = JSON.stringify([await Store.all("drafts"), await Store.all("outbox")]);
    return photos.filter(function (photo) { return shown.indexOf(photo.id) < 0; });
  }

  window.Submission = { whereKept, progress, words, formOf, addressOf, make, drop, unshown };
})();
