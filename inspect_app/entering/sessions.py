"""Sessions: start, know again, renew, end."""

from dataclasses import replace
from datetime import datetime, timedelta

from inspect_app.db import now, session
from inspect_app.entering import models
from inspect_app.entering.models import phone_tables
from inspect_app.entering.tokens import new_token, token_hash
from inspect_app.people import models as people
from inspect_app.people.access import Actor, Role

DEPUTY_SESSION = timedelta(days=180)
RENEWED_AFTER = timedelta(days=1)  # so that using it costs one write a day


def start_session(row: models.SignIn, length: timedelta, key: str) -> str:
    token = new_token()
    row.token_hash = token_hash(token, key)
    row.started_at = row.seen_at = now()
    row.expires_at = row.started_at + length
    session().add(row)
    return token


def person_of(session_token: str, key: str) -> tuple[Actor, datetime] | None:
    """Whose session it is and when it was last seen; None if it is over."""
    found = models.person_of_session(token_hash(session_token, key), now())
    if found is None:
        return None
    town_id, example_of, role, person_id, name, seen_at = found
    return Actor(town_id, role, person_id, name, example_of=example_of), seen_at


def former_of(session_token: str, key: str) -> Actor | None:
    """The former deputy whose phone this is; None where that is nobody who is still heard."""
    found = models.former_of_session(token_hash(session_token, key), now())
    if found is None:
        return None
    town_id, deputy_id, name = found
    return Actor(town_id, Role.DEPUTY, deputy_id, name, is_former=True)


def former_selves(actor: Actor, device: str | None, key: str) -> dict[int, Actor]:
    """As whom of earlier terms the deputy is still heard on this phone, by deputy's id."""
    if device is None:
        return {}
    ids = phone_tables.ids_on_phone(actor.town_id, actor.name, token_hash(device, key), now())
    return {one: replace(actor, person_id=one, is_former=True) for one in ids}


def was_former_self(actor: Actor, deputy_id: int, device: str | None, key: str) -> bool:
    """Whether the deputy was that one on this phone, still heard or not."""
    if device is None:
        return False
    return deputy_id in phone_tables.ids_on_phone(
        actor.town_id, actor.name, token_hash(device, key), heard_at=None
    )


def renew(session_token: str, key: str) -> bool:
    """Let a deputy's session last as long again: who uses it need not open the link anew.

    Not that of who was shut out, or left and is heard a while, before the turn to write came;
    return whether it was done.
    """
    row = models.session_of(token_hash(session_token, key))
    if row is None or person_of(session_token, key) is None:
        return False
    row.seen_at, row.expires_at = now(), now() + DEPUTY_SESSION
    return True


def look_at(session_token: str, example: people.Town | None, key: str) -> None:
    """Let an account's session look at its town's example, or at the town itself again."""
    row = models.session_of(token_hash(session_token, key))
    if row:
        row.example_id = example.id if example else None


def sign_out(session_token: str, key: str) -> None:
    row = models.session_of(token_hash(session_token, key))
    if row:
        row.ended_at = now()
