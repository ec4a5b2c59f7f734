"""What a clerk types for one item of a paper form, in one cell of the grid or of Excel. Pure.

A cell becomes the fields that a phone would have sent, so that paper takes the same way as a phone.
``2 村口一堆【重大】【3处】【建议:清走】;桥头也有`` is an item that failed at two places.
"""

import re
from datetime import datetime

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
from inspect_app.checklist.ratings import SEVERITY_LABELS, VERDICT_LABELS, Verdict
from inspect_app.paper.doubts import (
    COUNT_OF_PLACES,
    COUNTED_IN,
    DIGITS,
    END,
    GOES_ON,
    PARTING,
    measure_of,
    numbered,
    option_in,
)
from inspect_app.records.written_numbers import number_of
from inspect_app.text import halved, plain_number, without_invisible

Fields = list[tuple[str, str]]
MARKS = "分"

VERDICTS = {
    **dict.fromkeys(("1", "√", "✓", "✔", "符合", "是"), Verdict.PASS),
    **dict.fromkeys(("2", "×", "✗", "✘", "x", "X", "不符合", "否"), Verdict.FAIL),
    **dict.fromkeys(("3", "/", "—", "-", "不适用", "没看"), Verdict.NA),
}
YES_NO = ("是", "否")
_SEVERITIES = {label: severity.value for severity, label in SEVERITY_LABELS.items()}
_BETWEEN_PLACES = "[;\uff1b](?![^【】\\[\\]]*[】\\]])"  # not those inside brackets
_BETWEEN_OPTIONS = "[\u3001,\uff0c;\uff1b]\\s*"
# What people write between two options: signs and words, none of which begins what was found.
_JOINED = re.compile(f"[\\s{PARTING}]*(?:以及|还有|[\\s{PARTING}])\\s*")
_NUMBER = f"(?:[(（]\\s*{DIGITS}+\\s*[)）]|{DIGITS}+[)）]?|[①-⑳])"
_ORDINAL = re.compile(f"(?:第\\s*)?{_NUMBER}[√✓✔]?(?:[项号](?=$|[\\s{PARTING}第]|{DIGITS}))?")
# 1.5米 is a measure.
_ALONE = re.compile(f"{_ORDINAL.pattern}(?:项|号)?{END}(?![.．]{DIGITS}+[^\\s\\d{PARTING}])")
_MARKED = re.compile(
    f"[(（]\\s*{DIGITS}+\\s*[)）]|{DIGITS}+[)）]|[①-⑳]|{DIGITS}+[项号](?={DIGITS}|$)"
)
# 1-3, 1至3, 1或3: all from 1 to 3, or both?
_UNCLEAR = re.compile(f"(?:[^\\s0-9０-９]{{1,3}}\\s*|\\s*[-–—~～－至到或]\\s*)({DIGITS}+){END}")
_AFTER_VALUE = "^[\\s:\uff1a,\uff0c.\u3002]+"
_IS_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IN_BRACKETS = re.compile("[【\\[]([^【】\\[\\]]*)[】\\]]\\s*$")

ONE_MORE = (
    "“{}”是不是又选了一项？几项都选的，请把编号写在最前面，用顿号隔开，例如 1、3 村口；桥头。"
    "是情况的，数字请写成汉字"
)
ONE_ALONE = "“{}”是不是又选了一项？这一项只能选一个；这里是情况的，数字请写成汉字，例如 两堆"
TWO_VERDICTS = "这一格填了两个回答，请看纸质表，只填一个；后面要写情况的，空一格写字"
HOW_PLACES = "后面空一格写情况，几处用分号隔开"
HOW_COUNTED = f"请填处数（整数），例如 2，没有填 0；{HOW_PLACES}"
HOW_DATE = "请填日期，例如 2026-11-23"
HOW_PHOTO = "照片不在这里填，请留空"
HAS_NOT_FAILED = "写了情况，前面填的却不是“{}”（有问题）。请改前面的编号，或去掉后面的字"


class NotationError(ValueError):
    """A cell cannot be read; the message tells what to type."""


def fields_of(item: Item, name: str, cell: str) -> Fields:
    """Return the form's fields for what was typed; ``name`` is the item's field. Empty: none.

    :raise NotationError: if it cannot be read.
    """
    text = cell.strip() if item.kind == ItemKind.TEXT else without_invisible(cell).strip()
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
            return _number(item.unit, name, text)
        case ScoreItem():
            return _number(MARKS, name, text)
    if item.kind == ItemKind.PHOTO:
        raise NotationError(HOW_PHOTO)
    return [(name, _day(text) if item.kind == ItemKind.DATE else text)]


def _number(unit: str, name: str, text: str) -> Fields:
    number = number_of(text, unit)
    if number is None and _IS_DAY.fullmatch(text):  # Excel makes days of 3-2
        raise NotationError(f"请填数字，单位是{unit}")
    return [(name, text if number is None else plain_number(number))]


def _verdict(item: Item, name: str, text: str) -> Fields:
    # The longest word first: 不符合 before 不, 符合 before 符.
    words = _verdict_words(item)
    for word in sorted(words, key=len, reverse=True):
        if text.startswith(word) or halved(text[0]) == word:
            rest = text[len(word) :]
            if word.isdigit() and re.match(f"[.\uff0e]?{DIGITS}|{COUNTED_IN}", rest):
                break  # 12 is no verdict, nor is 2.5, nor perhaps that of 2个桶
            verdict = words[word]
            further = words.get(halved(rest).strip(f"{PARTING} \t\n"))
            if further not in (None, verdict):
                raise NotationError(TWO_VERDICTS)
            rest = "" if further else rest
            return [(name, verdict.value), *_places(item, name, Answer(verdict.value), rest)]
    raise NotationError(_how_verdict(item))


def _verdict_words(item: Item) -> dict[str, Verdict]:
    """Return what means which verdict: 是 and 否 do not where the answers are 没有 and 有.

    Where one of the answers is 是 itself, 否 is its contrary.
    """
    own = {label: Verdict(verdict) for verdict, label in item.offered.items()}
    has_own = own.keys() != set(VERDICT_LABELS.values())
    say_yes_no = not has_own or own.get("是") is Verdict.PASS
    common = {one: is_for for one, is_for in VERDICTS.items() if say_yes_no or one not in YES_NO}
    return common | own


def _how_verdict(item: Item) -> str:
    numbered = [f"{n}（{label}）" for n, label in enumerate(item.offered.values(), start=1)]
    fails = _failing_word(item)
    return f"请填 {'、'.join(numbered[:-1])}或 {numbered[-1]}；填“{fails}”的{HOW_PLACES}"


def _failing_word(item: Item) -> str:
    return item.offered.get(Verdict.FAIL, VERDICT_LABELS[Verdict.FAIL])


def _counted(item: Item, name: str, text: str) -> Fields:
    found = COUNT_OF_PLACES.match(text)
    if not found or GOES_ON.match(text, found.end()):
        raise NotationError(HOW_COUNTED)
    count = halved(found[1])
    return [(name, count), *_places(item, name, Answer(float(count)), text[found.end() :])]


def _options(item: ChoiceItem | ChoicesItem, name: str, text: str) -> Fields:
    """Return the fields of the options that a cell begins with, in any way people part them.

    What might be a further option and is not clearly one is asked about, never taken for words.
    """
    option, rest = _first_option(item, text)
    chosen = [option]
    while rest and (further := _further_option(item, rest)):
        option, rest = further
        chosen.append(option)
    rest = re.sub(rf"^[\s{PARTING}]+$", "", rest)
    if len(set(chosen)) > 1 and not isinstance(item, ChoicesItem):
        raise NotationError(f"这一项只能选一个。请填编号：{_offered(item)}")
    places = _places(item, name, Answer(list(chosen)), rest)
    for description in (value for part, value in places if part.endswith("-description")):
        if (found := _ALONE.match(description)) and numbered(item.options, found[0]):
            raise _question(item, description)
    if doubt := option_in(item.options, text, rest):
        raise _question(item, doubt)
    return [*((name, option) for option in dict.fromkeys(chosen)), *places]


def _question(item: ChoiceItem | ChoicesItem, doubt: str) -> NotationError:
    """Return what is asked of words that may be a further option."""
    asked = ONE_MORE if isinstance(item, ChoicesItem) else ONE_ALONE
    return NotationError(asked.format(doubt[:20].strip()))


def _further_option(item: ChoiceItem | ChoicesItem, rest: str) -> tuple[str, str] | None:
    """Return the option that follows one, and what stands behind it; None where words follow."""
    separator = re.match(_BETWEEN_OPTIONS, rest)
    if separator and isinstance(item, ChoicesItem):
        after = rest[separator.end() :]
        if doubt := measure_of(item.options, after):
            raise _question(item, doubt)
        return _first_option(item, after) if after else None
    joined = _JOINED.match(rest)
    after = rest[joined.end() :] if joined else rest
    label = _label(item, after)
    is_label = label and re.match(END, after[len(label) :])
    if is_label or _MARKED.match(after) or (joined and _ALONE.match(after)):
        return _first_option(item, after)
    unclear = _UNCLEAR.match(rest)
    if unclear and numbered(item.options, unclear[1]):
        raise _question(item, rest)
    return None


def _first_option(item: ChoiceItem | ChoicesItem, text: str) -> tuple[str, str]:
    """Return the id of the option that the text begins with, and what stands behind it."""
    label = _label(item, text)
    alone = _ALONE.match(text)
    # A label may begin with a number, as 2—3天: that is no option's number unless it stands alone.
    if label and alone is None:
        return next(one.id for one in item.options if one.label == label), text[len(label) :]
    number = alone or _ORDINAL.match(text)
    if number and number[0][-1].isdecimal() and re.match(COUNTED_IN, text[number.end() :]):
        number = None
    option = numbered(item.options, number[0]) if number else None
    if number is None or option is None:
        raise NotationError(f"“{text[:20]}”不在选项里。请填编号：{_offered(item)}")
    rest = text[number.end() :]
    own = re.match(rf"[\s.．、:：]*{re.escape(option.label)}{END}", rest)
    return option.id, rest[own.end() :] if own else rest


def _label(item: ChoiceItem | ChoicesItem, text: str) -> str:
    return max(
        (one.label for one in item.options if text.startswith(one.label)), key=len, default=""
    )


def _offered(item: ChoiceItem | ChoicesItem) -> str:
    return "、".join(f"{n} {one.label}" for n, one in enumerate(item.options, start=1))


def _places(item: Item, name: str, answer: Answer, rest: str) -> Fields:
    """Return the fields of the places that are described after an answer."""
    words = [place.strip() for place in re.split(_BETWEEN_PLACES, re.sub(_AFTER_VALUE, "", rest))]
    written = [place for place in words if place]
    if written and not has_failed(item, answer):
        raise NotationError(HAS_NOT_FAILED.format(_failing_word(item)))
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
        amount = number_of(words, item.amount.unit)
        return ("", "") if amount is None else ("amount", plain_number(amount))
    return "", ""


def _day(text: str) -> str:
    plain = re.sub(r"\s\d{1,2}:\d\d$", "", halved(text)).removesuffix("日").removesuffix("号")
    plain = re.sub(r"[年月/.]", "-", re.sub(r"\s", "", plain))
    try:
        return datetime.strptime(plain, "%Y-%m-%d").date().isoformat()
    except ValueError as error:
        raise NotationError(HOW_DATE) from error


def how_to_type(item: Item) -> str:
    """Return what may be typed for the item, in words."""
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return _how_verdict(item)
        case DeductionItem():
            return HOW_COUNTED
        case ChoiceItem() | ChoicesItem():
            several = "（可选几个，用顿号隔开）" if isinstance(item, ChoicesItem) else ""
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
