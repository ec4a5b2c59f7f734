"""The rows that a town begins with: its term, groups, deputies, sites and an inspection of them.

An office makes them through pages, one by one; whoever only needs a town has it from here. Each
row is flushed, so that it has its number.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from inspect_app.inspections import models as inspections
from inspect_app.people import models as people

Row = TypeVar("Row")


def _added(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def add_town(session: Session, name: str, contact: str) -> people.Town:
    return _added(session, people.Town(name=name, contact=contact))


def add_term(
    session: Session, town_id: int, number: int = 19, starts_on: date = date(2026, 9, 1)
) -> people.Term:
    term = people.Term(town_id=town_id, number=number, starts_on=starts_on, ends_on=None)
    return _added(session, term)


def add_group(
    session: Session, term: people.Term, name: str = "第一代表小组"
) -> people.DeputyGroup:
    group = people.DeputyGroup(town_id=term.town_id, term_id=term.id, name=name)
    return _added(session, group)


def add_deputy(
    session: Session,
    group: people.DeputyGroup,
    name: str,
    role: people.GroupRole = people.GroupRole.MEMBER,
) -> people.Deputy:
    deputy = people.Deputy(
        town_id=group.town_id, term_id=group.term_id, group_id=group.id, name=name, group_role=role
    )
    return _added(session, deputy)


def add_sites(session: Session, town_id: int, names: Iterable[str]) -> list[inspections.Site]:
    """Add these sites in a village of their own."""
    village = _added(session, inspections.Village(town_id=town_id, name="张家村"))
    sites = [inspections.Site(town_id=town_id, village_id=village.id, name=name) for name in names]
    session.add_all(sites)
    session.flush()
    return sites


def add_inspection(
    session: Session,
    group: people.DeputyGroup,
    sites: Sequence[inspections.Site],
    version_id: int,
    **facts: Any,
) -> tuple[int, list[int]]:
    """Add an inspection of the sites by the group; return its number and its assignments'.

    It is under way unless the facts say otherwise; they give at least its title and its days.
    """
    begun: dict[str, Any] = {
        "topic": "人居环境", "kind": inspections.InspectionKind.INSPECTION,
        "state": inspections.InspectionState.UNDER_WAY, "lead": "镇人大主席",
        "expected": None, "attended": None,
    }  # fmt: skip
    town_id = group.town_id
    inspection = inspections.Inspection(
        town_id=town_id, term_id=group.term_id, **{**begun, **facts}
    )
    _added(session, inspection)
    assignments = [
        inspections.Assignment(
            town_id=town_id, inspection_id=inspection.id, site_id=site.id,
            checklist_version_id=version_id, group_id=group.id, deputy_id=None,
        )
        for site in sites
    ]  # fmt: skip
    session.add_all(assignments)
    session.flush()
    return inspection.id, [row.id for row in assignments]
