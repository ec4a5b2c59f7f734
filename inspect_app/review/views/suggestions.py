"""意见建议 for the office: each with its deputy's own words, which unit, other words, undo."""

import re
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.form_parts import first_mistake
from inspect_app.inspections.models import Inspection
from inspect_app.inspections.views.inspection_asked import inspection_asked
from inspect_app.inspections.views.list_request import page
from inspect_app.people.access import Action, declares
from inspect_app.records import models
from inspect_app.records.models import PlacedRecord
from inspect_app.records.naming import named_in_log
from inspect_app.review import suggestion_review
from inspect_app.review.forms import SuggestionForm
from inspect_app.review.models import SuggestionReview, reviews_between, reviews_of_record
from inspect_app.review.queries import finding_list, suggestion_list
from inspect_app.review.queries.suggestion_list import PlacedSuggestion
from inspect_app.review.views.reviewing import (
    can_review,
    question_about_unit,
    unit_meant,
    units_to_choose,
)
from inspect_app.text import number_sent
from inspect_app.web import see_other, with_form_taken, writing

blueprint = Blueprint("suggestions", __name__, url_prefix="/office")

PER_PAGE = 50
_PRESS = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)
_LISTED = re.compile(r"([0-9a-f-]{36}):(\d{1,18}):(\d{1,18})", re.ASCII)
ARCHIVED = "视察已归档，只能看，不能改"
CHANGED_ALL = "这些意见建议后来又改过，没有一起撤销；要撤销，到各条的“改动记录”里"
SAYS_NOTHING = "代表刚刚撤回或删去了这条意见建议，没有什么可以核定了"
CHANGED_MEANWHILE = (
    "刚才代表更正过，或者有人核定过这一条，下面是现在的样子。您填的还在，核对后请再按一次"
)


@blueprint.get("/inspections/<int:inspection_id>/suggestions")
@declares(Action.READ)
def several(inspection_id: int) -> str:
    """Show an inspection's suggestions; ``?waiting`` those alone that wait for the review."""
    return _list(inspection_asked(inspection_id))


def _list(
    inspection: Inspection, entered: SuggestionForm | None = None, of: UUID | None = None,
    error: str = "",
) -> str:  # fmt: skip
    """The page; ``entered`` is what was asked ``of`` the suggestion of a record."""
    town_id, every = (
        inspection.town_id,
        suggestion_list.suggestions(inspection.town_id, inspection.id),
    )
    waiting = [one for one in every if not one.now.is_settled or one.row.Record.id == of]
    chosen = waiting if "waiting" in request.args else every
    shown = page(len(chosen), PER_PAGE)
    return render_template(
        "review/suggestions.html",
        inspection=inspection,
        can_review=can_review(inspection),
        rows=chosen[shown.rows],
        shown=shown,
        waiting=sum(not one.now.is_settled for one in every),
        undone=number_sent(request.args, "undone"),
        press=len(reviews_of_press(inspection, request.args.get("press", ""))),
        asked={"waiting": 1} if "waiting" in request.args else {},
        known_units=units_to_choose(finding_list.units(town_id, inspection.id)),
        form_of=lambda one: entered if entered and one.row.Record.id == of else _form(one),
        of=of,
        error=error,
    )


def _form(one: PlacedSuggestion) -> SuggestionForm:
    return SuggestionForm(
        words=one.now.words,
        unit=one.now.unit,
        seen=one.last_review_id,
        revision=one.row.Record.revision,
    )


@blueprint.post("/records/<uuid:record_id>/suggestion")
@declares(Action.REVIEW)
def review_one(record_id: UUID) -> BaseResponse:
    """Let a suggestion say what was asked for; everything entered is kept where it cannot."""
    inspection, form = _inspection_of(record_id), SuggestionForm(request.form)
    try:
        if not form.validate():
            raise suggestion_review.SuggestionRefusedError(first_mistake(form))
        _review(inspection, record_id, form)
    except suggestion_review.SuggestionRefusedError as error:
        return _refusal(inspection, form, record_id, str(error))
    return see_other(with_form_taken(_back_to_list(inspection, record_id)))


@blueprint.post("/inspections/<int:inspection_id>/suggestions")
@declares(Action.REVIEW)
def review_listed(inspection_id: int) -> BaseResponse:
    """Let all suggestions that were listed stand as they do; undone together or each by itself."""
    inspection = inspection_asked(inspection_id)
    try:
        with writing():
            listed = [*filter(None, map(_suggestion_on_page, request.form.getlist("one")))]
            made = _keep_listed(inspection, listed)
    except suggestion_review.SuggestionRefusedError as error:
        return make_response(_list(inspection, error=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    # One writes at a time, so the reviews of a press have ids one after the other.
    press = f"{made[0]}-{made[-1]}" if made else None
    return see_other(
        url_for("suggestions.several", inspection_id=inspection_id, saved="listed", press=press)
    )


@blueprint.post("/inspections/<int:inspection_id>/suggestions/undo")
@declares(Action.REVIEW)
def undo_listed(inspection_id: int) -> BaseResponse:
    """Take back the reviews of one press; what was said or corrected since stays as it is."""
    inspection = inspection_asked(inspection_id)
    try:
        with writing():
            undone = _undo_press(inspection)
    except suggestion_review.SuggestionRefusedError as error:
        return make_response(_list(inspection, error=str(error)), HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(
        url_for("suggestions.several", inspection_id=inspection_id, saved="undone", undone=undone)
    )


def _undo_press(inspection: Inspection) -> int:
    """How many were taken back; call it while writing.

    :raise SuggestionRefusedError: if none could be.
    """
    if not can_review(inspection_asked(inspection.id)):
        raise suggestion_review.SuggestionRefusedError(ARCHIVED)
    press = reviews_of_press(inspection, request.form.get("press", ""))
    numbers = []
    for one in press:
        row = _row(one.record_id)
        try:
            _, now = _as_it_stands(inspection, one.record_id, (one.id, row.Record.revision))
        except suggestion_review.SuggestionRefusedError:
            continue
        suggestion_review.undo(g.actor, now)
        numbers.append(row.Record.number)
    if not numbers:
        raise suggestion_review.SuggestionRefusedError(CHANGED_ALL)
    about = named_in_log(inspection, min(numbers), max(numbers))
    audit.note(g.actor, audit.Kind.CONTENT, f"撤销对意见建议的核定{len(numbers)}条", about)
    return len(numbers)


def reviews_of_press(inspection: Inspection, sent: str) -> list[SuggestionReview]:
    """What 都核定 said with one press, as the address names it."""
    found = _PRESS.fullmatch(sent)
    ids = (int(found[1]), int(found[2])) if found else (0, 0)
    return reviews_between(inspection.town_id, inspection.id, *ids)


Seen = tuple[int, int]  # the last review and the record's content that were on the screen


def _suggestion_on_page(sent: str) -> tuple[UUID, Seen] | None:
    """Record and what was seen of it, as the page sends them."""
    found = _LISTED.fullmatch(sent)
    return (UUID(found[1]), (int(found[2]), int(found[3]))) if found else None


def _keep_listed(inspection: Inspection, listed: list[tuple[UUID, Seen]]) -> list[int]:
    """The ids of the reviews that were made."""
    numbers, made = [], []
    for record_id, seen in listed:
        row, now = _as_it_stands(inspection, record_id, seen)
        one = suggestion_review.review(
            g.actor, (inspection.id, record_id), now, now.words, now.unit
        )
        if one:
            numbers.append(row.Record.number)
            made.append(one.id)
    if numbers:
        about = named_in_log(inspection, min(numbers), max(numbers))
        audit.note(g.actor, audit.Kind.CONTENT, f"核定意见建议{len(numbers)}条", about)
    return made


def _refusal(inspection: Inspection, form: SuggestionForm, record_id: UUID, error: str) -> Response:
    """Answer with the page; what was seen on it is what stands there now."""
    row, reviews = _row(record_id), reviews_of_record(g.actor.town_id, record_id)
    form.seen.data, form.revision.data = reviews[-1].id if reviews else 0, row.Record.revision
    answer = _list(inspection, form, record_id, error)
    return make_response(answer, HTTPStatus.UNPROCESSABLE_ENTITY)


def _inspection_of(record_id: UUID) -> Inspection:
    return inspection_asked(_row(record_id).Record.inspection_id)


def _row(record_id: UUID) -> PlacedRecord:
    return models.record(g.actor.town_id, record_id) or abort(404)


def _review(inspection: Inspection, record_id: UUID, form: SuggestionForm) -> None:
    """Review it in one transaction, with a line in the log; nothing is changed unseen."""
    with writing():
        row, now = _as_it_stands(inspection, record_id, _seen_in(form))
        unit = unit_meant(inspection, form.unit.data or "")
        if unit != now.unit and (question := question_about_unit(unit)):
            raise suggestion_review.SuggestionRefusedError(question)
        asked = form.words.data or "", unit
        made = suggestion_review.review(g.actor, (inspection.id, record_id), now, *asked)
        if made:
            parts = [f"承办单位{made.unit}" if made.unit else "", "改写" if made.words else ""]
            what = "，".join(filter(None, parts))
            _note(f"核定意见建议{f'：{what}' if what else ''}", inspection, row)


def _seen_in(form: SuggestionForm) -> Seen:
    return form.seen.data or 0, form.revision.data or 0


def _as_it_stands(
    inspection: Inspection, record_id: UUID, seen: Seen
) -> tuple[PlacedRecord, suggestion_review.SuggestionState]:
    """The record and how its suggestion stands; call it while writing.

    :raise SuggestionRefusedError: if it may not be changed, or says something else than on the
        screen.
    """
    if not can_review(inspection_asked(inspection.id)):
        raise suggestion_review.SuggestionRefusedError(ARCHIVED)
    row, reviews = _row(record_id), reviews_of_record(g.actor.town_id, record_id)
    if not (row.Record.suggestion and models.is_handed_in(row.Record)):
        raise suggestion_review.SuggestionRefusedError(SAYS_NOTHING)
    if row.Record.inspection_id != inspection.id:
        abort(404)
    if seen != (reviews[-1].id if reviews else 0, row.Record.revision):
        raise suggestion_review.SuggestionRefusedError(CHANGED_MEANWHILE)
    return row, suggestion_review.standing(row.Record.suggestion, reviews)


def _note(what: str, inspection: Inspection, row: PlacedRecord) -> None:
    about = named_in_log(inspection, row.Record.number)
    audit.note(g.actor, audit.Kind.CONTENT, what, about)


def _back_to_list(inspection: Inspection, record_id: UUID) -> str:
    """The page of the list from which it was asked, at the suggestion."""
    return url_for(
        "suggestions.several",
        inspection_id=inspection.id,
        page=number_sent(request.args, "page") or None,
        waiting=1 if "waiting" in request.args else None,
        saved=record_id,
    )


@blueprint.post("/records/<uuid:record_id>/suggestion/undo")
@declares(Action.REVIEW)
def undo(record_id: UUID) -> BaseResponse:
    """Take the last review of a suggestion back."""
    inspection, form = _inspection_of(record_id), SuggestionForm(request.form)
    try:
        with writing():
            row, now = _as_it_stands(inspection, record_id, _seen_in(form))
            suggestion_review.undo(g.actor, now)
            _note("撤销对意见建议的核定", inspection, row)
    except suggestion_review.SuggestionRefusedError as error:
        return make_response(_list(inspection, error=str(error), of=record_id), 422)
    return see_other(_back_to_list(inspection, record_id))
