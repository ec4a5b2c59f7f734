"""What a register of inspections may cover: a year, or a term; days as people write them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.inspections.models import Inspection, InspectionState
from inspect_app.people.models import Term


@dataclass(frozen=True)
class Period:
    """A year or a term with its inspections, the first first; ``key`` names it in an address."""

    key: str
    label: str
    inspections: tuple[Inspection, ...]


def periods(inspections: Sequence[Inspection], terms: Sequence[Term]) -> list[Period]:
    """The years, then the terms, that have inspections, the latest first.

    One that is still being planned, or was cancelled, has not been made and is in none of them.
    """
    not_made = (InspectionState.PLANNED, InspectionState.CANCELLED)
    made = sorted(
        (one for one in inspections if one.state not in not_made),
        key=lambda one: (one.starts_on, one.id),
    )
    years = sorted({one.starts_on.year for one in made}, reverse=True)
    of_years = [
        Period(str(year), f"{year}年", tuple(one for one in made if one.starts_on.year == year))
        for year in years
    ]
    of_terms = [
        Period(
            f"term-{term.number}",
            f"第{term.number}届",
            tuple(one for one in made if one.term_id == term.id),
        )
        for term in terms
    ]
    return [*of_years, *(period for period in of_terms if period.inspections)]


def days(start: date, end: date) -> str:
    """2026年11月23日至25日: of the last day no more than is not said already."""
    first = f"{start.year}年{start.month}月{start.day}日"
    if end == start:
        return first
    if (end.year, end.month) == (start.year, start.month):
        return f"{first}至{end.day}日"
    return f"{first}{until(start, end)}"


def until(start: date, end: date) -> str:
    """至11月25日, with the year where it is another than that of the first day."""
    year = f"{end.year}年" if end.year != start.year else ""
    return f"至{year}{end.month}月{end.day}日"
