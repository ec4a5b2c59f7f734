"""Tables of phones and codes, wrong codes at group links, and browsers that the office knows."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.entering.models import SignIn
from inspect_app.people.models import Deputy, Term


class Phone(Base):
    """A browser that a deputy has entered with: known again by the cookie it was given."""

    __tablename__ = "phone"
    __table_args__ = (UniqueConstraint("deputy_id", "device_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"))
    device_hash: Mapped[str]
    words: Mapped[str]  # 安卓手机 · 微信: enough to tell two phones apart
    bound_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class EntryCode(Base):
    """验证码: six digits that the office tells one deputy; good for one phone, and not for long."""

    __tablename__ = "entry_code"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"), index=True)
    code_hash: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # or replaced by a newer one


class GroupLinkGuesses(Base):
    """How often a deputy's code was guessed wrong at a group link."""

    __tablename__ = "group_link_guesses"
    __table_args__ = (UniqueConstraint("group_link_id", "deputy_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    group_link_id: Mapped[int] = mapped_column(ForeignKey("group_link.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"))
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]


class OfficeBrowser(Base):
    """A browser that has logged in with an account: a stranger's guesses do not shut it out."""

    __tablename__ = "office_browser"
    __table_args__ = (UniqueConstraint("account_id", "device_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    device_hash: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]


# It takes no town, because nobody knows yet of which town the browser is.


def is_bound(device_hash: str) -> bool:
    """Whether any phone or browser, of whatever town, is known by this token."""
    return any(
        session().scalar(select(table.id).where(table.device_hash == device_hash).limit(1))
        for table in (Phone, OfficeBrowser)
    )


# Everything below belongs to the town that is handed in.


def counts_of_phones(town_id: int) -> dict[int, int]:
    """How many phones each deputy enters with; no entry for none."""
    query = (
        select(Phone.deputy_id, func.count())
        .where(Phone.town_id == town_id, Phone.ended_at.is_(None))
        .group_by(Phone.deputy_id)
    )
    return {deputy_id: count for deputy_id, count in session().execute(query).all()}


def last_bound(town_id: int) -> dict[int, datetime]:
    """When a phone last entered anew, by deputy; ended ones count."""
    query = select(Phone.deputy_id, func.max(Phone.bound_at)).where(Phone.town_id == town_id)
    return {one: at for one, at in session().execute(query.group_by(Phone.deputy_id)).all()}


def last_codes(town_id: int) -> dict[int, datetime]:
    """When the code that was given last expires, by deputy; used ones count."""
    query = select(EntryCode.deputy_id, func.max(EntryCode.expires_at))
    of_town = query.where(EntryCode.town_id == town_id).group_by(EntryCode.deputy_id)
    return {one: at for one, at in session().execute(of_town).all()}


def phones(town_id: int, deputy_id: int) -> list[Phone]:
    """Ended ones too, the latest first."""
    query = (
        select(Phone)
        .where(Phone.town_id == town_id, Phone.deputy_id == deputy_id)
        .order_by(Phone.bound_at.desc(), Phone.id.desc())
    )
    return list(session().scalars(query))


def ids_on_phone(town_id: int, name: str, device_hash: str, heard_at: datetime | None) -> set[int]:
    """As which former deputies somebody of that name entered on a phone.

    Only those that are heard at that moment; with None whether they are or not. Who is elected
    again is another row of the next term, and enters by another link.
    """
    heard = [SignIn.ended_at.is_(None), SignIn.expires_at > heard_at] if heard_at else []
    query = (
        select(Deputy.id)
        .join(SignIn, SignIn.deputy_id == Deputy.id)
        .join(Phone, Phone.id == SignIn.phone_id)
        .join(Term, Term.id == Deputy.term_id)
        .where(
            Deputy.town_id == town_id,
            Deputy.name == name,
            Phone.device_hash == device_hash,
            or_(Deputy.archived_at.is_not(None), Term.ends_on.is_not(None)),
            *heard,
        )
    )
    return set(session().scalars(query))


def live_code(town_id: int, deputy_id: int, moment: datetime) -> EntryCode | None:
    return session().scalar(
        select(EntryCode).where(
            EntryCode.town_id == town_id,
            EntryCode.deputy_id == deputy_id,
            EntryCode.used_at.is_(None),
            EntryCode.expires_at > moment,
        )
    )


def guesses_of_link(town_id: int, group_link_id: int) -> dict[int, GroupLinkGuesses]:
    """By deputy."""
    query = select(GroupLinkGuesses).where(
        GroupLinkGuesses.town_id == town_id, GroupLinkGuesses.group_link_id == group_link_id
    )
    return {row.deputy_id: row for row in session().scalars(query)}


def guesses_about(town_id: int, deputy_id: int) -> list[GroupLinkGuesses]:
    """At whatever group link."""
    query = select(GroupLinkGuesses).where(
        GroupLinkGuesses.town_id == town_id, GroupLinkGuesses.deputy_id == deputy_id
    )
    return list(session().scalars(query))


def office_browsers(town_id: int, account_id: int) -> list[OfficeBrowser]:
    query = select(OfficeBrowser).where(
        OfficeBrowser.town_id == town_id, OfficeBrowser.account_id == account_id
    )
    return list(session().scalars(query))
