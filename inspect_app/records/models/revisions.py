"""Table of what else was handed in under a record; the queries on it."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.records.models import Record, StoredContent


class RevisionState(StrEnum):
    """Why content is not what the record says now."""

    FORMER = "former"  # corrected or withdrawn since
    RIVAL = "rival"  # came from a second phone that had not seen the other; the deputy chooses
    SET_ASIDE = "set_aside"  # a rival that was not chosen
    DRAFT = "draft"  # never handed in: another phone did, without having seen it; no answers read


class RecordRevision(StoredContent, Base, kw_only=True, repr=False, eq=False):
    """Content that was entered and is not what the record says now; never deleted.

    ``revision`` numbers a record's contents in the order they arrived.
    """

    __tablename__ = "record_revision"
    __table_args__ = (UniqueConstraint("record_id", "revision"),)
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"))
    revision: Mapped[int]
    state: Mapped[RevisionState]


def revisions_of(town_id: int, record_id: UUID) -> list[RecordRevision]:
    """What else was handed in, the first first."""
    return list(
        session().scalars(
            select(RecordRevision)
            .where(RecordRevision.town_id == town_id, RecordRevision.record_id == record_id)
            .order_by(RecordRevision.revision)
        )
    )


def rivals_of(town_id: int, record_id: UUID) -> list[RecordRevision]:
    """The contents that wait for the deputy to choose, the first first."""
    every = revisions_of(town_id, record_id)
    return [row for row in every if row.state == RevisionState.RIVAL]


def records_with_rivals(town_id: int, deputy_id: int) -> set[UUID]:
    """The deputy's records that have contents to choose from."""
    return set(
        session().scalars(
            select(RecordRevision.record_id)
            .join(Record, Record.id == RecordRevision.record_id)
            .where(
                Record.town_id == town_id,
                Record.deputy_id == deputy_id,
                RecordRevision.state == RevisionState.RIVAL,
            )
        )
    )


def record_naming(town_id: int, deputy_id: int, photo_id: UUID) -> UUID | None:
    """The record of the deputy that names a photo, or named it, None if none does."""
    query = (
        select(Record.id)
        .outerjoin(RecordRevision, RecordRevision.record_id == Record.id)
        .where(
            Record.town_id == town_id,
            Record.deputy_id == deputy_id,
            or_(
                func.instr(Record.photos, str(photo_id)) > 0,
                func.instr(RecordRevision.photos, str(photo_id)) > 0,
            ),
        )
    )
    return session().scalar(query.limit(1))


def last_revision(town_id: int, record_id: UUID, at_least: int) -> int:
    """The highest number of a record's contents."""
    query = select(func.max(RecordRevision.revision)).where(
        RecordRevision.town_id == town_id, RecordRevision.record_id == record_id
    )
    return max(at_least, session().scalar(query) or 0)


def last_former(town_id: int, record_id: UUID) -> RecordRevision | None:
    """What the record said last before it was corrected or withdrawn."""
    return session().scalar(
        select(RecordRevision)
        .where(
            RecordRevision.town_id == town_id,
            RecordRevision.record_id == record_id,
            RecordRevision.state == RevisionState.FORMER,
        )
        .order_by(RecordRevision.revision.desc())
        .limit(1)
    )


def count_repeats(town_id: int, record_id: UUID, at_least: int) -> int:
    """How often it was withdrawn or handed in anew with nothing new to keep.

    Each took a number, and no row.
    """
    query = select(func.count()).where(
        RecordRevision.town_id == town_id, RecordRevision.record_id == record_id
    )
    last = last_revision(town_id, record_id, at_least)
    return last - 1 - (session().scalar(query) or 0)
