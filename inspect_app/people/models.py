"""Tables of towns, terms, groups, deputies, responsible units and accounts, and their queries."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ForeignKey, Row, UniqueConstraint, bindparam, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from inspect_app.db import NEVER_TWICE, Base, session
from inspect_app.people.access import Role
from inspect_app.people.report_options import FontSet, Footer, OptionalSheet, sheet_names
from inspect_app.settings import ZONE


class GroupRole(StrEnum):
    """What a deputy is in the deputies' group."""

    MEMBER = "member"
    LEADER = "leader"
    LIAISON = "liaison"


class DeputyLevel(StrEnum):
    """代表层级: the congress a deputy sits in; one person may sit in several."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"


class Town(Base):
    """乡镇: everything belongs to one. A county is a row as well, to which towns point.

    So is a town's example of itself (示例), which belongs to that town's office: whatever is asked
    for by town leaves it out, and triggers let its rows alone be deleted, append-only ones too.
    """

    __tablename__ = "town"
    __table_args__ = NEVER_TWICE
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    contact: Mapped[str]
    # Also a deputy's first phone needs a code.
    asks_code: Mapped[bool] = mapped_column(default=False)
    font_set: Mapped[FontSet] = mapped_column(default=FontSet.PAPERS)
    footer: Mapped[Footer] = mapped_column(default=Footer.NOTHING)
    footer_words: Mapped[str] = mapped_column(default="")
    # Not what is in: a sheet that comes with a later version is in until somebody takes it out.
    left_out: Mapped[list[str]] = mapped_column(default=list)
    # 镇里定: words of checklists for which no one unit answers; a review says whom each is for.
    case_by_case: Mapped[list[str]] = mapped_column(default=list)
    county_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"))
    is_county: Mapped[bool] = mapped_column(default=False)
    example_of_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"), unique=True)

    @property
    def presidium(self) -> str:
        return f"{self.name}人大主席团"

    @property
    def sheets(self) -> list[OptionalSheet]:
        """Which sheets an inspection's workbook holds of those that may be left out."""
        return [one for one in OptionalSheet if one not in self.left_out]

    @sheets.setter
    def sheets(self, chosen: Sequence[OptionalSheet]) -> None:
        self.left_out = [one for one in OptionalSheet if one not in chosen]

    @property
    def left_out_sheets(self) -> list[str]:
        return sheet_names(one for one in OptionalSheet if one in self.left_out)


class Term(Base):
    """届: deputies belong to one; an ended term is read-only."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("town_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class DeputyGroup(Base):
    """代表小组."""

    __tablename__ = "deputy_group"
    __table_args__ = (UniqueConstraint("term_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"))
    name: Mapped[str]
    archived_at: Mapped[datetime | None]


class Deputy(Base):
    """代表; ``levels`` are those of ``DeputyLevel``."""

    __tablename__ = "deputy"
    __table_args__ = NEVER_TWICE
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("deputy_group.id"), index=True)
    name: Mapped[str]
    group_role: Mapped[GroupRole]
    levels: Mapped[list[str]] = mapped_column(default=lambda: [DeputyLevel.TOWN.value])
    constituency: Mapped[str] = mapped_column(default="")
    archived_at: Mapped[datetime | None]


class ResponsibleUnit(Base):
    """责任单位: a town office; ``answers_for`` are the words checklists use for it."""

    __tablename__ = "responsible_unit"
    __table_args__ = (UniqueConstraint("town_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    name: Mapped[str]
    answers_for: Mapped[list[str]]
    responsible_person: Mapped[str] = mapped_column(default="")
    archived_at: Mapped[datetime | None]


class Account(Base):
    """An office account."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    password_hash: Mapped[str]
    disabled_at: Mapped[datetime | None]
    # The secret of the second step is made of this, the account's id and the server's key.
    totp_salt: Mapped[str | None]
    totp_begun: Mapped[str | None]  # the salt of one that is being set up
    totp_step: Mapped[int] = mapped_column(default=0)  # the last one used: none works twice
    recovery_hashes: Mapped[list[str]] = mapped_column(default=list)


# The only queries that take no town: they find out which town somebody is of.


def any_town() -> Town | None:
    """None in an empty database."""
    return session().scalar(select(Town).limit(1))


def towns_of_host() -> list[Town]:
    """Counties too, examples left out; for the operator's command line alone."""
    return list(session().scalars(select(Town).where(Town.example_of_id.is_(None))))


def only_town() -> Town | None:
    """The town that this host serves, None where it serves none or several.

    A county that looks at towns is not one that deputies turn to, nor is an example.
    """
    is_real = (Town.is_county.is_(False), Town.example_of_id.is_(None))
    towns = session().scalars(select(Town).where(*is_real).limit(2)).all()
    return towns[0] if len(towns) == 1 else None


def town_of_name(name: str) -> Town | None:
    """A county too, no example; for the operator's command line alone."""
    is_real = Town.example_of_id.is_(None)
    return session().scalar(select(Town).where(Town.name == name, is_real))


# Everything below belongs to the town that is handed in.


def town(town_id: int) -> Town:
    return session().get_one(Town, town_id)


def has_namesake(town_id: int, name: str) -> bool:
    """Whether another town or county has that name, by which the command line finds one."""
    is_other = (Town.id != town_id, Town.example_of_id.is_(None))
    query = select(Town.id).where(Town.name == name, *is_other).limit(1)
    return session().scalar(query) is not None


def example_of(town_id: int) -> Town | None:
    return session().scalar(select(Town).where(Town.example_of_id == town_id))


def current_term(town_id: int) -> Term | None:
    """None between two terms."""
    return session().scalar(select(Term).where(Term.town_id == town_id, Term.ends_on.is_(None)))


def towns_of_county(town_id: int) -> list[Town]:
    """None for what is no county."""
    return list(session().scalars(select(Town).where(Town.county_id == town_id).order_by(Town.id)))


def deputy_with_group(town_id: int, deputy_id: int) -> Row[Deputy, DeputyGroup]:
    """:raise NoResultFound: if the town has no such deputy."""
    return (
        session()
        .execute(
            select(Deputy, DeputyGroup)
            .join(DeputyGroup, DeputyGroup.id == Deputy.group_id)
            .where(Deputy.town_id == town_id, Deputy.id == deputy_id)
        )
        .one()
    )


def deputies_of_groups(
    town_id: int, group_ids: Sequence[int], first_day: date
) -> Sequence[Row[Deputy, DeputyGroup]]:
    """Group by group; not who was archived before the first day."""
    midnight = datetime.combine(first_day, time(), ZONE)
    return (
        session()
        .execute(
            select(Deputy, DeputyGroup)
            .join(DeputyGroup, DeputyGroup.id == Deputy.group_id)
            .where(
                Deputy.town_id == town_id,
                Deputy.group_id.in_(group_ids),
                or_(Deputy.archived_at.is_(None), Deputy.archived_at >= midnight),
            )
            .order_by(DeputyGroup.id, Deputy.id)
        )
        .all()
    )


_liaison = aliased(Deputy)
_DEPUTIES_OF_LIAISON = (  # built once: each of a deputy's pages asks for it
    select(Deputy)
    .join(_liaison, _liaison.group_id == Deputy.group_id)
    .where(
        Deputy.town_id == bindparam("town"),
        _liaison.town_id == bindparam("town"),
        _liaison.id == bindparam("liaison"),
        _liaison.group_role == GroupRole.LIAISON,
        Deputy.id != bindparam("liaison"),
        Deputy.archived_at.is_(None),
    )
    .order_by(Deputy.id)
)


def deputies_of_liaison(town_id: int, liaison_id: int) -> list[Deputy]:
    """The others of the group whose liaison this is; none for anybody else."""
    which = {"town": town_id, "liaison": liaison_id}
    return list(session().scalars(_DEPUTIES_OF_LIAISON, which))


def deputy_of_liaison(town_id: int, liaison_id: int, deputy_id: int) -> Deputy | None:
    """None unless the other one is the liaison of the deputy's group."""
    deputies = deputies_of_liaison(town_id, liaison_id)
    return next((deputy for deputy in deputies if deputy.id == deputy_id), None)


_RESPONSIBLE_UNITS = (
    select(ResponsibleUnit.name, ResponsibleUnit.answers_for)
    .where(ResponsibleUnit.town_id == bindparam("town"), ResponsibleUnit.archived_at.is_(None))
    .order_by(ResponsibleUnit.id)
)


def responsible_units(town_id: int) -> Sequence[Row[str, list[str]]]:
    """(name, words it answers for), in the order in which they were entered."""
    return session().connection().execute(_RESPONSIBLE_UNITS, {"town": town_id}).all()


def responsible_persons(town_id: int) -> dict[str, str]:
    """By the unit's name; "" where nobody is named."""
    query = select(ResponsibleUnit.name, ResponsibleUnit.responsible_person).where(
        ResponsibleUnit.town_id == town_id, ResponsibleUnit.archived_at.is_(None)
    )
    return {name: person for name, person in session().execute(query)}


def deputy(town_id: int, deputy_id: int) -> Deputy | None:
    return session().scalar(select(Deputy).where(Deputy.town_id == town_id, Deputy.id == deputy_id))
