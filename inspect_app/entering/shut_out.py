"""Whose own phone is shut out, because the link was first opened on another: the office is told.

Read from the log, so that nothing has to be kept and tidied: what the office does about it, or the
deputy by entering, is later than what is told.
"""

from dataclasses import dataclass
from datetime import datetime

from inspect_app import audit
from inspect_app.audit.models import last_by_person
from inspect_app.entering import models
from inspect_app.entering.codes import CODE_LIFE
from inspect_app.entering.models import phone_tables
from inspect_app.people import models as people
from inspect_app.people.access import Actor

LEAVING = "在不是自己的手机上退出"
CODE_ASKED = "一部没有进入过的手机要验证码"


@dataclass(frozen=True)
class ShutOut:
    """Why a deputy's own phone may be shut out, and since when."""

    since: datetime
    asks_code: bool


def note_leaving(deputy: Actor) -> None:
    audit.note(deputy, audit.Kind.SIGN_OUT, LEAVING)


def note_code_asked(deputy: people.Deputy) -> None:
    """Once, until the office has given a link or a code, or the deputy has entered."""
    found = of_town(deputy.town_id).get(deputy.id)
    if found and found.asks_code:
        return
    stranger = audit.Somebody(deputy.town_id, "没有进入的人", person_id=deputy.id)
    audit.note(stranger, audit.Kind.REFUSED_SIGN_IN, CODE_ASKED, f"{deputy.name}代表")


def of_town(town_id: int) -> dict[int, ShutOut]:
    """Which deputies' phones wait for a code or a new link, by deputy.

    Who has left a phone and has another one in waits for nothing.
    """
    seen_to, has_phone = _seen_to(town_id), phone_tables.counts_of_phones(town_id)
    found = {
        deputy_id: ShutOut(at, asks_code=False)
        for deputy_id, at in last_by_person(town_id, LEAVING).items()
        if deputy_id not in has_phone
    }
    asked = last_by_person(town_id, CODE_ASKED)
    found |= {deputy_id: ShutOut(at, asks_code=True) for deputy_id, at in asked.items()}
    for deputy_id, seen_at in seen_to.items():
        if deputy_id in found and found[deputy_id].since <= seen_at:
            del found[deputy_id]
    return found


def _seen_to(town_id: int) -> dict[int, datetime]:
    """When a deputy was last given a link or a code, or let in on a new phone."""
    given = {one: at - CODE_LIFE for one, at in phone_tables.last_codes(town_id).items()}
    made = {
        deputy.id: link.made_at for deputy, _, link in models.deputies_and_links(town_id) if link
    }
    latest: dict[int, datetime] = {}
    for moments in (given, made, phone_tables.last_bound(town_id)):
        for deputy_id, at in moments.items():
            latest[deputy_id] = max(at, latest.get(deputy_id, at))
    return latest
