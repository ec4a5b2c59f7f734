"""Which sheets a town's workbooks hold: the file, the pages, and what they say of each other."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from docx import Document

from inspect_app.people.access import Role
from inspect_app.people.report_options import SHEETS, OptionalSheet
from tests.accounts.adding import account
from tests.people.town_settings import keep
from tests.records.filling import ALL_PASS
from tests.reports.books import words_of
from tests.reports.random_town import town
from tests.workbook_lint import read_workbook

ALWAYS = ["汇总", "问题清单", "填表说明"]
FAILING = {**ALL_PASS, "item-bin": "fail", "suggestion": "多放两个桶", "highlight": "广场很干净"}


@pytest.fixture(scope="module")
def made(tmp_path_factory, empty_database):
    """甲镇 with two inspections that can be compared."""
    with town(tmp_path_factory.mktemp("sheets") / "town", empty_database) as one:
        one.fill(one.cast.closed, {(0, 0): FAILING})
        one.fill(one.cast.inspection, {(0, 0): FAILING})
        yield one


@pytest.fixture(scope="module")
def admin(made):
    return account(made.app, made.cast, "admin", Role.ADMIN)


@pytest.fixture
def leave_out(admin):
    """Return how the administrator leaves sheets out; after the test all are in again."""

    def keep_the_others(*left: OptionalSheet) -> None:
        chosen = [one for one in OptionalSheet if one not in left]
        assert keep(admin, sheets=chosen).status_code == 303

    yield keep_the_others
    keep_the_others()


def of(made, path: str) -> str:
    return f"/office/inspections/{made.cast.inspection}/{path}"


def workbook(made, query: str = ""):
    return read_workbook(made.office.get(of(made, f"workbook.xlsx{query}")).data)


def pages(made) -> list[str]:
    shown = BeautifulSoup(made.office.get(of(made, "report")).text, "lxml")
    return [link.text for link in shown.select("nav.sheets a")]


def subjects(book) -> list[str]:
    """Return what 填表说明 explains."""
    return [row[0].value for row in book["填表说明"].iter_rows(min_row=4)]


@pytest.mark.parametrize("left", list(OptionalSheet))
def test_a_sheet_that_is_left_out_is_in_no_workbook_and_no_preview(made, leave_out, left):
    everything = pages(made)
    leave_out(left)
    book = workbook(made)

    assert sorted(book.sheetnames) == sorted(set(everything) - set(SHEETS[left]))
    assert book.sheetnames == workbook(made, "?public=1").sheetnames
    assert sorted(pages(made)) == sorted(book.sheetnames)
    assert made.office.get(of(made, f"report?sheet={SHEETS[left][0]}")).status_code == 200
    assert "没有放的表" in subjects(book)
    assert f"没有放：{'、'.join(SHEETS[left])}。" in words_of(book["填表说明"])


def test_each_name_that_may_be_chosen_is_one_of_a_sheet(made):
    optional = {name for names in SHEETS.values() for name in names}
    # No checklist of the cast gives points, and nobody has sent a photo.
    assert {*workbook(made).sheetnames, "点位得分", "照片"} == {*ALWAYS, *optional}


def test_without_all_of_them_what_stays_speaks_of_nothing_that_is_not_there(made, leave_out):
    leave_out(*OptionalSheet)
    book = workbook(made)

    assert book.sheetnames == ALWAYS
    assert len(book["汇总"]._charts) == 2
    explained = subjects(book)
    assert "问题清单" in explained and "符合率" in explained
    assert not {"逐项统计", "选项统计", "数据说明", "反弹", "对比"} & set(explained)
    assert "列名" not in words_of(book["填表说明"])
    answer = made.office.get(of(made, "report?sheet=汇总"))
    linked = BeautifulSoup(answer.text, "lxml").select("table.sheet td.num a")
    assert linked and all(made.office.get(one["href"]).status_code == 200 for one in linked)


def test_the_annexes_of_the_report_are_sheets_of_the_workbook(made, leave_out):
    def annexes() -> str:
        paper = Document(io.BytesIO(made.office.get(of(made, "report.docx")).data))
        said = "\n".join(line.text for line in paper.paragraphs)
        return said.partition("附件：")[2]

    assert "2.意见建议清单" in annexes()
    leave_out(OptionalSheet.SUGGESTIONS)
    assert "意见建议" not in annexes() and "2.情况汇总" in annexes()


def test_a_workbook_made_in_the_background_takes_what_is_chosen_when_it_is_made(made, leave_out):
    made.office.post(of(made, "files"), {"kind": "workbook"})
    leave_out(OptionalSheet.ITEM_STATISTICS)
    job = int(re.search(r"/office/files/(\d+)/cancel", made.office.get(of(made, "files")).text)[1])
    maker = made.app.extensions["maker"]
    maker.folder.mkdir(exist_ok=True)
    maker.make(made.cast.jia, job)

    book = read_workbook(made.office.get(f"/office/files/{job}").data)
    assert "逐项统计" not in book.sheetnames and "对比" in book.sheetnames


def test_the_log_names_the_sheets_before_and_after(made, leave_out):
    leave_out(*OptionalSheet)
    page = made.office.get("/office/audit?kind=setting").text
    assert (
        "工作簿里可选的表，原来是“意见建议、亮点、逐项统计、选项统计、填写内容、点位得分、对比、检查记录、"
        "数据说明、照片”，现在是“都不放”" in page
    )
