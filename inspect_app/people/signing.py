"""Ways in and out: make a link, sign in by link or password, sign out."""

from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from inspect_app import audit
from inspect_app.db import now, session
from inspect_app.people import models
from inspect_app.people.access import Actor, Role
from inspect_app.people.links import new_token, token_hash

DEPUTY_SESSION = timedelta(days=180)
OFFICE_SESSION = timedelta(hours=12)
FREE_FAILURES = 5
BLOCK = timedelta(minutes=15)

_hasher = PasswordHasher()
# Checked when the log-in name is unknown, so that the answer takes as long as for a known one.
_STAND_IN = _hasher.hash(new_token())


def hash_password(password: str) -> str:
    """Return the argon2 hash to keep."""
    return _hasher.hash(password)


def make_link(deputy: models.Deputy, key: str) -> str:
    """Return the secret of a new personal link; earlier links of the deputy are withdrawn."""
    for link in models.personal_links(deputy.town_id, deputy.id):
        link.withdrawn_at = link.withdrawn_at or now()
    token = new_token()
    session().add(
        models.PersonalLink(
            town_id=deputy.town_id,
            deputy_id=deputy.id,
            token_hash=token_hash(token, key),
            made_at=now(),
        )
    )
    return token


def sign_in_by_link(link_token: str, key: str) -> str | None:
    """Return the token of a new deputy session, None if the link is unknown or withdrawn."""
    found = models.deputy_of_link(token_hash(link_token, key))
    if found is None:
        return None
    link, deputy, _group, _town = found
    row = models.SignIn(
        town_id=deputy.town_id, role=Role.DEPUTY, deputy_id=deputy.id, link_id=link.id
    )
    who = Actor(deputy.town_id, Role.DEPUTY, deputy.id, deputy.name)
    audit.note(who, audit.Kind.SIGN_IN, "用个人链接进入")
    return _started(row, DEPUTY_SESSION, key)


def _started(row: models.SignIn, length: timedelta, key: str) -> str:
    """Start the session and return its token."""
    token = new_token()
    row.token_hash = token_hash(token, key)
    row.started_at, row.expires_at = now(), now() + length
    session().add(row)
    return token


def password_is_right(login: str, password: str) -> bool:
    """Return whether the password fits; slow on purpose, so never call it while writing."""
    account = models.account_of_login(login)
    right = _matches(account.password_hash if account else _STAND_IN, password)
    return right and account is not None


def sign_in_by_password(login: str, *, right: bool, key: str) -> str | None:
    """Return the token of a new office session, None if the password was wrong or is not heard.

    After ``FREE_FAILURES`` wrong passwords the account hears none for ``BLOCK``, then one more at
    a time: never locked for ever, so that a stranger cannot lock the office out.
    """
    account = models.account_of_login(login)
    if account is None or (account.blocked_until and account.blocked_until > now()):
        return None
    if not right:
        account.failures += 1
        if account.failures >= FREE_FAILURES:
            account.blocked_until = now() + BLOCK
        # Of an account that hears no password for now nothing is noted: a stranger who goes on
        # trying cannot fill the log.
        what = f"密码不对，连续第{account.failures}次"
        audit.note(_stranger(account), audit.Kind.REFUSED_SIGN_IN, what, f"账号{account.name}")
        return None
    account.failures, account.blocked_until = 0, None
    who = Actor(account.town_id, account.role, account.id, account.name)
    audit.note(who, audit.Kind.SIGN_IN, "用密码登录")
    row = models.SignIn(town_id=account.town_id, role=account.role, account_id=account.id)
    return _started(row, OFFICE_SESSION, key)


def _stranger(account: models.Account) -> audit.Somebody:
    """Return who tried to log in: nobody knows whether it was the account's owner."""
    return audit.Somebody(account.town_id, "没有登录的人")


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def person_of(session_token: str, key: str) -> Actor | None:
    """Return who the session belongs to, None if it is unknown, ended or expired."""
    found = models.person_of_session(token_hash(session_token, key), now())
    return Actor(*found) if found else None


def sign_out(session_token: str, key: str) -> None:
    """End the session on the server."""
    row = models.session_of(token_hash(session_token, key))
    if row:
        row.ended_at = now()
