"""问题交办单 on paper: each page says what its rows are, the receipt stays with what it answers."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.reports.handover import DEMANDS, SIGNED
from inspect_app.sheets.excel.xlsx import write
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Column, Lines, Look, Sheet, grid

TODAY = date(2026, 11, 23)
TOWN = Looks("嘉禾镇人大主席团", FONTS[FontSet.WINDOWS])
PAGE_POINTS = (842 - 2 * 0.7 * 72) / ((595 - 72) / (96 * 6))  # of A4 upright, as wide as the slip
ANSWERED, SENT_BACK = "存在问题", "整改措施"
LENGTHS = [1, 2, 3, 5, 8, 12, 30, 100]
LINES = [1, 3, 8, 22]  # of text in a row; the last is the highest that there is


def slip(length: int, lines: int) -> Sheet:
    """A paper as 问题交办单 is: a table, what is asked, a table to be filled in, who signs."""
    number = Column("序号", 12, lambda row: row)
    problem = Column(ANSWERED, 60, lambda row: "\n".join(["堆着垃圾"] * lines), Look.LONG)
    due, measure = Column("时限", 24, lambda row: None), Column(SENT_BACK, 60, lambda row: None)
    numbers = list(range(1, length + 1))
    blocks = (
        Lines(("主送：某村", "来源：某次视察")),
        grid([number, problem, due], numbers, heading="问题与建议"),
        Lines(DEMANDS),
        grid([number, measure, due], numbers, heading="办理回执", room=2),
        Lines((SIGNED,)),
    )
    return Sheet(
        "某村", "问题交办单", blocks, (12, 60, 24), signatures=False, portrait=True, is_alone=True
    )


def printed(made: Sheet) -> list[list[tuple[float, list]]]:
    """Return what stands on each page of the file: of each row its height and its cells."""
    sheet = load_workbook(io.BytesIO(write([made], TOWN, TODAY))).active
    bounds = [1, *(one.id + 1 for one in sheet.row_breaks.brk), sheet.max_row + 1]
    return [
        [
            (sheet.row_dimensions[row].height or 16, [cell.value for cell in sheet[row]])
            for row in range(first, after)
        ]
        for first, after in pairwise(bounds)
    ]


def rows_by_table(page) -> dict[str, list[int]]:
    """Return the numbers of a page's rows below each head; a row without a head is an error."""
    found: dict[str, list[int]] = {}
    head = ""
    for _, cells in page:
        if cells[0] == "序号":
            head = cells[1]
            found[head] = []
        elif isinstance(cells[0], int):
            found[head].append(cells[0])
        else:
            head = ""
    return found


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("length", LENGTHS)
def test_every_row_stands_below_its_head_once_and_in_order(length, lines):
    pages = printed(slip(length, lines))
    tables = [rows_by_table(page) for page in pages]
    for head in (ANSWERED, SENT_BACK):
        assert [n for page in tables for n in page.get(head, [])] == list(range(1, length + 1))
        assert all(page[head] for page in tables if head in page)


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("length", LENGTHS)
def test_no_page_is_higher_than_paper(length, lines):
    for page in printed(slip(length, lines)):
        assert sum(height for height, _ in page) <= PAGE_POINTS


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("length", LENGTHS)
def test_what_is_sent_back_begins_below_rows_that_it_answers(length, lines):
    pages = printed(slip(length, lines))
    begins = next(page for page in pages if SENT_BACK in rows_by_table(page))
    last = rows_by_table(begins).get(ANSWERED, [])
    if (length, lines) == (1, 22):  # too high for both: what is asked of the unit goes with it
        assert begins[0][1][0] == DEMANDS[0]
    else:
        few = 1 if lines > 3 or length < 4 else 2  # beside two that high there is no room
        assert last[-1:] == [length] and (len(last) >= few or begins is pages[0])
    # Whoever signs does so below rows.
    assert rows_by_table(pages[-1])[SENT_BACK][-1] == length
    assert any(cells[0] == SIGNED for _, cells in pages[-1])


def test_what_one_page_holds_is_on_one_and_has_no_second_head():
    (page,) = printed(slip(3, 2))
    assert rows_by_table(page) == {ANSWERED: [1, 2, 3], SENT_BACK: [1, 2, 3]}


def test_a_table_that_goes_on_says_so():
    pages = printed(slip(30, 3))
    words = [[cells[0] for _, cells in page] for page in pages]
    assert "问题与建议" in words[0] and "问题与建议（续）" not in words[0]
    assert all(page[0] in ("问题与建议（续）", "办理回执（续）") for page in words[1:])


def test_texts_too_long_for_a_row_stand_below_the_table_wherever_there_is_room():
    made = slip(3, 600)
    pages = printed(made)
    assert sum(height for page in pages for height, _ in page) > 2 * PAGE_POINTS
    assert all(sum(height for height, _ in page) <= PAGE_POINTS for page in pages)
    tables = [rows_by_table(page) for page in pages]
    assert [n for page in tables for n in page.get(SENT_BACK, [])] == [1, 2, 3]


def test_it_is_the_one_sheet_that_goes_out_by_itself_whose_heads_are_written_anew():
    plain = replace(slip(30, 3), is_alone=False)
    words = [cells[0] for page in printed(plain) for _, cells in page]
    assert words.count("序号") == 2
