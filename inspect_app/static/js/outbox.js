/* The outbox: sends what the phone keeps, forms first and photos after, until the server names it.
   Runs in pages and in the service worker; sending twice is the same as sending once. */
(function (self) {
  "use strict";
  const Store = self.Store;
  const FORM_PATIENCE = 30000;
  const PHOTO_PATIENCE = 120000;
  const LONGEST_PAUSE = 300000;
  const ENTER = "请重新打开您的个人链接，打开后自动上传";
  const listeners = [];
  let running = null;
  let timer = null;

  function changed() { listeners.forEach(function (listener) { listener(); }); }

  /* Answers with what the server said; throws {later, offline}, {enter} or {refused: words}. */
  async function put(address, body, patience, isOurs) {
    const stop = self.AbortController ? new AbortController() : null;
    const clock = setTimeout(function () { if (stop) { stop.abort(); } }, patience);
    let answer;
    let said = null;
    try {
      answer = await fetch(address, {
        method: "PUT", body: body, redirect: "error", credentials: "same-origin",
        cache: "no-store", signal: stop ? stop.signal : undefined
      });
      said = await answer.json().catch(function () { return null; });
    } catch (error) {
      throw { later: 0, offline: true };
    } finally {
      clearTimeout(clock);
    }
    /* Only an answer that names what we sent is one: a hotel's log-in page is none. */
    if (answer.ok && said && isOurs(said)) { return said; }
    if (answer.status === 401 || answer.status === 403) { throw { enter: true }; }
    const isFinal = answer.status >= 400 && answer.status < 500 &&
      [408, 423, 425, 429].indexOf(answer.status) < 0;
    if (isFinal) {
      throw { refused: (said && said.error) || "没有收下。请存成文件，交给镇人大办" };
    }
    throw { later: Number(answer.headers.get("Retry-After")) * 1000 || 0 };
  }

  function whose(one) {
    return "?deputy=" + one.deputy + (one.for ? "&for=" + one.for : "");
  }

  function pause(tries, least) {
    const grown = Math.min(LONGEST_PAUSE, 2000 * Math.pow(2, tries));
    return Math.max(least || 0, grown * (0.5 + Math.random() / 2));
  }

  function isDue(one, isAsked) {
    /* A clock that was set back must not put anything off for years. */
    return isAsked || !one.after || one.after <= Date.now() || one.after > Date.now() + 2 * LONGEST_PAUSE;
  }

  function sendRecord(item) {
    const body = new URLSearchParams();
    body.append("assignment", item.assignment);
    body.append("version", item.version);
    body.append("base", item.base);
    item.fields.forEach(function (field) { body.append(field[0], field[1]); });
    return put("/d/records/" + item.record + whose(item), body, FORM_PATIENCE, function (said) {
      return said.sent === item.record;
    });
  }

  async function sendPhoto(photo) {
    const bytes = await Store.get("bytes", photo.id);
    if (!bytes) { throw { refused: "手机里找不到这张照片了，请重新选一次" }; }
    const address = "/d/photos/" + photo.id + whose(photo) + "&record=" + photo.record;
    await put(address, new Blob([bytes.full]), PHOTO_PATIENCE, function (said) {
      return said.photo === photo.id;
    });
  }

  /* Sends one thing and keeps what came of it. Returns whether the network is there at all. */
  async function attempt(name, one, send) {
    const key = one.id || one.record;
    try {
      const said = await send(one);
      one.state = "arrived";
      one.arrived = Date.now();
      one.receipt = said && said.receipt;
      one.why = "";
    } catch (error) {
      if (error instanceof Error) { throw error; }
      one.tries = error.enter ? 0 : (one.tries || 0) + 1;
      one.after = Date.now() + pause(one.tries, error.later);
      one.state = error.refused ? "refused" : "waiting";
      one.why = error.refused || (error.enter ? ENTER : "");
      await keep(name, key, one);
      return !error.offline && !error.enter;
    }
    await keep(name, key, one);
    return true;
  }

  async function keep(name, key, one) {
    await Store.change([name, "bytes"], function (store) {
      store(name).put(one, key);
      /* A photo that arrived is on the server; here only its small picture stays. */
      if (name === "photos" && one.state === "arrived") { store("bytes").delete(key); }
    });
    changed();
  }

  async function mine(name, isAsked) {
    const deputy = await Store.get("about", "deputy");
    return (await Store.all(name)).filter(function (one) {
      /* Entered after the storage was wiped, before anybody was known: it is theirs who comes. */
      one.deputy = one.deputy || deputy;
      return one.deputy === deputy && one.state === "waiting" && isDue(one, isAsked);
    });
  }

  async function round(isAsked) {
    for (const item of await mine("outbox", isAsked)) {
      if (!(await attempt("outbox", item, sendRecord))) { return; }
    }
    for (const photo of await mine("photos", isAsked)) {
      if (!(await attempt("photos", photo, sendPhoto))) { return; }
      if ((await mine("outbox", isAsked)).length) { return round(isAsked); }
    }
  }

  /* One page, or the service worker, at a time; who was asked to send waits for its turn. */
  function locked(isAsked, work) {
    if (!(self.navigator && navigator.locks)) { return work(); }
    return navigator.locks.request("outbox", { ifAvailable: !isAsked }, function (lock) {
      return lock ? work() : undefined;
    });
  }

  async function again() {
    const deputy = await Store.get("about", "deputy");
    const waiting = (await Store.all("outbox")).concat(await Store.all("photos"))
      .filter(function (one) { return one.deputy === deputy && one.state === "waiting"; });
    clearTimeout(timer);
    if (!waiting.length) { return; }
    const next = Math.min.apply(null, waiting.map(function (one) { return one.after || 0; }));
    timer = setTimeout(flush, Math.max(1000, Math.min(LONGEST_PAUSE, next - Date.now())));
  }

  /* Sends what is due; all that waits if somebody asked. One round at a time. */
  function flush(isAsked) {
    if (!running) {
      running = Promise.resolve(locked(isAsked === true, function () { return round(isAsked === true); }))
        .then(again)
        .then(function () { running = null; }, function (error) {
          running = null;
          console.error(error);
          timer = setTimeout(flush, LONGEST_PAUSE / 10);
        }).then(changed);
    } else if (isAsked === true) {
      return running.then(function () { return flush(true); });
    }
    return running;
  }

  self.Outbox = {
    ENTER: ENTER,
    changed: changed,
    flush: flush,
    onChange: function (listener) { listeners.push(listener); },
    isSending: function () { return running !== null; },
    photosOf: async function (record) {
      return (await Store.all("photos")).filter(function (one) { return one.record === record; });
    }
  };
})(self);
