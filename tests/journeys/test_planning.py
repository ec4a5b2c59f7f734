"""The office plans an inspection of the demo town: to the phone, and to Word."""

from datetime import datetime

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from inspect_app import db, demo
from inspect_app.checklist.shipped import FOLDER as CHECKLISTS
from inspect_app.inspections.models import plans
from inspect_app.photos.store import PhotoStore
from inspect_app.settings import ZONE
from tests.journeys.looks import DESK
from tests.journeys.phone import log_in
from tests.person import Person


@pytest.fixture
def entrances(app):
    """嘉禾镇 with its people and places, as `flask demo` loads it."""
    database, settings = app.extensions["database"], app.extensions["settings"]
    store = PhotoStore(settings.photo_folder)
    return demo.load(
        database, store, CHECKLISTS, settings, datetime.now(ZONE).date(), lambda _: None
    )


def log_in_to_demo(page: Page, server: str, entrances) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{server}/office/login")
    page.fill("#login", entrances["office"]["login"])
    page.fill("#password", entrances["office"]["password"])
    page.keyboard.press("Enter")
    page.get_by_role("link", name="新建视察").click()


def test_a_button_pressed_twice_draws_once(page: Page, server, app, cast):
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/draws")
    page.fill("#number", "1")
    page.get_by_role("button", name="抽取并记录").dblclick()
    expect(page.locator("section.draw").first).to_be_visible()
    with db.reading(app.extensions["database"]):
        assert len(plans.draws(cast.jia, cast.inspection)) == 1
    page.fill("#number", "1")
    page.get_by_role("button", name="抽取并记录").click()
    expect(page.locator("section.draw")).to_have_count(2)


def link_of(entrances, name: str) -> str:
    url = next(one["url"] for one in entrances["deputies"] if one["name"] == name)
    return url.rpartition("/")[2]


def fill(page: Page, where: str, who: str) -> None:
    page.select_option("#fill-where", label=where)
    page.select_option("#fill-who", label=who)
    page.locator("#fill").press("Enter")


def test_an_inspection_is_planned_on_one_page_and_reaches_the_phone(
    page: Page, app, server, entrances, tmp_path
):
    requests = []
    log_in_to_demo(page, server, entrances)
    page.wait_for_url("**/inspections/new")  # with its scripts: without them the lines come anew
    page.on("request", lambda one: requests.append(one) if one.is_navigation_request() else None)
    page.fill("#title", "冬季安全生产监督视察")
    page.fill("#topic", "安全生产")
    page.get_by_label("安全生产视察清单", exact=True).check()
    fill(page, "张家村", "第一代表小组")
    expect(page.get_by_label("谁去张家村老槐树便民超市")).to_have_value("g1")
    fill(page, "所有还没安排的点位", "第二代表小组")
    expect(page.get_by_label("谁去高岭村高岭农家乐")).to_have_value("g2")
    expect(page.get_by_label("谁去张家村老槐树便民超市")).to_have_value("g1")
    assert requests == []  # htmx exchanged the lines alone
    page.locator("#title").press("Enter")
    expect(page.locator("h2 .state")).to_have_text("筹备中")

    with page.expect_download() as download:
        page.get_by_role("link", name="下载视察通知（Word）").click()
    assert download.value.suggested_filename.startswith("嘉禾镇人大主席团冬季安全生产监督视察通知")
    download.value.save_as(tmp_path / "notice.docx")
    cells = [
        cell.text for row in Document(tmp_path / "notice.docx").tables[0].rows for cell in row.cells
    ]
    assert "王建国、李秀英、陈志强、刘桂芳" in cells and "张家村老槐树便民超市" in cells

    deputy = Person(app).enter(link_of(entrances, "王建国"))
    assert "冬季安全生产监督视察" not in deputy.get("/d/").text
    page.get_by_role("button", name="开始视察").click()
    expect(page.locator("h2 .state")).to_have_text("进行中")
    assert "冬季安全生产监督视察" in deputy.get("/d/").text


def test_the_last_plan_is_copied_with_two_presses(page: Page, server, entrances):
    log_in_to_demo(page, server, entrances)
    page.get_by_role("link", name="照“").click()
    expect(page.get_by_label("谁去张家村村主干道及两侧")).to_have_value("g1")
    page.locator("#title").press("Enter")
    expect(page.locator("h2 .state")).to_have_text("筹备中")
    expect(page.locator("tbody tr")).to_have_count(10)


def test_drawn_villages_are_planned_without_scripts(browser, server, entrances):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    log_in_to_demo(page, server, entrances)
    page.fill("#title", "随机抽查")
    page.fill("#topic", "安全生产")
    page.locator("#title").press("Enter")
    page.get_by_role("link", name="随机抽取村（社区）").click()
    page.fill("#number", "2")
    page.fill("#seed", "317")
    page.locator("#seed").press("Enter")
    drawn = page.locator(".draw p b").inner_text()
    page.get_by_role("link", name="随机抽查的方案").click()
    page.get_by_role("link", name="修改方案").click()
    page.get_by_label("安全生产视察清单", exact=True).check()
    fill(page, f"抽中的村：{drawn}", "第三代表小组")
    page.locator("#title").press("Enter")
    villages = page.locator("tbody tr td:first-child").all_inner_texts()
    assert set(villages) == set(drawn.split("、")) and len(villages) == 4
    context.close()
