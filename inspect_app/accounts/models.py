"""Tables of one-time links and of wrong guesses at the log-in; queries on them and on accounts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Row, select, update
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.people.access import Role
from inspect_app.people.models import Account


class PasswordTicket(Base):
    """A one-time link with which the holder of an account sets a password."""

    __tablename__ = "password_ticket"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


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


# The only queries that take no town: they find out which town somebody is of.


def account_of_login(login: str) -> Account | None:
    return session().scalar(select(Account).where(Account.login == login))


def account_of_ticket(hashed: str, moment: datetime) -> Row[PasswordTicket, Account] | None:
    """None if the one-time link was used, has expired, or its account is disabled."""
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


def guesses_at_log_in(slot: int) -> LogInGuesses:
    """The row of all names that share the slot, made where there is none."""
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


def account(town_id: int, account_id: int) -> Account | None:
    return session().scalar(
        select(Account).where(Account.town_id == town_id, Account.id == account_id)
    )


def accounts(town_id: int) -> list[Account]:
    """In the order in which they were added, disabled ones too."""
    query = select(Account).where(Account.town_id == town_id).order_by(Account.id)
    return list(session().scalars(query))


def admins(town_id: int) -> list[Account]:
    """Those who can log in: not disabled, with a password."""
    query = select(Account).where(
        Account.town_id == town_id,
        Account.role == Role.ADMIN,
        Account.disabled_at.is_(None),
        Account.password_hash != "",
    )
    return list(session().scalars(query))


def tickets(town_id: int, account_id: int) -> list[PasswordTicket]:
    """Those that nobody has used, expired ones too."""
    query = select(PasswordTicket).where(
        PasswordTicket.town_id == town_id,
        PasswordTicket.account_id == account_id,
        PasswordTicket.used_at.is_(None),
    )
    return list(session().scalars(query))
