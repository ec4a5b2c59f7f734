/* Pages that say whose phone it is, or whose link: what the phone remembers of them, and asks them about. */
(function () {
  "use strict";
  const Store = window.Store;
  const deputy = Number(document.body.dataset.deputy) || null;
  const linkOf = Number(document.body.dataset.linkOf) || null;

  /* For the day the link is opened without network (service-worker.js). */
  async function rememberLink() {
    if (linkOf && window.crypto.subtle) {
      await Store.remember(await Store.ofLink(window.location.pathname), linkOf);
    }
  }

  /* Who the deputy was here before an election. Never forgotten: what is heard no more is still listed. */
  async function rememberFormers() {
    const formers = (document.body.dataset.formers || "").split(" ").filter(Boolean).map(Number);
    const known = (await Store.get("about", "formers:" + deputy)) || [];
    if (formers.length) { await Store.remember("formers:" + deputy, Array.from(new Set(known.concat(formers)))); }
  }

  /* Filled in before anybody was known (a wiped phone without network): only a person can tell whose. */
  async function askAboutNameless() {
    if (!canAsk()) { return; }
    const nameless = (await Store.all("outbox")).filter(function (item) {
      return item.deputy === null && !isDenied(item, deputy);
    });
    for (const item of nameless) {
      const isMine = window.confirm("这部手机上有一份填好、还没交的表：" + item.where + " " + item.title + "。是您填的吗？");
      await (isMine ? claim(item, deputy) : deny("outbox", item.id, deputy));
    }
  }

  async function claim(item, who) {
    await giveTo(who, "outbox", item.id);
    await adopt(item.record, who);
  }

  /* The photos taken for a record before anybody was known become the deputy's. */
  async function adopt(record, who) {
    for (const photo of await Store.all("photos")) {
      if (photo.record === record) { await giveTo(who, "photos", photo.id); }
    }
  }

  /* As it is by then: it may have been sent, or taken from the phone, since it was read. */
  function giveTo(who, name, id) {
    return Store.update(name, id, function (found) {
      return found && !found.deputy && Object.assign(found, { deputy: who });
    });
  }

  /* Who said that it is not theirs is not asked again. */
  function deny(name, key, who) {
    return Store.update(name, key, function (found) {
      return found && Object.assign(found, { asked: [].concat(found.asked || [], who) });
    });
  }

  /* Whether somebody sees what is asked: of a page that is hidden, or left at this moment, a browser
     answers no by itself. */
  let isLeft = false;
  window.addEventListener("pagehide", function () { isLeft = true; });
  window.addEventListener("pageshow", function () { isLeft = false; });
  function canAsk() { return !isLeft && document.visibilityState !== "hidden"; }

  function isDenied(one, who) { return [].concat(one.asked || []).indexOf(who) >= 0; }

  /* Before what waits is sent: by then it is known whose it is. */
  async function meet() {
    await rememberLink();
    if (!deputy) { return; }
    await rememberFormers();
    await askAboutNameless();
  }

  window.Owner = { meet, claim, adopt, giveTo, deny, canAsk, isDenied };
})();
