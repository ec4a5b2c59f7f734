/* Handing in: into the outbox in one step with the end of the draft, then on its way, seen in words. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Outbox = window.Outbox;
  const form = Fill.form;
  const section = document.getElementById("sending");
  let isSending = false;

  /* What was answered, question by question, to be looked at without the form. */
  function words(fields) {
    return Array.from(form.querySelectorAll("fieldset.item")).map(function (item) {
      const said = window.Merge.of(fields, item.id).filter(function (field) {
        return field[1] && !/-(severity|photo)$/.test(field[0]);
      }).map(function (field) {
        const picked = Fill.named(field[0]).filter(function (one) {
          return one.checked && one.value === field[1];
        })[0];
        return picked ? document.querySelector('label[for="' + picked.id + '"]').textContent : field[1];
      });
      return [item.querySelector("legend").textContent.trim(), said.join("；")];
    }).concat([["意见建议", form.elements.suggestion.value], ["亮点", form.elements.highlight.value]])
      .filter(function (row) { return row[1]; });
  }

  function item() {
    const draft = Fill.draft.now();
    const fields = draft.fields;
    return {
      record: draft.record, deputy: draft.deputy, for: draft.for, assignment: draft.assignment,
      version: draft.version, base: draft.base, fields: fields, words: words(fields),
      title: draft.title, where: draft.where, queued: Date.now(), state: "waiting",
      photos: fields.filter(function (field) { return document.querySelector('[data-photos="' + field[0] + '"]'); })
        .map(function (field) { return field[1]; })
    };
  }

  async function queue() {
    const made = item();
    const own = await Outbox.photosOf(made.record);
    Fill.draft.end();
    await Store.change(["outbox", "drafts", "photos", "bytes"], function (store) {
      store("outbox").put(made, made.record);
      store("drafts").delete(Fill.draft.key());
      own.filter(function (photo) { return made.photos.indexOf(photo.id) < 0; }).forEach(function (photo) {
        store("photos").delete(photo.id);
        store("bytes").delete(photo.id);
      });
    });
    return made;
  }

  async function tell(record) {
    const now = await Store.get("outbox", record);
    if (now && now.state === "arrived") { location.replace(now.receipt); return; }
    section.querySelector("[data-state]").textContent = await Outbox.words(now);
  }

  form.addEventListener("submit", async function (event) {
    const button = event.submitter || document.activeElement;
    event.preventDefault();
    if (isSending) { return; }
    if (button && button.value === "later") { await Fill.draft.ready; location.href = "/d/" + location.search; return; }
    if (Fill.mustChoose()) { document.getElementById("apart").scrollIntoView(); return; }
    if (Fill.review()) { return; }
    isSending = true;
    await Fill.draft.ready;
    await Fill.photosAdded();
    let made;
    try {
      made = await queue();
    } catch (error) {
      isSending = Fill.draft.isOver = false;
      document.getElementById("saved").textContent = "手机存不下了，请清理手机后再点提交";
      return;
    }
    form.hidden = true;
    section.hidden = false;
    section.querySelector("p").hidden = !(await Store.lasts());
    section.scrollIntoView();
    Outbox.onChange(function () { tell(made.record); });
    await tell(made.record);
    Outbox.flush(true);
  });
  section.querySelector("button").addEventListener("click", function () { Outbox.flush(true); });
})();
