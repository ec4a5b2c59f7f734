"""A sheet as a page shows it: the words of its cells, its charts as bars, a part of it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from inspect_app.paging import Page
from inspect_app.sheets.cell_values import Cell, Rate
from inspect_app.sheets.layout import REPEATED_COLUMNS, under_title
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Column, Grid, Sheet, Values
from inspect_app.text import day_words, plain_number


def words_of(value: Cell) -> str:
    """A value as people read it; nothing for photos, which are shown."""
    if value is None or isinstance(value, tuple):
        return ""
    if isinstance(value, Rate):
        return f"{value:.1%}"
    if isinstance(value, date):
        return day_words(value)
    return plain_number(value) if isinstance(value, float) else str(value)


MOST_OF_WORD, MOST_OF_PART = 3, 7


def unbreakable_parts(heading: str) -> list[str]:
    """The parts of a heading none of which is broken: a short word, or parts at slashes.

    Nothing for a longer heading, which is broken anywhere.
    """
    parts = re.findall("[^/]+/?", heading)
    most = MOST_OF_WORD if len(parts) == 1 else MOST_OF_PART
    return parts if all(len(part) <= most for part in parts) else []


class Frame(NamedTuple):
    """What stands around a sheet's blocks: left and right under its title, and below them all."""

    left: str
    right: str
    below: str


def frame(sheet: Sheet, looks: Looks, today: date) -> Frame:
    """As the file has it; see ``layout.rows``."""
    return Frame(*under_title(sheet, looks, today), looks.signatures if sheet.signatures else "")


class PreviewCell(NamedTuple):
    """A cell of a row, and the address it opens, empty where it opens none."""

    value: Cell
    column: Column[Any]
    address: str


def rows_of(grid: Grid, part: Page | None) -> Iterator[list[PreviewCell]]:
    """Yield a part of the grid's rows, all where none is said."""
    shown = range(len(grid.rows))[part.rows if part else slice(None)]
    for at in shown:
        addresses = ("",) * len(grid.columns)
        if isinstance(grid.rows, Values):
            addresses = grid.rows.addresses(at, grid.columns)
        yield list(map(PreviewCell, grid.rows[at], grid.columns, addresses))


WIDTH_ON_PAPER = 140  # in Excel's units, of letters as large as a printed page has


def column_groups(grid: Grid) -> Iterator[Grid]:
    """Yield the grid in groups of columns that fit on paper, the first ones in each, as Excel does.

    A grid that says 无 is one group.
    """
    if not isinstance(grid.rows, Values):
        yield grid
        return
    first, others = grid.columns[:REPEATED_COLUMNS], list(grid.columns[REPEATED_COLUMNS:])
    room = WIDTH_ON_PAPER - sum(column.width for column in first)
    while others:
        widths = accumulate(column.width for column in others)
        taken = max(1, sum(width <= room for width in widths))
        columns = (*first, *others[:taken])
        yield replace(grid, columns=columns, rows=grid.rows.through(columns), totals=())
        del others[:taken]


@dataclass(frozen=True)
class Bar:
    """One bar: what it says, and its length in percent of the longest possible."""

    words: str
    percent: float


@dataclass(frozen=True)
class Bars:
    """The bars of one name, series by series."""

    name: str
    bars: tuple[Bar, ...]


def bars(grid: Grid) -> list[Bars]:
    """The grid's chart; shares are measured by 100 %, numbers by the largest."""
    shown = grid.rows_of_chart
    numbers = [value for row in shown for value in row[1:] if isinstance(value, int)]
    most = max([*numbers, 1])
    return [
        Bars(words_of(row[0]), tuple(Bar(words_of(one), _percent(one, most)) for one in row[1:]))
        for row in shown
    ]


def _percent(value: Cell, most: int) -> float:
    if isinstance(value, Rate):
        return round(100 * value, 1)
    return round(100 * value / most, 1) if isinstance(value, int) else 0
