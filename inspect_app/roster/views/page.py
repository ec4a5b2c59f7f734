"""What the roster's pages share."""

from typing import Any

from flask import g, render_template, request

from inspect_app.people.access import Action
from inspect_app.roster.importing import RosterComparison
from inspect_app.roster.kinds import LABELS, EntryKind, several_kinds
from inspect_app.roster.shelves import Roster
from inspect_app.text import number_sent

MOST_SHOWN = 200  # mistakes or changes of a file or list
NOT_ANSWERED = "还没有导入：有的名字和名册里的很像，请在下面选是不是同一个，再点“导入”"
CHANGED = "还没有导入：名册刚才被改过。下面是现在会做的，请再看一遍，再点“导入”"


def frame(roster: Roster) -> dict[str, Any]:
    """What every page of the roster shows."""
    return {
        "roster": roster,
        "EntryKind": EntryKind,
        "LABELS": LABELS,
        "several_kinds": several_kinds,
        "may_keep": g.actor.may(Action.KEEP_ROSTER),
    }


def roster_page(template: str, roster: Roster, **context: Any) -> str:
    return render_template(template, **frame(roster), **context)


def kinds_added() -> dict[EntryKind, int]:
    """How many of each kind an import has added, as its address says."""
    return {kind: number_sent(request.args, kind.value) for kind in EntryKind}


def not_as_seen(found: RosterComparison, roster: Roster) -> str:
    """Why many entries are not written yet: what they would do must be looked at first."""
    if not found.is_answered:
        return NOT_ANSWERED
    # What does nothing was done by a first press, which is what changed the roster.
    is_other = found.does_something and request.form.get("seen", roster.mark) != roster.mark
    return CHANGED if is_other else ""
