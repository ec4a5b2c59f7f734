/* What the phone keeps, to look at, to send again, to save to a file; and the forms to go on with. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const main = document.getElementById("waiting");
  const cards = main.querySelector("[data-cards]");
  const MINUTE = 60000;

  function element(parent, tag, text, className) {
    const made = parent.appendChild(parent.ownerDocument.createElement(tag));
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
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

  function again(found) {
    return found && found.state === "refused" ? Object.assign(found, { state: "waiting" }) : null;
  }

  async function retry(item) {
    await Store.update("outbox", item.id, again);
    for (const photo of await Outbox.photosOf(item)) { await Store.update("photos", photo.id, again); }
    Outbox.flush(true);
  }

  /* Who said by mistake that it is not theirs finds it here. */
  async function claim(item) {
    await Outbox.claim(item, await Outbox.me());
    Outbox.flush(true);
  }

  function button(parent, words, press) {
    const made = element(parent, "button", words, "button plain");
    made.type = "button";
    made.addEventListener("click", press);
  }

  function card(item, words) {
    const made = element(cards, "section", "", "card");
    element(made, "h2", item.where);
    element(made, "p", item.title);
    element(made, "p", words, "big-words");
    if (item.receipt) { element(made, "a", "看回执", "button plain").href = item.receipt; }
    const look = element(made, "details");
    element(look, "summary", "看看填了什么");
    rows(look, item);
    if (!item.deputy) { button(made, "是我填的，交上去", function () { claim(item); }); }
    button(made, "再试一次", function () { retry(item); });
    button(made, "存成文件", function () { save(item); });
    button(made, "复制文字", function () { copy(item); });
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

  async function drop(draft) {
    if (!window.confirm("这份填了一半的：" + draft.where + " " + draft.title + "，从这部手机上删掉？")) { return; }
    await Store.change(["drafts"], function (store) { store("drafts").delete(draft.key); });
    tell();
  }

  async function show() {
    const deputy = await Outbox.me();
    function isOwn(one) { return one && one.deputy === deputy; }
    const own = (await Store.all("outbox")).filter(function (item) { return isOwn(item) || (deputy && !item.deputy); });
    const words = await Promise.all(own.map(function (item) {
      return item.deputy ? Outbox.words(item) : "没有写明是谁填的";
    }));
    const drafts = (await Store.all("drafts")).filter(isOwn);
    const lists = (await Store.all("about")).filter(function (one) { return isOwn(one) && one.list; });
    const now = JSON.stringify([words, drafts.length, lists]);
    if (now === told) { return; }
    told = now;
    cards.textContent = "";
    for (let n = 0; n < own.length; n += 1) { card(own[n], words[n]); }
    main.querySelector("[data-empty]").hidden = own.length > 0;
    links("drafts", drafts).forEach(function (row, n) {
      button(row, "不要了，删掉", function () { drop(drafts[n]); });
    });
    links("forms", lists.reduce(function (all, one) { return all.concat(one.list); }, []));
  }

  /* One after the other: two at once would show everything twice. */
  let told = "";
  let telling = Promise.resolve();
  function tell() {
    telling = telling.then(show).catch(console.error);
  }

  Outbox.onChange(tell);
  tell();
})();
