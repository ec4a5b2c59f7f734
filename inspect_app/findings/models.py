"""Table of findings: what came out of records as wrong."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy import insert as insert_into
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.checklist.definition import Severity
from inspect_app.db import Base, session


class FindingState(StrEnum):
    """What became of a finding in the office's review."""

    RECORDED = "recorded"
    KEPT = "kept"
    MERGED = "merged"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


# What counts as a finding in every list and figure.
COUNTED = (FindingState.RECORDED, FindingState.KEPT, FindingState.MERGED)


class Finding(Base):
    """问题: one place where an item failed, in the deputy's own words."""

    __tablename__ = "finding"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    item_id: Mapped[str]
    ordinal: Mapped[int]
    state: Mapped[FindingState]
    withdrawn_because: Mapped[str | None]
    severity: Mapped[Severity]
    description: Mapped[str]
    suggestion: Mapped[str]
    amount: Mapped[float | None]
    unit: Mapped[str | None]
    photos: Mapped[list[str]]
    responsible_unit: Mapped[str]
    found_on: Mapped[date]
    suggested_due: Mapped[date | None]
    recorded_at: Mapped[datetime]


def insert(town_id: int, rows: list[dict[str, Any]]) -> None:
    """Insert a town's findings, given as values by column: cheaper than objects nobody reads."""
    values = [{**row, "town_id": town_id} for row in rows]
    session().connection().execute(insert_into(Finding), values)


def findings_of_record(town_id: int, record_id: UUID) -> list[Finding]:
    """Return the record's findings that count, in the checklist's order of recording."""
    return list(
        session().scalars(
            select(Finding)
            .where(
                Finding.town_id == town_id,
                Finding.record_id == record_id,
                Finding.state.in_(COUNTED),
            )
            .order_by(Finding.id)
        )
    )
