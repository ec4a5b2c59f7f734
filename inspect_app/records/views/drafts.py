"""Drafts: what is being filled in, kept on the server and given back; from scripts and without."""

from typing import Any

from flask import Blueprint, Response, g, jsonify

from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import Visit
from inspect_app.people.access import Action, declares
from inspect_app.records import drafts, models
from inspect_app.records.content import draft_of
from inspect_app.records.forms.record_form import RecordForm, form_class
from inspect_app.records.hand_in import Filler
from inspect_app.records.outcome import Save, SaveOutcome
from inspect_app.records.queries.own_records import own_record_of
from inspect_app.records.views.for_whom import filler, receipt_url, writing_as_filler
from inspect_app.records.views.sent import received, uuid_or_none, visit_of
from inspect_app.text import number_sent

blueprint = Blueprint("drafts", __name__, url_prefix="/d")


@blueprint.get("/assignments/<int:assignment_id>/draft")
@declares(Action.FILL)
def draft(assignment_id: int) -> Response:
    """Answer with the server's copy of the draft, for the script to go on with."""
    who = filler()
    visit_of(who, assignment_id)
    record = own_record_of(who.deputy.town_id, who.deputy.person_id, assignment_id)
    if record is None:
        return jsonify(**_signed_in(), record=None, revision=0, saves=0, device="", n=0, fields=[])
    return _draft(record)


def _signed_in() -> dict[str, Any]:
    """Name who is signed in on the phone, for a page that does not know whose entries it holds."""
    return {"deputy": g.actor.person_id, "name": g.actor.name}


def _draft(record: models.Record, **more: str) -> Response:
    return jsonify(
        **_signed_in(),
        record=str(record.id),
        revision=record.revision,
        saves=record.saves,
        device=record.saved_from,
        n=record.saved_n,
        fields=record.last_fields,
        begun=record.draft is not None,
        receipt=receipt_url(record) if record.revision else None,
        **more,
    )


@blueprint.put("/assignments/<int:assignment_id>/draft")
@declares(Action.FILL)
def save_draft(assignment_id: int) -> Response | tuple[Response, int]:
    """Keep the form's fields as they are given; answer with what the server has now.

    409 if another phone has saved since: with that phone's fields, for the person to choose.
    """
    who = filler()
    visit = visit_of(who, assignment_id)
    sent = received()
    form = form_class(checklist_of(visit.ChecklistVersion))(sent)
    save = Save(sent.get("device", "")[:40], number_sent(sent, "n"), number_sent(sent, "saves"))
    record, done = keep_draft(who, visit, form, save)
    answer = _draft(record, outcome=done)
    return (answer, 409) if done is SaveOutcome.CONFLICT else answer


def keep_draft(
    who: Filler,
    visit: Visit,
    form: RecordForm,
    save: Save,
) -> tuple[models.Record, SaveOutcome]:
    """Keep what was entered as the draft; what was handed in is left as it is."""
    proposed, base = uuid_or_none(form.sent.get("record")), number_sent(form.sent, "base")
    with writing_as_filler():
        # Who waited for the turn may have seen an inspection that was sent back to planning since.
        assignment = visit_of(who, visit.Assignment.id).Assignment
        return drafts.save(who.deputy, assignment, proposed, base, draft_of(form), save)
