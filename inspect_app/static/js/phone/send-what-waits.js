/* On every page of the deputy's: what still waits is said, and sent as soon as it can be. Which of it
   goes next, outbox.js decides. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Submission = window.Submission;
  const Owner = window.Owner;
  const DAY = 86400000;
  const MINUTE = 60000;
  const banner = document.getElementById("outbox");
  const deputy = Number(document.body.dataset.deputy) || null;
  const linkOf = Number(document.body.dataset.linkOf) || null;  /* whose link's page this is */
  let asleep = 0;  /* how many things the worker was asked to send */

  async function tidyPhotos() {
    const old = (await Submission.unshown()).filter(function (photo) {
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
      const now = await Submission.progress(item);
      if (now.isOver) {
        if (Math.abs(Date.now() - item.arrived) > MINUTE) {
          await Submission.drop(item);
          Outbox.changed();  /* the list on the same page may have been made before */
        }
        continue;
      }
      if (own.indexOf(item.deputy) < 0) { ofOthers = ["这部手机上还有别的代表没传完的，请他（她）打开自己的链接"]; continue; }
      /* No network helps what was refused. */
      if (item.state !== "refused" && !now.isSent) { oldest = Math.min(oldest, item.queued); }
      lines.push(item.where + "（" + item.title + "）：" + (await Submission.words(item)));
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

  /* Where the browser can (Chromium), it wakes the service worker when the network is back. */
  async function askToBeWoken() {
    const worker = await navigator.serviceWorker.ready;
    if (worker.sync) { worker.sync.register("outbox").catch(function () {}); }
  }

  async function start() {
    if (deputy) { await Store.remember("deputy", deputy); }
    await Owner.meet().catch(console.error);
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
