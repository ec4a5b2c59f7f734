"""What the lists of an inspection are asked for: the part that findings, records, photos share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from inspect_app.db import session
from inspect_app.inspections.models import Assignment, ChecklistVersion, Site, Village
from inspect_app.people.models import DeputyGroup
from inspect_app.text import halved, is_of_many_shapes, spellings


@dataclass(frozen=True)
class Criteria:
    """Which findings, records or photos of an inspection; empty for all.

    ``checklist`` is the checklist's own id: records of all its versions. Each list has its own
    words for ``state``; ``unit`` is a finding's.
    """

    words: str = ""
    state: str = ""
    severity: str = ""
    village: int = 0
    checklist: str = ""
    group: int = 0
    assignment: int = 0
    unit: str = ""


ALL = Criteria()


def conditions(criteria: Criteria) -> list[ColumnElement[bool]]:
    """What is asked of a record's place, for a SELECT that is joined ``with_its_place``."""
    asked: list[ColumnElement[bool]] = []
    if criteria.village:
        asked.append(Village.id == criteria.village)
    if criteria.checklist:
        asked.append(ChecklistVersion.checklist_id == criteria.checklist)
    if criteria.group:
        asked.append(DeputyGroup.id == criteria.group)
    if criteria.assignment:
        asked.append(Assignment.id == criteria.assignment)
    return asked


@dataclass(frozen=True)
class Choices:
    """What an inspection's lists may be filtered by: names by id."""

    villages: dict[int, str]
    checklists: dict[str, str]
    groups: dict[int, str]


def choices(town_id: int, inspection_id: int) -> Choices:
    rows = (
        session()
        .execute(
            select(
                Village.id,
                Village.name,
                ChecklistVersion.checklist_id,
                ChecklistVersion.title,
                DeputyGroup.id,
                DeputyGroup.name,
            )
            .select_from(Assignment)
            .join(Site, Site.id == Assignment.site_id)
            .join(Village, Village.id == Site.village_id)
            .join(ChecklistVersion, ChecklistVersion.id == Assignment.checklist_version_id)
            .join(DeputyGroup, DeputyGroup.id == Assignment.group_id)
            .where(Assignment.town_id == town_id, Assignment.inspection_id == inspection_id)
            .distinct()
            .order_by(Village.id, ChecklistVersion.id, DeputyGroup.id)
        )
        .all()
    )
    return Choices(
        villages={row[0]: row[1] for row in rows},
        checklists={row[2]: row[3] for row in rows},
        groups=dict(sorted({row[4]: row[5] for row in rows}.items())),  # as the roster has them
    )


def holds(word: str, number: Any, texts: Iterable[Any]) -> ColumnElement[bool]:
    """The condition that the number is the word, or one of the texts holds it."""
    digits = halved(word)
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 18
    numbered = [number == int(digits)] if is_number else []
    return or_(*numbered, *(contains_alike(text, word) for text in texts))


def contains_alike(text: Any, word: str) -> ColumnElement[bool]:
    """In whatever shape the signs are typed."""
    return or_(*(text.like(f"%{_pattern(one)}%", escape="\\") for one in spellings(word)))


def _pattern(word: str) -> str:
    escaped = re.sub(r"([\\%_])", r"\\\1", word)
    return "".join("_" if is_of_many_shapes(char) else char for char in escaped)
