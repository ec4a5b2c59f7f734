"""Queries on who goes where: an assignment with its inspection, site, village and checklist."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, and_, bindparam, or_, select

from inspect_app.db import session
from inspect_app.inspections.models import (
    Assignment,
    ChecklistVersion,
    Inspection,
    InspectionState,
    Site,
    Village,
)
from inspect_app.people.models import Deputy, GroupRole

Visit = Row[Assignment, Inspection, Site, Village, ChecklistVersion]

# Built once: phones ask for these on every page, and building them costs more than running them.
_VISITS = (
    select(Assignment, Inspection, Site, Village, ChecklistVersion)
    .join(Inspection, Inspection.id == Assignment.inspection_id)
    .join(Site, Site.id == Assignment.site_id)
    .join(Village, Village.id == Site.village_id)
    .join(ChecklistVersion, ChecklistVersion.id == Assignment.checklist_version_id)
    .where(Assignment.town_id == bindparam("town"))
)
_OWN_VISITS = _VISITS.join(
    Deputy,
    and_(
        Deputy.id == bindparam("deputy"),
        Deputy.town_id == Assignment.town_id,
        Deputy.group_id == Assignment.group_id,
        or_(
            Assignment.deputy_id.is_(None),
            Assignment.deputy_id == Deputy.id,
            Deputy.group_role == GroupRole.LIAISON,
        ),
    ),
)
_OWN_VISITS_UNDER_WAY = _OWN_VISITS.where(
    Inspection.state == InspectionState.UNDER_WAY, Assignment.taken_out_at.is_(None)
).order_by(Inspection.starts_on, Inspection.id, Village.id, Site.id, ChecklistVersion.id)
_OWN_VISIT = _OWN_VISITS.where(
    Assignment.id == bindparam("assignment"),
    Inspection.state.not_in((InspectionState.PLANNED, InspectionState.CANCELLED)),
)
_LATE_VISIT = _VISITS.join(
    Deputy,
    and_(Deputy.id == bindparam("deputy"), Deputy.town_id == Assignment.town_id),
).where(
    Assignment.id == bindparam("assignment"),
    or_(
        Deputy.group_id == Assignment.group_id,
        Inspection.state.not_in((InspectionState.PLANNED, InspectionState.CANCELLED)),
    ),
)

_VISITS_OF_INSPECTION = _VISITS.where(
    Inspection.id == bindparam("inspection"), Assignment.taken_out_at.is_(None)
).order_by(Village.id, Site.id, ChecklistVersion.id)


def visits_of_deputy(town_id: int, deputy_id: int) -> Sequence[Visit]:
    """Where the deputy goes in inspections under way, each with its site and checklist.

    A liaison sees the whole group's sites, also those given to one deputy by name.
    """
    which = {"town": town_id, "deputy": deputy_id}
    return session().execute(_OWN_VISITS_UNDER_WAY, which).all()


def visit_of_deputy(town_id: int, deputy_id: int, assignment_id: int) -> Visit | None:
    """One of the deputy's visits, None if it is not theirs, in planning or cancelled.

    Also of an inspection that is over, or taken out of the plan: what a phone kept meanwhile must
    find its place.
    """
    which = {"town": town_id, "deputy": deputy_id, "assignment": assignment_id}
    return session().execute(_OWN_VISIT, which).first()


def late_visit(town_id: int, deputy_id: int, assignment_id: int) -> Visit | None:
    """Where to keep what is not, or no longer, the deputy's to fill.

    Of the own group whatever became of it, of the town what was ever under way: which group the
    deputy was in when it was filled nobody knows any more.
    """
    which = {"town": town_id, "deputy": deputy_id, "assignment": assignment_id}
    return session().execute(_LATE_VISIT, which).first()


def visits_under_way(town_id: int, assignment_ids: Collection[int]) -> Sequence[Visit]:
    """These assignments of inspections under way, also what was taken out of the plan."""
    query = _VISITS.where(
        Assignment.id.in_(assignment_ids), Inspection.state == InspectionState.UNDER_WAY
    )
    return session().execute(query, {"town": town_id}).all()


def visits_of_inspection(town_id: int, inspection_id: int) -> Sequence[Visit]:
    """Who goes where in one inspection, in the order of villages and sites."""
    which = {"town": town_id, "inspection": inspection_id}
    return session().execute(_VISITS_OF_INSPECTION, which).all()


def visit_of_town(town_id: int, assignment_id: int) -> Visit | None:
    """Who goes where under that id, also what was taken out of the plan."""
    query = _VISITS.where(Assignment.id == assignment_id)
    return session().execute(query, {"town": town_id}).first()
