"""For whom a request fills, and whose record or photo it is that a phone has kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import abort, g, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.people import models as people
from inspect_app.people.filling import deputy_filled_for, kept_as
from inspect_app.records import models
from inspect_app.records.hand_in import Filler
from inspect_app.records.models import RecordContent
from inspect_app.records.queries.own_records import (
    own_record,
    own_record_of,
)
from inspect_app.records.revisions import contents
from inspect_app.text import alike, number_sent
from inspect_app.web import row_named, see_other, writing


def filler() -> Filler:
    """Return whose work the request is about; ``for`` names a deputy of the liaison's group."""
    deputy = deputy_filled_for(g.actor, row_named(request.values, "for") or None) or abort(404)
    is_own = deputy.person_id == g.actor.person_id
    return Filler(deputy, "" if is_own else as_liaison())


@contextmanager
def writing_as_filler() -> Iterator[None]:
    """Give the code inside one transaction, in which who asks may still fill for that deputy."""
    with writing():
        filler()
        yield


class OtherSenderError(Exception):
    """Whose it is that a phone kept is not, in the turn to write, what it was before."""


def as_liaison() -> str:
    """Return how records name who is signed in, as who typed them in for another."""
    return f"{g.actor.name}（联络员）"


def sender() -> tuple[Filler, bool]:
    """Return whose record it is that a phone kept, and whether it was theirs to fill.

    ``for`` may name a deputy for whom the sender fills no longer: then it is the sender's own, and
    says for whom it was.
    """
    deputy_id = row_named(request.values, "for") or g.actor.person_id
    if kept_as(g.actor, deputy_id).person_id == deputy_id:
        return filler(), not g.actor.is_former
    named = people.deputy(g.actor.town_id, deputy_id) or abort(404)
    return Filler(g.actor, f"{g.actor.name}（替{named.name}填）"), False


def typed_in_before(record_id: UUID, assignment_id: int) -> models.Record | None:
    """Return the record of the deputy named by ``for`` if the sender typed something of it in.

    It may have another id than the form came with: the deputy's own draft was there before.
    """
    town_id, named = g.actor.town_id, row_named(request.values, "for")
    found = own_record(town_id, named, record_id) or own_record_of(town_id, named, assignment_id)
    return found if found and any(map(is_typed_in_by_sender, contents(found))) else None


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


def is_typed_in_by_sender(content: RecordContent) -> bool:
    # Records of before have the same words with brackets of half width.
    return alike(content.entered_by) == alike(as_liaison())


def is_filled_for_another(who: Filler) -> bool:
    """Return whether it becomes the sender's own, who may fill no longer for whom it was filled."""
    return row_named(request.values, "for") not in (0, who.deputy.person_id)


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
    return see_other(receipt_url(record))


def receipt_url(record: models.Record) -> str:
    is_own = record.deputy_id == g.actor.person_id
    return url_for("receipts.done", record_id=record.id, **({} if is_own else whose()))
