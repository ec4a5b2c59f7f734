"""Answers as plain values, as the database keeps them, and back. Pure."""

from collections.abc import Mapping
from typing import Any

from inspect_app.checklist.answers import Answer, Answers, Place
from inspect_app.checklist.ratings import Severity


def to_json(answers: Answers) -> dict[str, Any]:
    # By hand: dataclasses.asdict copies every value deeply, ten times as slow.
    return {
        item_id: {
            "value": answer.value,
            "places": [_place_to_json(place) for place in answer.places],
            **({"words": answer.words} if answer.words else {}),
        }
        for item_id, answer in answers.items()
    }


def _place_to_json(place: Place) -> dict[str, Any]:
    stored = {**vars(place), "photos": list(place.photos)}
    if not place.amount_words:  # what was handed in before there were any is still the same
        del stored["amount_words"]
    return stored


def from_json(stored: Mapping[str, Any]) -> dict[str, Answer]:
    return {
        item_id: Answer(
            value=answer["value"],
            places=tuple(_place(place) for place in answer["places"]),
            words=answer.get("words", ""),
        )
        for item_id, answer in stored.items()
    }


def _place(stored: Mapping[str, Any]) -> Place:
    severity = stored["severity"]
    return Place(
        description=stored["description"],
        severity=Severity(severity) if severity else None,
        suggestion=stored["suggestion"],
        amount=stored["amount"],
        photos=tuple(stored["photos"]),
        amount_words=stored.get("amount_words", ""),
    )
