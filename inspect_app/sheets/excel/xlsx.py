"""Sheets → an Excel file that opens in WPS, needs no rework and prints on A4.

The conventions are those of township office papers: named fonts (never shipped), thin borders,
written row heights, totals as values, repeated heads, page numbers. Here is what openpyxl makes:
styles, widths, merged cells, pictures, charts, print set-up. ``layout`` says what stands in which
row, ``stream`` writes the rows.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from inspect_app.sheets.cell_values import CellPhoto
from inspect_app.sheets.cells import (
    BETWEEN_PIXELS,
    excel_text,
    in_margin,
    step_of,
)
from inspect_app.sheets.continued_tables import continue_tables
from inspect_app.sheets.excel.cell_pictures import CellPicture
from inspect_app.sheets.excel.charts import bar_chart
from inspect_app.sheets.excel.stream import SheetStream, save
from inspect_app.sheets.excel.styles import style_numbers
from inspect_app.sheets.layout import (
    GridPlace,
    last_row,
    links,
    merged_areas,
    places,
    repeated_columns,
    rows,
    title_columns,
)
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.overflow import texts_in_full
from inspect_app.sheets.printed_pages import END_INCHES, SIDE_INCHES, Pages, pages_of, repeated
from inspect_app.sheets.progress_listener import ProgressListener, no_listener
from inspect_app.sheets.stamp import Stamp
from inspect_app.sheets.table import Grid, Sheet, photos_in

CENTIMETRE_POINTS = 72 / 2.54
NOT_FOR_PAPER = "本表供在电脑上查对，不打印；要打印，请先取消打印区域。"
MARGIN_POINTS = 9  # the longest words leave room for the page number, on portrait pages, too

SMALLEST_SCALE = 75  # of letters of 12 points 9 are left


Media = dict[tuple[Path, Stamp | None], int]  # the number of each photo's part of the file


def write(sheets: list[Sheet], looks: Looks, today: date) -> bytes:
    """The workbook of the sheets; ``today`` fills in 填报时间."""
    out = BytesIO()
    write_into(out, sheets, looks, today)
    return out.getvalue()


def write_into(
    out: BinaryIO,
    sheets: list[Sheet],
    looks: Looks,
    today: date,
    on_progress: ProgressListener = no_listener,
) -> None:
    """Write the workbook of the sheets; see ``write``. Photos are read one after another.

    ``on_progress`` hears how many photos of how many are in it, before the first and at each; what
    it raises ends the writing.

    :raise OSError: if ``out`` takes no more.
    """
    total, done = photos_in(sheets), count(1)
    on_progress(0, total)
    book: Any = Workbook()  # Any: the stubs know neither named styles nor style numbers
    book.remove(book.active)
    book.properties.creator = excel_text(looks.unit)
    book.properties.title = excel_text(sheets[0].title)
    # The Normal style's font gives columns their width: a Chinese one, not Calibri.
    book._named_styles["Normal"].font = Font(name="宋体", size=12)
    styles = style_numbers(book, looks.fonts)
    media: Media = {}
    paged = [_paged(texts_in_full(sheet), looks, today) for sheet in sheets]
    for sheet, pages in paged:
        page = book.create_sheet(sheet.name)
        _WorksheetBuilder(page, sheet, pages, media, lambda: on_progress(next(done), total)).build()
        _foot(page, looks.footer, "第 &P 页" if sheet.is_alone else "第 &P 页 共 &N 页")
    streamed = [SheetStream(rows(one, looks, today), partial(links, one)) for one, _ in paged]
    save(out, book, streamed, styles)


def _paged(sheet: Sheet, looks: Looks, today: date) -> tuple[Sheet, Pages]:
    """The sheet as it is printed, and where its pages begin."""
    made = rows(sheet, looks, today)
    return continue_tables(sheet, made) if sheet.is_alone else (sheet, pages_of(sheet, made))


class _WorksheetBuilder:
    """Builds one sheet, all but its rows."""

    def __init__(
        self, page: Any, sheet: Sheet, pages: Pages, media: Media, on_photo: Callable[[], None]
    ) -> None:
        self.page, self.sheet, self.pages = page, sheet, pages
        self.media, self.on_photo = media, on_photo
        self.chart_row = 0

    def build(self) -> None:
        for number, width in enumerate(self.sheet.widths, start=1):
            self.page.column_dimensions[get_column_letter(number)].width = width
        for area in merged_areas(self.sheet):
            self.page.merge_cells(None, area.row, area.column, area.last_row, area.last_column)
        for place in places(self.sheet):
            if isinstance(place, GridPlace):
                self._grid(place)
        if first := next(links(self.sheet), None):
            self.page.cell(first.row, first.column).hyperlink = first.address
        self._repeat_head()
        self._print_setup()
        # Its rows come later; so that openpyxl knows how large the sheet is:
        self.page.cell(1, 1), self.page.cell(last_row(self.sheet), len(self.sheet.widths))

    def _grid(self, place: GridPlace) -> None:
        if self.sheet.table is place.grid:
            self._head_stays(place)
        else:
            self.chart_row = self.chart_row or place.head
        if place.grid.chart:
            self._chart(place)
        for row, column, photos in place.grid.photos:
            self._pictures(place.first + row, 1 + column, photos)

    def _head_stays(self, place: GridPlace) -> None:
        first, last = place.first, place.last
        beside = 0 if self.sheet.one_page_wide else repeated_columns(place.grid)
        self.page.freeze_panes = f"{get_column_letter(beside + 1)}{first}"
        columns = get_column_letter(len(place.grid.columns))
        self.page.auto_filter.ref = f"A{first - 1}:{columns}{last}"
        if beside:
            self.page.print_title_cols = f"A:{get_column_letter(beside)}"

    def _repeat_head(self) -> None:
        """Have further pages repeat a head: a table's own, of several the last one's if it is cut.

        Otherwise it would stand above what is below the table.
        """
        place = repeated(self.sheet)
        if place and (self.sheet.table or self.pages.cuts(place)):
            self.page.print_title_rows = f"{place.head}:{place.first - 1}"

    def _pictures(self, row: int, column: int, photos: tuple[CellPhoto, ...]) -> None:
        top = BETWEEN_PIXELS
        for photo in photos:
            number = self.media.setdefault(photo.content, len(self.media) + 1)
            self.page.add_image(CellPicture(photo, number, (column, row, top), self.on_photo))
            top += step_of(photo)

    def _chart(self, place: GridPlace) -> None:
        grids = [block for block in self.sheet.blocks if isinstance(block, Grid)]
        column = get_column_letter(max(len(one.columns) for one in grids) + 2)  # beside the tables
        chart = bar_chart(self.page, place)
        points = chart.height * CENTIMETRE_POINTS
        row = self._beside_no_repeated_head(self.pages.uncut_row(self.chart_row, points), points)
        self.page.add_chart(chart, f"{column}{row}")
        self.chart_row = self.pages.row_below(row, points) + 1

    def _beside_no_repeated_head(self, row: int, points: float) -> int:
        """Where a chart goes: what stands beside such a head is printed again with it."""
        place = repeated(self.sheet)
        if place is None or not self.pages.cuts(place):
            return row
        is_beside = row < place.first and place.head < self.pages.row_below(row, points)
        return self.pages.uncut_row(place.first, points) if is_beside else row

    def _print_setup(self) -> None:
        setup = self.page.page_setup
        setup.orientation = "portrait" if self.sheet.portrait else "landscape"
        setup.paperSize = 9  # A4
        if self.sheet.is_alone:
            setup.firstPageNumber, setup.useFirstPageNumber = 1, True
        if self.sheet.one_page_wide:
            self.page.sheet_properties.pageSetUpPr.fitToPage = True
            setup.fitToWidth, setup.fitToHeight = 1, 0
        else:
            setup.scale = SMALLEST_SCALE
        for row in self.pages.starts:
            self.page.row_breaks.append(Break(id=row - 1))  # the last of the page before
        self.page.print_options.horizontalCentered = True
        self.page.page_margins.left = self.page.page_margins.right = SIDE_INCHES
        self.page.page_margins.top = self.page.page_margins.bottom = END_INCHES
        self.page.oddHeader.right.text = self.page.firstHeader.right.text = self.sheet.mark or None
        if self.sheet.goes_on:
            self.page.HeaderFooter.differentFirst = True
            self.page.oddHeader.left.text = in_margin(self.sheet.goes_on)
            self.page.oddHeader.left.size = MARGIN_POINTS
        if not self.sheet.is_for_paper:
            # Excel prints every sheet of a workbook: of this one a page that says so.
            self.page.print_area = f"A1:{get_column_letter(title_columns(self.sheet))}2"
            self.page.oddHeader.left.text = NOT_FOR_PAPER


def _foot(page: Any, words: str, numbers: str) -> None:
    """Number the pages: in the middle, or at the right of the words that stand beside."""
    for foot in (page.oddFooter, page.firstFooter):
        if words:
            foot.left.text, foot.left.size = in_margin(words), MARGIN_POINTS
            foot.right.text = numbers
        else:
            foot.center.text = numbers
