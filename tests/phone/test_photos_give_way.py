"""Forms go before photos, which wait where many hand in at once."""

from tests.phone.engine import NetworkAnswer, PhoneRequest
from tests.phone.sending_phone import HOUR, SendingPhone, took


def test_forms_go_before_photos_also_one_that_was_handed_in_while_photos_go():
    sending = SendingPhone(lambda request: NetworkAnswer(200, took(request).said, takes=10))
    sending.hands_in("r1", ("p1", "p2"))
    sending.wakes()
    sending.phone.passes(15)
    sending.hands_in("r2")
    sending.phone.passes(HOUR)
    assert sending.sent() == ["r1", "p1", "r2", "p2"]


def told_to_wait_with_photos(request: PhoneRequest) -> NetworkAnswer:
    answer = took(request)
    if "/records/" not in request.path:
        return answer
    return NetworkAnswer(200, {**dict(answer.said), "photos_after": 60})


def test_where_many_hand_in_at_once_the_photos_wait_and_the_forms_go_first():
    sending = SendingPhone(told_to_wait_with_photos)
    sending.hands_in("r1", ("p1",))
    sending.hands_in("r2", ("p2",))
    sending.wakes()
    sending.phone.passes(59)
    sending.wakes()  # another page opens: it asks for all that waits
    sending.phone.passes(0.5)
    assert sending.sent() == ["r1", "r2"]
    assert sending.kept("p1", "photos")["why"] == "现在交的人多，照片过一会儿自动上传"
    sending.phone.passes(60)
    assert sending.sent() == ["r1", "r2", "p1", "p2"]


def test_what_is_put_off_while_the_clock_is_ahead_goes_when_it_is_right():
    sending = SendingPhone(told_to_wait_with_photos)
    sending.phone.clock_is_set(365 * 24 * HOUR)
    sending.hands_in("r1", ("p1",))
    sending.wakes()
    sending.phone.passes(1)
    assert sending.sent() == ["r1"]
    sending.phone.clock_is_set(-365 * 24 * HOUR)
    sending.flushes()
    sending.phone.passes(1)
    assert sending.sent() == ["r1", "p1"]
