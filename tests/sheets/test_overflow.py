"""Texts that are longer than a row can show: cut visibly in the cell, whole below the table."""

import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.sheets.cells import MOST_LINES, lines_at
from inspect_app.sheets.overflow import BELOW, fit, pieces
from tests.records.filling import failing, submitted
from tests.reports.books import opened, rows_of, words_of
from tests.review.reviewing import numbers, save

LONG = "".join(f"第{number}处路边堆着砖头没有人管。" for number in range(1, 125))  # some 1,850
SHORT = "桶满了"


def below(sheet, heading: str) -> str:
    """Return the text that stands below the table under this heading."""
    lines = [row[0].value for row in sheet.iter_rows() if row[0].value]
    start = next(n for n, line in enumerate(lines) if str(line).startswith(heading))
    said = lines[start].removeprefix(heading)
    for line in lines[start + 1 :]:
        if re.match("序号|编号|负责人|办理", str(line)):
            break
        said += line
    return said


def test_a_long_description_is_cut_visibly_and_stands_whole_below_the_table(wang, li, office, cast):
    submitted(wang, cast, failing(SHORT))
    submitted(li, cast, failing(LONG, suggestion=LONG[::-1]), site=1)
    book = opened(office, f"{cast.inspection}/workbook.xlsx")

    sheet = book["问题清单"]
    short, long = rows_of(sheet)
    assert short["存在问题"] == SHORT
    assert long["存在问题"].endswith(BELOW) and long["存在问题"][:200] == LONG[:200]
    assert below(sheet, "序号2 存在问题全文：") == LONG
    assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref.endswith("5")
    assert "负责人（签字）" in [row[0].value for row in sheet.iter_rows()][-1]
    (said,) = rows_of(book["意见建议"])
    assert said["意见建议内容"].endswith(BELOW)
    assert below(book["意见建议"], "序号1 意见建议内容全文：") == LONG[::-1]
    assert below(book["检查记录"], "编号2 意见建议全文：") == LONG[::-1]


def test_no_cell_needs_more_lines_than_its_row_has(wang, office, cast):
    submitted(wang, cast, failing(LONG, suggestion=LONG, highlight=LONG))
    for sheet in opened(office, f"{cast.inspection}/workbook.xlsx"):
        for row in sheet.iter_rows(min_row=3, max_col=13):
            for cell in row:
                if isinstance(cell.value, str) and cell.coordinate not in sheet.merged_cells:
                    width = sheet.column_dimensions[cell.column_letter].width
                    is_line = cell.border.bottom is None or not cell.border.bottom.style
                    assert is_line or lines_at(cell.value, width) <= MOST_LINES


def test_what_fills_the_highest_row_stands_at_its_top_and_all_else_in_the_middle(
    wang, li, office, cast
):
    submitted(wang, cast, failing(SHORT))
    submitted(li, cast, failing("=" + LONG, suggestion=LONG), site=1)
    sheet = opened(office, f"{cast.inspection}/workbook.xlsx")["问题清单"]
    problems = {
        str(cell.value)[:3]: cell.alignment.vertical for row in sheet.iter_rows() for cell in row
    }
    assert problems[SHORT] == "center"
    assert problems["=第1"] == "top"
    whole = [row[0] for row in sheet.iter_rows() if "全文：" in str(row[0].value)]
    full = [one for one in whole if sheet.row_dimensions[one.row].height >= 400]
    assert {one.alignment.vertical for one in full} <= {"top"}


def test_the_slip_for_a_unit_says_the_whole_before_its_demands(wang, office, cast):
    submitted(wang, cast, failing(LONG))
    save(office, numbers(office, cast)[0], do="keep")
    sheet = opened(office, f"{cast.inspection}/handover.xlsx").worksheets[1]
    assert below(sheet, "序号1 存在问题及依据全文：") == LONG
    said = words_of(sheet)
    assert said.index("全文：") < said.index("办理要求与时限")


def test_on_the_page_nothing_is_cut(wang, office, cast):
    submitted(wang, cast, failing(LONG))
    page = office.get(f"/office/inspections/{cast.inspection}/report?sheet=问题清单").text
    assert LONG in BeautifulSoup(page, "lxml").text and BELOW not in page


TEXTS = st.text("长a1 \n，𠮷", max_size=400)
WIDTHS = st.floats(5, 60)


@given(TEXTS, WIDTHS)
def test_a_cut_text_fits_and_is_the_start_of_the_whole(text, width):
    shown = fit(text, width, BELOW)
    assert lines_at(shown, width) <= MOST_LINES
    if shown != text:
        assert shown.endswith(BELOW) and text.startswith(shown.removesuffix(BELOW))
        longer = text[: len(shown) - len(BELOW) + 1] + BELOW
        assert lines_at(longer, width) > MOST_LINES  # nothing that had room was left out


@given(TEXTS, WIDTHS)
def test_the_pieces_fit_and_are_the_whole(text, width):
    found = pieces(text, width)
    assert "".join(found) == text
    assert all(lines_at(piece, width) <= MOST_LINES for piece in found)
