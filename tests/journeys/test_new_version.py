"""A new version of the checklist comes while a form is half filled: what it lacks is not lost."""

import re

from playwright.sync_api import expect

from inspect_app import db
from inspect_app.inspections.models import Assignment
from inspect_app.inspections.publish import publish
from tests.cast import changed_checklist, check, checklist_from
from tests.journeys.phone import (
    answers,
    hand_in,
    is_written,
    open_form,
    pass_all_sections,
    records,
    state,
    tap,
)
from tests.journeys.test_one_phone import kept, saved, wangs_page


def publish_changed(app, cast, change) -> None:
    """As the office does it, with what ``change`` makes of the checklist."""
    changed = checklist_from(changed_checklist(change))
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, changed)
        for assignment in cast.assignments:
            session.get(Assignment, assignment).checklist_version_id = version.id


def open_new_version(page, server: str, cast) -> None:
    """Open the form once more when the phone has fetched it anew: it keeps forms for half a day."""
    form = f"/d/assignments/{cast.assignments[0]}/blank"
    with page.expect_response(lambda answer: answer.url == server + form) as fetched:
        page.goto(server + "/d/")
    fetched.value.finished()
    open_form(page)


def without_amount(raw) -> None:
    del raw["sections"][0]["items"][0]["amount"]


def with_other_options(raw) -> None:
    _, happy, why = raw["sections"][2]["items"]
    happy["options"][1]["id"] = why["show_if"]["in"][0] = "bad"


def with_more(raw) -> None:
    raw["sections"][2]["items"] += [
        check("drain", "下水道畅通？"),
        {"id": "wishes", "kind": "choices", "question": "最盼着改什么？", "options": WISHES},
    ]


def with_one_wish_less(raw) -> None:
    """And without the drain, and without the photo of the whole."""
    with_more(raw)
    del raw["sections"][2]["items"][-2]
    raw["sections"][2]["items"][-1]["options"] = WISHES[:2]
    del raw["sections"][1]["items"][1]


WISHES = [
    {"id": "road", "label": "修路"},
    {"id": "water", "label": "通水"},
    {"id": "smell", "label": "臭味"},
]


def test_what_is_asked_no_more_is_told_in_words_and_handed_in_untouched(
    app, phone, server, cast, photos, office
):
    publish_changed(app, cast, with_more)
    page = wangs_page(phone(), server, cast)
    tap(page, "drain", "fail")
    page.locator("#item-drain-0-description").fill("桥头堵了")
    tap(page, "wishes", "road")
    tap(page, "wishes", "smell")
    page.locator("#item-seen-files").set_input_files(photos[0])
    expect(page.locator("#item-seen .photo-state")).to_have_text("照片已送达")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, with_one_wish_less)
    open_new_version(page, server, cast)

    drain = page.locator("#item-drain")
    expect(drain).to_contain_text("下水道畅通？")
    expect(drain).to_contain_text("这一问已取消，不用再答")
    expect(drain).to_contain_text("您填的：“不符合”“桥头堵了”")
    expect(page.locator("#item-seen")).to_contain_text("这一问已取消，不用再答")
    expect(page.locator("#item-seen .photo img")).to_be_visible()
    wishes = page.locator("#item-wishes [data-left]")
    expect(wishes).to_contain_text("您填过的“臭味”这里没有地方填了")
    expect(wishes).not_to_contain_text("重新答")
    expect(page.locator("#item-wishes-road")).to_be_checked()
    pass_all_sections(page)
    hand_in(page)
    receipt = page.locator("main")
    expect(receipt).to_contain_text("下水道畅通？（这一问已取消） 不符合；一般，桥头堵了")
    expect(receipt).to_contain_text("最盼着改什么？（这个选项已取消） 臭味")
    expect(receipt).not_to_contain_text("没有填好")
    said = office.get(records(office, cast)[0]).text
    assert "桥头堵了" in said and "修路" in said and "臭味" in said


def test_the_option_that_is_gone_stays_told_after_another_is_ticked(app, phone, server, cast):
    publish_changed(app, cast, with_more)
    page = wangs_page(phone(), server, cast)
    tap(page, "wishes", "smell")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, with_one_wish_less)
    open_new_version(page, server, cast)
    told = page.locator("#item-wishes [data-left]")
    expect(told).to_contain_text("这一问请重新答一次")
    tap(page, "wishes", "water")
    expect(told).to_contain_text("臭味")
    expect(told).not_to_contain_text("重新答")
    expect(page.locator("#item-drain")).to_be_hidden()


def test_an_amount_the_new_version_does_not_ask_for_is_told_kept_and_handed_in(
    app, phone, server, cast, wang, draft, office
):
    page = wangs_page(phone(), server, cast)
    tap(page, "heap", "fail")
    page.locator("#item-heap-0-description").fill("老槐树下")
    page.locator("#item-heap-0-amount").fill("37")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, without_amount)
    open_new_version(page, server, cast)
    expect(page.locator("#item-heap-0-amount")).to_have_count(0)
    expect(page.locator("#item-heap [data-left]")).to_contain_text("“37”这里没有地方填了")
    page.locator("#suggestion").fill("又一句")
    expect(saved(page)).to_have_text("已保存")
    assert ["item-heap-0-amount", "37"] in wang.get(draft).json["fields"]
    page.reload()
    expect(page.locator("#item-heap [data-left]")).to_contain_text("“37”")
    pass_all_sections(page)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert "老槐树下(37)" in office.get(records(office, cast)[0]).text


def test_an_answer_the_new_version_does_not_offer_is_asked_again(
    app, phone, server, cast, wang, draft
):
    page = wangs_page(phone(), server, cast)
    tap(page, "happy", "no")
    page.locator("#item-why-value").fill("没人扫")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, with_other_options)
    open_new_version(page, server, cast)
    told = page.locator("#item-happy [data-left]")
    expect(told).to_contain_text("您填过的“不满意”“没人扫”这里没有地方填了")
    expect(told).to_contain_text("这一问请重新答一次")
    pass_all_sections(page)
    expect(saved(page)).to_have_text("已保存")
    assert ["item-happy", "no"] in wang.get(draft).json["fields"]

    hand_in(page)  # the item is optional
    expect(page.get_by_role("heading", name="还差 1 处没有填好")).to_be_visible()
    expect(page.locator("main")).to_contain_text("群众满意吗? 请从给出的选项里选")
    page.get_by_role("link", name="去补填").click()
    expect(told).to_be_visible()
    tap(page, "happy", "bad")
    expect(told).to_have_count(0)
    expect(page.locator("#item-why-value")).to_have_value("没人扫")
    hand_in(page)
    expect(page.locator(".receipt")).to_contain_text("更正过 1 次")
    expect(page.get_by_role("heading", name="没有填好")).to_have_count(0)
    last = max(kept(page, "outbox"), key=lambda item: item["queued"])
    assert dict(last["fields"])["item-happy"] == "bad"


def test_an_answer_of_a_newer_version_passes_an_older_page_unharmed(
    app, phone, server, cast, wang, draft
):
    """The other phone has the new version already; this page came from cold."""
    page = wangs_page(phone(), server, cast)
    other = {"device": "other", "n": 1, "saves": 0, "item-drain": "pass", "item-heap": "fail"}
    assert wang.put(draft, other).status_code == 200
    page.locator("#suggestion").fill("这一页写的")
    expect(page.locator("#item-heap-fail")).to_be_checked()
    expect(saved(page)).to_have_text("已保存")
    fields = wang.get(draft).json["fields"]
    assert ["item-drain", "pass"] in fields and ["suggestion", "这一页写的"] in fields


def half_filled_before(app, page, cast):
    """Fill a question that the next version asks no more."""
    tap(page, "drain", "fail")
    page.locator("#item-drain-0-description").fill("桥头堵了")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, with_one_wish_less)


def test_the_phone_keeps_what_is_gone_in_chinese_words(app, phone, server, cast):
    publish_changed(app, cast, with_more)
    page = wangs_page(phone(), server, cast)
    half_filled_before(app, page, cast)
    open_new_version(page, server, cast)
    page.locator("#suggestion").fill("又一句")
    expect(saved(page)).to_have_text("已保存")
    words = str(kept(page, "drafts")[0]["words"])
    assert "桥头堵了" in words and "一般" in words and "minor" not in words


def test_a_correction_that_is_quicker_than_the_servers_draft_keeps_what_is_gone(
    app, phone, server, cast
):
    publish_changed(app, cast, with_more)
    page = wangs_page(phone(), server, cast)
    pass_all_sections(page)
    half_filled_before(app, page, cast)
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    page.route(re.compile(r"/draft\?"), lambda route: route.abort())
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    tap(page, "heap", "na")
    expect(saved(page)).to_have_text("已保存在手机")
    hand_in(page)
    expect(page.locator(".receipt")).to_contain_text("更正过 1 次")
    expect(page.locator("main")).to_contain_text("桥头堵了")


def correct_after_a_new_version(app, context, server, cast):
    """Open what was handed in, ticked wishes among it, one of which the checklist has no more.

    The server's draft is not heard: the page stands as it came.
    """
    publish_changed(app, cast, with_more)
    page = wangs_page(context, server, cast)
    pass_all_sections(page)
    tap(page, "wishes", "road")
    tap(page, "wishes", "smell")
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    publish_changed(app, cast, with_one_wish_less)
    context.route(re.compile(r"/draft\?"), lambda route: route.abort())
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}?correct=1")
    expect(page.locator("#item-wishes [data-left]")).to_contain_text("臭味")
    return page


def test_a_correction_that_waits_is_not_made_twice_where_an_answer_is_gone(
    app, phone, server, cast
):
    page = correct_after_a_new_version(app, phone(), server, cast)
    tap(page, "heap", "na")
    answers(page.context, "PUT", "**/d/records/*", status=503)
    hand_in(page)
    expect(state(page)).to_contain_text("已保存在手机")
    page.reload()
    expect(state(page)).to_contain_text("已保存在手机")
    expect(page.locator("#fill")).to_be_hidden()
    assert kept(page, "drafts") == []


def test_a_correction_gone_on_with_asks_nothing_where_an_answer_is_gone(app, phone, server, cast):
    page = correct_after_a_new_version(app, phone(), server, cast)
    tap(page, "wishes", "road")
    is_written(page)
    page.reload()
    expect(saved(page)).to_have_text("接着上次的填")
    expect(page.locator("#item-wishes-road")).not_to_be_checked()
    expect(page.locator("#apart")).to_be_hidden()
    expect(page.locator("#item-wishes [data-left]")).to_contain_text("臭味")


def test_a_page_whose_scripts_are_lost_hands_in_what_is_gone(app, phone, server, cast, office):
    publish_changed(app, cast, with_more)
    context = phone()
    page = wangs_page(context, server, cast)
    pass_all_sections(page)
    half_filled_before(app, page, cast)
    page.close()
    page = context.new_page()
    page.route("**/js/every-page.js*", lambda route: route.abort())
    page.goto(f"{server}/d/assignments/{cast.assignments[0]}")
    expect(saved(page)).to_contain_text("没有装全")
    hand_in(page)
    page.wait_for_url("**/d/records/**")
    expect(page.locator("main")).to_contain_text("桥头堵了")


def test_what_hangs_on_an_option_that_is_gone_is_told_with_it(app, phone, server, cast, office):
    page = wangs_page(phone(), server, cast)
    tap(page, "happy", "no")
    page.locator("#item-happy-0-description").fill("路灯坏了三盏")
    page.locator("#item-why-value").fill("没人扫")
    expect(saved(page)).to_have_text("已保存")
    publish_changed(app, cast, with_other_options)
    open_new_version(page, server, cast)
    told = page.locator("#item-happy [data-left]")
    expect(told).to_contain_text("“不满意”“路灯坏了三盏”“没人扫”")
    tap(page, "happy", "bad")
    expect(told).to_have_count(0)
    expect(page.locator("#item-happy-0-description")).to_have_value("路灯坏了三盏")
