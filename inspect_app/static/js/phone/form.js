/* The form while it is filled: the rest of a section, further places, conditions, progress, review. */
(function () {
  "use strict";
  const Fill = window.Fill;
  const LeftOver = window.LeftOver;
  const form = Fill.form;
  const values = Fill.values;
  const IS_NONE = /^(?:[0.零〇\s]*[处个]?|没有?|无|没有?发现|未发现)[。.]?$/;
  document.documentElement.classList.add("js");

  function items() {
    return Array.from(form.querySelectorAll("fieldset.item"));
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
      const item = count.closest("fieldset");
      const written = count.value.normalize("NFKC").trim();
      const number = described(item).length;
      /* Whatever is no 0 may count some, in people's own words too; what is described is never hidden. */
      item.querySelector(".places").hidden = !number && IS_NONE.test(written);
      const said = item.querySelector("[data-places-said]");
      if (!said) { return; }  /* a page that the phone kept from before */
      said.hidden = !number || !(IS_NONE.test(written) || Number(written) < number);
      said.textContent = said.hidden ? "" : "下面写了" + number + "处的情况，按" + number + "处记";
    });
  }

  /* The places of an item of which something was said. */
  function described(item) {
    return Array.from(item.querySelectorAll(".place")).filter(function (place) {
      return place.querySelector(".photo input:checked") ||
        Array.from(place.querySelectorAll("textarea, input[inputmode]")).some(function (field) {
          return field.value.trim();
        });
    });
  }

  /* What was entered under another answer is out of sight and does not count: nothing of it is lost. */
  function tellUnseen(item) {
    const places = item.querySelector(".places");
    const isDescribed = described(item).length > 0;
    const isFolded = item.querySelector(".fails") && !item.querySelector(".fails:checked");
    const isUnseen = item.hidden ? isDescribed || values(item).length > 0 : isDescribed && Boolean(isFolded);
    const box = item.hidden ? "if" in item.dataset && item.nextElementSibling : places && places.parentElement;
    if (!box) { return; }  /* a question of another version has words of its own (left-over.js) */
    const old = box.querySelector("[data-unseen]");
    if (old && !isUnseen) { old.remove(); }
    if (old || !isUnseen) { return; }
    const notice = box.appendChild(document.createElement("b"));
    notice.dataset.unseen = "";
    notice.textContent = "您在这里填过的还在。照现在的回答交，就不算；点回原来的回答，又看得见。";
  }

  function required() {
    return items().filter(function (item) { return "required" in item.dataset && !item.hidden; });
  }

  function unanswered() {
    return required().filter(function (item) { return !values(item).length; });
  }

  function refresh() {
    showOrHide();
    items().forEach(tellUnseen);
    LeftOver.tell();
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

  /* ``isMet``: by what another page or the server has, not by who fills it in. */
  function changed(isMet) {
    refresh();
    form.dispatchEvent(new CustomEvent("fill:changed", { detail: isMet === true }));
  }

  /* What says that an item is all right, of each item of the section that is not answered yet. */
  function toPass(section) {
    return Array.from(section.querySelectorAll("fieldset.item")).filter(function (item) {
      return !item.hidden && !values(item).length && !described(item).length;
    }).map(function (item) {
      return Fill.ownFields(item).filter(function (field) {
        return field.type === "radio" ? field.value === "pass" : "placesCount" in field.dataset;
      })[0];
    }).filter(Boolean);
  }

  function passTheRest(section) {
    toPass(section).forEach(function (field) {
      if (field.type === "radio") { field.checked = true; } else { field.value = "0"; }
    });
    changed();
  }

  /* Copies the first place with the next number; "-0-" stands in its names, ids and labels. */
  function addPlace(item, number) {
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
  }

  form.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (!button) { return; }
    if ("rest" in button.dataset) {
      event.preventDefault();
      passTheRest(button.closest(".section"));
    } else if ("more" in button.dataset) {
      event.preventDefault();
      addPlace(button.closest("fieldset.item")).querySelector("textarea").focus();
      changed();
    }
  });

  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); }
  });

  /* Shows what is still missing; returns whether anything is. */
  function review() {
    const review = document.getElementById("review");
    if (!refresh().length) { return false; }
    review.hidden = false;
    review.scrollIntoView();
    review.querySelector("a").focus();
    return true;
  }

  /* What was touched last: where the deputy goes on after a reload, or on another phone. */
  form.addEventListener("focusin", function (event) {
    const item = event.target.closest("fieldset.item");
    if (item) { form.elements.at.value = item.id; }
  });

  window.Form = { refresh, changed, addPlace, review };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  refresh();
  const mistakes = document.getElementById("mistakes");
  if (mistakes) { mistakes.focus(); }
})();
