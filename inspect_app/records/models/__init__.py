"""Tables of records, and the queries on them."""

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Row, UniqueConstraint, bindparam, inspect, select
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column

from inspect_app.db import Base, now, session
from inspect_app.db.insertion import NumberedRows
from inspect_app.findings.models import Finding
from inspect_app.inspections.models import Assignment, ChecklistVersion, Site, Village
from inspect_app.people.models import Deputy, DeputyGroup
from inspect_app.settings import ZONE


class RecordState(StrEnum):
    """Where a record stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"  # 待补正
    WITHDRAWN = "withdrawn"
    LATE = (
        "late"  # arrived after the inspection was closed or its site taken out: kept, not counted
    )


HANDED_IN = (RecordState.SUBMITTED, RecordState.INCOMPLETE)

UNCOUNTED = (RecordState.WITHDRAWN, RecordState.LATE)


class StoredContent(MappedAsDataclass, kw_only=True, repr=False, eq=False):
    """What a record says, and what each of its revisions said: the columns that both tables have.

    ``fields`` is what the form sent, name by name; ``answers`` is what was read from it, with the
    checklist's version it was filled with. ``mistakes`` tells by item what is still missing or
    could not be read (待补正). ``photos`` is by photo the item that names it, arrived or not.
    ``entered_by`` names who typed it in for the deputy (代录). ``filled_on`` is when it was first
    filled, a day that corrections keep; ``submitted_at`` is when what it says arrived.
    """

    checklist_version_id: Mapped[int] = mapped_column(ForeignKey("checklist_version.id"))
    fields: Mapped[list[list[str]]] = mapped_column(default_factory=list)
    answers: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    suggestion: Mapped[str] = mapped_column(default="")
    highlight: Mapped[str] = mapped_column(default="")
    photos: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    mistakes: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    content_hash: Mapped[str | None] = mapped_column(default=None)
    entered_by: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)
    filled_on: Mapped[date | None] = mapped_column(default=None)

    def content_values(self) -> dict[str, Any]:
        """By the names of its columns."""
        return {one.name: getattr(self, one.name) for one in dataclasses.fields(StoredContent)}

    def take_over(self, other: "StoredContent") -> None:
        """Say what the other says."""
        for name, value in other.content_values().items():
            setattr(self, name, value)


class Record(StoredContent, Base, kw_only=True, repr=False, eq=False):
    """检查记录: one deputy's filled checklist at one site of one inspection; at first a draft.

    ``draft`` is what is being entered and not handed in yet, name by name; ``saves`` counts how
    often it was saved, the last time as the ``saved_n``-th of the page ``saved_from``.
    """

    __tablename__ = "record"
    __table_args__ = (
        # A second check of the same deputy, site and checklist cannot exist.
        UniqueConstraint("assignment_id", "deputy_id"),
        UniqueConstraint("inspection_id", "number"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"), index=True)
    state: Mapped[RecordState] = mapped_column(default=RecordState.DRAFT)
    draft: Mapped[list[list[str]] | None] = mapped_column(default=None)
    answered: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(default_factory=now)
    saves: Mapped[int] = mapped_column(default=0)
    saved_from: Mapped[str] = mapped_column(default="")
    saved_n: Mapped[int] = mapped_column(default=0)
    number: Mapped[int | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=0)
    corrections: Mapped[int] = mapped_column(default=0)

    @property
    def arrived_on(self) -> date:
        """The calendar day in China."""
        assert self.submitted_at is not None
        return self.submitted_at.astimezone(ZONE).date()

    @property
    def last_fields(self) -> list[list[str]]:
        """Of the draft, else of what was handed in."""
        return self.fields if self.draft is None else self.draft


def is_handed_in(record: Record | None) -> bool:
    """Whether there is a record and it is no draft and not withdrawn."""
    return record is not None and record.state in HANDED_IN


def with_its_place(query: Any) -> Any:  # a SELECT of any number of tables
    """Join a record's assignment, site, village, checklist, deputy and group."""
    return (
        query.join(Assignment, Assignment.id == Record.assignment_id)
        .join(Site, Site.id == Assignment.site_id)
        .join(Village, Village.id == Site.village_id)
        .join(ChecklistVersion, ChecklistVersion.id == Record.checklist_version_id)
        .join(Deputy, Deputy.id == Record.deputy_id)
        .join(DeputyGroup, DeputyGroup.id == Assignment.group_id)
    )


# Joined once: building the joins of seven tables takes several times as long as the query itself.
PlacedRecord = Row[Record, Assignment, Site, Village, ChecklistVersion, Deputy, DeputyGroup]
PLACED_RECORDS = with_its_place(
    select(Record, Assignment, Site, Village, ChecklistVersion, Deputy, DeputyGroup).select_from(
        Record
    )
)
PlacedFinding = Row[Finding, Record, Site, Village, ChecklistVersion, Deputy, DeputyGroup]
PLACED_FINDINGS = with_its_place(
    select(Finding, Record, Site, Village, ChecklistVersion, Deputy, DeputyGroup)
    .select_from(Finding)
    .join(Record, Record.id == Finding.record_id)
)
_ONE_PLACED = PLACED_RECORDS.where(
    Record.town_id == bindparam("town"),
    Record.id == bindparam("id"),
    Record.state.in_((*HANDED_IN, *UNCOUNTED)),
)

_TAKEN = select(Record.id).where(Record.id == bindparam("id"))

_RECORDS = NumberedRows(Record, "town_id", "inspection_id")


def is_taken(record_id: UUID) -> bool:
    """Whether any record, of whatever town, has this id."""
    return session().connection().execute(_TAKEN, {"id": record_id}).first() is not None


def is_new(record: Record) -> bool:
    """Not in the database yet."""
    return bool(inspect(record).transient)


def insert(record: Record) -> None:
    """Insert a new record as it is now, with the next receipt number of its inspection.

    What is changed in it afterwards is not written.
    """
    values = {column.key: getattr(record, column.key) for column in Record.__table__.columns}
    del values["number"]
    record.number = _RECORDS.insert_one(values)


def next_number(town_id: int, inspection_id: int) -> int:
    """The next receipt number of an inspection; call it while writing."""
    return _RECORDS.next(town_id=town_id, inspection_id=inspection_id)


def record(town_id: int, record_id: UUID) -> PlacedRecord | None:
    """A record that is no draft, with its site, checklist, deputy and group."""
    which = {"town": town_id, "id": record_id}
    found: PlacedRecord | None = session().execute(_ONE_PLACED, which).first()
    return found


def has_counted(town_id: int, inspection_id: int) -> bool:
    query = select(Record.id).where(
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        Record.state.in_(HANDED_IN),
    )
    return session().scalar(query.limit(1)) is not None


def records_numbered(
    town_id: int, inspection_id: int, first: int, last: int
) -> Sequence[PlacedRecord]:
    """An inspection's records from one number to another, also those not counted."""
    query = PLACED_RECORDS.where(
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        Record.state.in_((*HANDED_IN, *UNCOUNTED)),
        Record.number.between(first, last),
    )
    found: Sequence[PlacedRecord] = session().execute(query.order_by(Record.number)).all()
    return found


def versions_of_records(town_id: int, inspection_id: int) -> list[ChecklistVersion]:
    return list(
        session().scalars(
            select(ChecklistVersion)
            .join(Record, Record.checklist_version_id == ChecklistVersion.id)
            .where(
                Record.town_id == town_id,
                Record.inspection_id == inspection_id,
                Record.state.in_(HANDED_IN),
            )
            .distinct()
        )
    )


def assignments_with_records(town_id: int, inspection_id: int) -> set[int]:
    """The assignments under which there is anything: records, drafts, withdrawn ones too."""
    query = select(Record.assignment_id).where(
        Record.town_id == town_id, Record.inspection_id == inspection_id
    )
    return set(session().scalars(query.distinct()))
