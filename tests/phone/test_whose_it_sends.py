"""Whose what waits on a phone is: another deputy's stays, that of the term before goes."""

from tests.phone.engine import Answer
from tests.phone.village import DEPUTY, HOUR, SIGNED_OUT, Village, took


def test_what_another_deputy_left_on_the_phone_is_never_sent_by_this_one():
    village = Village()
    village.hands_in("r1", ("p1",), deputy=8)
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent() == []


def test_who_was_elected_again_sends_what_waits_from_the_term_before():
    village = Village()
    village.hands_in("r1", ("p1",), deputy=3)
    village.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    village.wakes()
    village.phone.passes(60)
    assert [one.path for one in village.phone.asked] == [
        "/d/records/r1?deputy=3", "/d/photos/p1?deputy=3&record=r1&age=0"
    ]  # fmt: skip
    assert village.state("r1") == village.state("p1", "photos") == "arrived"


def test_what_is_heard_no_more_from_the_term_before_holds_up_nothing_of_this_one():
    over = {"sent": "before", "photo": "p0", "error": "这是上一届填的"}
    village = Village(
        lambda request: Answer(404, over) if "deputy=3" in request.path else took(request)
    )
    village.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    village.hands_in("before", ("p0",), deputy=3)
    village.hands_in("now", ("p1",))
    village.wakes()
    village.phone.passes(60)
    assert village.state("now") == village.state("p1", "photos") == "arrived"
    assert village.state("before") == village.state("p0", "photos") == "refused"
    assert village.kept("before")["why"] == "这是上一届填的"
    village.wakes()
    village.phone.passes(HOUR)
    assert village.sent().count("before") == 1


def test_who_is_signed_out_is_led_to_the_link_also_with_what_waits_from_the_term_before():
    village = Village(SIGNED_OUT)
    village.phone.does(f"Store.put('about', 'formers:{DEPUTY}', [3])")
    village.hands_in("before", deputy=3)
    village.wakes()
    village.phone.passes(60)
    assert village.state("before") == "waiting"
    assert "请重新打开您的个人链接" in village.kept("before")["why"]
