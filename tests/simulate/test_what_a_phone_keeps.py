"""What is filled in on one phone: kept through kills, wiped and full disks, and corrected later."""

import pytest

from tests.simulate.story import NOBODY_ANSWERS, WANG

UNNAMED = "还不知道是谁时写的"


# A disk that is full, slow, or loses what it had


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


def test_leaving_waits_for_the_photos_in_work(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    story.waits(5)
    phone.disk("slowness", 6_000)
    page.adds_photos(2)
    page.presses("先存着")
    assert phone.shows().page.url != "/d/"
    story.waits(60)
    assert phone.shows().page.url == "/d/" and len(phone.kept("photos")) == 2


@pytest.mark.parametrize("is_first", [True, False])
def test_killed_as_soon_as_a_photo_is_kept_the_form_shows_it(story, is_first):
    phone = story.phone()
    page = phone.opens()
    if not is_first:
        page.ticks("heap", "fail")
        story.waits(5)
    phone.loses_its_network()
    page.does("{ view.Fill.changed = () => {}; }")  # what would have come after
    page.adds_photos()
    assert page.is_shown("#item-heap .photo")
    page.dies()
    phone.has_a_network_again()
    assert phone.opens().is_shown("#item-heap .photo")
    assert len(phone.kept("drafts")) == 1


def test_killed_as_a_photo_is_kept_while_a_save_is_under_way_the_form_shows_it(story):
    """The save, which names no photo, reaches the server; nobody hears of it."""
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    story.waits(5)
    page.does("{ view.Fill.changed = () => {}; }")
    story.loses_answers_to(f"PUT {story.draft}")
    page.does(
        "{ view.Fill.draft.isDirty = true; view.Fill.form.dispatchEvent(new Event('fill:changed')); }"
    )
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


# Two phones


def test_a_question_between_two_phones_waits_for_its_answer(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "pass")
    story.waits(5)
    phone.loses_its_network()
    page.ticks("ditch", "fail")
    assert page.saved == "已保存在手机"
    story.another_phone_saves(item_heap="pass", item_ditch="na")
    phone.has_a_network_again()
    assert len(page.asked) == 1
    story.waits(60)
    assert story.half_filled()["item-ditch"] == "na"
    page.closes()
    page = phone.opens()
    assert len(page.asked) == 1
    page.chooses("here")
    story.waits(5)
    assert story.half_filled()["item-ditch"] == "fail"


def test_handed_in_on_the_other_phone_meanwhile_both_are_kept(story):
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.ticks("heap", "fail")
    page.passes_the_rest()
    story.another_phone_hands_in()
    phone.has_a_network_again()
    assert page.is_shown("#elsewhere")
    page.hands_in()
    story.waits(5)
    assert "两部手机交来的内容不一样" in phone.shows().says
    assert {one["item-heap"] for one in story.contents("now", "rival")} == {"pass", "fail"}


# Corrections


def test_a_draft_of_before_the_correction_is_kept_and_can_be_reached(story):
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.types("suggestion", "只在这部手机上")
    page.dies()
    story.another_phone_hands_in()
    phone.has_a_network_again()
    page = phone.opens(story.correction)
    page.ticks("heap", "na")
    story.waits(5)
    assert page.saved == "已保存"
    page.presses("去看看那一份")
    page = phone.shows()
    assert page.fields["suggestion"] == "只在这部手机上" and page.is_shown("#elsewhere")
    drafts = phone.kept("drafts")
    assert len(drafts) == 2 and len(phone.opens("/d/waiting").lists("drafts")) == 2
    [correction] = [one["address"] for one in drafts if "base" in one["address"]]
    page = phone.opens(correction)
    assert page.fields["item-heap"] == "na"
    page.fills_and_hands_in()
    story.waits(5)
    assert "更正过 1 次" in phone.shows().says


def test_a_correction_says_what_it_is_and_goes_on_where_it_stopped(story):
    phone = story.phone()
    story.another_phone_hands_in()
    page = phone.opens(story.correction)
    assert page.saved == "更正：下面是已交的那份"
    page.ticks("heap", "na")
    story.waits(5)
    assert page.saved == "已保存"
    other = story.phone().opens(story.correction)
    assert other.saved == "接着上次的填" and other.fields["item-heap"] == "na"


def test_a_correction_begun_before_the_server_was_heard_asks_nothing(story):
    """The office's paper grid keeps no severity where nothing failed; the form presets one."""
    phone = story.phone()
    story.another_phone_hands_in()
    story.holds_back(f"GET {story.draft}", 5)
    page = phone.opens(story.correction)
    page.ticks("heap", "na")
    story.waits(20)
    assert page.saved == "已保存" and page.asked == []


@pytest.mark.parametrize("is_heard", [True, False])
def test_an_item_cleared_on_the_phone_stays_cleared_over_the_servers_page(story, is_heard):
    phone = story.phone()
    story.another_phone_hands_in(suggestion="交过的建议")
    if not is_heard:
        story.answers(f"GET {story.draft}", NOBODY_ANSWERS)
    page = phone.opens(story.correction)
    assert page.fields["suggestion"] == "交过的建议"
    page.types("suggestion", "")
    story.waits(5)
    assert page.saved == ("已保存" if is_heard else "已保存在手机")
    page.closes()
    story.is_well()
    page = phone.opens(story.correction)
    story.waits(5)
    assert "suggestion" not in page.fields and page.fields["item-heap"] == "pass"


def test_a_draft_nobody_wants_any_more_is_taken_from_the_phone(story):
    phone = story.phone()
    phone.opens().ticks("heap", "pass")
    story.waits(5)
    waiting = phone.opens("/d/waiting")
    waiting.presses("不要了，删掉")
    assert not waiting.is_shown("[data-drafts]") and phone.kept("drafts") == []


# Filled in before anybody was known


def filled_by_nobody(story, phone):
    """Open the form after the phone was wiped, while the server says nothing; write into it."""
    phone.opens().closes()
    phone.disk("wipe")
    story.answers(f"GET {story.draft}", NOBODY_ANSWERS)
    page = phone.opens()
    page.types("suggestion", UNNAMED)
    assert page.saved == "已保存在手机" and phone.kept("drafts")[0]["deputy"] is None
    return page


def test_what_was_filled_before_anybody_was_known_is_asked_whose_it_is(story):
    phone = story.phone()
    filled_by_nobody(story, phone).closes()
    story.is_well()
    phone.enters(WANG)
    page = phone.opens()
    story.waits(5)
    assert "是您填的吗" in story.questions[0]
    assert page.fields["suggestion"] == UNNAMED and page.saved == "已保存"
    assert len(phone.kept("drafts")) == 1
    page.closes()
    assert phone.opens().fields["suggestion"] == UNNAMED and len(story.questions) == 1


def test_what_was_confirmed_as_ones_own_is_listed_although_nothing_more_was_typed(story):
    phone = story.phone()
    page = filled_by_nobody(story, phone)
    page.does(f"view.Store.put('about', 'deputy', {WANG})")
    page.closes()
    page = phone.opens()
    assert page.fields["suggestion"] == UNNAMED
    page.closes()
    assert len(phone.opens("/d/waiting").lists("drafts")) == 1
    (own,) = phone.kept("drafts")
    assert own["deputy"] == WANG and own["key"].startswith(f"{WANG}:")


def test_a_draft_of_nobody_is_kept_when_its_page_is_named_with_nothing_in_it(story):
    """Handed in while the name is asked for: nothing is written any more, nothing deleted."""
    phone = story.phone()
    page = filled_by_nobody(story, phone)
    page.does("{ view.Fill.draft.end(); }")
    story.is_well()
    page.does("view.Fill.draft.named()")
    story.waits(5)
    assert UNNAMED in str(phone.kept("drafts"))
