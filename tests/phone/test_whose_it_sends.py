"""Whose what waits on a phone is: another deputy's stays, that of the term before goes."""

from tests.phone.engine import NetworkAnswer
from tests.phone.sending_phone import DEPUTY, HOUR, SIGNED_OUT, SendingPhone, took


def test_what_another_deputy_left_on_the_phone_is_never_sent_by_this_one():
    sending = SendingPhone()
    sending.hands_in("r1", ("p1",), deputy=8)
    sending.wakes()
    sending.phone.passes(HOUR)
    assert sending.sent() == []


def test_who_was_elected_again_sends_what_waits_from_the_term_before():
    sending = SendingPhone()
    sending.hands_in("r1", ("p1",), deputy=3)
    sending.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    sending.wakes()
    sending.phone.passes(60)
    assert [one.path for one in sending.phone.asked] == [
        "/d/records/r1?deputy=3", "/d/photos/p1?deputy=3&record=r1&age=0"
    ]  # fmt: skip
    assert sending.state("r1") == sending.state("p1", "photos") == "arrived"


def test_what_is_heard_no_more_from_the_term_before_holds_up_nothing_of_this_one():
    over = {"sent": "before", "photo": "p0", "error": "这是上一届填的"}
    sending = SendingPhone(
        lambda request: NetworkAnswer(404, over) if "deputy=3" in request.path else took(request)
    )
    sending.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    sending.hands_in("before", ("p0",), deputy=3)
    sending.hands_in("now", ("p1",))
    sending.wakes()
    sending.phone.passes(60)
    assert sending.state("now") == sending.state("p1", "photos") == "arrived"
    assert sending.state("before") == sending.state("p0", "photos") == "refused"
    assert sending.kept("before")["why"] == "这是上一届填的"
    sending.wakes()
    sending.phone.passes(HOUR)
    assert sending.sent().count("before") == 1


def test_who_is_signed_out_is_led_to_the_link_also_with_what_waits_from_the_term_before():
    sending = SendingPhone(SIGNED_OUT)
    sending.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    sending.hands_in("before", deputy=3)
    sending.wakes()
    sending.phone.passes(60)
    assert sending.state("before") == "waiting"
    assert "请重新打开您的个人链接" in sending.kept("before")["why"]
