/* Handing in: into the outbox in one step with the end of the draft, then on its way, seen in words. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const Store = window.Store;
  const Outbox = window.Outbox;
  const form = Fill.form;
  const section = document.getElementById("sending");
  const back = document.querySelector(".brand a");
  let isSending = false;
  let pressed = null;

  /* What was answered, question by question, to be looked at without the form. */
  function words(fields) {
    return Array.from(form.querySelectorAll("fieldset.item")).map(function (question) {
      const said = window.Merge.of(fields, question.id).filter(function (field) {
        return field[1] && !/-severity$/.test(field[0]) && !Fill.isPhoto(field);
      });
      return [question.querySelector("legend").textContent.trim(), said.map(Fill.words).join("；")];
    }).concat([["意见建议", form.elements.suggestion.value], ["亮点", form.elements.highlight.value]])
      .filter(function (row) { return row[1]; });
  }

  function submission() {
    const draft = Fill.draft.now();
    return {
      id: Store.newId(), record: draft.record, deputy: draft.deputy, for: draft.for,
      assignment: draft.assignment, version: draft.version, base: draft.base, fields: draft.fields,
      words: words(draft.fields), title: draft.title, where: draft.where, queued: Date.now(), state: "waiting",
      photos: draft.fields.filter(Fill.isPhoto).map(function (field) { return field[1]; })
    };
  }

  async function queue(made, unshown) {
    const unticked = unshown.filter(function (photo) {
      return photo.record === made.record && made.photos.indexOf(photo.id) < 0;
    });
    Fill.draft.end();
    await Store.change(["about", "outbox", "drafts", "photos", "bytes"], function (store) {
      if (made.deputy) { store("about").put(made.deputy, "deputy"); }
      store("outbox").put(made, made.id);
      store("drafts").delete(Fill.draft.key());
      unticked.forEach(function (photo) {
        store("photos").delete(photo.id);
        store("bytes").delete(photo.id);
      });
    });
  }

  async function tell(made) {
    const now = await Store.get("outbox", made.id);
    if (now && now.state === "arrived") { location.replace(now.receipt); return; }
    if (!now) {
      /* Somebody wiped the phone's storage: what this page still holds goes back into it. */
      await Store.remember("deputy", made.deputy);
      await Store.put("outbox", made.id, made);
      Outbox.flush(true);
      return;
    }
    section.querySelector("[data-state]").textContent = await Outbox.words(now);
  }

  async function show(made) {
    section.hidden = false;
    section.querySelector("p").hidden = !(await Store.lasts());
    section.scrollIntoView();
    Outbox.onChange(function () { tell(made); });
    await tell(made);
    Outbox.flush(true);
  }

  /* No room on the phone: from memory to the server at once, or not handed in, and that is said. */
  async function sendWithoutRoom(made) {
    const now = await Outbox.sendAtOnce(made);
    if (now.state === "arrived") { location.replace(now.receipt); return; }
    Fill.draft.resume();
    Fill.say(now.why || "手机存不下了，也没有网络。请清理手机后再点提交，不要关闭这一页");
  }

  async function handIn() {
    await Fill.draft.named();
    await Fill.photosAdded();
    const unshown = await Outbox.unshown().catch(function () { return []; });
    /* What was typed up to here goes along; nothing can be typed that would be in no copy. */
    const made = submission();
    form.hidden = true;
    try {
      await queue(made, unshown);
    } catch (error) {
      console.error(error);
      form.hidden = false;
      await sendWithoutRoom(made);
      return;
    }
    await show(made);
  }

  /* What is in work comes along: photos still being shrunk, the last word still being written. */
  async function leave() {
    Fill.say("正在保存…");
    await Fill.draft.ready;
    await Fill.photosAdded();
    const isKept = await Fill.draft.written();
    if (isKept || window.confirm("手机存不下了，也没有网络。现在离开，刚填的会丢掉。还要离开吗？")) {
      location.href = back.href;
    }
  }

  /* Browsers before 2022 do not say which button it was. */
  form.addEventListener("click", function (event) { pressed = event.target.closest("button") || pressed; }, true);
  form.addEventListener("submit", async function (event) {
    const button = event.submitter || pressed;
    if (!Fill.isWhole()) { return; }
    event.preventDefault();
    if (isSending || !button) { return; }
    if (button.value === "later") { leave(); return; }
    if (button.value !== "submit") { return; }
    isSending = true;
    try {
      await Fill.draft.ready;
      if (Fill.mustChoose()) {
        document.getElementById("apart").scrollIntoView();
      } else if (!Fill.review()) {
        await handIn();
      }
    } finally {
      isSending = false;
    }
  });
  back.addEventListener("click", function (event) {
    if (!Fill.isWhole()) { return; }
    event.preventDefault();
    leave();
  });
  section.querySelector("button").addEventListener("click", function () { Outbox.flush(true); });
})();
