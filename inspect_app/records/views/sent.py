"""What a phone's request brings: which visit, the form's fields; their mistakes in its order."""

from uuid import UUID

from flask import abort, request
from werkzeug.datastructures import MultiDict

from inspect_app.checklist.definition import Checklist
from inspect_app.inspections.queries.visits import Visit
from inspect_app.records.forms.place_forms import demand_few_places
from inspect_app.records.hand_in import Filler
from inspect_app.records.queries.own_records import own_visit
from inspect_app.text import clean_text

HALF_A_DAY = 12 * 60 * 60  # how long a phone keeps a page that holds nobody's data
OLD_VERSION = "version"  # the key of the mistake that is of no item


def visit_of(who: Filler, assignment_id: int) -> Visit:
    """The deputy's visit, or answer 404."""
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    return own_visit(town_id, deputy_id, assignment_id) or abort(404)


def received() -> MultiDict[str, str]:
    """The form's fields with what no page and no file can carry replaced, visibly.

    :raise TooLongError: if they are of more places than a deputy may store.
    """
    demand_few_places(request.form)
    return MultiDict([(name, clean_text(value)) for name, value in request.form.items(multi=True)])


def uuid_or_none(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def mistake_rows(checklist: Checklist, mistakes: dict[str, str]) -> list[tuple[str, str, str]]:
    """(anchor, what it is about, what to do) of every mistake, in the form's order."""
    abouts = [(item.id, f"item-{item.id}", item.question) for item in checklist.items]
    abouts += [
        ("suggestion", "suggestion", "意见建议"),
        ("highlight", "highlight", "亮点"),
        (OLD_VERSION, "fill", "检查清单"),
    ]
    return [(anchor, about, mistakes[key]) for key, anchor, about in abouts if key in mistakes]
