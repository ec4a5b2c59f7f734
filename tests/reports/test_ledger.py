"""整改台账: every finding that counts, and room for what becomes of it."""

import re

from tests.records.filling import ALL_PASS, failing, submitted
from tests.reports.books import downloaded, opened, rows_of, words_of
from tests.review.reviewing import numbers, save
from tests.workbook_lint import read_workbook

COLUMNS = {  # what offices hand in: the headings and their widths
    "序号": 5, "发现日期": 12, "村（社区）/点位": 15, "存在问题": 28, "整改要求或建议": 18, "责任单位": 12,
    "责任人": 9, "整改时限": 12, "整改落实情况": 22, "复查情况": 12, "销号日期": 12, "备注": 8,
}  # fmt: skip


RECORD = "甲镇人居环境视察，第1号检查记录"


def path(cast) -> str:
    return f"{cast.inspection}/ledger.xlsx"


def test_the_findings_that_count_stand_in_it_and_what_comes_later_is_left_empty(
    office, wang, li, cast
):
    bricks = {"item-heap": "fail", "item-heap-0-description": "一堆砖头", "item-heap-0-amount": "2"}
    submitted(wang, cast, failing("桶满了", **bricks))
    submitted(li, cast, failing("没有的事"), site=1)
    first, second, third = numbers(office, cast)
    save(office, first, do="keep", person="刘强")
    save(office, third, do="withdraw", reason="不属实")
    book = opened(office, path(cast))

    rows = rows_of(book["整改台账"])
    assert [row["存在问题"] for row in rows] == ["一堆砖头（2处）", "桶满了"]
    assert rows[0] | {"发现日期": 0, "整改时限": 0} == {
        "序号": 1, "发现日期": 0, "村（社区）/点位": "张家村\n村主干道", "存在问题": "一堆砖头（2处）",
        "整改要求或建议": "建议尽快清运", "责任单位": "张家村村民委员会", "责任人": "刘强",
        "整改时限": 0, "整改落实情况": None, "复查情况": None, "销号日期": None, "备注": None,
    }  # fmt: skip
    assert (rows[0]["整改时限"] - rows[0]["发现日期"]).days == 7
    assert rows[1]["备注"] == "待核定"

    beside = rows_of(book["台账附表"])
    assert [list(row.values()) for row in beside] == [
        [1, first, "垃圾治理：没有成堆垃圾,没有做到", RECORD, "已核定", "第一代表小组"],
        [2, second, "垃圾治理：垃圾桶没有满溢,没有做到", RECORD, "待核定", "第一代表小组"],
    ]
    assert "这几栏留空，由人大办填写" in words_of(book["填表说明"])


def test_the_columns_are_those_that_offices_hand_in(office, wang, cast):
    submitted(wang, cast, failing("桶满了"))
    sheet = opened(office, path(cast))["整改台账"]

    assert {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[3]} == (
        COLUMNS
    )
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToWidth == 1
    assert sheet["A1"].value == "甲镇人大主席团人居环境视察问题整改台账"
    assert "负责人" in words_of(sheet)


def test_a_date_is_made_smaller_rather_than_shown_as_hashes(office, wang, cast):
    submitted(wang, cast, failing("桶满了"))
    cell = opened(office, path(cast))["整改台账"]["B4"]
    assert cell.is_date and cell.alignment.shrink_to_fit and not cell.alignment.wrap_text


def test_without_findings_the_page_says_so_instead(office, wang, cast):
    submitted(wang, cast, ALL_PASS)
    answer = office.get(f"/office/inspections/{path(cast)}")
    assert answer.status_code == 422 and "还没有问题，没有台账" in answer.text


def test_it_has_its_name_its_line_in_the_log_and_its_link_on_the_page(office, wang, cast):
    submitted(wang, cast, failing("桶满了"))
    page = office.get(f"/office/inspections/{cast.inspection}/papers").text
    assert f'action="/office/inspections/{path(cast)}"' in page

    name = downloaded(office, path(cast))[1]
    assert re.fullmatch(r"甲镇人大主席团人居环境视察问题整改台账20\d{6}\.xlsx", name)
    assert "下载问题整改台账" in office.get("/office/audit").text


def test_another_towns_office_gets_none(other_office, cast):
    assert other_office.get(f"/office/inspections/{path(cast)}").status_code == 404


def test_a_copy_for_publication_hides_names_and_each_copy_says_which_it_is(office, wang, cast):
    submitted(wang, cast, failing("王建国看见桶满了，电话13800000000"))
    (number,) = numbers(office, cast)
    save(office, number, do="keep", person="刘强")

    book = opened(office, path(cast))
    assert {sheet.oddHeader.right.text for sheet in book} == {"内部版"}
    content, name = downloaded(office, path(cast) + "?public=1")
    assert "问题整改台账（公开版）" in name
    public = read_workbook(content)
    assert {sheet.oddHeader.right.text for sheet in public} == {"公开版"}
    (row,) = rows_of(public["整改台账"])
    assert row["存在问题"] == "王某某看见桶满了，电话（号码已隐去）"
    assert "责任人" not in row
    assert public["整改台账"]["A1"].value.endswith("问题整改台账（公开版）")
