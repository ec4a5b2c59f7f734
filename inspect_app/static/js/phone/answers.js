/* What an answer of the server means for what was sent, and when to come again: rules alone. */
(function (self) {
  "use strict";
  const LONGEST_PAUSE = 300000;
  const CONFLICT = 409;
  const NOT_NOW = [408, 423, 425, 429];  /* a proxy or a busy server says so: it may be taken later */

  /* Returns {kind: "taken", body}, {kind: "enter"} (nobody is signed in), {kind: "refused", why, status}
     (for good) or {kind: "later", least, isOffline} (not before so many milliseconds). ``answer`` is null
     where none came. Only one that names what was sent counts: a hotel's log-in page is none. */
  function outcome(answer, names) {
    if (!answer) { return { kind: "later", least: 0, isOffline: true }; }
    const body = answer.body;
    const isNamed = Boolean(body && names(body));
    /* Of a draft the server says so that another phone has saved since, and answers with that. */
    const isConflict = answer.status === CONFLICT && isNamed && !body.error;
    if (isConflict || (answer.ok && isNamed)) { return { kind: "taken", body }; }
    if (answer.status === 401 || answer.status === 403) { return { kind: "enter" }; }
    const isFinal = answer.status >= 400 && answer.status < 500 && NOT_NOW.indexOf(answer.status) < 0;
    if (isFinal && isNamed && body.error) { return { kind: "refused", why: body.error, status: answer.status }; }
    return { kind: "later", least: answer.least };
  }

  self.Answers = {
    LONGEST_PAUSE,
    outcome,
    /* Never the same for two phones: those that were told the same would come back together. */
    pause: function (tries, least) {
      const grown = Math.min(LONGEST_PAUSE, 2000 * Math.pow(2, tries));
      const chance = Math.random() / 2;
      return Math.max((least || 0) * (1 + chance), grown * (0.5 + chance));
    },
    /* Who asks does not wait, but for what the server told to come later. */
    isDue: function (one, isAsked, now) {
      /* A clock that was set back must not put anything off for years. */
      return (isAsked && !one.isTold) || !one.after || one.after <= now || one.after > now + 2 * LONGEST_PAUSE;
    }
  };
})(self);
