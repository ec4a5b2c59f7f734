"""A store that leaves what it is asked unanswered, as iPhones do once they have closed it."""

from tests.phone.engine import NO_NETWORK, PhonePage

DISK = """
globalThis.opened = 0;
globalThis.undone = 0;
globalThis.answersFrom = 1;  // the connection of that number and those after it
globalThis.indexedDB = {open() {
  const number = opened += 1;
  const answers = () => number >= answersFrom;
  function begins() {
    const all = {abort() { undone += 1; }, objectStore: () => ({put: asks, get: asks, getAll: asks})};
    function asks() {
      const request = {result: 'kept'};
      if (answers()) { setTimeout(() => { request.onsuccess && request.onsuccess(); all.oncomplete && all.oncomplete(); }, 100); }
      return request;
    }
    return all;
  }
  const request = {result: {close() {}, transaction: begins}};
  setTimeout(() => { request.onsuccess(); }, 100);
  return request;
}};
globalThis.told = [];
globalThis.does = what => { what.then(value => { told.push(value || 'done'); }, error => { told.push(error.message); }); };
"""
WRITES, READS = "does(Store.put('about', 'deputy', 7))", "does(Store.get('about', 'deputy'))"


def phone(answers_from: int) -> PhonePage:
    phone = PhonePage("phone/store", network=lambda _: NO_NETWORK)
    phone.does(DISK)
    phone.does(f"answersFrom = {answers_from}")
    return phone


def test_what_is_never_answered_is_given_up_and_undone():
    silent = phone(answers_from=99)
    silent.does(WRITES)
    silent.does(READS)
    silent.passes(60)
    assert silent.tells("told") == ["no answer", "no answer"]
    assert silent.tells("undone") == 2


def test_the_next_use_has_a_connection_that_answers():
    healed = phone(answers_from=2)
    healed.does(WRITES)
    healed.passes(60)
    healed.does(WRITES)
    healed.does(READS)
    healed.passes(60)
    assert healed.tells("told") == ["no answer", "done", "kept"]
    assert healed.tells("[opened, undone]") == [2, 1]


SLOW_DISK = """
globalThis.undone = 0;
globalThis.answers = [];  // what the disk has ready, when the page is awake to hear it
globalThis.indexedDB = {open() {
  const request = {result: {close() {}, transaction() {
    const all = {abort() { undone += 1; }, objectStore: () => ({get() {
      const got = {result: 'kept'};
      answers.push(() => got.onsuccess());
      return got;
    }})};
    return all;
  }}};
  answers.push(() => request.onsuccess());
  return request;
}};
globalThis.told = [];
globalThis.does = what => { what.then(value => { told.push(value); }, error => { told.push(error.message); }); };
globalThis.answer = () => { answers.splice(0).forEach(one => one()); };
"""


def test_a_page_that_was_put_to_sleep_hears_what_was_answered_meanwhile():
    """On waking its timers ring first, as if it had waited all the time."""
    asleep = PhonePage("phone/store", network=lambda _: NO_NETWORK)
    asleep.does(SLOW_DISK)
    asleep.does(READS)
    for _ in range(3):  # while it opens, while it reads, and once more
        asleep.sleeps(3600)
        asleep.passes(0)
        asleep.does("answer()")
    asleep.does("Promise.resolve()")
    assert asleep.tells("told") == ["kept"]
    assert asleep.tells("undone") == 0 and not asleep.tells("Store.isSlow()")
    asleep.passes(60)
    assert asleep.tells("told") == ["kept"]
