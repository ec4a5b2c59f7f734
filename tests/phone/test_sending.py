"""What the phone sends next, and when: forms first, ever more seldom where nobody takes them."""

import itertools

import pytest

from tests.phone.engine import NO_NETWORK, Answer
from tests.phone.page import Pages
from tests.phone.village import BUSY, HOUR, SIGNED_OUT, Village, took


def test_what_is_taken_is_sent_once():
    village = Village()
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(HOUR)
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p1", "p2"]
    assert village.state("r1") == village.state("p2", "photos") == "arrived"
    assert village.kept("r1")["receipt"] == "/d/records/r1"
    assert village.phone.complaints == []


def test_the_server_is_told_who_filled_in_what_and_on_which_version():
    village = Village()
    village.hands_in("r1", ("p1",))
    village.wakes()
    village.phone.passes(60)
    form, photo = village.phone.asked
    assert (form.method, form.path) == ("PUT", "/d/records/r1?deputy=7")
    assert form.fields[:3] == [["assignment", "1"], ["version", "1"], ["base", "0"]]
    assert form.fields[-1] == ["item-heap", "pass"]
    assert photo.path == "/d/photos/p1?deputy=7&record=r1&age=0"


def test_without_network_it_is_tried_ever_more_seldom_but_never_given_up():
    village = Village(NO_NETWORK)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(24 * HOUR)
    pauses = village.pauses()
    assert pauses[0] < 5 and all(150 <= pause <= 301 for pause in pauses[8:])
    village.answers = took
    village.phone.passes(301)
    assert village.state("r1") == "arrived"


def test_told_to_come_later_it_does_not_come_earlier():
    village = Village(BUSY)
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(10)
    assert village.sent() == ["r1", "p1"]  # no room for one photo is no room for the other
    village.phone.passes(HOUR)
    assert len(village.sent()) < 60
    forms = [one.at for one in village.phone.asked if "/records/" in one.path]
    assert all(later - earlier >= 10 for earlier, later in itertools.pairwise(forms))


def test_told_to_come_later_many_phones_do_not_come_back_all_at_once():
    village = Village(Answer(503, retry_after=10))
    for number in range(100):
        village.hands_in(f"r{number}")
    village.wakes()
    village.phone.passes(10.5 + 100 * 0.1)
    after = [one["after"] for one in village.phone.tells("Store.all('outbox')")]
    told = [one.at for one in village.phone.asked][:100]
    waits = [later / 1000 - 1_800_000_000 - at - 0.1 for later, at in zip(after, told, strict=True)]
    first = [wait for wait in waits if wait < 16]  # the others have come again since
    assert min(first) > 9.99 and max(first) - min(first) > 3
    tenths = {round(wait, 1) for wait in first}
    assert len(tenths) > 25


@pytest.mark.parametrize("kept", ["r1", "p1"])
def test_told_to_come_later_no_waking_brings_it_earlier_but_the_deputy_may(kept):
    later = Answer(503, retry_after=60)
    village = Village(
        lambda request: later if kept in request.path.split("?")[0] else took(request)
    )
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(1)
    sent = village.sent()
    for _ in range(20):
        village.wakes()
        village.phone.passes(2)
    assert village.sent() == sent
    village.answers = took
    village.presses("r1")
    village.phone.passes(5)
    assert sorted(village.sent()) == sorted(
        [*sent, *(p for p in ("r1", "p1", "p2") if p not in sent), kept]
    )
    assert village.state("r1") == village.state("p2", "photos") == "arrived"


def test_while_nobody_is_signed_in_it_tries_ever_more_seldom_and_says_what_to_do():
    village = Village(SIGNED_OUT)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(9)
    assert 1 <= len(village.sent()) <= 3
    assert village.kept("r1")["why"] == "请重新打开您的个人链接，打开后自动上传"
    village.phone.passes(HOUR)
    assert len(village.sent()) < 25
    village.answers = took
    village.wakes()  # the link was opened
    village.phone.passes(60)
    assert village.state("r1") == "arrived"


def test_woken_often_while_it_sends_it_sends_once_more():
    village = Village(Answer(503, takes=5))
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(1)
    for _ in range(20):
        village.wakes()
    village.phone.passes(12)
    assert village.sent() == ["r1", "r1"]


def test_a_form_tells_how_long_ago_it_was_handed_in_whatever_the_clock_says():
    pages = Pages()
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
