/* What the phone keeps: drafts, the outbox, photos. On its disk before it is called kept. */
(function (self) {
  "use strict";
  const NAMES = ["about", "drafts", "outbox", "photos", "bytes"];
  const STRICT = { durability: "strict" };
  const PATIENCE = 5;   /* seconds */
  const LONGEST_WORK = 20;
  const TOO_SLOW = new Error("no answer");
  const LOST = ["InvalidStateError", "UnknownError"];
  const memory = {};
  let opened = null;
  let connection = null;
  let isSlow = false;   /* not answered yet: meanwhile all is kept in memory */
  let isLasting = null;
  const lateListeners = [];

  function forget(one) {
    one.close();
    if (one === connection) { opened = connection = null; }
  }

  /* Gives up after so many seconds in which the page was awake: one that was put to sleep hears its
     timers before what was answered meanwhile. Returns how to call it off. */
  function patience(seconds, giveUp) {
    let clock = null;
    function wait(left) {
      clock = setTimeout(function () { if (left > 1) { wait(left - 1); } else { giveUp(); } }, 1000);
    }
    wait(seconds);
    return function () { clearTimeout(clock); };
  }

  function open() {
    if (!opened) {
      opened = new Promise(function (resolve, reject) {
        let isGivenUp = false;
        function fail(error) {
          isGivenUp = true;
          isAnswered();
          opened = null;
          reject(error);
        }
        /* Safari 14 may never answer the first time it is asked; a slow phone does in the end. */
        const isAnswered = patience(PATIENCE, function () { fail(TOO_SLOW); });
        const request = self.indexedDB.open("inspect", 1);
        request.onupgradeneeded = function () {
          NAMES.forEach(function (name) { request.result.createObjectStore(name); });
        };
        request.onerror = function () { fail(request.error); };
        request.onsuccess = function () {
          isAnswered();
          /* The next use has asked anew. */
          if (isGivenUp && !isSlow) { request.result.close(); return; }
          connection = request.result;
          /* iOS closes it when memory is short: the next use opens it again. */
          connection.onclose = connection.onversionchange = function (event) { forget(event.target); };
          resolve(connection);
          if (isSlow) { takeUp(); }
        };
      });
    }
    return opened;
  }

  /* From here on the disk is used, with what was handed in or photographed meanwhile; drafts have to
     meet what is there (draft.js). */
  function takeUp() {
    const all = connection.transaction(NAMES, "readwrite", STRICT);
    ["outbox", "photos", "bytes"].forEach(function (name) {
      (memory[name] || []).forEach(function (value, key) { all.objectStore(name).put(value, key); });
    });
    all.onabort = function () { isLasting = Promise.resolve(false); };
    isSlow = false;
    opened = Promise.resolve(connection);
    isLasting = Promise.resolve(true);
    lateListeners.forEach(function (listener) { listener(); });
  }

  /* iOS loses the connection to it at any time: once more, with a new one. */
  async function twice(work) {
    let one = null;
    try {
      one = await open();
      return await work(one);
    } catch (error) {
      if (!error || LOST.indexOf(error.name) < 0) { throw error; }
      if (one) { forget(one); }
      return work(await open());
    }
  }

  function result(request) {
    return new Promise(function (resolve, reject) {
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }

  /* iOS may leave for ever unanswered what was asked of a connection that it has closed: given up, it
     is undone, and the next use opens another. */
  function inTime(one, all, answered) {
    return new Promise(function (resolve, reject) {
      const isAnswered = patience(LONGEST_WORK, function () {
        forget(one);
        reject(TOO_SLOW);
        all.abort();
      });
      function end(done) { return function (value) { isAnswered(); done(value); }; }
      answered.then(end(resolve), end(reject));
    });
  }

  function inMemory(name) { return (memory[name] = memory[name] || new Map()); }

  function readInMemory(name) {
    const all = inMemory(name);
    return {
      get: function (key) { return all.get(key); },
      getAll: function () { return Array.from(all.values()); }
    };
  }

  /* What ``work`` asks for, once it has asked for all of it. */
  function changeInMemory(work) {
    const asked = [];
    work(function (name) {
      return Object.assign(readInMemory(name), {
        put: function (value, key) { asked.push(function () { inMemory(name).set(key, value); }); },
        delete: function (key) { asked.push(function () { inMemory(name).delete(key); }); }
      });
    });
    asked.forEach(function (change) { change(); });
  }

  /* A browser that lets pages keep nothing still fills and sends, while the page is open. */
  function lasts() {
    isLasting = isLasting || open().then(function () { return true; }, function (error) {
      isSlow = error === TOO_SLOW;
      return false;
    });
    return isLasting;
  }

  async function read(name, work) {
    if (!(await lasts())) { return work(readInMemory(name)); }
    return twice(function (one) {
      const all = one.transaction([name], "readonly");
      return inTime(one, all, result(work(all.objectStore(name))));
    });
  }

  /* Does all that ``work`` asks of the stores, or nothing of it; resolves when it is on disk. What of
     it is done later is done ``wholly``: where it fails, all is undone. */
  async function change(names, work) {
    if (!(await lasts())) { changeInMemory(work); return; }
    await twice(function (one) {
      const all = one.transaction(names, "readwrite", STRICT);
      return inTime(one, all, new Promise(function (resolve, reject) {
        function wholly(step) {
          try { step(); } catch (error) {
            reject(error);
            all.abort();
          }
        }
        all.oncomplete = resolve;
        all.onabort = function () { reject(all.error); };
        wholly(function () { work(function (name) { return all.objectStore(name); }, wholly); });
      }));
    });
  }

  /* A change that begins with what is there under a key of the first store; no other page writes
     between the two. */
  async function meet(names, key, work) {
    const isOnDisk = await lasts();
    return change(names, function (store, wholly) {
      const found = store(names[0]).get(key);
      if (!isOnDisk) { work(found, store); return; }
      found.onsuccess = function () { wholly(function () { work(found.result, store); }); };
    });
  }

  /* Puts what ``next`` makes of what is there, nothing if it makes nothing. */
  function update(name, key, next) {
    return meet([name], key, function (found, store) {
      const made = next(found);
      if (made) { store(name).put(made, key); }
    });
  }

  function hex(bytes) {
    return Array.from(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }

  self.Store = {
    lasts,
    /* Why something is not on the disk, and what helps. */
    fault: function (error) {
      return error.name === "QuotaExceededError" ? ["手机存不下了", "请清理手机"] : ["手机没有存上", "请等一会儿"];
    },
    isSlow: function () { return isSlow; },
    /* Told when the disk answered after all. */
    onLate: function (listener) { lateListeners.push(listener); },
    get: function (name, key) { return read(name, function (store) { return store.get(key); }); },
    all: function (name) { return read(name, function (store) { return store.getAll(); }); },
    change,
    meet,
    update,
    put: function (name, key, value) { return change([name], function (store) { store(name).put(value, key); }); },
    /* For what makes things easier but is not anybody's entry: a full phone goes on without. */
    remember: function (key, value) { return self.Store.put("about", key, value).catch(console.error); },
    /* Under what the phone knows a personal link without keeping its secret. */
    ofLink: async function (path) {
      const digest = await self.crypto.subtle.digest("SHA-256", new TextEncoder().encode(path));
      return "link:" + hex(new Uint8Array(digest));
    },
    newId: function () {
      const bytes = self.crypto.getRandomValues(new Uint8Array(16));
      bytes[6] = (bytes[6] & 0x0f) | 0x40;
      bytes[8] = (bytes[8] & 0x3f) | 0x80;
      return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    }
  };
})(self);
