"""Tables of findings; the queries on them alone.

``acts.py`` has what changed them, ``review/queries/finding_list.py`` the queries that join a
finding with its record and place.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Row, UniqueConstraint, bindparam, func, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, aliased, mapped_column

from inspect_app.checklist.ratings import Severity
from inspect_app.db import Base, session
from inspect_app.findings.who_answers import who_answers
from inspect_app.text import plain_number


class FindingState(StrEnum):
    """What became of a finding in the office's review."""

    RECORDED = "recorded"
    KEPT = "kept"
    MERGED = "merged"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


FINDING_STATE_LABELS = {
    FindingState.RECORDED: "待核定",
    FindingState.KEPT: "已核定",
    FindingState.MERGED: "已归入交办事项",
    FindingState.DUPLICATE: "重复，已合并",
    FindingState.WITHDRAWN: "不作为问题",
}

# What counts as a finding in every list and figure.
COUNTED = (FindingState.RECORDED, FindingState.KEPT, FindingState.MERGED)


class Finding(Base):
    """问题: one place where an item failed.

    ``own_…`` is what the deputy said and the checklist proposed; the office never changes it. What
    the office says instead stands in ``reviewed_…`` (None: nothing else). Without a prefix stands
    what counts: the office's words where there are some, else the deputy's.

    ``number`` is what people call it by: it counts the town's findings from 1, in the order in
    which they arose, and never means another one. ``id`` counts those of all towns on the host;
    people meet it in addresses alone.

    ``responsible_person`` is whom the office named, "" where it said nobody, None where it has not
    said; see ``who_answers``.

    ``taken_back_at`` is when the deputy's record stopped saying it (corrected, withdrawn);
    ``corrected_at`` when the deputy changed it after the review, until the office has looked.
    """

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("town_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    number: Mapped[int]
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    item_id: Mapped[str]
    ordinal: Mapped[int]
    state: Mapped[FindingState]
    withdrawn_because: Mapped[str | None]
    own_severity: Mapped[Severity]
    own_description: Mapped[str]
    own_suggestion: Mapped[str]
    amount: Mapped[float | None]
    unit: Mapped[str | None]
    photos: Mapped[list[str]]
    own_unit: Mapped[str]
    found_on: Mapped[date]
    own_due: Mapped[date | None]
    recorded_at: Mapped[datetime]
    reviewed_description: Mapped[str | None]
    reviewed_suggestion: Mapped[str | None]
    reviewed_severity: Mapped[Severity | None]
    reviewed_unit: Mapped[str | None]
    reviewed_due: Mapped[date | None]
    responsible_person: Mapped[str | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), index=True)
    taken_back_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]

    @hybrid_property
    def description(self) -> str:
        """What is wrong, in the words that count."""
        return self.reviewed_description or self.own_description

    @description.inplace.expression
    @classmethod
    def _description(cls) -> ColumnElement[str]:
        return func.coalesce(cls.reviewed_description, cls.own_description)

    @property
    def amount_words(self) -> str:
        """The amount with its unit; empty where other words count than those it is of."""
        if self.amount is None or self.reviewed_description:
            return ""
        return f"{plain_number(self.amount)}{self.unit}"

    @hybrid_property
    def suggestion(self) -> str:
        return self.reviewed_suggestion or self.own_suggestion

    @suggestion.inplace.expression
    @classmethod
    def _suggestion(cls) -> ColumnElement[str]:
        return func.coalesce(cls.reviewed_suggestion, cls.own_suggestion)

    @hybrid_property
    def severity(self) -> Severity:
        return self.reviewed_severity or self.own_severity

    @severity.inplace.expression
    @classmethod
    def _severity(cls) -> ColumnElement[Severity]:
        return func.coalesce(cls.reviewed_severity, cls.own_severity)

    @hybrid_property
    def responsible_unit(self) -> str:
        return self.reviewed_unit or self.own_unit

    @responsible_unit.inplace.expression
    @classmethod
    def _responsible_unit(cls) -> ColumnElement[str]:
        return func.coalesce(cls.reviewed_unit, cls.own_unit)

    @hybrid_property
    def suggested_due(self) -> date | None:
        return self.reviewed_due or self.own_due

    @suggested_due.inplace.expression
    @classmethod
    def _suggested_due(cls) -> ColumnElement[date | None]:
        return func.coalesce(cls.reviewed_due, cls.own_due)

    @hybrid_property
    def is_settled(self) -> bool:
        """Whether the office has decided on it, and its deputy has not corrected it since."""
        return self.state != FindingState.RECORDED and self.corrected_at is None

    @is_settled.inplace.expression
    @classmethod
    def _is_settled(cls) -> ColumnElement[bool]:
        return (cls.state != FindingState.RECORDED) & cls.corrected_at.is_(None)

    def who_answers(self, persons: Mapping[str, str]) -> str:
        return who_answers(self.responsible_person, self.responsible_unit, persons)

    @property
    def is_counted(self) -> bool:
        """Whether it counts in lists and figures."""
        return self.state in COUNTED

    @property
    def is_reviewed(self) -> bool:
        """Whether the office has said anything of it."""
        reviewed = (
            self.reviewed_description, self.reviewed_suggestion, self.reviewed_severity,
            self.reviewed_unit, self.reviewed_due, self.responsible_person,
        )  # fmt: skip
        has_result = self.state != FindingState.RECORDED and self.taken_back_at is None
        return has_result or any(one is not None for one in reviewed)


def findings_of_record(town_id: int, record_id: UUID) -> list[Finding]:
    """In the checklist's order of recording, also those that do not count (``is_counted``).

    Also what the office's review does not count (``is_counted``).
    """
    every = findings_ever_of_record(town_id, record_id)
    return [finding for finding in every if finding.taken_back_at is None]


def counts_of_records(town_id: int, record_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many findings count of each record; nothing of those that have none."""
    query = select(Finding.record_id, func.count()).where(
        Finding.town_id == town_id, Finding.record_id.in_(record_ids), Finding.state.in_(COUNTED)
    )
    return {one: count for one, count in session().execute(query.group_by(Finding.record_id))}


def findings_ever_of_record(town_id: int, record_id: UUID) -> list[Finding]:
    """Also those it does not say any more."""
    return list(
        session().scalars(
            select(Finding)
            .where(Finding.town_id == town_id, Finding.record_id == record_id)
            .order_by(Finding.id)
        )
    )


def findings_by_id(town_id: int, inspection_id: int, ids: Collection[int]) -> list[Finding]:
    """Also what was taken back."""
    found: list[Finding] = []
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):  # SQLite limits the number of parameters
        found += session().scalars(
            select(Finding).where(
                Finding.town_id == town_id,
                Finding.inspection_id == inspection_id,
                Finding.id.in_(wanted[start : start + 500]),
            )
        )
    return found


def duplicates_of(town_id: int, finding_id: int) -> list[Finding]:
    """What was marked as a duplicate of this one."""
    return list(
        session().scalars(
            select(Finding)
            .where(Finding.town_id == town_id, Finding.duplicate_of_id == finding_id)
            .order_by(Finding.id)
        )
    )


_main = aliased(Finding)
_DUPLICATES_WITHOUT_MAIN = (  # built once, as what joins acts with themselves
    select(Finding.number, _main.number)
    .join(_main, _main.id == Finding.duplicate_of_id)
    .where(
        Finding.town_id == bindparam("town"),
        Finding.inspection_id == bindparam("inspection"),
        _main.state.not_in(COUNTED),
    )
    .order_by(Finding.number)
)


def duplicates_without_main(town_id: int, inspection_id: int) -> Sequence[Row[int, int]]:
    """The numbers (duplicate, main) wherever the main one does not count; must be none."""
    which = {"town": town_id, "inspection": inspection_id}
    return session().execute(_DUPLICATES_WITHOUT_MAIN, which).all()
