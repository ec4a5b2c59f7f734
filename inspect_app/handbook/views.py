"""使用手册 for the office, and the deputy's page: printed by the office, read on the phone."""

from flask import Blueprint, g, render_template, url_for

from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.people.town_settings import has_telephone

blueprint = Blueprint("handbook", __name__)


@blueprint.get("/office/handbook")
@declares(Action.HANDBOOK)
def office() -> str:
    return render_template("handbook/office.html")


@blueprint.get("/office/handbook/deputy")
@declares(Action.HANDBOOK)
def deputys_page() -> str:
    return _deputys_page(back=url_for("handbook.office", _anchor="start"), is_to_print=True)


@blueprint.get("/d/handbook")
@declares(Action.FILL)
def own_page() -> str:
    return _deputys_page(back=url_for("records.today"), is_to_print=False)


def _deputys_page(back: str, *, is_to_print: bool) -> str:
    town = people.town(g.actor.town_id)
    return render_template(
        "handbook/deputy.html",
        town=town,
        back=back,
        is_to_print=is_to_print,
        has_telephone=has_telephone(town.contact),
    )
