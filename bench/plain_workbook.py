"""The baseline of the workbook's bench: the same sheets by XlsxWriter in its ``constant_memory``.

It is given what the product has to work out first: rows with the texts as they stand in the file,
their heights and the names of their styles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.sheets.cell_values import CellPhoto
from inspect_app.sheets.cells import BETWEEN_PIXELS, QUOTED, room_of, step_of
from inspect_app.sheets.excel.styles import DATE_FORMAT, LINK_COLOUR, NARROW_DATE_FORMAT
from inspect_app.sheets.layout import GridPlace, SheetRow, links, places, rows
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Sheet

BORDER = {"border": 1}
WRAPPED = {"text_wrap": True, "valign": "vcenter"}
FONT = FONTS[FontSet.PAPERS]
TEXT = {"font_name": FONT.text, "font_size": 12, "valign": "vcenter"}
HEAD = {"font_name": FONT.head, "font_size": 12, "valign": "vcenter"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": FONT.title, "font_size": 22, **WRAPPED, "align": "center"},
    "head": {**HEAD, **WRAPPED, **BORDER, "align": "center"},
    "heading": {**HEAD, "align": "left"},
    "line": {**TEXT, "align": "left"},
    "line-right": {**TEXT, "align": "right"},
    "wrapped": {**TEXT, **WRAPPED, "align": "left"},
    "short": {**TEXT, **WRAPPED, **BORDER, "align": "center"},
    "link": {**TEXT, **WRAPPED, **BORDER, "align": "center", "font_color": f"#{LINK_COLOUR}"},
    "long": {**TEXT, **WRAPPED, **BORDER, "align": "left"},
    "rate": {**TEXT, **WRAPPED, **BORDER, "align": "center", "num_format": "0.0%"},
    "date": {**TEXT, **WRAPPED, **BORDER, "align": "center", "num_format": DATE_FORMAT},
    "narrow-date": {**TEXT, **BORDER, "align": "center", "num_format": NARROW_DATE_FORMAT},
}


@dataclass(frozen=True)
class ReadySheet:
    """A sheet and what the baseline need not work out: rows, photos and links with their place."""

    sheet: Sheet
    rows: Sequence[SheetRow]
    photos: Sequence[tuple[int, int, tuple[CellPhoto, ...]]]
    links: Mapping[tuple[int, int], str]


def ready(sheet: Sheet, looks: Looks, today: date) -> ReadySheet:
    photos = [
        (place.first + row, 1 + column, shown)
        for place in places(sheet)
        if isinstance(place, GridPlace)
        for row, column, shown in place.grid.photos
    ]
    opened = {(link.row, link.column): link.address for link in links(sheet)}
    return ReadySheet(sheet, list(rows(sheet, looks, today)), photos, opened)


def write_plainly(sheets: Sequence[ReadySheet]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    formats = {name: book.add_format(look) for name, look in LOOKS.items()}
    for name, look in LOOKS.items():
        formats[name + QUOTED] = book.add_format({**look, "quote_prefix": True})
    for one in sheets:
        page = book.add_worksheet(one.sheet.name)
        page.ignore_write_string = True  # of links: their cells are written with the others, once
        for column, width in enumerate(one.sheet.widths):
            page.set_column(column, column, width)
        _rows(page, one, formats)
        for number, column, photos in one.photos:
            _photos(page, number, column, photos)
        for place in places(one.sheet):
            if isinstance(place, GridPlace):
                _grid(book, page, one.sheet, place)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页 共 &N 页")
    book.close()
    return out.getvalue()


def _rows(page: Any, one: ReadySheet, formats: dict[str, Any]) -> None:
    for number, height, cells in one.rows:
        page.set_row(number - 1, height)
        for column, value, style in cells:
            if address := one.links.get((number, column)):
                page.write_url(number - 1, column - 1, address)
            if value is None:
                page.write_blank(number - 1, column - 1, None, formats[style])
            elif isinstance(value, str):
                page.write_string(number - 1, column - 1, value, formats[style])
            elif isinstance(value, date):
                page.write_datetime(number - 1, column - 1, value, formats[style])
            else:
                page.write_number(number - 1, column - 1, value, formats[style])


def _photos(page: Any, row: int, column: int, photos: tuple[CellPhoto, ...]) -> None:
    top = BETWEEN_PIXELS
    for photo in photos:
        room = room_of(photo)
        scale = min(room[0] / photo.width, room[1] / photo.height)
        # The kept thumbnail is smaller than the photo whose size is told.
        thumb = 320 / max(photo.width, photo.height)
        page.insert_image(
            row - 1,
            column - 1,
            str(photo.path),
            {
                "x_offset": 4,
                "y_offset": top,
                "x_scale": scale / thumb,
                "y_scale": scale / thumb,
                "object_position": 1,
            },
        )
        top += step_of(photo)


def _grid(book: Any, page: Any, sheet: Sheet, place: GridPlace) -> None:
    if len(sheet.blocks) == 1:
        page.freeze_panes(place.first - 1, 0)
        page.autofilter(place.first - 2, 0, place.last - 1, len(place.grid.columns) - 1)
        page.repeat_rows(place.head - 1, place.first - 2)
    if place.grid.chart:
        chart = book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": [sheet.name, place.first - 2, 1],
                "categories": [sheet.name, place.first - 1, 0, place.last - 1, 0],
                "values": [sheet.name, place.first - 1, 1, place.last - 1, 1],
            }
        )
        chart.set_title({"name": place.grid.chart})
        page.insert_chart(place.head, 6, chart)
