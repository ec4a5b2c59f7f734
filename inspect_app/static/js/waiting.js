/* What the phone keeps, to look at, to send again, to save to a file; and the forms to go on with. */
(function () {
  "use strict";
  const Store = window.Store;
  const Outbox = window.Outbox;
  const main = document.getElementById("waiting");
  const cards = main.querySelector("[data-cards]");

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
    const photos = await Outbox.photosOf(item.record);
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
  }

  async function retry(item) {
    const photos = await Outbox.photosOf(item.record);
    await Store.change(["outbox", "photos"], function (store) {
      if (item.state === "refused") { store("outbox").put(Object.assign(item, { state: "waiting" }), item.record); }
      photos.filter(function (photo) { return photo.state === "refused"; }).forEach(function (photo) {
        store("photos").put(Object.assign(photo, { state: "waiting" }), photo.id);
      });
    });
    Outbox.flush(true);
  }

  function button(parent, words, press) {
    const made = element(parent, "button", words, "button plain");
    made.type = "button";
    made.addEventListener("click", press);
  }

  async function card(item) {
    const made = element(cards, "section", "", "card");
    element(made, "h2", item.where);
    element(made, "p", item.title);
    element(made, "p", await Outbox.words(item), "big-words");
    if (item.receipt) { element(made, "a", "看回执", "button plain").href = item.receipt; }
    const look = element(made, "details");
    element(look, "summary", "看看填了什么");
    rows(look, item);
    button(made, "再试一次", function () { retry(item); });
    button(made, "存成文件", function () { save(item); });
  }

  function links(name, list) {
    const section = main.querySelector("[data-" + name + "]");
    section.hidden = !list.length;
    section.querySelector("ul").textContent = "";
    list.forEach(function (one) {
      const link = element(element(section.querySelector("ul"), "li"), "a", "", "task");
      link.href = one.url;
      element(link, "span", one.where);
      element(link, "small", one.title + " ›");
    });
  }

  let told = "";
  async function tell() {
    const deputy = await Store.get("about", "deputy");
    const own = (await Store.all("outbox")).filter(function (item) { return item.deputy === deputy; });
    const states = JSON.stringify(await Promise.all(own.map(Outbox.words)));
    if (states === told) { return; }
    told = states;
    cards.textContent = "";
    for (const item of own) { await card(item); }
    main.querySelector("[data-empty]").hidden = own.length > 0;
    links("drafts", (await Store.all("drafts")).filter(function (draft) { return draft.deputy === deputy; })
      .map(function (draft) { return { url: draft.address, where: draft.where, title: draft.title }; }));
    const forms = await Store.get("about", "forms");
    links("forms", forms && forms.deputy === deputy ? forms.list : []);
  }

  Outbox.onChange(tell);
  tell();
})();
