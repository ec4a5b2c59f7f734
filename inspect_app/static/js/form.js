/* The form while it is filled: the rest of a section, further places, conditions, progress, review. */
(function () {
  "use strict";
  const form = document.getElementById("fill");
  const Fill = (window.Fill = { form: form });
  const left = {};  /* {item: fields} that this version of the checklist has no place for */
  document.documentElement.classList.add("js");

  function items() {
    return Array.from(form.querySelectorAll("fieldset.item"));
  }

  function ownFields(item) {
    return Array.from(item.elements).filter(function (field) {
      return field.name === item.id;
    });
  }

  function values(item) {
    return ownFields(item)
      .filter(function (field) {
        const picked = field.type === "radio" || field.type === "checkbox";
        return field.value.trim() && (!picked || field.checked);
      })
      .map(function (field) { return field.value; });
  }

  function showOrHide() {
    items().forEach(function (item) {
      if (!item.dataset.if) { return; }
      const asked = document.getElementById(item.dataset.if);
      const wanted = item.dataset.ifIn.split(" ");
      item.hidden = asked.hidden || !values(asked).some(function (value) {
        return wanted.indexOf(value) >= 0;
      });
    });
    form.querySelectorAll("[data-places-count]").forEach(function (count) {
      const places = count.closest("fieldset").querySelector(".places");
      places.hidden = !/[1-9]/.test(count.value.normalize("NFKC"));
    });
  }

  function required() {
    return items().filter(function (item) { return "required" in item.dataset && !item.hidden; });
  }

  function unanswered() {
    return required().filter(function (item) { return !values(item).length; });
  }

  function refresh() {
    showOrHide();
    Object.keys(left).forEach(tellLeft);
    form.querySelectorAll("[data-rest]").forEach(function (button) {
      const number = toPass(button.closest(".section")).length;
      button.textContent = number ? "本节其余都符合（" + number + "项）" : "本节没有剩下的了";
      button.disabled = !number;
    });
    const all = required().length;
    const open = unanswered();
    document.getElementById("progress").textContent = "已答 " + (all - open.length) + "/" + all;
    const review = document.getElementById("review");
    review.hidden = !open.length || open.length === all;
    document.getElementById("review-title").textContent =
      "还差 " + open.length + " 项没有回答，点一下就到";
    const list = document.getElementById("unanswered");
    list.textContent = "";
    open.forEach(function (item) {
      const link = document.createElement("a");
      link.href = "#" + item.id;
      link.textContent = item.querySelector("legend").textContent.trim();
      list.appendChild(document.createElement("li")).appendChild(link);
    });
    return open;
  }

  Fill.refresh = refresh;
  Fill.changed = function () {
    refresh();
    form.dispatchEvent(new CustomEvent("fill:changed"));
  };

  /* What says that an item is all right, of each item of the section that is not answered yet. */
  function toPass(section) {
    return Array.from(section.querySelectorAll("fieldset.item")).filter(function (item) {
      return !item.hidden && !values(item).length;
    }).map(function (item) {
      return ownFields(item).filter(function (field) {
        return field.type === "radio" ? field.value === "pass" : "placesCount" in field.dataset;
      })[0];
    }).filter(Boolean);
  }

  function passTheRest(section) {
    toPass(section).forEach(function (field) {
      if (field.type === "radio") { field.checked = true; } else { field.value = "0"; }
    });
    Fill.changed();
  }

  /* Copies the first place with the next number; "-0-" stands in its names, ids and labels. */
  Fill.addPlace = function (item, number) {
    const places = item.querySelector(".places");
    const all = places.querySelectorAll(".place");
    if (number === undefined) { number = Number(all[all.length - 1].dataset.place) + 1; }
    const copy = all[0].cloneNode(true);
    const from = item.id + "-" + all[0].dataset.place + "-";
    const to = item.id + "-" + number + "-";
    copy.dataset.place = number;
    copy.querySelectorAll("[id], [name], [for], [data-photos]").forEach(function (node) {
      ["id", "name", "for", "data-photos"].forEach(function (attribute) {
        const value = node.getAttribute(attribute);
        if (value) { node.setAttribute(attribute, value.replace(from, to)); }
      });
    });
    copy.querySelectorAll("textarea, input[inputmode]").forEach(function (field) { field.value = ""; });
    copy.querySelectorAll(".photo, .error").forEach(function (node) { node.remove(); });
    copy.querySelector(".photo-state").textContent = "";
    const title = copy.querySelector(".place-title");
    title.hidden = false;
    title.querySelector("span").textContent = all.length + 1;
    places.insertBefore(copy, places.querySelector("[data-more]"));
    return copy;
  };

  form.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button) { return; }
    if ("rest" in button.dataset) {
      event.preventDefault();
      passTheRest(button.closest(".section"));
    } else if ("more" in button.dataset) {
      event.preventDefault();
      Fill.addPlace(button.closest("fieldset.item")).querySelector("textarea").focus();
      Fill.changed();
    }
  });

  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); }
  });

  /* Shows what is still missing; returns whether anything is. */
  Fill.review = function () {
    const review = document.getElementById("review");
    if (!refresh().length) { return false; }
    review.hidden = false;
    review.scrollIntoView();
    review.querySelector("a").focus();
    return true;
  };

  Fill.named = function (name) {
    return Array.from(form.querySelectorAll('[name="' + name + '"]:not([data-along])'));
  };

  function isPicked(field) { return field.type === "radio" || field.type === "checkbox"; }

  Fill.isPhoto = function (field) {
    return /-photo$/.test(field[0]) || form.querySelector('[data-photos="' + field[0] + '"]') !== null;
  };

  /* What a field says, in the words on the screen. */
  Fill.words = function (field) {
    const all = Fill.named(field[0]).filter(isPicked);
    const picked = all.filter(function (one) { return one.value === field[1]; })[0];
    const former = picked ? document.querySelector('label[for="' + picked.id + '"]')
      : document.getElementById(field.join("=").replace(/^.*-(?=severity=)/, ""));
    if (former) { return former.textContent; }
    /* Ids of another version's answers are no words. */
    const isId = !Fill.named(field[0]).length && /^[a-z_]+$/.test(field[1]);
    return all.length || isId ? "清单更新前的回答" : field[1];
  };

  /* What was answered, question by question, to be looked at without the form. */
  Fill.told = function (fields) {
    const all = window.Merge.entered(fields);
    return Array.from(form.querySelectorAll("fieldset.item")).map(function (question) {
      const fields = window.Merge.of(all, question.id);
      const said = fields.filter(function (field) { return !Fill.isPhoto(field); }).map(Fill.words);
      const photos = fields.length - said.length;
      if (photos) { said.push("照片" + photos + "张"); }
      return [question.querySelector("legend").textContent.trim(), said.join("；").replace(/[。；]+；/g, "；")];
    }).concat([["意见建议", form.elements.suggestion.value], ["亮点", form.elements.highlight.value]])
      .filter(function (row) { return row[1]; });
  };

  function entries(checked, value) {
    return Array.from(form.elements).filter(function (field) {
      const isEntry = /^(item-|suggestion$|highlight$|at$)/.test(field.name) && field.type !== "file" &&
        !("along" in field.dataset);
      return isEntry && (!isPicked(field) || field[checked]);
    }).map(function (field) { return [field.name, field[value]]; });
  }

  /* What is entered, [name, value] by [name, value]. */
  Fill.entered = function () { return entries("checked", "value"); };

  /* With what another version of the checklist asked and this form has no place for. */
  Fill.fields = function () {
    return Object.keys(left).reduce(function (all, key) { return all.concat(left[key]); }, Fill.entered());
  };

  /* What the server says this version has no place for. */
  function along() {
    return Array.from(form.querySelectorAll("[data-along]")).map(function (field) {
      return [field.name, field.value];
    });
  }

  /* What the page came with: people type before the scripts are here. */
  Fill.pristine = function () { return entries("defaultChecked", "defaultValue").concat(along()); };

  function addMissingPlace(name) {
    const place = /^(item-[a-z0-9_]+)-(\d+)-[a-z]+$/.exec(name);
    const item = place && document.getElementById(place[1]);
    if (item && item.querySelector(".place") && !item.querySelector('[data-place="' + place[2] + '"]')) {
      Fill.addPlace(item, Number(place[2]));
    }
  }

  function hasTaken(field) {
    return Fill.named(field[0]).some(function (one) {
      return one.value === field[1] && (!isPicked(one) || one.checked);
    });
  }

  function ofItem(fields, key) {
    return fields.filter(function (field) { return field[0] === key || field[0].indexOf(key + "-") === 0; });
  }

  function hanging(key, fields) {
    const item = document.getElementById(key);
    const isOption = fields.some(function (field) { return field[0] === key; });
    if (!isOption || !item || values(item).length) { return []; }
    return Array.from(form.querySelectorAll("#" + key + ',[data-if="' + key + '"][hidden]')).reduce(function (all, one) {
      return all.concat(ofItem(Fill.entered(), one.id));
    }, []);
  }

  function keepLeft(key, fields) {
    left[key] = fields;
    tellLeft(key);
  }

  function tellLeft(key) {
    const item = document.getElementById(key);
    const old = item && item.querySelector("[data-left]");
    const isGone = item && "gone" in item.dataset;
    const fields = isGone ? left[key] : left[key].concat(hanging(key, left[key]));
    const words = fields.filter(function (field) { return field[1] && !/-severity$/.test(field[0]); })
      .map(function (field) { return Fill.isPhoto(field) ? "照片" : Fill.words(field); }).join("”“");
    if (old) { old.remove(); }
    if (isGone) { item.hidden = !words && !item.querySelector(".photo"); }
    if (!item || !words) { return; }
    const said = document.createElement("p");
    said.className = "error";
    said.dataset.left = "";
    said.textContent = isGone ? "您填的：“" + words + "”" : "清单更新过，您填过的“" + words +
      "”这里没有地方填了。没有丢，会一起交上去；要紧的请再写进意见建议。" +
      (values(item).length ? "" : "这一问请重新答一次。");
    item.querySelector("legend").insertAdjacentElement("afterend", said);
  }

  function clear(item, key) {
    const own = item.tagName === "FIELDSET" ? Array.from(item.elements) : [item];
    own.forEach(function (field) {
      if (field.name === key || /-(description|suggestion|amount)$/.test(field.name)) {
        if (isPicked(field)) { field.checked = false; } else { field.value = ""; }
      }
    });
    item.querySelectorAll(".photo").forEach(function (photo) { photo.remove(); });
  }

  function put(field) {
    addMissingPlace(field[0]);
    const box = form.querySelector('[data-photos="' + field[0] + '"]');
    if (box) { Fill.showPhoto(box, field[1]); return; }
    Fill.named(field[0]).forEach(function (one) {
      if (isPicked(one)) {
        one.checked = one.checked && one.type === "checkbox" || one.value === field[1];
      } else {
        one.value = field[1];
      }
    });
  }

  /* Makes one item, or one remark, hold exactly these fields. */
  Fill.setItem = function (key, fields) {
    const item = document.getElementById(key);
    if (item) {
      clear(item, key);
      fields.forEach(put);
    }
    keepLeft(key, window.Merge.entered(fields).filter(function (field) { return !hasTaken(field); }));
  };

  /* Answered anew: what it was is past, where there is but one answer. */
  function answeredAnew(event) {
    const key = event.target.name;
    if (!left[key]) { return; }
    keepLeft(key, left[key].filter(function (field) { return field[0] !== key || event.target.type === "checkbox"; }));
  }

  /* What was touched last: where the deputy goes on after a reload, or on another phone. */
  form.addEventListener("focusin", function (event) {
    const item = event.target.closest("fieldset.item");
    if (item) { form.elements.at.value = item.id; }
  });

  /* A poor network loses the other script on the way: then the plain form does its job without it. */
  Fill.isWhole = function () { return Boolean(window.Outbox); };
  document.addEventListener("DOMContentLoaded", function () {
    if (Fill.isWhole()) { return; }
    form.hidden = false;
    document.getElementById("saved").textContent = "这一页没有装全，有网络时请刷新一下";
  });

  function takeAlong() {
    const fields = along();
    fields.forEach(function (field) {
      const key = field[0].replace(/^(item-[^-]*).*$/, "$1");
      keepLeft(key, ofItem(fields, key));
    });
  }

  takeAlong();
  form.addEventListener("change", answeredAnew);
  form.addEventListener("input", Fill.changed);
  form.addEventListener("change", Fill.changed);
  refresh();
  const mistakes = document.getElementById("mistakes");
  if (mistakes) { mistakes.focus(); }
})();
