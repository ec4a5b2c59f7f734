"""A draft meets other copies: of another phone, of what was handed in and is corrected."""

import pytest

from tests.simulate.one_phone import NOBODY_ANSWERS


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


def test_what_two_phones_answered_becomes_one_and_what_differs_is_chosen(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("ditch", "pass")
    story.waits(5)
    phone.loses_its_network()
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "这部手机写的")
    page.types("highlight", "只有这部手机写了")
    story.another_phone_saves(
        item_ditch="na", item_heap="fail", **{"item-heap-0-description": "另一部写的"},
        suggestion="只有另一部写了",
    )  # fmt: skip
    phone.has_a_network_again()
    said = page.fields
    assert said["suggestion"] == "只有另一部写了" and said["highlight"] == "只有这部手机写了"
    assert said["item-ditch"] == "na"  # only the other phone changed it
    [question] = page.asked
    assert "这里填的：不符合，这部手机写的" in question
    page.chooses("elsewhere")
    story.waits(5)
    assert page.fields["item-heap-0-description"] == "另一部写的" and page.asked == []
    assert page.saved == "已保存" and story.half_filled()["highlight"] == "只有这部手机写了"


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
    assert "两次交来的内容不一样" in phone.shows().says
    assert {one["item-heap"] for one in story.contents("now", "rival")} == {"pass", "fail"}


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
