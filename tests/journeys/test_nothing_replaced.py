"""What was written last on a phone is replaced by no older, other or nameless copy unasked."""

import re

from playwright.sync_api import expect

from tests.journeys.phone import (
    answers,
    dies,
    enter,
    hand_in,
    pass_all_sections,
    records,
    tap,
    until,
)
from tests.journeys.test_new_version import publish_changed, with_more, with_one_wish_less
from tests.journeys.test_one_phone import FULL, WIPE, kept, saved, wangs_page


def asked(page):
    return page.locator("#apart li")


def test_what_was_written_last_under_a_question_asked_no_more_reaches_the_server(
    app, phone, server, cast, wang, draft, blank
):
    publish_changed(app, cast, with_more)
    context = phone()
    page = wangs_page(context, server, cast)
    tap(page, "drain", "fail")
    page.locator("#item-drain-0-description").fill("桥头")
    expect(saved(page)).to_have_text("已保存")
    context.set_offline(True)
    page.locator("#item-drain-0-description").fill("桥头堵了一米多")
    expect(saved(page)).to_have_text("已保存在手机")
    dies(page)
    publish_changed(app, cast, with_one_wish_less)
    context.set_offline(False)

    page = context.new_page()
    page.goto(blank + "?new=1")  # not the browser's copy of before
    expect(page.locator("#item-drain")).to_contain_text("桥头堵了一米多")
    until(lambda: "一米多" in str(wang.get(draft).json["fields"]), page)
    assert "一米多" in str(kept(page, "drafts"))


def test_nothing_can_be_typed_while_a_full_phone_hands_in(phone, server, cast, office):
    page = wangs_page(phone(FULL), server, cast)
    pass_all_sections(page)
    expect(saved(page)).to_have_text("已保存")
    held: list = []
    page.context.route(
        "**/d/records/*",
        lambda route: held.append(route) if route.request.method == "PUT" else route.fallback(),
    )
    hand_in(page)
    until(lambda: held, page)
    expect(page.locator("#fill")).to_be_hidden()
    expect(page.locator("#sending")).to_contain_text("正在上传，请不要关闭这一页")
    held[0].abort()
    expect(saved(page)).to_contain_text("请清理手机，再点提交，不要关闭这一页")
    expect(page.locator("#sending")).to_be_hidden()
    page.context.unroute_all()
    page.locator("#suggestion").fill("后来写的")
    hand_in(page)
    expect(page.locator(".receipt .big-words")).to_be_visible()
    assert "后来写的" in office.get(records(office, cast)[0]).text


def test_a_draft_of_nobody_is_kept_when_its_page_is_named_with_nothing_in_it(
    phone, server, cast, blank
):
    """Handed in while the name is asked for: nothing is written any more, nothing deleted."""
    context = phone()
    page = context.new_page()
    enter(page, server, cast, "wang")
    page.wait_for_load_state("load")
    page.goto(server + "/static/icon.svg")
    page.evaluate(WIPE)
    context.route(re.compile(r"/draft\?"), lambda route: route.abort())
    page.goto(blank)
    page.locator("#suggestion").fill("还不知道是谁时写的")
    expect(saved(page)).to_have_text("已保存在手机")
    page.locator("#suggestion").fill("还不知道是谁时写的，又添一句")
    page.evaluate("Fill.draft.end()")
    context.unroute_all()
    page.evaluate("Fill.draft.named()")
    assert "还不知道是谁时写的" in str(kept(page, "drafts"))


def test_two_answers_to_a_question_this_form_knows_nothing_of_are_asked_about(
    app, phone, server, cast, wang, draft, blank
):
    """The form as the phone kept it before the checklist had the question."""
    former = wang.get(f"/d/assignments/{cast.assignments[0]}/blank").text
    publish_changed(app, cast, with_more)
    context = phone()
    page = wangs_page(context, server, cast)
    context.set_offline(True)
    tap(page, "drain", "fail")
    page.locator("#item-drain-0-description").fill("桥头堵了")
    expect(saved(page)).to_have_text("已保存在手机")
    dies(page)
    other = {
        "device": "other",
        "n": 1,
        "saves": wang.get(draft).json["saves"],
        "item-drain": "fail",
        "item-drain-0-severity": "minor",
        "item-drain-0-description": "村口断了",
    }
    assert wang.put(draft, other).status_code == 200
    context.set_offline(False)

    page = context.new_page()
    answers(page, "GET", blank, body=former, content_type="text/html")
    page.goto(blank)
    expect(page.locator("#item-drain")).to_have_count(0)
    expect(asked(page)).to_contain_text("清单里另有的一问")
    expect(page.get_by_role("button", name="这里填的")).to_contain_text("桥头堵了")
    expect(page.get_by_role("button", name="另一处填的")).to_contain_text("村口断了")
    expect(asked(page)).not_to_contain_text("fail")
    page.get_by_role("button", name="这里填的").click()
    expect(saved(page)).to_have_text("已保存")
    assert "桥头堵了" in str(wang.get(draft).json["fields"])


def test_what_was_confirmed_as_ones_own_is_listed_although_nothing_more_was_typed(
    phone, server, cast, blank
):
    context = phone()
    page = context.new_page()
    enter(page, server, cast, "wang")
    page.wait_for_load_state("load")
    page.goto(server + "/static/icon.svg")
    page.evaluate(WIPE)
    context.route(re.compile(r"/draft\?"), lambda route: route.abort())
    page.goto(blank)
    page.locator("#suggestion").fill("还不知道是谁时写的")
    expect(saved(page)).to_have_text("已保存在手机")
    page.evaluate("deputy => Store.put('about', 'deputy', deputy)", cast.wang)
    page.close()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(blank)
    expect(page.locator("#suggestion")).to_have_value("还不知道是谁时写的")
    expect(page.locator("#suggestion")).to_be_visible()  # kept under the name by then
    page.close()
    page = context.new_page()
    page.goto(server + "/d/waiting")
    expect(page.locator("[data-drafts] a")).to_have_count(1)
    (own,) = kept(page, "drafts")
    assert own["deputy"] == cast.wang and own["key"].startswith(f"{cast.wang}:")
