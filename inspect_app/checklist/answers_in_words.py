"""An answer in words: as papers have it, as it was tapped, with what was said of places. Pure."""

from datetime import date

from inspect_app.checklist.answers import Answer, Place, has_failed, is_answered, places_written
from inspect_app.checklist.base_items import FailingItem
from inspect_app.checklist.items import (
    CheckItem,
    ChoiceItem,
    ChoicesItem,
    CountItem,
    DateItem,
    DeductionItem,
    Item,
    ScoreItem,
)
from inspect_app.checklist.ratings import SEVERITY_LABELS, VERDICT_LABELS
from inspect_app.text import day_words, plain_number


def answer_in_full(item: Item, answer: Answer) -> str:
    """The answer as it was given, with what was said of each place where it failed."""
    if isinstance(item, FailingItem) and has_failed(item, answer):
        places = [
            _place_words(place, SEVERITY_LABELS[place.severity or item.severity])
            for place in places_written(answer.places)
        ]
    else:
        places = [_place_words(place) for place in answer.places if not place.is_blank]
    return "；".join(filter(None, [answer_as_given(item, answer), *places]))


def answer_as_given(item: Item, answer: Answer | None) -> str:
    """The answer in the words that the deputy tapped: 没有 where papers say 符合."""
    if isinstance(item, CheckItem) and answer and is_answered(answer):
        return item.offered[str(answer.value)]
    return answer_words(item, answer)


def answer_words(item: Item, answer: Answer | None) -> str:
    """The answer as papers have it, empty when there is none."""
    if answer is None or not is_answered(answer):
        return answer.words if answer else ""
    value = answer.value
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return VERDICT_LABELS[str(value)]
        case DeductionItem() if isinstance(value, float):
            written = f"（写的是“{answer.words}”）" if answer.words else ""
            return f"{plain_number(value)}处{written}"
        case CountItem() if isinstance(value, float):
            return f"{plain_number(value)}{item.unit}"
        case ScoreItem() if isinstance(value, float):
            return f"{plain_number(value)}分"
        case DateItem():
            return day_words(date.fromisoformat(str(value)))
        case ChoiceItem() | ChoicesItem():
            ids = value if isinstance(value, list) else [str(value)]
            return "、".join(item.label_of(option) for option in ids)
        case _ if isinstance(value, list):
            return f"照片{len(value)}张"
        case _:
            return str(value)


def _place_words(place: Place, severity: str = "") -> str:
    parts = [
        severity,
        place.description,
        plain_number(place.amount) if place.amount is not None else place.amount_words,
        place.suggestion,
        f"照片{len(place.photos)}张" if place.photos else "",
    ]
    return "，".join(part for part in parts if part)
