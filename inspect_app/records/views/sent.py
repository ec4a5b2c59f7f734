"""What a phone's request brings: for whom it fills, where, and the form's fields."""

from typing import Any
from uuid import UUID

from flask import abort, g, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import db
from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer
from inspect_app.checklist.definition import Checklist
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.people.filling import deputy_filled_for
from inspect_app.records import drafts, models
from inspect_app.records.forms import RecordForm, form_class
from inspect_app.records.outcome import Save, SaveOutcome
from inspect_app.records.submit import Content, Filler, submit
from inspect_app.text import clean_text
from inspect_app.web import database, see_other, whole
from inspect_app.web import today as day_in_china

HALF_A_DAY = 12 * 60 * 60  # how long a phone keeps a page that holds nobody's data
OLD_VERSION = "version"  # the key of the mistake that is of no item


def filler() -> Filler:
    """Return whose work the request is about; ``for`` names a deputy of the liaison's group."""
    deputy = deputy_filled_for(g.actor, whole(request.values, "for") or None) or abort(404)
    is_own = deputy.person_id == g.actor.person_id
    return Filler(deputy, "" if is_own else f"{g.actor.name}(联络员)")


def whose() -> dict[str, Any]:
    """Return what every address carries along while a liaison fills for a deputy."""
    deputy_id = whole(request.values, "for") or None
    return {"for": deputy_id} if deputy_id else {}


def whose_page() -> dict[str, Any]:
    """Give templates ``whose``, for their addresses, and the signed-in deputy's id."""
    return {"whose": whose(), "signed_in": g.actor.person_id if "actor" in g else None}


def to_receipt(record: models.Record) -> BaseResponse:
    """Lead to the record's receipt."""
    return see_other(receipt_url(record))


def receipt_url(record: models.Record) -> str:
    """Return the address of the record's receipt."""
    return url_for("receipts.done", record_id=record.id, **whose())


def visit_of(who: Filler, assignment_id: int) -> inspections.Visit:
    """Return the deputy's visit, or answer 404."""
    deputy = who.deputy
    return inspections.visit(deputy.town_id, deputy.person_id, assignment_id) or abort(404)


def received() -> MultiDict[str, str]:
    """Return the form's fields with what no page and no file can carry replaced, visibly."""
    return MultiDict([(name, clean_text(value)) for name, value in request.form.items(multi=True)])


def uuid_or_none(text: str | None) -> UUID | None:
    """Return the id the text holds, None if it holds none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def keep_draft(
    who: Filler,
    assignment: inspections.Assignment,
    form: RecordForm,
    save: Save,
) -> tuple[models.Record, SaveOutcome]:
    """Keep what was entered as the draft; what was handed in is left as it is."""
    proposed, base = uuid_or_none(form.sent.get("record")), whole(form.sent, "base")
    with db.writing(database()):
        return drafts.save(who.deputy, assignment, proposed, base, _sent(form), save)


def hand_in(
    who: Filler,
    visit: inspections.Visit,
    version: inspections.ChecklistVersion,
    form: RecordForm,
    proposed: UUID,
) -> models.Record:
    """Hand in what the form holds, with its mistakes if it has any."""
    content = content_of(form, version)
    base, day = whole(form.sent, "base"), day_in_china()
    with db.writing(database()):
        return submit(who, visit, form.checklist, proposed, content, day, base)


def content_of(form: RecordForm, version: inspections.ChecklistVersion) -> Content:
    """Return what a validated form says, with its mistakes."""
    return Content(
        sent=_sent(form),
        answers=form.kept_answers(),
        suggestion=form.suggestion.data or "",
        highlight=form.highlight.data or "",
        mistakes=form.mistakes,
        version_id=version.id,
    )


def form_as_filled(
    visit: inspections.Visit, sent: MultiDict[str, str]
) -> tuple[inspections.ChecklistVersion, RecordForm]:
    """Return the form of the version it was filled with, and that version.

    A phone may have kept an older one; then a mistake says what the newer one asks beyond it.
    """
    current, named = visit.ChecklistVersion, whole(sent, "version")
    if named in (0, current.id):
        return current, form_class(checklist_of(current))(sent)
    older = inspections.version(current.town_id, named)
    if older is None or older.checklist_id != current.checklist_id:
        return current, form_class(checklist_of(current))(sent)
    form = form_class(checklist_of(older))(sent)
    form.mistakes[OLD_VERSION] = _what_is_new(checklist_of(older), checklist_of(current))
    return older, form


def _what_is_new(older: Checklist, current: Checklist) -> str:
    asked = [item.question for item in current.items if item.id not in older.item_by_id]
    added = f"，新增：{'、'.join(asked)}" if asked else ""
    return f"填的是更新前的清单{added}。请打开更正，核对后再提交一次"


def _sent(form: RecordForm) -> drafts.Sent:
    answered, asked = rules.progress(form.checklist, form.answers)
    fields = [
        [name, value]
        for name, value in form.sent.items(multi=True)
        if name.startswith("item-") or name in {"suggestion", "highlight", "at"}
    ]
    return drafts.Sent(fields, answered, asked)


def mistake_rows(checklist: Checklist, mistakes: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (anchor, what it is about, what to do) of every mistake, in the form's order."""
    abouts = [(item.id, f"item-{item.id}", item.question) for item in checklist.items]
    abouts += [
        ("suggestion", "suggestion", "意见建议"),
        ("highlight", "highlight", "亮点"),
        (OLD_VERSION, "fill", "检查清单"),
    ]
    return [(anchor, about, mistakes[key]) for key, anchor, about in abouts if key in mistakes]


def checklist_said(said: models.Record | models.RecordRevision) -> Checklist:
    """Return the checklist that content was filled with."""
    version = inspections.version(said.town_id, said.checklist_version_id)
    assert version is not None, "the reference keeps the version"
    return checklist_of(version)


def answers_in_words(checklist: Checklist, answers: dict[str, Answer]) -> dict[str, str]:
    """Return the answers in words, question by question."""
    return {
        item.question: rules.answer_in_full(item, answers[item.id])
        for item in checklist.items
        if item.id in answers
    }


def words_of(said: models.Record | models.RecordRevision) -> dict[str, str]:
    """Return what content says, question by question."""
    words = answers_in_words(checklist_said(said), rules.from_json(said.answers or {}))
    return {**words, "意见建议": said.suggestion, "亮点": said.highlight}
