"""Queries on the records of one deputy: what a phone asks."""

from uuid import UUID

from sqlalchemy import and_, bindparam, func, select

from inspect_app.db import session
from inspect_app.inspections.models import Assignment, Inspection, InspectionState
from inspect_app.inspections.queries.visits import Visit, visit_of_deputy, visit_of_town
from inspect_app.people.models import Deputy
from inspect_app.photos.models import Photo
from inspect_app.records.models import HANDED_IN, Record, RecordState

# Built once: handing in asks for these, and building them costs more than running them.
_OWN_RECORD = select(Record).where(
    Record.town_id == bindparam("town"),
    Record.deputy_id == bindparam("deputy"),
    Record.assignment_id == bindparam("assignment"),
)
_OWN_RECORD_NOW = (
    select(
        Record,
        and_(Inspection.state == InspectionState.UNDER_WAY, Assignment.taken_out_at.is_(None)),
    )
    .select_from(Assignment)
    .join(Inspection, Inspection.id == Assignment.inspection_id)
    .outerjoin(
        Record,
        and_(Record.assignment_id == Assignment.id, Record.deputy_id == bindparam("deputy")),
    )
    .where(Assignment.town_id == bindparam("town"), Assignment.id == bindparam("assignment"))
)


def own_record(town_id: int, deputy_id: int, record_id: UUID) -> Record | None:
    return session().scalar(
        select(Record).where(
            Record.town_id == town_id, Record.deputy_id == deputy_id, Record.id == record_id
        )
    )


def own_record_of(town_id: int, deputy_id: int, assignment_id: int) -> Record | None:
    """Also one that is a draft."""
    which = {"town": town_id, "deputy": deputy_id, "assignment": assignment_id}
    return session().scalar(_OWN_RECORD, which)


def own_visit(town_id: int, deputy_id: int, assignment_id: int) -> Visit | None:
    """A visit that is the deputy's to make, or of which there is a record already.

    Who has changed the group since reaches the own record all the same.
    """
    visit = visit_of_deputy(town_id, deputy_id, assignment_id)
    if visit:
        return visit
    record = own_record_of(town_id, deputy_id, assignment_id)
    is_theirs = record is not None and record.state != RecordState.LATE
    return visit_of_town(town_id, assignment_id) if is_theirs else None


def own_record_now(town_id: int, deputy_id: int, assignment_id: int) -> tuple[Record | None, bool]:
    """The own record, and whether records are taken in there: one question, as phones wait."""
    which = {"town": town_id, "deputy": deputy_id, "assignment": assignment_id}
    record, is_open = session().execute(_OWN_RECORD_NOW, which).one()
    return record, bool(is_open)


def own_records(town_id: int, deputy_id: int) -> dict[int, Record]:
    """By assignment."""
    rows = session().scalars(
        select(Record).where(Record.town_id == town_id, Record.deputy_id == deputy_id)
    )
    return {row.assignment_id: row for row in rows}


def handed_in_by_others(
    town_id: int, deputy_id: int, assignment_ids: list[int]
) -> dict[int, list[str]]:
    """The names of groupmates who have handed in the same site and checklist."""
    rows = session().execute(
        select(Record.assignment_id, Deputy.name)
        .join(Deputy, Deputy.id == Record.deputy_id)
        .where(
            Record.town_id == town_id,
            Record.deputy_id != deputy_id,
            Record.assignment_id.in_(assignment_ids),
            Record.state.in_(HANDED_IN),
        )
        .order_by(Record.number)
    )
    names: dict[int, list[str]] = {}
    for assignment_id, name in rows:
        names.setdefault(assignment_id, []).append(name)
    return names


def count_late(town_id: int, deputy_id: int) -> int:
    """How many records of the deputy arrived where they do not count."""
    query = select(func.count()).where(
        Record.town_id == town_id,
        Record.deputy_id == deputy_id,
        Record.state == RecordState.LATE,
    )
    return session().scalar(query) or 0


def count_stray_photos(town_id: int, deputy_id: int) -> int:
    """How many photos a deputy has sent for records that are not there."""
    own = select(Record.id).where(Record.town_id == town_id, Record.deputy_id == deputy_id)
    query = select(func.count()).where(
        Photo.town_id == town_id, Photo.deputy_id == deputy_id, Photo.record_id.not_in(own)
    )
    return session().scalar(query) or 0
