/* Pages that say whose phone it is, or whose link: what the phone remembers of them, and asks them about. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
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
    const told = (document.body.dataset.formers || "").split(" ").filter(Boolean).map(Number);
    const known = (await Store.get("about", "formers:" + deputy)) || [];
    if (told.length) { await Store.remember("formers:" + deputy, Array.from(new Set(known.concat(told)))); }
  }

  /* Filled in before anybody was known (a wiped phone without network): only a person can tell whose. */
  async function askAboutNameless() {
    if (!Outbox.canAsk()) { return; }
    const nameless = (await Store.all("outbox")).filter(function (item) {
      return item.deputy === null && !Outbox.isDenied(item, deputy);
    });
    for (const item of nameless) {
      const isMine = window.confirm("这部手机上有一份填好、还没交的表：" + item.where + " " + item.title + "。是您填的吗？");
      await (isMine ? Outbox.claim(item, deputy) : Outbox.deny("outbox", item.id, deputy));
    }
  }

  Outbox.claim = async function (item, who) {
    await Outbox.giveTo(who, "outbox", item.id);
    await Outbox.adopt(item.record, who);
  };

  /* Before what waits is sent: by then it is known whose it is. */
  Outbox.meetOwner = async function () {
    await rememberLink();
    if (!deputy) { return; }
    await rememberFormers();
    await askAboutNameless();
  };
})();
