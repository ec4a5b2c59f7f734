"""Where everything of a sheet stands, row by row; knows no file format. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain, count, islice, takewhile
from math import ceil
from typing import Any, NamedTuple

from inspect_app.sheets.cell_values import Cell, Rate
from inspect_app.sheets.cells import (
    MOST_LINES,
    MOST_LINKS,
    TOP,
    date_style,
    excel_text,
    lines_at,
    quoted_where_risky,
    row_height,
    step_of,
    text_width,
)
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Column, Grid, HeadCell, Lines, Look, Sheet

REPEATED_COLUMNS = 5  # of a sheet that goes over several pages in width
FIRST_ROW = 3  # below the title and 填报单位

PlacedCell = tuple[int, str | int | float | date | None, str]  # column from 1, value, style


class SheetRow(NamedTuple):
    """One row: its number from 1, its height in points, its cells from left to right."""

    number: int
    height: float
    cells: Sequence[PlacedCell]


class Link(NamedTuple):
    """A cell that opens an address."""

    row: int
    column: int
    address: str


class Area(NamedTuple):
    """Cells that are merged into one."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class LinesPlace:
    """Where lines stand."""

    lines: Lines
    top: int

    @property
    def after(self) -> int:
        """The first row below them."""
        return self.top + len(self.lines.lines)


@dataclass(frozen=True)
class GridPlace:
    """Where the parts of a grid stand: its heading, keys, head, values, totals."""

    grid: Grid
    top: int

    @property
    def head(self) -> int:
        """The first row of the head, which has a row for each level."""
        return self.top + bool(self.grid.heading) + self.grid.has_keys

    @property
    def first(self) -> int:
        """The first row of values."""
        return self.head + self.grid.levels

    @property
    def last(self) -> int:
        """The last row of values, without the totals."""
        return self.first + len(self.grid.rows) - 1

    @property
    def after(self) -> int:
        """The first row below it."""
        return self.last + 1 + bool(self.grid.totals)


def places(sheet: Sheet) -> list[LinesPlace | GridPlace]:
    """Where the blocks of a sheet stand, one below the other, a row apart."""
    found: list[LinesPlace | GridPlace] = []
    row = FIRST_ROW
    for block in sheet.blocks:
        place = LinesPlace(block, row) if isinstance(block, Lines) else GridPlace(block, row)
        found.append(place)
        row = place.after + 1
    return found


def last_row(sheet: Sheet) -> int:
    """The last row of a sheet: the signatures, where it has them."""
    after = places(sheet)[-1].after
    return after + 1 if sheet.signatures else after - 1


def title_columns(sheet: Sheet) -> int:
    """How many columns the title and lines go across."""
    return len(sheet.widths) if sheet.one_page_wide else REPEATED_COLUMNS


def repeated_columns(grid: Grid) -> int:
    """How many columns each page of a sheet over several repeats: what a row is of."""
    own = sum(1 for _ in takewhile(lambda column: not column.over, grid.columns))
    return min(own, REPEATED_COLUMNS) or REPEATED_COLUMNS


def lines_width(sheet: Sheet) -> float:
    """How wide a line may be: one that runs out of the sheet shrinks the printed page."""
    return sum(sheet.widths[: title_columns(sheet)])


def merged_areas(sheet: Sheet) -> Iterator[Area]:
    """What is merged: title, lines, cells of heads; never a cell that holds data."""
    across = title_columns(sheet)
    yield Area(1, 1, 1, across)
    for place in places(sheet):
        if isinstance(place, LinesPlace):
            for row in range(place.top, place.after):
                yield Area(row, 1, row, across)
        else:
            for cell in _head_cells(place.grid, sheet):
                row, column = place.head + cell.level, cell.column + 1
                if cell.wide > 1 or cell.high > 1:
                    yield Area(row, column, row + cell.high - 1, column + cell.wide - 1)


def _head_cells(grid: Grid, sheet: Sheet) -> list[HeadCell]:
    """The cells of a head; over several pages each column says what it stands under."""
    if sheet.one_page_wide:
        return list(grid.head)
    return [
        replace(cell, column=cell.column + n, wide=1)
        for cell in grid.head
        for n in range(cell.wide)
    ]


def links(sheet: Sheet) -> Iterator[Link]:
    """Which cells open an address, no more than Excel takes."""
    grids = [place for place in places(sheet) if isinstance(place, GridPlace)]
    return islice(chain.from_iterable(map(_links_of, grids)), MOST_LINKS)


def _links_of(place: GridPlace) -> Iterator[Link]:
    first = place.first  # worked out for every row, it took a twentieth of writing a workbook
    for row, column, address in place.grid.links:
        yield Link(first + row, 1 + column, address)


def rows(sheet: Sheet, looks: Looks, today: date) -> Iterator[SheetRow]:
    """A sheet's rows one by one; ``looks`` fill in 填报单位, ``today`` 填报时间."""
    yield from _title(sheet, looks, today)
    for place in places(sheet):
        if isinstance(place, LinesPlace):
            width = lines_width(sheet)
            for number, line in enumerate(place.lines.lines, start=place.top):
                text, style, taken = _wrapped(line, width, "wrapped")
                yield SheetRow(number, row_height(taken), [(1, text, style)])
        else:
            yield from _grid(place, sheet)
    if sheet.signatures:
        yield SheetRow(last_row(sheet), 24, [_text(1, looks.signatures, "line")])


def under_title(sheet: Sheet, looks: Looks, today: date) -> tuple[str, str]:
    """What stands below the title, left and right."""
    return sheet.under_title or (
        f"填报单位（盖章）：{looks.unit}",
        f"填报时间：{today.year}年{today.month}月{today.day}日",
    )


def _title(sheet: Sheet, looks: Looks, today: date) -> Iterator[SheetRow]:
    across = title_columns(sheet)
    # The title's letters are nearly twice as wide as the text's.
    lines = ceil(text_width(sheet.title) * 22 / 12 / sum(sheet.widths[:across]))
    yield SheetRow(1, 36 * lines, [_text(1, sheet.title, "title")])
    left, right = under_title(sheet, looks, today)
    yield SheetRow(2, 22, [_text(1, left, "line"), _text(across, right, "line-right")])


def _grid(place: GridPlace, sheet: Sheet) -> Iterator[SheetRow]:
    grid, widths = place.grid, sheet.widths
    if grid.heading:
        yield SheetRow(place.top, 24, [_text(1, grid.heading, "heading")])
    if grid.has_keys:
        keys = [HeadCell(column.key, 0, at) for at, column in enumerate(grid.columns)]
        yield from _head(keys, 1, place.head - 1, widths)
    yield from _head(_head_cells(grid, sheet), grid.levels, place.head, widths)
    columns = list(map(_placed, count(1), grid.columns, widths))
    last = [grid.totals] if grid.totals else []
    for number, values in enumerate(chain(grid.rows, last), start=place.first):
        yield _values(number, columns, values, grid.room)


def _head(
    cells: Sequence[HeadCell], levels: int, top: int, widths: Sequence[float]
) -> Iterator[SheetRow]:
    """The rows of a head, each as high as the texts need that end in it."""
    heights: list[float] = []
    columns = max(cell.column + cell.wide for cell in cells)
    for level in range(levels):
        height = row_height(1)
        for cell in cells:
            if cell.level + cell.high - 1 == level:
                lines = lines_at(cell.text, sum(widths[cell.column : cell.column + cell.wide]))
                height = max(height, row_height(lines) - sum(heights[cell.level :]))
        heights.append(height)
        texts = {cell.column: cell.text for cell in cells if cell.level == level}
        placed = [
            _text(at + 1, texts[at], "head") if at in texts else (at + 1, None, "head")
            for at in range(columns)
        ]
        yield SheetRow(top + level, height, placed)


class _Placed(NamedTuple):
    """A column: its number from 1, its width, its look, the style of its texts and numbers.

    ``written`` makes its texts ready.
    """

    number: int
    width: float
    look: Look
    style: str
    written: Callable[[str, float, str], tuple[str | None, str, int]]


def _placed(number: int, column: Column[Any], width: float) -> _Placed:
    written = _wrapped if column.look is Look.LONG else _wrapped_once
    return _Placed(number, width, column.look, _style(column), written)


def _style(column: Column[Any]) -> str:
    if column.link:
        return "link"
    return "long" if column.look is Look.LONG else "short"


def _values(
    number: int, columns: Sequence[_Placed], values: Sequence[Cell], lines: int
) -> SheetRow:
    """A row of values, of so many ``lines`` at least.

    Only texts are wrapped: a number or date never takes two lines.
    """
    stacked = 0
    cells: list[PlacedCell] = []
    for (column, width, look, style, written), value in zip(columns, values, strict=True):
        if isinstance(value, str):
            text, shown, taken = written(value, width, style)
            lines = max(lines, taken)
            cells.append((column, text, shown))
        elif isinstance(value, tuple):
            stacked = max(stacked, sum(step_of(photo) for photo in value))
            cells.append((column, None, style))
        elif isinstance(value, date) or (value is None and look is Look.DATE):
            cells.append((column, value, date_style(width)))
        else:
            cells.append((column, value, "rate" if isinstance(value, Rate) else style))
    return SheetRow(number, row_height(lines, stacked), cells)


def _wrapped(value: str, width: float, style: str) -> tuple[str | None, str, int]:
    """A text as a file holds it, its style, how many lines it takes."""
    text = excel_text(value)
    lines = lines_at(text, width)
    if lines >= MOST_LINES:
        style += TOP
    return text or None, quoted_where_risky(text, style), lines


# Of what is short, most cells say what many others say.
_wrapped_once = lru_cache(maxsize=1_000)(_wrapped)


def _text(column: int, text: str, style: str) -> PlacedCell:
    written = excel_text(text)
    return column, written or None, quoted_where_risky(written, style)
