"""群链接: the office makes it and gives codes; deputies choose their name and enter."""

from collections.abc import Sequence

from flask import Blueprint, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.desk.views import once
from inspect_app.entering.codes import give_code
from inspect_app.entering.personal_links import Refusal
from inspect_app.entering.phones import NewTokens
from inspect_app.entering.sessions import person_of
from inspect_app.entering.tokens import token_hash, without_what_sticks
from inspect_app.entering.views.browser import DEPUTY_COOKIE, browser
from inspect_app.entering.views.personal_link import (
    REFUSAL_WORDS,
    entered_code,
    refused,
    to_today,
    unknown_link,
)
from inspect_app.inspections import group_links, models
from inspect_app.inspections.models import plans, ways_in
from inspect_app.inspections.views.inspection_asked import in_office, inspection_asked
from inspect_app.people import models as people
from inspect_app.people.access import Action, Actor, declares
from inspect_app.text import number_sent
from inspect_app.web import see_other, session_token, settings, writing

blueprint = Blueprint("group_links", __name__)


@blueprint.get("/g/<token>", strict_slashes=False)
@declares(Action.ENTER)
def choose_name(token: str) -> BaseResponse | tuple[str, int]:
    """Show the names that are expected; after one was chosen (``?deputy=``), ask for its code.

    Who is signed in on this phone goes on without one.
    """
    deputy_id = number_sent(request.args, "deputy")
    return _on_to_today(token, deputy_id) or _page(token, deputy_id, None)


def _on_to_today(token: str, deputy_id: int) -> BaseResponse | None:
    """Lead the deputy who is signed in on this phone to the day's work; anybody else nowhere."""
    found = ways_in.group_link_of(token_hash(token, settings().secret_key))
    if found is None or group_links.why_shut(found[1]):
        return None
    me = _signed_in(found[2])
    return see_other(url_for("records.today")) if me and me.person_id == deputy_id else None


def _signed_in(town: people.Town) -> Actor | None:
    """None where the phone has no session of a deputy of the town."""
    session = session_token(DEPUTY_COOKIE)
    found = person_of(session, settings().secret_key) if session else None
    is_own = found and found[0].town_id == town.id and found[0].may(Action.FILL)
    return found[0] if found and is_own else None


def _page(token: str, deputy_id: int, refusal: Refusal | None) -> BaseResponse | tuple[str, int]:
    found = ways_in.group_link_of(token_hash(token, settings().secret_key))
    if found is None:
        clean = without_what_sticks(token)
        return see_other(url_for(".choose_name", token=clean)) if clean else unknown_link()
    link, inspection, town = found
    known = {"town": town, "inspection": inspection, "me": _signed_in(town)}
    if why := group_links.why_shut(inspection):
        return render_template("inspections/shut_link.html", why=why, **known), 410
    expected = plans.deputies_with_a_way_in(link.town_id, inspection.id)
    chosen = next((deputy for deputy, _ in expected if deputy.id == deputy_id), None)
    page = render_template(
        "inspections/enter_code.html" if chosen else "inspections/choose_name.html",
        token=token,
        groups=_by_group(expected),
        chosen=chosen,
        error=REFUSAL_WORDS.get(refusal) if refusal else None,
        **known,
    )
    return refused(page, refusal) if refusal else make_response(page)


def _by_group(expected: Sequence[plans.Expected]) -> dict[str, list[people.Deputy]]:
    groups: dict[str, list[people.Deputy]] = {}
    for deputy, group in expected:
        groups.setdefault(group.name, []).append(deputy)
    return groups


@blueprint.post("/g/<token>")
@declares(Action.ENTER)
def enter(token: str) -> BaseResponse | tuple[str, int]:
    """Sign in who gives a name and its code; a wrong one of the two is answered alike."""
    deputy_id = number_sent(request.form, "deputy")
    if on_to_today := _on_to_today(token, deputy_id):
        return on_to_today
    with writing():
        answer = group_links.enter_by_group_link(
            token, deputy_id, browser(), entered_code(), settings().secret_key
        )
    if isinstance(answer, NewTokens):
        return to_today(answer)
    return _page(token, deputy_id, answer)


@blueprint.get("/office/inspections/<int:inspection_id>/group-link")
@declares(Action.LINKS)
def group_link(inspection_id: int) -> str:
    """Show whether the inspection has a link for its chat group, and who is expected."""
    return _office_page(inspection_asked(inspection_id))


def _office_page(inspection: models.Inspection, address: str | None = None) -> str:
    links = ways_in.group_links(inspection.town_id, inspection.id)
    return render_template(
        "inspections/group_link.html",
        town=people.town(inspection.town_id),
        inspection=inspection,
        link=links[0] if links else None,
        is_guessed_at=bool(links) and group_links.is_guessed_at(links[0]),
        groups=_by_group(plans.deputies_with_a_way_in(inspection.town_id, inspection.id)),
        address=address,
        is_loopback=settings().is_loopback,
        in_office=in_office(inspection),
    )


@blueprint.post("/office/inspections/<int:inspection_id>/group-link")
@declares(Action.LINKS)
def make(inspection_id: int) -> str | tuple[str, int]:
    """Make the link and show it once, with the words to paste; the earlier one is withdrawn.

    None replaces an earlier one where no phone reaches the address: phones may use that.
    """
    with writing():
        inspection = inspection_asked(inspection_id)
        if inspection.is_over or not in_office(inspection):
            return _office_page(inspection), 422
        once.tell_again(url_for("group_links.group_link", inspection_id=inspection_id))
        if settings().is_loopback and ways_in.group_links(inspection.town_id, inspection.id):
            return _office_page(inspection), 422
        token = group_links.make_group_link(inspection, settings().secret_key)
        audit.note(g.actor, audit.Kind.LINK, "生成群链接", inspection.title)
        once.take()
    return _office_page(inspection, f"{settings().base_url}/g/{token}")


@blueprint.post("/office/inspections/<int:inspection_id>/group-link/withdraw")
@declares(Action.LINKS)
def withdraw(inspection_id: int) -> BaseResponse:
    """Let the link open nothing any more."""
    with writing():
        inspection = inspection_asked(inspection_id)
        group_links.withdraw_group_link(inspection)
        audit.note(g.actor, audit.Kind.LINK, "收回群链接", inspection.title)
    return see_other(url_for("group_links.group_link", inspection_id=inspection_id))


@blueprint.post("/office/inspections/<int:inspection_id>/codes")
@declares(Action.LINKS)
def give_codes(inspection_id: int) -> str | tuple[str, int]:
    """Give everybody who is expected a new code; a list to print, shown once."""
    with writing():
        inspection = inspection_asked(inspection_id)
        if inspection.is_over or not in_office(inspection):
            return _office_page(inspection), 422
        once.tell_again(url_for("group_links.group_link", inspection_id=inspection_id))
        expected = plans.deputies_with_a_way_in(inspection.town_id, inspection.id)
        given = [
            (deputy, group, give_code(deputy, settings().secret_key)) for deputy, group in expected
        ]
        audit.note(g.actor, audit.Kind.LINK, f"给{len(given)}位代表生成验证码", inspection.title)
        once.take()
    return render_template(
        "inspections/codes.html",
        inspection=inspection,
        given=given,
    )
