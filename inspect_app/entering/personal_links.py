"""个人链接: made, checked, taken back; known phones and the first one enter, others with a code."""

from enum import StrEnum

from inspect_app import audit
from inspect_app.db import now, session
from inspect_app.entering import models, shut_out
from inspect_app.entering.codes import may_guess, take_back_code, use_code
from inspect_app.entering.models import phone_tables
from inspect_app.entering.phones import Browser, NewTokens, known_phone, sign_in
from inspect_app.entering.tokens import new_token, token_hash
from inspect_app.people import models as people


class Refusal(StrEnum):
    """Why nobody was signed in."""

    UNKNOWN = "unknown"  # no such link, or withdrawn
    CODE_ASKED = "code_asked"
    WRONG = "wrong"
    BLOCKED = "blocked"  # too many wrong codes


def asks_code(
    town: people.Town,
    link: models.PersonalLink,
    deputy: people.Deputy,
    device: str | None,
    key: str,
) -> bool:
    """Whether this phone needs a code: not the first one since the link was made, new here.

    A town may ask the first one too. A phone that the office has ended counts as used: whoever
    found it must not pass for the first.
    """
    if known_phone(deputy, device, key):
        return False
    used = phone_tables.phones(deputy.town_id, deputy.id)
    return town.asks_code or any(phone.bound_at >= link.made_at for phone in used)


def enter_by_link(link_token: str, browser: Browser, code: str, key: str) -> NewTokens | Refusal:
    """Sign in the deputy whose link it is; a wrong code is counted and noted in the log."""
    found = models.deputy_of_link(token_hash(link_token, key))
    if found is None:
        return Refusal.UNKNOWN
    link, deputy, _group, town = found
    if asks_code(town, link, deputy, browser.device, key):
        if not code:
            shut_out.note_code_asked(deputy)
            return Refusal.CODE_ASKED
        if not may_guess(link):
            return Refusal.BLOCKED
        if not use_code(deputy, code, link, key):
            note_wrong_code(deputy, "个人链接", link.failures)
            return Refusal.WRONG
    return sign_in(deputy, browser, key, link)


def note_wrong_code(deputy: people.Deputy, way_in: str, failures: int) -> None:
    """Who gave it, nobody knows."""
    stranger = audit.Somebody(deputy.town_id, "没有进入的人")
    what = f"{way_in}的验证码不对，第{failures}次"
    audit.note(stranger, audit.Kind.REFUSED_SIGN_IN, what, f"{deputy.name}代表")


def withdraw(deputy: people.Deputy) -> None:
    """Links, codes, phones and sessions of the deputy are over at once."""
    for link in models.personal_links(deputy.town_id, deputy.id):
        link.withdrawn_at = link.withdrawn_at or now()
    for phone in phone_tables.phones(deputy.town_id, deputy.id):
        phone.ended_at = phone.ended_at or now()
    for row in models.sign_ins_of_deputy(deputy.town_id, deputy.id):
        row.ended_at = now()
    take_back_code(deputy)


def make_link(deputy: people.Deputy, key: str) -> str:
    """The secret is shown once; link, code, phones and sessions of before are over."""
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
