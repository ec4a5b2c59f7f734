/* Every page of the deputy's: what still waits is said, and sent as soon as it can be. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const DAY = 86400000;
  const MINUTE = 60000;
  const banner = document.getElementById("outbox");
  const deputy = Number(document.body.dataset.deputy) || null;
  const linkOf = Number(document.body.dataset.linkOf) || null;  /* whose link's page this is */
  let asleep = 0;  /* how many things the worker was asked to send */

  Outbox.whereKept = async function () {
    return (await Store.lasts()) ? "已保存在手机" : "还在这一页上，请不要关闭";
  };

  /* How far one thing in the outbox is, its form and its photos. */
  Outbox.progress = async function (item) {
    const photos = await Outbox.photosOf(item);
    const all = 1 + item.photos.length;
    const waiting = photos.filter(function (photo) { return photo.state === "waiting"; });
    const refused = photos.filter(function (photo) { return photo.state === "refused"; });
    const done = all - (item.state === "arrived" ? 0 : 1) - waiting.length - refused.length;
    return {
      all, done, refused: refused.length,
      isOver: done === all,                        /* nothing is left to do about it */
      isSent: done + refused.length === all,       /* nothing of it waits; of its photos some may be refused */
      why: item.why || (waiting[0] || {}).why || (refused[0] || {}).why
    };
  };

  /* 已保存在手机 / 正在上传 2/5 / 已送达. */
  Outbox.words = async function (item) {
    const now = await Outbox.progress(item);
    const isTried = item.state === "waiting" && Outbox.isSending();
    if (now.isSent) { return "已送达" + (now.refused ? "，但有" + now.refused + "张照片没有收：" + now.why : ""); }
    if (item.state !== "arrived" && now.why && !isTried) { return (await Outbox.whereKept()) + "。" + now.why; }
    if (isTried || item.state === "arrived") {
      return "正在上传 " + now.done + "/" + now.all + (now.why ? "。" + now.why : "");
    }
    return (await Outbox.whereKept()) + "，有网络时自动上传";
  };

  /* The form's address from cold. */
  Outbox.formOf = function (item) {
    return "/d/assignments/" + item.assignment + "/blank" + (item.for ? "?for=" + item.for : "");
  };

  /* The same, at the revision that is corrected. */
  Outbox.addressOf = function (item) {
    return Outbox.formOf(item) + (item.base > 0 ? (item.for ? "&" : "?") + "base=" + item.base : "");
  };

  /* What is handed in of a draft. */
  Outbox.made = function (draft, photos) {
    return {
      id: Store.newId(), record: draft.record, deputy: draft.deputy, for: draft.for,
      assignment: draft.assignment, version: draft.version, base: draft.base, fields: draft.fields,
      device: draft.device, n: draft.n, saves: draft.saves, seen: draft.seen, words: draft.words || [], title: draft.title,
      where: draft.where, queued: Date.now(), state: "waiting", photos, asked: draft.asked
    };
  };

  /* No longer among those to be filled without network. */
  function unlist(item) {
    return Store.update("about", "forms:" + item.deputy + ":" + item.for, function (found) {
      return found && Object.assign(found, {
        list: found.list.filter(function (one) { return one.url !== Outbox.formOf(item); })
      });
    });
  }

  /* From the phone, with its photos that nothing else shows: what has arrived, a minute after. */
  Outbox.drop = async function (item) {
    await unlist(item).catch(console.error);  /* a full phone deletes all the same */
    await Store.change(["outbox"], function (store) { store("outbox").delete(item.id); });
    const photos = (await Outbox.unshown()).filter(function (photo) { return item.photos.indexOf(photo.id) >= 0; });
    await Store.change(["photos", "bytes"], function (store) {
      photos.forEach(function (photo) {
        store("photos").delete(photo.id);
        store("bytes").delete(photo.id);
      });
    });
  };

  /* Photos that no draft and nothing in the outbox shows. What is kept meanwhile is none of them. */
  Outbox.unshown = async function () {
    const photos = await Store.all("photos");
    const shown = JSON.stringify([await Store.all("drafts"), await Store.all("outbox")]);
    return photos.filter(function (photo) { return shown.indexOf(photo.id) < 0; });
  };

  async function tidyPhotos() {
    const old = (await Outbox.unshown()).filter(function (photo) {
      return photo.state === "arrived" && Date.now() - photo.arrived > DAY;
    });
    await Store.change(["photos"], function (store) {
      old.forEach(function (photo) { store("photos").delete(photo.id); });
    });
  }

  async function tell() {
    const lines = [];
    const own = await Outbox.selves(linkOf || (await Outbox.me()));
    let oldest = Date.now();
    let ofOthers = [];
    for (const item of await Outbox.all("outbox")) {
      const now = await Outbox.progress(item);
      if (now.isOver) {
        if (Math.abs(Date.now() - item.arrived) > MINUTE) {
          await Outbox.drop(item);
          Outbox.changed();  /* the list on the same page may have been made before */
        }
        continue;
      }
      if (own.indexOf(item.deputy) < 0) { ofOthers = ["这部手机上还有别的代表没传完的，请他（她）打开自己的链接"]; continue; }
      /* No network helps what was refused. */
      if (item.state !== "refused" && !now.isSent) { oldest = Math.min(oldest, item.queued); }
      lines.push(item.where + "（" + item.title + "）：" + (await Outbox.words(item)));
    }
    lines.push.apply(lines, ofOthers);
    /* Once for what is new: each answer of the worker comes by here again. */
    if (lines.length > asleep && navigator.serviceWorker) { askToBeWoken(); }
    asleep = lines.length;
    /* Where a page is all about it, it is not said twice. */
    banner.hidden = !lines.length || document.querySelector("#waiting, #sending:not([hidden])") !== null;
    banner.querySelector("ul").textContent = "";
    lines.forEach(function (line) {
      banner.querySelector("ul").appendChild(document.createElement("li")).textContent = line;
    });
    banner.querySelector("[data-old]").hidden = Date.now() - oldest < DAY;
  }

  /* The photos taken for a record before anybody was known become the deputy's. */
  Outbox.adopt = async function (record, who) {
    for (const photo of await Store.all("photos")) {
      if (photo.record === record) { await Outbox.giveTo(who, "photos", photo.id); }
    }
  };

  /* As it is by then: it may have been sent, or taken from the phone, since it was read. */
  Outbox.giveTo = function (who, name, id) {
    return Store.update(name, id, function (found) {
      return found && !found.deputy && Object.assign(found, { deputy: who });
    });
  };

  /* Who said that it is not theirs is not asked again. */
  Outbox.deny = function (name, key, who) {
    return Store.update(name, key, function (found) {
      return found && Object.assign(found, { asked: [].concat(found.asked || [], who) });
    });
  };

  /* Whether somebody sees what is asked: of a page that is hidden, or left at this moment, a browser
     answers no by itself. */
  let isLeft = false;
  window.addEventListener("pagehide", function () { isLeft = true; });
  window.addEventListener("pageshow", function () { isLeft = false; });
  Outbox.canAsk = function () { return !isLeft && document.visibilityState !== "hidden"; };

  Outbox.isDenied = function (one, who) { return [].concat(one.asked || []).indexOf(who) >= 0; };

  /* Where the browser can (Chromium), it wakes the service worker when the network is back. */
  async function askToBeWoken() {
    const worker = await navigator.serviceWorker.ready;
    if (worker.sync) { worker.sync.register("outbox").catch(function () {}); }
  }

  async function start() {
    if (deputy) { await Store.remember("deputy", deputy); }
    await Outbox.meetOwner().catch(console.error);
    await Outbox.flush(true);
    await tidyPhotos();
  }

  function wake() { if (document.visibilityState !== "hidden") { Outbox.flush(true); } }

  Outbox.onChange(tell);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
  if (navigator.serviceWorker) {
    /* WeChat on iPhones has none: everything but a cold start without network goes without. */
    navigator.serviceWorker.register("/sw.js").catch(function () {});
    navigator.serviceWorker.addEventListener("message", Outbox.changed);
  }
  function begin() { start().catch(console.error).then(tell); }
  Store.onLate(begin);
  begin();
})();
