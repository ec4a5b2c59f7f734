"""The form of a visit: blank, as filled so far, and what is sent where no script runs."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from flask import Response, abort, make_response, render_template, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.checklist.definition import Checklist
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of, retired_in
from inspect_app.inspections.queries.visits import Visit
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.records import models
from inspect_app.records.content import content_of
from inspect_app.records.content_in_words import (
    AnswerInWords,
    answers_in_form,
    arrived_photos,
    fields_in_form,
    left_in_words,
)
from inspect_app.records.form_buttons import one_more_place, pass_the_rest
from inspect_app.records.forms.record_form import RecordForm, form_class
from inspect_app.records.hand_in import Arrival, Filler, hand_in
from inspect_app.records.left_over import fields_to_send_along, without_answered_anew
from inspect_app.records.outcome import Save, SaveOutcome
from inspect_app.records.queries.own_records import own_record_of
from inspect_app.records.views.drafts import keep_draft
from inspect_app.records.views.for_whom import (
    filler,
    receipt_url,
    to_receipt,
    whose,
    writing_as_filler,
)
from inspect_app.records.views.plain_photos import MOST_IN_A_FORM, take_photos, uploads
from inspect_app.records.views.sent import (
    HALF_A_DAY,
    mistake_rows,
    received,
    uuid_or_none,
    visit_of,
)
from inspect_app.records.views.today import blueprint
from inspect_app.text import number_sent
from inspect_app.web import see_other
from inspect_app.web import today as day_in_china
from inspect_app.web.bodies import MIB, brings_photos

MOST_READ = 94 * MIB  # of a form with its photos, of which it may be that not all are kept


@blueprint.get("/assignments/<int:assignment_id>/blank")
@declares(Action.FILL)
def blank(assignment_id: int) -> Response:
    """Answer with the form without anybody's data: kept by the phone, filled by script."""
    visit = visit_of(filler(), assignment_id)
    checklist, inspection = checklist_of(visit.ChecklistVersion), visit.Inspection
    items = _blank_items(checklist, inspection.starts_on, _contact(inspection))
    page = render_template(
        "records/fill.html",
        visit=visit,
        items=items,
        retired=retired_in(visit.ChecklistVersion),
        record="",
        base=0,
        saves=0,
        is_blank=True,
        mistakes=[],
    )
    response = make_response(page)
    response.headers["Cache-Control"] = f"private, max-age={HALF_A_DAY}"
    response.add_etag()
    response.make_conditional(request)
    return response


def _contact(inspection: inspections.Inspection) -> str:
    return people.town(inspection.town_id).contact


@lru_cache(maxsize=256)
def _blank_items(checklist: Checklist, day: date, contact: str) -> Markup:
    # Rendered once per checklist version, day of inspection (a basis may come into force), number.
    return _items(form_class(checklist)(), day, contact)


def _items(form: RecordForm, day: date, contact: str) -> Markup:
    shown = {"form": form, "checklist": form.checklist, "day": day, "contact": contact}
    # The template escapes; this only keeps its result.
    return Markup(render_template("records/_items.html", **shown))  # noqa: S704


@blueprint.get("/assignments/<int:assignment_id>")
@declares(Action.FILL)
def fill(assignment_id: int) -> BaseResponse | str:
    """Show the form with what was entered so far, or the receipt of what was handed in.

    Once the inspection is over or the site taken out, only what was kept as a draft before: it can
    still be handed in.
    """
    who = filler()
    visit = visit_of(who, assignment_id)
    record = own_record_of(who.deputy.town_id, who.deputy.person_id, assignment_id)
    is_open = visit.Inspection.is_open and visit.Assignment.taken_out_at is None
    may_fill = is_open or (record is not None and record.draft is not None)
    if record and record.revision and not (may_fill and "correct" in request.args):
        return to_receipt(record)
    if not may_fill:
        abort(404)
    form = _form_of(visit, record.last_fields if record else [])
    if record and record.mistakes:
        form.validate()
    return _form_page(visit, form, record)


def _form_of(visit: Visit, fields: list[list[str]]) -> RecordForm:
    sent = MultiDict([(name, value) for name, value in fields])
    return form_class(checklist_of(visit.ChecklistVersion))(sent)


def _form_page(
    visit: Visit,
    form: RecordForm,
    record: models.Record | None,
    *,
    base: int | None = None,
    other_answers: dict[str, AnswerInWords] | None = None,
) -> str:
    """``base`` is the revision the sender had seen, if not the present one.

    ``other_answers`` is what another phone has entered meanwhile, where it differs, by question.
    """
    revision = record.revision if record else 0
    left_over = left_in_words(visit.ChecklistVersion, fields_in_form(form))
    return render_template(
        "records/fill.html",
        visit=visit,
        items=_items(form, visit.Inspection.starts_on, _contact(visit.Inspection)),
        form=form,
        retired=retired_in(visit.ChecklistVersion),
        left_over=left_over,
        sent_along=fields_to_send_along(form.checklist, form.sent.items(multi=True)),
        record=str(record.id if record else uuid4()),
        base=revision if base is None else base,
        saves=record.saves if record else 0,
        is_blank=False,
        is_correction=bool(revision),
        for_name=filler().deputy.name,
        handed_in=receipt_url(record) if record and base not in (None, revision) else None,
        other_answers=other_answers,
        arrived=arrived_photos(record.town_id, record.deputy_id, [other_answers or {}, left_over])
        if record and (other_answers or left_over)
        else {},
        mistakes=mistake_rows(form.checklist, form.mistakes),
    )


@blueprint.post("/assignments/<int:assignment_id>")
@declares(Action.FILL)
@brings_photos(MOST_READ, kept=MOST_IN_A_FORM)
def take_plain_form(assignment_id: int) -> BaseResponse | str | tuple[str, int]:
    """Take the plain form: hand it in, or do one of its small steps, or show what is missing."""
    who = filler()
    visit = visit_of(who, assignment_id)
    checklist = checklist_of(visit.ChecklistVersion)
    sent = MultiDict(without_answered_anew(checklist, received().items(multi=True)))
    record_id = uuid_or_none(sent.get("record")) or uuid4()
    refused: dict[str, str] = {}
    if photos := uploads():
        record_id = _keep_words(who, visit, sent)
        refused = take_photos(who, sent, record_id, photos)
    step = sent.get("do", "submit")
    if step != "submit" and not refused:
        return _small_step(who, visit, sent, step)
    form = form_class(checklist)(sent)
    if step == "submit":
        form.validate_as_shown()
    form.mistakes.update(refused)
    if form.mistakes:
        record, done = _keep_plain_draft(who, visit, form)
        return _page_as_entered(visit, form, record, done), 422
    return _handed_in(who, visit, form, record_id)


def _handed_in(
    who: Filler, visit: Visit, form: RecordForm, record_id: UUID
) -> BaseResponse | tuple[str, int]:
    """Hand it in, or show the form again with what another phone has entered meanwhile."""
    content = content_of(form, visit.ChecklistVersion)
    arrival = Arrival(record_id, number_sent(form.sent, "base"))
    with writing_as_filler():
        unseen = _with_unseen_draft(who, visit, form)
        if unseen is None:
            record = hand_in(who, visit, form.checklist, content, arrival, day_in_china())
    if unseen:
        return _page_as_entered(visit, form, unseen, SaveOutcome.CONFLICT), 409
    return to_receipt(record)


def _keep_plain_draft(
    who: Filler, visit: Visit, form: RecordForm
) -> tuple[models.Record, SaveOutcome]:
    # A page without scripts has no device: each of its saves must have seen the last one.
    save = Save(str(uuid4()), 1, number_sent(form.sent, "saves"))
    return keep_draft(who, visit, form, save)


def _with_unseen_draft(who: Filler, visit: Visit, form: RecordForm) -> models.Record | None:
    """The record if its draft says what the page did not show: handing in would drop it."""
    if "saves" not in form.sent:  # a page opened before saves were counted says nothing of them
        return None
    record = own_record_of(who.deputy.town_id, who.deputy.person_id, visit.Assignment.id)
    if record is None or record.draft is None:
        return None
    if record.revision != number_sent(form.sent, "base"):
        return None
    is_seen = number_sent(form.sent, "saves") == record.saves
    return None if is_seen or not _differing(visit, form, record.draft) else record


def _page_as_entered(
    visit: Visit, form: RecordForm, record: models.Record, done: SaveOutcome
) -> str:
    """The form with what was entered, and what another phone has done meanwhile."""
    base = number_sent(form.sent, "base")
    if done is not SaveOutcome.CONFLICT:
        return _form_page(visit, form, record, base=base)
    other_answers = _differing(visit, form, record.last_fields)
    return _form_page(visit, form, record, base=base, other_answers=other_answers)


def _differing(visit: Visit, form: RecordForm, other: list[list[str]]) -> dict[str, AnswerInWords]:
    """What the other fields say, question by question, where the form says otherwise."""
    version = visit.ChecklistVersion
    here, there = answers_in_form(form, version), answers_in_form(_form_of(visit, other), version)
    return {key: answer for key, answer in there.items() if answer != here.get(key)}


def _small_step(
    who: Filler, visit: Visit, sent: MultiDict[str, str], step: str
) -> BaseResponse | str | tuple[str, int]:
    """Do what a button of the form asks, where no script does it, and show the form again."""
    checklist = checklist_of(visit.ChecklistVersion)
    action, _, target = step.partition("-")
    anchor, fields = None, list(sent.items(multi=True))
    if action == "rest":
        fields, anchor = pass_the_rest(checklist, fields, target), f"section-{target}"
    elif action == "more" and target in checklist.item_by_id:
        item = checklist.item_by_id[target]
        fields, anchor = one_more_place(fields, item), f"item-{target}"
    form = form_class(checklist)(MultiDict(fields))
    record, done = _keep_plain_draft(who, visit, form)
    if done is not SaveOutcome.TAKEN:
        return _page_as_entered(visit, form, record, done), 409
    along: dict[str, Any] = whose()
    if action == "later" and visit.Inspection.is_open:
        return see_other(url_for("records.today", **along))
    if record.revision:
        along["correct"] = 1
    to_form = url_for("records.fill", assignment_id=visit.Assignment.id, _anchor=anchor, **along)
    return see_other(to_form)


def _keep_words(who: Filler, visit: Visit, sent: MultiDict[str, str]) -> UUID:
    """Keep the words, whatever will become of the photos; return the record's id."""
    form = form_class(checklist_of(visit.ChecklistVersion))(sent)
    record, done = _keep_plain_draft(who, visit, form)
    if done is SaveOutcome.TAKEN:
        sent["saves"] = str(record.saves)
    return record.id
