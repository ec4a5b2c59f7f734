"""The phone of who is no deputy any more: what it holds half filled is handed in, as late."""

import re

import pytest
from playwright.sync_api import Page, expect

from founding.waiting import until
from tests.entering.signing_in import elected_again
from tests.journeys.form_and_store import WIPE, kept, saved, wangs_page
from tests.journeys.phone import (
    hand_in,
    hand_in_to_a_busy_server,
    open_form,
    pass_all_sections,
    tap,
)
from tests.waiting import hearing


@pytest.fixture
def half_filled(phone, server, cast, office, photos) -> Page:
    """王建国's page, open, with one answer and a photo; the office has archived him since."""
    page = wangs_page(phone(), server, cast)
    tap(page, "heap", "fail")
    page.locator("[name=item-heap-0-description]").fill("村口老槐树下")
    page.locator("[name=item-heap-0-files]").set_input_files(photos[0])
    expect(page.locator("#item-heap .photo img")).to_have_count(1)
    expect(saved(page)).to_have_text("已保存")
    assert office.post(f"/office/roster/deputies/{cast.wang}/archive").status_code == 303
    return page


def the_record(page: Page, office) -> str:
    """Return the office's page of what the phone has handed in."""
    expect(page.locator("#waiting .big-words")).to_have_text("已送达")
    return office.get(f"/office/records/{kept(page, 'outbox')[0]['record']}").text


def test_what_is_half_filled_is_looked_at_and_handed_in_as_it_stands(half_filled, server, office):
    page = half_filled
    page.goto(server + "/d/")
    expect(page.get_by_role("heading", name="您现在不在代表名单里")).to_be_visible()
    page.get_by_role("link", name="看存在手机里的").click()
    page.get_by_text("看看填了什么").click()
    expect(page.locator("[data-drafts] .said")).to_contain_text("不符合；村口老槐树下；较大")
    page.get_by_text("这份表打不开？").click()
    questions: list[str] = []
    page.once("dialog", lambda asked: (questions.append(asked.message), asked.accept()))
    page.get_by_role("button", name="就这样交上去").click()
    record = the_record(page, office)
    assert "没填完的也收" in questions[0] and kept(page, "drafts") == []
    assert (
        "村口老槐树下" in record and "没有计入统计" in record and "<dt>照片</dt><dd>1/1" in record
    )


def test_a_form_that_is_open_is_gone_on_with_and_handed_in(half_filled, office):
    page = half_filled
    pass_all_sections(page)
    expect(saved(page)).not_to_have_text("已保存")
    hand_in(page)
    expect(page).to_have_url(
        re.compile("/d/waiting$")
    )  # by way of the receipt, which is not theirs
    assert "村口老槐树下" in the_record(page, office)


def test_what_was_filled_before_anybody_was_known_is_asked_for_and_handed_in(
    phone, server, cast, office, blank
):
    context = phone()
    page = wangs_page(context, server, cast)
    page.goto(server + "/static/icon.svg")
    page.evaluate(WIPE)
    context.route(re.compile(r"/draft\?"), lambda route: route.abort())
    page.goto(blank)
    page.locator("#suggestion").fill("还不知道是谁时写的")
    expect(saved(page)).to_have_text("已保存在手机")
    page.close()
    context.unroute_all()
    assert office.post(f"/office/roster/deputies/{cast.wang}/archive").status_code == 303
    page = context.new_page()
    page.on("dialog", lambda asked: asked.accept())
    page.goto(server + "/d/waiting")
    page.get_by_text("这份表打不开？").click()
    page.get_by_role("button", name="就这样交上去").click()
    until(lambda: kept(page, "outbox"), hearing(page))
    page.goto(server + "/d/")
    until(lambda: kept(page, "outbox")[0]["state"] == "arrived", hearing(page))
    record = office.get(f"/office/records/{kept(page, 'outbox')[0]['record']}").text
    assert "还不知道是谁时写的" in record


@pytest.fixture
def two_from_before(phone, app, server, cast, office) -> Page:
    """王建国's phone with a form that waits and one half filled; he has been elected again since."""
    page = wangs_page(phone(), server, cast)
    page.locator("#suggestion").fill("上一届记的")
    hand_in_to_a_busy_server(page)
    page.goto(server + "/d/")
    open_form(page, 1)
    page.locator("#suggestion").fill("上一届没写完")
    expect(saved(page)).to_have_text("已保存")
    link = elected_again(app, cast, office)
    page.context.unroute_all()
    page.goto(f"{server}/m/{link}")
    page.get_by_role("button", name="是我，进入").click()
    page.wait_for_url("**/d/")
    return page


def test_who_is_elected_again_finds_on_the_phone_what_is_from_before(
    two_from_before, server, office
):
    page = two_from_before
    until(lambda: kept(page, "outbox")[0]["state"] == "arrived", hearing(page))
    sent = office.get(f"/office/records/{kept(page, 'outbox')[0]['record']}").text
    assert "上一届记的" in sent and "没有计入统计" in sent

    page.goto(server + "/d/waiting")
    page.get_by_text("看看填了什么").last.click()
    expect(page.locator("[data-drafts] .said")).to_contain_text("上一届没写完")
    page.get_by_text("这份表打不开？").click()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="就这样交上去").click()
    until(lambda: [one["state"] for one in kept(page, "outbox")] == ["arrived"] * 2, hearing(page))
    assert kept(page, "drafts") == []
    sent = [office.get(f"/office/records/{one['record']}").text for one in kept(page, "outbox")]
    assert any("上一届没写完" in one for one in sent)
