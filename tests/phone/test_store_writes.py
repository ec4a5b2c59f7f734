"""What a script asks of the phone's store in one go is there wholly, or not at all."""

import pytest

from tests.phone.engine import NO_NETWORK, PhonePage

# A disk as the standard has it: what a transaction asked for is there when it is complete; an error
# in one of its handlers undoes it.
DISK = """
globalThis.disk = {};
globalThis.indexedDB = {open() {
  const request = {};
  setTimeout(() => {
    request.result = {
      close() {}, createObjectStore(name) { disk[name] = new Map(); },
      transaction() {
        const asked = [];
        const all = {error: null, isOver: false,
          abort() { all.isOver = true; all.onabort && all.onabort(); },
          objectStore: name => ({
            put: (value, key) => { asked.push(() => { disk[name].set(key, value); }); return {}; },
            delete: key => { asked.push(() => { disk[name].delete(key); }); return {}; },
            get(key) {
              const got = {};
              setTimeout(() => {
                if (all.isOver) { return; }
                got.result = disk[name].get(key);
                try { got.onsuccess(); } catch (error) {
                  all.error = new Error('AbortError');
                  all.abort();
                }
              }, 10);
              return got;
            },
          })};
        setTimeout(() => {
          if (all.isOver) { return; }
          all.isOver = true;
          asked.forEach(change => change());
          all.oncomplete();
        }, 100);
        return all;
      },
    };
    if (!disk.about) { request.onupgradeneeded(); }
    request.onsuccess();
  }, 1);
  return request;
}};
"""
IN_TWO = """store => {
  store('outbox').put('new', 'r1');
  store('drafts').delete('d1');
  if (fails) { throw new Error('half way'); }
}"""


@pytest.fixture(params=["on the disk", "in memory"])
def phone(request) -> PhonePage:
    phone = PhonePage("phone/store", network=lambda _: NO_NETWORK)
    if request.param == "on the disk":
        phone.does(DISK)
    phone.does("""
      globalThis.fails = true;
      globalThis.told = [];
      globalThis.does = what => { what.then(() => { told.push('done'); }, error => { told.push(error.message); }); };
      does(Store.put('drafts', 'd1', 'draft'));
    """)
    phone.passes(1)
    return phone


def there(phone: PhonePage, name: str) -> list:
    if phone.tells("Boolean(globalThis.disk)"):
        return phone.tells(f"Array.from(disk['{name}'].values())")
    return phone.tells(f"Store.all('{name}')")


def test_what_fails_half_way_leaves_nothing_half_done(phone):
    phone.does(f"does(Store.change(['outbox', 'drafts'], {IN_TWO}))")
    phone.passes(1)
    assert phone.tells("told") == ["done", "half way"]
    assert (there(phone, "drafts"), there(phone, "outbox")) == (["draft"], [])


def test_what_fails_after_it_looked_leaves_nothing_half_done(phone):
    phone.does(f"does(Store.meet(['drafts', 'outbox'], 'd1', (found, store) => ({IN_TWO})(store)))")
    phone.passes(1)
    assert phone.tells("told") == ["done", "half way"]
    assert (there(phone, "drafts"), there(phone, "outbox")) == (["draft"], [])


def test_what_does_not_fail_is_done_in_both(phone):
    phone.does(f"fails = false; does(Store.change(['outbox', 'drafts'], {IN_TWO}))")
    phone.passes(1)
    assert phone.tells("told") == ["done", "done"]
    assert (there(phone, "drafts"), there(phone, "outbox")) == ([], ["new"])
