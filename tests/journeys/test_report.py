"""The office looks at the report in a browser, opens a figure, prints a sheet."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from tests.cast import checklist_from, long_checklist
from tests.journeys.looks import DESK, broken_rules, sticks_out
from tests.journeys.phone import log_in
from tests.records.filling import ALL_PASS, submitted


@pytest.fixture
def report(page: Page, server, cast, wang, li) -> str:
    """The report's address, of an inspection with two findings; the office is logged in."""
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail"})
    submitted(li, cast, {**ALL_PASS, "item-ditch": "fail"}, site=1)
    page.set_viewport_size(DESK)
    log_in(page, server)
    return f"{server}/office/inspections/{cast.inspection}/report"


def test_from_the_board_to_a_figure_to_its_record(page: Page, server, cast, report):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(report.removesuffix("/report"))
    page.get_by_role("link", name="报表预览").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("情况汇总")
    # As many are 重大 as 较大, so its bar takes all the room there is.
    line = page.locator("figure.chart li", has_text="重大")
    drawn, room = (line.locator(part).bounding_box()["width"] for part in ("rect", "svg"))
    assert drawn == pytest.approx(room, abs=1) and room > 50

    page.get_by_role("row", name="张家村").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("张家村 · 2个问题")
    assert (broken_rules(page), sticks_out(page)) == ([], 0)
    page.get_by_role("link", name="号记录").first.click()
    page.wait_for_url("**/office/records/**")
    assert said == []


@pytest.mark.parametrize("sheet", ["汇总", "问题清单", "逐项统计", "对比", "检查记录", "填表说明"])
def test_every_sheet_is_readable_and_fits_the_screen(page: Page, report, sheet):
    page.goto(f"{report}?sheet={sheet}")
    assert (broken_rules(page), sticks_out(page)) == ([], 0)


def test_a_short_word_is_not_broken_in_its_narrow_column(page: Page, report):
    page.goto(report.replace("/report", "/ledger"))
    word = page.get_by_role("cell", name="待核定").first
    lines = """cell => {
        const words = document.createRange()
        words.selectNodeContents(cell)
        return new Set([...words.getClientRects()].map(line => line.top)).size
    }"""
    assert word.evaluate(lines) == 1


def test_a_sheet_prints_on_a4_landscape_without_buttons(page: Page, report, tmp_path: Path):
    page.goto(f"{report}?sheet=问题清单")
    page.emulate_media(media="print")
    for gone in ("nav.sheets", "form.download", "header nav", ".who", ".crumbs"):
        expect(page.locator(gone)).to_be_hidden()
    words = "".join(printed(page, tmp_path)[:1])
    assert "甲镇人大办" in words and "张家村" in words


def printed(page: Page, folder: Path) -> list[str]:
    """Return the words of each page that is printed, all of them A4 that lies."""
    page.pdf(path=folder / "sheet.pdf", prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", folder / "sheet.pdf"], check=True, capture_output=True)
    assert b"841.92 x 594." in told.stdout
    read = ["pdftotext", "-raw", folder / "sheet.pdf", "-"]
    words = subprocess.run(read, check=True, capture_output=True).stdout.decode()
    return ["".join(one.split()) for one in words.split("\f")[:-1]]


@pytest.fixture
def long_report(page: Page, server, app, cast, wang) -> str:
    """The report's address, of an inspection with a record of 60 items; the office is logged in."""
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist_from(long_checklist(60))).id
        session.get(inspections.Assignment, cast.assignments[0]).checklist_version_id = version
    passed = {f"item-i{n}": "pass" for n in range(60)}
    assert submitted(wang, cast, passed).status_code == 303
    log_in(page, server)
    return f"{server}/office/inspections/{cast.inspection}/report"


def test_totals_are_printed_once_and_a_part_says_which_it_is(page: Page, long_report, tmp_path):
    page.goto(f"{long_report}?sheet=逐项统计&all=1")
    pages = printed(page, tmp_path)
    assert len(pages) > 1 and "".join(pages).count("合计") == 1

    page.goto(f"{long_report}?sheet=逐项统计")
    part = "".join(printed(page, tmp_path))
    assert "第1/2页，共" in part and "合计" not in part


def test_records_are_printed_with_all_their_columns(page: Page, long_report, tmp_path):
    page.goto(f"{long_report}?sheet=检查记录")
    words = "".join(printed(page, tmp_path))
    heads = page.locator("table.wide thead th").all_text_contents()
    assert len(heads) > 60
    assert [head for head in heads if "".join(head.split()) not in words] == []
    assert words.count("村（社区）") > 5
