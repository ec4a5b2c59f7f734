"""What a page does and says once the deputy has pressed 提交, or wants to leave."""

import pytest

from tests.phone.page import PhonePages

WORDS = "suggestion"
FULL = "Object.assign(new Error('full'), {name: 'QuotaExceededError'})"
LOST = "Object.assign(new Error('lost'), {name: 'InvalidStateError'})"


@pytest.fixture
def pages() -> PhonePages:
    pages = PhonePages()
    pages.phone.does("Store.lasts = async () => true")
    pages.opens("one", hands_in=True)
    pages.enters("one", WORDS, "村口")
    return pages


def state(pages: PhonePages) -> str:
    return pages.phone.tells("known.sending.querySelector('[data-state]').textContent")


def test_what_has_arrived_leads_to_its_receipt_once_whatever_happens_meanwhile(pages):
    pages.presses("one", "submit")
    pages.phone.passes(5)
    assert "已保存在手机" in state(pages)
    pages.server_has("", 0)
    pages.wakes("online")
    pages.phone.passes(60)
    for _ in range(3):
        pages.phone.does("Outbox.changed()")
    (receipt,) = pages.phone.tells("replaced")
    assert receipt.startswith("/d/records/")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FULL, "手机存不下了，也没有送出去。请清理手机，再点提交，不要关闭这一页"),
        (LOST, "手机没有存上，也没有送出去。请等一会儿，再点提交，不要关闭这一页"),
    ],
    ids=["full", "another fault"],
)
def test_why_it_could_not_be_handed_in_is_said_as_it_is(pages, error, words):
    pages.phone.does(f"Store.meet = Store.update = async () => {{ throw {error}; }}")
    pages.presses("one", "submit")
    pages.phone.passes(60)
    assert pages.tells("one") == words  # still: what is tried again by itself says less
    assert pages.phone.tells("pages.one.Fill.form.hidden") is False


def test_not_kept_on_the_phone_it_goes_from_memory_where_there_is_a_network(pages):
    pages.server_has("", 0)
    pages.phone.does(f"Store.meet = async () => {{ throw {LOST}; }}")
    pages.presses("one", "submit")
    pages.phone.passes(60)
    assert len(pages.phone.tells("replaced")) == 1


def test_kept_nowhere_and_signed_out_it_promises_nothing_and_goes_when_the_link_was_opened_beside(
    pages,
):
    pages.server_has("", 0)
    pages.is_signed_out = True
    pages.phone.does(f"Store.meet = Store.update = async () => {{ throw {LOST}; }}")
    pages.presses("one", "submit")
    pages.phone.passes(60)
    asks = "登录过期了，没有送出去。请在另一页打开您的个人链接，再回来点提交，不要关闭这一页"
    assert pages.tells("one") == asks
    assert pages.phone.tells("pages.one.Fill.form.hidden") is False
    pages.is_signed_out = False
    pages.presses("one", "submit")
    pages.phone.passes(60)
    assert len(pages.phone.tells("replaced")) == 1


def test_where_pages_may_keep_nothing_leaving_is_asked_about():
    pages = PhonePages()
    pages.opens("one", hands_in=True)
    pages.enters("one", WORDS, "村口")
    pages.phone.does("globalThis.isConfirmed = false")
    pages.presses("one", "later")
    pages.phone.passes(60)
    (asked,) = pages.phone.tells("confirmed")
    assert asked == "手机不让这一页存东西，也没有送出去。现在离开，刚填的会丢掉。还要离开吗？"
    assert pages.phone.tells("location.href") is None
