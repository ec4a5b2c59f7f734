"""For whom a request fills, and who typed it in; what every address carries along of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import abort, g, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.people.filling import deputy_filled_for
from inspect_app.records import models
from inspect_app.records.hand_in import Filler
from inspect_app.records.models import StoredContent
from inspect_app.text import alike, number_sent
from inspect_app.web import row_named, see_other, writing


def filler() -> Filler:
    """Whose work the request is about; ``for`` names a deputy of the liaison's group."""
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
    """How records name who is signed in, as who typed them in for another."""
    return f"{g.actor.name}（联络员）"


def is_typed_in_by_sender(content: StoredContent) -> bool:
    # Records of before have the same words with brackets of half width.
    return alike(content.entered_by) == alike(as_liaison())


def whose() -> dict[str, Any]:
    """What every address carries along while a liaison fills for a deputy."""
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
