"""What a clerk writes of one place: its words, and in brackets what else a phone asks. Pure."""

import re

from inspect_app.checklist.items import CheckItem, Item
from inspect_app.checklist.ratings import SEVERITY_LABELS
from inspect_app.paper.doubts import NotationError
from inspect_app.records.places_counted import words_behind
from inspect_app.records.written_numbers import number_of
from inspect_app.text import plain_number

_SEVERITIES = {label: severity.value for severity, label in SEVERITY_LABELS.items()}
_LABELS = "|".join(_SEVERITIES)
_SQUARE = "【\\[〔［「『"
_SQUARE_END = "】\\]〕］」』"
# In round brackets people write much else.
_BRACKETS = re.compile(
    f"\\s*(?:[{_SQUARE}]([^{_SQUARE}{_SQUARE_END}]*)[{_SQUARE_END}]|[(（]\\s*({_LABELS})\\s*[)）])"
)
# （较大面积） and （面积较大） are words.
_HALF_A_BRACKET = re.compile(
    f"[{_SQUARE}(（]\\s*(?:{_LABELS})(?=\\s|$)|^[^{_SQUARE}(（]*(?:{_LABELS})\\s*[{_SQUARE_END})）]"
)

NO_WORDS = "“{}”看不出是什么。请看纸质表，写清情况，或去掉它"
TWICE = "“{}”和后面括号里的不一样，请只留一个；是两处的用分号隔开"
HALF_A_BRACKET = "严重程度的括号要成对，例如 村口一堆【重大】"


def parts_of_place(item: Item, text: str) -> dict[str, str]:
    """The parts of a place's form that the text says; brackets stand anywhere in it.

    :raise NotationError: where brackets contradict or do not close, or no words are left: ？
    """
    parts: dict[str, str] = {}
    for found in reversed(list(_BRACKETS.finditer(text))):
        part, value = _in_brackets(item, (found[1] or found[2] or "").strip())
        if not part:
            continue  # brackets of the clerk's own
        if parts.get(part, value) != value:
            raise NotationError(TWICE.format(found[0].strip()))
        parts[part] = value
        text = (text[: found.start()] + text[found.end() :]).strip()
    if _HALF_A_BRACKET.search(text):
        raise NotationError(HALF_A_BRACKET)
    if text and not re.search(r"\w", text):
        raise NotationError(NO_WORDS.format(text))
    return {"description": text, **parts} if text else parts


def _in_brackets(item: Item, words: str) -> tuple[str, str]:
    """Which part of a place the words are and its value; no part if they are none."""
    if words in _SEVERITIES:
        return "severity", _SEVERITIES[words]
    if words.startswith("建议"):
        return "suggestion", words_behind(words.removeprefix("建议"))
    if isinstance(item, CheckItem) and item.amount:
        amount = number_of(words, item.amount.unit)
        return ("", "") if amount is None else ("amount", plain_number(amount))
    return "", ""
