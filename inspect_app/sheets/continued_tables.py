"""A sheet that goes out by itself: on each of its pages its tables have their heads. Pure.

Excel repeats one head on all pages below it, so of two tables it would print the first one's head
above the second. Here a table that is cut becomes a table on each page, with its head written anew.
What is sent back (the last table) begins on a page with rows that it answers, wherever that can be.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from inspect_app.sheets.cell_values import Cell
from inspect_app.sheets.layout import GridPlace, LinesPlace, SheetRow, last_row, places
from inspect_app.sheets.printed_pages import (
    BETWEEN_POINTS,
    ROWS_TOGETHER,
    Pages,
    room_of_page,
    tops_of,
)
from inspect_app.sheets.table import Grid, Lines, Sheet, Values

GOES_ON = "（续）"

# How a sheet is cut, the best first: how many rows stay with a head and with what follows a table,
# whether the last table is cut, too.
_WAYS = ((ROWS_TOGETHER, False), (1, False), (ROWS_TOGETHER, True), (1, True))


def continue_tables(sheet: Sheet, rows: Iterable[SheetRow]) -> tuple[Sheet, Pages]:
    """The sheet with the heads that its pages need, and where these begin."""
    starts = _starts(sheet, tops_of(sheet, rows))
    blocks = [part for place in places(sheet) for part in _parts(place, starts)]
    return replace(sheet, blocks=tuple(blocks)), Pages(tuple(_starts_with_heads(sheet, starts)))


def _parts(place: GridPlace | LinesPlace, starts: Sequence[int]) -> Iterator[Grid | Lines]:
    """Yield a table in parts, of which each but the first begins a page."""
    if isinstance(place, LinesPlace):
        yield place.lines
        return
    grid = place.grid
    cuts = [start - place.first for start in starts if place.first < start <= place.last]
    for first, after in pairwise([0, *cuts, len(grid.rows)]):
        heading = f"{grid.heading}{GOES_ON}" if first else grid.heading
        totals = grid.totals if after == len(grid.rows) else ()
        yield replace(grid, rows=_rows(grid, first, after), totals=totals, heading=heading)


def _rows(grid: Grid, first: int, after: int) -> Sequence[tuple[Cell, ...]]:
    rows = grid.rows
    return rows.part(first, after) if isinstance(rows, Values) else rows[first:after]


def _starts_with_heads(sheet: Sheet, starts: Sequence[int]) -> Iterator[int]:
    """Yield where the pages begin when the heads are written that they need."""
    added = 0
    for start in starts:
        place = _table_cut_by(sheet, start)
        yield start + added + (place is not None)  # a row stays free between two tables
        if place:
            added += 1 + place.first - place.top


def _starts(sheet: Sheet, tops: Sequence[float]) -> list[int]:
    room = room_of_page(sheet) - BETWEEN_POINTS
    for together, cuts_last in _WAYS:
        starts = _fill_pages(sheet, _within_tables(sheet, together, cuts_last), tops, room)
        if _fits(sheet, starts, tops, room):
            return starts
    # Something is higher than a page, or a single row leaves no room for what it is answered with.
    return _fill_pages(sheet, _anywhere(sheet, tops, room), tops, room)


def _fill_pages(
    sheet: Sheet, may_begin: Sequence[int], tops: Sequence[float], room: float
) -> list[int]:
    """Which of these rows begin a page, if each page takes as much as it can."""
    starts = [1]
    for row, after in pairwise([*may_begin, last_row(sheet) + 1]):
        if _height(sheet, starts[-1], after, tops) > room:
            starts.append(row)
    return starts[1:]


def _fits(sheet: Sheet, starts: Sequence[int], tops: Sequence[float], room: float) -> bool:
    pages = pairwise([1, *starts, last_row(sheet) + 1])
    return all(_height(sheet, first, after, tops) <= room for first, after in pages)


def _height(sheet: Sheet, first: int, after: int, tops: Sequence[float]) -> float:
    """How high a page of these rows is, with the head that it repeats."""
    place = _table_cut_by(sheet, first)
    return tops[after] - tops[first] + (tops[place.first] - tops[place.top] if place else 0)


def _table_cut_by(sheet: Sheet, start: int) -> GridPlace | None:
    """The table that goes on at this row."""
    for place in _tables(sheet):
        if place.first < start <= place.last:
            return place
    return None


def _tables(sheet: Sheet) -> list[GridPlace]:
    return [place for place in places(sheet) if isinstance(place, GridPlace)]


def _within_tables(sheet: Sheet, together: int, cuts_last: bool) -> list[int]:
    """The rows of tables that may begin a page, so many staying before and after."""
    tables = _tables(sheet) if cuts_last else _tables(sheet)[:-1]
    return [
        row for place in tables for row in range(place.first + together, place.last - together + 2)
    ]


def _anywhere(sheet: Sheet, tops: Sequence[float], room: float) -> list[int]:
    """The rows of tables that may begin a page, and of lines.

    Lines that a page holds begin one together; a single line stays under its table.
    """
    found = _within_tables(sheet, 1, cuts_last=True)
    _, *others = places(sheet)
    for place in others:
        if isinstance(place, LinesPlace) and place.after - place.top > 1:
            is_long = tops[place.after] - tops[place.top] > room
            found.extend(range(place.top, place.after) if is_long else [place.top])
    return sorted(found)
