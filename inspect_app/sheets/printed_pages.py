"""Where the pages of a printed sheet begin, so that what belongs together stays together. Pure.

A program that prints breaks a page after whatever row is the last to fit: between a head and its
rows, before 合计, before who signs, through a chart. So a sheet that has any of these says itself
where its pages begin. How much fits is reckoned for 宋体, whose columns are the narrowest and so
printed the largest; with another font a page only ends earlier than it must, and of a sheet that is
one table the last one alone.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from inspect_app.sheets.layout import GridPlace, SheetRow, last_row, places
from inspect_app.sheets.table import Grid, Sheet

A4_POINTS = (595.3, 841.9)
INCH_POINTS = 72
SIDE_INCHES, END_INCHES = 0.5, 0.7  # the margins
UNIT_POINTS = 6  # of a column's width, where the Normal font is 宋体 of 12 points
SURE = 0.95  # of what should fit on a page: printers differ a little
BETWEEN_POINTS = 16  # the height of a row that nothing stands in
ROWS_TOGETHER = 2  # with the head, and with the totals, of a table longer than a page
MOST_RECKONED = 1_000  # rows of a list whose pages are reckoned for who signs below it
MOST_BREAKS = 1_023  # that Excel takes


@dataclass(frozen=True)
class Pages:
    """The first row of each page but the first, and how far from the top each row begins."""

    starts: tuple[int, ...] = ()
    tops: tuple[float, ...] = (0.0,)

    def cuts(self, place: GridPlace) -> bool:
        """Whether a page begins between the rows of a table."""
        return any(place.first < start <= place.last for start in self.starts)

    def uncut_row(self, row: int, points: float) -> int:
        """Where something so high that is to stand at a row or below it is not cut."""
        last = self.row_below(row, points) - 1
        # Not in the page's first row: its upper edge would be printed on the page before.
        return next((start + 1 for start in self.starts if row < start <= last), row)

    def row_below(self, row: int, points: float) -> int:
        """The first row below something so high that begins at a row."""
        end = self._top(row) + points
        below = bisect_left(self.tops, end)
        beyond = max(0, end - self._top(below))
        return below + ceil(beyond / BETWEEN_POINTS)

    def _top(self, row: int) -> float:
        """How far down a row begins, also one below all that are known."""
        known = len(self.tops) - 1
        return self.tops[row] if row <= known else self.tops[-1] + BETWEEN_POINTS * (row - known)


def scale(sheet: Sheet) -> float:
    """How much smaller a sheet is printed, so that a page is as wide as it."""
    wide = A4_POINTS[not sheet.portrait] - 2 * SIDE_INCHES * INCH_POINTS
    return min(1, wide / (sum(sheet.widths) * UNIT_POINTS))


def pages_of(sheet: Sheet, rows: Iterable[SheetRow]) -> Pages:
    """Where the pages begin; ``rows`` are looked at only where it matters."""
    if not sheet.one_page_wide:
        return Pages()
    if not _has_what_stays_together(sheet):
        return Pages(tuple(_before_who_signs(sheet)))
    tops = tops_of(sheet, rows)
    starts = tuple(_starts(sheet, tops))
    place = repeated(sheet)
    if sheet.table and place and starts and starts[-1] <= place.last:
        starts = starts[-1:]  # its last page has rows enough; whoever prints fills the others
    return Pages(starts[:MOST_BREAKS], tops)


def tops_of(sheet: Sheet, rows: Iterable[SheetRow]) -> tuple[float, ...]:
    """How far down each row begins, from row 0, which is none, to the one below the last."""
    heights = [float(BETWEEN_POINTS)] * last_row(sheet)
    for row in rows:
        heights[row.number - 1] = row.height
    return (0.0, *accumulate(heights, initial=0.0))


def _has_what_stays_together(sheet: Sheet) -> bool:
    grids = [block for block in sheet.blocks if isinstance(block, Grid)]
    if len(grids) > 1 or any(one.totals for one in grids):
        return True
    # Of thousands of rows the heights cost more than a signature is worth.
    return sheet.signatures and sum(len(one.rows) for one in grids) <= MOST_RECKONED


def _before_who_signs(sheet: Sheet) -> Iterator[int]:
    """Yield where the last page of a list of thousands begins: with its last rows."""
    (place, *_) = places(sheet)
    if sheet.signatures and isinstance(place, GridPlace):
        yield place.last - ROWS_TOGETHER + 1


def _starts(sheet: Sheet, tops: tuple[float, ...]) -> Iterator[int]:
    room, place = room_of_page(sheet), repeated(sheet)
    head, below = (tops[place.first] - tops[place.head], place.first) if place else (0.0, 0)
    begin = 1
    for row, after in pairwise([*_may_begin(sheet, tops, room), last_row(sheet) + 1]):
        if tops[after] - tops[begin] > room - (head if begin > below else 0):
            begin = row
            yield row


def room_of_page(sheet: Sheet) -> float:
    """How many points of rows a page holds."""
    tall = A4_POINTS[sheet.portrait] - 2 * END_INCHES * INCH_POINTS
    return SURE * tall / scale(sheet)


def repeated(sheet: Sheet) -> GridPlace | None:
    """The table whose head the pages after it repeat: of several it can be the last alone.

    A program that prints repeats the rows on all pages that begin below them.
    """
    grids = [place for place in places(sheet) if isinstance(place, GridPlace)]
    return grids[-1] if grids else None


def _may_begin(sheet: Sheet, tops: tuple[float, ...], room: float) -> list[int]:
    """The rows that may be the first of a page: of a block, or within one too high for it.

    A single line (who signs) stays with what is above it.
    """
    found = list[int]()
    first, *others = places(sheet)
    for place in others:
        if isinstance(place, GridPlace):
            found.append(place.top)
        else:
            found.extend(range(place.top + (place.after - place.top == 1), place.after))
    grids = [place for place in (first, *others) if isinstance(place, GridPlace)]
    for begin, after in pairwise([1, *found, last_row(sheet) + 1]):
        if tops[after] - tops[begin] > room:
            for grid in grids:
                if begin <= grid.top < after:
                    found.extend(range(grid.first + ROWS_TOGETHER, grid.last - ROWS_TOGETHER + 2))
    return sorted(found)
