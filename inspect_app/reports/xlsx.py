"""Sheets → an Excel file that opens in WPS, needs no rework and prints on A4.

The conventions are those of township office papers: named fonts (never shipped), thin borders,
written row heights, totals as values, repeated heads, page numbers. The only module that knows
openpyxl.
"""

import re
import unicodedata
from collections.abc import Sequence
from copy import copy
from datetime import date
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from inspect_app.photos.stamp import stamped
from inspect_app.reports.table import Cell, Grid, Lines, Look, Photo, Rate, Sheet
from inspect_app.text import clean_text

TITLE_FONT, HEAD_FONT, TEXT_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
DATE_FORMAT = 'yyyy"年"m"月"d"日"'
SIGNATURES = (" " * 16).join(("负责人（签字）：", "审核人：", "填表人：", "联系电话："))

LINE_POINTS = 18  # a line of 12-point text
MOST_POINTS = 409  # Excel's highest row
MOST_UNITS = 32_767  # Excel's longest cell, in UTF-16 units
CUT = "……(内容过长，未完，全文见系统中的记录)"
RISKY_START = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "'")

CHART_ROWS = 10
CHART_COLUMN = 7  # beside the tables of a sheet of several blocks
REPEATED_COLUMNS = 5  # of a sheet that goes over several pages in width

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

PICTURE_PIXELS = (80, 60)
STAMPED_PIXELS = (200, 150)  # the stamp's words are as large as 8-point type
BETWEEN_PIXELS = 4
PIXEL_EMU = 9525
PIXEL_POINTS = 0.75


def write(sheets: list[Sheet], unit: str, today: date) -> bytes:
    """Return the workbook of the sheets; ``unit`` fills in 填报单位, ``today`` 填报时间."""
    book: Any = Workbook()  # Any: the stubs know neither named styles nor shared style arrays
    book.remove(book.active)
    # The Normal style's font gives columns their width: a Chinese one, not Calibri.
    book._named_styles["Normal"].font = Font(name="宋体", size=12)
    styles = _Styles(book)
    for sheet in sheets:
        _SheetWriter(book.create_sheet(sheet.name), sheet, styles).write(unit, today)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class _Styles:
    """Prototype styles, made once: a style object for each cell is five times slower."""

    def __init__(self, book: Any) -> None:
        scratch = book.create_sheet("styles")
        self._made: dict[str, Any] = {}
        thin = Side(style="thin")
        border = Border(left=thin, right=thin, top=thin, bottom=thin)
        text, head = Font(name=TEXT_FONT, size=12), Font(name=HEAD_FONT, size=12)
        looks: dict[str, tuple[Font, str, Border, str]] = {
            "title": (Font(name=TITLE_FONT, size=22), "center", Border(), "General"),
            "head": (head, "center", border, "General"),
            "heading": (head, "left", Border(), "General"),
            "line": (Font(name=TEXT_FONT, size=12), "left", Border(), "General"),
            "line-right": (Font(name=TEXT_FONT, size=12), "right", Border(), "General"),
            "SHORT": (text, "center", border, "General"),
            "LONG": (text, "left", border, "General"),
            "NUMBER": (text, "center", border, "General"),
            "RATE": (text, "center", border, "0.0%"),
            "DATE": (text, "center", border, DATE_FORMAT),
            "PHOTOS": (text, "center", border, "General"),
        }
        for name, (font, side, edge, number_format) in looks.items():
            for quote in (False, True):
                cell = scratch.cell(1, 1)
                cell.font, cell.border, cell.number_format = font, edge, number_format
                wrap = name not in {"line", "line-right", "heading"}
                cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrap)
                cell.quotePrefix = quote
                self._made[f"{name}{'-quote' if quote else ''}"] = copy(cell._style)
        book.remove(scratch)

    def of(self, name: str, quote: bool = False) -> Any:
        return self._made[f"{name}-quote" if quote else name]


class _SheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, page: Any, sheet: Sheet, styles: _Styles) -> None:
        self.page, self.sheet, self.styles = page, sheet, styles
        self.row = 1
        self.last_column = len(sheet.widths)
        self.chart_row = 0

    def write(self, unit: str, today: date) -> None:
        for number, width in enumerate(self.sheet.widths, start=1):
            self.page.column_dimensions[get_column_letter(number)].width = width
        self._title(unit, today)
        for block in self.sheet.blocks:
            if isinstance(block, Lines):
                self._lines(block)
            else:
                self._grid(block)
        if self.sheet.signatures:
            self.row += 1
            self._put(1, SIGNATURES, "line")
            self.page.row_dimensions[self.row].height = 24
        self._print_setup()

    def _title(self, unit: str, today: date) -> None:
        across = self.last_column if self.sheet.one_page_wide else REPEATED_COLUMNS
        self.page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=across)
        self._put(1, self.sheet.title, "title")
        width = sum(self.sheet.widths[:across])
        # The title's letters are nearly twice as wide as the text's.
        lines = ceil(_width(self.sheet.title) * 22 / 12 / width)
        self.page.row_dimensions[1].height = 36 * lines
        self.row = 2
        self._put(1, f"填报单位(盖章):{unit}", "line")
        written_on = f"填报时间：{today.year}年{today.month}月{today.day}日"
        self._put(across, written_on, "line-right")
        self.page.row_dimensions[2].height = 22
        self.row = 3

    def _lines(self, block: Lines) -> None:
        for line in block.lines:
            self._put(1, line, "line")
            self.page.row_dimensions[self.row].height = 20
            self.row += 1
        self.row += 1

    def _grid(self, block: Grid) -> None:
        if block.heading:
            self._put(1, block.heading, "heading")
            self.page.row_dimensions[self.row].height = 24
            self.row += 1
        if block.has_keys:
            self._texts([column.key for column in block.columns], "head")
        head = self.row
        self._texts([column.heading for column in block.columns], "head")
        first = self.row
        for values in block.rows:
            self._values(block, values)
        last = self.row - 1
        if block.totals:
            self._values(block, block.totals)
        if len(self.sheet.blocks) == 1:
            self._head_stays(head, last, len(block.columns))
        else:
            self.chart_row = self.chart_row or head
            if block.chart:
                self._chart(block, head, first, last)
            self.row += 1

    def _head_stays(self, head: int, last: int, columns: int) -> None:
        self.page.freeze_panes = self.page.cell(head + 1, 1)
        self.page.auto_filter.ref = f"A{head}:{get_column_letter(columns)}{last}"
        self.page.print_title_rows = f"{head}:{head}"

    def _texts(self, texts: list[str], style: str) -> None:
        for number, text in enumerate(texts, start=1):
            self._put(number, text, style)
        self._set_height(texts)
        self.row += 1

    def _values(self, block: Grid, values: tuple[Cell, ...]) -> None:
        texts: list[str] = []
        pictures: list[tuple[int, tuple[Photo, ...]]] = []
        for number, (column, value) in enumerate(zip(block.columns, values, strict=True), start=1):
            if isinstance(value, tuple):
                self._put(number, None, column.look.name)
                pictures.append((number, value))
                texts.append("")
            else:
                self._put(number, value, _style_of(value, column.look))
                texts.append("" if value is None else _as_seen(value))
        self._set_height(texts, [photos for _, photos in pictures])
        for number, photos in pictures:
            self._pictures(number, photos)
        self.row += 1

    def _put(self, column: int, value: Cell, style: str) -> None:
        cell = self.page.cell(self.row, column)
        if isinstance(value, str):
            text = excel_text(value)
            cell.value = text
            cell.data_type = "s"  # a text that begins with = is no formula
            cell._style = copy(self.styles.of(style, quote=text.startswith(RISKY_START)))
        else:
            cell.value = value
            cell._style = copy(self.styles.of(style))

    def _set_height(self, texts: list[str], pictures: Sequence[tuple[Photo, ...]] = ()) -> None:
        """Write the row's height: viewers differ in what they make of a missing one."""
        lines = max(
            (_lines_at(text, width) for text, width in zip(texts, self.sheet.widths, strict=False)),
            default=1,
        )
        stacked = max((sum(_step(photo) for photo in photos) for photos in pictures), default=0)
        height = max(lines * LINE_POINTS + 6, stacked * PIXEL_POINTS + 4)
        self.page.row_dimensions[self.row].height = min(height, MOST_POINTS)

    def _pictures(self, column: int, photos: tuple[Photo, ...]) -> None:
        top = BETWEEN_PIXELS
        for photo in photos:
            room = _room(photo)
            scale = min(room[0] / photo.width, room[1] / photo.height)
            size = (int(photo.width * scale), int(photo.height * scale))
            image = Image(_file(photo))
            # Both corners in one cell: sorted or deleted, a picture goes with its row.
            image.anchor = TwoCellAnchor(
                editAs="twoCell",
                _from=_corner(column, self.row, 4, top),
                to=_corner(column, self.row, 4 + size[0], top + size[1]),
            )
            self.page.add_image(image)
            top += _step(photo)

    def _chart(self, block: Grid, head: int, first: int, last: int) -> None:
        chart = BarChart()
        chart.type, chart.style, chart.title, chart.legend = "col", 10, block.chart, None
        chart.add_data(
            Reference(self.page, min_col=2, min_row=head, max_row=last), titles_from_data=True
        )
        chart.set_categories(Reference(self.page, min_col=1, min_row=first, max_row=last))
        chart.varyColors = False
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.y_axis.majorUnit = max(1, ceil(max(_numbers(block)) / 5))
        chart.y_axis.numFmt = "0"
        chart.width, chart.height = 13, 7
        column = get_column_letter(CHART_COLUMN)
        self.page.add_chart(chart, f"{column}{self.chart_row}")
        self.chart_row += CHART_ROWS

    def _print_setup(self) -> None:
        setup = self.page.page_setup
        setup.orientation, setup.paperSize = "landscape", 9  # A4
        if self.sheet.one_page_wide:
            self.page.sheet_properties.pageSetUpPr.fitToPage = True
            setup.fitToWidth, setup.fitToHeight = 1, 0
        else:
            setup.scale = 55
            self.page.print_title_cols = f"A:{get_column_letter(REPEATED_COLUMNS)}"
        self.page.print_options.horizontalCentered = True
        self.page.page_margins.left = self.page.page_margins.right = 0.5
        self.page.page_margins.top = self.page.page_margins.bottom = 0.7
        self.page.oddFooter.center.text = "第 &P 页 共 &N 页"


def _style_of(value: Cell, look: Look) -> str:
    if isinstance(value, Rate):
        return "RATE"
    is_text_for_number = isinstance(value, str) and look is not Look.LONG
    return Look.SHORT.name if is_text_for_number else look.name


def _room(photo: Photo) -> tuple[int, int]:
    return STAMPED_PIXELS if photo.stamp else PICTURE_PIXELS


def _step(photo: Photo) -> int:
    return _room(photo)[1] + BETWEEN_PIXELS


def _file(photo: Photo) -> str | BytesIO:
    if photo.stamp is None:
        return str(photo.path)
    return BytesIO(stamped(photo.path.read_bytes(), photo.stamp))


def _corner(column: int, row: int, x: int, y: int) -> AnchorMarker:
    return AnchorMarker(col=column - 1, colOff=x * PIXEL_EMU, row=row - 1, rowOff=y * PIXEL_EMU)


def _numbers(block: Grid) -> list[int]:
    return [row[1] for row in block.rows if isinstance(row[1], int)] or [1]


def excel_text(text: str) -> str:
    """Return a text that Excel can hold: no forbidden characters, no escapes, visibly cut."""
    # Excel reads _x0041_ as an escape: its underscore is escaped in turn.
    plain = _ESCAPE.sub("_x005F_", clean_text(text))
    units = len(plain.encode("utf-16-le")) // 2
    if units <= MOST_UNITS:
        return plain
    room = MOST_UNITS - len(CUT)
    kept = plain.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    return kept + CUT


def _as_seen(value: Cell) -> str:
    if isinstance(value, Rate):
        return f"{value:.1%}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def _width(text: str) -> int:
    """Return a text's width: a Chinese character counts 2."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _lines_at(text: str, width: float) -> int:
    room = max(width - 1.5, 2)
    return sum(max(1, ceil(_width(line) / room)) for line in text.split("\n"))
