"""What a clerk types for one item of a paper form, in one cell of the grid or of Excel. Pure.

A cell becomes the fields that a phone would have sent, so that paper takes the same way as a phone.
``2 村口一堆【重大】【3处】【建议:清走】;桥头也有`` is an item that failed at two places.
"""

import re
import unicodedata
from datetime import datetime

from inspect_app.checklist.answers import Answer, has_failed
from inspect_app.checklist.definition import (
    SEVERITY_LABELS,
    CheckItem,
    ChoiceItem,
    ChoicesItem,
    CountItem,
    DeductionItem,
    Item,
    ItemKind,
    ScoreItem,
    Verdict,
)
from inspect_app.checklist.point_words import level_lines
from inspect_app.text import plain_number

Fields = list[tuple[str, str]]

VERDICTS = {
    **dict.fromkeys(("1", "√", "✓", "✔", "符合", "是"), Verdict.PASS),
    **dict.fromkeys(("2", "×", "✗", "✘", "x", "X", "不符合", "否"), Verdict.FAIL),
    **dict.fromkeys(("3", "/", "—", "-", "不适用", "没看"), Verdict.NA),
}
_SEVERITIES = {label: severity.value for severity, label in SEVERITY_LABELS.items()}
# Half and full width: a clerk's keyboard is in either.
_DIGITS = "[0-9\uff10-\uff19]"
_BETWEEN_PLACES = "[;\uff1b](?![^【】\\[\\]]*[】\\]])"  # not those inside brackets
_BETWEEN_OPTIONS = "[\u3001,\uff0c;\uff1b]\\s*"
_AFTER_VALUE = "^[\\s:\uff1a,\uff0c.\u3002]+"
_IN_BRACKETS = re.compile("[【\\[]([^【】\\[\\]]*)[】\\]]\\s*$")
_COUNT_OF_PLACES = re.compile(f"({_DIGITS}+)(?![.\uff0e]?{_DIGITS})(\\s*处)?")

HOW_PLACES = "后面空一格写情况，几处用分号隔开"
HOW_VERDICT = f"请填 1(符合)、2(不符合)或 3(不适用)；不符合的{HOW_PLACES}"
HOW_COUNTED = f"请填处数(整数)，例如 2，没有填 0；{HOW_PLACES}"
HOW_DATE = "请填日期，例如 2026-11-23"
HOW_PHOTO = "照片不在这里填，请留空"
HAS_NOT_FAILED = "写了情况，前面填的却不是“不符合”(有问题)。请改前面的编号，或去掉后面的字"


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
            return _verdict(item, name, text)
        case DeductionItem():
            return _counted(item, name, text)
        case ChoiceItem() | ChoicesItem():
            return _options(item, name, text)
        case CountItem():
            return [(name, _halved(text).removesuffix(item.unit).strip())]
        case ScoreItem():
            return [(name, _halved(text).removesuffix("分").strip())]
    if item.kind == ItemKind.PHOTO:
        raise NotationError(HOW_PHOTO)
    return [(name, _day(text) if item.kind == ItemKind.DATE else text)]


def _halved(text: str) -> str:
    """Return full-width letters and digits as half-width ones."""
    return unicodedata.normalize("NFKC", text)


def _verdict(item: Item, name: str, text: str) -> Fields:
    # The longest word first: 不符合 before 不, 符合 before 符.
    for word in sorted(VERDICTS, key=len, reverse=True):
        if text.startswith(word) or _halved(text[0]) == word:
            rest = text[len(word) :]
            if word.isdigit() and re.match(f"[.\uff0e]?{_DIGITS}", rest):
                break  # 12 is no verdict, nor is 2.5
            verdict = VERDICTS[word].value
            return [(name, verdict), *_places(item, name, Answer(verdict), rest)]
    raise NotationError(HOW_VERDICT)


def _counted(item: Item, name: str, text: str) -> Fields:
    found = _COUNT_OF_PLACES.match(text)
    if not found:
        raise NotationError(HOW_COUNTED)
    count = _halved(found[1])
    return [(name, count), *_places(item, name, Answer(float(count)), text[found.end() :])]


def _options(item: ChoiceItem | ChoicesItem, name: str, text: str) -> Fields:
    chosen: list[str] = []
    rest, goes_on = text, True
    while goes_on:
        option, length = _first_option(item, rest)
        chosen.append(option)
        rest = rest[length:]
        separator = re.match(_BETWEEN_OPTIONS, rest) if isinstance(item, ChoicesItem) else None
        goes_on = separator is not None
        rest = rest[separator.end() :] if separator else rest
    places = _places(item, name, Answer(list(chosen)), rest)
    return [*((name, option) for option in dict.fromkeys(chosen)), *places]


def _first_option(item: ChoiceItem | ChoicesItem, text: str) -> tuple[str, int]:
    """Return the id of the option that the text begins with, and how long its words are."""
    by_number = {str(n): option.id for n, option in enumerate(item.options, start=1)}
    by_label = {option.label: option.id for option in item.options}
    label = max((one for one in by_label if text.startswith(one)), key=len, default="")
    number = re.match(f"({_DIGITS}+)($|[\\s\u3001,\uff0c;\uff1b])?", text)
    # A label may begin with a number, as 2—3天: that is no option's number unless it stands alone.
    if label and (number is None or number[2] is None):
        return by_label[label], len(label)
    if number is None or _halved(number[1]) not in by_number:
        raise NotationError(f"“{text[:20]}”不在选项里。请填编号：{_offered(item)}")
    return by_number[_halved(number[1])], len(number[1])


def _offered(item: ChoiceItem | ChoicesItem) -> str:
    return "、".join(f"{n} {one.label}" for n, one in enumerate(item.options, start=1))


def _places(item: Item, name: str, answer: Answer, rest: str) -> Fields:
    """Return the fields of the places that are described after an answer."""
    words = [place.strip() for place in re.split(_BETWEEN_PLACES, re.sub(_AFTER_VALUE, "", rest))]
    written = [place for place in words if place]
    if written and not has_failed(item, answer):
        raise NotationError(HAS_NOT_FAILED)
    return [
        (f"{name}-{n}-{part}", value)
        for n, place in enumerate(written)
        for part, value in _parts(item, place).items()
    ]


def _parts(item: Item, text: str) -> dict[str, str]:
    """Return what is said of one place: its words, and what stands in brackets after them."""
    parts: dict[str, str] = {}
    while found := _IN_BRACKETS.search(text):
        part, value = _in_brackets(item, found[1].strip())
        if not part or part in parts:
            break  # brackets of the clerk's own
        parts[part] = value
        text = text[: found.start()].rstrip()
    return {"description": text, **parts} if text else parts


def _in_brackets(item: Item, words: str) -> tuple[str, str]:
    """Return which part of a place the words are and its value; no part if they are none."""
    if words in _SEVERITIES:
        return "severity", _SEVERITIES[words]
    if words.startswith("建议"):
        return "suggestion", re.sub(_AFTER_VALUE, "", words.removeprefix("建议"))
    if isinstance(item, CheckItem) and item.amount:
        amount = re.fullmatch(r"(\d+(\.\d+)?)\s*", _halved(words).removesuffix(item.amount.unit))
        return ("amount", amount[1]) if amount else ("", "")
    return "", ""


def _day(text: str) -> str:
    plain = re.sub(r"[年月/.]", "-", _halved(text).removesuffix("日"))
    try:
        return datetime.strptime(plain.strip(), "%Y-%m-%d").date().isoformat()
    except ValueError as error:
        raise NotationError(HOW_DATE) from error


def how_to_type(item: Item) -> str:
    """Return what may be typed for the item, in words."""
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return HOW_VERDICT
        case DeductionItem():
            return HOW_COUNTED
        case ChoiceItem() | ChoicesItem():
            several = "(可选几个，用顿号隔开)" if isinstance(item, ChoicesItem) else ""
            places = f"；有问题的{HOW_PLACES}" if item.can_fail else ""
            return f"请填编号{several}：{_offered(item)}{places}"
        case CountItem():
            return f"请填数字，单位是{item.unit}"
        case ScoreItem():
            lines = "；".join(level_lines(item))
            least, most = plain_number(item.minimum), plain_number(item.points)
            step = f"请填分数，{least}到{most}，每{plain_number(item.step)}分一档"
            return f"{step}；{lines}" if lines else step
    other = {ItemKind.DATE: HOW_DATE, ItemKind.PHOTO: HOW_PHOTO}
    return other.get(item.kind, "请填文字")
