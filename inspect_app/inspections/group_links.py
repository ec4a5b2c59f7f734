"""群链接 of an inspection: made and withdrawn by the office; a deputy enters by name and code."""

from inspect_app.db import now, session
from inspect_app.entering import models as entering
from inspect_app.entering.codes import may_guess, use_code
from inspect_app.entering.models import phone_tables
from inspect_app.entering.personal_links import Refusal, note_wrong_code
from inspect_app.entering.phones import Browser, NewTokens, known_phone, sign_in
from inspect_app.entering.throttle import FREE_FAILURES, GuessCounter
from inspect_app.entering.tokens import new_token, token_hash
from inspect_app.inspections import models
from inspect_app.inspections.models import plans, ways_in
from inspect_app.people import models as people

# Wrong codes of all names together: some 60 deputies may mistype. From here on a program is at
# work, and a name has its first tries alone: who goes through the names has 5 of 10**6 at each.
# To shut the link for all would let any bearer keep everybody out.
MANY_FAILURES = 100


def withdraw_group_link(inspection: models.Inspection) -> None:
    """Let the inspection's link open nothing any more; who has entered by it stays signed in."""
    for link in ways_in.group_links(inspection.town_id, inspection.id):
        link.withdrawn_at = now()


def make_group_link(inspection: models.Inspection, key: str) -> str:
    """The secret of a new link, to be shown once; the earlier one is withdrawn."""
    withdraw_group_link(inspection)
    token = new_token()
    session().add(
        ways_in.GroupLink(
            town_id=inspection.town_id,
            inspection_id=inspection.id,
            token_hash=token_hash(token, key),
            made_at=now(),
        )
    )
    return token


def why_shut(inspection: models.Inspection) -> str:
    """In words why nobody enters by the inspection's link any more, "" where they do."""
    if inspection.state == models.InspectionState.CANCELLED:
        return "这次视察已经撤销"
    if inspection.is_over:
        return "这次视察已经结束"
    term = people.current_term(inspection.town_id)
    return "" if term and term.id == inspection.term_id else "这一届的任期已经结束"


def is_guessed_at(link: ways_in.GroupLink) -> bool:
    """Whether so many wrong codes were entered there that somebody tries all names."""
    guesses = phone_tables.guesses_of_link(link.town_id, link.id)
    return sum(one.failures for one in guesses.values()) >= MANY_FAILURES


def enter_by_group_link(
    token: str, deputy_id: int, browser: Browser, code: str, key: str
) -> NewTokens | Refusal:
    """Sign in who gives a name of the inspection and that deputy's code.

    A name that is not expected is answered like a wrong code.
    """
    found = ways_in.group_link_of(token_hash(token, key))
    if found is None or why_shut(found[1]):
        return Refusal.UNKNOWN
    link, inspection, _town = found
    expected = plans.deputies_with_a_way_in(link.town_id, inspection.id)
    deputy = next((one for one, _ in expected if one.id == deputy_id), None)
    at_name = _guesses_at_name(link, deputy_id)
    own = _own_link(deputy, browser, key)
    is_used_up = at_name.failures >= FREE_FAILURES and is_guessed_at(link)
    counter: GuessCounter = own or at_name
    if not may_guess(counter) or (is_used_up and own is None):
        return Refusal.BLOCKED
    is_right = use_code(deputy, code, counter, key)
    if deputy is None:
        return Refusal.WRONG
    session().add(counter)
    if not is_right:
        note_wrong_code(deputy, "群链接", counter.failures)
        return Refusal.WRONG
    return sign_in(deputy, browser, key)


def _guesses_at_name(link: ways_in.GroupLink, deputy_id: int) -> phone_tables.GroupLinkGuesses:
    known = phone_tables.guesses_of_link(link.town_id, link.id).get(deputy_id)
    return known or phone_tables.GroupLinkGuesses(
        town_id=link.town_id, group_link_id=link.id, deputy_id=deputy_id, failures=0
    )


def _own_link(
    deputy: people.Deputy | None, browser: Browser, key: str
) -> entering.PersonalLink | None:
    """Where wrong codes count on a phone that is known as the deputy's: at the own link.

    Whatever strangers guess at the name, they do not keep that phone out.
    """
    if deputy is None or known_phone(deputy, browser.device, key) is None:
        return None
    links = entering.personal_links(deputy.town_id, deputy.id)
    return next((one for one in links if one.withdrawn_at is None), None)
