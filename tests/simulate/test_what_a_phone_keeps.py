"""What is filled in on one phone: kept through kills, on full and slow disks, without a network."""

import pytest

from tests.simulate.one_phone import BUSY, NOBODY_ANSWERS, WANG

UNNAMED = "还不知道是谁时写的"


def test_a_phone_full_from_the_start_shows_the_form_and_hands_in(story):
    phone = story.phone()
    phone.disk("isFull", True)
    page = phone.opens()
    page.ticks("heap", "pass")
    assert "手机存不下了" in page.saved
    story.waits(5)
    assert page.saved == "已保存"  # on the server
    page.fills_and_hands_in()
    assert page.has_arrived() and story.handed_in()["item-heap"] == "pass"


def test_a_full_phone_without_network_keeps_the_page_until_there_is_room(story):
    phone = story.phone()
    phone.disk("isFull", True)
    page = phone.opens()
    page.ticks("heap", "pass")
    story.waits(5)
    assert page.saved == "已保存"  # the server has said who fills in
    phone.loses_its_network()
    page.fills_and_hands_in()
    assert "手机存不下了" in page.saved and page.is_shown("#fill")
    story.village.says_yes = False
    page.presses("返回")
    story.waits(10)
    assert "刚填的会丢掉" in story.questions[0] and page.is_shown("#fill")
    phone.disk("isFull", False)
    page.hands_in()
    assert "已保存在手机" in page.state
    phone.has_a_network_again()
    assert page.has_arrived() and story.handed_in()["item-heap"] == "pass"


def test_not_handed_in_for_want_of_room_it_is_saved_when_the_network_is_back(story):
    phone = story.phone()
    phone.disk("isFull", True)
    page = phone.opens()
    story.answers("PUT /d/", NOBODY_ANSWERS)
    page.fills_and_hands_in()
    assert "也没有送出去" in page.saved
    story.is_well()
    story.waits(60)
    assert story.half_filled()["item-heap"] == "pass"


def test_nothing_can_be_typed_while_a_full_phone_hands_in(story):
    phone = story.phone()
    phone.disk("isFull", True)
    page = phone.opens()
    page.passes_the_rest()
    story.waits(5)
    story.holds_back("PUT /d/records/", 10)
    story.answers("PUT /d/records/", NOBODY_ANSWERS)
    page.hands_in()
    assert not page.is_shown("#fill")
    assert "正在上传，请不要关闭这一页" in page.text("#sending")
    story.waits(10)
    assert "请清理手机，再点提交，不要关闭这一页" in page.saved
    assert not page.is_shown("#sending")
    story.is_well()
    page.types("suggestion", "后来写的")
    page.hands_in()
    assert page.has_arrived() and story.handed_in()["suggestion"] == "后来写的"


def test_what_was_delivered_from_memory_leaves_no_draft_to_be_handed_in_again(story):
    phone = story.phone()
    page = phone.opens()
    page.types("suggestion", "先写的")
    story.waits(5)
    assert page.saved == "已保存" and len(phone.kept("drafts")) == 1
    phone.disk("isFull", True)
    page.types("suggestion", "后写的")
    page.fills_and_hands_in()
    assert page.has_arrived() and phone.kept("drafts") == []
    assert story.handed_in()["suggestion"] == "后写的"


def test_what_another_page_saved_goes_along_from_memory(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "pass")
    story.waits(5)
    phone.disk("isFull", True)
    page.passes_the_rest()
    story.waits(5)
    assert page.saved == "已保存"
    phone.disk("isFull", False)
    other = phone.opens()
    other.types("suggestion", "另一页写的")
    story.waits(5)
    assert other.saved == "已保存"
    other.closes()
    phone.disk("isFull", True)
    page.hands_in()
    story.waits(5)
    assert page.has_arrived() and phone.kept("drafts") == []
    assert story.handed_in()["suggestion"] == "另一页写的"


def test_a_draft_that_is_read_late_meets_what_was_entered_meanwhile(story):
    phone = story.phone()
    story.answers(f"GET {story.draft}", NOBODY_ANSWERS)
    page = phone.opens()
    page.types("suggestion", "存在手机里的建议")
    assert page.saved == "已保存在手机"
    page.closes()
    phone.disk("slowness", 7_000)
    page = phone.opens()
    page.ticks("heap", "na")
    page.types("highlight", "路面干净")
    assert "suggestion" not in page.fields
    phone.disk("slowness", 0)
    story.waits(60)
    said = page.fields
    assert (said["suggestion"], said["highlight"]) == ("存在手机里的建议", "路面干净")
    assert said["item-heap"] == "na" and page.saved == "已保存在手机"
    page.closes()
    assert phone.opens().fields["suggestion"] == "存在手机里的建议"
    assert len(phone.kept("drafts")) == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_killed_as_soon_as_a_photo_is_kept_the_form_shows_it(story, is_first):
    phone = story.phone()
    page = phone.opens()
    if not is_first:
        page.ticks("heap", "fail")
        story.waits(5)
    phone.loses_its_network()
    page.does("{ view.Form.changed = () => {}; }")  # what would have come after
    page.adds_photos()
    assert page.is_shown("#item-heap .photo")
    page.dies()
    phone.has_a_network_again()
    assert phone.opens().is_shown("#item-heap .photo")
    assert len(phone.kept("drafts")) == 1


def test_killed_as_soon_as_a_photo_is_kept_another_page_of_the_form_shows_it(story):
    phone = story.phone()
    page, other = phone.opens(), phone.opens()
    phone.loses_its_network()
    page.does("{ view.Form.changed = () => {}; }")  # what would have come after
    page.adds_photos()
    page.dies()
    other.types("suggestion", "另一页写的")
    assert other.is_shown("#item-heap .photo") and other.saved == "已保存在手机"
    [draft] = phone.kept("drafts")
    assert [name for name, value in draft["fields"] if name.endswith("-photo") and value]


def test_a_photo_is_shown_once_and_named_once(story):
    phone = story.phone()
    page = phone.opens()
    page.adds_photos(2)
    story.waits(5)
    assert page.text("#item-heap .photo button").count("删掉这张") == 2
    ids = [value for name, value in page.does("view.Fill.fields()") if name.endswith("-photo")]
    assert len(ids) == len(set(ids)) == 2 and page.asked == []


def test_killed_as_a_photo_is_kept_while_a_save_is_under_way_the_form_shows_it(story):
    """The save, which names no photo, reaches the server; nobody hears of it."""
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    story.waits(5)
    page.does("{ view.Form.changed = () => {}; }")
    story.loses_answers_to(f"PUT {story.draft}")
    page.does("{ view.Fill.form.dispatchEvent(new Event('fill:changed')); }")
    page.adds_photos()
    assert page.is_shown("#item-heap .photo")
    page.dies()
    story.is_well()
    page = phone.opens()
    story.waits(5)
    assert page.is_shown("#item-heap .photo") and page.saved == "已保存"


def test_the_own_lost_answer_asks_nothing(story):
    phone = story.phone()
    page = phone.opens()
    story.loses_answers_to(f"PUT {story.draft}")
    page.types("suggestion", "村口")
    story.waits(3)
    assert story.half_filled()["suggestion"] == "村口"
    story.answers(f"PUT {story.draft}", NOBODY_ANSWERS)
    page.types("suggestion", "村口老槐树下")
    page.closes()
    story.is_well()
    page = phone.opens()
    story.waits(5)
    assert page.saved == "已保存" and page.asked == []
    assert story.half_filled()["suggestion"] == "村口老槐树下"


def test_a_draft_nobody_answers_is_saved_ever_more_seldom(story):
    page = story.phone().opens()
    story.answers(f"PUT {story.draft}", BUSY)
    page.types("suggestion", "村口")
    story.waits(30)
    assert 2 <= len(story.asked(f"PUT {story.draft}")) <= 5


def test_on_a_network_that_does_not_answer_what_is_kept_opens(story):
    phone = story.phone(worker=True)
    phone.opens("/d/").closes()
    story.holds_back("GET /d/", 1_000)
    phone.phone.kept_pages.clear()
    story.village.opens(phone.phone, WANG, story.form)
    story.waits(8)
    page = phone.shows()
    assert page.is_shown("#fill")
    page.closes()
    story.village.opens(phone.phone, WANG, "/d/")
    story.waits(20)
    assert phone.shows().text("h1") == "存在手机里的"


def test_the_rest_of_a_section_says_how_many_it_passes_and_when_none_is_left(story):
    page = story.phone().opens()
    assert page.text("[data-rest]") == "本节其余都符合（2项）"
    page.ticks("heap", "fail")
    assert page.text("[data-rest]") == "本节其余都符合（1项）"
    page.passes_the_rest()
    assert page.text("[data-rest]") == "本节没有剩下的了"
    assert page.does("view.document.querySelector('[data-rest]').disabled")
