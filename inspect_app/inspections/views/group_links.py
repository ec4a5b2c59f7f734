"""群链接: the office makes it and gives codes; deputies choose their name and enter."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit, db
from inspect_app.inspections import group_links, models
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.people.codes import give_code
from inspect_app.people.entering import Entered, Refusal
from inspect_app.people.links import token_hash
from inspect_app.people.views.entering import (
    TOLD,
    browser,
    entered_code,
    refused,
    to_today,
    unknown_link,
)
from inspect_app.web import database, see_other, settings, whole

blueprint = Blueprint("group_links", __name__)


@blueprint.get("/g/<token>")
@declares(Action.ENTER)
def choose_name(token: str) -> str | tuple[str, int]:
    """Show the names that are expected; after one was chosen (``?deputy=``), ask for its code."""
    return _page(token, whole(request.args, "deputy"), None) or unknown_link()


def _page(token: str, deputy_id: int, refusal: Refusal | None) -> str | None:
    found = models.group_link_of(token_hash(token, settings().secret_key))
    if found is None:
        return None
    link, inspection, town = found
    expected = models.deputies_expected(link.town_id, inspection.id)
    chosen = next((deputy for deputy, _ in expected if deputy.id == deputy_id), None)
    return render_template(
        "inspections/enter_code.html" if chosen else "inspections/choose_name.html",
        town=town,
        inspection=inspection,
        token=token,
        groups=_by_group(expected),
        chosen=chosen,
        error=TOLD[refusal] if refusal else None,
    )


def _by_group(expected: Sequence[models.Expected]) -> dict[str, list[people.Deputy]]:
    groups: dict[str, list[people.Deputy]] = {}
    for deputy, group in expected:
        groups.setdefault(group.name, []).append(deputy)
    return groups


@blueprint.post("/g/<token>")
@declares(Action.ENTER)
def enter(token: str) -> BaseResponse | tuple[str, int]:
    """Sign in who gives a name and its code; a wrong one of the two is answered alike."""
    deputy_id = whole(request.form, "deputy")
    with db.writing(database()):
        answer = group_links.enter_by_group_link(
            token, deputy_id, browser(), entered_code(), settings().secret_key
        )
    if isinstance(answer, Entered):
        return to_today(answer)
    page = _page(token, deputy_id, answer)
    return refused(page, answer) if page else unknown_link()


@blueprint.get("/office/inspections/<int:inspection_id>/group-link")
@declares(Action.LINKS)
def group_link(inspection_id: int) -> str:
    """Show whether the inspection has a link for its chat group, and who is expected."""
    return _office_page(_inspection(inspection_id))


def _inspection(inspection_id: int) -> models.Inspection:
    """:raise 404: if the town has no such inspection."""
    return models.inspection(g.actor.town_id, inspection_id) or abort(404)


def _office_page(inspection: models.Inspection, address: str | None = None) -> str:
    links = models.group_links(inspection.town_id, inspection.id)
    return render_template(
        "inspections/group_link.html",
        town=people.town(inspection.town_id),
        inspection=inspection,
        link=links[0] if links else None,
        is_shut=bool(links) and group_links.wrong_codes(links[0]) >= group_links.MOST_FAILURES,
        groups=_by_group(models.deputies_expected(inspection.town_id, inspection.id)),
        address=address,
        is_loopback=settings().is_loopback,
    )


@blueprint.post("/office/inspections/<int:inspection_id>/group-link")
@declares(Action.LINKS)
def make(inspection_id: int) -> str:
    """Make the link and show it once, with the words to paste; the earlier one is withdrawn."""
    with db.writing(database()):
        inspection = _inspection(inspection_id)
        token = group_links.make_group_link(inspection, settings().secret_key)
        audit.note(g.actor, audit.Kind.LINK, "生成群链接", inspection.title)
    return _office_page(inspection, f"{settings().base_url}/g/{token}")


@blueprint.post("/office/inspections/<int:inspection_id>/group-link/withdraw")
@declares(Action.LINKS)
def withdraw(inspection_id: int) -> BaseResponse:
    """Let the link open nothing any more."""
    with db.writing(database()):
        inspection = _inspection(inspection_id)
        group_links.withdraw_group_link(inspection)
        audit.note(g.actor, audit.Kind.LINK, "收回群链接", inspection.title)
    return see_other(url_for("group_links.group_link", inspection_id=inspection_id))


@blueprint.post("/office/inspections/<int:inspection_id>/codes")
@declares(Action.LINKS)
def give_codes(inspection_id: int) -> Response | str:
    """Give everybody who is expected a new code; a list to print, shown once."""
    with db.writing(database()):
        inspection = _inspection(inspection_id)
        expected = models.deputies_expected(inspection.town_id, inspection.id)
        given = [
            (deputy, group, give_code(deputy, settings().secret_key)) for deputy, group in expected
        ]
        audit.note(g.actor, audit.Kind.LINK, f"给{len(given)}位代表生成验证码", inspection.title)
    return render_template(
        "inspections/codes.html",
        town=people.town(inspection.town_id),
        inspection=inspection,
        given=given,
    )
