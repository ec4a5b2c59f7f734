/* Service worker: opens kept forms from cold without network, and sends what waits when it is back. */
importScripts("/static/js/store.js", "/static/js/outbox.js");
(function (self) {
  "use strict";
  const KEPT = "kept";
  const WAITING = "/d/waiting";
  const PATIENCE = 6000;

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

  function isForm(url) { return /^\/d\/assignments\/\d+\/blank$/.test(url.pathname); }

  /* The network first; a kept form is opened instead where the network does not answer in time. */
  async function page(request) {
    const url = new URL(request.url);
    url.searchParams.delete("base");  /* the revision a form corrects is the script's affair */
    const kept = await caches.match(isForm(url) ? url.href : WAITING, { ignoreVary: true });
    const asked = fetch(request).then(function (answer) {
      return answer.status >= 500 && kept && isForm(url) ? kept : answer;
    });
    const tooSlow = new Promise(function (resolve) {
      if (kept && isForm(url)) { setTimeout(function () { resolve(kept); }, PATIENCE); }
    });
    return Promise.race([asked, tooSlow]).catch(function () {
      return kept || caches.match(WAITING).then(function (found) { return found || Response.error(); });
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

  /* Rejects while something waits: then the browser wakes us again. */
  async function sendAll() {
    await self.Outbox.flush(true);
    if ((await self.Outbox.allWaiting()).length) { throw new Error("something waits still"); }
  }

  self.Outbox.onChange(async function () {
    (await self.clients.matchAll()).forEach(function (client) { client.postMessage("outbox"); });
  });
})(self);
