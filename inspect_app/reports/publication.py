"""The copy of a workbook for publication (公开版): names and numbers masked. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from inspect_app.sheets.cell_values import Cell, CellPhoto
from inspect_app.sheets.table import Column, Grid, Lines, Sheet, Values

# For whom a copy is: it stands on each page, and in the name of what is published.
INTERNAL, PUBLIC = "内部版", "公开版"

Mask = Callable[[str], str]
WHO_ANSWERS = "责任人"


def for_publication(sheets: Sequence[Sheet], mask: Mask) -> list[Sheet]:
    """The sheets as they may be published: every text masked, no links, marked 公开版.

    The column 责任人 is left out: an office publishes which unit answers, and a surname with its
    title (卢主任) tells everybody in a town who it is. What is printed on photos is masked, too;
    what they show nobody masks.
    """
    return [_publish(_without_who_answers(sheet), mask) for sheet in sheets]


def mark_internal(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets marked 内部版: names stand in them."""
    return [replace(sheet, mark=INTERNAL) for sheet in sheets]


def _without_who_answers(sheet: Sheet) -> Sheet:
    table = sheet.table
    if table is None:
        return sheet
    remaining = [at for at, one in enumerate(table.columns) if one.heading != WHO_ANSWERS]
    columns = tuple(table.columns[at] for at in remaining)
    if isinstance(table.rows, Values):
        rows: Sequence[tuple[Cell, ...]] = table.rows.through(columns)
    else:
        rows = [tuple(row[at] for at in remaining) for row in table.rows]
    totals = tuple(table.totals[at] for at in remaining) if table.totals else ()
    table_published = replace(table, columns=columns, rows=rows, totals=totals)
    widths = tuple(sheet.widths[at] for at in remaining)
    return replace(sheet, blocks=(table_published, *sheet.blocks[1:]), widths=widths)


def _publish(sheet: Sheet, mask: Mask) -> Sheet:
    blocks = tuple(_mask_block(block, mask) for block in sheet.blocks)
    title = f"{mask(sheet.title)}（{PUBLIC}）"
    under = sheet.under_title and (mask(sheet.under_title[0]), mask(sheet.under_title[1]))
    return replace(
        sheet,
        title=title,
        under_title=under,
        mark=PUBLIC,
        goes_on=mask(sheet.goes_on),
        blocks=blocks,
    )


def _mask_block(block: Grid | Lines, mask: Mask) -> Grid | Lines:
    if isinstance(block, Lines):
        return Lines(tuple(map(mask, block.lines)))
    return _mask_grid(block, mask)


def _mask_grid(grid: Grid, mask: Mask) -> Grid:
    columns = tuple(_mask_column(column, mask) for column in grid.columns)
    rows = grid.rows.through(columns) if isinstance(grid.rows, Values) else grid.rows
    totals = tuple(_mask_cell(mask, value) for value in grid.totals)
    heading, chart = mask(grid.heading), mask(grid.chart)
    return replace(grid, columns=columns, rows=rows, totals=totals, heading=heading, chart=chart)


def _mask_column(column: Column[Any], mask: Mask) -> Column[Any]:
    value = partial(_mask_value, mask, column.value)
    over = tuple(map(mask, column.over))
    return replace(column, heading=mask(column.heading), over=over, value=value, link=None)


def _mask_value(mask: Mask, value: Callable[[Any], Cell], row: Any) -> Cell:
    return _mask_cell(mask, value(row))


def _mask_cell(mask: Mask, found: Cell) -> Cell:
    if isinstance(found, tuple):
        return tuple(_mask_photo(photo, mask) for photo in found)
    return mask(found) if isinstance(found, str) else found


def _mask_photo(photo: CellPhoto, mask: Mask) -> CellPhoto:
    if photo.stamp is None:
        return photo
    return replace(photo, stamp=replace(photo.stamp, words=mask(photo.stamp.words)))
