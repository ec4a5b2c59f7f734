"""The office reviews in a browser: by keyboard, with htmx on top; on paper nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.journeys.looks import DESK, PHONE, broken_rules, sticks_out
from tests.journeys.phone import log_in
from tests.records.filling import failing, submitted


@pytest.fixture
def two(wang, li, cast):
    submitted(wang, cast, failing("桶满了"))
    submitted(li, cast, failing("沟很臭", item="ditch"), site=1)


def test_filtering_exchanges_the_list_alone_and_goes_back(page: Page, server, cast, two):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/findings")
    page.evaluate("window.isTheSamePage = true")
    page.select_option("#severity", "critical")
    expect(page.locator("table.reviewed tbody tr")).to_have_count(1)
    assert "severity=critical" in page.url and page.evaluate("window.isTheSamePage")

    page.go_back()
    expect(page.locator("table.reviewed tbody tr")).to_have_count(2)


def test_what_is_ticked_and_typed_stays_while_findings_come(page: Page, server, cast, wang, li):
    submitted(wang, cast, failing("桶满了"))
    page.clock.install()
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/findings?words=桶")
    page.check("#f1")
    page.fill("#batch-unit", "镇政府")
    page.clock.run_for(21_000)
    expect(page.locator("#newer")).to_be_empty()
    submitted(li, cast, failing("广场的桶"), site=1)
    page.clock.run_for(21_000)

    expect(page.locator("#newer")).to_have_text("有 1 个新的问题，点这里刷新")
    assert page.is_checked("#f1") and page.input_value("#batch-unit") == "镇政府"
    assert page.evaluate("document.activeElement.id") == "batch-unit"
    page.click("#show-newer")
    expect(page.locator("table.reviewed tbody tr")).to_have_count(2)
    expect(page.locator("#words")).to_have_value("桶")


def test_for_who_only_reads_the_list_asks_again_by_itself(page: Page, server, app, cast, wang, li):
    account(app, cast, "chair", Role.CHAIR)
    submitted(wang, cast, failing("桶满了"))
    page.clock.install()
    page.set_viewport_size(PHONE)
    log_in(page, server, "chair")
    page.goto(f"{server}/office/inspections/{cast.inspection}/findings?words=桶")
    page.focus("#open-1")
    page.evaluate("document.getElementById('found-table').scrollLeft = 60")
    submitted(li, cast, failing("广场的桶"), site=1)
    page.clock.run_for(21_000)

    expect(page.locator("table.reviewed tbody tr")).to_have_count(2)
    assert page.evaluate("document.activeElement.id") == "open-1"
    assert page.evaluate("document.getElementById('found-table').scrollLeft") == 60


def test_a_finding_is_reviewed_by_keyboard_alone(page: Page, server, cast, two):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/findings/1")
    page.focus("#description")
    page.keyboard.press("Control+A")
    page.keyboard.type("垃圾桶清运不及时")
    for _ in range(20):  # a date field has several stops
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "unit":
            break
    page.keyboard.press("Control+A")
    page.keyboard.type("镇政府")
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/findings/2?saved=1")

    page.goto(f"{server}/office/findings/1")
    expect(page.locator("#description")).to_have_value("垃圾桶清运不及时")
    expect(page.locator("h1 .state")).to_have_text("已核定")
    assert (broken_rules(page), sticks_out(page)) == ([], 0)


def test_many_are_ticked_and_changed_and_the_change_is_undone(page: Page, server, cast, two):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/findings")
    for tick in page.locator("input[type=checkbox][name=finding]").all():
        tick.check()
    page.fill("#batch-unit", "镇政府")
    page.get_by_role("button", name="核定", exact=True).click()
    expect(page.locator("table.reviewed tbody")).to_contain_text("镇政府")
    assert (broken_rules(page), sticks_out(page)) == ([], 0)

    page.get_by_role("button", name="撤销这一次").click()
    expect(page.locator("table.reviewed tbody")).not_to_contain_text("镇政府")


@pytest.mark.parametrize("is_unfolded", [False, True])
def test_at_the_end_of_the_list_no_row_lies_behind_what_is_done_to_many(
    page: Page, server, cast, wang, is_unfolded
):
    places = {f"item-heap-{n}-description": f"第{n}处有一堆垃圾" for n in range(8)}
    submitted(wang, cast, failing("桶满了", **{"item-heap": "fail", **places}))
    page.set_viewport_size({"width": 1366, "height": 768})
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/findings")
    if is_unfolded:
        page.click(".batch summary")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    row = page.locator("table.reviewed tbody tr").last.bounding_box()
    assert row["y"] + row["height"] <= page.locator(".batch").bounding_box()["y"]


def test_on_paper_stand_the_findings_and_no_buttons(page: Page, server, cast, two):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.emulate_media(media="print")
    page.goto(f"{server}/office/inspections/{cast.inspection}/findings")
    assert page.get_by_text("桶满了").is_visible()
    assert [one for one in page.locator("button, input, select").all() if one.is_visible()] == []
    page.goto(f"{server}/office/findings/1")
    assert page.locator(".on-paper", has_text="桶满了").is_visible()
    assert [one for one in page.locator("button, textarea").all() if one.is_visible()] == []
