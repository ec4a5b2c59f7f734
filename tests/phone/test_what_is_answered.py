"""What the phone makes of an answer: taken, refused by name, later, another's, none in time."""

import pytest

from tests.phone.engine import Answer, Request
from tests.phone.village import HOUR, Village, took


def test_what_was_refused_is_sent_again_where_the_deputy_asks_for_it():
    refused = Answer(409, {"sent": "r1", "error": "请先选定一份"})
    village = Village(refused)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(HOUR)
    village.answers = took
    village.presses("r1")
    village.phone.passes(5)
    assert village.sent() == ["r1", "r1"] and village.state("r1") == "arrived"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404, "<h1>portal</h1>"),
        Answer(403, {"error": "请登录WiFi"}),
        Answer(200, "请登录WiFi"),
        Answer(200, {"sent": "another"}),
        Answer(422, {"sent": "another", "error": "不收"}),
        Answer(500, {"sent": "r1", "error": "出错了"}),
        Answer(429, {"sent": "r1", "error": "太多"}),
        Answer(408, {"sent": "r1", "error": "太慢"}),
    ],
    ids=lambda answer: str(answer.status),
)
def test_only_an_answer_that_names_what_was_sent_is_one(answer):
    """A hotel's log-in page, a proxy's error and a passing trouble lose nothing."""
    village = Village(answer)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(30)
    assert village.state("r1") == "waiting"
    village.answers = took
    village.phone.passes(HOUR)
    assert village.state("r1") == "arrived"


def test_what_the_server_refuses_by_name_is_not_sent_again_and_says_why():
    refused = Answer(413, {"sent": "r1", "error": "内容太大"})
    village = Village(lambda request: refused if "r1" in request.path else took(request))
    village.hands_in("r1")
    village.hands_in("r2")
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "r2"]
    assert (village.state("r1"), village.kept("r1")["why"]) == ("refused", "内容太大")
    assert village.kept("r1")["status"] == 413


def has_another(request: Request) -> Answer:
    """Answer as the server does that has another photo under the id p1."""
    if "/photos/p1" in request.path:
        return Answer(409, {"photo": "p1", "error": "不是同一张"})
    answer = took(request)
    return Answer(200, {**dict(answer.said), "revision": 1})


def test_a_photo_whose_id_the_server_has_for_another_gets_an_id_of_its_own_wherever_it_is_named():
    village = Village(has_another)
    village.hands_in("r1", ("p1", "p2"))
    village.phone.does("""
      Store.update('outbox', 'r1', item => Object.assign(item, {
        fields: [['item-heap', 'fail'], ['item-heap-0-photo', 'p1'], ['item-seen', 'p2']]}));
      Store.put('drafts', 'd', {key: 'd', mark: 'm', page: 'x', fields: [['item-seen', 'p1']]});
    """)
    village.wakes()
    village.phone.passes(60)
    own = [one["id"] for one in village.phone.tells("Store.all('photos')") if one["id"] != "p2"]
    assert len(own) == 1 and own != ["p1"]
    assert village.state(own[0], "photos") == village.state("r1") == "arrived"
    assert sorted(village.sent()) == sorted(["r1", "p1", "p2", "r1", own[0]])
    again = [one.fields for one in village.phone.asked if "/records/" in one.path][1]
    assert ["base", "1"] in again  # a correction of what it had named wrongly
    assert ["item-heap-0-photo", own[0]] in again and ["item-seen", "p2"] in again
    draft = village.phone.tells("Store.get('drafts', 'd')")
    assert draft["fields"] == [["item-seen", own[0]]] and draft["mark"] != "m"
    village.wakes()
    village.phone.passes(HOUR)
    assert len(village.sent()) == 5 and village.phone.complaints == []


def test_a_photo_that_finds_the_door_full_keeps_the_others_from_being_sent_for_nothing():
    full = Answer(503, retry_after=30)
    village = Village(lambda request: full if "/photos/" in request.path else took(request))
    village.hands_in("r1", ("p1", "p2", "p3"))
    village.wakes()
    village.phone.passes(20)
    assert village.sent() == ["r1", "p1"]
    village.answers = took
    village.phone.passes(HOUR)
    assert sorted(village.sent()[2:]) == ["p1", "p2", "p3"]


def test_an_answer_that_comes_too_late_counts_as_none_and_it_is_sent_again():
    slow = Answer(200, {"sent": "r1"}, takes=40)
    village = Village(slow)
    village.hands_in("r1")
    village.wakes()
    village.phone.passes(31)
    assert village.state("r1") == "waiting"
    village.answers = took
    village.phone.passes(60)
    assert village.sent() == ["r1", "r1"] and village.state("r1") == "arrived"


def test_a_photo_whose_bytes_are_gone_says_so_and_keeps_nothing_else_waiting():
    village = Village()
    village.hands_in("r1", ("p1", "p2"))
    village.phone.does("Store.change(['bytes'], store => store('bytes').delete('p1'))")
    village.wakes()
    village.phone.passes(60)
    assert village.sent() == ["r1", "p2"]
    assert village.kept("p1", "photos")["why"] == "手机里找不到这张照片了，请重新选一次"


def test_a_photo_the_phone_cannot_read_keeps_nothing_else_waiting():
    """A browser may lose the file in which it keeps a large value."""
    village = Village()
    village.hands_in("r1", ("p1", "p2"))
    village.phone.does("""
      const get = Store.get;
      Store.get = async (name, key) => {
        if (key === 'p1') { throw new Error('Failed to read large IndexedDB value'); }
        return get(name, key);
      };
    """)
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p2"]
    assert village.state("p1", "photos") == "waiting"
    village.phone.does("Store.get = get")
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p2", "p1"]
