"""The words of checklists on the page of units: all that are open, answered with one press."""

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response

from inspect_app import audit
from inspect_app.inspections.units import words_for_units
from inspect_app.people.access import Action, declares
from inspect_app.roster import answering, terms
from inspect_app.roster.kinds import EntryKind
from inspect_app.web import see_other, writing

blueprint = Blueprint("answering", __name__, url_prefix="/office/roster")


@blueprint.post("/units/words")
@declares(Action.KEEP_ROSTER)
def answer() -> Response:
    """Keep which unit answers for each word; one that no checklist in use has is left alone."""
    known = set(words_for_units(g.actor.town_id))
    sent = zip(request.form.getlist("word"), request.form.getlist("unit"), strict=False)
    chosen = {word: unit for word, unit in sent if word in known}
    try:
        with writing():
            changed = answering.answer(terms.roster_of(g.actor.town_id), chosen)
            if changed:
                audit.note(g.actor, audit.Kind.CONTENT, f"定了{changed}种叫法归哪个责任单位")
    except answering.TooManyWordsError as error:
        return see_other(
            url_for("entries.entries", kind=EntryKind.UNIT.value, overfull=error.unit_id)
        )
    return see_other(url_for("entries.entries", kind=EntryKind.UNIT.value, answered=changed))
