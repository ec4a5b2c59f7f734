"""Texts that no row of Excel can show whole: the cell says so, all of it stands below. Pure.

A row ends at 409 points. What does not fit is cut by the printer at both ends of the cell, without
a mark; on the page (``preview``) nothing need be cut.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from inspect_app.sheets.cell_values import Cell
from inspect_app.sheets.cells import MOST_LINES, lines_at, sure_to_fit
from inspect_app.sheets.layout import lines_width
from inspect_app.sheets.table import Column, Grid, Lines, Look, Sheet, Values
from inspect_app.text import clean_text

BELOW = "……（全文见表后）"
TEXTS = (Look.LONG, Look.SHORT)


def fit(text: str, width: float, mark: str = "") -> str:
    """As much of the text as the highest row shows in a column so wide, ``mark`` included.

    All of it, without the mark, where it fits.
    """
    if lines_at(text, width) <= MOST_LINES:
        return text
    shown = range(1, len(text))
    many = bisect_right(shown, MOST_LINES, key=lambda end: lines_at(text[:end] + mark, width))
    return text[: max(many, 1)] + mark


def pieces(text: str, width: float) -> list[str]:
    """The text in parts that a row each can show whole."""
    found = [fit(text, width)]
    while rest := text[sum(map(len, found)) :]:
        found.append(fit(rest, width))
    return found


def texts_in_full(sheet: Sheet) -> Sheet:
    """The sheet with its long texts cut visibly, and the whole of each below its table."""
    blocks = chain.from_iterable(map(partial(_block, sheet), sheet.blocks))
    return replace(sheet, blocks=tuple(blocks))


def _block(sheet: Sheet, block: Grid | Lines) -> Iterator[Grid | Lines]:
    if isinstance(block, Lines):
        yield _lines(sheet, block.lines)
        return
    long_texts = list(_long_texts(sheet, block))
    if not long_texts:
        yield block
        return
    columns = [*block.columns]
    for at in {at for _, at, _ in long_texts}:
        columns[at] = _cut_column(columns[at], sheet.widths[at])
    assert isinstance(block.rows, Values)
    yield replace(block, columns=tuple(columns), rows=block.rows.through(columns))
    yield _lines(sheet, [_full_text(block, *found) for found in sorted(long_texts)])


def _lines(sheet: Sheet, lines: Sequence[str]) -> Lines:
    width = lines_width(sheet)
    return Lines(tuple(piece for line in lines for piece in pieces(line, width)))


def _long_texts(sheet: Sheet, grid: Grid) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, from 0, of every text that does not fit, and the text."""
    if not isinstance(grid.rows, Values):
        return
    for at, (column, width) in enumerate(zip(grid.columns, sheet.widths, strict=False)):
        if column.look in TEXTS:
            fits = sure_to_fit(width)
            for row, value in enumerate(grid.rows.each(column.value)):
                if isinstance(value, str) and (len(value) > fits or "\n" in value or "\r" in value):
                    text = clean_text(value)
                    if lines_at(text, width) > MOST_LINES:
                        yield row, at, text


def _cut_column(column: Column[Any], width: float) -> Column[Any]:
    return replace(column, value=partial(_fit_value, column.value, width))


def _fit_value(value: Callable[[Any], Cell], width: float, row: Any) -> Cell:
    found = value(row)
    return fit(clean_text(found), width, BELOW) if isinstance(found, str) else found


def _full_text(grid: Grid, row: int, at: int, text: str) -> str:
    """The text after where it belongs, its row's first cell and its column: 序号3 地址全文：…."""
    name = f"{grid.columns[0].heading}{grid.rows[row][0]} " if at else ""
    return f"{name}{grid.columns[at].heading}全文：{text}"
