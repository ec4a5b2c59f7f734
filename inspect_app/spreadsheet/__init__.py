"""Excel files that people fill in: reading what may be hostile, writing what they choose from."""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import iterparse, localname

from inspect_app.spreadsheet.number_formats import shown_as
from inspect_app.spreadsheet.uploaded_book import (
    MOST_BYTES,
    Covered,
    SheetError,
    Unread,
    demand_harmless,
    merged_ranges,
)
from inspect_app.text import RISKY_START, plain_number

__all__ = ["MOST_BYTES", "Covered", "SheetError", "Unread"]

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

TextRows = list[list[str]]

# Days and times of day that Excel has built in for Chinese, which openpyxl takes for numbers.
_CHINESE_DATES = {*range(27, 37), *range(50, 59)}
_OF_NO_FORMAT = ("general", "@", "")
_MOST_DIGITS = 15  # of a number in Excel: further ones have become 0
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

NO_RESULT = "这一格的公式还没有算出结果，请在 Excel 里打开算好、保存，或直接填结果"
NO_DAY = "这一格是日期格式，里面的数不是日期。请把这一格设成“文本”，再填一次"
AN_ERROR = "这一格是错误值{}，请改好"
TOO_LOW = "“{}”第{}行还有内容，最多填到第{}行。请移到前面的空行里，或分成几份再传"
TOO_FAR_RIGHT = "“{}”第{}行右边很远的地方（{}列）还有字，表里没有这一列。请移过来或删去，再传"
UNKNOWN_FORMAT = "看不出这一格显示的是什么（数字格式少见）。请把这一格设成“文本”，再照看到的填一次"
TOO_MANY_DIGITS = "这个数超过15位，Excel 存不全，末尾已变成0。请先把这一格设成“文本”，再填一次"


def lines_of(
    data: bytes, name: str, sizes: Mapping[str, tuple[int, int]], filled: Collection[str]
) -> dict[str, TextRows]:
    """The first lines of the named sheets, as Excel shows them: so many rows and columns.

    Missing cells are empty; cells that are merged downwards all say what the first one says, those
    merged to the right are ``Covered``.
    ``name`` is what the user calls the file, ``filled`` the sheets of which nothing is left out.
    :raise SheetError: if it is no such file, is too large, could do harm or has more than is read.
    """
    demand_harmless(data, name)
    try:
        books = [
            load_workbook(BytesIO(data), read_only=True, data_only=shows, keep_links=False)
            for shows in (False, True)
        ]
        if set(sizes) <= set(books[0].sheetnames):
            for title in filled:
                _demand_nothing_beyond(data, books[0], title, sizes[title])
            return {title: _lines(data, books, title, *size) for title, size in sizes.items()}
        missing = "、".join(f"“{title}”" for title in sizes if title not in books[0].sheetnames)
    except SheetError:
        raise
    except Exception as error:  # a mangled file makes openpyxl fail in too many ways to name
        raise SheetError(f"这个文件打不开，可能损坏了。请用下载的{name}填好再传") from error
    raise SheetError(
        f"这不是下载的{name}，里面没有叫{missing}的工作表。请用下载的{name}填好再传；工作表改了名的，改回来"
    )


def _lines(data: bytes, books: Sequence[Workbook], title: str, rows: int, columns: int) -> TextRows:
    """The first rows of a sheet, each with as many columns, missing ones empty."""
    lines = [[""] * columns for _ in range(rows)]
    written, shown = (
        islice(book[title].iter_rows(max_row=rows, max_col=columns), rows) for book in books
    )
    for row, pairs in enumerate(zip(written, shown, strict=True)):
        for column, (formula, cell) in enumerate(zip(*pairs, strict=True)):
            lines[row][column] = _words_of_cell(formula, cell, books[1].epoch)
    _fill_merged(lines, merged_ranges(data, _part_of(books[0], title)))
    return lines


def _part_of(book: Workbook, title: str) -> str:
    """Where the file has the sheet."""
    sheet: Any = book[title]
    return str(sheet._worksheet_path)


def _demand_nothing_beyond(data: bytes, book: Workbook, title: str, size: tuple[int, int]) -> None:
    """:raise SheetError: if a cell below the rows or right of the columns says something."""
    rows, columns = size
    for row, column in _filled_cells(data, _part_of(book, title)):
        if row > rows:
            raise SheetError(TOO_LOW.format(title, row, rows))
        if column > columns:
            raise SheetError(TOO_FAR_RIGHT.format(title, row, get_column_letter(column)))


def _filled_cells(data: bytes, part: str) -> Iterator[tuple[int, int]]:
    """Yield row and column of each cell that says something; ``part`` is the sheet's in the file.

    Not by openpyxl's own rows: of those it makes all that a file leaves out, up to any number.
    """
    row, column = 1, 0
    with zipfile.ZipFile(BytesIO(data)) as packed, packed.open(part) as source:
        for _, element in iterparse(source):
            if localname(element) == "c":
                column += 1
                if place := element.get("r"):
                    row, column = coordinate_to_tuple(place)
                if any((one.text or "").strip() for one in element.iter() if _is_value(one)):
                    yield row, column
            elif localname(element) == "row":
                row, column = int(element.get("r", row)) + 1, 0
                element.clear()


def _is_value(element: Element) -> bool:
    return localname(element) in ("v", "t")


def _fill_merged(lines: TextRows, ranges: Sequence[str]) -> None:
    """Say in each cell that is merged with the one above it what that one says."""
    for column, top, last, bottom in map(range_boundaries, ranges):
        assert column and top and last and bottom
        if top <= len(lines) and column <= len(lines[0]):
            for line in lines[top - 1 : bottom]:
                line[column - 1] = lines[top - 1][column - 1]
                line[column:last] = [Covered() for _ in line[column:last]]


def _words_of_cell(formula: Any, cell: Any, epoch: datetime) -> str:
    """What Excel shows in a cell; ``Unread`` if that is an error or is not in the file."""
    value = cell.value
    # Excel says of a result that is a text that it is one, also where it is empty: =IF(A5="","",…).
    if formula.data_type == "f" and value is None and cell.data_type != "str":
        return Unread(str(getattr(formula.value, "text", formula.value)), NO_RESULT)
    if cell.data_type == "e":
        return Unread(str(value), AN_ERROR.format(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return as_typed(value).strip()
    if cell.style_array.numFmtId in _CHINESE_DATES:
        return _words_of_day(value, epoch)
    if abs(value) >= 10**_MOST_DIGITS:
        return Unread(plain_number(value), TOO_MANY_DIGITS)
    if cell.number_format.lower() in _OF_NO_FORMAT:
        return as_typed(value)
    shown = shown_as(value, cell.number_format)
    return Unread(as_typed(value), UNKNOWN_FORMAT) if shown is None else shown


def _words_of_day(value: float, epoch: datetime) -> str:
    try:
        return as_typed(from_excel(value, epoch))
    except (OverflowError, ValueError):  # as a telephone number in a cell for days
        return Unread(plain_number(value), NO_DAY)


def as_typed(value: object) -> str:
    """What a cell of Excel holds, as a clerk would have typed it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() if value.time() != time():
            return value.strftime("%Y-%m-%d %H:%M")
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case time():
            return f"{value:%H:%M:%S}".removesuffix(":00")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case float():
            return plain_number(float(f"{value:.15g}"))
        case str():
            plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
            return plain.replace("\r\n", "\n").replace("\r", "\n")
    return str(value)


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as a text, also where it begins like a formula; return its cell."""
    cell = sheet.cell(row, column, text)
    assert isinstance(cell, Cell)
    cell.data_type = "s"
    return cell


def put_list(sheet: Worksheet, column: int, words: Sequence[str]) -> str:
    """Write words that a column offers; return where they are, for ``offer``.

    On a sheet of their own: Excel refuses lists of more than 255 characters in place.
    """
    for row, word in enumerate(words, start=1):
        put_text(sheet, row, column, word)
    letter = get_column_letter(column)
    return f"{sheet.title}!${letter}$1:${letter}${max(len(words), 1)}"


def offer(sheet: Worksheet, cells: str, source: str, *, strictly: bool = False) -> None:
    """Give the cells a drop-down of what stands at ``source``; ``strictly`` takes nothing else."""
    offered = DataValidation("list", formula1=source, showErrorMessage=strictly)
    offered.add(cells)
    sheet.add_data_validation(offered)


def print_on_a4(sheet: Worksheet) -> None:
    """Let the sheet be printed across A4, one page wide."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def keep_as_words(book: Workbook) -> None:
    """No text becomes a formula when somebody edits its cell."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(RISKY_START):
                    cell.quotePrefix = True
