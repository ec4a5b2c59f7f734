"""What a phone's request brings: for whom it fills, where, and the form's fields."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import abort, g, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import quotas
from inspect_app.checklist.definition import Checklist
from inspect_app.db import now
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.visits import Visit, visit_of_deputy, visit_of_town
from inspect_app.people import keys
from inspect_app.people.access import Actor, Role
from inspect_app.people.filling import deputy_filled_for, kept_as
from inspect_app.photos import models as photos
from inspect_app.records import drafts, models
from inspect_app.records.content import content_of, draft_of
from inspect_app.records.day_filled import day_of_age
from inspect_app.records.forms import RecordForm, form_class
from inspect_app.records.hand_in import Arrival, Filler, contents, hand_in
from inspect_app.records.left import item_of, left_fields
from inspect_app.records.outcome import Save, SaveOutcome
from inspect_app.records.own_records import (
    count_late,
    count_stray_photos,
    own_record,
    own_record_of,
    own_records,
)
from inspect_app.records.place_forms import demand_few_places
from inspect_app.text import clean_text, number_sent
from inspect_app.web import row_named, see_other, writing
from inspect_app.web import today as day_in_china

HALF_A_DAY = 12 * 60 * 60  # how long a phone keeps a page that holds nobody's data
OLD_VERSION = "version"  # the key of the mistake that is of no item


def filler() -> Filler:
    """Return whose work the request is about; ``for`` names a deputy of the liaison's group."""
    deputy = deputy_filled_for(g.actor, row_named(request.values, "for") or None) or abort(404)
    is_own = deputy.person_id == g.actor.person_id
    return Filler(deputy, "" if is_own else as_liaison())


def as_liaison() -> str:
    """Return how records name who is signed in, as who typed them in for another."""
    return f"{g.actor.name}(联络员)"


def typed_in_before(record_id: UUID, assignment_id: int) -> models.Record | None:
    """Return the record of the deputy named by ``for`` if the sender typed something of it in.

    It may have another id than the form came with: the deputy's own draft was there before.
    """
    town_id, named = g.actor.town_id, row_named(request.values, "for")
    found = own_record(town_id, named, record_id) or own_record_of(town_id, named, assignment_id)
    is_by_sender = found and as_liaison() in [one.entered_by for one in contents(found)]
    return found if is_by_sender else None


def may_name(who: Filler, record_id: UUID) -> bool:
    """Return whether a form may come under that id: it is free, or the own record's, or a draft's.

    A liaison's phone has the id of the draft of that deputy; what becomes her own record gets an
    id of its own. Under the id of what somebody else has handed in nothing is answered.
    """
    town_id = who.deputy.town_id
    if not models.is_taken(record_id) or own_record(town_id, who.deputy.person_id, record_id):
        return True
    named = own_record(town_id, row_named(request.values, "for"), record_id)
    return named is not None and named.revision == 0


def sender() -> tuple[Filler, bool]:
    """Return whose record it is that a phone kept, and whether it was theirs to fill.

    ``for`` may name a deputy for whom the sender fills no longer: then it is the sender's own, and
    says for whom it was.
    """
    deputy_id = row_named(request.values, "for") or g.actor.person_id
    if kept_as(g.actor, deputy_id).person_id == deputy_id:
        return filler(), not g.actor.is_former
    named = keys.deputy(g.actor.town_id, deputy_id) or abort(404)
    return Filler(g.actor, f"{g.actor.name}(替{named.name}填)"), False


def owner_of_photo(photo_id: UUID) -> Actor:
    """Return whose the photo is that a phone has kept.

    The deputy's it was taken for, also when the sender may fill for that deputy no longer, if a
    record of theirs that the sender typed in names it: the form was faster than its photo.
    """
    deputy_id = row_named(request.args, "for") or g.actor.person_id
    owner = kept_as(g.actor, deputy_id)
    if owner.person_id == deputy_id or not _typed_in_with(deputy_id, photo_id):
        return owner
    named = keys.deputy(g.actor.town_id, deputy_id) or abort(404)
    return Actor(named.town_id, Role.DEPUTY, named.id, named.name)


def demand_few_strays(owner: Actor, record_id: UUID) -> None:
    """A photo may be faster than its record; not hundreds of them, whose records never come.

    :raise BeyondQuotaError: if there are so many.
    """
    if own_record(owner.town_id, owner.person_id, record_id):
        return
    if count_stray_photos(owner.town_id, owner.person_id) >= quotas.MOST_STRAY_PHOTOS:
        raise quotas.BeyondQuotaError(quotas.TOO_MANY_STRAYS)


def _typed_in_with(deputy_id: int, photo_id: UUID) -> bool:
    """Return whether something the sender typed in for that deputy names the photo."""
    records = own_records(g.actor.town_id, deputy_id).values()
    typed_in = [
        said for one in records for said in contents(one) if said.entered_by == as_liaison()
    ]
    return any(str(photo_id) == value for said in typed_in for _, value in said.fields)


def whose() -> dict[str, Any]:
    """Return what every address carries along while a liaison fills for a deputy."""
    deputy_id = number_sent(request.values, "for") or None
    return {"for": deputy_id} if deputy_id else {}


def whose_page() -> dict[str, Any]:
    """Give templates ``whose``, for their addresses, and the signed-in deputy's id."""
    if "actor" not in g:
        return {"whose": {}, "signed_in": None}  # a stranger's form is not read for a name
    return {"whose": whose(), "signed_in": g.actor.person_id}


def to_receipt(record: models.Record) -> BaseResponse:
    """Lead to the record's receipt."""
    return see_other(receipt_url(record))


def receipt_url(record: models.Record) -> str:
    """Return the address of the record's receipt."""
    is_own = record.deputy_id == g.actor.person_id
    return url_for("receipts.done", record_id=record.id, **({} if is_own else whose()))


def visit_of(who: Filler, assignment_id: int) -> Visit:
    """Return the deputy's visit, or answer 404."""
    return own_visit(who, assignment_id) or abort(404)


def own_visit(who: Filler, assignment_id: int) -> Visit | None:
    """Return a visit that is the deputy's to make, or of which there is a record already.

    Who has changed the group since reaches the own record all the same.
    """
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    visit = visit_of_deputy(town_id, deputy_id, assignment_id)
    if visit:
        return visit
    record = own_record_of(town_id, deputy_id, assignment_id)
    is_theirs = record is not None and record.state != models.RecordState.LATE
    return visit_of_town(town_id, assignment_id) if is_theirs else None


def received() -> MultiDict[str, str]:
    """Return the form's fields with what no page and no file can carry replaced, visibly.

    :raise TooLongError: if they are of more places than a deputy may store.
    """
    demand_few_places(request.form)
    return MultiDict([(name, clean_text(value)) for name, value in request.form.items(multi=True)])


def uuid_or_none(text: str | None) -> UUID | None:
    """Return the id the text holds, None if it holds none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def keep_draft(
    who: Filler,
    visit: Visit,
    form: RecordForm,
    save: Save,
) -> tuple[models.Record, SaveOutcome]:
    """Keep what was entered as the draft; what was handed in is left as it is."""
    proposed, base = uuid_or_none(form.sent.get("record")), number_sent(form.sent, "base")
    with writing():
        # Who waited for the turn may have seen an inspection that was sent back to planning since.
        assignment = visit_of(who, visit.Assignment.id).Assignment
        return drafts.save(who.deputy, assignment, proposed, base, draft_of(form), save)


def hand_in_form(
    who: Filler,
    visit: Visit,
    version: inspections.ChecklistVersion,
    form: RecordForm,
    proposed: UUID,
    *,
    is_assigned: bool = True,
) -> models.Record:
    """Hand in what the form holds, with its mistakes if it has any."""
    content = content_of(form, version)
    # An age, not a day: the phone's clock may be years off.
    filled_on = day_of_age(number_sent(form.sent, "age"), now())
    arrival = Arrival(proposed, number_sent(form.sent, "base"), is_assigned, filled_on)
    if _is_filled_for_another(who):
        # Its phone had seen the other's record and draft, and nothing of the sender's own.
        content = replace(content, sent=replace(content.sent, device="", saves=0))
        arrival = replace(arrival, base=0)
    with writing():
        if not is_assigned:
            _demand_few_late(who, visit.Assignment.id)
        if _is_filled_for_another(who):
            _take_over_photos(who, visit.Assignment.id, proposed, form)
        return hand_in(who, visit, form.checklist, content, arrival, day_in_china())


def _demand_few_late(who: Filler, assignment_id: int) -> None:
    """Of sites that are not the deputy's there are as many as the town has, in all its years."""
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    if own_record_of(town_id, deputy_id, assignment_id):
        return
    if count_late(town_id, deputy_id) >= quotas.MOST_LATE:
        raise quotas.BeyondQuotaError(quotas.TOO_MANY_LATE)


def _is_filled_for_another(who: Filler) -> bool:
    """Return whether it becomes the sender's own, who may fill no longer for whom it was filled."""
    return row_named(request.values, "for") not in (0, who.deputy.person_id)


def _take_over_photos(who: Filler, assignment_id: int, record_id: UUID, form: RecordForm) -> None:
    """Let what becomes the sender's own have the photos that arrived for whom it was filled.

    Those that it names; never one that something of theirs names.
    """
    town_id, named = who.deputy.town_id, row_named(request.values, "for")
    found = (
        own_record(town_id, named, record_id),
        own_record_of(town_id, named, assignment_id),
    )
    device = draft_of(form).device
    theirs = [field for record in found if record for field in _all_fields(record, device)]
    wanted = {value for _, value in form.sent.items(multi=True)} - {value for _, value in theirs}
    photos.hand_over(town_id, record_id, named, who.deputy.person_id, wanted)


def _all_fields(record: models.Record, device: str) -> list[list[str]]:
    """Return what a record holds: as it stands, as it was, as it is being filled.

    Without a draft that the form's own device saved last: that is the form, as it was before.
    """
    said = [field for one in contents(record) for field in one.fields]
    is_forms_own = bool(device) and record.saved_from == device
    return said + ([] if is_forms_own else record.draft or [])


def form_as_filled(
    visit: Visit, sent: MultiDict[str, str]
) -> tuple[inspections.ChecklistVersion, RecordForm]:
    """Return the form of the version it was filled with, and that version.

    A phone may have kept an older one; then a mistake says what the newer one asks beyond it.
    """
    current, named = visit.ChecklistVersion, number_sent(sent, "version")
    if named in (0, current.id):
        return current, form_class(checklist_of(current))(sent)
    older = inspections.version(current.town_id, named)
    if older is None or older.checklist_id != current.checklist_id:
        return current, form_class(checklist_of(current))(sent)
    form = form_class(checklist_of(older))(sent)
    form.mistakes[OLD_VERSION] = _what_has_changed(form, checklist_of(current))
    return older, form


def _what_has_changed(form: RecordForm, current: Checklist) -> str:
    """Return what the newer checklist asks beyond the form's own, and what the form says it drops.

    The record keeps both; a correction, which is made on the newer one, counts what it asks.
    """
    older = form.checklist
    asked = [item.question for item in current.items if item.id not in older.item_by_id]
    left = {item_of(name) for name, _ in left_fields(current, form.sent.items(multi=True))}
    dropped = "".join(f"“{item.question}”" for item in older.items if item.id in left)
    added = f"，新增：{'、'.join(asked)}" if asked else ""
    told = f"；填过的{dropped}新清单里没有地方填了，没有丢" if dropped else ""
    return f"填的是更新前的清单{added}{told}。请打开更正，核对后再提交一次"


def mistake_rows(checklist: Checklist, mistakes: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (anchor, what it is about, what to do) of every mistake, in the form's order."""
    abouts = [(item.id, f"item-{item.id}", item.question) for item in checklist.items]
    abouts += [
        ("suggestion", "suggestion", "意见建议"),
        ("highlight", "highlight", "亮点"),
        (OLD_VERSION, "fill", "检查清单"),
    ]
    return [(anchor, about, mistakes[key]) for key, anchor, about in abouts if key in mistakes]
