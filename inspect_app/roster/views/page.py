"""What the roster's pages share."""

from typing import Any

from flask import g, render_template

from inspect_app.people.access import Action
from inspect_app.roster.keeping import Roster
from inspect_app.roster.kinds import LABELS, Kind


def frame(roster: Roster) -> dict[str, Any]:
    """Return what every page of the roster shows."""
    return {
        "roster": roster,
        "Kind": Kind,
        "LABELS": LABELS,
        "may_keep": g.actor.may(Action.KEEP_ROSTER),
    }


def roster_page(template: str, roster: Roster, **context: Any) -> str:
    """Return a page of the roster."""
    return render_template(template, **frame(roster), **context)
