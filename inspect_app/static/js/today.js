/* Links open the blank form, which the phone keeps; what is on the phone already is said beside. */
(function () {
  "use strict";
  const Store = window.Store;
  const links = Array.from(document.querySelectorAll("a[data-blank]"));
  const deputy = Number(document.body.dataset.deputy);
  links.forEach(function (link) { link.href = link.dataset.blank; });

  function state(link) { return link.querySelector("small"); }

  async function tell() {
    const drafts = await Store.all("drafts");
    const outbox = await Store.all("outbox");
    links.filter(state).forEach(function (link) {
      function isHere(one) {
        return one.assignment === link.dataset.assignment && one.deputy === deputy &&
          (one.for || "") === (new URL(link.href).searchParams.get("for") || "");
      }
      if (outbox.some(isHere)) {
        state(link).textContent = "已保存在手机，等着上传 ›";
        link.href = "/d/waiting";
      } else if (drafts.some(isHere) && /去填写/.test(state(link).textContent)) {
        state(link).textContent = "填了一些，接着填 ›";
      }
    });
  }

  /* For a cold start without network: the forms, the page that lists them, and what these need. */
  async function keep() {
    const forms = links.filter(state).map(function (link) {
      return {
        url: link.dataset.blank, where: link.dataset.where,
        title: link.querySelector("span").textContent
      };
    });
    if (!forms.length) { return; }
    await Store.put("about", "forms", { deputy: deputy, list: forms });
    if (!window.caches) { return; }
    const cache = await caches.open("kept");
    const wanted = [];
    for (const url of ["/d/waiting"].concat(forms.map(function (form) { return form.url; }))) {
      const answer = await fetch(url, { redirect: "error", cache: "no-cache" });
      const text = await answer.clone().text();
      /* A captive portal's page is none of ours. */
      if (!answer.ok || text.indexOf('class="phone"') < 0) { return; }
      for (const found of text.match(/\/static\/[^"]+/g) || []) {
        const asset = found.replace(/&amp;/g, "&");
        wanted.push(new URL(asset, location.href).href);
        if (!(await cache.match(asset))) { await cache.add(asset); }
      }
      /* The page last: it is there only with all it needs. */
      await cache.put(url, answer);
      wanted.push(new URL(url, location.href).href);
    }
    for (const old of await cache.keys()) {
      if (wanted.indexOf(old.url) < 0) { await cache.delete(old); }
    }
  }

  tell();
  window.Outbox.onChange(tell);
  if (document.getElementById("today")) { keep().catch(function () { /* next time */ }); }
})();
