"""The county's page: the figures of its towns; none of their records."""

from flask import Blueprint, g, render_template

from inspect_app.board.queries import progress
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares

blueprint = Blueprint("county", __name__, url_prefix="/office/county")


@blueprint.get("")
@declares(Action.COUNTY)
def towns() -> str:
    """List each town's inspections with how far they are."""
    county_id = g.actor.town_id
    return render_template(
        "board/county.html",
        town=people.town(county_id),
        towns=[
            (town, inspections.inspections(town.id), progress.counts_by_inspection(town.id))
            for town in people.towns_of_county(county_id)
        ],
    )
