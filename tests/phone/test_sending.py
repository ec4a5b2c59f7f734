"""What the phone sends next, and when: forms first, ever more seldom where nobody takes them."""

import itertools

import pytest

from tests.phone.engine import NO_NETWORK, NetworkAnswer
from tests.phone.page import PhonePages
from tests.phone.sending_phone import BUSY, HOUR, SIGNED_OUT, SendingPhone, took


def test_what_is_taken_is_sent_once():
    sending = SendingPhone()
    sending.hands_in("r1", ("p1", "p2"))
    sending.wakes()
    sending.phone.passes(HOUR)
    sending.wakes()
    sending.phone.passes(HOUR)
    assert sending.sent() == ["r1", "p1", "p2"]
    assert sending.state("r1") == sending.state("p2", "photos") == "arrived"
    assert sending.kept("r1")["receipt"] == "/d/records/r1"
    assert sending.phone.complaints == []


def test_the_server_is_told_who_filled_in_what_and_on_which_version():
    sending = SendingPhone()
    sending.hands_in("r1", ("p1",))
    sending.wakes()
    sending.phone.passes(60)
    form, photo = sending.phone.asked
    assert (form.method, form.path) == ("PUT", "/d/records/r1?deputy=7")
    assert form.fields[:3] == [["assignment", "1"], ["version", "1"], ["base", "0"]]
    assert form.fields[-1] == ["item-heap", "pass"]
    assert photo.path == "/d/photos/p1?deputy=7&record=r1&age=0"


def test_without_network_it_is_tried_ever_more_seldom_but_never_given_up():
    sending = SendingPhone(NO_NETWORK)
    sending.hands_in("r1")
    sending.wakes()
    sending.phone.passes(24 * HOUR)
    pauses = sending.pauses()
    assert pauses[0] < 5 and all(150 <= pause <= 301 for pause in pauses[8:])
    sending.answers = took
    sending.phone.passes(301)
    assert sending.state("r1") == "arrived"


def test_told_to_come_later_it_does_not_come_earlier():
    sending = SendingPhone(BUSY)
    sending.hands_in("r1", ("p1", "p2"))
    sending.wakes()
    sending.phone.passes(10)
    assert sending.sent() == ["r1", "p1"]  # no room for one photo is no room for the other
    sending.phone.passes(HOUR)
    assert len(sending.sent()) < 60
    forms = [one.at for one in sending.phone.asked if "/records/" in one.path]
    assert all(later - earlier >= 10 for earlier, later in itertools.pairwise(forms))


def test_told_to_come_later_many_phones_do_not_come_back_all_at_once():
    sending = SendingPhone(NetworkAnswer(503, retry_after=10))
    for number in range(100):
        sending.hands_in(f"r{number}")
    sending.wakes()
    sending.phone.passes(10.5 + 100 * 0.1)
    after = [one["after"] for one in sending.phone.tells("Store.all('outbox')")]
    told = [one.at for one in sending.phone.asked][:100]
    waits = [later / 1000 - 1_800_000_000 - at - 0.1 for later, at in zip(after, told, strict=True)]
    first = [wait for wait in waits if wait < 16]  # the others have come again since
    assert min(first) > 9.99 and max(first) - min(first) > 3
    tenths = {round(wait, 1) for wait in first}
    assert len(tenths) > 25


@pytest.mark.parametrize("kept", ["r1", "p1"])
def test_told_to_come_later_no_waking_brings_it_earlier_but_the_deputy_may(kept):
    later = NetworkAnswer(503, retry_after=60)
    sending = SendingPhone(
        lambda request: later if kept in request.path.split("?")[0] else took(request)
    )
    sending.hands_in("r1", ("p1", "p2"))
    sending.wakes()
    sending.phone.passes(1)
    sent = sending.sent()
    for _ in range(20):
        sending.wakes()
        sending.phone.passes(2)
    assert sending.sent() == sent
    sending.answers = took
    sending.presses("r1")
    sending.phone.passes(5)
    assert sorted(sending.sent()) == sorted(
        [*sent, *(p for p in ("r1", "p1", "p2") if p not in sent), kept]
    )
    assert sending.state("r1") == sending.state("p2", "photos") == "arrived"


def test_while_nobody_is_signed_in_it_tries_ever_more_seldom_and_says_what_to_do():
    sending = SendingPhone(SIGNED_OUT)
    sending.hands_in("r1")
    sending.wakes()
    sending.phone.passes(9)
    assert 1 <= len(sending.sent()) <= 3
    assert sending.kept("r1")["why"] == "请重新打开您的个人链接，打开后自动上传"
    sending.phone.passes(HOUR)
    assert len(sending.sent()) < 25
    sending.answers = took
    sending.wakes()  # the link was opened
    sending.phone.passes(60)
    assert sending.state("r1") == "arrived"


def test_woken_often_while_it_sends_it_sends_once_more():
    sending = SendingPhone(NetworkAnswer(503, takes=5))
    sending.hands_in("r1")
    sending.wakes()
    sending.phone.passes(1)
    for _ in range(20):
        sending.wakes()
    sending.phone.passes(12)
    assert sending.sent() == ["r1", "r1"]


def test_a_form_tells_how_long_ago_it_was_handed_in_whatever_the_clock_says():
    pages = PhonePages()
    pages.phone.clock_is_set(-20 * 365 * 24 * HOUR)
    pages.opens("one", hands_in=True)
    pages.enters("one", "suggestion", "村口")
    pages.presses("one", "submit")
    pages.phone.passes(49 * HOUR)
    pages.server_has("", 0)
    pages.wakes("online")
    pages.phone.passes(60)

    *_, sent = (one for one in pages.phone.asked if "/records/" in one.path)
    age = int(dict(sent.fields)["age"])
    assert 49 * HOUR - 60 <= age <= 49 * HOUR + 60
