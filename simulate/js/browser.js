/* Phones and what runs on them: each page and each service worker is a scope of its own, with the
   phone's scripts in it, on the phone's disk, clock and cache. Time is the simulator's. */
(function (self) {
  "use strict";
  const RealDate = self.Date;
  const tasks = new Map();
  const scopes = new Map();
  const devices = new Map();
  let last = 0;
  let rests = [];
  let scripts = {};

  function later(work, wait, owner) {
    last += 1;
    tasks.set(last, [work, owner]);
    __later(last, Math.max(0, +wait || 0));
    return last;
  }

  function complain(error, owner) {
    __complain(owner ? owner.id : 0, String((error && error.name) || ""), String((error && error.message) || error),
      String((error && error.stack) || ""));
  }

  self.__run = function (id) {
    const task = tasks.get(id);
    tasks.delete(id);
    const isDue = Boolean(task && (!task[1] || task[1].isAlive));
    if (isDue) {
      try { task[0](); } catch (error) { complain(error, task[1]); }
    }
    return isDue;
  };
  /* When the promises of a task are done. */
  self.__rest = function () {
    const now = rests;
    rests = [];
    now.forEach(function (work) { work(); });
    return rests.length > 0;
  };
  self.__forgetAll = function () {
    tasks.clear();
    scopes.clear();
    devices.clear();
    rests = [];
    last = 0;
  };

  class Blob {
    constructor(parts) {
      const whole = parts[0];
      this.buffer = whole instanceof ArrayBuffer ? whole : new ArrayBuffer(0);
      this.size = whole instanceof ArrayBuffer ? whole.byteLength : String(whole).length;
    }
  }

  class FileReader {
    readAsArrayBuffer(file) {
      const own = this;
      later(function () { own.result = file.buffer.slice(0); own.onload(); }, 1);
    }
    readAsDataURL() {
      const own = this;
      later(function () { own.result = "data:"; own.onload(); }, 1);
    }
  }

  /* No picture can be drawn here: photos go as the camera made them (photo.js). */
  class Image {
    set src(_) {
      const own = this;
      later(function () { if (own.onerror) { own.onerror(); } }, 1);
    }
  }

  class SearchParams {
    constructor(query) {
      this.fields = String(query || "").replace(/^\?/, "").split("&").filter(Boolean).map(function (one) {
        const at = one.indexOf("=");
        return [decodeURIComponent(one.slice(0, at)), decodeURIComponent(one.slice(at + 1))];
      });
    }
    append(name, value) { this.fields.push([name, String(value)]); }
    delete(name) { this.fields = this.fields.filter(function (one) { return one[0] !== name; }); }
    get(name) {
      const found = this.fields.filter(function (one) { return one[0] === name; })[0];
      return found ? found[1] : null;
    }
    toString() {
      return this.fields.map(function (one) { return one.map(encodeURIComponent).join("="); }).join("&");
    }
  }

  const ORIGIN = "http://localhost";
  class Address {
    constructor(address) {
      const path = String(address).replace(ORIGIN, "").replace(/#.*$/, "");
      this.origin = ORIGIN;
      this.pathname = path.split("?")[0];
      this.searchParams = new SearchParams(path.split("?")[1]);
    }
    get search() { const words = this.searchParams.toString(); return words && "?" + words; }
    get href() { return ORIGIN + this.pathname + this.search; }
  }
  Address.createObjectURL = function () { return "blob:"; };
  Address.revokeObjectURL = function () {};

  class Answer {
    constructor(status, text, headers, url) {
      Object.assign(this, { status: status, ok: status >= 200 && status < 300, body: text, all: headers || {}, url: url });
      this.headers = { get: (name) => this.all[name] || null };
    }
    async json() { return JSON.parse(this.body); }
    async text() { return this.body; }
    clone() { return new Answer(this.status, this.body, this.all, this.url); }
  }
  Answer.error = function () { return new Answer(0, ""); };

  class Stop {
    constructor() { this.signal = { aborted: false, end: null }; }
    abort() {
      this.signal.aborted = true;
      if (this.signal.end) { this.signal.end(); }
    }
  }

  class Cache {
    constructor() { this.all = new Map(); }
    async match(request) { const found = this.all.get(new Address(request.url || request).href); return found && found.clone(); }
    async put(request, answer) { this.all.set(new Address(request.url || request).href, answer.clone()); }
    async add(address) { this.all.set(new Address(address).href, new Answer(200, "")); }
    async keys() { return Array.from(this.all.keys()).map(function (url) { return { url: url }; }); }
    async delete(request) { return this.all.delete(new Address(request.url || request).href); }
  }

  /* One at a time; those of a page that is gone are free again. */
  class Locks {
    constructor() { this.holder = this.turn = this.robbed = null; this.waiting = []; }
    of(owner) {
      const own = this;
      return { request: function (name, how, work) {
        return work ? own.request(owner, how, work) : own.request(owner, {}, how);
      } };
    }
    request(owner, how, work) {
      const own = this;
      if (this.holder && how.ifAvailable) { return Promise.resolve(work(null)); }
      return new Promise(function (resolve, reject) {
        const turn = [owner, function () {
          own.robbed = function () { reject(new self.DOMException("stolen", "AbortError")); };
          Promise.resolve(work({})).then(resolve, reject).then(function () { own.free(owner, turn); });
        }];
        if (how.steal) {
          if (own.robbed) { own.robbed(); }
          own.holder = owner;
          own.turn = turn;
          later(turn[1], 0, owner);
          return;
        }
        own.waiting.push(turn);
        if (how.signal) {
          how.signal.end = function () {
            if (own.waiting.indexOf(turn) < 0) { return; }
            own.waiting.splice(own.waiting.indexOf(turn), 1);
            reject(new self.DOMException("given up", "AbortError"));
          };
        }
        own.next();
      });
    }
    next() {
      const own = this;
      this.waiting = this.waiting.filter(function (one) { return one[0].isAlive; });
      if (this.holder || !this.waiting.length) { return; }
      const first = this.waiting.shift();
      this.holder = first[0];
      this.turn = first;
      later(first[1], 0, first[0]);
      later(function () { if (own.holder && !own.holder.isAlive) { own.free(own.holder); } }, 1);
    }
    free(owner, turn) {
      if (this.holder === owner && (!turn || turn === this.turn)) {
        this.holder = this.turn = this.robbed = null;
        this.next();
      }
    }
  }

  /* A phone of one browser. ``kind`` says what the browser can. */
  class Device {
    constructor(id, kind) {
      this.id = id;
      this.kind = kind;
      this.clock = 0;
      this.disk = new self.Disk({
        later: later, complain: complain, afterTask: function (work) { rests.push(work); },
        pace: function () { return __random() * 4; }
      });
      this.disk.onKept = function (written) {
        ["outbox", "photos"].forEach(function (name) {
          (written.get(name) || []).forEach(function (one, key) {
            if (one.state === "arrived") { __arrived(id, name, key, JSON.stringify(one)); }
          });
        });
      };
      this.cache = new Cache();
      this.locks = new Locks();
      this.worker = null;
      devices.set(id, this);
    }

    pages() { return Array.from(scopes.values()).filter((one) => one.device === this && one.isAlive && one.page); }

    wipe() {
      this.disk.wipe();
      this.cache = new Cache();
    }
  }

  function dateOf(device) {
    function PhoneDate(value) { return new RealDate(value === undefined ? PhoneDate.now() : value); }
    PhoneDate.now = function () { return __now() + device.clock; };
    return PhoneDate;
  }

  const NAMES = ["self", "window", "document", "navigator", "location", "fetch", "setTimeout", "clearTimeout",
    "crypto", "Date", "Math", "console", "URLSearchParams", "URL", "Blob", "FileReader", "Image", "AbortController",
    "CustomEvent", "DOMParser", "caches", "importScripts", "CSS", "TextEncoder", "Response", "clients"];
  const CHANCE = Object.assign(Object.create(Math), { random: function () { return __random(); } });
  ["max", "min", "pow", "round", "abs", "floor", "ceil"].forEach(function (name) { CHANCE[name] = Math[name]; });

  self.__load = function (sources) {
    scripts = {};
    Object.keys(sources).forEach(function (name) {
      scripts[name] = new Function(NAMES.join(","), sources[name]);
    });
  };

  /* A scope that lives until it is killed; ``view`` is its window, or the worker's self. */
  class Scope {
    constructor(id, device) {
      const own = this;
      Object.assign(this, { id: id, device: device, isAlive: true, page: null, asked: new Map(), said: [] });
      const view = (this.view = new self.Target());
      scopes.set(id, this);
      function console_error(error) {
        if (error) { complain(error, own); }
      }
      view.setTimeout = function (work, wait) { return later(work, wait, own); };
      view.clearTimeout = function (id) { tasks.delete(id); };
      view.fetch = function (request, how) { return own.fetch(request, how || {}); };
      view.Date = dateOf(device);
      view.console = { error: console_error, log: function () {}, warn: function () {} };
      view.crypto = { getRandomValues: function (all) {
        for (let n = 0; n < all.length; n += 1) { all[n] = __random() * 256; }
        return all;
      } };
      if (device.kind.worker) {
        view.caches = { open: async function () { return device.cache; }, match: function (request) { return device.cache.match(request); } };
        view.crypto.subtle = { digest: async function (_, bytes) { return bytes; } };
      }
      if (device.kind.stop) { view.AbortController = Stop; }
      if (device.kind.keeps) { view.indexedDB = device.disk.factory(this); }
      view.navigator = { onLine: true };
      if (device.kind.locks) { view.navigator.locks = device.locks.of(this); }
    }

    run(name) {
      const view = this.view;
      const given = {
        self: view, window: view, document: view.document, navigator: view.navigator, location: view.location,
        fetch: view.fetch, setTimeout: view.setTimeout, clearTimeout: view.clearTimeout, crypto: view.crypto,
        Date: view.Date, Math: CHANCE, console: view.console, URLSearchParams: SearchParams, URL: Address, Blob: Blob,
        FileReader: FileReader, Image: Image, AbortController: view.AbortController, CustomEvent: self.Event,
        DOMParser: view.DOMParser, caches: view.caches, importScripts: view.importScripts, CSS: undefined,
        TextEncoder: Encoder, Response: Answer, clients: view.clients
      };
      scripts[name].apply(view, NAMES.map(function (one) { return given[one]; }));
    }

    fetch(request, how) {
      const own = this;
      const address = request.url || request;
      last += 1;
      const id = last;
      return new Promise(function (resolve, reject) {
        own.asked.set(id, [resolve, reject, new Address(address).href]);
        if (how.signal) {
          how.signal.end = function () { own.asked.delete(id); reject(new Error("aborted")); };
        }
        const body = how.body === undefined ? "" : how.body instanceof Blob
          ? ["photo"].concat(Array.from(new Uint8Array(how.body.buffer))).join(" ") : how.body.toString();
        __fetch(id, own.id, own.device.id, how.method || "GET", new Address(address).href.replace(ORIGIN, ""), body);
      });
    }

    kill() {
      this.isAlive = false;
      scopes.delete(this.id);
      this.device.disk.gone(this, function () { return __random() < 0.5; });
      this.device.locks.free(this);
      this.device.locks.next();
    }
  }

  class Encoder {
    encode(text) { return Uint8Array.from(Array.from(text, function (sign) { return sign.charCodeAt(0); })).buffer; }
  }

  self.__answer = function (scope, id, status, text, headers) {
    const own = scopes.get(scope);
    const asked = own && own.asked.get(id);
    if (!asked) { return; }
    own.asked.delete(id);
    if (!status) { asked[1](new Error("no network")); return; }
    asked[0](new Answer(status, text, JSON.parse(headers), asked[2]));
  };

  /* A page of the phone at this address, as the server or the cache gave it. */
  self.__open = function (id, deviceId, url, tree, names) {
    const device = devices.get(deviceId);
    const own = new Scope(id, device);
    const view = own.view;
    function goes(address) {
      later(function () { __goes(own.id, new Address(address).href.replace(ORIGIN, "")); }, 0, own);
    }
    own.page = view.document = new self.Page(JSON.parse(tree), view, {
      complain: function (error) { complain(error, own); },
      goes: goes,
      says: function (element, words) {
        const isSaid = element.id === "saved" || "state" in element.dataset || element.className === "photo-state" ||
          element.className === "big-words";
        if (isSaid) { own.said.push([element, words]); rests.push(function () { own.tell(); }); }
      }
    });
    const address = new Address(url);
    view.location = {
      get href() { return address.href; }, set href(to) { goes(to); },
      pathname: address.pathname, search: address.search, hash: "", origin: ORIGIN,
      replace: goes, reload: function () { goes(url); }
    };
    view.confirm = function (words) { return __confirm(own.id, words); };
    view.alert = function () {};
    view.DOMParser = class { parseFromString(html) {
      return new self.Page(JSON.parse(__parse(html)), view, { complain: complain, goes: goes, says: function () {} });
    } };
    if (device.kind.worker) {
      const heard = new self.Target();
      view.navigator.serviceWorker = {
        register: async function () { __registers(device.id); },
        ready: Promise.resolve({ sync: { register: async function () { __syncs(device.id); } } }),
        addEventListener: heard.addEventListener.bind(heard)
      };
      own.heard = heard;
    }
    JSON.parse(names).forEach(function (name) {
      try { own.run(name); } catch (error) { complain(error, own); }
    });
    own.page.hear(new self.Event("DOMContentLoaded"), null, own.page.complain);
    view.hear(new self.Event("pageshow", { persisted: false }), null, own.page.complain);
  };

  Scope.prototype.tell = function () {
    if (!this.isAlive) { return; }
    this.said.splice(0).forEach(function (one) {
      const Fill = this.view.Fill;
      const fields = Fill && Fill.fields ? Fill.fields() : [];
      __says(this.id, one[0].id || one[0].className || "state", one[1], JSON.stringify(fields));
    }, this);
  };

  self.__wakeWorker = function (id, deviceId) {
    const own = new Scope(id, devices.get(deviceId));
    const view = own.view;
    own.device.worker = own;
    view.location = { origin: ORIGIN };
    view.skipWaiting = function () {};
    view.clients = {
      claim: async function () {},
      matchAll: async function () {
        return own.device.pages().map(function (page) {
          return { postMessage: function () {
            later(function () { page.heard.hear(new self.Event("message"), null, page.page.complain); }, 0, page);
          } };
        });
      }
    };
    view.importScripts = function () {
      Array.from(arguments).forEach(function (path) { own.run(path.replace(/^\/static\/js\/|\.js$/g, "")); });
    };
    own.run("phone/service-worker");
  };

  /* The worker is asked for a page; what it answers is told. */
  self.__navigates = function (workerId, url, number) {
    const own = scopes.get(workerId);
    let answer = null;
    const event = new self.Event("fetch", {
      request: { url: ORIGIN + url, method: "GET", mode: "navigate" },
      respondWith: function (promise) { answer = promise; }
    });
    own.view.hear(event, null, function (error) { complain(error, own); });
    Promise.resolve(answer).then(function (got) {
      __opens(number, got ? got.status : 0, got ? got.body : "");
    }, function () { __opens(number, 0, ""); });
  };

  self.__syncWorker = function (workerId) {
    const own = scopes.get(workerId);
    own.view.hear(new self.Event("sync", { tag: "outbox", waitUntil: function (promise) {
      promise.catch(function () { __syncs(own.device.id); });
    } }), null, function (error) { complain(error, own); });
  };

  Object.assign(self, { Blob: Blob, Device: Device, scopes: scopes, devices: devices, laterTask: later });
})(globalThis);
