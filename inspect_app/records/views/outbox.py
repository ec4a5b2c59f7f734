"""The outbox's door: what a phone kept, sent when there is a network; never refused for its state.

Every answer names what was sent, so that no other page (a captive portal's) is taken for one.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

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
from flask.typing import ResponseReturnValue

from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import late_visit
from inspect_app.people.access import Action, declares
from inspect_app.photos import arrival, door
from inspect_app.photos.image import MAX_BYTES, NotAPhotoError
from inspect_app.photos.store import PhotoStore
from inspect_app.quotas import BeyondQuotaError
from inspect_app.records import models
from inspect_app.records.content import Content, content_of
from inspect_app.records.forms.record_form import form_class
from inspect_app.records.hand_in import Filler, was_handed_in
from inspect_app.records.outcome import Save, SaveOutcome
from inspect_app.records.queries.own_records import own_record_of
from inspect_app.records.views.for_whom import (
    OtherSenderError,
    demand_few_strays,
    filler,
    may_name,
    owner_of_photo,
    receipt_url,
    record_of_photo,
    sender,
    typed_in_before,
)
from inspect_app.records.views.sent import (
    HALF_A_DAY,
    form_as_filled,
    hand_in_form,
    keep_draft,
    own_visit,
    received,
    visit_of,
)
from inspect_app.text import number_sent
from inspect_app.web import database, settings, writing
from inspect_app.web.bodies import brings_one_file
from inspect_app.web.error_pages import what_was_put

blueprint = Blueprint("outbox", __name__, url_prefix="/d")

NO_LONGER_ASSIGNED = "这个地方已经不由您填了。请把内容存成文件或复制文字，交给镇人大办。"
TAKEN_BY_ANOTHER = "这个编号的记录是别人的。请把内容存成文件，交给镇人大办。"
BUSY = "照片正在排队，请过一会儿再传"


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


@blueprint.put("/photos/<uuid:photo_id>")
@declares(Action.HAND_IN)
@brings_one_file(MAX_BYTES)
def take_photo(photo_id: UUID) -> ResponseReturnValue:
    """Keep one photo under the id the phone made; twice is the same as once.

    503 at once where too many are under way: each phone comes again at another time.
    """
    try:
        record_id = UUID(request.args.get("record", ""))
    except ValueError:
        abort(400)
    try:
        return _take_photo(photo_id, record_id)
    except OtherSenderError:  # something changed while it waited for its turn
        return take_photo(photo_id)


def _take_photo(photo_id: UUID, record_id: UUID) -> ResponseReturnValue:
    store, age = PhotoStore(settings().photo_folder), number_sent(request.args, "age")
    owner, data = owner_of_photo(photo_id), request.get_data()
    here = record_of_photo(owner, photo_id, record_id)
    photo = arrival.ArrivingPhoto(owner, photo_id, here, partial(demand_few_strays, owner, here))
    in_turn = partial(_in_turn, photo, record_id)
    try:
        arrival.take_in(database(), in_turn, store, photo, data, age)
    except door.FullError:
        later = door.photo_door.later(time.monotonic())
        return jsonify(error=BUSY, **what_was_put()), 503, {"Retry-After": str(later)}
    except (NotAPhotoError, BeyondQuotaError) as error:
        return jsonify(error=str(error), **what_was_put()), 422
    except arrival.OtherPhotoError as error:
        return jsonify(error=str(error), **what_was_put()), 409
    except arrival.PhotoOfAnotherError:
        abort(404)
    return jsonify(photo=str(photo_id))


@contextmanager
def _in_turn(photo: arrival.ArrivingPhoto, named: UUID) -> Iterator[None]:
    with writing():
        owner = owner_of_photo(photo.photo_id)
        here = record_of_photo(owner, photo.photo_id, named)
        if (owner.person_id, here) != (photo.actor.person_id, photo.record_id):
            raise OtherSenderError
        yield


@blueprint.get("/waiting")
@declares(Action.ENTER)
def waiting() -> Response:
    """Answer with the page that shows what the phone keeps; nobody's data, kept by the phone."""
    response = make_response(render_template("records/waiting.html", whose={}))
    response.headers["Cache-Control"] = f"private, max-age={HALF_A_DAY}"
    return response
