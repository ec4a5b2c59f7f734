"""The fill form, built from a checklist.

Names: ``item-<id>`` for an item's answer, ``item-<id>-<n>-description`` and so on for the n-th
place where it failed (from 0). The draft is the same fields under the same names.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    Form,
    RadioField,
    SelectChoice,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from inspect_app import quotas
from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer, Place, Value
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import MAX_PHOTOS_PER_ITEM, Checklist
from inspect_app.checklist.items import (
    CheckItem,
    ChoiceItem,
    ChoicesItem,
    CountItem,
    DeductionItem,
    Item,
    ScoreItem,
)
from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.photos.arrival import MOST_PER_RECORD
from inspect_app.records.entries import Entry, PlaceEntry
from inspect_app.records.fields import NumberField, PhotoIds, Ticked
from inspect_app.text import plain_number

MAX_TEXT = 2000
MAX_PLACES = 20
MAX_PLACES_COUNTED = 999

TOO_LONG = f"请写短一些，最多{MAX_TEXT}个字"
PICK_ONE = "请点一个回答"
WRITE = "请填写这一项"
NOT_A_NUMBER = "请填数字，例如 3"
NOT_A_WHOLE_NUMBER = "请填整数，例如 2"
NOT_OFFERED = "请从给出的选项里选"
NOT_A_DATE = "请按 2026-11-23 的样子填日期"
TOO_MANY_PLACES = f"同一项最多记{MAX_PLACES}处，更多的请写在描述里"
TOO_MANY_PHOTOS = f"同一项最多{MAX_PHOTOS_PER_ITEM}张照片，请去掉几张"
TOO_MANY_PHOTOS_HERE = f"一份记录最多{MOST_PER_RECORD}张照片，请去掉几张"


def field_name(item: Item) -> str:
    """Return the form name of an item's answer."""
    # Prefixed: an item called "validate" would otherwise replace Form.validate.
    return f"item-{item.id}"


def _text(value: str | None) -> str:
    return value or ""


def _amount(unit: str) -> Any:
    within = NumberRange(min=0, max=99_999_999, message="请填 0 到 99999999 之间的数")
    return NumberField(unit=unit, message=NOT_A_NUMBER, validators=[Optional(), within])


class PlaceForm(Form):
    """What is asked about one place where an item failed; nothing of it is compulsory."""

    description = TextAreaField(
        filters=[_text], validators=[Length(max=MAX_TEXT, message=TOO_LONG)]
    )
    severity = RadioField(
        choices=[SelectChoice(one.value, label) for one, label in SEVERITY_LABELS.items()],
        validators=[Optional()],
        invalid_choice_message=NOT_OFFERED,
    )
    suggestion = TextAreaField(filters=[_text], validators=[Length(max=MAX_TEXT, message=TOO_LONG)])
    amount = _amount("")
    photo = PhotoIds()

    def place(self) -> Place:
        """Return what was entered, as far as it can be read."""
        severity = self.severity.data
        return Place(
            description=self.description.data or "",
            severity=Severity(severity) if severity in SEVERITY_LABELS else None,
            suggestion=self.suggestion.data or "",
            amount=None if self.amount.errors else self.amount.data,
            photos=tuple(self.photo.data),
            amount_words=self.amount.words,
        )


@lru_cache(maxsize=256)
def _place_form(unit: str) -> type[PlaceForm]:
    return type("PlaceForm", (PlaceForm,), {"amount": _amount(unit)})


def _place_form_of(item: Item) -> type[PlaceForm]:
    amount = item.amount if isinstance(item, CheckItem) else None
    return _place_form(amount.unit if amount else "")


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
    within = NumberRange(0, MAX_PLACES_COUNTED, f"请填 0 到 {MAX_PLACES_COUNTED} 之间的整数")
    return NumberField(
        unit="处", message=NOT_A_WHOLE_NUMBER, validators=[Optional(), within, _whole]
    )


def _whole(_form: Form, bound: Field) -> None:
    if bound.data is not None and not bound.data.is_integer():
        raise ValidationError(NOT_A_WHOLE_NUMBER)


def _count(item: Item) -> Any:
    assert isinstance(item, CountItem)
    low, high = plain_number(item.minimum), plain_number(item.maximum)
    within = NumberRange(item.minimum, item.maximum, f"请填 {low} 到 {high} 之间的数")
    return NumberField(unit=item.unit, message=NOT_A_NUMBER, validators=[Optional(), within])


def _choice(item: Item) -> Any:
    assert isinstance(item, ChoiceItem)
    return _radio([(option.id, option.label) for option in item.options])


def _choices(item: Item) -> Any:
    assert isinstance(item, ChoicesItem)
    return Ticked(choices=[SelectChoice(option.id, option.label) for option in item.options])


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
    return TextAreaField(filters=[_text], validators=[Length(max=MAX_TEXT, message=TOO_LONG)])


def _date(_item: Item) -> Any:
    return DateField(validators=[Optional()], invalid_value_message=NOT_A_DATE)


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


@lru_cache(maxsize=4096)  # a form sends the same names each time
def place_field(name: str) -> tuple[str, int, str]:
    """Return (item's id, place's number, part) of a place's field; part is empty for others."""
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


class RecordForm(Form):
    """What every fill form has; ``form_class`` adds the checklist's items."""

    checklist: Checklist
    suggestion = TextAreaField(filters=[_text], validators=[Length(max=MAX_TEXT, message=TOO_LONG)])
    highlight = TextAreaField(filters=[_text], validators=[Length(max=MAX_TEXT, message=TOO_LONG)])

    def __init__(self, sent: MultiDict[str, str] | None = None) -> None:
        super().__init__(formdata=sent)
        self.sent: MultiDict[str, str] = sent if sent is not None else MultiDict()
        self.mistakes: dict[str, str] = {}
        self._doubtful: set[str] = set()  # items whose mistake is a number that nobody must fill in
        self.place_forms = {
            item.id: [
                (n, _place_form_of(item)(formdata=self.sent, prefix=f"{field_name(item)}-{n}-"))
                for n in numbers
            ]
            for item, numbers in self._places_sent()
        }

    def _places_sent(self) -> Iterator[tuple[Item, list[int]]]:
        """Yield the items with places to read, and the places' numbers in order.

        A form sends the preset severity of every item that can fail: a place counts if its item
        failed or if something else was entered in it.
        """
        numbers: dict[str, set[int]] = {}
        written: dict[str, set[int]] = {}
        for name, value in self.sent.items(multi=True):
            item_id, number, part = place_field(name)
            if part:
                numbers.setdefault(item_id, set()).add(number)
                if value and part != "severity":
                    written.setdefault(item_id, set()).add(number)
        for item_id, sent in numbers.items():
            item = self.checklist.item_by_id.get(item_id)
            if item is not None and item.can_fail:
                answer = Answer(_value(item, self[field_name(item)].data))
                has_failed = rules.has_failed(item, answer)
                yield item, sorted(sent if has_failed else written.get(item_id, set()))

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Return the answers as far as they can be read, those of hidden items too."""
        return {
            item.id: Answer(
                self._value_of(item),
                tuple(form.place() for _, form in self.place_forms.get(item.id, [])),
                getattr(self[field_name(item)], "words", ""),
            )
            for item in self.checklist.items
            if item.kind != ItemKind.NOTE
        }

    def _value_of(self, item: Item) -> Value:
        """Return an item's answer; what validation found unreadable is none (it stays in sent)."""
        bound = self[field_name(item)]
        is_unreadable = bound.errors and item.kind != ItemKind.TEXT
        return None if is_unreadable else _value(item, bound.data)

    def kept_answers(self) -> dict[str, Answer]:
        """Return the answers that count, without those of hidden items and needless follow-ups."""
        return rules.kept(self.checklist, self.answers)

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether the record can be handed in; ``mistakes`` names each item's trouble."""
        super().validate(extra_validators)
        for forms in self.place_forms.values():
            for _, form in forms:
                form.validate()
        answers = self.answers
        for item in rules.shown_items(self.checklist, answers):
            if mistake := self._mistake(item, answers.get(item.id)):
                self.mistakes.setdefault(item.id, mistake)
        for name in ("suggestion", "highlight"):
            if self[name].errors:
                self.mistakes[name] = TOO_LONG
        if len(rules.photo_ids(answers, self.checklist)) > MOST_PER_RECORD:
            self.mistakes.setdefault(self._last_with_photos(answers), TOO_MANY_PHOTOS_HERE)
        return not self.mistakes

    def _mistake(self, item: Item, answer: Answer | None) -> str | None:
        if item.kind == ItemKind.NOTE:
            return None
        bound = self[field_name(item)]
        if bound.errors and not self._may_stay_words(item, bound):
            return str(bound.errors[0])
        if item.required and not rules.is_answered(answer):
            return PICK_ONE if item.kind in _PICKED else WRITE
        if answer and rules.has_failed(item, answer):
            return self._mistake_in_places(item, answer)
        if answer and item.kind == ItemKind.PHOTO and len(_ids(answer)) > MAX_PHOTOS_PER_ITEM:
            return TOO_MANY_PHOTOS
        return None

    def _mistake_in_places(self, item: Item, answer: Answer) -> str | None:
        if len(answer.places) > MAX_PLACES:
            return TOO_MANY_PLACES
        if sum(len(place.photos) for place in answer.places) > MAX_PHOTOS_PER_ITEM:
            return TOO_MANY_PHOTOS
        errors: dict[str, str] = {}
        for _, form in self.place_forms.get(item.id, []):
            errors = _place_errors(form) | errors
        if set(errors) == {"amount"}:
            self._doubtful.add(item.id)
        return next((errors[name] for name in errors if name != "amount"), errors.get("amount"))

    def _may_stay_words(self, item: Item, bound: Field) -> bool:
        """Return whether words instead of a number do no harm; note where one is out of range."""
        if item.required or not isinstance(bound, NumberField):
            return False
        if not bound.is_unread:
            self._doubtful.add(item.id)
        return bound.is_unread

    def keep_doubtful_numbers_as_words(self) -> None:
        """Let no number that nobody must fill in leave the record incomplete: its words stay."""
        for item_id in self._doubtful:
            self.mistakes.pop(item_id, None)

    def _last_with_photos(self, answers: Mapping[str, Answer]) -> str:
        with_photos = [
            item.id
            for item in self.checklist.items
            if rules.photo_ids({item.id: answers.get(item.id, Answer())}, self.checklist)
        ]
        return with_photos[-1]

    def entry(self, item: Item) -> Entry:
        """Return the item as the page shows it, exactly as it was typed."""
        name = field_name(item)
        values = self.sent.getlist(name)
        places = [
            _place_entry(position, form)
            for position, (_, form) in enumerate(self.place_forms.get(item.id, []))
        ]
        return Entry(
            value=values[0] if values else "",
            values=values,
            error=self.mistakes.get(item.id),
            places=places or ([PlaceEntry(0)] if item.can_fail else []),
        )


_PICKED = {ItemKind.CHECK, ItemKind.CHOICE, ItemKind.CHOICES}


def _ids(answer: Answer) -> list[str]:
    return answer.value if isinstance(answer.value, list) else []


def _value(item: Item, data: Any) -> Value:
    """Return an item's answer from its field's data."""
    if item.kind in {ItemKind.CHECK, ItemKind.CHOICE} or isinstance(data, str):
        return data or None
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, int | float):
        return float(data)
    return data or None


def _place_entry(position: int, form: PlaceForm) -> PlaceEntry:
    raw = form.amount.raw_data
    return PlaceEntry(
        number=position,
        description=form.description.data or "",
        severity=form.severity.data or "",
        suggestion=form.suggestion.data or "",
        amount=raw[0] if raw else "",
        photos=form.photo.data,
        errors=_place_errors(form),
    )


def _place_errors(form: PlaceForm) -> dict[str, str]:
    """Return what is wrong with a place; an amount in words is none."""
    return {
        bound.short_name: str(bound.errors[0])
        for bound in form
        if bound.errors and not (isinstance(bound, NumberField) and bound.is_unread)
    }


@lru_cache(maxsize=256)
def form_class(checklist: Checklist) -> type[RecordForm]:
    """Return the form class of a checklist, its fields in the checklist's order."""
    fields: dict[str, Any] = {"checklist": checklist}
    for item in checklist.items:
        make_field = FIELD_FOR_KIND[item.kind]
        if make_field:
            fields[field_name(item)] = make_field(item)
    return type("ChecklistForm", (RecordForm,), fields)


def filled(checklist: Checklist, fields: Iterable[tuple[str, str]]) -> RecordForm:
    """Return the checklist's form with these fields; its ``mistakes`` tell what is wrong."""
    form = form_class(checklist)(MultiDict(fields))
    form.validate()
    return form
