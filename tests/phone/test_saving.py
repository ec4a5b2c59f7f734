"""When a draft goes to the server, and what the page says of where it is."""

import pytest

from tests.phone.page import PhonePages

WORDS = "suggestion"
FULL = "Object.assign(new Error('full'), {name: 'QuotaExceededError'})"
LOST = "Object.assign(new Error('lost'), {name: 'InvalidStateError'})"


@pytest.fixture
def pages() -> PhonePages:
    """A phone with a disk, and a server that has nothing of the form yet."""
    pages = PhonePages()
    pages.phone.does("Store.lasts = async () => true")
    pages.server_has("", 0)
    pages.opens("one", saves=True)
    return pages


def disk_fails(pages: PhonePages, error: str) -> None:
    pages.phone.does(f"""
      globalThis.whole = Store.update;
      Store.update = async name => {{ throw {error}; }};
    """)


def test_what_is_entered_is_on_the_server_a_moment_later(pages):
    pages.enters("one", WORDS, "村口")
    assert pages.tells("one") == "已保存在手机"
    pages.phone.passes(3)
    assert pages.server_says() == {WORDS: "村口"}
    assert pages.tells("one") == "已保存"


def test_told_to_come_later_neither_typing_nor_a_wake_brings_it_earlier(pages):
    pages.later = 60
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(2)
    assert len(pages.saves_sent()) == 1
    for _ in range(5):
        pages.enters("one", WORDS, "村口老槐树下")
        pages.wakes("online")
        pages.wakes("pagehide")
        pages.phone.passes(9)
    assert len(pages.saves_sent()) == 1
    pages.later = None
    pages.phone.passes(60)
    assert pages.server_says() == {WORDS: "村口老槐树下"}
    first, second = pages.saves_sent()
    assert second - first >= 60


def test_told_to_come_later_when_it_first_asks_it_does_not_ask_again_earlier():
    pages = PhonePages()
    pages.server_has("", 0)
    pages.later = 60
    pages.opens("one", saves=True)
    pages.enters("one", WORDS, "村口")
    pages.wakes("online")
    pages.phone.passes(50)
    assert len(pages.phone.asked) == 1
    pages.later = None
    pages.phone.passes(60)
    assert pages.server_says() == {WORDS: "村口"}


def test_told_to_come_later_what_is_nowhere_else_goes_when_the_page_is_left(pages):
    disk_fails(pages, FULL)
    pages.later = 60
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(2)
    pages.later = None
    pages.wakes("pagehide")
    pages.phone.passes(1)
    assert pages.server_says() == {WORDS: "村口"}


def test_after_a_save_that_nobody_answered_typing_is_saved_a_moment_later(pages):
    pages.is_online = False
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(30)
    pages.is_online = True
    pages.enters("one", WORDS, "村口老槐树下")
    pages.phone.passes(3)
    assert pages.server_says() == {WORDS: "村口老槐树下"}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FULL, "手机存不下了，请清理手机，不要关闭这一页"),
        (LOST, "手机没有存上，请等一会儿，不要关闭这一页"),
    ],
    ids=["full", "another fault"],
)
def test_why_it_is_not_on_the_phone_is_said_as_it_is(pages, error, words):
    pages.is_online = False
    disk_fails(pages, error)
    pages.enters("one", WORDS, "村口")
    assert pages.tells("one") == words
    pages.phone.does("Store.update = whole")
    pages.phone.passes(15)  # tried again by itself
    assert pages.tells("one") == "已保存在手机"
    assert dict(pages.drafts()[0]["fields"]) == {WORDS: "村口"}


def leaves(pages: PhonePages) -> bool:
    """Return whether the page may be left and all that was entered is kept somewhere."""
    pages.phone.does("pages.one.Draft.saveAnywhere().then(is => { globalThis.isKept = is; })")
    pages.phone.passes(10)
    return pages.phone.tells("isKept")


def test_where_pages_may_keep_nothing_that_is_said_once_it_is_entered():
    pages = PhonePages()
    pages.opens("one", saves=True)
    pages.enters("one", WORDS, "村口")
    assert pages.tells("one") == "手机不让这一页存东西，不要关闭这一页"
    assert leaves(pages) is False
    pages.server_has("", 0)
    pages.wakes("online")
    pages.phone.passes(3)
    assert pages.tells("one") == "已保存"
    assert leaves(pages) is True


def test_a_defect_of_the_script_is_not_taken_for_a_lost_network(pages):
    pages.phone.does("pages.one.Draft.write = () => { throw new Error('a defect'); }")
    pages.enters("one", WORDS, "村口")
    pages.phone.passes(3)
    assert "a defect" in pages.phone.complaints
