"""What a clerk types for one item of a paper form, in one cell of the grid or of Excel. Pure.

A cell becomes the fields that a phone would have sent, so that paper takes the same way as a phone.
``2 村口一堆;桥头也有`` is an item that failed at two places.
"""

import re
import unicodedata
from datetime import date, datetime

from inspect_app.checklist.answers import Answer
from inspect_app.checklist.definition import (
    CheckItem,
    ChoiceItem,
    ChoicesItem,
    DeductionItem,
    Item,
    ItemKind,
    Verdict,
)

Fields = list[tuple[str, str]]

VERDICTS = {
    **dict.fromkeys(("1", "√", "✓", "✔", "符合", "是"), Verdict.PASS),
    **dict.fromkeys(("2", "×", "✗", "✘", "x", "X", "不符合", "否"), Verdict.FAIL),
    **dict.fromkeys(("3", "/", "—", "-", "不适用", "没看"), Verdict.NA),
}
# Half and full width: a clerk's keyboard is in either.
_BETWEEN_PLACES = "[;\uff1b]"
_BETWEEN_OPTIONS = "[\u3001,\uff0c;\uff1b\\s]+"
_AFTER_VERDICT = "^[\\s:\uff1a,\uff0c.\u3002]+"
_WRITTEN = {Verdict.PASS: "1", Verdict.FAIL: "2", Verdict.NA: "3"}

HOW_VERDICT = "请填 1(符合)、2(不符合)或 3(不适用);不符合的后面空一格写情况,几处用分号隔开"
HOW_COUNTED = "请填处数,例如 2;后面空一格写情况,几处用分号隔开"
HOW_DATE = "请填日期,例如 2026-11-23"
HOW_PHOTO = "照片不在这里填,请留空"


class NotationError(ValueError):
    """A cell cannot be read; the message tells what to type."""


def fields_of(item: Item, name: str, cell: str) -> Fields:
    """Return the form's fields for what was typed; ``name`` is the item's field. Empty: none.

    :raise NotationError: if it cannot be read.
    """
    text = cell.strip()
    if not text:
        return []
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return _verdict(name, text)
        case DeductionItem():
            return _counted(name, text)
        case ChoiceItem():
            return _options(item, name, [text])
        case ChoicesItem():
            return _options(item, name, [one for one in re.split(_BETWEEN_OPTIONS, text) if one])
    if item.kind == ItemKind.PHOTO:
        raise NotationError(HOW_PHOTO)
    if item.kind == ItemKind.DATE:
        return [(name, _day(text))]
    return [(name, _halved(text) if item.kind == ItemKind.COUNT else text)]


def _halved(text: str) -> str:
    """Return full-width letters and digits as half-width ones."""
    return unicodedata.normalize("NFKC", text)


def _verdict(name: str, text: str) -> Fields:
    # The longest word first: 不符合 before 不, 符合 before 符.
    for word in sorted(VERDICTS, key=len, reverse=True):
        if text.startswith(word) or (text and _halved(text[0]) == word):
            rest = text[len(word) :]
            if word.isdigit() and _halved(rest[:1]).isdigit():
                break  # 12 is no verdict
            return _with_places(name, VERDICTS[word].value, rest)
    raise NotationError(HOW_VERDICT)


def _with_places(name: str, value: str, rest: str) -> Fields:
    rest = re.sub(_AFTER_VERDICT, "", rest)
    places = [place.strip() for place in re.split(_BETWEEN_PLACES, rest)]
    written = [place for place in places if place]
    if written and value in (Verdict.PASS, Verdict.NA, "0"):
        raise NotationError("写了情况,却不是“不符合”。要么改成 2,要么去掉后面的字")
    described = [(f"{name}-{n}-description", place) for n, place in enumerate(written)]
    return [(name, value), *described]


def _counted(name: str, text: str) -> Fields:
    found = re.match(r"\d+", _halved(text))
    if not found:
        raise NotationError(HOW_COUNTED)
    return _with_places(name, found[0], text[found.end() :])


def _options(item: ChoiceItem | ChoicesItem, name: str, words: list[str]) -> Fields:
    by_word = {str(n): option.id for n, option in enumerate(item.options, start=1)}
    by_word |= {option.label: option.id for option in item.options}
    unknown = [word for word in words if _halved(word) not in by_word and word not in by_word]
    if unknown:
        offered = "、".join(f"{n} {one.label}" for n, one in enumerate(item.options, start=1))
        raise NotationError(f"“{unknown[0][:20]}”不在选项里。请填编号:{offered}")
    return [(name, by_word.get(word) or by_word[_halved(word)]) for word in words]


def _day(text: str) -> str:
    plain = re.sub(r"[年月/.]", "-", _halved(text).removesuffix("日"))
    try:
        return datetime.strptime(plain.strip(), "%Y-%m-%d").date().isoformat()
    except ValueError as error:
        raise NotationError(HOW_DATE) from error


def cell_of(item: Item, answer: Answer | None) -> str:
    """Return what a clerk would type for the answer; amounts, severities, photos are not in it."""
    value = answer.value if answer else None
    if answer is None or value in (None, "", []) or item.kind == ItemKind.PHOTO:
        return ""
    written = ";".join(place.description for place in answer.places if place.description)
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return f"{_WRITTEN[Verdict(str(value))]} {written}".strip()
        case DeductionItem():
            return f"{value:g} {written}".strip()
        case ChoiceItem() | ChoicesItem():
            ids = [option.id for option in item.options]
            chosen = value if isinstance(value, list) else [str(value)]
            return "、".join(str(ids.index(one) + 1) for one in chosen)
    return f"{value:g}" if isinstance(value, float) else str(value)


def how_to_type(item: Item) -> str:
    """Return what may be typed for the item, in words."""
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return HOW_VERDICT
        case DeductionItem():
            return HOW_COUNTED
        case ChoiceItem() | ChoicesItem():
            offered = "、".join(f"{n} {one.label}" for n, one in enumerate(item.options, start=1))
            several = "(可选几个,用顿号隔开)" if isinstance(item, ChoicesItem) else ""
            return f"请填编号{several}:{offered}"
    other = {ItemKind.COUNT: "请填数字", ItemKind.DATE: HOW_DATE, ItemKind.PHOTO: HOW_PHOTO}
    return other.get(item.kind, "请填文字")


def as_typed(value: object) -> str:
    """Return what a cell of Excel holds, as a clerk would have typed it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
