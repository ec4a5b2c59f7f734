/* The outbox: sends what the phone keeps, forms first and photos after, until the server names it.
   Runs in pages and in the service worker; sending twice is the same as sending once. */
(function (self) {
  "use strict";
  const Store = self.Store;
  const Answers = self.Answers;
  const Requests = self.Requests;
  const Turn = self.Turn;
  const OTHER_BYTES = 409;  /* the server has another photo under this id */
  const MANY = "现在交的人多，照片过一会儿自动上传";
  const ENTER = "请重新打开您的个人链接，打开后自动上传";
  const ENTER_BESIDE = "登录过期了，没有送出去。请在另一页打开您的个人链接，再回来点提交，不要关闭这一页";
  const listeners = [];
  const photoPause = { after: 0, isTold: false };  /* of all photos: one that is sent away was sent for nothing */
  const unkept = { outbox: {}, photos: {} };  /* what came of sending, by id, where there is no room for it */
  let running = null;
  let following = null;
  let timer = null;

  function changed() { listeners.forEach(function (listener) { listener(); }); }

  /* Whose phone it is: the page says so; a blank form and the worker go by who was here last. */
  async function me() {
    return (self.document && Number(self.document.body.dataset.deputy)) ||
      (await Store.get("about", "deputy")) || null;
  }

  /* All that a person is on this phone: also a deputy of an earlier term, who entered by another link. */
  async function selves(deputy) {
    return [deputy].concat((deputy && (await Store.get("about", "formers:" + deputy))) || []);
  }

  /* Whose link it is, theirs is the phone by now; one never opened here with network is nobody's. */
  async function goByLink(path) {
    const whose = await Store.get("about", await Store.ofLink(path)).catch(console.error);
    await Store.put("about", "deputy", whose || null);
  }

  async function isOfFormerTerm(one) { return one.deputy !== (await me()); }

  /* What became of it (Answers.outcome). What the phone cannot read just now waits by itself. */
  async function outcomeOf(one, send) {
    try {
      return await send(one);
    } catch (error) {
      console.error(error);
      return { kind: "later", least: 0 };
    }
  }

  function words(outcome) { return outcome.kind === "enter" ? ENTER : outcome.why || ""; }

  /* Of what is on this page alone: neither is it sent by itself, nor may the page be left. */
  function whyUnsent(outcome) {
    if (outcome.kind === "enter") { return ENTER_BESIDE; }
    return outcome.status === 413 ? "内容太大，没有收下。请改短，再点提交" : words(outcome);
  }

  /* What is kept with it. */
  function noteOn(one, outcome) {
    if (outcome.kind === "taken") {
      const body = outcome.body;
      return { state: "arrived", arrived: Date.now(), receipt: body.receipt, revision: body.revision, why: "" };
    }
    /* What has come further was not tried in vain: it is put off no longer, nor cut smaller. */
    const tries = outcome.hasMoved ? 1 : (one.tries || 0) + 1;
    const cuts = outcome.hasMoved ? one.cuts || 1 : (one.cuts || 0) + (outcome.isCut ? 1 : 0);
    return {
      tries, cuts, after: Date.now() + Answers.pause(tries, outcome.least), isTold: outcome.least > 0,
      state: outcome.kind === "refused" ? "refused" : "waiting", why: words(outcome), status: outcome.status
    };
  }

  /* Without network, or with nobody signed in, the next would fare no better. */
  async function mayGoOn(one, outcome) {
    /* What was kept before an election holds up nothing else. */
    return !outcome.isOffline && (outcome.kind !== "enter" || (await isOfFormerTerm(one)));
  }

  /* Kept with it, unless it was taken back, or arrived from another page, while it was on its way. A
     phone too full for that goes on with the next, and sends nothing twice while the page is open. */
  async function note(name, id, made) {
    try {
      await Store.update(name, id, function (found) {
        return found && found.state !== "arrived" ? Object.assign(found, made) : null;
      });
      delete unkept[name][id];
    } catch (error) {
      console.error(error);
      unkept[name][id] = made;
    }
  }

  /* A photo that arrived is on the server; here only its small picture stays, if there is room. */
  async function makeRoom(id) {
    const isUnkept = id in unkept.photos;
    await Store.change(["photos", "bytes"], function (store) {
      if (isUnkept) { store("photos").delete(id); }
      store("bytes").delete(id);
    });
    delete unkept.photos[id];
  }

  /* How many of its photos are neither on the server nor on this phone, which was wiped since. */
  async function lostPhotos(missing) {
    const here = (await Store.all("photos")).map(function (photo) { return photo.id; });
    return missing.filter(function (id) { return here.indexOf(id) < 0; }).length;
  }

  /* Returns whether the next may follow. */
  async function tryRecord(item) {
    const outcome = await outcomeOf(item, Requests.sendRecord);
    const isOpen = await mayGoOn(item, outcome);
    const made = noteOn(item, outcome);
    const missing = (outcome.body && outcome.body.photos_missing) || [];
    if (missing.length) { made.lost = await lostPhotos(missing).catch(console.error); }
    await note("outbox", item.id, made);
    changed();
    if (!isOpen || Turn.isTaken()) { return false; }
    if (outcome.kind === "taken" && outcome.body.photos_after) { await putOff(outcome.body.photos_after); }
    return true;
  }

  async function tryPhoto(photo) {
    const outcome = await outcomeOf(photo, Requests.sendPhoto);
    const isOpen = await mayGoOn(photo, outcome);
    const made = noteOn(photo, outcome);
    if (outcome.status === OTHER_BYTES) {
      await self.giveOwnId(photo);
    } else {
      await note("photos", photo.id, made);
    }
    if (outcome.kind === "taken") { await makeRoom(photo.id); }
    changed();
    /* No room for one photo is no room for the others: none is sent for nothing. */
    Object.assign(photoPause, { after: made.isTold ? made.after : 0, isTold: made.isTold });
    return isOpen && !Turn.isTaken() && !made.isTold;
  }

  /* Many hand in at once: the photos wait, on the next page too, unless the person presses. */
  async function putOff(seconds) {
    for (const photo of await waiting("photos")) {
      await note("photos", photo.id, { after: Date.now() + seconds * 1000, isTold: true, why: MANY });
    }
  }

  /* As the phone keeps it, with what it has no room to keep. */
  async function all(name) {
    return (await Store.all(name)).map(function (one) { return Object.assign(one, unkept[name][one.id]); });
  }

  async function waiting(name) {
    const own = await selves(await me());
    return (await all(name)).filter(function (one) {
      return own.indexOf(one.deputy) >= 0 && one.state === "waiting";
    });
  }

  async function due(name, isAsked) {
    return (await waiting(name)).filter(function (one) { return Answers.isDue(one, isAsked, Date.now()); });
  }

  async function round(isAsked) {
    for (const id of Object.keys(unkept.outbox)) { await note("outbox", id, unkept.outbox[id]); }
    for (const item of await due("outbox", isAsked)) {
      if (!(await tryRecord(item))) { return; }
    }
    for (const photo of await due("photos", isAsked)) {
      if (!Answers.isDue(photoPause, isAsked, Date.now()) || !(await tryPhoto(photo))) { return; }
      /* Handed in meanwhile: forms go first. Not those that were just told to come later. */
      if ((await due("outbox", false)).length) { return round(false); }
    }
  }

  async function allWaiting() { return (await waiting("outbox")).concat(await waiting("photos")); }

  async function again() {
    clearTimeout(timer);
    const forms = (await waiting("outbox")).map(function (item) { return item.after || 0; });
    const photos = (await waiting("photos")).map(function (photo) {
      return Math.max(photo.after || 0, photoPause.after);
    });
    if (!forms.length && !photos.length) { return; }
    const next = Math.min.apply(null, forms.concat(photos));
    timer = setTimeout(flush, Math.max(1000, Math.min(Answers.LONGEST_PAUSE, next - Date.now())));
  }

  /* Sends what is due; all that waits if somebody asked, who is told at once: a silent network, or
     another page that sends, may keep it for long. One round at a time. */
  function flush(isAsked) {
    const earlier = running;
    if (!running) {
      running = Promise.resolve(Turn.inTurn(isAsked === true, function () { return round(isAsked === true); }))
        .then(again)
        .then(function () { running = null; }, function (error) {
          running = null;
          console.error(error);
          timer = setTimeout(flush, Answers.LONGEST_PAUSE / 10);
        }).then(changed);
    }
    if (isAsked !== true) { return running; }
    changed();
    if (!earlier) { return running; }
    /* However often it was asked for meanwhile. */
    following = following || earlier.then(function () {
      following = null;
      return flush(true);
    });
    return following;
  }

  /* The person asks for it: also for what was refused, or told to come later. */
  async function retry(item) {
    photoPause.isTold = false;
    for (const name of ["outbox", "photos"]) {
      for (const one of await all(name)) {
        const isOf = name === "outbox" ? one.id === item.id : item.photos.indexOf(one.id) >= 0;
        /* Only what changes is written: a full phone can send although it can keep nothing. */
        const isHeld = one.state === "refused" || (one.state === "waiting" && one.isTold);
        if (isOf && isHeld) { await note(name, one.id, { state: "waiting", isTold: false }); }
      }
    }
    flush(true);
  }

  self.Outbox = {
    ENTER_BESIDE,
    all,
    allWaiting,
    changed,
    flush,
    goByLink,
    isSending: function () { return running !== null; },
    me,
    selves,
    retry,
    onChange: function (listener) { listeners.push(listener); },
    photosOf: async function (item) {
      return (await Store.all("photos")).filter(function (one) { return item.photos.indexOf(one.id) >= 0; });
    },
    /* For a phone that can keep nothing more: sent from memory, or not at all. What became of it, with
       the words why not. */
    sendAtOnce: async function (item) {
      const outcome = await outcomeOf(item, Requests.sendRecord);
      return Object.assign({}, outcome, { why: whyUnsent(outcome) });
    }
  };
})(self);
