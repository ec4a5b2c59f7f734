/* The part of IndexedDB that the phone uses, in memory: what is written is there when its transaction
   has committed, and not before. ``host.later(work, wait, owner)`` does a thing as a task of its own,
   ``host.afterTask(work)`` when the running task and its promises are done. */
(function (self) {
  "use strict";
  const DOMException = self.storeParts.DOMException;
  const ObjectStore = self.storeParts.ObjectStore;
  const Request = self.storeParts.Request;
  const Transaction = self.storeParts.Transaction;
  const fire = self.storeParts.fire;

  class Connection {
    constructor(base, owner) {
      this.onclose = this.onversionchange = null;
      Object.defineProperties(this, {
        base: { value: base }, owner: { value: owner }, isClosed: { value: false, writable: true },
        isSilent: { value: false, writable: true }
      });
    }

    get version() { return this.base.version; }
    get objectStoreNames() { return Array.from(this.base.stores.keys()).sort(); }

    createObjectStore(name) {
      this.base.stores.set(name, new Map());
      this.upgrading.names.push(name);
      return new ObjectStore(this.upgrading, name);
    }

    transaction(names, mode) {
      const all = [].concat(names);
      if (this.isClosed) { throw new DOMException("closed", "InvalidStateError"); }
      const base = this.base;
      all.forEach(function (name) {
        if (!base.stores.has(name)) { throw new DOMException(name, "NotFoundError"); }
      });
      return new Transaction(this, all, mode || "readonly");
    }

    close() {
      this.isClosed = true;
      this.base.whenFree();
    }

    own() {
      const own = this;
      return this.base.all.filter(function (one) { return one.db === own; });
    }

    /* As a browser closes it: what is under way is undone. */
    lose(isTold) {
      this.isClosed = true;
      this.own().forEach(function (one) { one.undo(new DOMException("lost", "AbortError")); });
      if (isTold) {
        const own = this;
        this.base.disk.host.later(function () { fire(own, "close"); }, 0, this.owner);
      }
      this.base.whenFree();
    }
  }

  class Base {
    constructor(disk) {
      this.disk = disk;
      this.version = 0;
      this.stores = new Map();
      this.connections = new Set();
      this.all = [];      /* transactions that are not over, in their order */
      this.waiting = [];  /* who wants all others to be closed */
      this.busy = null;   /* the page that is making another version of it */
    }

    isBusy() { return this.busy !== null && this.busy.isAlive; }

    /* Closed, and nothing of it under way. */
    whenFree() {
      const own = this;
      this.connections.forEach(function (one) {
        if (one.isClosed && !one.own().length) { own.connections.delete(one); }
      });
      if (this.waiting.length && !this.connections.size) { this.next(); }
    }

    next() {
      const first = this.waiting.shift();
      this.disk.host.later(first[0], this.disk.host.pace(), first[1]);
    }

    /* Does the work as soon as all others are closed, and asks them to be. */
    alone(request, version, owner, work) {
      const others = Array.from(this.connections);
      others.forEach(function (one) {
        if (!one.isClosed) { fire(one, "versionchange", { oldVersion: one.version, newVersion: version }); }
      });
      this.waiting.push([work, owner]);
      if (this.connections.size) { fire(request, "blocked"); } else { this.next(); }
    }
  }

  /* What one browser of a phone keeps. */
  class Disk {
    constructor(host) {
      this.host = host;
      this.bases = new Map();
      this.isFull = false;
      this.slowness = 0;
      this.isBroken = false;
      this.onKept = function () {};  /* told what has just been written, by store */
    }

    base(name) {
      if (!this.bases.has(name)) { this.bases.set(name, new Base(this)); }
      return this.bases.get(name);
    }

    factory(owner) {
      const disk = this;
      return {
        open: function (name, version) { return disk.open(name, version, owner); },
        deleteDatabase: function (name) { return disk.remove(name, owner); }
      };
    }

    open(name, version, owner) {
      const disk = this;
      const request = new Request(null);
      function tries() {
        const base = disk.base(name);
        const asked = version || base.version || 1;
        if (disk.isBroken) { disk.fail(request, "UnknownError"); return; }
        if (base.isBusy()) { disk.host.later(tries, 1, owner); return; }
        if (asked < base.version) { disk.fail(request, "VersionError"); return; }
        if (asked === base.version) { disk.answer(request, disk.connect(base, owner)); return; }
        base.busy = owner;
        base.alone(request, asked, owner, function () { disk.upgrade(request, base, asked, owner); });
      }
      this.host.later(tries, this.slowness + this.host.pace(), owner);
      return request;
    }

    connect(base, owner) {
      const connection = new Connection(base, owner);
      base.connections.add(connection);
      return connection;
    }

    answer(request, result) {
      request.readyState = "done";
      request.result = result;
      fire(request, "success");
    }

    fail(request, name) {
      request.readyState = "done";
      request.error = new DOMException("it does not open", name);
      fire(request, "error");
    }

    upgrade(request, base, version, owner) {
      const disk = this;
      const before = base.version;
      const stores = new Map(base.stores);
      const connection = this.connect(base, owner);
      base.version = version;
      Object.defineProperty(connection, "upgrading", {
        value: new Transaction(connection, Array.from(base.stores.keys()), "versionchange")
      });
      request.transaction = connection.upgrading;
      connection.upgrading.oncomplete = function () {
        base.busy = null;
        disk.answer(request, connection);
      };
      connection.upgrading.takeBack = function () {
        base.version = before;
        base.stores = stores;
        base.busy = null;
      };
      request.result = connection;
      fire(request, "upgradeneeded", { oldVersion: before, newVersion: version });
    }

    remove(name, owner) {
      const disk = this;
      const request = new Request(null);
      this.host.later(function () {
        disk.base(name).alone(request, null, owner, function () {
          disk.bases.set(name, new Base(disk));
          disk.answer(request, undefined);
        });
      }, this.host.pace(), owner);
      return request;
    }

    connections() {
      return Array.from(this.bases.values()).reduce(function (all, base) {
        return all.concat(Array.from(base.connections));
      }, []);
    }

    /* iOS, when memory is short: told of it, not told, or never answered again. */
    lose(how) {
      this.connections().forEach(function (one) {
        if (how === "silent") { one.isSilent = true; } else { one.lose(how === "told"); }
      });
    }

    wipe() {
      this.connections().forEach(function (one) { one.lose(true); });
      this.bases.clear();
    }

    /* A page is killed: what was being written to the disk may be there or not. */
    gone(owner, lands) {
      this.connections().filter(function (one) { return one.owner === owner; }).forEach(function (one) {
        one.own().forEach(function (transaction) {
          if (transaction.state === "committing" && lands()) { transaction.land(); }
        });
        one.lose(false);
      });
    }

    /* What is kept for good, [key, value] by [key, value]. */
    kept(name, store) {
      const found = this.bases.has(name) && this.bases.get(name).stores.get(store);
      return found ? Array.from(found.entries()) : [];
    }
  }

  self.Disk = Disk;
})(globalThis);
