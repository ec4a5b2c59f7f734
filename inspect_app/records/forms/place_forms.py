"""The form of one place where an item failed, and what the names of its fields say."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from wtforms import Form, RadioField, SelectChoice
from wtforms.validators import NumberRange, Optional

from inspect_app import quotas
from inspect_app.checklist.answers import Place
from inspect_app.checklist.items import CheckItem, Item
from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.records.forms.fields import NumberField, PhotoIds
from inspect_app.records.forms.item_fields import NOT_A_NUMBER, NOT_OFFERED, text_field
from inspect_app.records.item_entries import PlaceEntry


@lru_cache(maxsize=4096)  # a form sends the same names each time
def place_field(name: str) -> tuple[str, int, str]:
    """(item's id, place's number, part) of a place's field; part is empty for others."""
    parts = name.split("-")
    if len(parts) == 4 and parts[0] == "item" and parts[2].isdecimal() and len(parts[2]) < 4:
        return parts[1], int(parts[2]), parts[3]
    return "", 0, ""


def demand_few_places(names: Iterable[str]) -> None:
    """Look at the fields' names, before a form is made of so many.

    :raise TooLongError: if they are of more places than a deputy may store.
    """
    places: dict[str, set[int]] = defaultdict(set)
    for name in names:
        item_id, number, part = place_field(name)
        if part:
            places[item_id].add(number)
    further = sum(len(numbers) - 1 for numbers in places.values())
    most = max(map(len, places.values()), default=0)
    if most > quotas.MOST_PLACES_OF_ITEM or further > quotas.MOST_FURTHER_PLACES:
        raise quotas.TooLongError(quotas.TOO_MANY_PLACES)


def _amount(unit: str) -> Any:
    within = NumberRange(min=0, max=99_999_999, message="请填 0 到 99999999 之间的数")
    return NumberField(unit=unit, message=NOT_A_NUMBER, validators=[Optional(), within])


class PlaceForm(Form):
    """What is asked about one place where an item failed; nothing of it is compulsory."""

    description = text_field()
    severity = RadioField(
        choices=[SelectChoice(one.value, label) for one, label in SEVERITY_LABELS.items()],
        validators=[Optional()],
        invalid_choice_message=NOT_OFFERED,
    )
    suggestion = text_field()
    amount = _amount("")
    photo = PhotoIds()

    def place(self) -> Place:
        """As far as it can be read."""
        severity = self.severity.data
        return Place(
            description=self.description.data or "",
            severity=Severity(severity) if severity in SEVERITY_LABELS else None,
            suggestion=self.suggestion.data or "",
            amount=None if self.amount.errors else self.amount.data,
            photos=tuple(self.photo.data),
            amount_words=self.amount.words,
        )


def place_form_of(item: Item) -> type[PlaceForm]:
    """The amount is asked in the item's own unit."""
    amount = item.amount if isinstance(item, CheckItem) else None
    return _place_form(amount.unit if amount else "")


@lru_cache(maxsize=256)
def _place_form(unit: str) -> type[PlaceForm]:
    return type("PlaceForm", (PlaceForm,), {"amount": _amount(unit)})


def place_entry(position: int, form: PlaceForm) -> PlaceEntry:
    """As the page shows it, exactly as it was typed."""
    raw = form.amount.raw_data
    return PlaceEntry(
        number=position,
        description=form.description.data or "",
        severity=form.severity.data or "",
        suggestion=form.suggestion.data or "",
        amount=raw[0] if raw else "",
        photos=form.photo.data,
        errors=place_errors(form),
    )


def place_errors(form: PlaceForm) -> dict[str, str]:
    """What is wrong with a place; an amount in words is none."""
    return {
        bound.short_name: str(bound.errors[0])
        for bound in form
        if bound.errors and not (isinstance(bound, NumberField) and bound.is_unread)
    }
