"""The names that a town has entered: what its copies for publication (公开版) mask."""

from typing import Any

from sqlalchemy import select

from inspect_app.db import session
from inspect_app.findings.models import Finding
from inspect_app.inspections.models import Inspection
from inspect_app.people import models as people
from inspect_app.reports.masking import masker
from inspect_app.reports.publication import Mask
from inspect_app.review.models import SuggestionReview


def public_mask(town_id: int, made_by: str) -> Mask:
    """What masks a text of the town in every copy for publication.

    ``made_by`` is who makes the copy: an administrator is no person of the town.
    """
    return masker({*_persons(town_id), made_by}, _units(town_id))


def _persons(town_id: int) -> set[str]:
    """The names of persons that a town has entered, as they stand there.

    Deputies of all terms, who leads an inspection, who answers for a unit or for a finding, and
    who has an account.
    """
    return _names_entered(
        town_id,
        (Inspection, Inspection.lead),
        (people.Deputy, people.Deputy.name),
        (people.ResponsibleUnit, people.ResponsibleUnit.responsible_person),
        (Finding, Finding.responsible_person),
        (people.Account, people.Account.name),
    )


def _units(town_id: int) -> set[str]:
    """The names of units that a town has entered, less those that a deputy has."""
    unit = people.ResponsibleUnit
    proposed = SuggestionReview
    named = _names_entered(
        town_id,
        (unit, unit.name),
        (Finding, Finding.responsible_unit),
        (proposed, proposed.unit),
    )
    return named - _names_entered(town_id, (people.Deputy, people.Deputy.name))


def _names_entered(town_id: int, *columns: tuple[Any, Any]) -> set[str]:
    queries = (select(one).where(of.town_id == town_id).distinct() for of, one in columns)
    return {text for query in queries for text in session().scalars(query) if text}
