"""存在手机里的: what is half filled is handed in as it stands, the newest of it, also from a full phone."""

from playwright.sync_api import expect

from founding.waiting import until
from tests.journeys.form_and_store import FULL, kept, saved, wangs_page
from tests.journeys.phone import (
    answers,
    dies,
    hand_in,
    pass_all_sections,
    records,
    second_page,
    state,
)
from tests.waiting import hearing

TOO_LONG = """(field, words) => {
  field.value = words.repeat(50000);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""

FULL_LATER = FULL.replace("window.isFull = true", "window.isFull = false")


def as_it_stands(page) -> None:
    page.get_by_role("button", name="就这样交上去").click()


def hears(page) -> list[str]:
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    return said


def test_what_was_gone_on_with_meanwhile_is_looked_at_again_before_it_is_handed_in(
    phone, server, cast, office
):
    context = phone()
    one = wangs_page(context, server, cast)
    one.locator("#suggestion").fill("先写的")
    expect(saved(one)).to_have_text("已保存")
    waiting = context.new_page()
    waiting.goto(server + "/d/waiting")
    expect(waiting.locator("[data-drafts] a")).to_have_count(1)
    one.locator("#suggestion").fill("先写的，后来又写的一大段")
    expect(saved(one)).to_have_text("已保存")
    one.close()
    said = hears(waiting)
    waiting.get_by_text("这份表打不开？").click()
    as_it_stands(waiting)
    until(lambda: said, hearing(waiting))
    assert said == ["刚又填过，请再看一遍"]
    assert records(office, cast) == []
    expect(waiting.locator("[data-drafts] .said")).to_contain_text("后来又写的一大段")
    waiting.get_by_text("这份表打不开？").click()
    as_it_stands(waiting)
    until(lambda: records(office, cast), hearing(waiting))
    assert "后来又写的一大段" in office.get(records(office, cast)[0]).text
    assert kept(waiting, "drafts") == []


def test_what_was_gone_on_with_meanwhile_is_not_deleted(phone, server, cast):
    context = phone()
    one = wangs_page(context, server, cast)
    one.locator("#suggestion").fill("先写的")
    expect(saved(one)).to_have_text("已保存")
    waiting = context.new_page()
    waiting.goto(server + "/d/waiting")
    expect(waiting.locator("[data-drafts] a")).to_have_count(1)
    one.locator("#suggestion").fill("先写的，后来又写的一大段")
    expect(saved(one)).to_have_text("已保存")
    said = hears(waiting)
    waiting.get_by_role("button", name="不要了，删掉").click()
    until(lambda: said, hearing(waiting))
    assert said == ["刚又填过，请再看一遍"]
    assert "后来又写的" in str(kept(waiting, "drafts"))


def test_both_answers_that_are_handed_in_unchosen_are_told(phone, server, cast):
    context = phone()
    one = wangs_page(context, server, cast)
    two = second_page(one)
    context.set_offline(True)
    one.locator("#suggestion").fill("甲页写的")
    expect(saved(one)).to_have_text("已保存在手机")
    two.locator("#suggestion").fill("乙页写的")
    expect(two.locator("#conflict li")).to_have_count(1)
    until(lambda: kept(two, "drafts")[0].get("open"), hearing(two))
    dies(one)
    context.set_offline(False)
    answers(context, "PUT", "**/d/records/*", status=404, json={"sent": "x", "error": "x"})
    two.goto(server + "/d/waiting")
    hears(two)
    two.get_by_text("这份表打不开？").click()
    as_it_stands(two)
    expect(two.locator("#waiting .big-words")).to_have_count(2)
    expect(two.locator("#waiting")).to_contain_text("甲页写的")
    expect(two.locator("#waiting")).to_contain_text("乙页写的")


def test_a_full_phone_hands_in_as_it_stands_from_memory_or_says_that_it_cannot(
    phone, server, cast, office
):
    context = phone(FULL_LATER)
    page = wangs_page(context, server, cast)
    page.locator("#suggestion").fill("先写的")
    expect(saved(page)).to_have_text("已保存")
    page.goto(server + "/d/waiting")
    page.evaluate("window.isFull = true")
    said = hears(page)
    page.get_by_text("这份表打不开？").click()
    context.set_offline(True)
    as_it_stands(page)
    until(lambda: len(said) == 2, hearing(page))
    assert said[1] == "手机存不下了，也没有送出去。请清理手机，再点一次"
    assert len(kept(page, "drafts")) == 1
    context.set_offline(False)
    as_it_stands(page)
    until(lambda: len(said) == 4, hearing(page))
    assert said[3] == "已送达"
    expect(page.locator("[data-drafts]")).to_be_hidden()
    assert "先写的" in office.get(records(office, cast)[0]).text


def test_a_full_phone_says_that_it_cannot_take_a_form_back(phone, server, cast):
    page = wangs_page(phone(FULL_LATER), server, cast)
    pass_all_sections(page)
    page.locator("#suggestion").evaluate(TOO_LONG, "整篇都贴进来")
    hand_in(page)
    expect(state(page)).to_contain_text("内容太大，没有收下")
    page.get_by_role("link", name="存成文件、复制文字").click()
    page.evaluate("window.isFull = true")
    said = hears(page)
    page.get_by_role("button", name="回去改短").click()
    until(lambda: said, hearing(page))
    assert said == ["手机存不下了，请清理手机，再点一次"]
    assert len(kept(page, "outbox")) == 1


def test_what_is_too_large_for_a_full_phone_is_made_shorter_on_the_form(phone, server, cast):
    page = wangs_page(phone(FULL), server, cast)
    pass_all_sections(page)
    page.locator("#suggestion").evaluate(TOO_LONG, "整篇都贴进来")
    hand_in(page)
    expect(saved(page)).to_have_text("内容太大，没有收下。请改短，再点提交")
    expect(page.locator("#fill")).to_be_visible()


def test_what_was_made_shorter_on_another_page_does_not_come_back(phone, server, cast):
    context = phone()
    page = wangs_page(context, server, cast)
    pass_all_sections(page)
    page.locator("#suggestion").evaluate(TOO_LONG, "整篇都贴进来")
    context.set_offline(True)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.evaluate("Outbox.flush = async () => {}")  # asleep, as phones put their pages
    context.set_offline(False)
    two = context.new_page()
    two.goto(server + "/d/waiting")
    expect(two.locator("#waiting .big-words")).to_contain_text("内容太大")
    two.get_by_role("button", name="回去改短").click()
    two.locator("#suggestion").fill("只留一句")
    hand_in(two)
    expect(two.locator(".receipt .big-words")).to_be_visible()
    page.evaluate("Outbox.changed()")
    expect(state(page)).to_have_text("在手机的另一页上处理过了，请点“返回”再看")
    said = [dict(item["fields"])["suggestion"] for item in kept(page, "outbox")]
    assert said == ["只留一句"]
