"""How numbers in people's own writing were read, for who wrote them and for the office. Pure."""

from collections.abc import Iterable

from inspect_app.checklist.answers import Answer, Answers, shown_items
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import CountItem, DeductionItem, Item, ScoreItem
from inspect_app.checklist.scoring import without_points
from inspect_app.records.forms.item_fields import field_name
from inspect_app.text import halved, plain_number


def how_read(
    checklist: Checklist, answers: Answers, fields: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return (question, how it was read) of the numbers that were not written in digits alone."""
    written = {name: value.strip() for name, value in fields}
    unscored = {item.id for item in without_points(checklist, answers)}
    found = []
    for item in shown_items(checklist, answers):
        answer = answers.get(item.id, Answer())
        if item.id in unscored:
            words = f"写的是“{answer.words}”，这一项没有读出分数，不计分"
        else:
            words = _reading(item, answer, written.get(field_name(item), ""))
        if words:
            found.append((item.question, words))
    return found


def _reading(item: Item, answer: Answer, written: str) -> str:
    if not isinstance(item, CountItem | DeductionItem | ScoreItem):
        return ""
    if not isinstance(answer.value, float):
        return ""
    count, unit = plain_number(answer.value), _unit(item)
    if answer.words:
        return f"写的是“{answer.words}”，按写了情况的{count}{unit}记"
    digits = "".join(halved(written).split()).rstrip("。.,")
    is_plain = digits in ("", count, f"{count}{halved(unit)}")
    return "" if is_plain else f"写的是“{written}”，记作{count}{unit}"


def _unit(item: CountItem | DeductionItem | ScoreItem) -> str:
    match item:
        case CountItem():
            return item.unit
        case DeductionItem():
            return "处"
        case ScoreItem():
            return "分"
