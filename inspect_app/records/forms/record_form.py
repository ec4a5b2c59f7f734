"""The fill form, built from a checklist.

Names: ``item-<id>`` for an item's answer, ``item-<id>-<n>-description`` and so on for the n-th
place where it failed (from 0). The draft is the same fields under the same names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer, Place, Value
from inspect_app.checklist.answers_in_words import answer_as_given
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import MAX_PHOTOS_PER_ITEM, Checklist
from inspect_app.checklist.items import Item
from inspect_app.photos.arrival import MOST_PER_RECORD
from inspect_app.records.forms.fields import PlacesCountField, WrittenField
from inspect_app.records.forms.item_fields import FIELD_FOR_KIND, field_name, text_field
from inspect_app.records.forms.place_forms import (
    place_entry,
    place_errors,
    place_field,
    place_form_of,
)
from inspect_app.records.item_entries import ItemEntry, PlaceEntry

MAX_PLACES = 20
PICK_ONE = "请点一个回答"
WRITE = "请填写这一项"
NOT_WHAT_WAS_ANSWERED = (
    "下面写了情况或带了照片，回答的却不是有问题。有问题请改回答，没有请删掉下面写的、带的"
)
NO_ANSWER_TO_WORDS = "下面写了情况或带了照片，请点一个回答；没有问题请删掉下面写的、带的"
NOT_ASKED = "前面“{}”没有答“{}”，这一问不用填。请删掉这里写的，或改前面的回答"
NO_PLACE_DESCRIBED = (
    "填的是没有，下面却写了情况或带了照片。有问题请填几处，没有请删掉下面写的、带的"
)
TOO_MANY_PLACES = f"同一项最多记{MAX_PLACES}处，更多的请写在描述里"
TOO_MANY_PHOTOS = f"同一项最多{MAX_PHOTOS_PER_ITEM}张照片，请去掉几张"
TOO_MANY_PHOTOS_HERE = f"一份记录最多{MOST_PER_RECORD}张照片，请去掉几张"


class RecordForm(Form):
    """What every fill form has; ``form_class`` adds the checklist's items."""

    checklist: Checklist
    suggestion = text_field()
    highlight = text_field()

    def __init__(self, sent: MultiDict[str, str] | None = None) -> None:
        super().__init__(formdata=sent)
        self.sent: MultiDict[str, str] = sent if sent is not None else MultiDict()
        self.mistakes: dict[str, str] = {}
        # Items whose mistake harms nothing: a number out of range, a long text, many places.
        self._harmless: set[str] = set()
        self.place_forms = {
            item.id: [
                (n, place_form_of(item)(formdata=self.sent, prefix=f"{field_name(item)}-{n}-"))
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
        """As far as they can be read, those of hidden items too."""
        return {
            item.id: Answer(
                self._value_of(item),
                self._places_of(item),
                self._words_of(item),
            )
            for item in self.checklist.items
            if item.kind != ItemKind.NOTE
        }

    def _value_of(self, item: Item) -> Value:
        """An item's answer; what validation found unreadable is none (it stays in sent)."""
        bound = self[field_name(item)]
        if isinstance(bound, PlacesCountField):
            described = float(self._places_described(item))
            return max(bound.count or 0.0, described) if described else bound.count
        is_unreadable = (bound.errors or bound.process_errors) and item.kind != ItemKind.TEXT
        return None if is_unreadable else _value(item, bound.data)

    def _words_of(self, item: Item) -> str:
        """What was written for a value and is not said by it, nor by the item's places."""
        bound = self[field_name(item)]
        if isinstance(bound, PlacesCountField) and bound.count is not None:
            is_all = bound.count >= self._places_described(item)
            described = {place.description for place in self._places_of(item)}
            return "" if is_all and described.issuperset(bound.described) else bound.written
        return bound.words if isinstance(bound, WrittenField) else ""

    def _places_of(self, item: Item) -> tuple[Place, ...]:
        """The item's places; where none has words, those with the words behind a count."""
        places = tuple(form.place() for _, form in self.place_forms.get(item.id, []))
        bound = self[field_name(item)]
        if isinstance(bound, PlacesCountField) and all(place.is_blank for place in places):
            first = places[0] if places else Place()
            return tuple(replace(first, description=one) for one in bound.described) or places
        return places

    def _places_described(self, item: Item) -> int:
        return sum(not place.is_blank for place in self._places_of(item))

    def counted_answers(self) -> dict[str, Answer]:
        """Without those of hidden items and needless follow-ups."""
        return rules.counted_answers(self.checklist, self.answers)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the record can be handed in; ``mistakes`` names each item's trouble."""
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
                self.mistakes[name] = str(self[name].errors[0])
                self._harmless.add(name)
        if len(rules.photo_ids(answers, self.checklist)) > MOST_PER_RECORD:
            self.mistakes.setdefault(self._last_with_photos(answers), TOO_MANY_PHOTOS_HERE)
        return not self.mistakes

    def validate_as_shown(self) -> bool:
        """The same of a page without scripts: what a condition hides elsewhere is seen there.

        What was ticked can't be unticked there, and counts for nothing; words are asked about.
        """
        self.validate()
        shown = {item.id for item in rules.shown_items(self.checklist, self.answers)}
        for item in self.checklist.items:
            condition = None if item.id in shown else item.show_if
            if condition and self._is_written(item):
                asked = self.checklist.item_by_id[condition.item]
                wanted = "、".join(answer_as_given(asked, Answer(one)) for one in condition.answers)
                self.mistakes[item.id] = NOT_ASKED.format(asked.question, wanted)
        return not self.mistakes

    def _is_written(self, item: Item) -> bool:
        """Whether something was typed for the item, or described of a place of it."""
        if item.kind == ItemKind.NOTE:
            return False
        is_typed = not item.offered and rules.filled_parts(self.answers[item.id]) & {"value"}
        return bool(is_typed or self._places_described(item))

    def _mistake(self, item: Item, answer: Answer | None) -> str | None:
        if item.kind == ItemKind.NOTE:
            return None
        bound = self[field_name(item)]
        is_missing = item.required and not rules.is_answered(answer)
        if bound.errors and (is_missing or not self._may_stay_words(item, bound)):
            if item.kind == ItemKind.TEXT:
                self._harmless.add(item.id)
            return str(bound.errors[0])
        if is_missing:
            return PICK_ONE if item.kind in _PICKED else WRITE
        if mistake := self._contradiction(item, answer):
            self._harmless.add(item.id)
            return mistake
        if answer and rules.has_failed(item, answer):
            return self._mistake_in_places(item, answer)
        if answer and item.kind == ItemKind.PHOTO and len(_ids(answer)) > MAX_PHOTOS_PER_ITEM:
            return TOO_MANY_PHOTOS
        return None

    def _contradiction(self, item: Item, answer: Answer | None) -> str | None:
        """What to do where something is described of what is no problem by its answer."""
        if not self._places_described(item):
            return None
        bound = self[field_name(item)]
        if isinstance(bound, PlacesCountField):
            return NO_PLACE_DESCRIBED if bound.count == 0 else None
        if rules.has_failed(item, answer):
            return None
        return NOT_WHAT_WAS_ANSWERED if rules.is_answered(answer) else NO_ANSWER_TO_WORDS

    def _mistake_in_places(self, item: Item, answer: Answer) -> str | None:
        if sum(len(place.photos) for place in answer.places) > MAX_PHOTOS_PER_ITEM:
            return TOO_MANY_PHOTOS
        errors: dict[str, str] = {}
        for _, form in self.place_forms.get(item.id, []):
            errors = place_errors(form) | errors
        if "severity" in errors:
            return errors["severity"]
        has_many = len(answer.places) > MAX_PLACES
        if errors or has_many:
            self._harmless.add(item.id)
        others = (errors[name] for name in errors if name != "amount")
        return TOO_MANY_PLACES if has_many else next(others, errors.get("amount"))

    def _may_stay_words(self, item: Item, bound: Field) -> bool:
        """Whether words for a number or day do no harm; note where one is out of range."""
        if not isinstance(bound, WrittenField):
            return False
        if not bound.is_unread:
            self._harmless.add(item.id)
        return bound.is_unread

    def forgive_harmless_mistakes(self) -> None:
        """Let no optional number, long text or long row of places leave the record incomplete."""
        for name in self._harmless:
            self.mistakes.pop(name, None)

    def _last_with_photos(self, answers: Mapping[str, Answer]) -> str:
        with_photos = [
            item.id
            for item in self.checklist.items
            if rules.photo_ids({item.id: answers.get(item.id, Answer())}, self.checklist)
        ]
        return with_photos[-1]

    def entry(self, item: Item) -> ItemEntry:
        """As the page shows it, exactly as it was typed."""
        name = field_name(item)
        values = self.sent.getlist(name)
        places = [
            place_entry(position, form)
            for position, (_, form) in enumerate(self.place_forms.get(item.id, []))
        ]
        return ItemEntry(
            value=values[0] if values else "",
            values=values,
            error=self.mistakes.get(item.id),
            places=places or ([PlaceEntry(0)] if item.can_fail else []),
        )


_PICKED = {ItemKind.CHECK, ItemKind.CHOICE, ItemKind.CHOICES}


def _ids(answer: Answer) -> list[str]:
    return answer.value if isinstance(answer.value, list) else []


def _value(item: Item, data: Any) -> Value:
    if item.kind in {ItemKind.CHECK, ItemKind.CHOICE} or isinstance(data, str):
        return data or None
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, int | float):
        return float(data)
    return data or None


@lru_cache(maxsize=256)
def form_class(checklist: Checklist) -> type[RecordForm]:
    """The fields in the checklist's order."""
    fields: dict[str, Any] = {"checklist": checklist}
    for item in checklist.items:
        make_field = FIELD_FOR_KIND[item.kind]
        if make_field:
            fields[field_name(item)] = make_field(item)
    return type("ChecklistForm", (RecordForm,), fields)


def filled_form(checklist: Checklist, fields: Iterable[tuple[str, str]]) -> RecordForm:
    """The checklist's form, filled; its ``mistakes`` tell what is wrong."""
    form = form_class(checklist)(MultiDict(fields))
    form.validate()
    return form
