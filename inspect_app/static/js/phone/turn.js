/* One page, or the service worker, sends at a time. */
(function (self) {
  "use strict";
  const PATIENCE = 30000;
  let isTaken = false;

  /* Who was asked to send waits for its turn. A page that was put to sleep keeps its turn for ever: it
     is taken from it, and what it sends is sent twice. */
  function inTurn(isAsked, work) {
    isTaken = false;
    if (!(self.navigator && navigator.locks)) { return work(); }
    const stop = new AbortController();
    let clock = null;
    let begun = null;
    function request(options) {
      return navigator.locks.request("outbox", options, function (lock) {
        clearTimeout(clock);
        begun = lock && work();
        return begun;
      });
    }
    if (isAsked) { clock = setTimeout(function () { stop.abort(); }, PATIENCE); }
    return request(isAsked ? { signal: stop.signal } : { ifAvailable: true }).catch(function (error) {
      if (begun || !stop.signal.aborted) { throw error; }
      return request({ steal: true });
    }).catch(function (error) {
      isTaken = Boolean(begun);
      if (!begun) { throw error; }
      return begun;
    });
  }

  self.Turn = {
    inTurn,
    /* Another page took the turn: this one ends with what is on its way. */
    isTaken: function () { return isTaken; }
  };
})(self);
