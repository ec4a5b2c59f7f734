"""Tables of what opens something, once or again, beside links: phones, codes, tickets, forms."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Row, UniqueConstraint, and_, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.people.models import Account, Deputy, DeputyGroup, PersonalLink, SignIn, Term, Town


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


class PasswordTicket(Base):
    """A one-time link with which the holder of an account sets a password."""

    __tablename__ = "password_ticket"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


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


class LogInGuesses(Base):
    """How often a wrong password was given for a log-in name, by browsers that never logged in.

    Names share rows by a keyed hash, those that no account has like any other: counting tells
    nobody which there are, and whoever tries names without end fills no disk.
    """

    __tablename__ = "log_in_guesses"
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]
    # Stands for the line in a town's log, where no account has the name: as much is written.
    noted_at: Mapped[datetime | None]


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


class TakenForm(Base):
    """A form of the desk that was taken, by the key that its page carried."""

    __tablename__ = "taken_form"
    __table_args__ = (UniqueConstraint("town_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    key: Mapped[str]
    led_to: Mapped[str]  # the page that followed; empty where it was shown once
    taken_at: Mapped[datetime]


# Doors: they find out which town somebody is of.


def account_of_ticket(hashed: str, moment: datetime) -> Row[PasswordTicket, Account] | None:
    """Return ticket and account of a one-time link that still opens."""
    return (
        session()
        .execute(
            select(PasswordTicket, Account)
            .join(Account, Account.id == PasswordTicket.account_id)
            .where(
                PasswordTicket.token_hash == hashed,
                PasswordTicket.used_at.is_(None),
                PasswordTicket.expires_at > moment,
                Account.disabled_at.is_(None),
            )
        )
        .first()
    )


def left_of_link(hashed: str) -> Row[Town, Term] | None:
    """Return town and term of a link that shut because its deputy has left, None otherwise.

    The term has ended, or the deputy was archived. None where somebody had taken the link back.
    """
    query = (
        select(Town, Term)
        .join(Deputy, Deputy.town_id == Town.id)
        .join(PersonalLink, PersonalLink.deputy_id == Deputy.id)
        .join(Term, Term.id == Deputy.term_id)
        .where(
            PersonalLink.token_hash == hashed,
            PersonalLink.withdrawn_at.is_(None),
            or_(Deputy.archived_at.is_not(None), Term.ends_on.is_not(None)),
        )
    )
    return session().execute(query).first()


def guesses_at_log_in(slot: int) -> LogInGuesses:
    """Return the count of the names that share the slot."""
    row = session().get(LogInGuesses, slot)
    if row is None:
        row = LogInGuesses(slot=slot, failures=0)
        session().add(row)
    return row


def note_guess_at_nobody(slot: int, moment: datetime) -> None:
    """Write as much as a line of the log is, for a name whose account no town has."""
    mark = update(LogInGuesses).where(LogInGuesses.slot == slot).values(noted_at=moment)
    session().connection().execute(mark)


# Everything below belongs to the town that is handed in.


def deputies_and_links(
    town_id: int,
) -> Sequence[Row[Deputy, DeputyGroup, PersonalLink | None]]:
    """Return the deputies in office, group by group, each with the link that opens."""
    return (
        session()
        .execute(
            select(Deputy, DeputyGroup, PersonalLink)
            .join(DeputyGroup, DeputyGroup.id == Deputy.group_id)
            .join(Term, Term.id == Deputy.term_id)
            .outerjoin(
                PersonalLink,
                and_(PersonalLink.deputy_id == Deputy.id, PersonalLink.withdrawn_at.is_(None)),
            )
            .where(
                Deputy.town_id == town_id,
                Deputy.archived_at.is_(None),
                Term.ends_on.is_(None),
            )
            .order_by(DeputyGroup.id, Deputy.id)
        )
        .all()
    )


def deputy(town_id: int, deputy_id: int) -> Deputy | None:
    """Return the town's deputy of that id."""
    return session().scalar(select(Deputy).where(Deputy.town_id == town_id, Deputy.id == deputy_id))


def counts_of_phones(town_id: int) -> dict[int, int]:
    """Return how many phones each deputy enters with."""
    query = (
        select(Phone.deputy_id, func.count())
        .where(Phone.town_id == town_id, Phone.ended_at.is_(None))
        .group_by(Phone.deputy_id)
    )
    return {deputy_id: count for deputy_id, count in session().execute(query).all()}


def last_bound(town_id: int) -> dict[int, datetime]:
    """Return when a phone last entered anew, by deputy; ended ones count."""
    query = select(Phone.deputy_id, func.max(Phone.bound_at)).where(Phone.town_id == town_id)
    return {one: at for one, at in session().execute(query.group_by(Phone.deputy_id)).all()}


def last_codes(town_id: int) -> dict[int, datetime]:
    """Return when the code that was given last expires, by deputy; used ones count."""
    query = select(EntryCode.deputy_id, func.max(EntryCode.expires_at))
    of_town = query.where(EntryCode.town_id == town_id).group_by(EntryCode.deputy_id)
    return {one: at for one, at in session().execute(of_town).all()}


def phones(town_id: int, deputy_id: int) -> list[Phone]:
    """Return the deputy's phones, ended ones too, the latest first."""
    query = (
        select(Phone)
        .where(Phone.town_id == town_id, Phone.deputy_id == deputy_id)
        .order_by(Phone.bound_at.desc(), Phone.id.desc())
    )
    return list(session().scalars(query))


def is_bound(device_hash: str) -> bool:
    """Return whether any phone or browser, of whatever town, is known by this token."""
    return any(
        session().scalar(select(table.id).where(table.device_hash == device_hash).limit(1))
        for table in (Phone, OfficeBrowser)
    )


def ids_on_phone(town_id: int, name: str, device_hash: str, heard_at: datetime | None) -> set[int]:
    """Return as which former deputies somebody of that name entered on a phone.

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
    """Return the deputy's code that still opens."""
    return session().scalar(
        select(EntryCode).where(
            EntryCode.town_id == town_id,
            EntryCode.deputy_id == deputy_id,
            EntryCode.used_at.is_(None),
            EntryCode.expires_at > moment,
        )
    )


def sign_ins_of_deputy(town_id: int, deputy_id: int) -> list[SignIn]:
    """Return the deputy's sessions that nobody has ended."""
    query = select(SignIn).where(
        SignIn.town_id == town_id, SignIn.deputy_id == deputy_id, SignIn.ended_at.is_(None)
    )
    return list(session().scalars(query))


def sign_ins_of_account(town_id: int, account_id: int, moment: datetime) -> list[SignIn]:
    """Return the account's sessions that are alive, the latest first."""
    query = (
        select(SignIn)
        .where(
            SignIn.town_id == town_id,
            SignIn.account_id == account_id,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > moment,
        )
        .order_by(SignIn.started_at.desc())
    )
    return list(session().scalars(query))


def account(town_id: int, account_id: int) -> Account | None:
    """Return the town's account of that id."""
    return session().scalar(
        select(Account).where(Account.town_id == town_id, Account.id == account_id)
    )


def accounts(town_id: int) -> list[Account]:
    """Return the town's accounts in the order they were added."""
    query = select(Account).where(Account.town_id == town_id).order_by(Account.id)
    return list(session().scalars(query))


def tickets(town_id: int, account_id: int) -> list[PasswordTicket]:
    """Return the account's one-time links that nobody has used."""
    query = select(PasswordTicket).where(
        PasswordTicket.town_id == town_id,
        PasswordTicket.account_id == account_id,
        PasswordTicket.used_at.is_(None),
    )
    return list(session().scalars(query))


def guesses_of_link(town_id: int, group_link_id: int) -> dict[int, GroupLinkGuesses]:
    """Return the counts of wrong codes at a group link, by deputy."""
    query = select(GroupLinkGuesses).where(
        GroupLinkGuesses.town_id == town_id, GroupLinkGuesses.group_link_id == group_link_id
    )
    return {row.deputy_id: row for row in session().scalars(query)}


def guesses_about(town_id: int, deputy_id: int) -> list[GroupLinkGuesses]:
    """Return the counts of wrong codes for a deputy, at whatever group link."""
    query = select(GroupLinkGuesses).where(
        GroupLinkGuesses.town_id == town_id, GroupLinkGuesses.deputy_id == deputy_id
    )
    return list(session().scalars(query))


def office_browsers(town_id: int, account_id: int) -> list[OfficeBrowser]:
    """Return the browsers that have logged in with the account."""
    query = select(OfficeBrowser).where(
        OfficeBrowser.town_id == town_id, OfficeBrowser.account_id == account_id
    )
    return list(session().scalars(query))


def taken_form(town_id: int, key: str) -> TakenForm | None:
    """Return the town's form of that key, None if it was not taken."""
    return session().scalar(
        select(TakenForm).where(TakenForm.town_id == town_id, TakenForm.key == key)
    )
