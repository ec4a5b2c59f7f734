"""The outbox's door: what a phone kept, sent when there is a network; never refused for its state.

Every answer names what was sent, so that no other page (a captive portal's) is taken for one.
"""

import time
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    g,
    jsonify,
    make_response,
    render_template,
    url_for,
)

from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.inspections.queries.visits import late_visit
from inspect_app.people.access import Action, declares
from inspect_app.photos import door
from inspect_app.records import models
from inspect_app.records.content import Content, content_of
from inspect_app.records.hand_in import Filler
from inspect_app.records.queries.own_records import own_record_of
from inspect_app.records.revisions import was_handed_in
from inspect_app.records.views.for_whom import (
    OtherSenderError,
    may_name,
    receipt_url,
    sender,
    typed_in_before,
)
from inspect_app.records.views.sent import (
    HALF_A_DAY,
    form_as_filled,
    hand_in_form,
    own_visit,
    received,
)
from inspect_app.text import number_sent
from inspect_app.web import database

blueprint = Blueprint("outbox", __name__, url_prefix="/d")

NO_LONGER_ASSIGNED = "这个地方已经不由您填了。请把内容存成文件或复制文字，交给镇人大办。"
TAKEN_BY_ANOTHER = "这个编号的记录是别人的。请把内容存成文件，交给镇人大办。"


@blueprint.put("/records/<uuid:record_id>")
@declares(Action.HAND_IN)
def take_in(record_id: UUID) -> Response | tuple[Response, int]:
    """Take a record in under the id the phone made: incomplete, of an older version, repeated.

    What a former deputy's phone kept is late, and the answer leads to no page that is shut to it.
    So it is with what a liaison sent for a deputy and sends again, being none any more; what that
    liaison has changed since, or the server knows as that deputy's draft alone, is kept as the own.

    The answer's ``photos_after`` is how many seconds its photos had better wait: 0, or a time of
    their own where many hand in at once: of 500 phones' photos sent meanwhile most found no room,
    and were in the way of the forms still to come.
    """
    try:
        return _take_in(record_id)
    except OtherSenderError:  # something changed while it waited for its turn
        return take_in(record_id)


def _take_in(record_id: UUID) -> Response | tuple[Response, int]:
    who, is_theirs = sender()
    sent = received()
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    assignment_id = number_sent(sent, "assignment")
    visit = own_visit(who, assignment_id) if is_theirs else None
    visit = visit or late_visit(town_id, deputy_id, assignment_id)
    if visit is None:
        return jsonify(sent=str(record_id), error=NO_LONGER_ASSIGNED), 404
    before = None if is_theirs else typed_in_before(record_id, assignment_id)
    is_taken = before is None and not may_name(who, record_id)
    version, form = form_as_filled(visit, sent)
    form.validate()
    form.forgive_harmless_mistakes()
    if before and was_handed_in(before, content_of(form, version)):
        return _taken(record_id, before, url_for("outbox.waiting"))
    if is_taken and not _came_before(who, assignment_id, content_of(form, version)):
        return jsonify(sent=str(record_id), error=TAKEN_BY_ANOTHER), 409
    is_crowded = database().turns.is_crowded
    record = hand_in_form(who, visit, version, form, record_id, is_theirs=is_theirs)
    photos = rules.photo_ids(stored_answers.from_json(record.answers or {}), form.checklist)
    later = door.photo_door.later(time.monotonic()) if is_crowded and photos else 0
    receipt = url_for("outbox.waiting") if g.actor.is_former else receipt_url(record)
    return _taken(record_id, record, receipt, later)


def _came_before(who: Filler, assignment_id: int, content: Content) -> bool:
    """Return whether the own record has that content: of a draft that is handed in since."""
    own = own_record_of(who.deputy.town_id, who.deputy.person_id, assignment_id)
    return own is not None and was_handed_in(own, content)


def _taken(sent: UUID, record: models.Record, receipt: str, photos_after: int = 0) -> Response:
    return jsonify(
        sent=str(sent),
        record=str(record.id),
        number=record.number,
        state=record.state,
        revision=record.revision,
        receipt=receipt,
        photos_after=photos_after,
    )


@blueprint.get("/waiting")
@declares(Action.ENTER)
def waiting() -> Response:
    """Answer with the page that shows what the phone keeps; nobody's data, kept by the phone."""
    response = make_response(render_template("records/waiting.html", whose={}))
    response.headers["Cache-Control"] = f"private, max-age={HALF_A_DAY}"
    return response
