"""The workbook of a checklist: written from one, or read back as rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inspect_app.checklist.base_items import BaseItem, FailingItem, ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import CheckItem
from inspect_app.checklist.mistakes import KIND_LABELS
from inspect_app.checklist.parts import Law, ShowIf
from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.checklist_book import notation
from inspect_app.checklist_book.columns import (
    ABOUT,
    ABOUT_FIRST,
    ABOUT_SHEET,
    COLUMNS,
    FIRST,
    HEAD,
    HINT,
    HOW,
    KINDS,
    LAWS,
    MOST_QUESTIONS,
    NAME,
    NO,
    QUESTIONS,
    RULES,
    YES,
    BookCell,
)
from inspect_app.checklist_book.reading import checklist_in
from inspect_app.spreadsheet import (
    SheetError,
    keep_as_words,
    lines_of,
    offer,
    print_on_a4,
    put_list,
    put_text,
)
from inspect_app.spreadsheet.heads import plain_head
from inspect_app.spreadsheet.open_xml import edges, saved
from inspect_app.text import plain_number

CHOICES = "下拉"
LINE = 15  # points of height
GREY = PatternFill("solid", fgColor="E9EBEF")
_TOP = Alignment(vertical="top", wrap_text=True)


def workbook(checklist: Checklist, laws: Iterable[Law]) -> bytes:
    """The workbook that says the checklist; ``laws`` are those that it may cite."""
    book = Workbook()
    _put_about(book.worksheets[0], checklist)
    _put_questions(book.create_sheet(QUESTIONS), checklist)
    _put_rules(book.create_sheet(HOW))
    _put_laws(book.create_sheet(LAWS), laws)
    _drop_downs(book)
    keep_as_words(book)
    return saved(book)


def _put_about(sheet: Worksheet, checklist: Checklist) -> None:
    sheet.title = ABOUT_SHEET
    how = f"这份清单叫什么。题目写在“{QUESTIONS}”那张表，怎样填见“{HOW}”"
    put_text(sheet, 1, 1, how).font = Font(name="黑体", size=12)
    values = {
        "title": checklist.title,
        "topic": checklist.topic,
        "id": checklist.id,
        "introduction": checklist.introduction or "",
        "total": "" if checklist.total is None else plain_number(checklist.total),
        "bands": notation.level_words(checklist.bands),
    }
    for row, cell in enumerate(ABOUT, start=ABOUT_FIRST):
        title = put_text(sheet, row, 1, cell.title)
        title.fill, title.alignment = GREY, _TOP
        value = put_text(sheet, row, 2, values[cell.key])
        value.number_format, value.alignment = "@", _TOP
        hint = put_text(sheet, row, 3, cell.hint)
        hint.font, hint.alignment = Font(size=9), _TOP
        sheet.row_dimensions[row].height = LINE * max(_lines(values[cell.key], 60), 2)
    for letter, width in zip("ABC", (14, 60, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    print_on_a4(sheet)


def _lines(words: str, width: int) -> int:
    """How many lines the words take in a column; a Chinese character takes two places."""
    return sum(2 * len(line) // width + 1 for line in words.split("\n"))


def _put_questions(sheet: Worksheet, checklist: Checklist) -> None:
    put_text(sheet, 1, 1, f"一行一道题；题型从下拉里选。怎样填见“{HOW}”").font = Font(
        name="黑体", size=12
    )
    _put_heads(sheet)
    for row, cells in enumerate(_rows(checklist), start=FIRST):
        for number, column in enumerate(COLUMNS, start=1):
            cell = put_text(sheet, row, number, cells.get(column.key, ""))
            cell.number_format, cell.alignment = "@", _TOP
        sheet.row_dimensions[row].height = LINE * max(
            _lines(cells.get(column.key, ""), column.width) for column in COLUMNS
        )
    sheet.freeze_panes = f"E{FIRST}"
    print_on_a4(sheet)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def _put_heads(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = "@"  # Excel must not read 2-1 as a day
        hint = put_text(sheet, HINT, number, column.hint)
        hint.font, hint.alignment = Font(size=9), _TOP
        head = put_text(sheet, HEAD, number, column.title)
        head.font, head.fill = Font(bold=True), GREY
        head.border = edges(Side("thin", color="808080"))
    sheet.row_dimensions[HINT].height = 52


def _rows(checklist: Checklist) -> Iterable[Mapping[str, str]]:
    for section in checklist.sections:
        for number, item in enumerate(section.items):
            yield {"section": "" if number else section.title} | _cells(item, checklist)


def _cells(item: BaseItem, checklist: Checklist) -> dict[str, str]:
    cells = {
        "id": item.id,
        "kind": KIND_LABELS[ItemKind(item.kind)],  # type: ignore[attr-defined]
        "question": item.question,
        "guidance": item.guidance or "",
        "basis": "\n".join(
            notation.basis_words(checklist.law_by_id[one.law].title, one.article, one.gist)
            for one in item.basis
        ),
        "show_if": _condition(item.show_if, checklist),
        "zero_if": _condition(getattr(item, "zero_if", None), checklist),
    }
    if item.required != type(item).model_fields["required"].default:
        cells["required"] = YES if item.required else NO
    if isinstance(item, FailingItem):
        cells |= _of_findings(item)
    return cells | _of_kind(item)


def _condition(condition: ShowIf | None, checklist: Checklist) -> str:
    if condition is None:
        return ""
    asked = checklist.item_by_id[condition.item]
    return notation.condition_words(
        asked.question, [asked.offered[one] for one in condition.answers]
    )


def _of_findings(item: FailingItem) -> dict[str, str]:
    return {
        "category": item.category or "",
        "problem": item.problem or "",
        "severity": "" if item.severity == Severity.MINOR else SEVERITY_LABELS[item.severity],
        "suggestion": item.suggestion or "",
        "responsible": "、".join(item.responsible),
        "days": str(item.days or ""),
    }


def _of_kind(item: Any) -> dict[str, str]:
    """The cells of what only some kinds have."""
    cells = {
        key: plain_number(value)
        for key in ("minimum", "maximum", "points", "each", "cap", "step")
        if (value := getattr(item, key, None)) is not None
        and value != type(item).model_fields[key].default
    }
    if isinstance(item, CheckItem):
        cells["answers"] = "、".join(item.answers or ())
        cells["amount"] = notation.amount_words(item.amount) if item.amount else ""
    if options := getattr(item, "options", ()):
        cells["options"] = "\n".join(map(notation.option_words, options))
    if getattr(item, "all_or_nothing", False):
        cells["all_or_nothing"] = YES
    cells["unit"] = getattr(item, "unit", "")
    cells["levels"] = notation.level_words(getattr(item, "levels", ()))
    if bonus := getattr(item, "bonus", None):
        cells["bonus"] = notation.bonus_words(bonus)
    return cells


def _put_rules(sheet: Worksheet) -> None:
    put_text(sheet, 1, 1, "检查清单：填表说明").font = Font(name="黑体", size=16)
    rows: list[Sequence[str]] = [(str(n), words) for n, words in enumerate(RULES, start=1)]
    rows += [("题型", "怎样用")]
    rows += [(KIND_LABELS[kind], words) for kind, words in KINDS]
    rows += [("栏目", "怎样填")]
    rows += [(column.title, column.hint) for column in COLUMNS]
    for row, (title, words) in enumerate(rows, start=3):
        for number, text in enumerate((title, words), start=1):
            put_text(sheet, row, number, text).alignment = Alignment(
                vertical="center", wrap_text=True
            )
        if words.startswith("怎样"):
            sheet.cell(row, 1).fill = sheet.cell(row, 2).fill = GREY
        sheet.row_dimensions[row].height = 16 * (len(words) // 44 + 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 92
    print_on_a4(sheet)


def _put_laws(sheet: Worksheet, laws: Iterable[Law]) -> None:
    put_text(sheet, 1, 1, "法律名称（依据里照这样写）").font = Font(bold=True)
    put_text(sheet, 1, 2, "版本").font = Font(bold=True)
    for row, law in enumerate(laws, start=2):
        put_text(sheet, row, 1, f"《{law.title}》").alignment = _TOP
        put_text(sheet, row, 2, law.version).alignment = _TOP
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 70
    print_on_a4(sheet)


def _drop_downs(book: Workbook) -> None:
    lists = book.create_sheet(CHOICES)
    lists.sheet_state = "hidden"
    offered = {
        "kind": list(KIND_LABELS.values()),
        "severity": list(SEVERITY_LABELS.values()),
        "required": [YES, NO],
        "all_or_nothing": [YES],
    }
    for number, (key, words) in enumerate(offered.items(), start=1):
        at = next(n for n, column in enumerate(COLUMNS, start=1) if column.key == key)
        letter = get_column_letter(at)
        cells = f"{letter}{FIRST}:{letter}{FIRST + MOST_QUESTIONS - 1}"
        offer(book[QUESTIONS], cells, put_list(lists, number, words), strictly=True)


def checklist_of(
    name: str, data: bytes, laws: Mapping[str, Law], former: Mapping[str, Checklist]
) -> Checklist:
    """The checklist of a workbook that was sent; ``former`` are the known ones by their id.

    :raise SheetError: if it is no such file, is too large or was rebuilt.
    :raise ChecklistError: with every mistake, by its row.
    """
    most = ABOUT_FIRST - 1 + len(ABOUT)
    size = (FIRST - 1 + MOST_QUESTIONS, len(COLUMNS))
    sizes = {ABOUT_SHEET: (most, 2), QUESTIONS: size}
    try:
        sheets = lines_of(data, NAME, sizes, filled=[QUESTIONS])
    except SheetError as error:
        if not str(error).startswith("这不是下载的"):
            raise
        names = f"“{ABOUT_SHEET}”“{QUESTIONS}”两张表不要改名、删去"
        raise SheetError(f"{error}；{names}") from error
    about, rows = sheets[ABOUT_SHEET][ABOUT_FIRST - 1 :], sheets[QUESTIONS]
    _demand_titles(f"“{ABOUT_SHEET}”左边的栏目名", [row[0] for row in about], ABOUT)
    _demand_titles(f"“{QUESTIONS}”第{HEAD}行的表头", rows[HEAD - 1], COLUMNS)
    return checklist_in(name, [row[1] for row in about], rows[FIRST - 1 :], laws, former)


def _demand_titles(which: str, found: Sequence[str], cells: Sequence[BookCell]) -> None:
    """:raise SheetError: if somebody moved or renamed what tells the cells apart."""
    if [plain_head(one) for one in found] != [plain_head(cell.title) for cell in cells]:
        raise SheetError(f"{which}和下载的不一样。请不要增减、移动行列，重新下载再填")
