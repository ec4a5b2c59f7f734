/* What the phone keeps: drafts, the outbox, photos. On its disk before it is called kept. */
(function (self) {
  "use strict";
  const NAMES = ["about", "drafts", "outbox", "photos", "bytes"];
  const STRICT = { durability: "strict" };
  const PATIENCE = 5000;
  const memory = {};
  let opened = null;

  function open() {
    if (!opened) {
      opened = new Promise(function (resolve, reject) {
        /* Safari 14 may never answer the first time it is asked. */
        setTimeout(function () { reject(new Error("no answer")); }, PATIENCE);
        const request = self.indexedDB.open("inspect", 1);
        request.onupgradeneeded = function () {
          NAMES.forEach(function (name) { request.result.createObjectStore(name); });
        };
        request.onerror = function () { reject(request.error); };
        request.onsuccess = function () {
          /* iOS closes it when memory is short: the next use opens it again. */
          request.result.onclose = request.result.onversionchange = function () {
            request.result.close();
            opened = null;
          };
          resolve(request.result);
        };
      });
    }
    return opened;
  }

  async function transaction(names, mode) { return (await open()).transaction(names, mode, STRICT); }

  /* iOS loses the connection to it at any time: once more, with a new one. */
  async function twice(work) {
    try {
      return await work();
    } catch (error) {
      opened = null;
      return work();
    }
  }

  function result(request) {
    return new Promise(function (resolve, reject) {
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }

  function inMemory(name) {
    memory[name] = memory[name] || new Map();
    return {
      put: function (value, key) { memory[name].set(key, value); },
      delete: function (key) { memory[name].delete(key); },
      get: function (key) { return memory[name].get(key); },
      getAll: function () { return Array.from(memory[name].values()); }
    };
  }

  /* A browser that lets pages keep nothing still fills and sends, while the page is open. */
  let isLasting = null;
  function lasts() {
    isLasting = isLasting || open().then(function () { return true; }, function () { return false; });
    return isLasting;
  }

  async function read(name, work) {
    if (!(await lasts())) { return work(inMemory(name)); }
    return twice(async function () {
      return result(work((await transaction([name], "readonly")).objectStore(name)));
    });
  }

  /* Does all that ``work`` asks of the stores, or nothing of it; resolves when it is on disk. */
  async function change(names, work) {
    if (!(await lasts())) { return work(inMemory); }
    return twice(async function () {
      const all = await transaction(names, "readwrite");
      return new Promise(function (resolve, reject) {
        all.oncomplete = resolve;
        all.onabort = function () { reject(all.error); };
        work(function (name) { return all.objectStore(name); });
      });
    });
  }

  /* Puts what ``next`` makes of what is there, nothing if it makes nothing; no other page writes
     between the two. */
  async function update(name, key, next) {
    function put(store, found) {
      const made = next(found);
      if (made) { store.put(made, key); }
    }
    const isOnDisk = await lasts();
    return change([name], function (store) {
      const found = store(name).get(key);
      if (!isOnDisk) { put(store(name), found); return; }
      found.onsuccess = function () { put(store(name), found.result); };
    });
  }

  self.Store = {
    lasts: lasts,
    get: function (name, key) { return read(name, function (store) { return store.get(key); }); },
    all: function (name) { return read(name, function (store) { return store.getAll(); }); },
    change: change,
    update: update,
    put: function (name, key, value) { return change([name], function (store) { store(name).put(value, key); }); },
    /* For what makes things easier but is not anybody's entry: a full phone goes on without. */
    remember: function (key, value) { return self.Store.put("about", key, value).catch(console.error); },
    newId: function () {
      const bytes = self.crypto.getRandomValues(new Uint8Array(16));
      bytes[6] = (bytes[6] & 0x0f) | 0x40;
      bytes[8] = (bytes[8] & 0x3f) | 0x80;
      const hex = Array.from(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); });
      return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    }
  };
})(self);
