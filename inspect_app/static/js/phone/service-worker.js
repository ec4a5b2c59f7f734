/* Service worker: opens kept forms from cold without network, and sends what waits when it is back. */
importScripts("/static/js/phone/sending.js");
(function (self) {
  "use strict";
  const WAITING = "/d/waiting";
  const PATIENCE = 6000;
  const LONG_PATIENCE = 15000;

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

  function isForm(url) { return /^\/d\/assignments\/\d+\/blank$/.test(url.pathname); }

  /* Whether the phone knows whose a link is from now on: else what is filled in would be the last one's.
     Where the store is slow, the page meets the link itself (waiting.js). */
  async function knowsWhose(path) {
    if (!/^\/m\//.test(path)) { return true; }
    const isNoted = await self.Outbox.goByLink(path).then(function () { return true; }, console.error);
    return isNoted && ((await self.Store.lasts()) || self.Store.isSlow());
  }

  /* The network first; what is kept instead where there is none, or one that does not answer. */
  async function page(request) {
    const url = new URL(request.url);
    url.searchParams.delete("base");  /* the revision a form corrects is the script's affair */
    const form = isForm(url) && (await caches.match(url.href, { ignoreVary: true }));
    const kept = form || (await caches.match(WAITING, { ignoreVary: true }));
    const asked = fetch(request).then(function (answer) {
      return answer.status >= 500 && form ? form : answer;
    });
    const tooSlow = new Promise(function (_, reject) {
      if (kept) { setTimeout(reject, form ? PATIENCE : LONG_PATIENCE); }
    });
    return Promise.race([asked, tooSlow]).catch(async function () {
      return (await knowsWhose(url.pathname)) && kept || Response.error();
    });
  }

  self.addEventListener("fetch", function (event) {
    const request = event.request;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== self.location.origin) { return; }
    if (request.mode === "navigate" && /^\/(d|m)\//.test(url.pathname)) {
      event.respondWith(page(request));
    } else if (url.pathname.indexOf("/static/") === 0 && url.search) {
      event.respondWith(caches.match(request).then(function (kept) { return kept || fetch(request); }));
    }
  });

  self.addEventListener("sync", function (event) {
    if (event.tag === "outbox") { event.waitUntil(sendAll()); }
  });

  /* Rejects while something waits, or cannot be read yet: then the browser wakes us again. */
  async function sendAll() {
    await self.Outbox.flush(true);
    if (self.Store.isSlow() || (await self.Outbox.allWaiting()).length) { throw new Error("something waits still"); }
  }

  self.Outbox.onChange(async function () {
    (await self.clients.matchAll()).forEach(function (client) { client.postMessage("outbox"); });
  });
})(self);
