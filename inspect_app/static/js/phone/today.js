/* Links open the blank form, which the phone keeps; what is on the phone already is said beside. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Submission = window.Submission;
  const deputy = Number(document.body.dataset.deputy);
  const sites = document.getElementById("sites");
  const received = document.getElementById("received");  /* on a receipt: how much of it has arrived */
  const wasWaiting = {};  /* by the id of what was handed in */
  let photosShown = received ? Number(received.dataset.photos) : 0;
  let links = [];
  let delivered = [];

  function findLinks() {
    links = Array.from(document.querySelectorAll("a[data-blank]"));
    delivered = Array.from(document.querySelectorAll("a[data-form]"));
    links.forEach(function (link) { link.href = link.dataset.blank; });
  }

  function state(link) { return link.querySelector("small"); }

  /* Arrived while the page was open: the server says under which number, and how many findings. */
  function isNews(outbox) {
    return outbox.filter(function (item) {
      const isNew = item.state === "arrived" && wasWaiting[item.id];
      wasWaiting[item.id] = item.state === "waiting";
      return isNew;
    }).length > 0;
  }

  function hasMorePhotos(photos) {
    const arrived = photos.filter(function (photo) {
      return photo.record === received.dataset.record && photo.state === "arrived";
    }).length;
    const isMore = arrived > photosShown;
    photosShown = Math.max(photosShown, arrived);
    return isMore;
  }

  /* The list of sites, or what a receipt says has arrived, as the server knows it now. */
  async function askAnew(part) {
    const answer = await fetch(location.href, { redirect: "error", cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (!fresh || Number(page.body.dataset.deputy) !== deputy) { return; }
    part.innerHTML = fresh.innerHTML;
    findLinks();
    await tell();
  }

  /* A correction that somebody has begun here: what was handed in counts still. */
  function tellBegun(link, drafts) {
    const draft = drafts.filter(function (one) { return one.base > 0 && one.enteredAt; })[0];
    if (!draft) { return; }
    state(link).textContent = "改了还没有交，接着改 ›";
    link.classList.remove("done");
    link.href = draft.address;
  }

  async function tell() {
    const drafts = await Store.all("drafts");
    const outbox = await Outbox.all("outbox");
    if (sites && isNews(outbox)) { askAnew(sites).catch(console.error); }
    if (received && hasMorePhotos(await Store.all("photos"))) { askAnew(received).catch(console.error); }
    links.concat(delivered).filter(state).forEach(function (link) {
      function isHere(one) {
        return one.deputy === deputy && Submission.formOf(one) === (link.dataset.blank || link.dataset.form);
      }
      /* What waits tells more than what has arrived, whatever the clock said at the time. */
      const item = outbox.filter(isHere).sort(function (a, b) {
        return (a.state === "waiting") - (b.state === "waiting") || a.queued - b.queued;
      }).pop();
      const isWaiting = item && item.state === "waiting";
      /* Of what was handed in before, the server's words say more, until a correction waits. */
      if (item && (isWaiting || link.dataset.blank || "waits" in link.dataset)) {
        link.dataset.waits = "";
        state(link).textContent = item.state === "arrived" ? "已送达 ✓" : "已保存在手机，等着上传 ›";
        link.href = item.receipt || "/d/waiting";
      } else if (link.dataset.blank && drafts.some(isHere) && "new" in link.dataset) {
        state(link).textContent = "填了一些，接着填 ›";
      } else if (link.dataset.form) {
        tellBegun(link, drafts.filter(isHere));
      }
    });
  }

  function isOurs(page) { return page.indexOf('class="phone"') >= 0; }

  function assetsOf(page) {
    return (page.match(/\/static\/[^"]+/g) || []).map(function (found) { return found.replace(/&amp;/g, "&"); });
  }

  /* Keeps one page with all it needs, the page last; returns whether it could. */
  async function keepPage(cache, url) {
    const answer = await fetch(url, { redirect: "error", cache: "no-cache" });
    const page = await answer.clone().text();
    /* A captive portal's page is none of ours. */
    if (!answer.ok || !isOurs(page)) { return false; }
    for (const asset of assetsOf(page)) {
      if (!(await cache.match(asset))) { await cache.add(asset); }
    }
    await cache.put(url, answer);
    return true;
  }

  /* The addresses of all forms that somebody may still open on this phone: listed, half filled, or of
     records that may be corrected. */
  async function stillWanted() {
    const lists = (await Store.all("about")).filter(function (one) { return one && one.list; });
    const addresses = lists.reduce(function (all, one) { return all.concat(one.list); }, [])
      .concat(await Store.all("drafts")).map(function (one) { return one.url || one.address; });
    const handedIn = lists.reduce(function (all, one) { return all.concat(one.handedIn || []); }, []);
    return ["/d/waiting"].concat(addresses, handedIn).map(function (address) {
      const url = new URL(address, location.href);
      url.searchParams.delete("base");
      return url.href;
    });
  }

  async function tidy(cache) {
    const wanted = await stillWanted();
    const all = await cache.keys();
    const pages = all.filter(function (one) { return wanted.indexOf(one.url) >= 0; });
    for (const page of pages) {
      const assets = assetsOf(await (await cache.match(page)).text());
      assets.forEach(function (asset) { wanted.push(new URL(asset, location.href).href); });
    }
    for (const old of all) {
      if (wanted.indexOf(old.url) < 0) { await cache.delete(old); }
    }
  }

  /* For a cold start without network: the forms, the page that lists them, and what these need. */
  async function keep() {
    const whose = new URLSearchParams(location.search).get("for") || "";
    /* Corrected with a network, perhaps gone on with without one. */
    const former = delivered.map(function (link) { return link.dataset.form; });
    const whom = document.getElementById("for-whom");
    const name = whom ? whom.textContent : "";
    const forms = links.filter(state).map(function (link) {
      return {
        url: link.dataset.blank, where: link.dataset.where,
        title: link.querySelector("span").textContent + (name && "，替" + name)
      };
    });
    await Store.put("about", "forms:" + deputy + ":" + whose, { deputy, list: forms, handedIn: former, name });
    if (!window.caches) { return; }
    const cache = await caches.open("kept");
    for (const url of ["/d/waiting"].concat(forms.map(function (form) { return form.url; }), former)) {
      if (!(await keepPage(cache, url))) { return; }
    }
    await tidy(cache);
  }

  findLinks();
  tell();
  Outbox.onChange(tell);
  if (document.getElementById("today")) { keep().catch(console.error); }
})();
