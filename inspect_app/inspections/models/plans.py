"""Tables of random draws and of who came; queries that planning needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Row, UniqueConstraint, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.entering.models import PersonalLink
from inspect_app.inspections.models import (
    Assignment,
    ChecklistVersion,
    Inspection,
    InspectionState,
    Site,
    Village,
)
from inspect_app.inspections.models.ways_in import group_links
from inspect_app.people.models import Deputy, DeputyGroup, GroupRole, Term, current_term
from inspect_app.settings import ZONE


class Draw(Base):
    """随机抽取 of villages: all that is needed to redo it; never changed."""

    __tablename__ = "draw"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    seed: Mapped[str]
    candidates: Mapped[list[str]]
    number: Mapped[int]
    drawn: Mapped[list[str]]
    by_name: Mapped[str]
    drawn_at: Mapped[datetime]


class Presence(StrEnum):
    """What the office ticked of a deputy; without a tick whoever goes somewhere is expected."""

    EXPECTED = "expected"
    ATTENDED = "attended"
    ON_LEAVE = "on_leave"
    NOT_EXPECTED = "not_expected"


PRESENCE_LABELS = {
    Presence.EXPECTED: "还没登记",
    Presence.ATTENDED: "实到",
    Presence.ON_LEAVE: "请假",
    Presence.NOT_EXPECTED: "不在应到之列",
}


class Attendance(Base):
    """到场情况 of one deputy at one inspection; ``reason`` is that of a leave."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("inspection_id", "deputy_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"))
    presence: Mapped[Presence]
    reason: Mapped[str]


@dataclass(frozen=True)
class PlanChoices:
    """What a plan can choose from."""

    places: Sequence[Row[Village, Site]]
    groups: list[DeputyGroup]
    deputies: Sequence[Row[Deputy, DeputyGroup]]
    versions: list[ChecklistVersion]


def choices_of(town_id: int, term_id: int | None, inspection_id: int | None) -> PlanChoices:
    """The sites, the term's groups and deputies, each checklist's last version.

    What is archived is not offered, unless the inspection uses it already; so are versions.
    """
    site_used, group_used, deputy_used = (
        column.in_(
            select(used).where(
                Assignment.town_id == town_id,
                Assignment.inspection_id == inspection_id,
                Assignment.taken_out_at.is_(None),
            )
        )
        for column, used in (
            (Site.id, Assignment.site_id),
            (DeputyGroup.id, Assignment.group_id),
            (Deputy.id, Assignment.deputy_id),
        )
    )
    is_open = and_(Site.archived_at.is_(None), Village.archived_at.is_(None))
    places = select(Village, Site).join(Site, Site.village_id == Village.id)
    places = places.where(Site.town_id == town_id, or_(is_open, site_used))
    groups = select(DeputyGroup).where(
        DeputyGroup.town_id == town_id,
        DeputyGroup.term_id == term_id,
        or_(DeputyGroup.archived_at.is_(None), group_used),
    )
    deputies = select(Deputy, DeputyGroup).join(DeputyGroup, DeputyGroup.id == Deputy.group_id)
    deputies = deputies.where(
        Deputy.town_id == town_id,
        Deputy.term_id == term_id,
        or_(Deputy.archived_at.is_(None), deputy_used),
    )
    return PlanChoices(
        session().execute(places.order_by(Village.id, Site.id)).all(),
        list(session().scalars(groups.order_by(DeputyGroup.id))),
        session().execute(deputies.order_by(DeputyGroup.id, Deputy.id)).all(),
        versions_offered(town_id, inspection_id),
    )


def versions_offered(town_id: int, inspection_id: int | None = None) -> list[ChecklistVersion]:
    """Each checklist's last version, and those that the inspection uses."""
    last = (
        select(func.max(ChecklistVersion.id))
        .where(ChecklistVersion.town_id == town_id)
        .group_by(ChecklistVersion.checklist_id)
    )
    used = select(Assignment.checklist_version_id).where(
        Assignment.town_id == town_id,
        Assignment.inspection_id == inspection_id,
        Assignment.taken_out_at.is_(None),
    )
    query = select(ChecklistVersion).where(
        ChecklistVersion.town_id == town_id,
        or_(ChecklistVersion.id.in_(last), ChecklistVersion.id.in_(used)),
    )
    return list(session().scalars(query.order_by(ChecklistVersion.id)))


def other_versions(town_id: int, checklist_id: str, version_id: int) -> list[ChecklistVersion]:
    """The checklist's other versions, the last first."""
    query = select(ChecklistVersion).where(
        ChecklistVersion.town_id == town_id,
        ChecklistVersion.checklist_id == checklist_id,
        ChecklistVersion.id != version_id,
    )
    return list(session().scalars(query.order_by(ChecklistVersion.version.desc())))


def assignments(town_id: int, inspection_id: int) -> list[Assignment]:
    """In the order it was planned."""
    return [one for one in _ever_planned(town_id, inspection_id) if one.taken_out_at is None]


def taken_out(town_id: int, inspection_id: int) -> list[Assignment]:
    """Who was to go where before the plan was changed."""
    return [one for one in _ever_planned(town_id, inspection_id) if one.taken_out_at]


def _ever_planned(town_id: int, inspection_id: int) -> Sequence[Assignment]:
    query = select(Assignment).where(
        Assignment.town_id == town_id, Assignment.inspection_id == inspection_id
    )
    return session().scalars(query.order_by(Assignment.id)).all()


def last_planned(town_id: int) -> Inspection | None:
    """The inspection that begins last, to be copied; never one that was cancelled."""
    query = select(Inspection).where(
        Inspection.town_id == town_id, Inspection.state != InspectionState.CANCELLED
    )
    return session().scalar(
        query.order_by(Inspection.starts_on.desc(), Inspection.id.desc()).limit(1)
    )


def is_in_office(town_id: int, term_id: int) -> bool:
    """Whether the town's term of that id has not ended."""
    term = current_term(town_id)
    return term is not None and term.id == term_id


def draws(town_id: int, inspection_id: int) -> list[Draw]:
    """The latest first."""
    query = select(Draw).where(Draw.town_id == town_id, Draw.inspection_id == inspection_id)
    return list(session().scalars(query.order_by(Draw.id.desc())))


def attendance(town_id: int, inspection_id: int) -> dict[int, Attendance]:
    """What the office ticked, by deputy."""
    query = select(Attendance).where(
        Attendance.town_id == town_id, Attendance.inspection_id == inspection_id
    )
    return {row.deputy_id: row for row in session().scalars(query)}


Expected = Row[Deputy, DeputyGroup]


def deputies_expected(town_id: int, inspection_id: int) -> Sequence[Expected]:
    """Who goes out, group by group: the groups' deputies, or those named for a site.

    Who was archived before the day it starts does not go; who was archived since still counts.
    """
    return _going(town_id, inspection_id, or_(*_NAMED))


def deputies_with_a_way_in(town_id: int, inspection_id: int) -> list[Expected]:
    """Who may enter: who goes out, and the liaisons, who fill in for their groups.

    Not who is archived, nor whose term has ended.
    """
    ended = select(Term.id).where(Term.town_id == town_id, Term.ends_on.is_not(None))
    shut_out = set(
        session().scalars(
            select(Deputy.id).where(
                Deputy.town_id == town_id,
                or_(Deputy.archived_at.is_not(None), Deputy.term_id.in_(ended)),
            )
        )
    )
    going = _going(town_id, inspection_id, or_(*_NAMED, Deputy.group_role == GroupRole.LIAISON))
    return [one for one in going if one[0].id not in shut_out]


def has_links(town_id: int, inspection_id: int) -> bool:
    """Whether a group link opens, or the personal link of somebody who may enter."""
    if group_links(town_id, inspection_id):
        return True
    ids = [deputy.id for deputy, _ in deputies_with_a_way_in(town_id, inspection_id)]
    query = select(PersonalLink.id).where(
        PersonalLink.town_id == town_id,
        PersonalLink.deputy_id.in_(ids),
        PersonalLink.withdrawn_at.is_(None),
    )
    return session().scalar(query.limit(1)) is not None


_NAMED = (Assignment.deputy_id.is_(None), Assignment.deputy_id == Deputy.id)


def _going(
    town_id: int, inspection_id: int, who_of_a_group: ColumnElement[bool]
) -> Sequence[Expected]:
    goes = select(Assignment.id).where(
        Assignment.inspection_id == inspection_id,
        Assignment.taken_out_at.is_(None),
        Assignment.group_id == Deputy.group_id,
        who_of_a_group,
    )
    first_day = select(Inspection.starts_on).where(
        Inspection.town_id == town_id, Inspection.id == inspection_id
    )
    midnight = datetime.combine(session().scalar(first_day) or date.max, time(), ZONE)
    query = (
        select(Deputy, DeputyGroup)
        .join(DeputyGroup, DeputyGroup.id == Deputy.group_id)
        .where(
            Deputy.town_id == town_id,
            goes.exists(),
            or_(Deputy.archived_at.is_(None), Deputy.archived_at >= midnight),
        )
    )
    return session().execute(query.order_by(DeputyGroup.id, Deputy.id)).all()


def names_in_plan(town_id: int, inspection_id: int) -> dict[int, str]:
    """The names of the deputies that the plan names for a site, whatever became of them."""
    query = (
        select(Deputy.id, Deputy.name)
        .join(Assignment, Assignment.deputy_id == Deputy.id)
        .where(Deputy.town_id == town_id, Assignment.inspection_id == inspection_id)
    )
    return {deputy_id: name for deputy_id, name in session().execute(query.distinct())}
