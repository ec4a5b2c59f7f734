/* What was filled in, taken out of the phone: as a file, or as words for a chat. */
(function () {
  "use strict";
  const element = window.Elements.element;
  const rows = window.Elements.rows;
  const MINUTE = 60000;

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
    const photos = await window.Outbox.photosOf(item);
    element(page.head, "meta").setAttribute("charset", "utf-8");
    element(page.body, "h1", title);
    const filled = new Date(item.enteredAt || item.queued).toLocaleString("zh-CN");
    element(page.body, "p", "填写于 " + filled + "，编号 " + item.record);
    rows(page.body, item);
    for (const photo of photos) {
      const kept = await window.Store.get("bytes", photo.id);
      const bytes = kept ? kept.full : photo.thumb;
      if (bytes) { element(page.body, "img").src = await dataUrl(bytes); }
    }
    const link = document.createElement("a");
    const html = "<!doctype html>" + page.documentElement.outerHTML;
    link.href = URL.createObjectURL(new Blob([html], { type: "text/html" }));
    link.download = title.replace(/[^\w\u4e00-\u9fa5]+/g, "-") + ".html";
    document.body.appendChild(link).click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, MINUTE);
  }

  /* WeChat saves no files: the words can be pasted into a chat instead. */
  function copy(item) {
    const rows = item.words.map(function (row) { return row.join("："); });
    const text = element(document.getElementById("waiting"), "textarea");
    text.value = [item.where + " " + item.title].concat(rows).join("\n");
    text.select();
    const isCopied = document.execCommand("copy");
    text.remove();
    window.alert(isCopied ? "文字已复制，可以粘贴到微信里发给镇人大办（照片不在里面）" : "没有复制成，请截屏发给镇人大办");
  }

  window.ToFile = { save, copy };
})();
