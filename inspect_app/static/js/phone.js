/* Every page of the deputy's: what still waits is said, and sent as soon as it can be. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const DAY = 86400000;
  const MINUTE = 60000;
  const banner = document.getElementById("outbox");
  const deputy = Number(document.body.dataset.deputy) || null;
  let asleep = 0;  /* how many things the worker was asked to send */

  Outbox.whereKept = async function () {
    return (await Store.lasts()) ? "已保存在手机" : "还在这一页上，请不要关闭";
  };

  /* 已保存在手机 / 正在上传 2/5 / 已送达: of one thing in the outbox, its form and its photos. */
  Outbox.words = async function (item) {
    const photos = await Outbox.photosOf(item);
    const all = 1 + item.photos.length;
    const waiting = photos.filter(function (photo) { return photo.state === "waiting"; });
    const refused = photos.filter(function (photo) { return photo.state === "refused"; });
    const done = all - (item.state === "arrived" ? 0 : 1) - waiting.length - refused.length;
    const why = item.why || (waiting[0] || {}).why || (refused[0] || {}).why;
    if (item.state !== "arrived" && why) { return (await Outbox.whereKept()) + "。" + why; }
    if (done + refused.length === all) {
      return "已送达" + (refused.length ? "，但有" + refused.length + "张照片没有收：" + why : "");
    }
    if (Outbox.isSending() || done) { return "正在上传 " + done + "/" + all + (why ? "。" + why : ""); }
    return (await Outbox.whereKept()) + "，有网络时自动上传";
  };

  function isOver(words) { return words === "已送达"; }

  /* What has arrived whole needs no place on the phone any more, a minute after it arrived. */
  async function tidy(item) {
    const photos = await Outbox.photosOf(item);
    await Store.change(["outbox", "photos", "bytes"], function (store) {
      store("outbox").delete(item.id);
      photos.forEach(function (photo) {
        store("photos").delete(photo.id);
        store("bytes").delete(photo.id);
      });
    });
  }

  /* Photos that no draft and nothing in the outbox shows. */
  Outbox.unshown = async function () {
    const shown = JSON.stringify([await Store.all("drafts"), await Store.all("outbox")]);
    return (await Store.all("photos")).filter(function (photo) { return shown.indexOf(photo.id) < 0; });
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
    const who = await Outbox.me();
    let oldest = Date.now();
    for (const item of await Store.all("outbox")) {
      const words = await Outbox.words(item);
      if (isOver(words)) {
        if (Date.now() - item.arrived > MINUTE) { await tidy(item); }
        continue;
      }
      if (item.deputy !== who) { lines.push("这部手机上还有别的代表没传完的，请他（她）打开自己的链接"); continue; }
      oldest = Math.min(oldest, item.queued);
      lines.push(item.where + "（" + item.title + "）：" + words);
    }
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
    const photos = (await Store.all("photos")).filter(function (photo) {
      return photo.record === record && !photo.deputy;
    });
    await Store.change(["photos"], function (store) {
      photos.forEach(function (photo) { store("photos").put(Object.assign(photo, { deputy: who }), photo.id); });
    });
  };

  /* Filled in before anybody was known (a wiped phone without network): only a person can tell whose. */
  async function adoptNameless() {
    const nameless = (await Store.all("outbox")).filter(function (item) {
      return item.deputy === null && item.asked !== deputy;
    });
    for (const item of nameless) {
      const isMine = window.confirm("这部手机上有一份填好、还没交的表：" + item.where + " " + item.title + "。是您填的吗？");
      if (isMine) { await Outbox.claim(item, deputy); } else {
        await Store.put("outbox", item.id, Object.assign(item, { asked: deputy }));
      }
    }
  }

  Outbox.claim = async function (item, who) {
    await Store.put("outbox", item.id, Object.assign(item, { deputy: who }));
    await Outbox.adopt(item.record, who);
  };

  /* Where the browser can (Chromium), it wakes the service worker when the network is back. */
  async function askToBeWoken() {
    const worker = await navigator.serviceWorker.ready;
    if (worker.sync) { worker.sync.register("outbox").catch(function () {}); }
  }

  async function start() {
    if (deputy) {
      await Store.remember("deputy", deputy);
      await adoptNameless();
    }
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
  start().catch(console.error).then(tell);
})();
