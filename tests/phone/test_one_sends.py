"""Of a phone's pages one sends at a time, and none that sleeps keeps the others from it."""

import pytest

from tests.phone.engine import NetworkAnswer
from tests.phone.sending_phone import HOUR, SendingPhone, took

LOCKS = """
  globalThis.AbortController = class {
    constructor() { this.signal = {aborted: false, then: []}; }
    abort() { this.signal.aborted = true; this.signal.then.forEach(work => work()); }
  };
  const gone = name => Object.assign(new Error(name), {name: 'AbortError'});
  let held = null;
  let queue = [];
  function grant(one) {
    held = one;
    Promise.resolve(one.work({})).then(one.done, one.fail).then(() => {
      if (held === one) { held = null; next(); }
    });
  }
  function next() { if (!held && queue.length) { grant(queue.shift()); } }
  globalThis.navigator = {locks: {request: (name, options, work) => new Promise((done, fail) => {
    const one = {work, done, fail};
    if (options.steal && held) { held.fail(gone('stolen')); held = null; }
    if (options.steal || !held) { grant(one); return; }
    if (options.ifAvailable) { done(work(null)); return; }
    if (options.signal) {
      options.signal.then.push(() => {
        if (queue.includes(one)) { queue = queue.filter(other => other !== one); fail(gone('given up')); }
      });
    }
    queue.push(one);
  })}};
  globalThis.anotherPageSends = () => {
    navigator.locks.request('outbox', {}, () => new Promise(done => { globalThis.lets = done; })).catch(() => {});
  };
  globalThis.anotherPageTakesItsTurn = () => navigator.locks.request('outbox', {steal: true}, () => new Promise(() => {}));
"""


def hears(sending: SendingPhone) -> None:
    sending.phone.does("globalThis.heard = []")
    sending.phone.does("Outbox.onChange(() => { heard.push(Outbox.isSending()); })")


@pytest.mark.parametrize("is_held", [True, False], ids=["another page sends", "nobody answers"])
def test_who_presses_is_told_at_once_that_it_is_being_sent(is_held):
    """However long the network is silent, and whichever page it keeps waiting."""
    sending = SendingPhone(lambda request: NetworkAnswer(200, took(request).said, takes=25))
    if is_held:
        sending.phone.does(LOCKS)
        sending.phone.does("anotherPageSends()")
    sending.hands_in("r1")
    hears(sending)
    sending.wakes()
    assert sending.phone.tells("heard") == [True]
    sending.wakes()
    assert sending.phone.tells("heard") == [True, True]
    if is_held:
        sending.phone.does("lets()")
    sending.phone.passes(60)
    assert sending.state("r1") == "arrived"
    assert sending.phone.tells("heard")[-1] is False


def test_a_page_that_was_put_to_sleep_while_it_sent_keeps_nobody_from_sending():
    sending = SendingPhone()
    sending.phone.does(LOCKS)
    sending.phone.does("anotherPageSends()")  # and never wakes
    sending.hands_in("r1", ("p1",))
    sending.wakes()
    sending.phone.passes(20)
    assert sending.sent() == []
    sending.phone.passes(20)
    assert sending.sent() == ["r1", "p1"]
    assert sending.state("r1") == sending.state("p1", "photos") == "arrived"
    sending.hands_in("r2")
    sending.flushes()
    sending.phone.passes(5)
    assert sending.sent() == ["r1", "p1", "r2"]
    assert sending.phone.complaints == []


def test_a_page_that_wakes_after_another_took_its_turn_ends_with_what_is_on_its_way():
    sending = SendingPhone(lambda request: NetworkAnswer(200, took(request).said, takes=10))
    sending.phone.does(LOCKS)
    sending.hands_in("r1", ("p1", "p2"))
    sending.wakes()
    sending.phone.passes(15)
    sending.phone.does("anotherPageTakesItsTurn()")
    sending.phone.passes(HOUR)
    assert sending.sent() == ["r1", "p1"]
    assert sending.state("p1", "photos") == "arrived"
    assert sending.phone.complaints == []
