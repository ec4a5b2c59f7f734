"""What the lists on the phone say and throw away: by what is kept, not by the words on the screen."""

import json

import pytest

from inspect_app.pages.views.assets import JOINED, SENDING
from tests.phone.document import DOCUMENT
from tests.phone.engine import NO_NETWORK, PhonePage

HOUR = 3600
FORM = {
    "id": "r1", "record": "r1", "deputy": 7, "for": "", "assignment": 1, "base": "0", "fields": [],
    "photos": ["p1"], "state": "arrived", "arrived": 0, "receipt": "/d/records/r1", "queued": 0,
    "where": "柳树村", "title": "人居环境",
}  # fmt: skip
PHOTO = {"id": "p1", "record": "r1", "deputy": 7, "state": "arrived", "arrived": 0, "added": 0}


@pytest.fixture
def phone() -> PhonePage:
    phone = PhonePage(*SENDING, network=lambda _: NO_NETWORK)
    phone.does(DOCUMENT)
    phone.does("""
      globalThis.addEventListener = () => {};
      document.body.dataset.deputy = '7';
      globalThis.link = element({blank: '/d/assignments/1/blank', new: ''});
      document.querySelectorAll = what => what === 'a[data-blank]' ? [link] : [];
    """)
    return phone


def keeps(phone: PhonePage, form: dict, *photos: dict) -> None:
    phone.does(f"Store.put('outbox', 'r1', {json.dumps(form)})")
    for photo in photos:
        phone.does(f"Store.put('photos', '{photo['id']}', {json.dumps(photo)})")


def says_otherwise(phone: PhonePage) -> None:
    """Let somebody find better words for all of it."""
    phone.does("""
      const words = Submission.words;
      Submission.words = async item => '【' + (await words(item)) + '】';
    """)


@pytest.mark.parametrize(
    ("photo", "is_there"),
    [
        (PHOTO, False),
        ({**PHOTO, "state": "waiting"}, True),
        ({**PHOTO, "state": "refused", "why": "不是照片"}, True),
    ],
    ids=["arrived", "a photo waits", "a photo was refused"],
)
def test_only_what_has_wholly_arrived_is_taken_from_the_phone(phone, photo, is_there):
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    says_otherwise(phone)
    keeps(phone, FORM, photo)
    phone.does("Outbox.changed()")
    assert bool(phone.tells("Store.all('outbox')")) is is_there
    assert phone.tells("known.outbox.hidden") is not is_there


def test_what_has_waited_for_a_day_is_said_but_not_of_what_was_refused(phone):
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    says_otherwise(phone)
    keeps(phone, {**FORM, "state": "waiting", "photos": []})
    phone.does("Outbox.changed()")
    assert phone.tells("known.outbox.querySelector('[data-old]').hidden") is False
    keeps(phone, {**FORM, "photos": ["p1"]}, {**PHOTO, "state": "refused", "why": "不是照片"})
    phone.does("Outbox.changed()")
    assert phone.tells("known.outbox.querySelector('[data-old]').hidden") is True


def words_beside(phone: PhonePage) -> str:
    return phone.tells("link.querySelector('small').textContent")


@pytest.mark.parametrize(
    ("is_new", "words"), [(True, "填了一些，接着填 ›"), (False, "填了 3/24，接着填 ›")]
)
def test_a_form_that_is_half_filled_here_says_so_unless_the_server_says_more(phone, is_new, words):
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    phone.does("link.querySelector('small').textContent = '填了 3/24，接着填 ›'")
    if not is_new:
        phone.does("delete link.dataset.new")
    phone.does(f"Store.put('drafts', 'd', {json.dumps({**FORM, 'key': 'd'})})")
    phone.runs("phone/today")
    assert words_beside(phone) == words


def test_a_form_that_waits_is_not_offered_to_be_filled(phone):
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    keeps(phone, {**FORM, "state": "waiting", "photos": [], "receipt": None})
    phone.runs("phone/today")
    assert words_beside(phone) == "已保存在手机，等着上传 ›"
    assert phone.tells("link.href") == "/d/waiting"


@pytest.mark.parametrize(
    ("entered", "words"), [(1, "改了还没有交，接着改 ›"), (0, "已送达 第3号 ✓")]
)
def test_a_correction_that_was_begun_here_is_told_beside_what_was_handed_in(phone, entered, words):
    """Opening the form to correct keeps a draft, too: one in which nobody has entered anything."""
    phone.runs("phone/owner", "phone/submission", "phone/send-what-waits")
    phone.does("""
      globalThis.link = element({form: '/d/assignments/1/blank'});
      link.querySelector('small').textContent = '已送达 第3号 ✓';
      link.classList = {remove() {}};
      document.querySelectorAll = what => what === 'a[data-form]' ? [link] : [];
    """)
    address = "/d/assignments/1/blank?base=1"
    draft = {**FORM, "key": "d", "base": "1", "enteredAt": entered, "address": address}
    phone.does(f"Store.put('drafts', 'd', {json.dumps(draft)})")
    phone.runs("phone/today")
    assert words_beside(phone) == words
    assert phone.tells("link.href || ''") == (address if entered else "")


def presses(phone: PhonePage, words: str) -> None:
    """Press the button with these words on the page of what the phone keeps."""
    phone.does(f"""
      const all = one => [one].concat(...one.children.map(all));
      all(known.waiting.querySelector('[data-cards]'))
        .find(one => one.textContent === '{words}').listeners.click();
    """)


def test_who_said_by_mistake_that_what_is_half_filled_is_not_theirs_finds_it_again(phone):
    draft = {**FORM, "key": "d", "deputy": None, "asked": [7], "address": "/d/assignments/1/blank"}
    phone.does(f"Store.put('drafts', 'd', {json.dumps(draft)})")
    phone.does("known.waiting = element(); globalThis.location = {}")
    phone.runs(*JOINED["js/phone/waiting-page.js"][len(SENDING) :])
    presses(phone, "是我填的，接着填")
    assert phone.tells("Store.get('drafts', 'd')")["asked"] == []  # its form asks once more
    assert phone.tells("location.href") == "/d/assignments/1/blank"
