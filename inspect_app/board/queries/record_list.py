"""The queries behind the lists of an inspection's records and of their photos (照片墙).

What a record names in ``photos`` is taken apart by SQLite's ``json_each``, so that thousands of
photos are counted and paged in the database.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    TableValuedAlias,
    func,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import aliased

from inspect_app.checklist.ratings import Severity
from inspect_app.db import session
from inspect_app.findings.models import COUNTED, Finding
from inspect_app.inspections.models import ChecklistVersion, Site, Village
from inspect_app.inspections.queries.criteria import Criteria, conditions, contains_alike, holds
from inspect_app.people.models import Deputy, DeputyGroup
from inspect_app.photos.models import Photo
from inspect_app.records.models import (
    HANDED_IN,
    PLACED_RECORDS,
    UNCOUNTED,
    PlacedRecord,
    Record,
    RecordState,
    with_its_place,
)
from inspect_app.records.models.revisions import RecordRevision, RevisionState

# What the office chooses from besides all that count.
INCOMPLETE, CORRECTED, ON_BEHALF, NOT_COUNTED = "incomplete", "corrected", "on_behalf", "apart"
LATE = "late"  # arrived too late; the office has not said whether it counts
RIVALS = "rivals"  # two contents, of which the deputy has chosen none
AWAITED = "awaited"  # of records, those that name such photos; of photos, those not yet arrived

_COUNT = PLACED_RECORDS.with_only_columns(func.count(), maintain_column_froms=True)


def records(
    town_id: int, inspection_id: int, criteria: Criteria, limit: int, offset: int = 0
) -> Sequence[PlacedRecord]:
    """The inspection's records, the last number first."""
    query = PLACED_RECORDS.where(*_conditions(town_id, inspection_id, criteria))
    found: Sequence[PlacedRecord] = (
        session().execute(query.order_by(Record.number.desc()).limit(limit).offset(offset)).all()
    )
    return found


def count(town_id: int, inspection_id: int, criteria: Criteria) -> int:
    query = _COUNT.where(*_conditions(town_id, inspection_id, criteria))
    return session().scalar(query) or 0


def _conditions(town_id: int, inspection_id: int, criteria: Criteria) -> list[ColumnElement[bool]]:
    asked = [
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        _in_state(criteria.state),
        *conditions(criteria),
    ]
    if criteria.severity:
        asked.append(_has_finding(Finding.severity == Severity(criteria.severity)))
    return asked + [_holds(word) for word in criteria.words.split()]


def _in_state(state: str) -> ColumnElement[bool]:
    if state == NOT_COUNTED:
        return Record.state.in_(UNCOUNTED)
    if state == LATE:
        return Record.state == RecordState.LATE
    if state == RIVALS:
        return Record.id.in_(_rivals())
    if state == INCOMPLETE:
        return Record.state == RecordState.INCOMPLETE
    counts = Record.state.in_(HANDED_IN)
    if state == AWAITED:
        return counts & _names_awaited()
    if state == CORRECTED:
        return counts & (Record.corrections > 0)
    return counts & (Record.entered_by != "") if state == ON_BEHALF else counts


def _names_awaited() -> ColumnElement[bool]:
    """Whether the record names a photo that has not arrived."""
    named = func.json_each(Record.photos).table_valued("key", name="named_by_it")
    query = select(named.c.key).where(~select(_sent.id).where(_is_photo(_sent, named)).exists())
    return query.correlate(Record).exists()


def _has_finding(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the record has a finding that counts and is such a one."""
    query = select(Finding.id).where(Finding.record_id == Record.id, Finding.state.in_(COUNTED))
    return query.where(*which).exists()


def _holds(word: str) -> ColumnElement[bool]:
    texts = (
        Site.name, Village.name, Deputy.name, DeputyGroup.name, Record.suggestion,
        Record.highlight, Record.entered_by,
    )  # fmt: skip
    in_a_finding = _has_finding(contains_alike(Finding.description, word))
    return holds(word, Record.number, texts) | in_a_finding


def _rivals() -> Select[UUID]:
    return select(RecordRevision.record_id).where(RecordRevision.state == RevisionState.RIVAL)


def with_rivals(town_id: int, record_ids: Collection[UUID]) -> set[UUID]:
    """Those that have contents of which none was chosen."""
    query = _rivals().where(
        RecordRevision.town_id == town_id, RecordRevision.record_id.in_(record_ids)
    )
    return set(session().scalars(query))


def late_by_assignment(town_id: int, inspection_id: int) -> dict[int, int]:
    """How many arrived too late and do not count."""
    query = select(Record.assignment_id, func.count()).where(
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        Record.state == RecordState.LATE,
    )
    rows = session().execute(query.group_by(Record.assignment_id))
    return {assignment: count for assignment, count in rows}


def findings_by_record(town_id: int, record_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many count; records without any are left out."""
    query = select(Finding.record_id, func.count()).where(
        Finding.town_id == town_id,
        Finding.record_id.in_(record_ids),
        Finding.state.in_(COUNTED),
    )
    rows = session().execute(query.group_by(Finding.record_id)).all()
    return {record_id: number for record_id, number in rows}


def photos_by_record(town_id: int, record_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """(photos that have arrived, photos it names) of each record that names any."""
    query = _wall(Record.id, func.count(Photo.id), func.count()).where(
        Record.town_id == town_id, Record.id.in_(record_ids)
    )
    rows = session().execute(query.group_by(Record.id)).all()
    return {record_id: (arrived, named) for record_id, arrived, named in rows}


# The photo's id and its item's, the photo if it has arrived, the finding it belongs to, its record.
WallRow = Row[
    str, str, Photo | None, int | None, Record, Site, Village, ChecklistVersion, Deputy, DeputyGroup
]

_named = func.json_each(Record.photos).table_valued("key", "value", "id", name="named")
_sent = aliased(Photo)


def photos(
    town_id: int, inspection_id: int, criteria: Criteria, limit: int, offset: int = 0
) -> Sequence[WallRow]:
    """The photos that the records name, the last record first, arrived or not.

    A photo is a record's only if the record's deputy sent it: an id is no secret.
    """
    finding = select(func.min(Finding.id)).where(_is_its_photo(), Finding.taken_back_at.is_(None))
    columns = (
        _named.c.key.label("photo_id"), _named.c.value.label("item_id"), Photo,
        finding.scalar_subquery().label("finding_id"),
        Record, Site, Village, ChecklistVersion, Deputy, DeputyGroup,
    )  # fmt: skip
    query = _wall(*columns).where(*_wall_conditions(town_id, inspection_id, criteria))
    order = (Record.number.desc(), _named.c.id)
    rows: Sequence[WallRow] = (
        session().execute(query.order_by(*order).limit(limit).offset(offset)).all()
    )
    return rows


def photo_counts(town_id: int, inspection_id: int, criteria: Criteria) -> tuple[int, int]:
    """(photos that have arrived, photos that the records name)."""
    query = _wall(func.count(Photo.id), func.count())
    arrived, named = (
        session().execute(query.where(*_wall_conditions(town_id, inspection_id, criteria))).one()
    )
    return arrived, named


def _wall(*columns: Any) -> Any:  # a SELECT of any number of columns
    query = select(*columns).select_from(Record).join(_named, true())
    return with_its_place(query).outerjoin(Photo, _is_photo(Photo, _named))


def _is_photo(photo: type[Photo], named: TableValuedAlias) -> ColumnElement[bool]:
    """Whether the photo is the one that the record names."""
    return (
        (type_coerce(photo.id, String) == func.replace(named.c.key, "-", ""))
        & (photo.deputy_id == Record.deputy_id)
        & (photo.town_id == Record.town_id)
    )


def _wall_conditions(
    town_id: int, inspection_id: int, criteria: Criteria
) -> list[ColumnElement[bool]]:
    """What is asked of the records; asked for a severity, the photos of such findings alone."""
    asked = _conditions(town_id, inspection_id, criteria)
    if criteria.state == AWAITED:
        asked.append(Photo.id.is_(None))
    if criteria.severity:
        is_such = Finding.severity == Severity(criteria.severity)
        asked.append(_has_finding(is_such, _is_its_photo()))
    return asked


def _is_its_photo() -> ColumnElement[bool]:
    names_it = func.instr(type_coerce(Finding.photos, String), _named.c.key) > 0
    return (Finding.record_id == Record.id) & names_it
