"""The roster in Excel: a workbook to fill, empty or with what is kept, and its reading."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inspect_app.roster.importing import WorkbookLines
from inspect_app.roster.kinds import (
    COLUMNS,
    EXAMPLE,
    PARENTS,
    ROLE_LABELS,
    SEPARATOR,
    EntryColumn,
    EntryKind,
)
from inspect_app.roster.recognising import RosterLine
from inspect_app.roster.sheet.guide import put_guide
from inspect_app.roster.shelves import Roster
from inspect_app.spreadsheet import (
    SheetError,
    TextRows,
    keep_as_words,
    lines_of,
    offer,
    print_on_a4,
    put_list,
    put_text,
)
from inspect_app.spreadsheet.heads import plain_head
from inspect_app.spreadsheet.open_xml import edges, saved

NAME = "《基础数据》"
TITLES: dict[EntryKind | None, str] = {
    None: "届",
    EntryKind.GROUP: "小组",
    EntryKind.DEPUTY: "代表",
    EntryKind.VILLAGE: "村",
    EntryKind.SITE: "点位",
    EntryKind.UNIT: "责任单位",
}
TERM_COLUMNS = (
    EntryColumn("number", "第几届", 16, "填数字，如 19", example="19"),
    EntryColumn("starts_on", "开始日期", 24, "如 2026-09-01", example="2026-09-01"),
)
OPTIONS = "选项"
HOW = {
    None: "只填一行。换届时把届次和日期改成新一届的，再改“小组”和“代表”两张表",
    EntryKind.GROUP: "一行一个小组",
    EntryKind.DEPUTY: "一行一位代表，小组从下拉里选（先填好“小组”那张表）",
    EntryKind.VILLAGE: "一行一个村（社区）",
    EntryKind.SITE: "一行一个点位，村从下拉里选（先填好“村”那张表）",
    EntryKind.UNIT: "一行一个责任单位",
}
HINT, HEAD, EXAMPLES, FIRST = 2, 3, 4, 5  # rows: how to fill a column, the heads, an example, …
MOST_ROWS, MOST_COLUMNS = 1000, 20
LEVELS = ("镇", "县、镇", "县", "市、县、镇", "市", "省")  # what deputies of a town usually are
GREY = "7F7F7F"


def workbook(mark: str, words: Sequence[str], roster: Roster | None = None) -> bytes:
    """The workbook to fill: with what the roster has in use, or empty.

    ``words`` are those that the town's checklists use for responsible units.
    """
    rows = {} if roster is None else _rows_of(roster)
    book = Workbook()
    put_guide(book.worksheets[0])
    for kind, title in TITLES.items():
        _sheet(book.create_sheet(title), kind, rows.get(kind, []))
    _tell_words(book[TITLES[EntryKind.UNIT]], words)
    _drop_downs(book, mark)
    keep_as_words(book)
    return saved(book)


def _rows_of(roster: Roster) -> dict[EntryKind | None, list[Sequence[str]]]:
    rows: dict[EntryKind | None, list[Sequence[str]]] = {
        kind: [
            [one.entry[column.name] for column in COLUMNS[kind]]
            for one in roster.of(kind).entries
            if one.is_in_use
        ]
        for kind in EntryKind
    }
    if roster.term:
        rows[None] = [(str(roster.term.number), roster.term.starts_on.isoformat())]
    return rows


def columns_of(kind: EntryKind | None) -> Sequence[EntryColumn]:
    return TERM_COLUMNS if kind is None else COLUMNS[kind]


def _sheet(sheet: Worksheet, kind: EntryKind | None, rows: Sequence[Sequence[str]]) -> None:
    put_text(sheet, 1, 1, HOW[kind]).font = Font(name="黑体", size=12)
    for number, column in enumerate(columns_of(kind), start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        # As text: Excel must not read 2-1 as a day.
        sheet.column_dimensions[letter].number_format = "@"
        _head(sheet, number, column)
    _row(sheet, EXAMPLES, [f"{EXAMPLE}{one.example}" for one in columns_of(kind)])
    for cell in sheet[EXAMPLES]:
        cell.font = Font(italic=True, color=GREY)
    for ordinal, row in enumerate(rows, start=FIRST):
        _row(sheet, ordinal, row)
    sheet.row_dimensions[HINT].height = 48
    sheet.freeze_panes = f"A{EXAMPLES}"
    print_on_a4(sheet)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def _row(sheet: Worksheet, ordinal: int, row: Sequence[str]) -> None:
    for number, words in enumerate(row, start=1):
        cell = put_text(sheet, ordinal, number, words)
        cell.number_format, cell.alignment = "@", Alignment(vertical="top", wrap_text=True)


def _head(sheet: Worksheet, number: int, column: EntryColumn) -> None:
    hint = put_text(sheet, HINT, number, column.hint or column.in_cell)
    hint.font, hint.alignment = Font(size=9), Alignment(wrap_text=True, vertical="top")
    head = put_text(sheet, HEAD, number, column.heading)
    head.font, head.border = Font(bold=True), edges(Side("thin", color="808080"))
    head.fill = PatternFill("solid", fgColor="E9EBEF")


def _tell_words(sheet: Worksheet, words: Sequence[str]) -> None:
    """Say in the hint which words the checklists in use have for units."""
    if not words:
        return
    number = [one.name for one in COLUMNS[EntryKind.UNIT]].index("answers_for") + 1
    hint = sheet.cell(HINT, number)
    hint.value = f"{hint.value}。现在用的检查清单里有：{SEPARATOR.join(words)}"
    sheet.row_dimensions[HINT].height = max(48, 13 * (len(hint.value) // 28 + 1))


def _drop_downs(book: Workbook, mark: str) -> None:
    """Offer roles and levels; groups and villages as they stand in their own sheets by then."""
    options = book.create_sheet(OPTIONS)
    options.sheet_state = "hidden"
    deputies = book[TITLES[EntryKind.DEPUTY]]
    roles = put_list(options, 1, list(ROLE_LABELS.values()))
    offer(deputies, _below("C"), roles, strictly=True)
    offer(deputies, _below("D"), put_list(options, 2, LEVELS))
    put_list(options, 3, [mark])
    for kind, (column, parent) in PARENTS.items():
        names = [one.name for one in COLUMNS[kind]]
        letter = get_column_letter(names.index(column) + 1)
        offer(book[TITLES[kind]], _below(letter), _filled_part(TITLES[parent]), strictly=True)


def _below(letter: str) -> str:
    return f"{letter}{FIRST}:{letter}{MOST_ROWS + FIRST - 1}"


def _filled_part(title: str) -> str:
    cells = f"{title}!$A${FIRST}:$A${MOST_ROWS + FIRST - 1}"
    return f"OFFSET({title}!$A${FIRST},0,0,MAX(1,COUNTA({cells})),1)"


def lines_in(data: bytes, mark: str) -> WorkbookLines:
    """The rows that are filled in, as typed.

    :raise SheetError: if it is no such file, is too large, was rebuilt or is another town's.
    """
    titles = TITLES.values()
    size = (MOST_ROWS + FIRST - 1, MOST_COLUMNS)
    sheets = lines_of(data, NAME, {OPTIONS: (1, 3)} | dict.fromkeys(titles, size), filled=titles)
    if sheets[OPTIONS][0][2] != mark:
        raise SheetError("这是另一个乡镇或旧版的基础数据，请从本页重新下载再填")
    found = {kind: _lines(kind, sheets[title]) for kind, title in TITLES.items()}
    terms = found.pop(None)
    if len(terms) > 1:
        raise SheetError("“届”那张表只能填一行")
    term = (
        terms[0] if terms else RosterLine(None, FIRST, dict.fromkeys(("number", "starts_on"), ""))
    )
    return WorkbookLines(term, [line for lines in found.values() for line in lines])


def _lines(kind: EntryKind | None, rows: TextRows) -> list[RosterLine]:
    columns, title = columns_of(kind), TITLES[kind]
    # Words in a column of somebody's own would be left out unsaid.
    heads = [plain_head(column.heading) for column in columns]
    if [plain_head(one) for one in rows[HEAD - 1]] != heads + [""] * (MOST_COLUMNS - len(heads)):
        words = "“{}”第{}行的表头和下载的不一样。请不要增减、移动行列，重新下载再填"
        raise SheetError(words.format(title, HEAD))
    for ordinal, row in enumerate(rows[EXAMPLES - 1 :], start=EXAMPLES):
        if any(row[len(columns) :]):
            words = "“{}”第{}行“{}”右边还有字，表里没有这一列。请删去再传"
            raise SheetError(words.format(title, ordinal, columns[-1].heading))
    # From the example's row on: a file of before there were examples begins there.
    return [
        RosterLine(
            kind, ordinal, {one.name: words for one, words in zip(columns, row, strict=False)}
        )
        for ordinal, row in enumerate(rows[EXAMPLES - 1 :], start=EXAMPLES)
        if not _is_example(row[: len(columns)])
    ]


def _is_example(row: Sequence[str]) -> bool:
    """Whether nobody typed anything into the row."""
    return all(words.startswith(EXAMPLE) for words in row if words)


def cell_name(line: RosterLine, column: str) -> str:
    """Where a mistake is, as 代表!B7."""
    names = [one.name for one in columns_of(line.kind)]
    return f"{TITLES[line.kind]}!{get_column_letter(names.index(column) + 1)}{line.ordinal}"
