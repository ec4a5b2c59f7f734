"""After 提交: what waits on a phone is told as it is, goes once."""

import json
from uuid import uuid4

import pytest

from simulate.pages import TownAnswer
from tests.simulate.one_phone import BUSY, NOBODY_ANSWERS
from tests.simulate.story import handed_in_without_network

RECORDS, PHOTOS = "PUT /d/records/", "PUT /d/photos/"
A_YEAR = 365


def test_wiped_while_it_waits_the_page_puts_it_back(story):
    phone, page = handed_in_without_network(story)
    phone.disk("wipe")
    assert phone.kept("outbox") == []
    page.does("view.Outbox.flush(true)")
    story.waits(5)
    assert len(phone.kept("outbox")) == 1 and "已送达" not in page.state
    phone.has_a_network_again()
    assert page.has_arrived() and story.handed_in()["item-heap"] == "fail"


def test_without_network_it_says_kept_though_photos_went_ahead(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    page.adds_photos(2)
    story.waits(5)
    assert "照片已送达" in page.text("#item-heap .photo-state")
    phone.loses_its_network()
    page.fills_and_hands_in()
    assert page.state == "已保存在手机，有网络时自动上传"


def test_photos_that_wait_under_an_earlier_record_are_not_called_delivered(story):
    phone = story.phone()
    page = phone.opens()
    phone.loses_its_network()
    page.ticks("heap", "fail")
    page.adds_photos(2)
    page.passes_the_rest()
    story.another_phone_saves(record=str(uuid4()), suggestion="另一部")
    story.answers(PHOTOS, BUSY)
    phone.has_a_network_again()
    assert page.fields["suggestion"] == "另一部"
    page.hands_in()
    story.waits(5)
    assert "照片 0/2" in phone.shows().says
    assert "正在上传 1/3" in phone.opens("/d/waiting").text("#waiting .big-words")


def test_a_page_that_waits_for_another_to_send_says_that_it_is_being_sent(story):
    """A network that is there and silent: what one page sends keeps the others waiting."""
    phone = story.phone()
    page = phone.opens()
    story.holds_back(RECORDS, 25)
    page.fills_and_hands_in()
    assert page.state == "正在上传 0/1"
    waiting = phone.opens("/d/waiting")
    waiting.presses("再试一次")
    assert waiting.text("#waiting .big-words").startswith("正在上传 0/1")
    story.waits(25)
    assert len(story.asked(RECORDS)) == 1
    assert waiting.text("#waiting .big-words") == "已送达"


@pytest.mark.parametrize("has_locks", [True, False])
def test_four_pages_that_hear_of_the_network_together_make_one_record(story, has_locks):
    phone = story.phone(locks=has_locks)
    pages = [phone.opens() for _ in range(4)]
    phone.loses_its_network()
    pages[0].ticks("heap", "fail")
    pages[0].fills_and_hands_in()
    phone.has_a_network_again()
    assert pages[0].has_arrived() and (len(story.asked(RECORDS)) == 1 or not has_locks)
    assert story.handed_in()["item-heap"] == "fail"


def test_every_first_answer_is_lost_and_it_is_still_one_record(story):
    phone, page = handed_in_without_network(story, photos=2)
    story.loses_answers_to("PUT /d/")
    phone.has_a_network_again()
    story.waits(60)
    assert len(story.contents("now")) == 1 and phone.kept("outbox")[0]["state"] == "waiting"
    story.is_well()
    story.waits(600)
    assert page.has_arrived() and "照片2张" in phone.shows().says
    assert story.handed_in()["item-heap-0-description"] == "村口老槐树下"


def test_all_that_waits_is_delivered_once_from_a_phone_that_became_full(story):
    phone = story.phone()
    story.answers("PUT /d/", BUSY)
    page = phone.opens()
    page.ticks("heap", "fail")
    page.adds_photos(2)
    page.fills_and_hands_in()
    other = phone.opens(story.form.replace("/1/", "/2/"))
    other.fills_and_hands_in()
    story.waits(3)  # what is being tried is told to come later
    assert "已保存在手机" in page.state and "已保存在手机" in other.state
    page.closes()
    other.closes()
    waiting = phone.opens("/d/waiting")
    phone.disk("isFull", True)
    story.is_well()
    story.village.asked.clear()
    waiting.does("view.Outbox.flush(true)")
    story.waits(60)
    assert len(story.contents("now")) == 2 and len(story.village.ledger.photos()) == 2
    assert waiting.text("#waiting .big-words") == "已送达 已送达"
    waiting.does("view.Outbox.flush(true)")
    story.waits(60)
    assert len(story.asked("PUT ")) == 4
    assert phone.kept("bytes") == []  # which makes room
    phone.disk("isFull", False)
    waiting.does("view.Outbox.flush(true)")
    story.waits(5)
    assert [item["state"] for item in phone.kept("outbox")] in ([], ["arrived", "arrived"])


def test_a_full_phone_tries_again_when_asked(story):
    phone, page = handed_in_without_network(story)
    page.closes()
    story.answers("PUT /d/", NOBODY_ANSWERS)
    phone.has_a_network_again()
    waiting = phone.opens("/d/waiting")
    assert "已保存在手机" in waiting.text("#waiting .big-words")
    phone.disk("isFull", True)
    story.is_well()
    waiting.presses("再试一次")
    assert waiting.text("#waiting .big-words") == "已送达"


def test_what_is_typed_while_it_is_handed_in_goes_along_or_cannot_be_typed(story):
    phone = story.phone()
    page = phone.opens()
    page.passes_the_rest()
    story.waits(5)
    page.does("""{
      const all = view.Store.all;
      view.Store.all = async name => (await new Promise(done => view.setTimeout(done, 5000)), all(name));
    }""")
    page.hands_in()
    is_open = page.is_shown("#fill")
    if is_open:
        page.types("suggestion", "最后一句")
    story.waits(60)
    assert page.has_arrived() and ("suggestion" in story.handed_in()) is is_open


# What is told of it


def test_the_list_says_what_became_of_the_last_that_was_handed_in(story):
    phone = story.phone()
    phone.opens().fills_and_hands_in()
    story.answers(RECORDS, NOBODY_ANSWERS)
    page = phone.opens(story.correction)
    page.ticks("heap", "na")
    page.hands_in()
    assert "已保存在手机" in page.state
    page.does("""view.Store.all('outbox').then(all => all.forEach(item => {
      const late = {queued: view.Date.now() + 3600000, arrived: view.Date.now()};
      if (item.state === 'arrived') { view.Store.put('outbox', item.id, Object.assign(item, late)); }
    }))""")
    assert "已保存在手机，等着上传" in phone.opens("/d/").text("a.task")


def test_a_clock_that_was_ahead_leaves_nothing_said_for_a_year(story):
    """Handed in with the clock a year ahead, corrected after it was set right."""
    phone = story.phone()
    phone.clock_is(A_YEAR)
    page = phone.opens()
    phone.loses_its_network()
    page.fills_and_hands_in()
    phone.has_a_network_again()
    assert page.has_arrived()
    assert [item["state"] for item in phone.kept("outbox")] == ["arrived"]
    phone.clock_is(0)
    story.answers(RECORDS, BUSY)
    page = phone.opens(story.correction)
    page.ticks("heap", "na")
    page.hands_in()
    assert "已保存在手机" in page.state
    assert [item["base"] for item in phone.kept("outbox")] == ["1"]
    assert "已保存在手机，等着上传" in phone.opens("/d/").text("a.task")


def test_what_only_waits_cannot_be_deleted(story):
    phone, _ = handed_in_without_network(story)
    story.answers(RECORDS, BUSY)
    phone.has_a_network_again()
    waiting = phone.opens("/d/waiting")
    words = waiting.text("#waiting button")
    assert "再试一次" in words and "删掉" not in words and "知道了" not in words


def test_a_refused_record_says_what_to_do_and_can_be_taken_from_the_phone(story):
    phone, page = handed_in_without_network(story, photos=2)
    story.deletes_the_assignment()
    phone.has_a_network_again()
    assert "这个地方已经不由您填了" in page.state and "会自动上传" not in page.text("#sending p")
    assert not page.is_shown("#sending button")
    page.presses("存成文件、复制文字")
    waiting = phone.shows()
    assert "这个地方已经不由您填了" in waiting.text("#waiting .big-words")
    story.village.says_yes = False
    waiting.presses("删掉")
    assert "没有交上去" in story.questions[0] and waiting.is_shown("#waiting .big-words")
    story.village.says_yes = True
    waiting.presses("删掉")
    assert waiting.is_shown("[data-empty]")
    assert [phone.kept(name) for name in ("outbox", "photos", "bytes")] == [[], [], []]


def test_a_photo_refused_after_handing_in_is_said_until_it_was_read(story):
    phone, page = handed_in_without_network(story, photos=1)
    photo = phone.kept("photos")[0]["id"]
    refused = json.dumps({"photo": photo, "error": "不是完整的照片"})
    story.answers(PHOTOS, TownAnswer(422, refused, {}))
    phone.has_a_network_again()
    assert page.has_arrived() and "照片 0/1，其余还没有到" in phone.shows().says
    phone.clock_is(2)
    today = phone.opens("/d/")
    assert "已送达，但有1张照片没有收" in today.text("#outbox")
    assert not today.is_shown("#outbox [data-old]")
    waiting = phone.opens("/d/waiting")
    waiting.presses("知道了")
    assert waiting.is_shown("[data-empty]")
    today = phone.opens("/d/")
    assert "已送达 第1号" in today.text("a.task") and not today.is_shown("#outbox")
    assert [phone.kept(name) for name in ("outbox", "photos", "bytes")] == [[], [], []]


def test_what_is_too_large_says_so_and_is_made_shorter_and_handed_in(story):
    phone = story.phone()
    page = phone.opens()
    page.ticks("heap", "fail")
    page.types("item-heap-0-description", "村口老槐树下")
    page.adds_photos(2)
    page.passes_the_rest()
    story.waits(5)
    assert page.saved == "已保存"  # the server has a draft without what comes now
    page.types("suggestion", "整篇都贴进来" * 50_000)
    page.hands_in()
    assert "内容太大，没有收下" in page.state and "点“回去改短”，改好再交" in page.state
    page.presses("存成文件、复制文字")
    phone.shows().presses("回去改短")
    page = phone.shows()
    story.waits(5)
    assert page.saved == "已保存在手机"  # the server's older draft was met
    assert page.fields["item-heap-0-description"] == "村口老槐树下"
    assert len(page.fields["suggestion"]) == 300_000
    assert phone.kept("outbox") == [] and len(phone.kept("drafts")) == 1
    page.types("suggestion", "只留一句")
    page.hands_in()
    story.waits(5)
    assert "照片2张" in phone.shows().says
    assert story.handed_in()["suggestion"] == "只留一句"


@pytest.mark.parametrize("is_correction", [False, True])
def test_what_waits_is_not_there_to_be_filled_a_second_time(story, is_correction):
    phone = story.phone()
    if is_correction:
        phone.opens().fills_and_hands_in()
    address = story.correction if is_correction else story.form
    page = phone.opens(address)
    story.answers(RECORDS, BUSY)
    page.ticks("heap", "na")
    page.fills_and_hands_in()
    page.closes()
    page = phone.opens(address)
    assert "已保存在手机" in page.state and not page.is_shown("#fill")
    story.is_well()
    story.waits(600)
    assert page.has_arrived() and ("更正过 1 次" in phone.shows().says) is is_correction
    page = phone.opens(story.correction)
    assert page.fields["item-heap"] == "na"
