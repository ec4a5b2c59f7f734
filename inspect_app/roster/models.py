"""Queries on what the roster holds; the tables are those of people and inspections."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, null, select, update

from inspect_app.db import session
from inspect_app.entering.former_deputies import heard_until
from inspect_app.entering.models import PersonalLink, SignIn
from inspect_app.entering.models.phone_tables import EntryCode
from inspect_app.inspections.models import Assignment, Inspection, InspectionState, Site, Village
from inspect_app.people.models import Deputy, DeputyGroup, ResponsibleUnit, Term
from inspect_app.roster.kinds import EntryKind

RosterRow = DeputyGroup | Deputy | Village | Site | ResponsibleUnit
TABLES: dict[EntryKind, type[RosterRow]] = {
    EntryKind.GROUP: DeputyGroup,
    EntryKind.DEPUTY: Deputy,
    EntryKind.VILLAGE: Village,
    EntryKind.SITE: Site,
    EntryKind.UNIT: ResponsibleUnit,
}


def rows(
    town_id: int, kind: EntryKind, term_id: int | None
) -> list[tuple[RosterRow, str, datetime | None]]:
    """The rows of a kind, each with the name of its group or village and its archival.

    Groups and deputies are those of the term; where there is none, nothing.
    """
    query = _with_parent(kind).where(TABLES[kind].town_id == town_id)
    if kind is EntryKind.GROUP:
        query = query.where(DeputyGroup.term_id == term_id)
    if kind is EntryKind.DEPUTY:
        query = query.where(Deputy.term_id == term_id)
    return [(row, above, gone) for row, above, gone in session().execute(query)]


def _with_parent(kind: EntryKind) -> Any:
    if kind is EntryKind.DEPUTY:
        return (
            select(Deputy, DeputyGroup.name, DeputyGroup.archived_at)
            .join(DeputyGroup, DeputyGroup.id == Deputy.group_id)
            .order_by(DeputyGroup.id, Deputy.id)
        )
    if kind is EntryKind.SITE:
        return (
            select(Site, Village.name, Village.archived_at)
            .join(Village, Village.id == Site.village_id)
            .order_by(Village.id, Site.id)
        )
    return select(TABLES[kind], literal(""), null()).order_by(TABLES[kind].id)


def terms(town_id: int) -> list[Term]:
    """The latest first."""
    query = select(Term).where(Term.town_id == town_id).order_by(Term.number.desc())
    return list(session().scalars(query))


def counts_of_terms(town_id: int) -> dict[int, int]:
    """How many deputies each has, by the term's id."""
    query = select(Deputy.term_id, func.count()).where(Deputy.town_id == town_id)
    return {term_id: count for term_id, count in session().execute(query.group_by(Deputy.term_id))}


def open_inspections(town_id: int) -> list[str]:
    """The titles of what is planned or under way."""
    open_states = (InspectionState.PLANNED, InspectionState.UNDER_WAY)
    query = select(Inspection.title).where(
        Inspection.town_id == town_id, Inspection.state.in_(open_states)
    )
    return list(session().scalars(query.order_by(Inspection.id)))


def groups_under_way(town_id: int) -> dict[str, str]:
    """By the name of each group that is out at present the title of an inspection."""
    query = (
        select(DeputyGroup.name, Inspection.title)
        .join(Assignment, Assignment.group_id == DeputyGroup.id)
        .join(Inspection, Inspection.id == Assignment.inspection_id)
        .where(
            DeputyGroup.town_id == town_id,
            Inspection.state == InspectionState.UNDER_WAY,
            Assignment.taken_out_at.is_(None),
        )
    )
    return {name: title for name, title in session().execute(query.distinct())}


def close_ways_in(town_id: int, deputy_ids: Sequence[int], moment: datetime) -> None:
    """Let the outboxes of deputies who have just left be heard a while longer.

    It is the archive, or the end of the term, that shuts their links and sessions.
    """
    for row in session().scalars(_sessions(town_id, deputy_ids)):
        row.expires_at = heard_until(row.expires_at, moment)


def end_sessions(town_id: int, deputy_ids: Sequence[int], moment: datetime) -> None:
    """End what the deputies entered with before they left: they come back by a new link alone."""
    session().execute(
        update(PersonalLink)
        .where(
            PersonalLink.town_id == town_id,
            PersonalLink.deputy_id.in_(deputy_ids),
            PersonalLink.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=moment)
    )
    session().execute(
        update(EntryCode)
        .where(
            EntryCode.town_id == town_id,
            EntryCode.deputy_id.in_(deputy_ids),
            EntryCode.used_at.is_(None),
        )
        .values(used_at=moment)
    )
    for row in session().scalars(_sessions(town_id, deputy_ids)):
        row.ended_at = moment


def _sessions(town_id: int, deputy_ids: Sequence[int]) -> Select[SignIn]:
    return select(SignIn).where(
        SignIn.town_id == town_id, SignIn.deputy_id.in_(deputy_ids), SignIn.ended_at.is_(None)
    )
