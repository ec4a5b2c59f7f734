"""The office watches an inspection in a browser: filter, refresh, keyboard, paper, long names."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from inspect_app import db
from inspect_app.inspections.models import Site, Village
from inspect_app.people.models import Deputy
from inspect_app.records.models import Record
from tests.journeys.looks import DESK, PHONE, broken_rules, sticks_out
from tests.journeys.phone import log_in
from tests.records.filling import ALL_PASS, failing, jpeg, submitted
from tests.records.sending import send


@pytest.fixture
def photo(wang, cast) -> str:
    """A record with a finding and two photos, one of which has arrived."""
    record, ids = str(uuid4()), [str(uuid4()), str(uuid4())]
    send(wang, cast, failing("桶满了", **{"item-bin-0-photo": ids}), record)
    assert wang.put(f"/d/photos/{ids[0]}?record={record}", jpeg()).status_code == 200
    return ids[0]


def test_the_list_asks_again_by_itself_and_keeps_filter_and_focus(
    page: Page, server, cast, wang, li
):
    submitted(wang, cast, failing("桶满了"))
    page.clock.install()
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/records")
    page.fill("#words", "张家村 桶")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records?words=*")
    page.focus("#r1")
    submitted(li, cast, failing("广场的桶"), site=1)
    page.clock.run_for(21_000)

    expect(page.locator("table.records tbody tr")).to_have_count(2)
    assert page.evaluate("document.activeElement.id") == "r1"
    page.fill("#words", "广场的桶")
    page.keyboard.press("Enter")
    expect(page.locator("table.records tbody tr")).to_have_count(1)
    page.clock.run_for(21_000)
    expect(page.locator("table.records tbody tr")).to_have_count(1)
    page.go_back()
    expect(page.locator("#words")).to_have_value("张家村 桶")


def test_the_board_asks_again_and_keeps_the_focus(page: Page, server, cast, wang, li):
    submitted(wang, cast, failing("桶满了"))
    page.clock.install()
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}")
    page.focus("#all-findings")
    submitted(li, cast, failing("又满了"), site=1)
    page.clock.run_for(21_000)

    expect(page.locator("#all-findings")).to_have_text("2")
    assert page.evaluate("document.activeElement.id") == "all-findings"


def test_the_wall_asks_again_and_keeps_filter_focus_and_place(
    page: Page, server, cast, photo, wang
):
    page.clock.install()
    page.set_viewport_size(PHONE)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/photos?severity=minor")
    page.focus(f"#p{photo}")
    page.evaluate("scrollTo(0, 300)")
    awaited = page.locator(".wall .awaited")
    expect(awaited).to_have_count(1)
    with db.reading(wang.client.application.extensions["database"]) as session:
        (record,) = session.query(Record)
        late = next(one for one in record.photos if one != photo)
    assert wang.put(f"/d/photos/{late}?record={record.id}", jpeg()).status_code == 200
    page.clock.run_for(21_000)

    expect(awaited).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == f"p{photo}"
    assert page.evaluate("scrollY") == 300 and "severity=minor" in page.url


def test_the_first_key_leads_past_the_menu(page: Page, server, cast):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/records")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="监督视察").nth(1)).to_be_focused()


def test_the_wall_is_filtered_and_leads_to_the_record(page: Page, server, cast, photo):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/photos")
    assert page.locator(".wall img").evaluate("one => one.naturalWidth") > 0
    expect(page.locator(".wall .awaited")).to_have_text("这张还没有到")
    page.select_option("#severity", "critical")
    expect(page.locator("#wall")).to_contain_text("没有符合条件的照片")
    page.select_option("#severity", "minor")
    page.locator(".wall a").first.click()
    expect(page.locator("article.finding:target")).to_contain_text("桶满了")


@pytest.mark.parametrize("which", ["", "/records", "/photos", "/findings"])
def test_on_paper_stand_tables_and_photos_and_no_buttons(page: Page, server, cast, photo, which):
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.emulate_media(media="print")
    page.goto(f"{server}/office/inspections/{cast.inspection}{which}")
    shown = {"/photos": ".wall img", "/findings": "table.reviewed"}.get(which, "#records-table")
    assert page.locator(shown).is_visible()
    assert page.locator("header .brand").inner_text().endswith("甲镇人大办")
    controls = page.locator("button, input, select, nav, .skip")
    assert [one for one in controls.all() if one.is_visible()] == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_longest_names_break_no_page(page: Page, server, app, cast, photo, li, size):
    with db.writing(app.extensions["database"]) as session:
        for row in (*session.query(Village), *session.query(Site)):
            row.name = f"{row.id}{'很长的名字' * 20}"
        session.query(Deputy).filter_by(name="王建国").one().name = "A" * 50
    submitted(li, cast, {**ALL_PASS, "suggestion": "x" * 500}, site=1)
    page.set_viewport_size(size)
    log_in(page, server)
    for which in ("", "/records", "/photos", "/findings"):
        page.goto(f"{server}/office/inspections/{cast.inspection}{which}")
        assert (which, broken_rules(page), sticks_out(page)) == (which, [], 0)
