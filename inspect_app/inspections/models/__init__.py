"""Tables of villages, sites, checklist versions and inspections with who goes where."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Row, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import NEVER_TWICE, Base, session
from inspect_app.people.models import DeputyGroup, Town


class InspectionState(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    CLOSED = "closed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


STATE_LABELS = {
    InspectionState.PLANNED: "筹备中",
    InspectionState.UNDER_WAY: "进行中",
    InspectionState.CLOSED: "已结束",
    InspectionState.ARCHIVED: "已归档",
    InspectionState.CANCELLED: "已撤销",
}


class InspectionKind(StrEnum):
    """活动类型."""

    INSPECTION = "inspection"
    STUDY = "study"
    LAW_ENFORCEMENT = "law_enforcement"
    WORK_REVIEW = "work_review"
    LIVELIHOOD_PROJECTS = "livelihood_projects"
    FOLLOW_UP = "follow_up"


KIND_LABELS = {
    InspectionKind.INSPECTION: "视察",
    InspectionKind.STUDY: "专题调研",
    InspectionKind.LAW_ENFORCEMENT: "执法检查",
    InspectionKind.WORK_REVIEW: "工作评议",
    InspectionKind.LIVELIHOOD_PROJECTS: "民生实事项目监督",
    InspectionKind.FOLLOW_UP: "回头看",
}


class Village(Base):
    """村（社区）."""

    __tablename__ = "village"
    __table_args__ = (UniqueConstraint("town_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    name: Mapped[str]
    archived_at: Mapped[datetime | None]


class Site(Base):
    """点位: a place that is inspected; belongs to a village."""

    __tablename__ = "site"
    __table_args__ = (UniqueConstraint("village_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    name: Mapped[str]
    location: Mapped[str] = mapped_column(default="")  # in words, written by the office
    archived_at: Mapped[datetime | None]


class ChecklistVersion(Base):
    """A published version of a checklist; never changed, so old records keep their words."""

    __tablename__ = "checklist_version"
    __table_args__ = (
        UniqueConstraint("town_id", "checklist_id", "version"),
        UniqueConstraint("town_id", "sha256"),
        NEVER_TWICE,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    checklist_id: Mapped[str]
    version: Mapped[int]
    title: Mapped[str]
    sha256: Mapped[str]
    # Long, and parsed once per content: asked for by name (``snapshot_of``), never read by the way.
    # A row outlives its session, which ends where somebody writes, and it was read too late then.
    snapshot: Mapped[str] = mapped_column(deferred=True, deferred_raiseload=True)
    published_at: Mapped[datetime]


class Inspection(Base):
    """监督视察: one activity with its topic, dates, sites, groups and checklists."""

    __tablename__ = "inspection"
    __table_args__ = NEVER_TWICE
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"))
    title: Mapped[str]
    topic: Mapped[str]
    kind: Mapped[InspectionKind]
    state: Mapped[InspectionState]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    lead: Mapped[str]
    expected: Mapped[int | None]
    attended: Mapped[int | None]
    cancelled_because: Mapped[str | None]
    reopened_because: Mapped[str | None]  # until it is closed again
    reopened_by: Mapped[str | None]
    reopened_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """Whether records are taken in and corrected."""
        return self.state == InspectionState.UNDER_WAY

    @property
    def takes_from_office(self) -> bool:
        """Whether paper forms are typed in, late once it is closed, and late records admitted."""
        return self.state in (InspectionState.UNDER_WAY, InspectionState.CLOSED)

    @property
    def is_over(self) -> bool:
        """Whether nobody enters by its group link any more."""
        return self.state not in (InspectionState.PLANNED, InspectionState.UNDER_WAY)

    @property
    def is_read_only(self) -> bool:
        """Whether its figures change no more: nothing is typed in or reviewed."""
        return self.state in (InspectionState.ARCHIVED, InspectionState.CANCELLED)


class Assignment(Base):
    """分工: a group looks at a site with a checklist; ``deputy_id`` narrows it to one deputy.

    Never deleted: ``taken_out_at`` is when it left the plan. What a phone had kept for it still
    finds its place.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("inspection_id", "site_id", "checklist_version_id", "group_id"),
        NEVER_TWICE,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    checklist_version_id: Mapped[int] = mapped_column(ForeignKey("checklist_version.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("deputy_group.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("deputy.id"))
    taken_out_at: Mapped[datetime | None]


def inspections(town_id: int) -> list[Inspection]:
    """The latest first, without those that were cancelled."""
    return _latest_first(town_id, Inspection.state != InspectionState.CANCELLED)


def cancelled_inspections(town_id: int) -> list[Inspection]:
    """Those whose plans were taken back, the latest first: none counts anywhere."""
    return _latest_first(town_id, Inspection.state == InspectionState.CANCELLED)


def _latest_first(town_id: int, which: ColumnElement[bool]) -> list[Inspection]:
    return list(
        session().scalars(
            select(Inspection)
            .where(Inspection.town_id == town_id, which)
            .order_by(Inspection.starts_on.desc(), Inspection.id.desc())
        )
    )


# Built once: almost every page of an inspection asks for these.
_INSPECTION = select(Inspection).where(
    Inspection.town_id == bindparam("town"), Inspection.id == bindparam("inspection")
)
_IN_PLAN = (
    Assignment.town_id == bindparam("town"),
    Assignment.inspection_id == bindparam("inspection"),
    Assignment.taken_out_at.is_(None),
)
_GROUPS_OF_INSPECTION = (
    select(DeputyGroup)
    .join(Assignment, Assignment.group_id == DeputyGroup.id)
    .where(*_IN_PLAN)
    .distinct()
    .order_by(DeputyGroup.id)
)
_VERSIONS_OF_INSPECTION = (
    select(ChecklistVersion)
    .join(Assignment, Assignment.checklist_version_id == ChecklistVersion.id)
    .where(*_IN_PLAN)
    .distinct()
    .order_by(ChecklistVersion.id)
)


def inspection(town_id: int, inspection_id: int) -> Inspection | None:
    return session().scalar(_INSPECTION, {"town": town_id, "inspection": inspection_id})


def any_inspection(inspection_id: int) -> Inspection | None:
    """The inspection of whatever town; for the operator's command line alone."""
    return session().get(Inspection, inspection_id)


def towns_and_inspections() -> Sequence[Row[Town, Inspection]]:
    """Every town's inspections, the latest first; for the operator's command line alone.

    Without the plans that were taken back: they have no reports. Without examples.
    """
    query = select(Town, Inspection).join(Inspection, Inspection.town_id == Town.id)
    query = query.where(Inspection.state != InspectionState.CANCELLED, Town.example_of_id.is_(None))
    newest = query.order_by(Inspection.starts_on.desc(), Inspection.id.desc())
    return session().execute(newest).all()


def groups_of_inspection(town_id: int, inspection_id: int) -> list[DeputyGroup]:
    which = {"town": town_id, "inspection": inspection_id}
    return list(session().scalars(_GROUPS_OF_INSPECTION, which))


def versions_of_inspection(town_id: int, inspection_id: int) -> list[ChecklistVersion]:
    which = {"town": town_id, "inspection": inspection_id}
    return list(session().scalars(_VERSIONS_OF_INSPECTION, which))


def version(town_id: int, version_id: int) -> ChecklistVersion | None:
    return session().scalar(
        select(ChecklistVersion).where(
            ChecklistVersion.town_id == town_id, ChecklistVersion.id == version_id
        )
    )


def snapshot_of(town_id: int, version_id: int) -> str:
    return (
        session()
        .scalars(
            select(ChecklistVersion.snapshot).where(
                ChecklistVersion.town_id == town_id, ChecklistVersion.id == version_id
            )
        )
        .one()
    )


def version_with_content(town_id: int, sha256: str) -> ChecklistVersion | None:
    return session().scalar(
        select(ChecklistVersion).where(
            ChecklistVersion.town_id == town_id, ChecklistVersion.sha256 == sha256
        )
    )


def last_version(town_id: int, checklist_id: str) -> int:
    """0 if there is none."""
    return (
        session().scalar(
            select(func.max(ChecklistVersion.version)).where(
                ChecklistVersion.town_id == town_id, ChecklistVersion.checklist_id == checklist_id
            )
        )
        or 0
    )
