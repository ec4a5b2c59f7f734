"""A new version of the checklist comes while a form is half filled: what it lacks is not lost."""

import pytest

from tests.cast import (
    changed_checklist,
    check,
    checklist_from,
    with_another_option,
    with_more,
    with_one_wish_less,
)
from tests.simulate.handset import OpenForm
from tests.simulate.one_phone import BUSY, NOBODY_ANSWERS
from tests.simulate.story import ToldStory


def without_amount(raw) -> None:
    del raw["sections"][0]["items"][0]["amount"]


def renews(story: ToldStory, change) -> None:
    story.renews(checklist_from(changed_checklist(change)))


@pytest.fixture
def phone(story):
    """A phone on which a checklist with more to ask than the next is filled in."""
    renews(story, with_more)
    return story.phone()


def opens_anew(phone) -> OpenForm:
    """Open the form when the phone has fetched it anew: it keeps forms for half a day."""
    phone.phone.kept_pages.clear()
    page = phone.opens()
    phone.story.waits(5)
    return page


def half_filled_before(story, phone) -> OpenForm:
    """Fill a question that the next version asks no more."""
    page = phone.opens()
    page.passes_the_rest()
    page.ticks("drain", "fail")
    page.types("item-drain-0-description", "桥头堵了")
    story.waits(5)
    assert page.saved == "已保存"
    return page


def test_a_new_question_does_not_break_a_draft_under_way(story):
    renews(story, lambda raw: None)
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "旧版清单上写的")
    renews(story, lambda raw: raw["sections"][2]["items"].append(check("drain", "下水道畅通？")))
    page.fills_and_hands_in()
    story.waits(5)
    receipt = phone.shows()
    assert "还差 1 处没有填好" in receipt.says
    assert story.handed_in()["item-heap-0-description"] == "旧版清单上写的"
    receipt.presses("去补填")
    page = phone.shows()
    assert page.fields["item-heap-0-description"] == "旧版清单上写的"
    page.ticks("drain", "pass")
    page.hands_in()
    story.waits(5)
    assert "更正过 1 次" in phone.shows().says and "没有填好" not in phone.shows().says


def test_the_option_that_is_gone_stays_told_after_another_is_ticked(story, phone):
    page = phone.opens()
    page.ticks("wishes", "smell")
    story.waits(5)
    page.closes()
    renews(story, with_one_wish_less)
    page = opens_anew(phone)
    told = "#item-wishes [data-left]"
    assert "这一问请重新答一次" in page.text(told)
    page.ticks("wishes", "water")
    assert "臭味" in page.text(told) and "重新答" not in page.text(told)
    assert not page.is_shown("#item-drain")


def test_an_amount_the_new_version_does_not_ask_for_is_told_kept_and_handed_in(story):
    renews(story, lambda raw: None)
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "老槐树下")
    page.types("item-heap-0-amount", "37")
    story.waits(5)
    page.closes()
    renews(story, without_amount)
    page = opens_anew(phone)
    assert not page.is_shown('[name="item-heap-0-amount"]')
    assert "“37”这里没有地方填了" in page.text("#item-heap [data-left]")
    page.types("suggestion", "又一句")
    story.waits(5)
    assert story.half_filled()["item-heap-0-amount"] == "37"
    page.closes()
    page = opens_anew(phone)
    assert "“37”" in page.text("#item-heap [data-left]")
    page.fills_and_hands_in()
    assert page.has_arrived() and story.handed_in()["item-heap-0-amount"] == "37"


def test_an_answer_the_new_version_does_not_offer_is_asked_again(story):
    renews(story, lambda raw: None)
    phone = story.phone()
    page = phone.opens()
    page.ticks("happy", "no")
    page.types("item-happy-0-description", "路灯坏了三盏")
    page.types("item-why", "没人扫")
    story.waits(5)
    page.closes()
    renews(story, with_another_option)
    page = opens_anew(phone)
    told = "#item-happy [data-left]"
    assert "您填过的“不满意”“路灯坏了三盏”“没人扫”这里没有地方填了" in page.text(told)
    assert "这一问请重新答一次" in page.text(told)
    page.passes_the_rest()
    story.waits(5)
    assert story.half_filled()["item-happy"] == "no"
    page.hands_in()  # the item is optional
    story.waits(5)
    receipt = phone.shows()
    assert "还差 1 处没有填好" in receipt.says
    assert "群众满意吗? 请从给出的选项里选" in receipt.says
    receipt.presses("去补填")
    page = phone.shows()
    assert page.is_shown(told)
    page.ticks("happy", "bad")
    assert not page.is_shown(told)
    assert page.fields["item-happy-0-description"] == "路灯坏了三盏"
    assert page.fields["item-why"] == "没人扫"
    page.hands_in()
    story.waits(5)
    assert "更正过 1 次" in phone.shows().says and "没有填好" not in phone.shows().says
    assert story.handed_in()["item-happy"] == "bad"


def test_an_answer_of_a_newer_version_passes_an_older_page_unharmed(story):
    """The other phone has the new version already; this page came from cold."""
    page = story.phone().opens()
    story.another_phone_saves(item_drain="pass", item_heap="fail")
    page.types("suggestion", "这一页写的")
    story.waits(10)
    assert page.fields["item-heap"] == "fail" and page.saved == "已保存"
    said = story.half_filled()
    assert said["item-drain"] == "pass" and said["suggestion"] == "这一页写的"


def test_the_phone_keeps_what_is_gone_in_chinese_words(story, phone):
    half_filled_before(story, phone).closes()
    renews(story, with_one_wish_less)
    page = opens_anew(phone)
    page.types("suggestion", "又一句")
    story.waits(5)
    words = str(phone.kept("drafts")[0]["words"])
    assert "桥头堵了" in words and "一般" in words and "minor" not in words


def test_a_correction_that_is_quicker_than_the_servers_draft_keeps_what_is_gone(story, phone):
    page = half_filled_before(story, phone)
    renews(story, with_one_wish_less)
    page.hands_in()
    assert page.has_arrived()
    story.answers(f"GET {story.draft}", NOBODY_ANSWERS)
    page = phone.opens(story.correction)
    page.ticks("heap", "na")
    assert page.saved == "已保存在手机"
    page.hands_in()
    story.waits(5)
    assert "更正过 1 次" in phone.shows().says
    assert story.handed_in()["item-drain-0-description"] == "桥头堵了"


@pytest.fixture
def correction(story, phone) -> OpenForm:
    """What was handed in, ticked wishes among it, one of which the checklist has no more.

    The server's draft is not heard: the page stands as it came.
    """
    page = phone.opens()
    page.ticks("wishes", "road")
    page.ticks("wishes", "smell")
    page.fills_and_hands_in()
    assert page.has_arrived()
    renews(story, with_one_wish_less)
    story.answers(f"GET {story.draft}", NOBODY_ANSWERS)
    page = phone.opens(story.correction)
    assert "臭味" in page.text("#item-wishes [data-left]")
    return page


def test_a_correction_that_waits_is_not_made_twice_where_an_answer_is_gone(
    story, phone, correction
):
    correction.ticks("heap", "na")
    story.answers("PUT /d/records/", BUSY)
    correction.hands_in()
    assert "已保存在手机" in correction.state
    correction.closes()
    page = phone.opens(story.correction)
    assert "已保存在手机" in page.state and not page.is_shown("#fill")
    assert phone.kept("drafts") == []


def test_a_correction_gone_on_with_asks_nothing_where_an_answer_is_gone(story, phone, correction):
    correction.ticks("wishes", "road")
    correction.closes()
    page = phone.opens(story.correction)
    assert page.saved == "接着上次的填" and page.asked == []
    assert "road" not in page.fields.values()
    assert "臭味" in page.text("#item-wishes [data-left]")


def test_what_was_written_last_under_a_question_asked_no_more_reaches_the_server(story, phone):
    page = half_filled_before(story, phone)
    phone.loses_its_network()
    page.types("item-drain-0-description", "桥头堵了一米多")
    assert page.saved == "已保存在手机"
    page.dies()
    renews(story, with_one_wish_less)
    phone.has_a_network_again()
    page = opens_anew(phone)
    assert "桥头堵了一米多" in page.text("#item-drain")
    assert story.half_filled()["item-drain-0-description"] == "桥头堵了一米多"
    assert "一米多" in str(phone.kept("drafts"))


def test_two_answers_to_a_question_this_form_knows_nothing_of_are_asked_about(story):
    """The form as the phone kept it before the checklist had the question."""
    phone = story.phone()
    phone.opens().closes()
    former = dict(phone.phone.kept_pages)
    renews(story, with_more)
    page = opens_anew(phone)
    phone.loses_its_network()
    page.ticks("drain", "fail")
    page.types("item-drain-0-description", "桥头堵了")
    page.dies()
    story.another_phone_saves(
        item_drain="fail",
        **{"item-drain-0-severity": "minor", "item-drain-0-description": "村口断了"},
    )
    phone.has_a_network_again()
    phone.phone.kept_pages.update(former)
    page = phone.opens()
    story.waits(5)
    assert not page.is_shown("#item-drain")
    [question] = page.asked
    assert "清单里另有的一问" in question and "fail" not in question
    assert "桥头堵了" in question.split("另一处填的")[0]
    assert "村口断了" in question.split("另一处填的")[1]
    page.chooses("here")
    story.waits(5)
    assert page.saved == "已保存"
    assert story.half_filled()["item-drain-0-description"] == "桥头堵了"
