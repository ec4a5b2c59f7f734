"""How what people wrote was read, and what did not count, for them and for the office. Pure."""

from collections.abc import Iterable

from inspect_app.checklist.answers import (
    Answer,
    Answers,
    is_answered,
    shown_items,
)
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import CountItem, DeductionItem, Item, ScoreItem
from inspect_app.checklist.scoring import without_points
from inspect_app.records.forms.item_fields import field_name
from inspect_app.records.forms.place_forms import place_field
from inspect_app.records.places_counted import counted_places
from inspect_app.text import halved, plain_number


def how_read(
    checklist: Checklist, answers: Answers, fields: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """(question, how it was read) of the numbers that were not written in digits alone.

    And of what was described of a place without an answer; behind 符合 it was taken back.
    """
    every = list(fields)
    written = {name: value.strip() for name, value in every}
    unscored = {item.id for item in without_points(checklist, answers)}
    found = []
    for item in shown_items(checklist, answers):
        answer = answers.get(item.id, Answer())
        if item.id in unscored:
            words = f"写的是“{answer.words}”，这一项没有读出分数，不计分"
        else:
            words = _reading(item, answer, written.get(field_name(item), ""))
        words = words or _described(item, answer, every)
        if words:
            found.append((item.question, words))
    return found


def _reading(item: Item, answer: Answer, written: str) -> str:
    if not isinstance(item, CountItem | DeductionItem | ScoreItem):
        return ""
    if not isinstance(answer.value, float):
        return ""
    count, unit = plain_number(answer.value), _unit(item)
    if isinstance(item, DeductionItem) and not written:
        return f"没有写几处，按写了情况的{count}{unit}记"
    read = counted_places(answer.words)
    if answer.words and not (read and read[0] == answer.value):
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


def _described(item: Item, answer: Answer, fields: Iterable[tuple[str, str]]) -> str:
    """What was described of an item's places and what became of it, if nobody answered."""
    if not item.can_fail or is_answered(answer):
        return ""
    parts = [(*place_field(name), value) for name, value in fields if value.strip()]
    of_item = [(part, value) for item_id, _, part, value in parts if item_id == item.id]
    words = [value for part, value in of_item if part not in ("", "severity", "photo")]
    photos = sum(part == "photo" for part, _ in of_item)
    said = [f"写的“{'；'.join(words)}”"] if words else []
    said += [f"带的{photos}张照片"] if photos else []
    return f"{'和'.join(said)}没有记成问题，因为没有回答" if said else ""
