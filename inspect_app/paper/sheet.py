"""The entry sheet in Excel: paper forms typed in row by row, under the items' codes."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.paper.cell import how_to_type
from inspect_app.paper.day_written import HOW_DAY
from inspect_app.paper.entry import DAY, DEPUTY, REMARKS, SITE, PaperRow, columns
from inspect_app.spreadsheet import (
    Covered,
    SheetError,
    TextRows,
    Unread,
    keep_as_words,
    lines_of,
    offer,
    print_on_a4,
    put_list,
)
from inspect_app.spreadsheet.heads import plain_head
from inspect_app.spreadsheet.open_xml import edges, saved

SHEET, LISTS, GUIDE = "录入", "选项", "怎么填"
HEAD, FIRST = 3, 5  # rows: the codes, the first paper form
ROWS = 200
MOST_ROWS, MOST_COLUMNS = 2000, 100
HOW = "一行一份纸质表。点位、代表从下拉里选；每一项怎么填见“怎么填”那张表。填好后回到网页上传。"


_NUMBERS = {ItemKind.CHECK, ItemKind.COUNT, ItemKind.DEDUCTION, ItemKind.SCORE, ItemKind.DATE}


def entry_sheet(
    checklist: Checklist, mark: str, sites: Sequence[str], deputies: Sequence[str]
) -> bytes:
    """The file to fill: drop-downs for sites and deputies, a column an item."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _head(sheet, checklist)
    _keep_as_typed(sheet, checklist)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for number, words in enumerate((sites, deputies), start=1):
        column = get_column_letter(number)
        offer(sheet, f"{column}{FIRST}:{column}{FIRST + ROWS}", put_list(lists, number, words))
    put_list(lists, 3, [mark])
    _guide(book.create_sheet(GUIDE), checklist)
    keep_as_words(book)
    return saved(book)


def _head(sheet: Worksheet, checklist: Checklist) -> None:
    border = edges(Side("thin", color="808080"))
    heads = _heads(checklist)
    questions = ["", "", HOW_DAY, *(item.question for item in columns(checklist)), "", ""]
    title = sheet.cell(1, 1, f"{checklist.title}录入表")
    title.font, title.data_type = Font(name="黑体", size=16), "s"
    sheet.cell(2, 1, HOW)
    for number, (head, question) in enumerate(zip(heads, questions, strict=True), start=1):
        code, asked = sheet.cell(HEAD, number, head), sheet.cell(HEAD + 1, number, question)
        asked.data_type = "s"
        code.font, asked.font = Font(bold=True), Font(size=9)
        code.alignment = Alignment(horizontal="center")
        asked.alignment = Alignment(wrap_text=True, vertical="top")
        for cell in (code, asked):
            cell.fill = PatternFill("solid", fgColor="E9EBEF")
            cell.border = border
        sheet.column_dimensions[get_column_letter(number)].width = 24 if number == 1 else 16
    sheet.row_dimensions[HEAD + 1].height = 64
    sheet.freeze_panes = f"D{FIRST}"
    print_on_a4(sheet)
    sheet.print_title_rows = f"{HEAD}:{HEAD + 1}"


def _keep_as_typed(sheet: Worksheet, checklist: Checklist) -> None:
    """Where words are typed, Excel must not read 1,3 as thirteen or 2-1 as a day."""
    numbers = {item.id for item in columns(checklist) if item.kind in _NUMBERS}
    for number, name in enumerate(_heads(checklist).values(), start=1):
        if name not in numbers:
            sheet.column_dimensions[get_column_letter(number)].number_format = "@"


def _heads(checklist: Checklist) -> dict[str, str]:
    """In order, with the name of what each holds."""
    codes = {str(checklist.number_by_item[item.id]): item.id for item in columns(checklist)}
    return {
        "点位": SITE,
        "代表": DEPUTY,
        "日期": DAY,
        **codes,
        **{words: key for key, words in REMARKS.items()},
    }


def _guide(sheet: Worksheet, checklist: Checklist) -> None:
    sheet.append(["编号", "检查项", "怎么填"])
    sheet.append(["", "日期", HOW_DAY])
    for item in columns(checklist):
        sheet.append([checklist.number_by_item[item.id], item.question, how_to_type(item)])
    for column, width in (("A", 6), ("B", 60), ("C", 70)):
        sheet.column_dimensions[column].width = width
    print_on_a4(sheet)
    sheet.print_title_rows = "1:1"
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"


def rows_of(data: bytes, checklist: Checklist, mark: str) -> list[PaperRow]:
    """The paper forms that were typed into the file, by their rows in Excel.

    :raise SheetError: if it is no such file, is too large or belongs to another checklist.
    """
    named = _heads(checklist)
    size = (MOST_ROWS, max(MOST_COLUMNS, len(named)))
    sheets = lines_of(data, "录入表", {LISTS: (1, 3), SHEET: size}, filled=[SHEET])
    if sheets[LISTS][0][2] != mark:
        raise SheetError("这是另一次视察、另一张检查清单（或另一版）的录入表，请重新下载")
    lines = sheets[SHEET]
    heads = [plain_head(one) for one in lines[HEAD - 1]]
    if heads[2] != "日期":
        del named["日期"]  # a sheet from before there was this column
    if heads[: len(named)] != [plain_head(one) for one in named]:
        raise SheetError(f"第{HEAD}行的表头和下载的录入表不一样。请不要增减、移动列，重新下载再填")
    _demand_nothing_beside(lines, len(named))
    return [
        _row(ordinal, dict(zip(named.values(), line, strict=False)))
        for ordinal, line in enumerate(lines[FIRST - 1 :], start=FIRST)
    ]


def _demand_nothing_beside(lines: TextRows, width: int) -> None:
    """No paper form and no word is left out unsaid for standing where none is read.

    :raise SheetError: if a form stands in the questions' row, or words right of the last column.
    """
    if any(lines[HEAD][:2]):
        words = "第{}行是检查项，不是填表的地方。请不要增减、移动行，重新下载再填"
        raise SheetError(words.format(HEAD + 1))
    for ordinal, line in enumerate(lines, start=1):
        if any(line[width:]):
            words = "第{}行“亮点”右边还有字，录入表里没有这一列。请移到“意见建议”里或删去，再传"
            raise SheetError(words.format(ordinal))


def _row(ordinal: int, cells: dict[str, str]) -> PaperRow:
    unread = {name: words.why for name, words in cells.items() if isinstance(words, Unread)}
    covered = {name for name, words in cells.items() if isinstance(words, Covered)}
    site, deputy = cells.pop(SITE), cells.pop(DEPUTY)
    return PaperRow(ordinal, site, deputy, cells, unread=unread, covered=covered)


def cell_name(checklist: Checklist, row: PaperRow, column: str) -> str:
    """As D7."""
    every = _heads(checklist).values()
    order = [name for name in every if name != DAY or DAY in row.cells]
    return f"{get_column_letter(order.index(column) + 1)}{row.ordinal}"
