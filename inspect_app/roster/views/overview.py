"""The roster's overview: what it holds, the way in and out by Excel, the terms."""

from typing import Any

from flask import Blueprint, g, request

from inspect_app.people.access import Action, declares
from inspect_app.roster import models, terms
from inspect_app.roster.kinds import EntryKind
from inspect_app.roster.shelves import Roster
from inspect_app.roster.views.page import kinds_added, roster_page
from inspect_app.text import number_sent

blueprint = Blueprint("roster", __name__, url_prefix="/office/roster")

IMPORT_COUNTS = ("started", "added", "changed", "same", "absent", "archived")


@blueprint.get("/")
@declares(Action.ROSTER)
def home() -> str:
    """Show what the roster holds, how to import, and the terms; after an import, what it did."""
    imported = (
        {name: number_sent(request.args, name) for name in IMPORT_COUNTS}
        if "same" in request.args
        else None
    )
    return home_page(terms.roster_of(g.actor.town_id), imported=imported, kinds_added=kinds_added())


def home_page(roster: Roster, **context: Any) -> str:
    """The overview, with what became of a file."""
    all_terms = models.terms(roster.town_id)
    return roster_page(
        "roster/home.html",
        roster,
        counts={kind: sum(one.is_in_use for one in roster.of(kind).entries) for kind in EntryKind},
        former=[term for term in all_terms if term.ends_on],
        deputies_of_terms=models.counts_of_terms(roster.town_id),
        open_inspections=models.open_inspections(roster.town_id),
        **context,
    )
