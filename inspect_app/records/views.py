"""The deputy's phone: today's sites, the form, the receipt; drafts and photos on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from uuid import UUID, uuid4

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import db
from inspect_app.checklist import answers as rules
from inspect_app.checklist.definition import Checklist
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.photos import models as photos
from inspect_app.photos.arrival import take_in
from inspect_app.photos.image import NotAPhotoError
from inspect_app.photos.store import PhotoStore
from inspect_app.records import drafts, models
from inspect_app.records.forms import (
    RecordForm,
    form_class,
    one_more_place,
    pass_the_rest,
)
from inspect_app.records.submit import Content, submit
from inspect_app.text import clean_text
from inspect_app.web import database, see_other, settings
from inspect_app.web import today as day_in_china

blueprint = Blueprint("records", __name__, url_prefix="/d")

DAY = 24 * 60 * 60


@blueprint.get("/")
@declares(Action.FILL)
def today() -> str:
    """Show where the deputy goes today and what is left to fill."""
    town = people.town(g.actor.town_id)
    deputy, group = people.deputy_with_group(g.actor.town_id, g.actor.person_id)
    visits, own, others = _work()
    return render_template(
        "records/today.html",
        town=town,
        deputy=deputy,
        group=group,
        inspections=_by_inspection_and_site(visits),
        own=own,
        others=others,
        left=_left(visits, own, others),
    )


def _work() -> tuple[Sequence[inspections.Visit], dict[int, models.Record], dict[int, list[str]]]:
    """Return the deputy's visits, own records and groupmates' names, these by assignment."""
    town_id, deputy_id = g.actor.town_id, g.actor.person_id
    visits = inspections.visits_of_deputy(town_id, deputy_id)
    ids = [visit.Assignment.id for visit in visits]
    own = models.own_records(town_id, deputy_id)
    return visits, own, models.handed_in_by_others(town_id, deputy_id, ids)


def _by_inspection_and_site(
    visits: Sequence[inspections.Visit],
) -> list[tuple[str, list[list[inspections.Visit]]]]:
    """Return (title, visits site by site) of each inspection, in the order of the visits."""
    return [
        (
            title,
            [list(at_site) for _, at_site in groupby(of_inspection, lambda visit: visit.Site.id)],
        )
        for title, of_inspection in groupby(visits, lambda visit: visit.Inspection.title)
    ]


def _left(
    visits: Sequence[inspections.Visit],
    own: dict[int, models.Record],
    others: dict[int, list[str]],
) -> list[inspections.Visit]:
    """Return the visits nobody of the group has handed in."""
    return [
        visit
        for visit in visits
        if not models.is_handed_in(own.get(visit.Assignment.id))
        and visit.Assignment.id not in others
    ]


def _own_visit(assignment_id: int) -> inspections.Visit:
    return inspections.visit(g.actor.town_id, g.actor.person_id, assignment_id) or abort(404)


@blueprint.get("/assignments/<int:assignment_id>/blank")
@declares(Action.FILL)
def blank(assignment_id: int) -> Response:
    """Answer with the form without anybody's data: kept by the phone, filled by script."""
    visit = _own_visit(assignment_id)
    version, day = visit.ChecklistVersion, visit.Inspection.starts_on
    items = _blank_items(checklist_of(version), day)
    response = make_response(
        render_template(
            "records/fill.html", visit=visit, items=items, record="", is_blank=True, mistakes=[]
        )
    )
    response.headers["Cache-Control"] = f"private, max-age={DAY // 2}"
    response.add_etag()
    response.make_conditional(request)
    return response


@lru_cache(maxsize=256)
def _blank_items(checklist: Checklist, day: date) -> Markup:
    # Rendered once per checklist version and day of inspection (a basis may come into force).
    return _items(form_class(checklist)(), day)


def _items(form: RecordForm, day: date) -> Markup:
    return Markup(  # noqa: S704  (the template escapes; this only keeps its result)
        render_template("records/_items.html", form=form, checklist=form.checklist, day=day)
    )


@blueprint.get("/assignments/<int:assignment_id>")
@declares(Action.FILL)
def fill(assignment_id: int) -> BaseResponse | str:
    """Show the form with what was entered so far, or the receipt of what was handed in."""
    visit = _own_visit(assignment_id)
    record = models.own_record_of(g.actor.town_id, g.actor.person_id, assignment_id)
    if record and models.is_handed_in(record) and "correct" not in request.args:
        return see_other(url_for("records.done", record_id=record.id))
    sent = MultiDict([(name, value) for name, value in record.fields] if record else [])
    form = form_class(checklist_of(visit.ChecklistVersion))(sent)
    return _form_page(visit, form, record)


def _form_page(visit: inspections.Visit, form: RecordForm, record: models.Record | None) -> str:
    return render_template(
        "records/fill.html",
        visit=visit,
        items=_items(form, visit.Inspection.starts_on),
        form=form,
        record=str(record.id if record else uuid4()),
        is_blank=False,
        is_correction=models.is_handed_in(record),
        mistakes=_mistakes(form),
    )


def _mistakes(form: RecordForm) -> list[tuple[str, str, str]]:
    """Return (anchor, what it is about, what to do) of every mistake, in the form's order."""
    rows = [
        (f"item-{item.id}", item.question, form.mistakes[item.id])
        for item in form.checklist.items
        if item.id in form.mistakes
    ]
    for name, words in (("suggestion", "意见建议"), ("highlight", "亮点")):
        if name in form.mistakes:
            rows.append((name, words, form.mistakes[name]))
    return rows


@blueprint.post("/assignments/<int:assignment_id>")
@declares(Action.FILL)
def hand_in(assignment_id: int) -> BaseResponse | str | tuple[str, int]:
    """Take the plain form: hand it in, or do one of its small steps, or show what is missing."""
    visit = _own_visit(assignment_id)
    record_id = _uuid(request.form.get("record")) or uuid4()
    sent = _received()
    refused = _take_photos(sent, record_id)
    step = sent.get("do", "submit")
    if step != "submit":
        return _small_step(visit, record_id, sent, step)
    checklist = checklist_of(visit.ChecklistVersion)
    form = form_class(checklist)(sent)
    is_valid = form.validate()
    form.mistakes.update(refused)
    if refused or not is_valid:
        return _form_page(visit, form, _keep_draft(visit, record_id, form)), 422
    with db.writing(database()):
        record = submit(g.actor, visit, checklist, record_id, _content(form), day_in_china())
    return see_other(url_for("records.done", record_id=record.id))


def _received() -> MultiDict[str, str]:
    """Return the form's fields with what no page and no file can carry replaced, visibly."""
    return MultiDict([(name, clean_text(value)) for name, value in request.form.items(multi=True)])


def _small_step(
    visit: inspections.Visit,
    record_id: UUID,
    sent: MultiDict[str, str],
    step: str,
) -> BaseResponse | str:
    """Do what a button of the form asks, where no script does it, and show the form again."""
    checklist = checklist_of(visit.ChecklistVersion)
    action, _, target = step.partition("-")
    anchor = None
    if action == "rest":
        sent, anchor = pass_the_rest(checklist, sent, target), f"section-{target}"
    elif action == "more" and target in checklist.item_by_id:
        item = checklist.item_by_id[target]
        sent, anchor = one_more_place(sent, item), f"item-{target}"
    form = form_class(checklist)(sent)
    record = _keep_draft(visit, record_id, form)
    if models.is_handed_in(record):
        return _form_page(visit, form, record)  # a correction has no draft to come back to
    if action == "later":
        return see_other(url_for("records.today"))
    return see_other(url_for("records.fill", assignment_id=visit.Assignment.id, _anchor=anchor))


def _content(form: RecordForm) -> Content:
    return Content(
        sent=_sent(form),
        answers=form.kept_answers(),
        suggestion=form.suggestion.data or "",
        highlight=form.highlight.data or "",
    )


def _sent(form: RecordForm) -> drafts.Sent:
    answered, asked = rules.progress(form.checklist, form.answers)
    fields = [
        [name, value]
        for name, value in form.sent.items(multi=True)
        if name.startswith("item-") or name in {"suggestion", "highlight"}
    ]
    return drafts.Sent(fields, answered, asked)


def _keep_draft(
    visit: inspections.Visit, record_id: UUID | None, form: RecordForm
) -> models.Record:
    """Keep what was entered as the draft; a record that was handed in is left as it is."""
    sent, assignment = _sent(form), visit.Assignment
    with db.writing(database()):
        return drafts.save(g.actor, assignment.inspection_id, assignment.id, record_id, sent)


def _take_photos(sent: MultiDict[str, str], record_id: UUID) -> dict[str, str]:
    """Keep the photos of a plain form, name them in its fields; return the refused ones' items."""
    refused: dict[str, str] = {}
    store = PhotoStore(settings().photo_folder)
    for name, upload in request.files.items(multi=True):
        if not upload.filename or not name.endswith("-files"):
            continue
        place = name.removesuffix("-files")
        try:
            photo = take_in(database(), store, g.actor, uuid4(), record_id, upload.read())
        except NotAPhotoError as error:
            refused[place.removeprefix("item-").partition("-")[0]] = str(error)
        else:
            is_of_place = place.count("-") > 1
            sent.add(f"{place}-photo" if is_of_place else place, str(photo.id))
    return refused


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@blueprint.get("/assignments/<int:assignment_id>/draft")
@declares(Action.FILL)
def draft(assignment_id: int) -> Response:
    """Answer with the server's copy of the draft, for the script to go on with."""
    _own_visit(assignment_id)
    record = models.own_record_of(g.actor.town_id, g.actor.person_id, assignment_id)
    if record is None:
        return jsonify(record=None, fields=[])
    if models.is_handed_in(record):
        return jsonify(record=str(record.id), done=url_for("records.done", record_id=record.id))
    return jsonify(record=str(record.id), fields=record.fields)


@blueprint.put("/assignments/<int:assignment_id>/draft")
@declares(Action.FILL)
def save_draft(assignment_id: int) -> Response:
    """Keep the form's fields as they are given; answer with the id the record has."""
    visit = _own_visit(assignment_id)
    form = form_class(checklist_of(visit.ChecklistVersion))(_received())
    record = _keep_draft(visit, _uuid(request.form.get("record")), form)
    if models.is_handed_in(record):
        return jsonify(record=str(record.id), done=url_for("records.done", record_id=record.id))
    return jsonify(record=str(record.id))


@dataclass(frozen=True)
class Receipt:
    """What has arrived of a record, for the deputy to read."""

    number: int
    answers: int
    findings: int
    photos_sent: int
    photos_arrived: int
    submitted_at: datetime


def _receipt(record: models.Record, checklist: Checklist) -> Receipt:
    assert record.answers is not None and record.number is not None and record.submitted_at
    answers = rules.from_json(record.answers)
    named = rules.photo_ids(answers, checklist)
    arrived = photos.photos_by_id(record.town_id, {UUID(photo_id) for photo_id in named})
    return Receipt(
        record.number,
        len(answers),
        len(rules.failures(checklist, answers)),
        len(named),
        len(arrived),
        record.submitted_at,
    )


@blueprint.get("/records/<uuid:record_id>")
@declares(Action.FILL)
def done(record_id: UUID) -> str:
    """Show the receipt in plain words, and where to go next."""
    record = models.own_record(g.actor.town_id, g.actor.person_id, record_id)
    row = models.record(g.actor.town_id, record_id)
    if record is None or row is None:
        abort(404)
    visits, own, others = _work()
    return render_template(
        "records/done.html",
        record=record,
        row=row,
        can_correct=any(v.Assignment.id == record.assignment_id for v in visits),
        receipt=_receipt(record, checklist_of(row.ChecklistVersion)),
        left=_left(visits, own, others),
    )
