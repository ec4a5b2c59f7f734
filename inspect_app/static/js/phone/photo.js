/* Photos: shrunk on the phone one at a time, kept there at once, sent from there by the outbox. */
(function () {
  "use strict";
  const LONG_SIDE = 1600;
  const THUMB_SIDE = 192;
  const MOST_BYTES = 300 * 1024;
  const MOST_OF_ITEM = 9;
  const MOST_OF_RECORD = 60;
  const Fill = window.Fill;
  const Store = window.Store;
  const Submission = window.Submission;
  const Form = window.Form;
  const Draft = window.Draft;
  const form = Fill.form;

  function decode(file) {
    return new Promise(function (resolve, reject) {
      const image = new Image();
      const url = URL.createObjectURL(file);
      /* Handlers first: emptying the source would call the one for errors. */
      function end(done, value) {
        image.onload = image.onerror = null;
        URL.revokeObjectURL(url);
        done(value);
      }
      image.onload = function () { end(resolve, image); };
      image.onerror = function () { end(reject, new Error("no image")); };
      image.src = url;
    });
  }

  async function encode(image, side, most) {
    const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";  /* a JPEG has no transparency: what is none would be black */
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(image, 0, 0, canvas.width, canvas.height);
    let quality = 0.82;
    let blob;
    do {
      blob = await new Promise(function (resolve) { canvas.toBlob(resolve, "image/jpeg", quality); });
      quality -= 0.1;
    } while (blob && blob.size > most && quality > 0.4);
    canvas.width = canvas.height = 0;
    return blob;
  }

  function bytes(blob) {
    return new Promise(function (resolve, reject) {
      const reader = new FileReader();
      reader.onload = function () { resolve(reader.result); };
      reader.onerror = function () { reject(reader.error); };
      reader.readAsArrayBuffer(blob);
    });
  }

  /* Browsers before 2020 draw a photo as it lies in the file, not as it was held. */
  const IS_UPRIGHT = window.CSS && CSS.supports("image-orientation", "from-image");

  /* What the browser cannot draw, or would lay on its side, is sent as it is: the server sees to it. */
  async function shrink(file) {
    let image;
    try {
      image = await decode(file);
    } catch (error) {
      return { full: await bytes(file), thumb: null };
    }
    const full = IS_UPRIGHT && (await encode(image, LONG_SIDE, MOST_BYTES));
    const thumb = await encode(image, THUMB_SIDE, MOST_BYTES);
    image.src = "";
    return { full: await bytes(full || file), thumb: thumb ? await bytes(thumb) : null };
  }

  /* On this phone if it has it, else on the server. */
  async function address(id, table, size) {
    const own = await Store.get(table, id);
    return own && own[size] ? URL.createObjectURL(new Blob([own[size]], { type: "image/jpeg" }))
      : "/d/photos/" + id + "?" + size + "=1" + (form.elements.for ? "&for=" + form.elements.for.value : "");
  }

  function showPicture(box, id, words) {
    const image = box.appendChild(document.createElement("img"));
    image.alt = words;
    image.onerror = function () { image.replaceWith("照片还没有传到这部手机"); };
    address(id, "photos", "thumb").then(function (where) {
      image.onload = function () { URL.revokeObjectURL(where); };
      image.src = where;
    });
  }

  /* Shows a photo: a tap looks at it, which the browser's own way back ends; a button takes it out. */
  function showPhoto(box, id) {
    const photo = document.createElement("span");
    const tick = photo.appendChild(document.createElement("input"));
    const look = photo.appendChild(document.createElement("a"));
    const button = photo.appendChild(document.createElement("button"));
    tick.type = "checkbox";
    tick.checked = tick.hidden = true;
    button.type = "button";
    button.className = "button small";
    button.textContent = "删掉这张";
    photo.className = "photo";
    photo.id = "photo-" + id;
    tick.name = box.dataset.photos;
    tick.value = id;
    look.href = "#" + photo.id;
    showPicture(look, id, "照片，点开看大图");
    box.appendChild(photo);
  }

  /* Where the large picture isn't at hand, what stands there stays. Loaded once: a second time may fail. */
  async function enlarge(look, id) {
    const large = new Image();
    large.alt = "照片，点开看大图";
    large.onload = function () {
      URL.revokeObjectURL(large.src);
      look.replaceChild(large, look.firstChild);
    };
    large.src = await address(id, "bytes", "full");
  }

  function takeOutOrBack(tick, box) {
    const state = box.parentElement.querySelector(".photo-state");
    const full = !tick.checked && limit(tick.closest("fieldset.item"));
    if (full) { warn(state, full); return; }
    tick.checked = !tick.checked;
    tick.parentElement.querySelector("button").textContent = tick.checked ? "删掉这张" : "放回来";
    const out = box.querySelectorAll("input:not(:checked)").length;
    warn(state, out ? "删掉了" + out + "张，提交前可以放回来" : "");
    Form.changed();
  }

  /* The way back takes a moment: a second tap in it would leave the form. */
  let isGoingBack = false;
  window.addEventListener("hashchange", function () { isGoingBack = false; });

  form.addEventListener("click", function (event) {
    const photo = event.target.closest(".photo");
    if (!photo) { return; }
    const tick = photo.querySelector("input");
    if (event.target.type === "button") {
      takeOutOrBack(tick, photo.parentElement);
    } else if (location.hash === "#" + photo.id) {
      event.preventDefault();
      if (!isGoingBack) { history.back(); }
      isGoingBack = true;
    } else {
      enlarge(photo.querySelector("a"), tick.value);
    }
  });

  function ticked(root) { return root.querySelectorAll(".photo input:checked").length; }

  function limit(item) {
    if (ticked(item) >= MOST_OF_ITEM) { return "同一项最多" + MOST_OF_ITEM + "张照片，这张没有加"; }
    if (ticked(form) >= MOST_OF_RECORD) { return "一份记录最多" + MOST_OF_RECORD + "张照片，这张没有加"; }
    return "";
  }

  /* Stays until photos are chosen again, whatever becomes of the others of the same choice. */
  function warn(state, words) {
    state.textContent = words;
    state.dataset.warns = "";
  }

  function tellUnlessWarned(state, words) {
    if (!("warns" in state.dataset)) { state.textContent = words; }
  }

  /* With the draft that names it: killed between the two, the phone would send what no form shows.
     Under a mark that no page has read: another page of this form would write over it. */
  function keep(photo, full, name, now) {
    const key = Draft.key();
    return Store.meet(["drafts", "photos", "bytes"], key, function (found, store) {
      const draft = found || Object.assign(now, { key });
      const fields = draft.fields.concat([[name, photo.id]]);
      store("drafts").put(Object.assign(draft, { fields, mark: Store.newId(), page: null }), key);
      store("photos").put(photo, photo.id);
      store("bytes").put({ full }, photo.id);
    });
  }

  function groupOf(input) { return input.closest(".place") || input.closest("fieldset.item"); }
  function stateOf(input) { return groupOf(input).querySelector(".photo-state"); }

  async function add(input, file) {
    const item = input.closest("fieldset.item");
    const state = stateOf(input);
    const full = limit(item);
    if (full) { warn(state, full); return; }
    tellUnlessWarned(state, "正在处理照片…");
    await Draft.ready;
    const small = await shrink(file);
    const box = groupOf(input).querySelector(".photos");
    const now = Draft.now();
    const photo = {
      id: Store.newId(), record: now.record, deputy: now.deputy, for: now.for,
      state: "waiting", thumb: small.thumb, added: Date.now()
    };
    try {
      await keep(photo, small.full, box.dataset.photos, now);
    } catch (error) {
      console.error(error);
      warn(state, "照片没有加上：" + Store.fault(error).join("，") + "，再选一次。其他内容不受影响");
      return;
    }
    /* Met with what was typed meanwhile, it may be shown already. */
    if (!box.querySelector('[value="' + photo.id + '"]')) { showPhoto(box, photo.id); }
    tellUnlessWarned(state, "照片" + (await Submission.whereKept()));
    Form.changed();
    window.Outbox.flush();
  }

  /* Of what was chosen last: they are refused one by one, and gone from the page by then. */
  function countRefused(state, refused) {
    const known = (state.dataset.refused || "").split(" ").filter(Boolean);
    const all = new Set(known.concat(refused.map(function (photo) { return photo.id; })));
    state.dataset.refused = Array.from(all).join(" ");
    return all.size;
  }

  /* What became of the photos that are shown, in words beside them. */
  async function tell() {
    const where = await Submission.whereKept();
    for (const box of Array.from(form.querySelectorAll(".photos"))) {
      const ticks = Array.from(box.querySelectorAll("input"));
      if (!ticks.length) { continue; }
      const own = (await Promise.all(ticks.map(function (tick) { return Store.get("photos", tick.value); })))
        .filter(Boolean);
      const refused = own.filter(function (photo) { return photo.state === "refused"; });
      const waiting = own.filter(function (photo) { return photo.state === "waiting"; });
      const state = box.parentElement.querySelector(".photo-state");
      refused.forEach(function (photo) {
        ticks.filter(function (tick) { return tick.value === photo.id; })[0].closest(".photo").remove();
      });
      if (refused.length) {
        warn(state, "有" + countRefused(state, refused) + "张没有收：" + refused[0].why);
        Form.changed();
      } else if (own.length) {
        tellUnlessWarned(state, waiting.length ? "照片" + where + "，有网络时上传" : "照片已送达");
      }
    }
  }

  form.querySelectorAll(".photo").forEach(function (plain) {
    showPhoto(plain.parentElement, plain.querySelector("input").value);
    plain.remove();
  });
  let queue = Promise.resolve();
  form.addEventListener("change", function (event) {
    const input = event.target;
    if (input.type !== "file") { return; }
    delete stateOf(input).dataset.warns;
    delete stateOf(input).dataset.refused;
    Array.from(input.files).forEach(function (file) {
      queue = queue.then(function () { return add(input, file); }).catch(function (error) {
        console.error(error);
        warn(stateOf(input), "有一张照片没有加上，请再选一次。其他内容不受影响");
      });
    });
    input.value = "";
  });
  window.Photos = { showPicture, show: showPhoto, added: function () { return queue; } };
  window.Outbox.onChange(tell);
})();
