"""The whole job: a deputy's phone → the office's desktop → the Excel file, re-opened."""

from pathlib import Path

from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.looks import DESK, PHONE
from tests.journeys.phone import log_in
from tests.workbook_lint import lint


def test_what_a_deputy_enters_reaches_the_right_cells(page: Page, server, cast, tmp_path: Path):
    photo = tmp_path / "IMG_0001.jpg"
    Image.effect_noise((1200, 900), 40).convert("RGB").save(photo)

    page.set_viewport_size(PHONE)
    page.goto(f"{server}/m/{cast.links['wang']}")
    page.get_by_role("button", name="是我，进入").click()
    page.locator("a.task").first.click()
    page.locator("label[for=item-heap-fail]").click()
    page.locator("[name=item-heap-0-description]").fill("桥头一堆旧家具")
    page.locator("[name=item-heap-0-amount]").fill("3")
    page.locator("[name=item-heap-0-files]").set_input_files(photo)
    for n in range(3):
        page.locator("[data-rest]").nth(n).click()
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".big-words")).to_have_text("已收到：4项，照片1张")

    page.set_viewport_size(DESK)
    page.goto(f"{server}/office/login")
    page.fill("#login", "甲镇")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="甲镇人居环境视察").first.click()
    expect(page.locator("#board")).to_contain_text("桥头一堆旧家具")
    board = page.url
    page.get_by_role("link", name="交材料").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载视察报告工作簿（Excel）").click()
    assert download.value.suggested_filename.startswith("甲镇人大主席团人居环境视察")
    download.value.save_as(tmp_path / "workbook.xlsx")
    page.goto(board)
    page.locator(".findings a").first.click()
    expect(page.locator("article.finding img")).to_be_visible()

    assert lint((tmp_path / "workbook.xlsx").read_bytes()) == []
    sheet = load_workbook(tmp_path / "workbook.xlsx")["问题清单"]
    assert [cell.value for cell in sheet[3]][5] == "存在问题"
    assert sheet["F4"].value == "桥头一堆旧家具（3处）"
    assert len(sheet._images) == 1 and sheet._images[0].anchor._from.row == 3


def test_the_board_shows_a_new_finding_by_itself(page: Page, server, cast, wang):
    from tests.records.filling import ALL_PASS, submitted

    page.clock.install()
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}")
    expect(page.locator("#board")).to_contain_text("还没有问题")

    submitted(wang, cast, {**ALL_PASS, "item-bin": "fail", "item-bin-0-description": "桶满了"})
    page.clock.run_for(21_000)
    expect(page.locator("#board")).to_contain_text("桶满了")
