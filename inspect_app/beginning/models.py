"""The queries behind 开始使用: what a town has entered so far."""

from typing import Any

from sqlalchemy import Select, func, select

from inspect_app.beginning.steps import Accounts, Counts, Facts, FirstInspection
from inspect_app.board.queries import progress
from inspect_app.db import session
from inspect_app.entering.models.phone_tables import last_bound
from inspect_app.inspections.models import (
    Inspection,
    InspectionState,
    Site,
    Village,
    inspections,
    plans,
)
from inspect_app.inspections.units import words_without_unit
from inspect_app.people.access import Role
from inspect_app.people.models import (
    Account,
    Deputy,
    DeputyGroup,
    ResponsibleUnit,
    current_term,
    town,
)
from inspect_app.review.findings_open import findings_to_review


def has_closed_one(town_id: int) -> bool:
    over = (InspectionState.CLOSED, InspectionState.ARCHIVED)
    query = select(Inspection.id).where(Inspection.town_id == town_id, Inspection.state.in_(over))
    return session().scalar(query.limit(1)) is not None


def facts(town_id: int) -> Facts:
    term = current_term(town_id)
    versions = plans.versions_offered(town_id)
    return Facts(
        town=town(town_id),
        counts=_counts(town_id, term.id if term else None),
        term=term.number if term else None,
        checklists=[one.title for one in versions],
        words_without_unit=len(words_without_unit(town_id, versions)),
        first=_first(town_id),
    )


def _counts(town_id: int, term_id: int | None) -> Counts:
    """Of what is not archived, in one query."""
    sites = _count(town_id, Site).join(Village, Village.id == Site.village_id)
    counted = {
        "villages": _count(town_id, Village),
        "sites": sites.where(Village.archived_at.is_(None)),
        "groups": _count(town_id, DeputyGroup).where(DeputyGroup.term_id == term_id),
        "deputies": _count(town_id, Deputy).where(Deputy.term_id == term_id),
        "units": _count(town_id, ResponsibleUnit),
    }
    query = select(*(one.scalar_subquery().label(name) for name, one in counted.items()))
    return Counts(**session().execute(query).mappings().one())


def _count(town_id: int, table: Any) -> Select[int]:
    query = select(func.count()).select_from(table)
    return query.where(table.town_id == town_id, table.archived_at.is_(None))


def _first(town_id: int) -> FirstInspection | None:
    """The inspection that the steps are about: one under way, else the plan made first."""
    rows = inspections(town_id)
    if not rows:
        return None
    one = min(rows, key=lambda row: (not row.is_open, row.id))
    expected = plans.deputies_with_a_way_in(town_id, one.id) if one.is_open else []
    entered = last_bound(town_id) if expected else {}
    so_far = progress.counts_by_inspection(town_id).get(one.id, progress.NOTHING)
    return FirstInspection(
        id=one.id,
        title=one.title,
        is_open=one.is_open,
        has_assignments=so_far.visits > 0,
        has_links=one.is_open and not so_far.records and plans.has_links(town_id, one.id),
        expected=len(expected),
        entered=sum(deputy.id in entered for deputy, _ in expected),
        visits=so_far.visits,
        visited=so_far.visited,
        records=so_far.records,
        to_review=findings_to_review(town_id, one.id) if so_far.findings else 0,
    )


def office_accounts(town_id: int) -> Accounts:
    """Disabled ones left out."""
    query = select(Account.password_hash).where(
        Account.town_id == town_id, Account.role == Role.OFFICE, Account.disabled_at.is_(None)
    )
    passwords = session().scalars(query).all()
    return Accounts(len(passwords), sum(bool(one) for one in passwords))
