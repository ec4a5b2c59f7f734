"""The receipt of what was handed in: what has arrived, choosing, withdrawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from flask import Blueprint, abort, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.checklist.definition import Checklist
from inspect_app.inspections.models import inspection
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import Visit
from inspect_app.people.access import Action, declares
from inspect_app.photos.models import ids_of_record, photos_of_deputy
from inspect_app.records import models
from inspect_app.records.content_in_words import (
    AnswerInWords,
    answers_in_content,
    arrived_photos,
    checklist_of_content,
    count_changed_answers,
    fields_in_content,
    has_begun_correction,
    is_left_over,
)
from inspect_app.records.hand_in import Filler, choose, withdraw
from inspect_app.records.how_read import how_read
from inspect_app.records.models import HANDED_IN, UNCOUNTED, RecordState
from inspect_app.records.models.revisions import (
    RecordRevision,
    RevisionState,
    revisions_of,
    rivals_of,
)
from inspect_app.records.naming import named_in_log
from inspect_app.records.queries.own_records import own_record, own_visit
from inspect_app.records.taking_effect import restore
from inspect_app.records.views.for_whom import (
    filler,
    to_receipt,
    whose,
    whose_page,
    writing_as_filler,
)
from inspect_app.records.views.sent import mistake_rows, visit_of
from inspect_app.records.views.today import not_handed_in, to_complete, visits_and_records
from inspect_app.text import number_sent
from inspect_app.web import see_other

blueprint = Blueprint("receipts", __name__, url_prefix="/d")
blueprint.context_processor(whose_page)

# Also one that does not count may have to be chosen against what another phone sent.
CHOOSABLE = (*HANDED_IN, *UNCOUNTED)


def _own_record(who: Filler, record_id: UUID) -> models.PlacedRecord:
    """The deputy's record, handed in at some time, with its place; or answer 404."""
    row = models.record(who.deputy.town_id, record_id)
    if row is None or row.Record.deputy_id != who.deputy.person_id:
        abort(404)
    return row


@dataclass(frozen=True)
class Receipt:
    """What has arrived of a record, for the deputy to read."""

    answers: int
    findings: int
    photos_sent: int
    photos_arrived: int
    photos_removed: int


def _receipt(
    record: models.Record, revisions: Iterable[RecordRevision], checklist: Checklist
) -> Receipt:
    answers = stored_answers.from_json(record.answers or {})
    named = rules.photo_ids(answers, checklist)
    ids = {UUID(photo_id) for photo_id in named}
    arrived = photos_of_deputy(record.town_id, record.deputy_id, ids)
    failures = rules.failures(checklist, answers)
    removed = _removed_photos(record, revisions)
    return Receipt(len(answers), len(failures), len(named), len(arrived), removed)


def _removed_photos(record: models.Record, revisions: Iterable[RecordRevision]) -> int:
    """How many photos came ahead of the form and were taken out of it before it did.

    Of those that were taken out before they came, nobody here knows.
    """
    rivals = (RevisionState.RIVAL, RevisionState.SET_ASIDE)
    beside = [one.fields for one in revisions if one.state in rivals]
    shown = [record.fields, record.draft or [], *beside]
    named = {value for fields in shown for _, value in fields}
    return len(ids_of_record(record.town_id, record.deputy_id, record.id) - named)


@blueprint.get("/records/<uuid:record_id>")
@declares(Action.FILL)
def done(record_id: UUID) -> str:
    """Show the receipt in plain words, what was handed in before, and where to go next."""
    who = filler()
    row = _own_record(who, record_id)
    visits, own, others = visits_and_records(who.deputy)
    checklist = checklist_of(row.ChecklistVersion)
    revisions = revisions_of(row.Record.town_id, record_id)
    former = {one.id: answers_in_content(one) for one in revisions}
    answers = stored_answers.from_json(row.Record.answers or {})
    unfilled = not_handed_in(visits, own, others)
    fields = fields_in_content(row.Record)
    said = answers_in_content(row.Record)
    left_over = {key: answer for key, answer in said.items() if is_left_over(key)}
    return render_template(
        "records/receipt.html",
        row=row,
        record=row.Record,
        inspection=inspection(row.Record.town_id, row.Record.inspection_id),
        can_correct=any(v.Assignment.id == row.Record.assignment_id for v in visits),
        has_begun_correction=has_begun_correction(row.Record),
        receipt=_receipt(row.Record, revisions, checklist),
        mistakes=mistake_rows(checklist, row.Record.mistakes),
        readings=how_read(checklist, answers, fields),
        changed_answers=count_changed_answers(row.ChecklistVersion, fields, left_over),
        revisions=revisions,
        former_answers=former,
        left_over=left_over,
        said={key: answer for key, answer in said.items() if key not in left_over},
        arrived=arrived_photos(row.Record.town_id, row.Deputy.id, [said, *former.values()]),
        has_rivals=any(one.state == RevisionState.RIVAL for one in revisions),
        is_all_filled=not unfilled and not to_complete(visits, own),
        left=sorted(_without_taken_back(unfilled, own), key=partial(_is_elsewhere, row)),
    )


def _without_taken_back(visits: Iterable[Visit], own: dict[int, models.Record]) -> list[Visit]:
    """The visits with a blank form: what was taken back is filled in anew from its page."""
    states = {id_: record.state for id_, record in own.items()}
    return [one for one in visits if states.get(one.Assignment.id) != RecordState.WITHDRAWN]


def _is_elsewhere(row: models.PlacedRecord, visit: Visit) -> tuple[bool, bool]:
    """Whoever stands at a site fills all that is asked there, then goes on in the village."""
    return visit.Site.id != row.Site.id, visit.Village.id != row.Village.id


@dataclass(frozen=True)
class Contender:
    """One of the contents a deputy chooses from: when it came, and what it says."""

    revision: int
    content: models.StoredContent
    answers: dict[str, AnswerInWords]


@blueprint.get("/records/<uuid:record_id>/choose")
@declares(Action.FILL)
def choices(record_id: UUID) -> BaseResponse | str:
    """Show the contents that came from different phones, item by item where they differ."""
    who = filler()
    row = _own_record(who, record_id)
    rivals = rivals_of(row.Record.town_id, record_id)
    visit = own_visit(who.deputy.town_id, who.deputy.person_id, row.Record.assignment_id)
    is_open = visit is not None and visit.Inspection.is_open
    if not rivals or not is_open or row.Record.state not in CHOOSABLE:
        return to_receipt(row.Record)
    contenders = [
        Contender(content.revision, content, answers_in_content(content))
        for content in (row.Record, *rivals)
    ]
    asked = {key: answer.about for one in contenders for key, answer in one.answers.items()}
    differing = {
        key: about
        for key, about in asked.items()
        if len({one.answers.get(key) for one in contenders}) > 1
    }
    return render_template(
        "records/choose.html",
        row=row,
        contenders=contenders,
        differing=differing,
        arrived=arrived_photos(
            row.Record.town_id, row.Deputy.id, [one.answers for one in contenders]
        ),
        shown=_numbers(one.revision for one in contenders),
        has_changed="changed" in request.args,
    )


def _numbers(revisions: Iterable[int]) -> str:
    """Which contents are to choose from, as the page sends it back."""
    return " ".join(map(str, revisions))


@blueprint.post("/records/<uuid:record_id>/choose")
@declares(Action.FILL)
def choose_content(record_id: UUID) -> BaseResponse:
    """Let the chosen content count; the others stay readable."""
    who = filler()
    row = _own_record(who, record_id)
    chosen = number_sent(request.form, "revision")
    with writing_as_filler():
        visit = own_visit(who.deputy.town_id, who.deputy.person_id, row.Record.assignment_id)
        if visit is None or not visit.Inspection.is_open:
            return to_receipt(row.Record)  # which says that it is too late to choose
        record = own_record(who.deputy.town_id, who.deputy.person_id, record_id)
        assert record is not None
        contenders: dict[int, models.Record | RecordRevision] = {record.revision: record}
        contenders |= {one.revision: one for one in rivals_of(record.town_id, record.id)}
        is_current = request.form.get("shown") == _numbers(contenders)
        if chosen in contenders and is_current and record.state in CHOOSABLE:
            checklist = checklist_of_content(contenders[chosen])
            choose(record, chosen, visit, checklist)
            _note("从两份内容里选定一份", visit, record)
            return to_receipt(record)
    again = url_for("receipts.choices", record_id=record_id, changed=1, **whose())
    return see_other(again)


@blueprint.post("/records/<uuid:record_id>/withdraw")
@declares(Action.FILL)
def take_back(record_id: UUID) -> BaseResponse:
    """Withdraw the record: it counts no longer, nothing of it is deleted."""
    who = filler()
    row = _own_record(who, record_id)
    with writing_as_filler():
        visit, record = _to_change(who, row)
        if record.state in HANDED_IN:
            withdraw(record)
            _note(f"撤回{who.deputy.name}的检查记录", visit, record)
    return to_receipt(row.Record)


@blueprint.post("/records/<uuid:record_id>/restore")
@declares(Action.FILL)
def restore_withdrawn(record_id: UUID) -> BaseResponse:
    """Let the record that was withdrawn count again as it was handed in."""
    who = filler()
    row = _own_record(who, record_id)
    with writing_as_filler():
        visit, record = _to_change(who, row)
        if record.state == RecordState.WITHDRAWN:
            restore(record, visit, checklist_of_content(record))
            _note(f"恢复{who.deputy.name}撤回的检查记录", visit, record)
    return to_receipt(row.Record)


def _to_change(who: Filler, row: models.PlacedRecord) -> tuple[Visit, models.Record]:
    """The record as it is in the turn to write, with its visit; or answer 404."""
    visit = visit_of(who, row.Record.assignment_id)
    if not visit.Inspection.is_open:
        abort(404)
    record = own_record(who.deputy.town_id, who.deputy.person_id, row.Record.id)
    return visit, record or abort(404)


def _note(what: str, visit: Visit, record: models.Record) -> None:
    about = named_in_log(visit.Inspection, record.number)
    audit.note(g.actor, audit.Kind.CONTENT, what, about)
