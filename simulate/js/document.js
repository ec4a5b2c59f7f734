/* As much of a document as the phone's scripts touch: elements, forms, events, simple selectors.
   What it looks like is a browser's affair (tests/journeys). */
(function (self) {
  "use strict";
  const LISTED = ["input", "textarea", "select", "button", "fieldset"];
  /* What is looked for again and again is remembered until something changes that it could hang on. */
  let structure = 0;  /* grows with each change of what is where, of names and of ids */
  let looks = 0;      /* grows with each change of that kind or of any other attribute */
  const compiled = new Map();

  class Event {
    constructor(type, more) {
      this.type = type;
      this.bubbles = false;
      this.defaultPrevented = false;
      Object.assign(this, more);
    }
    preventDefault() { this.defaultPrevented = true; }
  }

  class Target {
    constructor() { this.listeners = null; }
    addEventListener(type, work, how) {
      this.listeners = this.listeners || {};
      (this.listeners[type] = this.listeners[type] || []).push([work, how === true || Boolean(how && how.capture)]);
    }
    hear(event, isCapture, complain) {
      ((this.listeners && this.listeners[event.type]) || []).slice().forEach(function (one) {
        if (one[1] !== isCapture && isCapture !== null) { return; }
        try {
          const done = one[0].call(this, event);
          if (done && done.catch) { done.catch(complain); }
        } catch (error) { complain(error); }
      }, this);
    }
  }

  /* "a.b[c="d"]:checked:not([e]) > …" is not all there: descendants, commas and these alone. */
  function compile(selector) {
    if (!compiled.has(selector)) {
      compiled.set(selector, {
        isOfAttributes: selector.indexOf(":checked") < 0,
        isMet: anyOf(selector.split(/,\s*/).map(function (one) { return wayTo(one.trim().split(/\s+/).map(compound)); }))
      });
    }
    return compiled.get(selector);
  }

  function compound(text) {
    const tests = [];
    const part = /:not\(([^)]*)\)|:([a-z]+)|\[([a-z-]+)(?:="([^"]*)")?\]|#([^.#:[]+)|\.([\w-]+)|([a-z][a-z0-9]*)/gy;
    while (part.lastIndex < text.length) {
      const found = part.exec(text);
      if (!found) { throw new Error("no selector of the simulator: " + text); }
      tests.push(test(found));
    }
    return allOf(tests);
  }

  function test(found) {
    if (found[1] !== undefined) {
      const inner = compound(found[1]);
      return function (one) { return !inner(one); };
    }
    if (found[2] === "checked") { return function (one) { return one.checked; }; }
    if (found[2] !== undefined) { throw new Error("no pseudo-class of the simulator: " + found[2]); }
    if (found[3] !== undefined) {
      const name = found[3];
      if (found[4] === undefined) { return function (one) { return name in one.attributes; }; }
      return function (one) { return one.attributes[name] === found[4]; };
    }
    if (found[5] !== undefined) { return function (one) { return one.attributes.id === found[5]; }; }
    if (found[6] !== undefined) {
      const word = " " + found[6] + " ";
      return function (one) {
        const all = one.attributes.class;
        return all !== undefined && (" " + all + " ").indexOf(word) >= 0;
      };
    }
    const tag = found[7];
    return function (one) { return one.tag === tag; };
  }

  /* One function where one will do: most selectors are a single word. */
  function allOf(tests) {
    if (tests.length === 1) { return tests[0]; }
    return function (one) {
      for (let n = 0; n < tests.length; n += 1) { if (!tests[n](one)) { return false; } }
      return true;
    };
  }

  function anyOf(tests) {
    if (tests.length === 1) { return tests[0]; }
    return function (one) {
      for (let n = 0; n < tests.length; n += 1) { if (tests[n](one)) { return true; } }
      return false;
    };
  }

  /* An element that is the last, below one that is the last but one, and so on. */
  function wayTo(compounds) {
    const isLast = compounds[compounds.length - 1];
    if (compounds.length === 1) { return isLast; }
    return function (one) {
      if (!isLast(one)) { return false; }
      let at = compounds.length - 1;
      for (let above = one.parentElement; at > 0 && above; above = above.parentElement) {
        if (compounds[at - 1](above)) { at -= 1; }
      }
      return at === 0;
    };
  }

  function change(one, name, value) {
    if (one.attributes[name] === value) { return; }
    looks += 1;
    if (value === undefined) { delete one.attributes[name]; } else { one.attributes[name] = value; }
  }

  function moved() {
    structure += 1;
    looks += 1;
  }

  function gather(one, all) {
    for (let n = 0; n < one.nodes.length; n += 1) {
      const node = one.nodes[n];
      if (typeof node !== "string") {
        all.push(node);
        gather(node, all);
      }
    }
    return all;
  }

  function dataName(name) { return "data-" + name.replace(/[A-Z]/g, function (sign) { return "-" + sign.toLowerCase(); }); }

  const DATA = {
    get: function (one, name) { return one.attributes[dataName(name)]; },
    has: function (one, name) { return dataName(name) in one.attributes; },
    set: function (one, name, value) { change(one, dataName(name), String(value)); return true; },
    deleteProperty: function (one, name) { change(one, dataName(name), undefined); return true; }
  };

  class Element extends Target {
    constructor(page, tag) {
      super();
      this.ownerDocument = page;
      this.tag = tag;
      this.attributes = {};
      this.nodes = [];
      this.parentElement = null;
      this.typed = undefined;    /* the value, once somebody has changed it */
      this.isTicked = undefined;
      this.onload = this.onerror = null;
    }

    get tagName() { return this.tag.toUpperCase(); }
    get children() { return this.nodes.filter(function (one) { return typeof one !== "string"; }); }
    get dataset() {
      if (!this.data) { this.data = new Proxy(this, DATA); }
      return this.data;
    }
    getAttribute(name) { return name in this.attributes ? this.attributes[name] : null; }
    setAttribute(name, value) {
      change(this, name, String(value));
      moved();
    }

    get id() { return this.attributes.id || ""; }
    set id(value) { this.setAttribute("id", value); }
    get name() { return this.attributes.name || ""; }
    set name(value) { this.setAttribute("name", value); }
    get className() { return this.attributes.class || ""; }
    set className(value) { change(this, "class", value); }
    get classList() {
      const own = this;
      function others(name) { return own.className.split(" ").filter(function (one) { return one && one !== name; }); }
      return {
        add: function (name) { own.className = others(name).concat(name).join(" "); },
        remove: function (name) { own.className = others(name).join(" "); }
      };
    }
    get htmlFor() { return this.attributes.for || ""; }
    set htmlFor(value) { change(this, "for", value); }
    get href() { return this.attributes.href || ""; }
    set href(value) { change(this, "href", value); }
    get hidden() { return "hidden" in this.attributes; }
    set hidden(value) { this.flag("hidden", value); }
    get open() { return "open" in this.attributes; }
    set open(value) { this.flag("open", value); }
    flag(name, value) { change(this, name, value ? "" : undefined); }
    get type() {
      const plain = { button: "submit", textarea: "textarea", input: "text" }[this.tag];
      return this.attributes.type || plain || "";
    }
    set type(value) { change(this, "type", value); }

    get defaultValue() { return this.tag === "textarea" ? this.textContent : this.attributes.value || ""; }
    get value() {
      const isBox = this.type === "checkbox" || this.type === "radio";
      return this.typed !== undefined ? this.typed : this.defaultValue || (isBox && !("value" in this.attributes) ? "on" : "");
    }
    set value(value) { this.typed = String(value); }
    get defaultChecked() { return "checked" in this.attributes; }
    get checked() { return this.isTicked !== undefined ? this.isTicked : this.defaultChecked; }
    set checked(value) {
      const own = this;
      this.isTicked = Boolean(value);
      const form = value && this.type === "radio" && this.closest("form");
      if (!form) { return; }
      form.elements.forEach(function (one) {
        if (one !== own && one.type === "radio" && one.name === own.name) { one.isTicked = false; }
      });
    }

    get textContent() {
      return this.nodes.map(function (one) { return typeof one === "string" ? one : one.textContent; }).join("");
    }
    set textContent(text) {
      const left = this.children;
      left.forEach(function (one) { one.parentElement = null; });
      this.nodes = text === "" ? [] : [String(text)];
      if (left.length) { moved(); }
      this.ownerDocument.says(this, String(text));
    }
    /* Handed on whole, from one page's element to another's: all that the phone does with it. */
    get innerHTML() { return this; }
    set innerHTML(other) {
      const own = this;
      this.textContent = "";
      other.nodes.forEach(function (one) { own.append(typeof one === "string" ? one : one.cloneNode(true, own.ownerDocument)); });
    }
    get outerHTML() { return this.textContent; }

    /* Its fields, by number and by name. */
    get elements() {
      if (this.seen !== structure) {
        const all = this.descendants().filter(function (one) { return LISTED.indexOf(one.tag) >= 0; });
        all.slice().reverse().forEach(function (one) { if (one.name) { all[one.name] = one; } });
        this.listed = all;
        this.seen = structure;
      }
      return this.listed;
    }

    /* In their order; the same list until something is moved. */
    descendants() {
      if (this.gatheredAt !== structure) {
        this.gathered = gather(this, []);
        this.gatheredAt = structure;
      }
      return this.gathered;
    }

    put(one, at) {
      if (typeof one !== "string") {
        one.remove();
        one.parentElement = this;
        moved();
      }
      this.nodes.splice(at, 0, one);
      return one;
    }
    appendChild(one) { return this.put(one, this.nodes.length); }
    append() { Array.from(arguments).forEach(this.appendChild, this); }
    insertBefore(one, before) { return this.put(one, before ? this.nodes.indexOf(before) : this.nodes.length); }
    insertAdjacentElement(where, one) {
      return this.parentElement.put(one, this.parentElement.nodes.indexOf(this) + (where === "afterend" ? 1 : 0));
    }
    remove() {
      const parent = this.parentElement;
      if (parent) {
        parent.nodes.splice(parent.nodes.indexOf(this), 1);
        this.parentElement = null;
        moved();
      }
    }
    replaceWith(other) {
      const parent = this.parentElement;
      if (parent) { parent.put(other, parent.nodes.indexOf(this)); this.remove(); }
    }

    cloneNode(isDeep, page) {
      const made = new Element(page || this.ownerDocument, this.tag);
      Object.assign(made.attributes, this.attributes);
      made.typed = this.typed;
      made.isTicked = this.isTicked;
      if (isDeep) { this.nodes.forEach(function (one) { made.appendChild(typeof one === "string" ? one : one.cloneNode(true, page)); }); }
      return made;
    }

    querySelectorAll(selector) {
      const asked = compile(selector);
      const known = this.found && this.found.get(selector);
      if (known && known[0] === looks) { return known[1].slice(); }
      const all = this.descendants().filter(asked.isMet);
      if (!asked.isOfAttributes) { return all; }
      this.found = this.found || new Map();
      this.found.set(selector, [looks, all]);
      return all.slice();
    }
    querySelector(selector) { return this.querySelectorAll(selector)[0] || null; }
    closest(selector) {
      const isMet = compile(selector).isMet;
      for (let one = this; one; one = one.parentElement) {
        if (isMet(one)) { return one; }
      }
      return null;
    }

    dispatchEvent(event) {
      const page = this.ownerDocument;
      const path = [];
      event.target = this;
      for (let one = this; one; one = one.parentElement) { path.push(one); }
      path.push(page, page.defaultView);
      const above = path.slice(1);
      above.slice().reverse().forEach(function (one) { one.hear(event, true, page.complain); });
      this.hear(event, null, page.complain);
      if (event.bubbles) { above.forEach(function (one) { one.hear(event, false, page.complain); }); }
      return !event.defaultPrevented;
    }

    focus() { this.dispatchEvent(new Event("focusin", { bubbles: true })); }
    select() {}
    scrollIntoView() {}
    click() {
      const isBox = this.type === "checkbox" || this.type === "radio";
      if (isBox) { this.checked = this.type === "radio" || !this.checked; }
      const goesOn = this.dispatchEvent(new Event("click", { bubbles: true }));
      if (isBox) { this.tellsChange(); return; }
      const form = this.tag === "button" && this.type === "submit" && this.closest("form");
      if (goesOn && form) { form.dispatchEvent(new Event("submit", { bubbles: true, submitter: this })); }
      if (goesOn && this.tag === "a" && this.href && !("download" in this)) { this.ownerDocument.goes(this.href); }
    }
    tellsChange() {
      this.dispatchEvent(new Event("input", { bubbles: true }));
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  class Page extends Target {
    constructor(tree, view, told) {
      super();
      this.defaultView = view;
      this.complain = told.complain;
      this.says = told.says;
      this.goes = told.goes;
      this.visibilityState = "visible";
      this.documentElement = this.build(tree);
      this.body = this.querySelector("body");
      this.implementation = { createHTMLDocument: function () {
        return new Page(["html", {}, [["head", {}, []], ["body", {}, []]]], view, told);
      } };
    }

    get head() { return this.querySelector("head"); }

    build(tree) {
      const made = new Element(this, tree[0]);
      Object.assign(made.attributes, tree[1]);
      tree[2].forEach(function (node) { made.appendChild(typeof node === "string" ? node : this.build(node)); }, this);
      return made;
    }

    createElement(tag) { return new Element(this, tag); }
    createTextNode(text) { return text; }
    execCommand() { return true; }
    getElementById(id) {
      if (this.seen !== structure) {
        this.byId = new Map();
        this.documentElement.descendants().forEach(function (one) {
          const id = one.attributes.id;
          if (id && !this.byId.has(id)) { this.byId.set(id, one); }
        }, this);
        this.seen = structure;
      }
      return this.byId.get(id) || null;
    }
    querySelectorAll(selector) { return this.documentElement.querySelectorAll(selector); }
    querySelector(selector) { return this.documentElement.querySelector(selector); }
  }

  Object.assign(self, { Page: Page, Event: Event, Target: Target });
})(globalThis);
