"""Excel files that people fill in: reading what may be hostile, writing what they choose from."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inspect_app.text import RISKY_START

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 5 * 1024 * 1024
# 2,000 rows full of words unpack to 15 MB; openpyxl takes about 8 MiB and 0.1 s for each of them.
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 20 * 1024 * 1024, 100

Lines = list[list[str]]


class SheetError(ValueError):
    """The file cannot be used; the message tells why."""


def lines_of(data: bytes, name: str, sizes: Mapping[str, tuple[int, int]]) -> dict[str, Lines]:
    """Return the first lines of the named sheets, as typed: so many rows and columns of each.

    Missing cells are empty. ``name`` is what the user calls the file.
    :raise SheetError: if it is no such file, is too large or could do harm.
    """
    _demand_harmless(data, name)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        if set(sizes) <= set(book.sheetnames):
            return {title: _lines(book[title], *size) for title, size in sizes.items()}
    except Exception as error:  # a mangled file makes openpyxl fail in too many ways to name
        raise SheetError(f"这个文件打不开，可能损坏了。请用下载的{name}填好再传") from error
    raise SheetError(f"这不是下载的{name}，请用下载的{name}填好再传")


def _demand_harmless(data: bytes, name: str) -> None:
    """Look at the central directory before anything is unpacked."""
    if len(data) > MOST_BYTES:
        raise SheetError("文件超过5兆，请分成几份再传")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise SheetError(f"这不是 Excel 文件(.xlsx)。请用下载的{name}填好再传") from error
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(data), 1)
    if len(entries) > MOST_ENTRIES or is_bomb:
        raise SheetError("这个文件解压后太大，不能打开")
    if any("vbaProject" in entry.filename for entry in entries):
        raise SheetError("文件里有宏，不能打开。请另存为 .xlsx 再传")


def _lines(sheet: Any, rows: int, columns: int) -> Lines:
    """Return the first rows of a sheet, each with as many columns, missing ones empty."""
    found = sheet.iter_rows(max_row=rows, max_col=columns, values_only=True)
    lines = [[as_typed(value).strip() for value in line] for line in islice(found, rows)]
    return [line + [""] * (columns - len(line)) for line in lines] + [
        [""] * columns for _ in range(rows - len(lines))
    ]


def as_typed(value: object) -> str:
    """Return what a cell of Excel holds, as a clerk would have typed it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
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


def keep_as_words(book: Workbook) -> None:
    """No text becomes a formula when somebody edits its cell."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(RISKY_START):
                    cell.quotePrefix = True
