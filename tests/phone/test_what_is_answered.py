"""What the phone makes of an answer: taken, refused by name, later, another's, none in time."""

import pytest

from tests.phone.engine import NetworkAnswer, PhoneRequest
from tests.phone.sending_phone import HOUR, SendingPhone, took


def test_what_was_refused_is_sent_again_where_the_deputy_asks_for_it():
    refused = NetworkAnswer(409, {"sent": "r1", "error": "请先选定一份"})
    sending = SendingPhone(refused)
    sending.hands_in("r1")
    sending.wakes()
    sending.phone.passes(HOUR)
    sending.answers = took
    sending.presses("r1")
    sending.phone.passes(5)
    assert sending.sent() == ["r1", "r1"] and sending.state("r1") == "arrived"


@pytest.mark.parametrize(
    "answer",
    [
        NetworkAnswer(404, "<h1>portal</h1>"),
        NetworkAnswer(403, {"error": "请登录WiFi"}),
        NetworkAnswer(200, "请登录WiFi"),
        NetworkAnswer(200, {"sent": "another"}),
        NetworkAnswer(422, {"sent": "another", "error": "不收"}),
        NetworkAnswer(500, {"sent": "r1", "error": "出错了"}),
        NetworkAnswer(429, {"sent": "r1", "error": "太多"}),
        NetworkAnswer(408, {"sent": "r1", "error": "太慢"}),
    ],
    ids=lambda answer: str(answer.status),
)
def test_only_an_answer_that_names_what_was_sent_is_one(answer):
    """A hotel's log-in page, a proxy's error and a passing trouble lose nothing."""
    sending = SendingPhone(answer)
    sending.hands_in("r1")
    sending.wakes()
    sending.phone.passes(30)
    assert sending.state("r1") == "waiting"
    sending.answers = took
    sending.phone.passes(HOUR)
    assert sending.state("r1") == "arrived"


def test_what_the_server_refuses_by_name_is_not_sent_again_and_says_why():
    refused = NetworkAnswer(413, {"sent": "r1", "error": "内容太大"})
    sending = SendingPhone(lambda request: refused if "r1" in request.path else took(request))
    sending.hands_in("r1")
    sending.hands_in("r2")
    sending.wakes()
    sending.phone.passes(HOUR)
    assert sending.sent() == ["r1", "r2"]
    assert (sending.state("r1"), sending.kept("r1")["why"]) == ("refused", "内容太大")
    assert sending.kept("r1")["status"] == 413


def has_another(request: PhoneRequest) -> NetworkAnswer:
    """Answer as the server does that has another photo under the id p1."""
    if "/photos/p1" in request.path:
        return NetworkAnswer(409, {"photo": "p1", "error": "不是同一张"})
    answer = took(request)
    return NetworkAnswer(200, {**dict(answer.said), "revision": 1})


def test_a_photo_whose_id_the_server_has_for_another_gets_an_id_of_its_own_wherever_it_is_named():
    sending = SendingPhone(has_another)
    sending.hands_in("r1", ("p1", "p2"))
    sending.phone.does("""
      Store.update('outbox', 'r1', item => Object.assign(item, {
        fields: [['item-heap', 'fail'], ['item-heap-0-photo', 'p1'], ['item-seen', 'p2']]}));
      Store.put('drafts', 'd', {key: 'd', mark: 'm', page: 'x', fields: [['item-seen', 'p1']]});
    """)
    sending.wakes()
    sending.phone.passes(60)
    own = [one["id"] for one in sending.phone.tells("Store.all('photos')") if one["id"] != "p2"]
    assert len(own) == 1 and own != ["p1"]
    assert sending.state(own[0], "photos") == sending.state("r1") == "arrived"
    assert sorted(sending.sent()) == sorted(["r1", "p1", "p2", "r1", own[0]])
    again = [one.fields for one in sending.phone.asked if "/records/" in one.path][1]
    assert ["base", "1"] in again  # a correction of what it had named wrongly
    assert ["item-heap-0-photo", own[0]] in again and ["item-seen", "p2"] in again
    draft = sending.phone.tells("Store.get('drafts', 'd')")
    assert draft["fields"] == [["item-seen", own[0]]] and draft["mark"] != "m"
    sending.wakes()
    sending.phone.passes(HOUR)
    assert len(sending.sent()) == 5 and sending.phone.complaints == []


def test_a_photo_that_finds_the_door_full_keeps_the_others_from_being_sent_for_nothing():
    full = NetworkAnswer(503, retry_after=30)
    sending = SendingPhone(lambda request: full if "/photos/" in request.path else took(request))
    sending.hands_in("r1", ("p1", "p2", "p3"))
    sending.wakes()
    sending.phone.passes(20)
    assert sending.sent() == ["r1", "p1"]
    sending.answers = took
    sending.phone.passes(HOUR)
    assert sorted(sending.sent()[2:]) == ["p1", "p2", "p3"]


def test_an_answer_that_comes_too_late_counts_as_none_and_it_is_sent_again():
    slow = NetworkAnswer(200, {"sent": "r1"}, takes=40)
    sending = SendingPhone(slow)
    sending.hands_in("r1")
    sending.wakes()
    sending.phone.passes(31)
    assert sending.state("r1") == "waiting"
    sending.answers = took
    sending.phone.passes(60)
    assert sending.sent() == ["r1", "r1"] and sending.state("r1") == "arrived"


def test_a_photo_whose_bytes_are_gone_says_so_and_keeps_nothing_else_waiting():
    sending = SendingPhone()
    sending.hands_in("r1", ("p1", "p2"))
    sending.phone.does("Store.change(['bytes'], store => store('bytes').delete('p1'))")
    sending.wakes()
    sending.phone.passes(60)
    assert sending.sent() == ["r1", "p2"]
    assert sending.kept("p1", "photos")["why"] == "手机里找不到这张照片了，请重新选一次"


def test_a_photo_the_phone_cannot_read_keeps_nothing_else_waiting():
    """A browser may lose the file in which it keeps a large value."""
    sending = SendingPhone()
    sending.hands_in("r1", ("p1", "p2"))
    sending.phone.does("""
      const get = Store.get;
      Store.get = async (name, key) => {
        if (key === 'p1') { throw new Error('Failed to read large IndexedDB value'); }
        return get(name, key);
      };
    """)
    sending.wakes()
    sending.phone.passes(HOUR)
    assert sending.sent() == ["r1", "p2"]
    assert sending.state("p1", "photos") == "waiting"
    sending.phone.does("Store.get = get")
    sending.phone.passes(HOUR)
    assert sending.sent() == ["r1", "p2", "p1"]
