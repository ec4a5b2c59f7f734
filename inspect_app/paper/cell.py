"""What a clerk types for one item of a paper form, in one cell of the grid or of Excel. Pure.

A cell becomes the fields that a phone would have sent, so that paper takes the same way as a phone.
``2 村口一堆【重大】【3处】【建议:清走】;桥头也有`` is an item that failed at two places.
"""

import re
from datetime import date

from inspect_app.checklist.answers import Answer, has_failed
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.items import (
    CheckItem,
    ChoiceItem,
    ChoicesItem,
    CountItem,
    DeductionItem,
    Item,
    ScoreItem,
)
from inspect_app.checklist.point_words import level_lines
from inspect_app.paper.boxes import ask_of_boxes, ask_of_empty_boxes
from inspect_app.paper.doubts import NotationError
from inspect_app.paper.options import ask_of_further_options, offered_options, options_in
from inspect_app.paper.place_words import parts_of_place
from inspect_app.paper.verdicts import HOW_PLACES, YES_NO, failing_word, how_verdict, verdict_in
from inspect_app.records.forms.place_forms import place_field
from inspect_app.records.measures import DIGITS
from inspect_app.records.places_counted import (
    counted_places,
    may_be_count,
    places_in,
)
from inspect_app.records.written_days import day_parts, plain_day
from inspect_app.records.written_numbers import count_of, number_of
from inspect_app.text import plain_number, without_invisible

Fields = list[tuple[str, str]]
MARKS = "分"

PRINTED_MARK = "▲"  # beside the answers that are a problem: no part of what was found
_IS_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# As Excel shows 2 in a cell of the format 0.00.
_WHOLE_WITH_NOUGHTS = re.compile(f"({DIGITS}+)[.\uff0e][0\uff10]+")

HOW_COUNTED = f"请填处数（整数），例如 2，没有填 0；{HOW_PLACES}"
FEWER_COUNTED = "填的是{}处，后面却写了{}处。请看纸质表，改处数，或并成一处写（不用分号）"
HOW_DATE = "请填日期，例如 2026-11-23"
HOW_PHOTO = "照片不在这里填，请留空"
HAS_NOT_FAILED = "写了情况，前面填的却不是“{}”（有问题）。请改前面的编号，或去掉后面的字"


def fields_of(item: Item, name: str, cell: str) -> Fields:
    """The form's fields for what was typed; ``name`` is the item's field. Empty: none.

    :raise NotationError: if it cannot be read.
    """
    if item.kind != ItemKind.TEXT:
        cell = without_invisible(cell).replace(PRINTED_MARK, " ")
    text = _without_noughts(item, cell.strip())
    if not text:
        return []
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            ask_of_empty_boxes((*item.offered.values(), *YES_NO), text)
            verdict, rest = verdict_in(item, text)
            return [(name, verdict.value), *_places(item, name, Answer(verdict.value), rest)]
        case DeductionItem():
            return _fields_of_count(item, name, text)
        case ChoiceItem() | ChoicesItem():
            return _options(item, name, text)
        case CountItem():
            return _number(count_of(text, item.unit), item.unit, name, text)
        case ScoreItem():
            return _number(number_of(text, MARKS), MARKS, name, text)
    if item.kind == ItemKind.PHOTO:
        raise NotationError(HOW_PHOTO)
    return [(name, _day(text) if item.kind == ItemKind.DATE else text)]


def _without_noughts(item: Item, text: str) -> str:
    labels = item.options if isinstance(item, ChoiceItem | ChoicesItem) else ()
    whole = _WHOLE_WITH_NOUGHTS.fullmatch(text)
    if not whole or item.kind == ItemKind.TEXT or text in (one.label for one in labels):
        return text
    return whole[1]


def _number(number: float | None, unit: str, name: str, text: str) -> Fields:
    if number is None and _IS_DAY.fullmatch(text):  # Excel makes days of 3-2
        raise NotationError(f"请填数字，单位是{unit}")
    return [(name, text if number is None else plain_number(number))]


def _fields_of_count(item: Item, name: str, text: str) -> Fields:
    found = counted_places(text)
    if found is None or not may_be_count(found[0]):
        raise NotationError(HOW_COUNTED)
    count, rest = found
    places = _places(item, name, Answer(count), rest)
    described = len({place_field(part)[1] for part, _ in places})
    if described > count:
        raise NotationError(FEWER_COUNTED.format(plain_number(count), described))
    return [(name, plain_number(count)), *places]


def _options(item: ChoiceItem | ChoicesItem, name: str, text: str) -> Fields:
    ask_of_boxes((option.label for option in item.options), text)
    chosen, rest = options_in(item, text)
    places = _places(item, name, Answer(chosen), rest)
    descriptions = (value for part, value in places if part.endswith("-description"))
    ask_of_further_options(item, chosen, text, rest, descriptions)
    return [*((name, option) for option in chosen), *places]


def _places(item: Item, name: str, answer: Answer, rest: str) -> Fields:
    """The fields of the places that are described after an answer."""
    written = places_in(rest)
    if written and not has_failed(item, answer):
        raise NotationError(HAS_NOT_FAILED.format(failing_word(item)))
    return [
        (f"{name}-{n}-{part}", value)
        for n, place in enumerate(written)
        for part, value in parts_of_place(item, place).items()
    ]


def _day(text: str) -> str:
    """The day, or as it was written where its year is left to the form, as on a phone."""
    parts = day_parts(plain_day(text))
    if parts is None or not parts[1]:
        raise NotationError(HOW_DATE)
    return date(*parts).isoformat() if parts[0] else text


def how_to_type(item: Item) -> str:
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return how_verdict(item)
        case DeductionItem():
            return HOW_COUNTED
        case ChoiceItem() | ChoicesItem():
            several = "（可选几个，用顿号隔开）" if isinstance(item, ChoicesItem) else ""
            places = f"；有问题的{HOW_PLACES}" if item.can_fail else ""
            return f"请填编号{several}：{offered_options(item)}{places}"
        case CountItem():
            return f"请填数字，单位是{item.unit}"
        case ScoreItem():
            lines = "；".join(level_lines(item))
            least, most = plain_number(item.minimum), plain_number(item.points)
            step = f"请填分数，{least}到{most}，每{plain_number(item.step)}分一档"
            return f"{step}；{lines}" if lines else step
    other = {ItemKind.DATE: HOW_DATE, ItemKind.PHOTO: HOW_PHOTO}
    return other.get(item.kind, "请填文字")
