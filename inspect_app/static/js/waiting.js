/* What the phone keeps, to look at, to send again, to save to a file; and the forms to go on with. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const main = document.getElementById("waiting");
  const cards = main.querySelector("[data-cards]");
  const MINUTE = 60000;
  const TOO_LARGE = 413;

  function element(parent, tag, text, className) {
    const made = parent.appendChild(parent.ownerDocument.createElement(tag));
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  /* What can be opened; it has a name by which it is found again when the list is made anew. */
  function opening(parent, words, name) {
    const made = element(parent, "details");
    made.dataset.name = name;
    element(made, "summary", words);
    return made;
  }

  function rows(parent, item) {
    const list = element(parent, "ul", "", "said");
    item.words.forEach(function (row) {
      const line = element(list, "li", row[0] + " ");
      element(line, "b", row[1]);
    });
  }

  function dataUrl(bytes) {
    return new Promise(function (resolve) {
      const reader = new FileReader();
      reader.onload = function () { resolve(reader.result); };
      reader.readAsDataURL(new Blob([bytes], { type: "image/jpeg" }));
    });
  }

  /* A page that anybody can open and print: the answers in words and the photos. */
  async function save(item) {
    const title = "视察记录 " + item.where + " " + item.title;
    const page = document.implementation.createHTMLDocument(title);
    const photos = await Outbox.photosOf(item);
    element(page.head, "meta").setAttribute("charset", "utf-8");
    element(page.body, "h1", title);
    element(page.body, "p", "填写于 " + new Date(item.queued).toLocaleString("zh-CN") + "，编号 " + item.record);
    rows(page.body, item);
    for (const photo of photos) {
      const kept = await Store.get("bytes", photo.id);
      const bytes = kept ? kept.full : photo.thumb;
      if (bytes) { element(page.body, "img").src = await dataUrl(bytes); }
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["<!doctype html>" + page.documentElement.outerHTML], { type: "text/html" }));
    link.download = title.replace(/[^\w\u4e00-\u9fa5]+/g, "-") + ".html";
    document.body.appendChild(link).click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, MINUTE);
  }

  /* WeChat saves no files: the words can be pasted into a chat instead. */
  function copy(item) {
    const rows = item.words.map(function (row) { return row.join("："); });
    const text = element(main, "textarea");
    text.value = [item.where + " " + item.title].concat(rows).join("\n");
    text.select();
    const isCopied = document.execCommand("copy");
    text.remove();
    window.alert(isCopied ? "文字已复制，可以粘贴到微信里发给镇人大办（照片不在里面）" : "没有复制成，请截屏发给镇人大办");
  }

  /* Who said by mistake that it is not theirs finds it here. */
  async function claim(item) {
    await Outbox.claim(item, await Outbox.me());
    Outbox.flush(true);
  }

  /* So does who said it of what is half filled: its form asks once more. */
  async function claimDraft(draft) {
    await Store.update("drafts", draft.key, function (found) { return found && Object.assign(found, { asked: [] }); });
    location.href = draft.address;
  }

  async function drop(item) {
    await Outbox.drop(item);
    Outbox.changed();
  }

  function dropRefused(item) {
    const what = item.where + " " + item.title;
    if (window.confirm(what + "：没有交上去，镇人大办那里没有。存成文件或复制了文字再删。现在从这部手机上删掉？")) { return drop(item); }
    return null;
  }

  /* Back into the form, to be made shorter and handed in again; with its number of saves, by which the
     server's draft is known to be older. */
  async function reopen(item) {
    const key = [item.deputy, item.for, item.assignment, item.base].join(":");
    const draft = Object.assign({}, item, {
      key: key, synced: null, mark: Store.newId(), changed: Date.now(), address: Outbox.addressOf(item)
    });
    await Store.meet(["drafts", "outbox"], key, function (found, store) {
      if (found) { return; }  /* begun anew meanwhile: both stay */
      store("drafts").put(draft, key);
      store("outbox").delete(item.id);
    });
    location.href = draft.address;
  }

  async function asHandedIn(draft) {
    const values = draft.fields.map(function (field) { return field[1]; });
    const photos = (await Store.all("photos")).map(function (photo) { return photo.id; });
    return Outbox.made(draft, photos.filter(function (id) { return values.indexOf(id) >= 0; }));
  }

  /* Whether the draft is as this page shows it; if not, that is said and it is shown anew. */
  async function isAsShown(draft) {
    const found = await Store.get("drafts", draft.key);
    const isSame = Boolean(found) && found.mark === draft.mark;
    if (!isSame) { sayStale(); }
    return isSame;
  }

  function sayStale() {
    window.alert("刚又填过，请再看一遍");
    tell();
  }

  /* As it was shown: what another page has written since stays. */
  function forget(draft) {
    return Store.meet(["drafts"], draft.key, function (found, store) {
      if (found && found.mark === draft.mark) { store("drafts").delete(draft.key); }
    });
  }

  /* Not taken by the outbox: from memory, as the form does it (send.js). */
  async function sendUnkept(draft, made, fault) {
    for (const item of made) {
      const outcome = await Outbox.sendAtOnce(item);
      if (outcome.kind !== "taken") {
        window.alert(outcome.why || fault[0] + "，也没有送出去。" + fault[1] + "，再点一次");
        return;
      }
    }
    await forget(draft);
    window.alert("已送达");
    tell();
  }

  /* As it stands, where its form opens no more. What is still to be chosen from goes along beside it. */
  async function handIn(draft) {
    if (!(await isAsShown(draft))) { return; }
    if (!window.confirm(draft.where + " " + draft.title + "：没填完的也收，由镇人大办看了再定。现在交上去？")) { return; }
    const all = [draft].concat([].concat(draft.open || []).map(function (one) {
      return Object.assign({}, draft, { fields: one.theirs, words: one.words });
    }));
    const made = await Promise.all(all.map(asHandedIn));
    let isSame = false;
    let fault = null;
    await Store.meet(["drafts", "outbox"], draft.key, function (found, store) {
      isSame = Boolean(found) && found.mark === draft.mark;
      if (!isSame) { return; }  /* gone on with while it was asked */
      store("drafts").delete(draft.key);
      made.forEach(function (item) { store("outbox").put(item, item.id); });
    }).catch(function (error) {
      console.error(error);
      fault = Store.fault(error);
    });
    if (fault) { await sendUnkept(draft, made, fault); return; }
    if (!isSame) { sayStale(); return; }
    Outbox.flush(true);
  }

  function button(parent, words, press) {
    const made = element(parent, "button", words, "button plain");
    made.type = "button";
    made.addEventListener("click", function () {
      Promise.resolve(press()).catch(function (error) {
        console.error(error);
        window.alert(Store.fault(error).join("，") + "，再点一次");
      });
    });
  }

  function card(item, words, now) {
    const made = element(cards, "section", "", "card");
    element(made, "h2", item.where);
    element(made, "p", item.title);
    element(made, "p", words, "big-words");
    if (item.receipt) { element(made, "a", "看回执", "button plain").href = item.receipt; }
    rows(opening(made, "看看填了什么", item.id), item);
    if (!item.deputy) { button(made, "是我填的，交上去", function () { return claim(item); }); }
    if (!now.isOver) { button(made, "再试一次", function () { return Outbox.retry(item); }); }
    button(made, "存成文件", function () { save(item); });
    button(made, "复制文字", function () { copy(item); });
    if (item.status === TOO_LARGE && item.state === "refused") { button(made, "回去改短", function () { return reopen(item); }); }
    if (item.state === "refused") { button(made, "删掉", function () { return dropRefused(item); }); }
    if (now.isSent && !now.isOver) { button(made, "知道了", function () { return drop(item); }); }
  }

  function namelessCard(draft) {
    const made = element(cards, "section", "", "card");
    element(made, "h2", draft.where);
    element(made, "p", draft.title);
    element(made, "p", "填了一半，没有写明是谁填的", "big-words");
    button(made, "是我填的，接着填", function () { return claimDraft(draft); });
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

  async function dropDraft(draft) {
    if (!(await isAsShown(draft))) { return; }
    if (!window.confirm("这份填了一半的：" + draft.where + " " + draft.title + "，从这部手机上删掉？")) { return; }
    await forget(draft);
    tell();
  }

  /* What is half filled, to look at and save; to hand in as it stands; to drop. */
  function draftRow(row, draft, item) {
    const look = opening(row, "看看填了什么", draft.mark);
    const shut = opening(row, "这份表打不开？", draft.mark + " shut");
    rows(look, item);
    button(look, "存成文件", async function () { if (await isAsShown(draft)) { save(item); } });
    button(look, "复制文字", function () { copy(item); });
    element(shut, "p", "任期已满，或那个地方不由您去了，表就打不开。填了的可以就这样交上去。");
    button(shut, "就这样交上去", function () { return handIn(draft); });
    button(row, "不要了，删掉", function () { return dropDraft(draft); });
  }

  /* Whether anything of other deputies waits here; not what. */
  async function waitsOfOthers(deputy, selves) {
    const theirs = (await Outbox.all("outbox")).filter(function (item) {
      return item.deputy && selves.indexOf(item.deputy) < 0;
    });
    const far = await Promise.all(theirs.map(Outbox.progress));
    return Boolean(deputy) && far.some(function (now) { return !now.isOver; });
  }

  async function show() {
    const deputy = await Outbox.me();
    const selves = await Outbox.selves(deputy);
    function state(one) { return one.mark || one.id; }
    function isOwn(one) { return one && selves.indexOf(one.deputy) >= 0; }
    const own = (await Outbox.all("outbox")).filter(function (item) { return isOwn(item) || (deputy && !item.deputy); });
    const words = await Promise.all(own.map(function (item) {
      return item.deputy ? Outbox.words(item) : "没有写明是谁填的";
    }));
    const far = await Promise.all(own.map(Outbox.progress));
    const isOthersLeft = await waitsOfOthers(deputy, selves);
    const allDrafts = await Store.all("drafts");
    const drafts = allDrafts.filter(isOwn);
    const nameless = allDrafts.filter(function (draft) { return deputy && !draft.deputy; });
    const items = await Promise.all(drafts.map(asHandedIn));
    const lists = (await Store.all("about")).filter(function (one) { return one && one.deputy === deputy && one.list; });
    const now = JSON.stringify([selves, words, own.concat(allDrafts).map(state), lists, isOthersLeft, Store.isSlow()]);
    if (now === told) { return; }
    told = now;
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
    const above = own.concat(drafts).map(Outbox.formOf);
    links("forms", forms.filter(function (form) { return above.indexOf(form.url) < 0; }));
    /* Somebody may be reading. */
    main.querySelectorAll("details").forEach(function (one) { one.open = read.indexOf(one.dataset.name) >= 0; });
  }

  /* One after the other: two at once would show everything twice. */
  let told = "";
  let telling = meetLink();
  function tell() {
    telling = telling.then(show).catch(console.error);
  }

  /* Shown in place of somebody's link (sw.js): nothing is listed before it is known whose. */
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
