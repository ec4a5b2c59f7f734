/* The list of what the phone keeps, with what can be done with each; and the forms to go on with. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const Submission = window.Submission;
  const Waiting = window.Waiting;
  const Elements = window.Elements;
  const element = Elements.element;
  const opening = Elements.opening;
  const rows = Elements.rows;
  const button = Elements.button;
  const ToFile = window.ToFile;
  const main = document.getElementById("waiting");
  const cards = main.querySelector("[data-cards]");
  const TOO_LARGE = 413;

  function card(item, words, now) {
    const made = element(cards, "section", "", "card");
    element(made, "h2", item.where);
    element(made, "p", item.title);
    element(made, "p", words, "big-words");
    if (item.receipt) { element(made, "a", "看回执", "button plain").href = item.receipt; }
    rows(opening(made, "看看填了什么", item.id), item);
    if (!item.deputy) { button(made, "是我填的，交上去", function () { return Waiting.claim(item); }); }
    if (!now.isSent || now.refused) { button(made, "再试一次", function () { return Outbox.retry(item); }); }
    button(made, "存成文件", function () { ToFile.save(item); });
    button(made, "复制文字", function () { ToFile.copy(item); });
    if (item.state === "refused") {
      if (item.status === TOO_LARGE) { button(made, "回去改短", function () { return Waiting.reopen(item); }); }
      button(made, "删掉", function () { return Waiting.dropRefused(item); });
    }
    if (now.isSent && !now.isOver) { button(made, "知道了", function () { return Waiting.drop(item); }); }
  }

  function namelessCard(draft) {
    const made = element(cards, "section", "", "card");
    element(made, "h2", draft.where);
    element(made, "p", draft.title);
    element(made, "p", "填了一半，没有写明是谁填的", "big-words");
    button(made, "是我填的，接着填", function () { return Waiting.claimDraft(draft); });
  }

  /* [{url, where, title}] as links; returns their list items. */
  function links(name, list) {
    const section = main.querySelector("[data-" + name + "]");
    section.hidden = !list.length;
    section.querySelector("ul").textContent = "";
    return list.map(function (one) {
      const row = element(section.querySelector("ul"), "li");
      const link = element(row, "a", "", "task");
      link.href = one.url || one.address;
      element(link, "span", one.where);
      element(link, "small", one.title + " ›");
      return row;
    });
  }

  /* What is half filled, to look at and save; to hand in as it stands; to drop. */
  function draftRow(row, draft, item) {
    const look = opening(row, "看看填了什么", draft.mark);
    const shut = opening(row, "这份表打不开？", draft.mark + " shut");
    rows(look, item);
    button(look, "存成文件", async function () { if (await Waiting.isAsShown(draft)) { ToFile.save(item); } });
    button(look, "复制文字", function () { ToFile.copy(item); });
    element(shut, "p", "任期已满，或那个地方不由您去了，表就打不开。填了的可以就这样交上去。");
    button(shut, "就这样交上去", function () { return Waiting.handIn(draft); });
    button(row, "不要了，删掉", function () { return Waiting.dropDraft(draft); });
  }

  /* Whether anything of other deputies waits here; not what. */
  async function waitsOfOthers(deputy, selves) {
    const theirs = (await Outbox.all("outbox")).filter(function (item) {
      return item.deputy && selves.indexOf(item.deputy) < 0;
    });
    const far = await Promise.all(theirs.map(Submission.progress));
    return Boolean(deputy) && far.some(function (now) { return !now.isOver; });
  }

  async function show() {
    const deputy = await Outbox.me();
    const selves = await Outbox.selves(deputy);
    function state(one) { return one.mark || one.id; }
    function isOwn(one) { return one && selves.indexOf(one.deputy) >= 0; }
    const own = (await Outbox.all("outbox")).filter(function (item) {
      return isOwn(item) || (deputy && !item.deputy);
    });
    const words = await Promise.all(own.map(function (item) {
      return item.deputy ? Submission.words(item) : "没有写明是谁填的";
    }));
    const far = await Promise.all(own.map(Submission.progress));
    const isOthersLeft = await waitsOfOthers(deputy, selves);
    const allDrafts = await Store.all("drafts");
    const drafts = allDrafts.filter(isOwn);
    const nameless = allDrafts.filter(function (draft) { return deputy && !draft.deputy; });
    const items = await Promise.all(drafts.map(Waiting.asHandedIn));
    const lists = (await Store.all("about")).filter(function (one) {
      return one && one.deputy === deputy && one.list;
    });
    const now = JSON.stringify([selves, words, own.concat(allDrafts).map(state), lists, isOthersLeft, Store.isSlow()]);
    if (now === shown) { return; }
    shown = now;
    const read = Array.from(main.querySelectorAll("details[open]"), function (one) { return one.dataset.name; });
    cards.textContent = "";
    for (let n = 0; n < own.length; n += 1) { card(own[n], words[n], far[n]); }
    nameless.forEach(namelessCard);
    main.querySelector("[data-nobody]").hidden = Boolean(deputy) || Store.isSlow();
    main.querySelector("[data-unread]").hidden = !Store.isSlow();
    main.querySelector("[data-empty]").hidden = !deputy || own.length > 0 || Store.isSlow();
    main.querySelector("[data-others]").hidden = !isOthersLeft;
    links("drafts", drafts).forEach(function (row, n) { draftRow(row, drafts[n], items[n]); });
    const forms = lists.reduce(function (all, one) { return all.concat(one.list); }, []);
    const above = own.concat(drafts).map(Submission.formOf);
    links("forms", forms.filter(function (form) { return above.indexOf(form.url) < 0; }));
    /* Somebody may be reading. */
    main.querySelectorAll("details").forEach(function (one) { one.open = read.indexOf(one.dataset.name) >= 0; });
  }

  /* One after the other: two at once would show everything twice. */
  let shown = "";
  let telling = meetLink();
  function tell() {
    telling = telling.then(show).catch(console.error);
  }
  Waiting.tell = tell;

  /* Shown in place of somebody's link (service-worker.js): nothing is listed before it is known whose. */
  async function meetLink() {
    if (/^\/m\//.test(location.pathname)) { await Outbox.goByLink(location.pathname).catch(console.error); }
  }

  /* Without network the list of sites is this page again. */
  function offerToday() { document.querySelector(".brand a").hidden = !navigator.onLine; }

  window.addEventListener("online", offerToday);
  window.addEventListener("offline", offerToday);
  offerToday();
  Store.onLate(function () { telling = telling.then(meetLink); });
  Outbox.onChange(tell);
  tell();
})();
