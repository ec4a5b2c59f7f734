"""A form whose phone reads its store only while somebody is filling it in: nothing is lost to that."""

import json

import pytest

from tests.phone.page import PhonePages

WORDS = "suggestion"
SLOW = """
globalThis.late = [];
globalThis.reloads = 0;
globalThis.disk = {get: Store.get, all: Store.all};
Store.onLate = listener => { late.push(listener); };
Store.get = async () => undefined;
Store.all = async () => [];
location.reload = () => { reloads += 1; };
"""
WAITING = {
    "id": "s1", "record": "r1", "deputy": 7, "for": "", "assignment": "1", "base": "0",
    "fields": [], "photos": [], "state": "waiting", "queued": 1, "where": "柳树村", "title": "人居环境",
}  # fmt: skip


@pytest.fixture
def pages() -> PhonePages:
    return PhonePages()


def answers(pages: PhonePages) -> None:
    """Let the store answer after all."""
    pages.phone.does("Object.assign(Store, disk); late.forEach(listener => listener());")
    pages.phone.passes(1)


def test_a_blank_form_shows_what_is_kept_and_is_not_loaded_anew(pages):
    """Loaded anew, it would find the store slow again, for ever."""
    pages.opens("one")
    pages.enters("one", WORDS, "村口")
    pages.dies("one")
    pages.phone.does(SLOW)
    pages.opens("two")
    assert pages.says("two") == {}
    answers(pages)
    assert pages.says("two") == {WORDS: "村口"}
    assert pages.tells("two") == "接着上次的填"
    assert pages.phone.tells("reloads") == 0


def test_what_is_typed_while_the_store_is_read_is_kept_beside_what_was_handed_in(pages):
    """What was handed in of the form waits still; its page would take the form away."""
    pages.phone.does(f"Store.put('outbox', 's1', {json.dumps(WAITING)})")
    pages.phone.does(SLOW)
    pages.opens("one")
    pages.phone.does("""
      const all = disk.all;
      const read = new Promise(done => { globalThis.letsRead = done; });
      disk.all = async (...one) => { await read; return all(...one); };
    """)
    answers(pages)
    pages.enters("one", WORDS, "村口老槐树下")
    pages.phone.does("letsRead()")
    pages.phone.passes(1)
    assert pages.says("one") == {WORDS: "村口老槐树下"}
    assert [dict(draft["fields"]) for draft in pages.drafts()] == [{WORDS: "村口老槐树下"}]
    assert pages.phone.tells("known.elsewhere.hidden") is False
