/* Every page of the deputy's: what still waits is said, and sent as soon as it can be. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const DAY = 86400000;
  const MINUTE = 60000;
  const banner = document.getElementById("outbox");
  const deputy = Number(document.body.dataset.deputy);

  /* 已保存在手机 / 正在上传 2/5 / 已送达: of one thing in the outbox, its form and its photos. */
  Outbox.words = async function (item) {
    if (!item) { return "已送达"; }
    const photos = (await Outbox.photosOf(item.record)).filter(function (photo) {
      return item.photos.indexOf(photo.id) >= 0;
    });
    const all = 1 + item.photos.length;
    const waiting = photos.filter(function (photo) { return photo.state === "waiting"; });
    const refused = photos.filter(function (photo) { return photo.state === "refused"; });
    const done = all - (item.state === "arrived" ? 0 : 1) - waiting.length - refused.length;
    const why = item.why || (waiting[0] || {}).why || (refused[0] || {}).why;
    if (item.state !== "arrived" && why) { return (await kept()) + "。" + why; }
    if (done + refused.length === all) {
      return "已送达" + (refused.length ? "，但有" + refused.length + "张照片没有收：" + why : "");
    }
    if (Outbox.isSending() || done) { return "正在上传 " + done + "/" + all + (why ? "。" + why : ""); }
    return (await kept()) + "，有网络时自动上传";
  };

  async function kept() { return (await Store.lasts()) ? "已保存在手机" : "还在这一页上，请不要关闭"; }

  function isOver(words) { return words === "已送达"; }

  /* What has arrived whole needs no place on the phone any more, a minute after it arrived. */
  async function tidy(item) {
    const photos = await Outbox.photosOf(item.record);
    await Store.change(["outbox", "photos", "bytes"], function (store) {
      store("outbox").delete(item.record);
      photos.filter(function (photo) { return item.photos.indexOf(photo.id) >= 0; }).forEach(function (photo) {
        store("photos").delete(photo.id);
        store("bytes").delete(photo.id);
      });
    });
  }

  async function tell() {
    const lines = [];
    let oldest = Date.now();
    for (const item of await Store.all("outbox")) {
      const words = await Outbox.words(item);
      if (isOver(words)) {
        if (Date.now() - item.arrived > MINUTE) { await tidy(item); }
        continue;
      }
      if (item.deputy !== deputy && deputy) { lines.push("这部手机上还有别的代表没传完的，请他(她)打开自己的链接"); continue; }
      oldest = Math.min(oldest, item.queued);
      lines.push(item.where + "(" + item.title + "):" + words);
    }
    if (lines.length && navigator.serviceWorker) { askToBeWoken(); }
    /* Where a page is all about it, it is not said twice. */
    banner.hidden = !lines.length || document.querySelector("#waiting, #sending:not([hidden])") !== null;
    banner.querySelector("ul").textContent = "";
    lines.forEach(function (line) {
      banner.querySelector("ul").appendChild(document.createElement("li")).textContent = line;
    });
    banner.querySelector("[data-old]").hidden = Date.now() - oldest < DAY;
  }

  /* Where the browser can (Chromium), it wakes the service worker when the network is back. */
  async function askToBeWoken() {
    const worker = await navigator.serviceWorker.ready;
    if (worker.sync) { worker.sync.register("outbox").catch(function () {}); }
  }

  async function start() {
    if (deputy) { await Store.put("about", "deputy", deputy); }
    await Outbox.flush(true);
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
  start().then(tell);
})();
