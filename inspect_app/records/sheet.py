"""The entry sheet in Excel: paper forms typed in row by row, under the items' codes."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from itertools import islice

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from inspect_app.checklist.definition import Checklist
from inspect_app.records.entry import DEPUTY, PLACE, REMARKS, PaperRow, columns
from inspect_app.records.notation import as_typed, how_to_type

SHEET, LISTS, GUIDE = "录入", "选项", "怎么填"
HEAD, FIRST = 3, 5  # rows: the codes, the first paper form
ROWS = 200
MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 50 * 1024 * 1024, 100
MOST_ROWS, MOST_COLUMNS = 2000, 100
HOW = "一行一份纸质表。点位、代表从下拉里选;每一项怎么填见“怎么填”那张表。填好后回到网页上传。"


class SheetError(ValueError):
    """The file cannot be used; the message tells why."""


def entry_sheet(
    checklist: Checklist, version_id: int, sites: Sequence[str], deputies: Sequence[str]
) -> bytes:
    """Return the file to fill: drop-downs for sites and deputies, a column an item."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _head(sheet, checklist)
    _lists(book.create_sheet(LISTS), version_id, sites, deputies)
    _offer(sheet, "A", "A", len(sites))
    _offer(sheet, "B", "B", len(deputies))
    _guide(book.create_sheet(GUIDE), checklist)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Worksheet, checklist: Checklist) -> None:
    line = Side("thin", color="808080")
    heads = ["点位", "代表", *_codes(checklist).values(), *REMARKS.values()]
    questions = ["", "", *(item.question for item in columns(checklist)), "", ""]
    sheet.cell(1, 1, f"{checklist.title}录入表").font = Font(name="黑体", size=16)
    sheet.cell(2, 1, HOW)
    for number, (head, question) in enumerate(zip(heads, questions, strict=True), start=1):
        code, asked = sheet.cell(HEAD, number, head), sheet.cell(HEAD + 1, number, question)
        asked.data_type = "s"
        code.font, asked.font = Font(bold=True), Font(size=9)
        code.alignment = Alignment(horizontal="center")
        asked.alignment = Alignment(wrap_text=True, vertical="top")
        for cell in (code, asked):
            cell.fill = PatternFill("solid", fgColor="E9EBEF")
            cell.border = Border(line, line, line, line)
        sheet.column_dimensions[get_column_letter(number)].width = 24 if number == 1 else 16
    sheet.row_dimensions[HEAD + 1].height = 64
    sheet.freeze_panes = f"C{FIRST}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD}:{HEAD + 1}"


def _codes(checklist: Checklist) -> dict[str, str]:
    """Return the items' codes as text by their ids."""
    return {item.id: str(checklist.number_by_item[item.id]) for item in columns(checklist)}


def _lists(
    sheet: Worksheet, version_id: int, sites: Sequence[str], deputies: Sequence[str]
) -> None:
    sheet.sheet_state = "hidden"
    for column, words in ((1, sites), (2, deputies), (3, [str(version_id)])):
        for row, word in enumerate(words, start=1):
            sheet.cell(row, column, word).data_type = "s"


def _offer(sheet: Worksheet, column: str, source: str, count: int) -> None:
    # On a sheet of their own: Excel refuses lists of more than 255 characters in place.
    offered = DataValidation("list", formula1=f"{LISTS}!${source}$1:${source}${max(count, 1)}")
    offered.add(f"{column}{FIRST}:{column}{FIRST + ROWS}")
    sheet.add_data_validation(offered)


def _guide(sheet: Worksheet, checklist: Checklist) -> None:
    sheet.append(["编号", "检查项", "怎么填"])
    for item in columns(checklist):
        sheet.append([checklist.number_by_item[item.id], item.question, how_to_type(item)])
    for column, width in (("A", 6), ("B", 60), ("C", 70)):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"


def rows_of(data: bytes, checklist: Checklist, version_id: int) -> list[PaperRow]:
    """Return the paper forms that were typed into the file, by their rows in Excel.

    :raise SheetError: if it is no such file, is too large or belongs to another checklist.
    """
    _demand_harmless(data)
    try:
        return _rows(data, checklist, version_id)
    except SheetError:
        raise
    except Exception as error:  # a mangled file makes openpyxl fail in too many ways to name
        raise SheetError("这个文件打不开,可能损坏了。请用下载的录入表填好再传") from error


def _demand_harmless(data: bytes) -> None:
    """Look at the central directory before anything is unpacked."""
    if len(data) > MOST_BYTES:
        raise SheetError("文件超过5兆,请分成几份再传")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise SheetError("这不是 Excel 文件(.xlsx)。请用下载的录入表填好再传") from error
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(data), 1)
    if len(entries) > MOST_ENTRIES or is_bomb:
        raise SheetError("这个文件解压后太大,不能打开")
    if any("vbaProject" in entry.filename for entry in entries):
        raise SheetError("文件里有宏,不能打开。请另存为 .xlsx 再传")


def _rows(data: bytes, checklist: Checklist, version_id: int) -> list[PaperRow]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    if SHEET not in book.sheetnames or LISTS not in book.sheetnames:
        raise SheetError("这不是下载的录入表,请用下载的录入表填好再传")
    marks = next(islice(book[LISTS].iter_rows(max_row=1, max_col=3, values_only=True), 1), ())
    if len(marks) < 3 or str(marks[2]) != str(version_id):
        raise SheetError("这是另一张检查清单(或另一版)的录入表,请重新下载")
    lines = [
        [as_typed(value) for value in line]
        for line in islice(
            book[SHEET].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True),
            MOST_ROWS,
        )
    ]
    book.close()
    return _filled(lines, checklist)


def _filled(lines: list[list[str]], checklist: Checklist) -> list[PaperRow]:
    heads = [head.strip() for head in lines[HEAD - 1]] if len(lines) >= HEAD else []
    names = {"点位": PLACE, "代表": DEPUTY}
    names |= {code: item_id for item_id, code in _codes(checklist).items()}
    names |= {words: name for name, words in REMARKS.items()}
    missing = [head for head in names if head not in heads]
    if missing:
        raise SheetError(f"第{HEAD}行缺少这些列:{'、'.join(missing)}。请不要改动表头")
    at = {name: heads.index(head) for head, name in names.items()}
    return [
        PaperRow(
            ordinal,
            line[at[PLACE]].strip(),
            line[at[DEPUTY]].strip(),
            {name: line[column] for name, column in at.items() if name not in (PLACE, DEPUTY)},
        )
        for ordinal, line in enumerate(lines[FIRST - 1 :], start=FIRST)
    ]


def cell_name(checklist: Checklist, row: PaperRow, column: str) -> str:
    """Return the name of a row's cell in Excel, as D7."""
    order = [PLACE, DEPUTY, *_codes(checklist), *REMARKS]
    return f"{get_column_letter(order.index(column) + 1)}{row.ordinal}"
