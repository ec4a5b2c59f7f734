"""Tables of personal links and sessions, and every query on them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.people.access import Role
from inspect_app.people.models import Account, Deputy, DeputyGroup, Term, Town


class PersonalLink(Base):
    """个人链接 of a deputy; the secret itself is nowhere."""

    __tablename__ = "personal_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]


class SignIn(Base):
    """A session on the server: of a deputy's phone or of an office account."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("deputy.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    # The link it came from: withdrawing the link ends the session with it.
    link_id: Mapped[int | None] = mapped_column(ForeignKey("personal_link.id"))
    phone_id: Mapped[int | None] = mapped_column(ForeignKey("phone.id"))
    example_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"))  # where it looks, if so
    device: Mapped[str | None]  # of an account, in words; a deputy's are its phone's
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # to the day
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


# The only queries that take no town: they find out which town somebody is of.


def deputy_of_link(hashed: str) -> Row[PersonalLink, Deputy, DeputyGroup, Town] | None:
    """None where the link was withdrawn, or its deputy archived, or the term has ended."""
    return (
        session()
        .execute(
            select(PersonalLink, Deputy, DeputyGroup, Town)
            .join(Deputy, Deputy.id == PersonalLink.deputy_id)
            .join(DeputyGroup, DeputyGroup.id == Deputy.group_id)
            .join(Town, Town.id == Deputy.town_id)
            .join(Term, Term.id == Deputy.term_id)
            .where(
                PersonalLink.token_hash == hashed,
                PersonalLink.withdrawn_at.is_(None),
                Deputy.archived_at.is_(None),
                Term.ends_on.is_(None),
            )
        )
        .first()
    )


def departure_of_link(hashed: str) -> Row[Town, Term] | None:
    """Town and term of a link that shut because its deputy has left, None otherwise.

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


_PERSON_OF_SESSION = (  # built once: every request asks for it
    select(
        Town.id,
        Town.example_of_id,
        SignIn.role,
        func.coalesce(SignIn.deputy_id, SignIn.account_id),
        func.coalesce(Deputy.name, Account.name),
        SignIn.seen_at,
    )
    .join(Town, Town.id == func.coalesce(SignIn.example_id, SignIn.town_id))
    .outerjoin(Deputy, Deputy.id == SignIn.deputy_id)
    .outerjoin(Account, Account.id == SignIn.account_id)
    .outerjoin(PersonalLink, PersonalLink.id == SignIn.link_id)
    .outerjoin(Term, Term.id == Deputy.term_id)
    .where(
        SignIn.token_hash == bindparam("hashed"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("moment"),
        PersonalLink.withdrawn_at.is_(None),
        Account.disabled_at.is_(None),
        Deputy.archived_at.is_(None),
        Term.ends_on.is_(None),
    )
)


def person_of_session(
    hashed: str, moment: datetime
) -> Row[int, int | None, Role, int, str, datetime] | None:
    """Town, whose example that is, role, deputy or account, name, last seen of a session.

    None if it is over.
    """
    # Every request asks for it, and each write once more: past the ORM it takes half of the time.
    current = session()
    current.flush()
    which = {"hashed": hashed, "moment": moment}
    return current.connection().execute(_PERSON_OF_SESSION, which).first()


def former_of_session(hashed: str, moment: datetime) -> Row[int, int, str] | None:
    """(town id, deputy id, name) where the end of the term, or the archive, shut a session.

    None where anything else did: the office, another sign-in, or time.
    """
    query = (
        select(SignIn.town_id, Deputy.id, Deputy.name)
        .join(Deputy, Deputy.id == SignIn.deputy_id)
        .join(Term, Term.id == Deputy.term_id)
        .where(
            SignIn.token_hash == hashed,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > moment,
            or_(Deputy.archived_at.is_not(None), Term.ends_on.is_not(None)),
        )
    )
    return session().execute(query).first()


def session_of(hashed: str) -> SignIn | None:
    """Also one that is over."""
    return session().scalar(select(SignIn).where(SignIn.token_hash == hashed))


# Everything below belongs to the town that is handed in.


def personal_links(town_id: int, deputy_id: int) -> list[PersonalLink]:
    """Withdrawn ones too."""
    return list(
        session().scalars(
            select(PersonalLink).where(
                PersonalLink.town_id == town_id, PersonalLink.deputy_id == deputy_id
            )
        )
    )


def deputies_and_links(
    town_id: int,
) -> Sequence[Row[Deputy, DeputyGroup, PersonalLink | None]]:
    """Deputies in office, group by group; None for the link where none opens."""
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


def sign_ins_of_deputy(town_id: int, deputy_id: int) -> list[SignIn]:
    """Those that nobody has ended, expired ones too."""
    query = select(SignIn).where(
        SignIn.town_id == town_id, SignIn.deputy_id == deputy_id, SignIn.ended_at.is_(None)
    )
    return list(session().scalars(query))


def sign_ins_of_account(town_id: int, account_id: int, moment: datetime) -> list[SignIn]:
    """Those that are alive, the latest first."""
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
