"""A deputy enters with a phone: known ones at once, the first by its link, others with a code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspect_app import audit
from inspect_app.db import now, session
from inspect_app.entering import keys, models, shut_out
from inspect_app.entering.codes import may_guess, take_back_code, use_code
from inspect_app.entering.sessions import DEPUTY_SESSION, start_session
from inspect_app.entering.tokens import is_device, new_device, new_token, token_hash
from inspect_app.people import models as people
from inspect_app.people.access import Actor, Role


@dataclass(frozen=True)
class Browser:
    """What a deputy enters with: the token it was given earlier, and what it is, in words."""

    device: str | None = None
    words: str = ""


@dataclass(frozen=True)
class Entered:
    """The tokens of the new session and of the phone, for its cookies."""

    session: str
    device: str


class Refusal(StrEnum):
    """Why nobody was signed in."""

    UNKNOWN = "unknown"  # no such link, or withdrawn
    CODE_ASKED = "code_asked"
    WRONG = "wrong"
    BLOCKED = "blocked"  # too many wrong codes


def known_as(cookie: str | None, key: str) -> str | None:
    """Return the browser's token if it was given one; what it has made up itself is none.

    Tokens given by an earlier version bear no mark: they are known by what was bound to them.
    """
    if cookie and (is_device(cookie, key) or keys.is_bound(token_hash(cookie, key))):
        return cookie
    return None


def asks_code(
    town: people.Town,
    link: models.PersonalLink,
    deputy: people.Deputy,
    device: str | None,
    key: str,
) -> bool:
    """Return whether this phone needs a code: not the first one since the link was made, new here.

    A town may ask the first one too. A phone that the office has ended counts as used: whoever
    found it must not pass for the first.
    """
    if _known_phone(deputy, device, key):
        return False
    used = keys.phones(deputy.town_id, deputy.id)
    return town.asks_code or any(phone.bound_at >= link.made_at for phone in used)


def enter_by_link(link_token: str, browser: Browser, code: str, key: str) -> Entered | Refusal:
    """Sign in the deputy of a personal link, or say what is missing."""
    found = models.deputy_of_link(token_hash(link_token, key))
    if found is None:
        return Refusal.UNKNOWN
    link, deputy, _group, town = found
    if asks_code(town, link, deputy, browser.device, key):
        if not code:
            shut_out.note_asked(deputy)
            return Refusal.CODE_ASKED
        if not may_guess(link):
            return Refusal.BLOCKED
        if not use_code(deputy, code, link, key):
            note_wrong_code(deputy, "个人链接", link.failures)
            return Refusal.WRONG
    return sign_in(deputy, browser, key, link)


def note_wrong_code(deputy: people.Deputy, door: str, failures: int) -> None:
    """Keep in the log that somebody gave a wrong code; who it was, nobody knows."""
    stranger = audit.Somebody(deputy.town_id, "没有进入的人")
    what = f"{door}的验证码不对，第{failures}次"
    audit.note(stranger, audit.Kind.REFUSED_SIGN_IN, what, f"{deputy.name}代表")


def sign_in(
    deputy: people.Deputy, browser: Browser, key: str, link: models.PersonalLink | None = None
) -> Entered:
    """Start the deputy's session on this phone; the phone's earlier session is over."""
    device = browser.device or new_device(key)
    phone = _bound(deputy, device, browser.words, key)
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
    return Entered(start_session(row, DEPUTY_SESSION, key), device)


def _phone(deputy: people.Deputy, device: str, key: str) -> keys.Phone | None:
    hashed = token_hash(device, key)
    phones = keys.phones(deputy.town_id, deputy.id)
    return next((phone for phone in phones if phone.device_hash == hashed), None)


def _known_phone(deputy: people.Deputy, device: str | None, key: str) -> keys.Phone | None:
    phone = _phone(deputy, device, key) if device else None
    return phone if phone and phone.ended_at is None else None


def _bound(deputy: people.Deputy, device: str, words: str, key: str) -> keys.Phone:
    """Return the phone's row; one that was ended is bound anew."""
    phone = _phone(deputy, device, key)
    if phone is None:
        phone = keys.Phone(
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

    phone: keys.Phone
    seen_at: datetime | None


def signed_in_phones(town_id: int, deputy_id: int) -> list[SeenPhone]:
    """Return the phones the deputy enters with; not those that were ended."""
    seen = {row.phone_id: row.seen_at for row in models.sign_ins_of_deputy(town_id, deputy_id)}
    phones = keys.phones(town_id, deputy_id)
    return [SeenPhone(phone, seen.get(phone.id)) for phone in phones if phone.ended_at is None]


def end_phone(phone: keys.Phone) -> None:
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
    for phone in keys.phones(row.town_id, row.deputy_id):
        if phone.id == row.phone_id:
            end_phone(phone)


def withdraw(deputy: people.Deputy) -> None:
    """Take back link and code at once; whatever the deputy entered with is signed out."""
    for link in models.personal_links(deputy.town_id, deputy.id):
        link.withdrawn_at = link.withdrawn_at or now()
    for phone in keys.phones(deputy.town_id, deputy.id):
        phone.ended_at = phone.ended_at or now()
    for row in models.sign_ins_of_deputy(deputy.town_id, deputy.id):
        row.ended_at = now()
    take_back_code(deputy)


def make_link(deputy: people.Deputy, key: str) -> str:
    """Return the secret of a new personal link, to be shown once; everything before is over."""
    withdraw(deputy)
    token = new_token()
    session().add(
        models.PersonalLink(
            town_id=deputy.town_id,
            deputy_id=deputy.id,
            token_hash=token_hash(token, key),
            made_at=now(),
        )
    )
    session().flush()
    return token
