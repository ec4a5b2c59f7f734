"""A deputy's phones: one is signed in, known again, ended."""

from dataclasses import dataclass
from datetime import datetime

from inspect_app import audit
from inspect_app.db import now, session
from inspect_app.entering import models
from inspect_app.entering.models import phone_tables
from inspect_app.entering.sessions import DEPUTY_SESSION, start_session
from inspect_app.entering.tokens import is_device, new_device, token_hash
from inspect_app.people import models as people
from inspect_app.people.access import Actor, Role


@dataclass(frozen=True)
class Browser:
    """What a deputy enters with: the token it was given earlier, and what it is, in words."""

    device: str | None = None
    words: str = ""


@dataclass(frozen=True)
class NewTokens:
    """The tokens of the new session and of the phone, for its cookies."""

    session: str
    device: str


def device_of_cookie(cookie: str | None, key: str) -> str | None:
    """The browser's token if it was given one; what it has made up itself is none.

    Tokens given by an earlier version bear no mark: they are known by what was bound to them.
    """
    if cookie and (is_device(cookie, key) or phone_tables.is_bound(token_hash(cookie, key))):
        return cookie
    return None


def known_phone(deputy: people.Deputy, device: str | None, key: str) -> phone_tables.Phone | None:
    """None where the phone is new to the deputy, or was ended."""
    phone = _phone(deputy, device, key) if device else None
    return phone if phone and phone.ended_at is None else None


def _phone(deputy: people.Deputy, device: str, key: str) -> phone_tables.Phone | None:
    hashed = token_hash(device, key)
    phones = phone_tables.phones(deputy.town_id, deputy.id)
    return next((phone for phone in phones if phone.device_hash == hashed), None)


def sign_in(
    deputy: people.Deputy, browser: Browser, key: str, link: models.PersonalLink | None = None
) -> NewTokens:
    """Start the deputy's session on this phone; the phone's earlier session is over."""
    device = browser.device or new_device(key)
    phone = _bind(deputy, device, browser.words, key)
    for earlier in models.sign_ins_of_deputy(deputy.town_id, deputy.id):
        if earlier.phone_id == phone.id:
            earlier.ended_at = now()
    row = models.SignIn(
        town_id=deputy.town_id,
        role=Role.DEPUTY,
        deputy_id=deputy.id,
        link_id=link.id if link else None,
        phone_id=phone.id,
    )
    who = Actor(deputy.town_id, Role.DEPUTY, deputy.id, deputy.name)
    audit.note(who, audit.Kind.SIGN_IN, f"用{'个人链接' if link else '群链接'}进入")
    return NewTokens(start_session(row, DEPUTY_SESSION, key), device)


def _bind(deputy: people.Deputy, device: str, words: str, key: str) -> phone_tables.Phone:
    """The phone's row; one that was ended is bound anew."""
    phone = _phone(deputy, device, key)
    if phone is None:
        phone = phone_tables.Phone(
            town_id=deputy.town_id,
            deputy_id=deputy.id,
            device_hash=token_hash(device, key),
            words=words,
            bound_at=now(),
        )
        session().add(phone)
    elif phone.ended_at:
        phone.bound_at, phone.ended_at = now(), None
    phone.words = words
    session().flush()
    return phone


@dataclass(frozen=True)
class SeenPhone:
    """A phone of a deputy, and the day it was last used."""

    phone: phone_tables.Phone
    seen_at: datetime | None


def signed_in_phones(town_id: int, deputy_id: int) -> list[SeenPhone]:
    """The latest first; not those that were ended."""
    seen = {row.phone_id: row.seen_at for row in models.sign_ins_of_deputy(town_id, deputy_id)}
    phones = phone_tables.phones(town_id, deputy_id)
    return [SeenPhone(phone, seen.get(phone.id)) for phone in phones if phone.ended_at is None]


def end_phone(phone: phone_tables.Phone) -> None:
    """Sign the phone out; it needs a code to come back. What it keeps stays on it."""
    phone.ended_at = now()
    for row in models.sign_ins_of_deputy(phone.town_id, phone.deputy_id):
        if row.phone_id == phone.id:
            row.ended_at = now()


def leave(session_token: str, key: str) -> None:
    """Sign out of a phone that is not the deputy's own: it is known no more."""
    row = models.session_of(token_hash(session_token, key))
    if row is None or row.deputy_id is None:
        return
    row.ended_at = now()
    for phone in phone_tables.phones(row.town_id, row.deputy_id):
        if phone.id == row.phone_id:
            end_phone(phone)
