"""The workbook, downloaded and re-opened: what the clerk hands in."""

import io
import shutil
import zipfile
from collections import Counter
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from inspect_app import db
from inspect_app.inspections.models import Assignment
from inspect_app.inspections.publish import publish
from inspect_app.sheets.cells import MOST_UNITS, excel_text
from tests.apps import create_app
from tests.cast import THREE_SECTIONS, bring_on, checklist_from
from tests.examples import examples
from tests.person import Person
from tests.records.filling import ALL_PASS, submitted
from tests.reports.books import downloaded, opened, row_under, words_of, workbook
from tests.workbook_lint import read_workbook

NARROW_DATE_FORMAT = "yyyy-mm-dd"


def test_the_finding_stands_in_the_right_cells(office, cast, finding):
    row = row_under(workbook(office, cast)["问题清单"], "存在问题")

    assert row["序号"].value == 1
    assert row["村（社区）/点位"].value == "张家村\n村主干道"
    assert row["检查项/类别"].value == "垃圾治理：没有成堆垃圾,没有做到"
    assert row["存在问题"].value == "村口老槐树下一堆砖头（2处）"
    assert row["严重程度"].value == "重大"
    assert row["整改建议"].value == "建议尽快清运"
    assert row["责任单位"].value == "张家村村民委员会"
    assert row["提出小组"].value == "第一代表小组"
    assert row["发现日期"].number_format == row["整改时限"].number_format == NARROW_DATE_FORMAT
    assert (row["整改时限"].value - row["发现日期"].value).days == 7


def test_the_office_gets_its_sheets_under_a_chinese_name(office, cast, finding):
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    name = unquote(answer.headers["Content-Disposition"].partition("UTF-8''")[2])

    assert name.startswith("甲镇人大主席团人居环境视察报告工作簿") and name.endswith(".xlsx")
    assert read_workbook(answer.data).sheetnames == [
        "汇总", "问题清单", "意见建议", "亮点", "逐项统计", "选项统计", "填写内容", "检查记录",
        "照片", "数据说明", "填表说明",
    ]  # fmt: skip


def test_every_sheet_keeps_the_conventions(office, cast, finding):
    book = workbook(office, cast)
    for sheet in book:
        assert sheet["A1"].font.name == "方正小标宋简体" and sheet["A1"].font.sz == 22
        assert sheet["A2"].value == "填报单位（盖章）：甲镇人大主席团"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
        assert sheet.print_options.horizontalCentered
        for area in sheet.merged_cells.ranges:  # titles and lines, no cells of tables
            top = sheet.cell(area.min_row, area.min_col)
            assert area.min_col == 1 and area.size["rows"] == 1
            assert top.border.bottom is None or not top.border.bottom.style
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            if any(cell.value is not None for cell in row):
                assert sheet.row_dimensions[row[0].row].height, (sheet.title, row[0].row)
        if sheet.title != "检查记录":
            # 12 points are 9 on paper, where a unit of width is the 6 points that it is in 宋体.
            wide = sum(column.width for column in sheet.column_dimensions.values())
            assert 12 * (842 - 72) / (6 * wide) >= 9, sheet.title
    assert book["检查记录"].freeze_panes == "F5"  # below its two heads, beside 点位
    for name in ("问题清单", "逐项统计", "意见建议"):
        sheet = book[name]
        assert sheet.page_setup.fitToWidth == 1 and sheet.page_setup.fitToHeight == 0
        assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref.startswith("A3:")
        assert sheet.print_title_rows == "$3:$3"
        assert sheet["A3"].font.name == "黑体" and sheet["A4"].font.name == "仿宋_GB2312"


def test_what_nobody_has_counted_yet_is_left_for_the_pen_and_explained(office, cast, finding):
    book = workbook(office, cast)
    figures = {row[2].value: row[3].value for row in book["汇总"].iter_rows()}
    assert figures["问题（个）"] == 1
    assert figures["交办（个）"] is figures["已销号（个）"] is None
    said = {row[0].value: row[1].value for row in book["填表说明"].iter_rows()}
    assert "留空，由人大办填写" in said["交办、已销号"]


def test_below_the_tables_stands_the_towns_telephone_but_in_no_public_copy(office, cast, finding):
    office_copy = words_of(workbook(office, cast)["逐项统计"])
    assert "联系电话：0000-0000001" in office_copy and "填表人：  " in office_copy
    shown = office.get(f"/office/inspections/{cast.inspection}/report?sheet=逐项统计").text
    assert "联系电话：0000-0000001" in shown
    public = opened(office, f"{cast.inspection}/workbook.xlsx?public=1")
    assert "联系电话：" in words_of(public["逐项统计"])
    assert not any("0000-0000001" in words_of(sheet) for sheet in public)


def test_an_item_of_two_versions_says_which_line_is_of_which(app, office, cast, wang, li):
    submitted(wang, cast, ALL_PASS)
    assert "第1版" not in str([row[0].value for row in workbook(office, cast)["逐项统计"].rows])
    changed = {**THREE_SECTIONS, "title": "人居环境新表"}
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist_from(changed))
        session.get(Assignment, cast.assignments[1]).checklist_version_id = version.id
    submitted(li, cast, ALL_PASS, site=1)

    rows = [[cell.value for cell in row] for row in workbook(office, cast)["逐项统计"].rows]
    assert [row[0] for row in rows if row[1] == "没有成堆垃圾?"] == [
        "垃圾治理\n第1版", "垃圾治理\n第2版",
    ]  # fmt: skip


def test_without_findings_the_list_says_so(office, cast, wang):
    submitted(wang, cast, ALL_PASS)
    assert row_under(workbook(office, cast)["问题清单"], "存在问题")["序号"].value == "无"


def test_an_inspection_without_a_record_makes_a_workbook_too(office, cast):
    assert workbook(office, cast)["汇总"]["A1"].value.endswith("情况汇总")


def test_another_towns_office_gets_nothing(other_office, cast):
    answer = other_office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    assert answer.status_code == 404


def test_a_second_reader_reads_the_same(office, cast, finding):
    content = downloaded(office, f"{cast.inspection}/workbook.xlsx")[0]
    ours = read_workbook(content)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content))

    assert theirs.sheet_names == ours.sheetnames
    rows = theirs.get_sheet_by_name("问题清单").to_python()
    assert any("村口老槐树下一堆砖头（2处）" in row for row in rows)


HOSTILE = [
    "=1+1", "+86 138", "-3℃", "@sum", "=== 备注 ===", "_x0041_", "𠮷田🚜", "甲\u202e乙", "'单引号",
    "#REF!", "<b>&amp;", "第一行\n第二行",
]  # fmt: skip


def test_hostile_words_arrive_intact_and_are_no_formula(office, cast, wang):
    items = [item for item in ("heap", "bin", "ditch", "named") for _ in range(3)]
    fields = {f"item-{item}": "fail" for item in items}
    for n, (item, words) in enumerate(zip(items, HOSTILE, strict=True)):
        fields[f"item-{item}-{n % 3}-description"] = words
    assert submitted(wang, cast, fields).status_code == 303
    content = downloaded(office, f"{cast.inspection}/workbook.xlsx")[0]

    sheet = read_workbook(content)["问题清单"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "存在问题")
    cells = [sheet.cell(head.row + n, head.column) for n in range(1, len(HOSTILE) + 1)]
    arrived = {cell.value.replace("_x005F_", "_"): cell for cell in cells}
    assert set(arrived) == set(HOSTILE)
    for words, cell in arrived.items():
        assert cell.data_type == "s", words
        assert cell.quotePrefix or words[0] not in "=+-@'", words
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        pages = [name for name in package.namelist() if "worksheets/sheet" in name]
        assert pages and not any(b"<f>" in package.read(name) for name in pages)


@given(st.text(alphabet=st.characters(), max_size=50))
def test_any_text_fits_a_cell_or_is_visibly_replaced(text):
    made = excel_text(text)
    assert not any(char in made for char in "\x00\x0b\ufffe\uffff")
    made.encode()


@pytest.mark.parametrize("char", ["长", "𠮷"])
def test_a_text_too_long_for_a_cell_is_visibly_cut(char):
    made = excel_text(char * 40_000)
    assert len(made.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert made.endswith("全文见系统中的记录）")


VERDICTS = st.sampled_from(["pass", "fail", "na"])
RECORD = st.fixed_dictionaries(
    {f"item-{item}": VERDICTS for item in ("heap", "bin", "ditch", "named")},
    optional={"item-happy": st.sampled_from(["yes", "no"]), "suggestion": st.just("建议")},
)


@examples(8)
@given(st.lists(RECORD, min_size=3, max_size=3))
def test_every_figure_equals_a_recount_of_what_was_sent(tmp_path_factory, empty_database, sent):
    """Counted from the forms' own fields, without the product's rules."""
    env = {"DATA_DIR": str(tmp_path_factory.mktemp("recount")), "BASE_URL": "http://localhost"}
    app = create_app(env)
    shutil.copy(empty_database, app.extensions["settings"].database)
    cast = bring_on(app, date(2026, 11, 23))
    for name, fields in zip(("wang", "li", "chen"), sent, strict=True):
        assert submitted(Person(app).enter(cast.links[name]), cast, fields).status_code == 303
    book = workbook(Person(app).log_in("甲镇"), cast)
    app.extensions["database"].engine.dispose()

    answers = [v for f in sent for k, v in f.items() if k.startswith("item-")]
    failed = sum(v in ("fail", "no") for v in answers)
    passed = sum(v in ("pass", "yes") for v in answers)
    facts = {
        row[at].value: row[at + 1].value
        for row in book["汇总"].iter_rows(min_row=8, max_row=18)
        for at in (0, 2)
    }
    assert facts["检查记录（份）"] == facts["参与代表（人）"] == 3
    assert facts["检查项次"] == passed + failed
    assert facts["其中：符合"] == passed and facts["其中：不符合"] == failed
    assert facts["不适用（项次）"] == answers.count("na")
    assert facts["问题（个）"] == failed
    assert facts["意见建议（条）"] == sum("suggestion" in f for f in sent)
    if passed + failed:
        assert facts["符合率"] == pytest.approx(passed / (passed + failed))

    table = {r[1].value: [c.value for c in r[3:7]] for r in book["逐项统计"].iter_rows(min_row=4)}
    for item, question in (("heap", "没有成堆垃圾?"), ("bin", "垃圾桶没有满溢?")):
        counts = Counter(f[f"item-{item}"] for f in sent)
        judged = counts["pass"] + counts["fail"]
        assert table[question] == [judged, counts["pass"], counts["fail"], counts["na"]]
    *lines, total = table_rows(book["逐项统计"])
    assert total == [sum(column) for column in zip(*lines, strict=True)]
    assert total == [passed + failed, passed, failed, answers.count("na")]
    assert all(line[0] == line[1] + line[2] for line in (*lines, total))


def table_rows(sheet) -> list[list]:
    """Return the four counts of each row, the totals last."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    return [row[3:7] for row in rows if isinstance(row[3], int)]


def test_a_large_amount_is_written_in_digits_everywhere(wang, office, cast):
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-amount": "1234567.5"}
    submitted(wang, cast, fields)
    board = office.get(f"/office/inspections/{cast.inspection}").text
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    book = read_workbook(answer.data)
    said = [cell.value for row in book["问题清单"].iter_rows() for cell in row]
    assert "1234567.5" in board
    assert any("1234567.5" in str(value) for value in said)
    assert "e+06" not in board + str(said)
