"""What was filled in before anybody was known: only a person can tell whose it is, asked once."""

import json

import pytest

from inspect_app.pages.views.assets import SENDING
from tests.phone.document import DOCUMENT
from tests.phone.engine import NO_NETWORK, PhonePage
from tests.phone.page import PhonePages

WORDS = "suggestion"


@pytest.fixture
def pages() -> PhonePages:
    """A phone on which nobody known has half filled a form."""
    pages = PhonePages(deputy=None)
    pages.opens("nobody")
    pages.enters("nobody", WORDS, "村口")
    pages.dies("nobody")
    return pages


def opens_as(pages: PhonePages, deputy: int, page: str) -> None:
    pages.phone.does(f"Store.put('about', 'deputy', {deputy})")
    pages.opens(page)


def test_who_said_that_it_is_not_theirs_is_not_asked_again(pages):
    pages.phone.does("globalThis.isConfirmed = false")
    for n, deputy in enumerate([7, 7, 8, 7, 8]):
        opens_as(pages, deputy, f"page{n}")
        assert pages.says(f"page{n}") == {}
    assert len(pages.phone.tells("confirmed")) == 2
    assert [draft["deputy"] for draft in pages.drafts()] == [None]


def test_another_is_asked_and_has_it(pages):
    pages.phone.does("globalThis.isConfirmed = false")
    opens_as(pages, 7, "one")
    pages.phone.does("globalThis.isConfirmed = true")
    opens_as(pages, 8, "two")
    assert pages.says("two") == {WORDS: "村口"}
    (draft,) = pages.drafts()
    assert draft["deputy"] == 8 and not draft["asked"]


def test_what_was_entered_there_since_is_asked_about_anew(pages):
    pages.phone.does("globalThis.isConfirmed = false")
    opens_as(pages, 7, "one")
    opens_as(pages, "null", "nobody_again")
    pages.enters("nobody_again", WORDS, "村口老槐树下")
    pages.dies("nobody_again")
    opens_as(pages, 7, "two")
    assert len(pages.phone.tells("confirmed")) == 2


OLD = {
    "id": "r1", "record": "r1", "deputy": None, "for": "", "assignment": 1, "base": "0",
    "fields": [], "photos": ["p1"], "state": "waiting", "where": "柳树村", "title": "人居环境",
}  # fmt: skip
PHOTO = {"id": "p1", "record": "r1", "deputy": None, "state": "waiting", "added": 0}


@pytest.fixture
def phone() -> PhonePage:
    """A page of deputy 7, with a form and a photo that nobody known has handed in."""
    phone = PhonePage(*SENDING, network=lambda _: NO_NETWORK)
    phone.does(DOCUMENT)
    phone.does("""
      globalThis.confirmed = [];
      globalThis.confirm = words => { confirmed.push(words); return false; };
      globalThis.addEventListener = () => {};
      document.body.dataset.deputy = '7';
    """)
    phone.does(f"Store.put('outbox', 'r1', {json.dumps(OLD)})")
    phone.does(f"Store.put('photos', 'p1', {json.dumps(PHOTO)})")
    return phone


def test_who_said_that_a_handed_in_form_is_not_theirs_is_not_asked_again(phone):
    for _ in range(3):
        phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    assert len(phone.tells("confirmed")) == 1
    phone.does("document.body.dataset.deputy = '8'")
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    phone.does("document.body.dataset.deputy = '7'")
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    assert len(phone.tells("confirmed")) == 2


def test_on_a_full_phone_what_waits_is_sent_whatever_was_said_of_the_nameless(phone):
    """The answer cannot be kept there."""
    own = {**OLD, "id": "r2", "record": "r2", "deputy": 7, "photos": []}
    phone.does(f"Store.put('outbox', 'r2', {json.dumps(own)})")
    phone.does("Store.update = async () => { throw new Error('full'); }")
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    assert [one.path for one in phone.asked] == ["/d/records/r2?deputy=7"]


def test_who_said_so_to_earlier_scripts_is_not_asked_again(phone):
    phone.does(f"Store.put('outbox', 'r1', {json.dumps({**OLD, 'asked': 7})})")
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    assert phone.tells("confirmed") == []


def test_claiming_writes_over_nothing_that_became_of_it_since_it_was_read(phone):
    """Another page has claimed and sent it while this one showed it."""
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    sent = {**OLD, "deputy": 7, "state": "arrived", "receipt": "/d/records/r1"}
    phone.does(f"Store.put('outbox', 'r1', {json.dumps(sent)})")
    phone.does(f"Store.put('photos', 'p1', {json.dumps({**PHOTO, 'deputy': 8})})")
    phone.does(f"Owner.claim({json.dumps(OLD)}, 7)")
    assert phone.tells("Store.get('outbox', 'r1')") == sent
    assert phone.tells("Store.get('photos', 'p1')")["deputy"] == 8


def test_claiming_brings_nothing_back_that_was_dropped_meanwhile(phone):
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    phone.does("Store.change(['outbox', 'photos'], store => {"
               " store('outbox').delete('r1'); store('photos').delete('p1'); })")  # fmt: skip
    phone.does(f"Owner.claim({json.dumps(OLD)}, 7)")
    phone.does("Owner.deny('outbox', 'r1', 7)")
    assert phone.tells("Store.all('outbox')") == phone.tells("Store.all('photos')") == []


def test_what_is_claimed_is_sent_with_its_photos(phone):
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    phone.does(f"Owner.claim({json.dumps(OLD)}, 7)")
    assert phone.tells("Store.get('outbox', 'r1')")["deputy"] == 7
    assert phone.tells("Store.get('photos', 'p1')")["deputy"] == 7


def test_what_is_written_while_the_server_says_who_fills_in_joins_their_draft_and_is_not_lost():
    pages = PhonePages(deputy=None)
    own = {"key": "7::1:0", "mark": "m", "page": "p", "device": "p", "n": 1, "saves": 0,
           "record": "r", "deputy": 7, "for": "", "assignment": "1", "base": "0",
           "fields": [["suggestion", "手机里的"]]}  # fmt: skip
    pages.phone.does(f"Store.put('drafts', '7::1:0', {json.dumps(own)})")
    pages.phone.does("""
      const read = new Promise(done => { globalThis.letsRead = done; });
      const write = new Promise(done => { globalThis.letsWrite = done; });
      const {get, update} = Store;
      globalThis.isHeld = true;
      const isAsked = key => isHeld && key === 'deputy' && globalThis.Draft && Draft.localCopy;
      Store.get = async (name, key) => { if (isAsked(key)) { await read; } return get(name, key); };
      Store.update = async (...one) => { if (isHeld) { await write; } return update(...one); };
    """)
    pages.server_has("", 0)
    pages.opens("one", saves=True)
    pages.enters("one", "highlight", "后来写的")
    pages.phone.does("letsRead()")
    pages.phone.passes(1)
    pages.phone.does("isHeld = false; letsWrite()")
    pages.phone.passes(60)
    both = {"suggestion": "手机里的", "highlight": "后来写的"}
    assert pages.says("one") == both
    assert [dict(draft["fields"]) for draft in pages.drafts()] == [both]
