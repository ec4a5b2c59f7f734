"""Which field an item's kind needs."""

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import Field, Form, RadioField, SelectChoice, TextAreaField
from wtforms.validators import NumberRange, Optional, ValidationError

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.items import (
    ChoiceItem,
    ChoicesItem,
    CountItem,
    DeductionItem,
    Item,
    ScoreItem,
)
from inspect_app.form_parts import at_most
from inspect_app.records.forms.fields import (
    CountField,
    DayField,
    NumberField,
    PhotoIds,
    PlacesCountField,
    TickBoxes,
)
from inspect_app.records.places_counted import MOST_PLACES_COUNTED
from inspect_app.text import plain_number, without_invisible

MAX_TEXT = 2000

NOT_A_NUMBER = "请填数字，例如 3"
NOT_A_WHOLE_NUMBER = "请填整数，例如 2"
NOT_OFFERED = "请从给出的选项里选"


def field_name(item: Item) -> str:
    # Prefixed: an item called "validate" would otherwise replace Form.validate.
    return f"item-{item.id}"


def _check(item: Item) -> Any:
    return _radio([(str(verdict), label) for verdict, label in item.offered.items()])


def _radio(choices: list[tuple[str, str]]) -> Any:
    return RadioField(
        choices=[SelectChoice(value, label) for value, label in choices],
        validators=[Optional()],
        invalid_choice_message=NOT_OFFERED,
    )


def _deduction(item: Item) -> Any:
    assert isinstance(item, DeductionItem)
    if item.all_or_nothing:
        return _check(item)
    within = NumberRange(0, MOST_PLACES_COUNTED, f"请填 0 到 {MOST_PLACES_COUNTED} 之间的整数")
    return PlacesCountField(
        message=NOT_A_WHOLE_NUMBER, validators=[Optional(), within, _is_whole_number]
    )


def _is_whole_number(_form: Form, bound: Field) -> None:
    if bound.data is not None and not bound.data.is_integer():
        raise ValidationError(NOT_A_WHOLE_NUMBER)


def _count(item: Item) -> Any:
    assert isinstance(item, CountItem)
    low, high = plain_number(item.minimum), plain_number(item.maximum)
    within = NumberRange(item.minimum, item.maximum, f"请填 {low} 到 {high} 之间的数")
    return CountField(unit=item.unit, message=NOT_A_NUMBER, validators=[Optional(), within])


def _choice(item: Item) -> Any:
    assert isinstance(item, ChoiceItem)
    return _radio([(option.id, option.label) for option in item.options])


def _choices(item: Item) -> Any:
    assert isinstance(item, ChoicesItem)
    return TickBoxes(choices=[SelectChoice(option.id, option.label) for option in item.options])


def _score(item: Item) -> Any:
    assert isinstance(item, ScoreItem)
    least, most = plain_number(item.minimum), plain_number(item.points)
    within = NumberRange(item.minimum, item.points, f"请打 {least} 到 {most} 之间的分")

    def on_a_step(_form: Form, bound: Field) -> None:
        if bound.data is not None and not item.can_give(bound.data):
            higher = plain_number(round(item.minimum + item.step, 6))
            raise ValidationError(
                f"每{plain_number(item.step)}分一档，请打 {least}、{higher} 这样的分"
            )

    return NumberField(unit="分", message=NOT_A_NUMBER, validators=[Optional(), within, on_a_step])


def _words(_item: Item) -> Any:
    return text_field()


def _date(_item: Item) -> Any:
    return DayField(validators=[Optional()])


def _photo(_item: Item) -> Any:
    return PhotoIds()


# The one place that knows which field an item's kind needs; a note asks nothing.
FIELD_FOR_KIND: Mapping[ItemKind, Callable[[Item], Any] | None] = {
    ItemKind.CHECK: _check,
    ItemKind.DEDUCTION: _deduction,
    ItemKind.COUNT: _count,
    ItemKind.CHOICE: _choice,
    ItemKind.CHOICES: _choices,
    ItemKind.SCORE: _score,
    ItemKind.TEXT: _words,
    ItemKind.DATE: _date,
    ItemKind.PHOTO: _photo,
    ItemKind.NOTE: None,
}


def text_field() -> Any:
    """A field for sentences; one that was not sent is empty."""
    return TextAreaField(filters=[_text_or_empty], validators=[at_most(MAX_TEXT)])


def _text_or_empty(value: str | None) -> str:
    """The words; marks that nobody sees alone are none, or a finding would say nothing."""
    words = value or ""
    return words if without_invisible(words).strip() else ""
