"""Pages of a printed sheet begin where nothing that belongs together is cut."""

import io
from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from openpyxl import load_workbook

from inspect_app.reports.workbook.summary import WIDTHS
from inspect_app.sheets.excel.charts import _height
from inspect_app.sheets.excel.xlsx import CENTIMETRE_POINTS, write
from inspect_app.sheets.layout import GridPlace, last_row, places, rows
from inspect_app.sheets.printed_pages import SURE, Pages, pages_of
from inspect_app.sheets.table import Column, Lines, Sheet, grid, sheet
from tests.sheets.long_summary import NUMBERS, TODAY, TOWN, like_summary, table

PAGE_POINTS = (595 - 2 * 0.7 * 72) / (
    (842 - 72) / (sum(WIDTHS) * 6)
)  # of A4, as wide as 汇总 in 宋体


def printed(made: Sheet) -> list[range]:
    """Return the rows of each page."""
    bounds = [1, *pages_of(made, rows(made, TOWN, TODAY)).starts, last_row(made) + 1]
    return [range(first, after) for first, after in pairwise(bounds)]


SIZES = [(13, 3, 6, 9, 14), (13, 3, 60, 20, 40), (3, 3, 2, 1, 1), (13, 3, 22, 22, 22)]


@pytest.mark.parametrize("sizes", SIZES)
def test_no_page_is_higher_than_paper(sizes):
    made = like_summary(*sizes)
    heights = {row.number: row.height for row in rows(made, TOWN, TODAY)}
    for page in printed(made):
        assert sum(heights.get(row, 16) for row in page) <= PAGE_POINTS


@pytest.mark.parametrize("sizes", SIZES)
def test_a_table_that_a_page_holds_is_on_one_and_no_totals_stand_alone(sizes):
    made = like_summary(*sizes)
    pages = printed(made)
    for place in filter(lambda one: isinstance(one, GridPlace), places(made)):
        cut = [page for page in pages if place.top < page.start < place.after]
        assert not cut or len(place.grid.rows) > 15
        for page in cut:
            assert page.start >= place.first + 2  # rows under the head
            assert page.start <= place.last - 1  # rows above the totals
    assert last_row(made) - 1 in pages[-1]  # the signatures, and what they are for


def test_a_long_table_with_totals_ends_with_rows_of_its_own():
    for length in range(15, 60):
        made = sheet("逐项统计", "逐项统计表", table("", length))
        (place,) = places(made)
        assert len(printed(made)[-1]) == last_row(made) or place.last - 1 in printed(made)[-1]


def test_the_repeated_head_takes_its_room_on_further_pages():
    high = [Column("\n".join("很高的表头"), 32, lambda row: row), NUMBERS[1]]
    made = sheet("表", "表", grid(high, range(60), ("合计", 60)))
    heights = [row.height for row in rows(made, TOWN, TODAY)]
    for page in printed(made)[1:]:
        assert sum(heights[row - 1] for row in page if row <= len(heights)) + heights[2] <= 495


def test_who_signs_a_list_never_stands_alone_on_a_page():
    for length in range(15, 60):
        made = sheet("问题清单", "问题清单", grid(NUMBERS, ["甲村"] * length))
        (place,), pages = places(made), printed(made)
        heights = {row.number: row.height for row in rows(made, TOWN, TODAY)}
        assert sum(heights.get(row, 16) for row in pages[-1]) <= 495
        assert len(pages) == 1 or place.last - 1 in pages[-1]


@pytest.mark.parametrize("totals", [(), ("合计", 200)])
def test_of_one_long_table_only_the_last_page_begins_where_it_was_reckoned(totals):
    """A program that prints fills the others, whatever fonts it has."""
    made = sheet("表", "表", grid(NUMBERS, range(200), totals))
    assert len(printed(made)) == 2
    assert len(printed(replace(made, blocks=(*made.blocks, Lines(("说明",) * 5))))) == 2
    assert len(printed(replace(made, blocks=(*made.blocks, table("", 3))))) > 10
    # Where the lines below it are longer than a page, they begin where they were reckoned.
    assert len(printed(replace(made, blocks=(*made.blocks, Lines(("说明",) * 60))))) > 10


@pytest.mark.parametrize(("length", "signatures"), [(1_001, True), (1_001, False), (10, False)])
def test_of_a_list_of_thousands_or_that_nobody_signs_no_row_is_looked_at(length, signatures):
    content = grid(NUMBERS, ["甲村"] * length)
    made = sheet("问题清单", "问题清单", content, signatures=signatures)
    pages = pages_of(made, iter(lambda: pytest.fail("a row was made"), None))
    # Who signs never stands alone: the last rows begin the last page.
    (place,) = places(made)
    assert pages == Pages((place.last - 1,) if signatures else ())


def test_of_several_tables_the_last_one_repeats_its_head_where_it_is_cut():
    for lengths, is_repeated in (((6, 3, 5), False), ((6, 3, 80), True), ((2, 80), True)):
        made = like_summary(*lengths)
        *_, last = places(made)
        page = load_workbook(io.BytesIO(write([made], TOWN, TODAY))).active
        head = f"${last.head}:${last.head}" if is_repeated else None
        assert page.print_title_rows == head
        heights = {row.number: row.height for row in rows(made, TOWN, TODAY)}
        # What stood beside the head would be printed again with it.
        for chart in page._charts if is_repeated else ():
            top, below = chart.anchor._from.row + 1, chart.height * CENTIMETRE_POINTS
            beside = accumulate(heights.get(row, 16) for row in range(top, last.first))
            assert top >= last.first or below <= max(beside) - heights[last.head]
        for one in printed(made)[1:]:
            repeats = heights[last.head] * (is_repeated and one.start > last.first)
            assert sum(heights.get(row, 16) for row in one) + repeats <= PAGE_POINTS


def test_single_line_below_a_table_stays_with_it():
    blocks = (table("一", 21), Lines(("单位负责人（签字）：",)))
    made = Sheet("交办单", "交办单", blocks, (60, 60), signatures=False)
    assert pages_of(made, rows(made, TOWN, TODAY)).starts[-1] < places(made)[1].top


@pytest.mark.parametrize("sizes", SIZES)
def test_the_file_has_the_breaks_and_no_chart_is_cut_by_one(sizes):
    made = like_summary(*sizes)
    page = load_workbook(io.BytesIO(write([made], TOWN, TODAY))).active
    starts = [one.id + 1 for one in page.row_breaks.brk]
    assert starts == [one.start for one in printed(made)[1:]]
    for chart in page._charts:
        top, left = chart.anchor._from.row + 1, chart.height * CENTIMETRE_POINTS
        if left > PAGE_POINTS:
            continue
        row = top
        while left > 0:
            assert row not in starts, (sizes, row)
            left -= page.row_dimensions[row].height or 16
            row += 1


def test_a_chart_of_many_names_is_no_higher_than_a_page_where_they_can_be_read():
    for names, room in ((6, 0.55), (26, 0.95), (37, 0.95)):
        assert _height(names, room) * CENTIMETRE_POINTS <= SURE * PAGE_POINTS
    assert _height(60, 0.55) == 2 + 60 * 0.55


def test_the_first_page_holds_two_tables_also_below_facts_of_one_line_more():
    made = like_summary(6, 3, 6, 8, 14)  # 7 rows and no totals are as high
    made = replace(made, blocks=(Lines(("专题",) * 6), *made.blocks[1:]))
    tops = [place.top for place in places(made)]
    assert [page.start for page in printed(made)] == [1, tops[3], tops[5]]
