/* How a form and a photo are sent; each returns what became of it (Answers.outcome). */
(function (self) {
  "use strict";
  const Store = self.Store;
  const FORM_PATIENCE = 30000;
  const PHOTO_PATIENCE = 120000;
  const SLOWEST = 3;  /* bytes a millisecond */
  let wasCut = false;  /* any photo, since the page was opened */

  /* Rejects where there is no network, or no answer in time. */
  function answerTo(address, options, patience) {
    const stop = self.AbortController ? new AbortController() : null;
    let clock;
    const tooSlow = new Promise(function (_, reject) {
      clock = setTimeout(function () {
        if (stop) { stop.abort(); }
        reject(new Error("too slow"));
      }, patience);
    });
    const always = {
      redirect: "error", credentials: "same-origin", cache: "no-store", signal: stop ? stop.signal : undefined
    };
    const asked = fetch(address, Object.assign(always, options)).then(async function (answer) {
      const body = await answer.json().catch(function () { return null; });
      clearTimeout(clock);
      return {
        status: answer.status, ok: answer.ok, body,
        least: Number(answer.headers.get("Retry-After")) * 1000 || 0
      };
    });
    return Promise.race([asked, tooSlow]);
  }

  /* ``names``: whether the body of an answer speaks of what was asked. */
  async function ask(address, options, patience, names) {
    const answer = await answerTo(address, options, patience).catch(function () { return null; });
    return self.Answers.outcome(answer, names);
  }

  function whose(one) {
    return "?deputy=" + one.deputy + (one.for ? "&for=" + one.for : "");
  }

  function sendRecord(item) {
    const sent = new URLSearchParams();
    ["assignment", "version", "base"].forEach(function (name) { sent.append(name, item[name]); });
    sent.append("device", item.device || "");
    sent.append("n", item.n || 0);
    sent.append("saves", item.saves || 0);
    Object.keys(item.seen || {}).forEach(function (page) { sent.append("seen", page + " " + item.seen[page]); });
    /* Of the last entry, not of the press that hands in; an age, as a clock may be years off. */
    sent.append("age", Math.round((Date.now() - (item.enteredAt || item.queued)) / 1000));
    item.fields.forEach(function (field) { sent.append(field[0], field[1]); });
    const address = "/d/records/" + item.record + whose(item);
    return ask(address, { method: "PUT", body: sent }, FORM_PATIENCE, function (body) {
      return body.sent === item.record;
    });
  }

  /* Whole, and in pieces once a connection broke. What was sent without network was not cut. */
  async function sendPhoto(photo) {
    const bytes = await Store.get("bytes", photo.id);
    if (!bytes) { return { kind: "refused", why: "手机里找不到这张照片了，请重新选一次" }; }
    const address = "/d/photos/" + photo.id + whose(photo) + "&record=" + photo.record +
      "&age=" + Math.round((Date.now() - photo.added) / 1000);
    function send(query, part) {
      const sent = new Blob([part]);
      const patience = Math.max(query ? FORM_PATIENCE : PHOTO_PATIENCE, sent.size / SLOWEST);
      return ask(address + query, { method: "PUT", body: sent }, patience, function (body) {
        return body.photo === photo.id;
      });
    }
    const isOnline = !self.navigator || navigator.onLine !== false;
    const outcome = await (photo.cuts || wasCut ? self.sendPieces(bytes.full, photo.cuts || 1, send)
      : send("", bytes.full));
    outcome.isCut = isOnline && outcome.isOffline;
    wasCut = wasCut || outcome.isCut;
    return outcome;
  }

  self.Requests = { ask, sendRecord, sendPhoto };
})(self);
