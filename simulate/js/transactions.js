/* The simulator's IndexedDB (indexeddb.js): its transactions and stores. */
(function (self) {
  "use strict";
  const GONE = {};  /* stands for a key that the transaction has deleted */

  class DOMException extends Error {
    constructor(message, name) { super(message); this.name = name || "Error"; }
  }

  function copy(value) {
    if (typeof value === "function") { throw new DOMException("a function cannot be kept", "DataCloneError"); }
    if (value === null || typeof value !== "object") { return value; }
    if (Array.isArray(value)) { return value.map(copy); }
    if (value instanceof ArrayBuffer) { return value.slice(0); }
    if (value instanceof self.Blob) { return new self.Blob([value.buffer]); }
    const made = {};
    Object.keys(value).forEach(function (key) { made[key] = copy(value[key]); });
    return made;
  }

  function demandKey(key) {
    const isKey = typeof key === "string" || (typeof key === "number" && key === key);
    if (!isKey) { throw new DOMException("no key", "DataError"); }
  }

  /* Numbers before words, as IndexedDB orders them. */
  function inOrder(one, other) {
    if (typeof one !== typeof other) { return typeof one === "number" ? -1 : 1; }
    return one < other ? -1 : one > other ? 1 : 0;
  }

  function fire(target, name, more) {
    const event = Object.assign({ type: name, target: target, preventDefault: function () { this.isPrevented = true; } }, more);
    if (target["on" + name]) { target["on" + name](event); }
    return event;
  }

  class Request {
    constructor(transaction) {
      this.result = undefined;
      this.error = null;
      this.readyState = "pending";
      this.transaction = transaction;
      this.onsuccess = this.onerror = null;
    }
  }

  class Transaction {
    constructor(connection, names, mode) {
      this.db = connection;
      this.mode = mode;
      this.error = null;
      this.oncomplete = this.onabort = this.onerror = this.takeBack = null;
      Object.defineProperties(this, {
        names: { value: names }, written: { value: new Map() }, asked: { value: [] },
        state: { value: "active", writable: true }, isStarted: { value: false, writable: true }
      });
      connection.base.all.push(this);
      this.rest();
    }

    get host() { return this.db.base.disk.host; }

    /* Nothing more may be asked once the task is over, until the next answer. */
    rest() {
      const own = this;
      this.host.afterTask(function () {
        if (own.state === "active") { own.state = "inactive"; own.goOn(); }
      });
    }

    objectStore(name) {
      if (this.isOver()) { throw new DOMException("it is over", "InvalidStateError"); }
      if (this.names.indexOf(name) < 0) { throw new DOMException(name, "NotFoundError"); }
      return new ObjectStore(this, name);
    }

    isOver() { return this.state === "committed" || this.state === "aborted"; }

    ask(work) {
      if (this.state !== "active") { throw new DOMException("not active", "TransactionInactiveError"); }
      const request = new Request(this);
      this.asked.push([request, work]);
      return request;
    }

    mayStart() {
      const own = this;
      const earlier = this.db.base.all.slice(0, this.db.base.all.indexOf(this));
      return !earlier.some(function (one) {
        const isShared = one.names.some(function (name) { return own.names.indexOf(name) >= 0; });
        return isShared && (one.mode !== "readonly" || own.mode !== "readonly");
      });
    }

    goOn() {
      const own = this;
      if (this.isOver() || this.state === "committing" || this.db.isSilent || this.isStepping) { return; }
      if (!this.isStarted && !this.mayStart()) { return; }
      this.isStarted = true;
      if (!this.asked.length) { this.commit(); return; }
      this.isStepping = true;
      this.host.later(function () {
        own.isStepping = false;
        own.step();
      }, this.host.pace(), this.db.owner);
    }

    step() {
      if (this.isOver() || !this.asked.length) { return; }
      const next = this.asked.shift();
      const request = next[0];
      request.readyState = "done";
      this.state = "active";
      this.rest();
      request.result = next[1]();
      try {
        fire(request, "success");
      } catch (error) {
        this.host.complain(error, this.db.owner);
        if (!this.isOver()) { this.undo(new DOMException("a listener failed", "AbortError")); }
      }
    }

    commit() {
      const own = this;
      this.state = "committing";
      this.host.later(function () {
        if (own.state === "committing") { own.land(); }
      }, this.host.pace(), this.db.owner);
    }

    land() {
      const disk = this.db.base.disk;
      const isMore = Array.from(this.written.values()).some(function (values) {
        return Array.from(values.values()).some(function (value) { return value !== GONE; });
      });
      if (isMore && disk.isFull && this.mode !== "versionchange") {
        this.undo(new DOMException("no room", "QuotaExceededError"));
        return;
      }
      this.store();
      fire(this, "complete");
    }

    store() {
      const stores = this.db.base.stores;
      this.written.forEach(function (values, name) {
        values.forEach(function (value, key) {
          if (value === GONE) { stores.get(name).delete(key); } else { stores.get(name).set(key, value); }
        });
      });
      this.db.base.disk.onKept(this.written);
      this.end("committed");
    }

    abort() {
      if (this.isOver() || this.state === "committing") { throw new DOMException("it is over", "InvalidStateError"); }
      this.undo(null);
    }

    undo(error) {
      const own = this;
      this.error = error;
      this.end("aborted");
      const left = this.asked.splice(0);
      if (this.takeBack) { this.takeBack(); }
      this.host.later(function () {
        left.forEach(function (one) {
          one[0].readyState = "done";
          one[0].error = new DOMException("undone", "AbortError");
          fire(one[0], "error");
        });
        fire(own, "abort");
      }, 0, this.db.owner);
    }

    end(state) {
      const base = this.db.base;
      this.state = state;
      base.all.splice(base.all.indexOf(this), 1);
      base.all.slice().forEach(function (one) { if (one.state === "inactive") { one.goOn(); } });
      base.whenFree();
    }
  }

  class ObjectStore {
    constructor(transaction, name) {
      this.transaction = transaction;
      this.name = name;
    }

    written() {
      const all = this.transaction.written;
      if (!all.has(this.name)) { all.set(this.name, new Map()); }
      return all.get(this.name);
    }

    kept() { return this.transaction.db.base.stores.get(this.name); }

    demandWritable() {
      if (this.transaction.state !== "active") { throw new DOMException("not active", "TransactionInactiveError"); }
      if (this.transaction.mode === "readonly") { throw new DOMException("read only", "ReadOnlyError"); }
    }

    put(value, key) {
      this.demandWritable();
      demandKey(key);
      const own = this;
      const made = copy(value);
      return this.transaction.ask(function () { own.written().set(key, made); return key; });
    }

    delete(key) {
      this.demandWritable();
      demandKey(key);
      const own = this;
      return this.transaction.ask(function () { own.written().set(key, GONE); return undefined; });
    }

    found(key) {
      const value = this.written().has(key) ? this.written().get(key) : this.kept().get(key);
      return value === GONE ? undefined : copy(value);
    }

    get(key) {
      demandKey(key);
      const own = this;
      return this.transaction.ask(function () { return own.found(key); });
    }

    getAll() {
      const own = this;
      return this.transaction.ask(function () {
        const keys = new Set(Array.from(own.kept().keys()).concat(Array.from(own.written().keys())));
        return Array.from(keys).sort(inOrder).map(function (key) { return own.found(key); })
          .filter(function (value) { return value !== undefined; });
      });
    }
  }

  self.DOMException = DOMException;
  self.storeParts = { Request: Request, Transaction: Transaction, ObjectStore: ObjectStore, fire: fire, DOMException: DOMException };
})(globalThis);
