"""Fields that the fill form needs beyond those of WTForms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from wtforms import DateField, Field, FloatField, SelectChoice, SelectMultipleField

from inspect_app.form_parts import NOT_A_DATE
from inspect_app.records.places_counted import counted_places, places_in
from inspect_app.records.written_days import day_of
from inspect_app.records.written_numbers import count_of, number_of
from inspect_app.settings import ZONE


class PhotoIds(Field):
    """The ids of photos that were sent before or with the form; anything else is dropped."""

    data: list[str]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what is an id, each once."""
        self.data = [value for value in dict.fromkeys(valuelist) if _is_uuid(value)]

    def process_data(self, value: Any) -> None:
        """Start with what is given, with nothing if nothing is."""
        self.data = list(value or [])


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False


class TickBoxes(SelectMultipleField):
    """The options that were ticked; one that another version offered does not undo the others."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what is offered."""
        offered = {choice.value for choice in cast(list[SelectChoice], self.choices)}
        self.data = [value for value in valuelist if value in offered]


class WrittenField(Field):
    """A value as people write it; what is none stays as words beside it."""

    @property
    def is_unread(self) -> bool:
        """Whether something was written that cannot be read."""
        return self.data is None and bool(self.errors)

    @property
    def words(self) -> str:
        """What was written where it cannot be read, or is no value that can be."""
        return self.written if self.errors else ""

    @property
    def written(self) -> str:
        return str(self.raw_data[0]).strip() if self.raw_data else ""


class DayField(WrittenField, DateField):
    """A day as people write it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        written = valuelist[0].strip() if valuelist else ""
        self.data = day_of(written, datetime.now(ZONE).date())
        if written and self.data is None:
            raise ValueError(NOT_A_DATE)


class NumberField(WrittenField, FloatField):
    """A number as people write it."""

    def __init__(self, label: str = "", *, unit: str = "", message: str, **more: Any) -> None:
        super().__init__(label, **more)
        self.unit = unit
        self.message = message

    def process_formdata(self, valuelist: list[Any]) -> None:
        written = valuelist[0].strip() if valuelist else ""
        self.data = self.number_in(written)
        if written and self.data is None:
            raise ValueError(self.message)

    def number_in(self, written: str) -> float | None:
        return number_of(written, self.unit)


class CountField(NumberField):
    """How many there are; none in words is 0."""

    def number_in(self, written: str) -> float | None:
        return count_of(written, self.unit)


class PlacesCountField(NumberField):
    """How many places there are, in whatever people count them.

    ``described`` are the places whose words were written behind their number.
    """

    described: Sequence[str] = ()

    @property
    def count(self) -> float | None:
        """None where no number was written that can be read and may be one."""
        data: float | None = self.data
        return None if self.errors or self.process_errors else data

    def number_in(self, written: str) -> float | None:
        number, behind = counted_places(written) or (None, "")
        self.described = places_in(behind)
        return number
