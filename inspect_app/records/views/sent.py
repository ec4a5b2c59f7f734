"""What a phone's request brings: which visit, the form's fields, and what is done with them."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from flask import abort, request
from werkzeug.datastructures import MultiDict

from inspect_app import quotas
from inspect_app.checklist.definition import Checklist
from inspect_app.db import now
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import Visit, visit_of_deputy, visit_of_town
from inspect_app.photos import models as photos
from inspect_app.records import models
from inspect_app.records.content import content_of, draft_of
from inspect_app.records.day_filled import day_of_age
from inspect_app.records.forms.place_forms import demand_few_places
from inspect_app.records.forms.record_form import RecordForm, form_class
from inspect_app.records.hand_in import Arrival, Filler, hand_in
from inspect_app.records.left import item_of, left_fields
from inspect_app.records.queries.own_records import count_late, own_record, own_record_of
from inspect_app.records.revisions import contents
from inspect_app.records.views.for_whom import (
    OtherSenderError,
    is_filled_for_another,
    sender,
)
from inspect_app.text import clean_text, number_sent
from inspect_app.web import row_named, writing
from inspect_app.web import today as day_in_china

HALF_A_DAY = 12 * 60 * 60  # how long a phone keeps a page that holds nobody's data
OLD_VERSION = "version"  # the key of the mistake that is of no item


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


def hand_in_form(
    who: Filler,
    visit: Visit,
    version: inspections.ChecklistVersion,
    form: RecordForm,
    proposed: UUID,
    *,
    is_theirs: bool,
) -> models.Record:
    """Hand in what the form holds, with its mistakes if it has any.

    :raise OtherSenderError: if it is somebody else's, or theirs no more, when the turn comes.
    """
    content = content_of(form, version)
    # An age, not a day: the phone's clock may be years off.
    filled_on = day_of_age(number_sent(form.sent, "age"), now())
    arrival = Arrival(proposed, number_sent(form.sent, "base"), filled_on=filled_on)
    if is_filled_for_another(who):
        # Its phone had seen the other's record and draft, and nothing of the sender's own.
        content = replace(content, sent=replace(content.sent, saves=0, seen={}))
        arrival = replace(arrival, base=0)
    with writing():
        if sender() != (who, is_theirs):
            raise OtherSenderError
        if not (is_theirs and own_visit(who, visit.Assignment.id)):
            arrival = replace(arrival, is_assigned=False)
            _demand_few_late(who, visit.Assignment.id)
        if is_filled_for_another(who):
            _take_over_photos(who, visit.Assignment.id, proposed, form)
        return hand_in(who, visit, form.checklist, content, arrival, day_in_china())


def _demand_few_late(who: Filler, assignment_id: int) -> None:
    """Of sites that are not the deputy's there are as many as the town has, in all its years."""
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    if own_record_of(town_id, deputy_id, assignment_id):
        return
    if count_late(town_id, deputy_id) >= quotas.MOST_LATE:
        raise quotas.BeyondQuotaError(quotas.TOO_MANY_LATE)


def _take_over_photos(who: Filler, assignment_id: int, record_id: UUID, form: RecordForm) -> None:
    """Let what becomes the sender's own have the photos that arrived for whom it was filled.

    Those that it names; never one that something of theirs names.
    """
    town_id, named = who.deputy.town_id, row_named(request.values, "for")
    found = (
        own_record(town_id, named, record_id),
        own_record_of(town_id, named, assignment_id),
    )
    seen = draft_of(form).seen
    theirs = [field for record in found if record for field in _all_fields(record, seen)]
    wanted = {value for _, value in form.sent.items(multi=True)} - {value for _, value in theirs}
    photos.hand_over(town_id, record_id, named, who.deputy.person_id, wanted)


def _all_fields(record: models.Record, seen: Collection[str]) -> list[list[str]]:
    """Return what a record holds: as it stands, as it was, as it is being filled.

    Without a draft that was saved last by a page that the form has ``seen``: that is the form, as
    it was before.
    """
    fields = [field for one in contents(record) for field in one.fields]
    return fields + ([] if record.saved_from in seen else record.draft or [])


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
    dropped_words = f"；填过的{dropped}新清单里没有地方填了，没有丢" if dropped else ""
    return f"填的是更新前的清单{added}{dropped_words}。请打开更正，核对后再提交一次"


def mistake_rows(checklist: Checklist, mistakes: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (anchor, what it is about, what to do) of every mistake, in the form's order."""
    abouts = [(item.id, f"item-{item.id}", item.question) for item in checklist.items]
    abouts += [
        ("suggestion", "suggestion", "意见建议"),
        ("highlight", "highlight", "亮点"),
        (OLD_VERSION, "fill", "检查清单"),
    ]
    return [(anchor, about, mistakes[key]) for key, anchor, about in abouts if key in mistakes]
