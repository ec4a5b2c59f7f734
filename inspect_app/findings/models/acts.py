"""Tables of the acts that changed findings, and of each change; the queries on them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Row, bindparam, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from inspect_app.db import Base, session
from inspect_app.db.insertion import insert_rows
from inspect_app.findings.models import Finding


class ActKind(StrEnum):
    """What brought changes to findings."""

    REVIEW = "review"  # the office
    UNDO = "undo"  # the office takes an act back
    CORRECTION = "correction"  # the deputy corrected or withdrew the record


class ReviewAct(Base):
    """One press of a button that changed findings, one or many; never changed, never deleted."""

    __tablename__ = "review_act"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[ActKind]
    by_name: Mapped[str]
    by_id: Mapped[int | None]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("review_act.id"), unique=True)


class ReviewChange(Base):
    """What one field of one finding said before an act and after it; as text, None for nothing."""

    __tablename__ = "review_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("review_act.id"), index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    field: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]

    @property
    def values(self) -> tuple[str | None, str | None]:
        """What it said before and after."""
        return (self.before, self.after)


def insert_changes(town_id: int, act_id: int, rows: list[dict[str, Any]]) -> None:
    insert_rows(ReviewChange, [{**row, "town_id": town_id, "act_id": act_id} for row in rows])


def act(town_id: int, act_id: int) -> ReviewAct | None:
    return session().scalar(
        select(ReviewAct).where(ReviewAct.town_id == town_id, ReviewAct.id == act_id)
    )


def changes_of_act(town_id: int, act_id: int) -> list[ReviewChange]:
    return list(
        session().scalars(
            select(ReviewChange)
            .where(ReviewChange.town_id == town_id, ReviewChange.act_id == act_id)
            .order_by(ReviewChange.id)
        )
    )


def changes_of_finding(town_id: int, finding_id: int) -> Sequence[Row[ReviewAct, ReviewChange]]:
    """What was ever changed in a finding, the latest act first."""
    query = (
        select(ReviewAct, ReviewChange)
        .join(ReviewChange, ReviewChange.act_id == ReviewAct.id)
        .where(ReviewChange.town_id == town_id, ReviewChange.finding_id == finding_id)
        .order_by(ReviewAct.id.desc(), ReviewChange.id)
    )
    return session().execute(query).all()


# Joins of a table with itself are built once: each time anew they take ten times as long as SQLite.
_later, _its_act, _undoing = aliased(ReviewChange), aliased(ReviewAct), aliased(ReviewAct)
_STANDING_ACTS = (
    select(ReviewAct.id)
    .join(ReviewChange, ReviewChange.act_id == ReviewAct.id)
    .outerjoin(_undoing, _undoing.undoes_id == ReviewAct.id)
    .where(
        ReviewChange.town_id == bindparam("town"),
        ReviewChange.finding_id == bindparam("finding"),
        ReviewAct.kind != ActKind.UNDO,
        _undoing.id.is_(None),
    )
    .distinct()
    .order_by(ReviewAct.id.desc())
)
_CHANGED_AFTER = (
    select(ReviewChange.finding_id)
    .join(_later, _later.finding_id == ReviewChange.finding_id)
    .join(_its_act, _its_act.id == _later.act_id)
    .outerjoin(_undoing, _undoing.undoes_id == _its_act.id)
    .where(
        ReviewChange.town_id == bindparam("town"),
        ReviewChange.act_id == bindparam("act"),
        _its_act.id > bindparam("act"),
        _its_act.kind != ActKind.UNDO,
        _undoing.id.is_(None),
    )
    .distinct()
    .order_by(ReviewChange.finding_id)
)
_LAST_STANDING_REVIEW = (
    select(ReviewAct)
    .outerjoin(_undoing, _undoing.undoes_id == ReviewAct.id)
    .where(
        ReviewAct.town_id == bindparam("town"),
        ReviewAct.inspection_id == bindparam("inspection"),
        ReviewAct.kind == ActKind.REVIEW,
        _undoing.id.is_(None),
    )
    .order_by(ReviewAct.id.desc())
    .limit(1)
)


def standing_acts(town_id: int, finding_id: int) -> list[int]:
    """The ids of the acts on a finding that were not undone, the latest first."""
    which = {"town": town_id, "finding": finding_id}
    return list(session().scalars(_STANDING_ACTS, which))


def is_undone(town_id: int, act_id: int) -> bool:
    query = select(ReviewAct.id).where(ReviewAct.town_id == town_id, ReviewAct.undoes_id == act_id)
    return session().scalar(query) is not None


def changed_after(town_id: int, act_id: int) -> list[int]:
    """Which of an act's findings a later act, not undone, changed again."""
    return list(session().scalars(_CHANGED_AFTER, {"town": town_id, "act": act_id}))


def changed_since(town_id: int, inspection_id: int, act_id: int) -> set[int]:
    """The inspection's findings that acts after this one changed."""
    query = (
        select(ReviewChange.finding_id)
        .join(ReviewAct, ReviewAct.id == ReviewChange.act_id)
        .where(
            ReviewAct.town_id == town_id,
            ReviewAct.inspection_id == inspection_id,
            ReviewAct.id > act_id,
        )
    )
    return set(session().scalars(query))


def last_standing_review(town_id: int, inspection_id: int) -> ReviewAct | None:
    """The office's last act in an inspection that was not undone."""
    which = {"town": town_id, "inspection": inspection_id}
    return session().scalar(_LAST_STANDING_REVIEW, which)


def newest(town_id: int, inspection_id: int) -> tuple[int, int]:
    """The ids of the inspection's last act and last finding, 0 where there is none."""
    of_acts = select(func.max(ReviewAct.id)).where(
        ReviewAct.town_id == town_id, ReviewAct.inspection_id == inspection_id
    )
    of_findings = select(func.max(Finding.id)).where(
        Finding.town_id == town_id, Finding.inspection_id == inspection_id
    )
    return session().scalar(of_acts) or 0, session().scalar(of_findings) or 0
