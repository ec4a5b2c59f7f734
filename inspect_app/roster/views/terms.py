"""The terms' pages: the one in office, the former ones to read."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, g, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.people.access import Action, declares
from inspect_app.people.models import current_term
from inspect_app.roster import models, terms
from inspect_app.roster.forms import TermForm
from inspect_app.roster.keeping import RosterError
from inspect_app.roster.kinds import COLUMNS, PARENTS, EntryKind
from inspect_app.roster.shelves import KnownEntry, Roster
from inspect_app.roster.views.page import roster_page
from inspect_app.text import number_sent
from inspect_app.web import see_other, writing
from inspect_app.web import today as day_in_china

blueprint = Blueprint("terms", __name__, url_prefix="/office/roster")


@blueprint.get("/term")
@declares(Action.KEEP_ROSTER)
def term() -> str:
    """Show the form of the term in office, or of the next one where there is none."""
    roster = terms.roster_of(g.actor.town_id)
    return _term_page(roster, TermForm(obj=roster.term))


def _term_page(roster: Roster, form: TermForm) -> str:
    return roster_page(
        "roster/term.html",
        roster,
        form=form,
        is_first=not models.terms(roster.town_id),
        open_inspections=models.open_inspections(roster.town_id),
    )


@blueprint.post("/term")
@declares(Action.KEEP_ROSTER)
def keep_term() -> BaseResponse | tuple[str, int]:
    """Correct the term in office, or start one where there is none."""
    form = TermForm(request.form)
    if form.validate():
        try:
            with writing():
                _keep(form)
            return see_other(url_for("roster.home"))
        except RosterError as error:
            form[error.column].errors = [str(error)]
    return _term_page(terms.roster_of(g.actor.town_id), form), 422


def _keep(form: TermForm) -> None:
    town_id, today = g.actor.town_id, day_in_china()
    number, starts_on = form.number.data, form.starts_on.data
    assert number is not None and starts_on is not None
    in_office = current_term(town_id)
    if in_office is None:
        terms.start(town_id, number, starts_on, today)
        _note("开始", number)
    elif (in_office.number, in_office.starts_on) != (number, starts_on):
        terms.change(in_office, number, starts_on, today)
        _note("修改", number)


def _note(what: str, number: int) -> None:
    audit.note(g.actor, audit.Kind.CONTENT, f"{what}届", f"第{number}届")


@blueprint.post("/term/end")
@declares(Action.KEEP_ROSTER)
def end_term() -> BaseResponse:
    """End the term in office; pressed twice it is ended once."""
    with writing():
        roster = terms.roster_of(g.actor.town_id)
        if roster.term and roster.term.id == number_sent(request.form, "term"):
            terms.end(roster, day_in_china())
            _note("结束", roster.term.number)
    return see_other(url_for("roster.home"))


@blueprint.get("/terms/<int:term_id>")
@declares(Action.ROSTER)
def former_term(term_id: int) -> str:
    """Show the groups and deputies of a term, to read."""
    town_id = g.actor.town_id
    found = terms.term_of(town_id, term_id) or abort(404)
    return _former_term(Roster(town_id, found))


def _former_term(roster: Roster, **context: Any) -> str:
    deputies = roster.of(EntryKind.DEPUTY).entries
    groups = [(one, _of_group(deputies, one)) for one in roster.of(EntryKind.GROUP).entries]
    return roster_page(
        "roster/former.html",
        roster,
        groups=groups,
        columns=[
            one for one in COLUMNS[EntryKind.DEPUTY] if one.name != PARENTS[EntryKind.DEPUTY][0]
        ],
        in_office=current_term(roster.town_id),
        **context,
    )


def _of_group(deputies: Sequence[KnownEntry], group: KnownEntry) -> list[KnownEntry]:
    return [one for one in deputies if one.entry["group"] == group.entry["name"]]


@blueprint.post("/terms/<int:term_id>/reopen")
@declares(Action.KEEP_ROSTER)
def reopen_term(term_id: int) -> BaseResponse | tuple[str, int]:
    """Take an ended term into office again."""
    town_id = g.actor.town_id
    try:
        with writing():
            found = terms.term_of(town_id, term_id) or abort(404)
            terms.reopen(found)
            _note("恢复", found.number)
    except RosterError as error:
        found = terms.term_of(town_id, term_id) or abort(404)
        return _former_term(Roster(town_id, found), refused=str(error)), 422
    return see_other(url_for("roster.home"))
