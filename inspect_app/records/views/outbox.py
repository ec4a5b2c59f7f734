"""The outbox: what a phone kept, sent when there is a network; never refused for its state.

Every answer names what was sent, so that no other page (a captive portal's) is taken for one.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
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
from werkzeug.datastructures import MultiDict

from inspect_app import quotas
from inspect_app.checklist import answers as rules
from inspect_app.checklist.definition import Checklist
from inspect_app.db import now
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import Visit, late_visit
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.people.filling import owner_of_kept_entry
from inspect_app.photos import limiter
from inspect_app.photos.models import hand_over, photos_of_deputy
from inspect_app.records import models
from inspect_app.records.content import Content, content_of
from inspect_app.records.day_filled import day_of_age
from inspect_app.records.forms.record_form import RecordForm, filled_form
from inspect_app.records.hand_in import Arrival, Filler, hand_in
from inspect_app.records.left_over import item_id_in, left_fields
from inspect_app.records.queries.own_records import (
    count_late,
    own_record,
    own_record_of,
    own_visit,
)
from inspect_app.records.revisions import contents, was_handed_in
from inspect_app.records.views.for_whom import (
    OtherSenderError,
    filler,
    is_typed_in_by_sender,
    receipt_url,
)
from inspect_app.records.views.sent import HALF_A_DAY, OLD_VERSION, received
from inspect_app.text import number_sent
from inspect_app.web import database, row_named, writing
from inspect_app.web import today as day_in_china

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
    and were in the way of the forms still to come. ``photos_missing`` names those that have not
    arrived: a phone that was wiped has no others to send.
    """
    try:
        return _take_in(record_id)
    except OtherSenderError:  # something changed while it waited for its turn
        return take_in(record_id)


def _take_in(record_id: UUID) -> Response | tuple[Response, int]:
    who, is_theirs = _sender()
    sent = received()
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    assignment_id = number_sent(sent, "assignment")
    visit = own_visit(town_id, deputy_id, assignment_id) if is_theirs else None
    visit = visit or late_visit(town_id, deputy_id, assignment_id)
    if visit is None:
        return jsonify(sent=str(record_id), error=NO_LONGER_ASSIGNED), 404
    before = None if is_theirs else _typed_in_before(record_id, assignment_id)
    is_taken = before is None and not _may_name(who, record_id)
    version, form = _form_as_filled(visit, sent)
    content = content_of(form, version)
    if before and was_handed_in(before, content):
        return _answer_taken(record_id, before, url_for("outbox.waiting"))
    if is_taken and not _came_before(who, assignment_id, content):
        return jsonify(sent=str(record_id), error=TAKEN_BY_ANOTHER), 409
    is_crowded = database().turns.is_crowded
    record = _hand_in(who, visit, form, content, record_id, is_theirs=is_theirs)
    photos = rules.photo_ids(content.answers, form.checklist)
    later = limiter.photo_limiter.seconds_to_wait(time.monotonic()) if is_crowded and photos else 0
    receipt = url_for("outbox.waiting") if g.actor.is_former else receipt_url(record)
    return _answer_taken(record_id, record, receipt, later, _missing(record, photos))


def _missing(record: models.Record, photos: Sequence[str]) -> list[str]:
    ids = {UUID(photo_id) for photo_id in photos}
    arrived = photos_of_deputy(record.town_id, record.deputy_id, ids) if ids else {}
    return [photo_id for photo_id in photos if photo_id not in arrived]


def _sender() -> tuple[Filler, bool]:
    """Whose record it is that a phone kept, and whether it was theirs to fill.

    ``for`` may name a deputy for whom the sender fills no longer: then it is the sender's own, and
    says for whom it was.
    """
    deputy_id = row_named(request.values, "for") or g.actor.person_id
    if owner_of_kept_entry(g.actor, deputy_id).person_id == deputy_id:
        return filler(), not g.actor.is_former
    named = people.deputy(g.actor.town_id, deputy_id) or abort(404)
    return Filler(g.actor, f"{g.actor.name}（替{named.name}填）"), False


def _typed_in_before(record_id: UUID, assignment_id: int) -> models.Record | None:
    """The record of the deputy named by ``for`` if the sender typed something of it in.

    It may have another id than the form came with: the deputy's own draft was there before.
    """
    town_id, named = g.actor.town_id, row_named(request.values, "for")
    found = own_record(town_id, named, record_id) or own_record_of(town_id, named, assignment_id)
    return found if found and any(map(is_typed_in_by_sender, contents(found))) else None


def _may_name(who: Filler, record_id: UUID) -> bool:
    """Whether a form may come under that id: it is free, or the own record's, or a draft's.

    A liaison's phone has the id of the draft of that deputy; what becomes her own record gets an
    id of its own. Under the id of what somebody else has handed in nothing is answered.
    """
    town_id = who.deputy.town_id
    if not models.is_taken(record_id) or own_record(town_id, who.deputy.person_id, record_id):
        return True
    named = own_record(town_id, row_named(request.values, "for"), record_id)
    return named is not None and named.revision == 0


def _form_as_filled(
    visit: Visit, sent: MultiDict[str, str]
) -> tuple[inspections.ChecklistVersion, RecordForm]:
    """The version of the checklist that it was filled with, and the form, read.

    A phone may have kept an older one; then a mistake says what the newer one asks beyond it.
    """
    current = visit.ChecklistVersion
    version = _version_named(current, number_sent(sent, "version"))
    form = filled_form(checklist_of(version), sent.items(multi=True))
    form.forgive_harmless_mistakes()
    if version.id != current.id:
        form.mistakes[OLD_VERSION] = _what_has_changed(form, checklist_of(current))
    return version, form


def _version_named(
    current: inspections.ChecklistVersion, version_id: int
) -> inspections.ChecklistVersion:
    """The checklist's version of that id, the current one where it has none."""
    if version_id in (0, current.id):
        return current
    other = inspections.version(current.town_id, version_id)
    return other if other and other.checklist_id == current.checklist_id else current


def _what_has_changed(form: RecordForm, current: Checklist) -> str:
    """What the newer checklist asks beyond the form's own, and what the form says it drops.

    The record keeps both; a correction, which is made on the newer one, counts what it asks.
    """
    older = form.checklist
    asked = [item.question for item in current.items if item.id not in older.item_by_id]
    left = {item_id_in(name) for name, _ in left_fields(current, form.sent.items(multi=True))}
    dropped = "".join(f"“{item.question}”" for item in older.items if item.id in left)
    added = f"，新增：{'、'.join(asked)}" if asked else ""
    dropped_words = f"；填过的{dropped}新清单里没有地方填了，没有丢" if dropped else ""
    return f"填的是更新前的清单{added}{dropped_words}。请打开更正，核对后再提交一次"


def _came_before(who: Filler, assignment_id: int, content: Content) -> bool:
    """Whether the own record has that content: of a draft that is handed in since."""
    own = own_record_of(who.deputy.town_id, who.deputy.person_id, assignment_id)
    return own is not None and was_handed_in(own, content)


def _hand_in(
    who: Filler,
    visit: Visit,
    form: RecordForm,
    content: Content,
    proposed: UUID,
    *,
    is_theirs: bool,
) -> models.Record:
    """Hand in what the form holds, with its mistakes if it has any.

    :raise OtherSenderError: if it is somebody else's, or theirs no more, when the turn comes.
    """
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    seen = content.sent.seen
    # An age, not a day: the phone's clock may be years off.
    filled_on = day_of_age(number_sent(form.sent, "age"), now())
    arrival = Arrival(proposed, number_sent(form.sent, "base"), filled_on=filled_on)
    if _is_filled_for_another(who):
        # Its phone had seen the other's record and draft, and nothing of the sender's own.
        content = replace(content, sent=replace(content.sent, saves=0, seen={}))
        arrival = replace(arrival, base=0)
    with writing():
        if _sender() != (who, is_theirs):
            raise OtherSenderError
        if not (is_theirs and own_visit(town_id, deputy_id, visit.Assignment.id)):
            arrival = replace(arrival, is_assigned=False)
            _demand_few_late(who, visit.Assignment.id)
        if _is_filled_for_another(who):
            _take_over_photos(who, visit.Assignment.id, proposed, form, seen)
        return hand_in(who, visit, form.checklist, content, arrival, day_in_china())


def _demand_few_late(who: Filler, assignment_id: int) -> None:
    """Of sites that are not the deputy's there are as many as the town has, in all its years."""
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    if own_record_of(town_id, deputy_id, assignment_id):
        return
    if count_late(town_id, deputy_id) >= quotas.MOST_LATE:
        raise quotas.BeyondQuotaError(quotas.TOO_MANY_LATE)


def _take_over_photos(
    who: Filler, assignment_id: int, record_id: UUID, form: RecordForm, seen: Collection[str]
) -> None:
    """Let what becomes the sender's own have the photos that arrived for whom it was filled.

    Those that it names; never one that something of theirs names.
    """
    town_id, named = who.deputy.town_id, row_named(request.values, "for")
    found = (
        own_record(town_id, named, record_id),
        own_record_of(town_id, named, assignment_id),
    )
    theirs = [field for record in found if record for field in _all_fields(record, seen)]
    wanted = {value for _, value in form.sent.items(multi=True)} - {value for _, value in theirs}
    hand_over(town_id, record_id, named, who.deputy.person_id, wanted)


def _all_fields(record: models.Record, seen: Collection[str]) -> list[list[str]]:
    """What a record holds: as it stands, as it was, as it is being filled.

    Without a draft that was saved last by a page that the form has ``seen``: that is the form, as
    it was before.
    """
    fields = [field for one in contents(record) for field in one.fields]
    return fields + ([] if record.saved_from in seen else record.draft or [])


def _is_filled_for_another(who: Filler) -> bool:
    """Whether it becomes the sender's own, who may fill no longer for whom it was filled."""
    return row_named(request.values, "for") not in (0, who.deputy.person_id)


def _answer_taken(
    sent: UUID,
    record: models.Record,
    receipt: str,
    photos_after: int = 0,
    photos_missing: Sequence[str] = (),
) -> Response:
    return jsonify(
        sent=str(sent),
        record=str(record.id),
        number=record.number,
        state=record.state,
        revision=record.revision,
        receipt=receipt,
        photos_after=photos_after,
        photos_missing=list(photos_missing),
    )


@blueprint.get("/waiting")
@declares(Action.ENTER)
def waiting() -> Response:
    """Answer with the page that shows what the phone keeps; nobody's data, kept by the phone."""
    response = make_response(render_template("records/waiting.html", whose={}))
    response.headers["Cache-Control"] = f"private, max-age={HALF_A_DAY}"
    return response
