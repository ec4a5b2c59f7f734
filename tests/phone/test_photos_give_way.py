"""Forms go before photos, which wait where many hand in at once."""

from tests.phone.engine import Answer, Request
from tests.phone.village import HOUR, Village, took


def test_forms_go_before_photos_also_one_that_was_handed_in_while_photos_go():
    village = Village(lambda request: Answer(200, took(request).said, takes=10))
    village.hands_in("r1", ("p1", "p2"))
    village.wakes()
    village.phone.passes(15)
    village.hands_in("r2")
    village.phone.passes(HOUR)
    assert village.sent() == ["r1", "p1", "r2", "p2"]


def told_to_wait_with_photos(request: Request) -> Answer:
    answer = took(request)
    if "/records/" not in request.path:
        return answer
    return Answer(200, {**dict(answer.said), "photos_after": 60})


def test_where_many_hand_in_at_once_the_photos_wait_and_the_forms_go_first():
    village = Village(told_to_wait_with_photos)
    village.hands_in("r1", ("p1",))
    village.hands_in("r2", ("p2",))
    village.wakes()
    village.phone.passes(59)
    village.wakes()  # another page opens: it asks for all that waits
    village.phone.passes(0.5)
    assert village.sent() == ["r1", "r2"]
    assert village.kept("p1", "photos")["why"] == "现在交的人多，照片过一会儿自动上传"
    village.phone.passes(60)
    assert village.sent() == ["r1", "r2", "p1", "p2"]


def test_what_is_put_off_while_the_clock_is_ahead_goes_when_it_is_right():
    village = Village(told_to_wait_with_photos)
    village.phone.clock_is_set(365 * 24 * HOUR)
    village.hands_in("r1", ("p1",))
    village.wakes()
    village.phone.passes(1)
    assert village.sent() == ["r1"]
    village.phone.clock_is_set(-365 * 24 * HOUR)
    village.flushes()
    village.phone.passes(1)
    assert village.sent() == ["r1", "p1"]
