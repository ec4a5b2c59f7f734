"""Rows are streamed into the file: the cells must be those that openpyxl itself would write."""

import gc
import io
import sys
import zipfile
from contextlib import suppress
from copy import copy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.sheets.cell_values import CellPhoto, Rate
from inspect_app.sheets.excel.styles import style_numbers
from inspect_app.sheets.excel.xlsx import write, write_into
from inspect_app.sheets.layout import rows
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.overflow import texts_in_full
from inspect_app.sheets.table import Column, Lines, Look, Sheet, grid, sheet
from tests.examples import examples
from tests.records.filling import jpeg
from tests.workbook_lint import lint

TODAY = date(2026, 11, 23)
TOWN = Looks("某镇", FONTS[FontSet.PAPERS])

HOSTILE = st.sampled_from(
    ["=1+1", "'=1", "-", "@", "＝甲", "\t=1", "_x0041_", "_x005F_", "a_xABCD_b", "\x00\x0b\x1f\x7f", "\ufffe\uffff",
     "𠮷🚜👨‍👩‍👧", "甲\u202e乙\u200f", "<b>&amp;</t>]]>", "第一行\r\n第二行\r", "  中  间  ", "长" * 40_000, "𠮷" * 20_000,
     "_x0041_" * 5_000, "\ud800", "#REF!", "1", "TRUE", ""]
)  # fmt: skip
TEXT = st.one_of(HOSTILE, st.text(alphabet=st.characters(), max_size=30))
VALUE = st.one_of(
    TEXT,
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.9g}")),
    st.sampled_from([Rate(0), Rate(0.5), Rate(1 / 3), Rate(1)]),
    st.dates(date(1900, 3, 1), date(2199, 12, 31)),
)
LOOKS = [Look.SHORT, Look.LONG, Look.NUMBER, Look.DATE]


def table(values: list[tuple[object, ...]], totals=()) -> Sheet:
    columns = [
        Column(f"第{at + 1}列", 12, lambda row, at=at: row[at], look)
        for at, look in enumerate(LOOKS)
    ]
    return sheet("台账", "某镇台账", grid(columns, values, totals))


def by_openpyxl(made: Sheet) -> bytes:
    """Write the same sheet, each cell by openpyxl."""
    book = Workbook()
    styles = style_numbers(book, TOWN.fonts)
    page = book.active
    for number, height, cells in rows(texts_in_full(made), TOWN, TODAY):
        page.row_dimensions[number].height = height
        for column, value, style in cells:
            cell = page.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            cell._style = copy(book._cell_styles[styles[style]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seen(content: bytes) -> list[tuple[object, ...]]:
    """Return all that a reader sees of the first sheet's rows."""
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [
        (
            cell.coordinate, cell.data_type, cell.value, type(cell.value), cell.number_format,
            cell.quotePrefix, cell.font.name, cell.font.sz, cell.border.left,
            cell.alignment.horizontal, cell.alignment.wrap_text,
            page.row_dimensions[cell.row].height,
        )
        for row in page.iter_rows()
        for cell in row
        if cell.has_style
    ]  # fmt: skip


@examples(25, phases=[Phase.explicit, Phase.generate])  # 40,000 shrink for minutes
@given(st.lists(st.tuples(VALUE, VALUE, VALUE, VALUE), max_size=5))
def test_streamed_cells_are_those_that_openpyxl_writes(values):
    made = table(values, values[0] if values else ())
    streamed = write([made], TOWN, TODAY)

    assert seen(streamed) == seen(by_openpyxl(made))
    assert lint(streamed) == []


@pytest.mark.parametrize("text", ["=1+1", "_x0041_", "𠮷🚜", "甲\u202e乙", "a  b\nc", "<b>&amp;"])
def test_a_second_reader_finds_the_text_as_it_was_entered(text):
    content = write([table([(text, text, None, None)])], TOWN, TODAY)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[3][:2] == [text, text]


def test_every_place_a_text_can_stand_in_is_kept_from_becoming_a_formula():
    columns = [Column("=甲", 10, lambda row: row, key="=a"), Column("乙", 10, lambda row: "=b")]
    made = sheet("台账", "=标题", grid(columns, ["=1"], ["=合计", None], heading="=分题"))
    page = load_workbook(io.BytesIO(write([made], replace(TOWN, unit="=单位"), TODAY))).active
    risky = [cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert {cell.value for cell in risky} == {"=标题", "=分题", "=a", "=甲", "=1", "=b", "=合计"}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)


def linked(addresses: list[str]) -> bytes:
    rows = list(enumerate(addresses, start=1))
    columns = [Column("序号", 6, lambda row: row[0], link=lambda row: row[1])]
    return write([sheet("台账", "台账", grid(columns, rows))], TOWN, TODAY)


@pytest.mark.parametrize("number", [0, 1, 2, 250])
def test_every_number_opens_its_own_address(number):
    addresses = [f"https://a.example/{n}?x=1&y='<\"" for n in range(number)]
    page = load_workbook(io.BytesIO(linked(addresses))).active
    found = {cell.row: cell.hyperlink.target for (cell,) in page.iter_rows() if cell.hyperlink}
    assert found == dict(enumerate(addresses, start=4))


def test_no_sheet_has_more_links_than_excel_takes():
    with zipfile.ZipFile(io.BytesIO(linked(["https://a.example/"] * 65_531))) as package:
        parts = [
            package.read(f"xl/worksheets/{name}")
            for name in ("sheet1.xml", "_rels/sheet1.xml.rels")
        ]
    assert [parts[0].count(b"<hyperlink "), parts[1].count(b"<Relationship ")] == [65_530] * 2
    assert b"<v>65531</v>" in parts[0]


def test_rows_are_got_one_by_one_and_anew_for_each_reader():
    content = grid([Column("序号", 6, lambda number: number + 1)], range(3))
    assert list(content.rows) == list(content.rows) == [(1,), (2,), (3,)]
    assert len(content.rows) == 3 and content.rows[-1] == (3,) and content.rows[1:] == [(2,), (3,)]


def counted(heading: str, *over: str) -> Column[str]:
    return Column(heading, 9, lambda row: 1, Look.NUMBER, over=over)


# The head of 督查汇总表.
OVERSIGHT = [
    Column("责任单位", 20, lambda row: row),
    counted("以前年度结转", "交办"), counted("本年新增", "交办"), counted("合计", "交办"),
    counted("按时办结", "办理", "已办结"), counted("逾期办结", "办理", "已办结"), counted("小计", "办理", "已办结"),
    counted("未到时限", "办理", "未办结"), counted("逾期未办结", "办理", "未办结"), counted("小计", "办理", "未办结"),
    counted("办结率", "办理"),
]  # fmt: skip


def test_a_head_of_three_levels_merges_what_stands_under_the_same():
    made = sheet("督查汇总表", "督查汇总表", grid(OVERSIGHT, ["甲村", "乙村"], ["合计"] + [2] * 10))
    content = write([made], TOWN, TODAY)
    page = load_workbook(io.BytesIO(content)).active

    assert lint(content) == []
    assert {str(area) for area in page.merged_cells.ranges} == {
        "A1:K1",  # the title
        "A3:A5", "B3:D3", "E3:K3",
        "B4:B5", "C4:C5", "D4:D5", "E4:G4", "H4:J4", "K4:K5",
    }  # fmt: skip
    texts = {cell.value for row in page["A3:K5"] for cell in row if cell.value}
    assert texts >= {"责任单位", "交办", "办理", "已办结", "未办结", "办结率"}
    assert (
        page["B3"].value == "交办" and page["H4"].value == "未办结" and page["J5"].value == "小计"
    )
    assert page["K4"].value == "办结率"
    assert [cell.value for cell in page[6]] == ["甲村", *[1] * 10]
    assert page.freeze_panes == "A6" and page.print_title_rows == "$3:$5"
    assert page.auto_filter.ref == "A5:K7"  # the values: not the head, not the totals


def test_every_cell_of_a_merged_head_has_its_border():
    made = sheet("督查汇总表", "督查汇总表", grid(OVERSIGHT, ["甲村"]))
    page = load_workbook(io.BytesIO(write([made], TOWN, TODAY))).active
    corners = [page["A3"], page["A5"], page["D3"], page["K3"], page["K5"]]
    assert [cell.border.bottom.style for cell in corners] == ["thin"] * 5


def test_a_long_heading_that_goes_over_all_levels_makes_the_head_high_enough():
    long = Column("自上次视察以来累计未办结的事项数", 8, lambda row: 1)
    columns = [long, counted("按时", "办结"), counted("逾期", "办结")]
    page = load_workbook(
        io.BytesIO(write([sheet("表", "表", grid(columns, ["甲村"]))], TOWN, TODAY))
    ).active
    lines = 5  # 16 characters of two, in a column of 8
    assert page.row_dimensions[3].height + page.row_dimensions[4].height >= lines * 18


def test_a_long_line_is_wrapped_over_the_sheet_in_a_row_that_is_high_enough():
    groups = "小组：" + "、".join(f"第{number}代表小组" for number in range(1, 31))
    table = grid([Column("村", 20, lambda row: row), Column("数", 30, lambda row: 1)], ["甲村"])
    made = Sheet("汇总", "汇总", (Lines((groups, "活动类型：视察")), table), (20, 30))
    content = write([made], TOWN, TODAY)
    page = load_workbook(io.BytesIO(content)).active

    assert lint(content) == []
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:B1", "A3:B3", "A4:B4"}
    assert page["A3"].value == groups and page["A3"].alignment.wrap_text
    lines = -(-2 * len(groups) // 50)
    assert page.row_dimensions[3].height >= lines * 16
    assert page.row_dimensions[4].height < 2 * 16


class BrokenOffError(Exception):
    pass


def test_given_up_midway_it_ends_without_a_word(tmp_path, monkeypatch):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(jpeg())
    columns = [Column("照片", 12, lambda row: (CellPhoto(photo, 4, 3, "1"),), Look.PHOTOS)]
    made = sheet("照片", "照片", grid(columns, [1]))
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)

    def told(done: int, total: int) -> None:
        if done:
            raise BrokenOffError

    def give_up() -> None:
        with (tmp_path / "out.xlsx").open("wb") as out:
            write_into(out, [made], TOWN, TODAY, told)

    with suppress(BrokenOffError):
        give_up()
    gc.collect()
    assert complaints == []


NAMES = st.sampled_from(["甲", "乙"])


@examples(50)
@given(st.lists(st.lists(NAMES, max_size=2).map(tuple), min_size=1, max_size=6))
def test_the_cells_of_any_head_cover_it_without_meeting(overs):
    content = grid([Column("数", 9, lambda row: 1, over=over) for over in overs], [1])
    covered = [
        (cell.level + down, cell.column + right)
        for cell in content.head
        for down in range(cell.high)
        for right in range(cell.wide)
    ]
    whole = {(level, at) for level in range(content.levels) for at in range(len(overs))}
    assert len(covered) == len(set(covered)) and set(covered) == whole
