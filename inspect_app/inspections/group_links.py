"""群链接 of an inspection: made and withdrawn by the office; a deputy enters by name and code."""

from inspect_app.db import now, session
from inspect_app.entering.codes import may_guess, use_code
from inspect_app.entering.models import phone_tables
from inspect_app.entering.personal_links import Refusal, note_wrong_code
from inspect_app.entering.phones import Browser, NewTokens, sign_in
from inspect_app.entering.tokens import new_token, token_hash
from inspect_app.inspections import models
from inspect_app.inspections.models import plans, ways_in
from inspect_app.people.models import current_term

MOST_FAILURES = 100  # of all names together: some 60 deputies may mistype, a program may not go on


def withdraw_group_link(inspection: models.Inspection) -> None:
    """Let the inspection's link open nothing any more; who has entered by it stays signed in."""
    for link in ways_in.group_links(inspection.town_id, inspection.id):
        link.withdrawn_at = now()


def make_group_link(inspection: models.Inspection, key: str) -> str:
    """Return the secret of a new link, to be shown once; the earlier one is withdrawn."""
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
    """Return in words why nobody enters by the inspection's link any more, "" where they do."""
    if inspection.state == models.InspectionState.CANCELLED:
        return "这次视察已经撤销"
    if inspection.is_over:
        return "这次视察已经结束"
    term = current_term(inspection.town_id)
    return "" if term and term.id == inspection.term_id else "这一届的任期已经结束"


def wrong_codes(link: ways_in.GroupLink) -> int:
    """Return how many wrong codes were entered there; from ``MOST_FAILURES`` on it is shut."""
    return sum(one.failures for one in phone_tables.guesses_of_link(link.town_id, link.id).values())


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
    guesses = phone_tables.guesses_of_link(link.town_id, link.id)
    mine = guesses.get(deputy_id) or phone_tables.GroupLinkGuesses(
        town_id=link.town_id, group_link_id=link.id, deputy_id=deputy_id, failures=0
    )
    if not may_guess(mine) or wrong_codes(link) >= MOST_FAILURES:
        return Refusal.BLOCKED
    is_right = use_code(deputy, code, mine, key)
    if deputy is None:
        return Refusal.WRONG
    session().add(mine)
    if not is_right:
        note_wrong_code(deputy, "群链接", mine.failures)
        return Refusal.WRONG
    return sign_in(deputy, browser, key)
