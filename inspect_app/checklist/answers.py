"""Answers to a checklist and what follows from them: shown, answered, missing, failed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import (
    CheckItem,
    ChoiceItem,
    ChoicesItem,
    DeductionItem,
    Item,
)
from inspect_app.checklist.ratings import Severity, Verdict

Value = str | float | list[str] | None


@dataclass(frozen=True)
class Place:
    """One place where an item failed: what the deputy wrote about it. All of it may be empty."""

    description: str = ""
    severity: Severity | None = None
    suggestion: str = ""
    amount: float | None = None
    photos: tuple[str, ...] = ()
    amount_words: str = ""  # what was written for the amount and is no number

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered; a severity alone is a preset, not an entry."""
        has_amount = self.amount is not None or self.amount_words
        return not (self.description or self.suggestion or has_amount or self.photos)


@dataclass(frozen=True)
class Answer:
    """The answer of one item.

    ``value`` is a verdict, an option's id, text or an ISO date (str), a count or a number of places
    (float), options' or photos' ids (list), None when unanswered. ``words`` is what was written for
    a number and is none, beside a number of places also that for their count.
    """

    value: Value = None
    places: tuple[Place, ...] = ()
    words: str = ""


Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Failure:
    """A finding in the making: the item and one place. ``ordinal`` counts the item's places."""

    item: CheckItem | DeductionItem | ChoiceItem | ChoicesItem
    ordinal: int
    place: Place = field(default_factory=Place)

    @property
    def description(self) -> str:
        """The deputy's words; the item's own sentence if nothing was written."""
        words = self.place.amount_words
        amount = f"（{words}）" if words else ""
        return (self.place.description or self.item.problem_sentence) + amount

    @property
    def severity(self) -> Severity:
        """What the deputy chose, else the item's preset."""
        return self.place.severity or self.item.severity

    @property
    def suggestion(self) -> str:
        """The deputy's suggestion, else the item's preset, else nothing."""
        return self.place.suggestion or self.item.suggestion or ""


def progress(checklist: Checklist, answers: Answers) -> tuple[int, int]:
    """(answered, all) of the items that are shown and must be answered: 已答 8/15."""
    required = [item for item in shown_items(checklist, answers) if item.required]
    return sum(is_answered(answers.get(item.id)) for item in required), len(required)


def failures(checklist: Checklist, answers: Answers) -> list[Failure]:
    """What was found wrong: one per place, at least one per failed item."""
    found: list[Failure] = []
    for item in shown_items(checklist, answers):
        answer = answers.get(item.id)
        if answer and has_failed(item, answer):
            assert isinstance(item, CheckItem | DeductionItem | ChoiceItem | ChoicesItem)
            places = places_written(answer.places)
            found.extend(Failure(item, n, place) for n, place in enumerate(places, start=1))
    return found


def places_written(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places somebody wrote about; the first, or an empty one, if nobody wrote."""
    return tuple(p for p in places if not p.is_blank) or places[:1] or (Place(),)


def photo_ids(answers: Answers, checklist: Checklist) -> list[str]:
    """Each once, in the items' order."""
    return list(items_of_photos(answers, checklist))


def items_of_photos(answers: Answers, checklist: Checklist) -> dict[str, str]:
    """The item of each photo, each once, in the items' order."""
    found: dict[str, str] = {}
    for item in checklist.items:
        answer = answers.get(item.id)
        if answer is None:
            continue
        value = answer.value if item.kind == ItemKind.PHOTO else None
        named = [*(value if isinstance(value, list) else ())]
        named += [photo_id for place in answer.places for photo_id in place.photos]
        for photo_id in named:
            found.setdefault(photo_id, item.id)
    return found


def counted_answers(checklist: Checklist, answers: Answers) -> dict[str, Answer]:
    """Those of shown items; follow-ups only where it failed."""
    result: dict[str, Answer] = {}
    for item in shown_items(checklist, answers):
        answer = answers.get(item.id)
        if answer and (is_answered(answer) or answer.words):
            places = places_written(answer.places) if has_failed(item, answer) else ()
            result[item.id] = Answer(answer.value, places, answer.words)
    return result


def shown_items(checklist: Checklist, answers: Answers) -> list[Item]:
    """In order; an item hidden by ``show_if`` hides its dependants."""
    shown: dict[str, Item] = {}
    for item in checklist.items:
        condition = item.show_if
        if condition is None or (
            condition.item in shown
            and choices_in(answers.get(condition.item)) & set(condition.answers)
        ):
            shown[item.id] = item
    return list(shown.values())


def filled_parts(answer: Answer) -> set[str]:
    """Which parts of an answer hold something: value, places."""
    has_places = not all(place.is_blank for place in answer.places)
    parts = {"value": is_answered(answer) or answer.words, "places": has_places}
    return {part for part, is_there in parts.items() if is_there}


def is_answered(answer: Answer | None) -> bool:
    """Whether there is an answer; a count of 0 is one, an empty text is none."""
    return answer is not None and answer.value not in (None, "", [])


def has_failed(item: Item, answer: Answer | None) -> bool:
    """Whether the answer is a finding.

    A finding arises from ``check`` = fail, a deduction above 0, or an option marked ``fail``.
    """
    value = answer.value if answer else None
    match item:
        case CheckItem():
            return value == Verdict.FAIL
        case DeductionItem(all_or_nothing=True):
            return value == Verdict.FAIL
        case DeductionItem():
            return isinstance(value, float) and value > 0
        case ChoiceItem() | ChoicesItem():
            return bool(choices_in(answer) & {option.id for option in item.options if option.fail})
        case _:
            return False


def choices_in(answer: Answer | None) -> set[str]:
    """The words or ids that were chosen, none where something else was entered."""
    value = answer.value if answer else None
    if isinstance(value, list):
        return set(value)
    return {value} if isinstance(value, str) else set()


def pass_value(item: Item) -> str | None:
    """The form value that says 符合 for an item, None for items that cannot say so."""
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return Verdict.PASS
        case DeductionItem():
            return "0"
        case _:
            return None
