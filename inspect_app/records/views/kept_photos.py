"""A photo that a phone has kept arrives: whose it is, of which record, and its way to a file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

from flask import Blueprint, abort, g, jsonify, request
from flask.typing import ResponseReturnValue

from inspect_app import quotas
from inspect_app.people import models as people
from inspect_app.people.access import Action, Actor, Role, declares
from inspect_app.people.filling import owner_of_kept_entry
from inspect_app.photos import arrival, limiter, pieces
from inspect_app.photos.image import MAX_BYTES, NotAPhotoError, demand_size
from inspect_app.photos.store import PhotoStore
from inspect_app.records.models.revisions import record_naming
from inspect_app.records.queries.own_records import count_stray_photos, own_record, own_records
from inspect_app.records.revisions import contents
from inspect_app.records.views.for_whom import OtherSenderError, is_typed_in_by_sender
from inspect_app.text import number_sent
from inspect_app.web import database, row_named, settings, writing
from inspect_app.web.bodies import brings_one_file
from inspect_app.web.error_pages import what_was_put

blueprint = Blueprint("kept_photos", __name__, url_prefix="/d")

BUSY = "照片正在排队，请过一会儿再传"


@blueprint.put("/photos/<uuid:photo_id>")
@declares(Action.HAND_IN)
@brings_one_file(MAX_BYTES)
def take_photo(photo_id: UUID) -> ResponseReturnValue:
    """Keep one photo under the id the phone made, whole or in pieces; twice is the same as once.

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
    owner = _owner_of_photo(photo_id)
    here = _record_of_photo(owner, photo_id, record_id)
    photo = arrival.ArrivingPhoto(owner, photo_id, here, partial(_demand_few_strays, owner, here))
    in_turn = partial(_in_turn, photo, record_id)
    answer: ResponseReturnValue = jsonify(photo=str(photo_id))
    try:
        came = _what_came(photo)
        if isinstance(came, int):
            return jsonify(photo=str(photo_id), has=came), 202
        arrival.take_in(database(), in_turn, store, photo, came, age)
    except limiter.FullError:
        later = limiter.photo_limiter.seconds_to_wait(time.monotonic())
        return jsonify(error=BUSY, **what_was_put()), 503, {"Retry-After": str(later)}
    except (NotAPhotoError, quotas.BeyondQuotaError) as error:
        answer = jsonify(error=str(error), **what_was_put()), 422
    except arrival.OtherPhotoError as error:
        answer = jsonify(error=str(error), **what_was_put()), 409
    except arrival.PhotoOfAnotherError:
        abort(404)
    pieces.forget(_piece_folder(photo), photo_id)
    return answer


def _what_came(photo: arrival.ArrivingPhoto) -> bytes | int:
    """The photo, or, while pieces of it are missing, how many bytes of it there are.

    A piece says of how many bytes the photo is (``of``), their checksum (``sum``) and where it
    begins (``from``); without these it is the whole photo. It asks for room, and is refused, as
    the photo is.
    """
    data, length = request.get_data(), number_sent(request.args, "of")
    if not length:
        return data
    demand_size(length)
    start, checksum = number_sent(request.args, "from"), number_sent(request.args, "sum")
    piece = pieces.Piece(start, data, length, checksum)
    if not piece.is_inside:
        abort(400)
    with limiter.photo_limiter.room():
        photo.known()
        return pieces.add(_piece_folder(photo), photo.photo_id, piece)


def _piece_folder(photo: arrival.ArrivingPhoto) -> Path:
    return settings().piece_folder / str(photo.actor.person_id)


@contextmanager
def _in_turn(photo: arrival.ArrivingPhoto, named: UUID) -> Iterator[None]:
    with writing():
        owner = _owner_of_photo(photo.photo_id)
        here = _record_of_photo(owner, photo.photo_id, named)
        if (owner.person_id, here) != (photo.actor.person_id, photo.record_id):
            raise OtherSenderError
        yield


def _owner_of_photo(photo_id: UUID) -> Actor:
    """Whose the photo is that a phone has kept.

    The deputy's it was taken for, also when the sender may fill for that deputy no longer, if a
    record of theirs that the sender typed in names it: the form was faster than its photo.
    """
    deputy_id = row_named(request.args, "for") or g.actor.person_id
    owner = owner_of_kept_entry(g.actor, deputy_id)
    if owner.person_id == deputy_id or not _typed_in_with(deputy_id, photo_id):
        return owner
    named = people.deputy(g.actor.town_id, deputy_id) or abort(404)
    return Actor(named.town_id, Role.DEPUTY, named.id, named.name)


def _typed_in_with(deputy_id: int, photo_id: UUID) -> bool:
    """Whether something the sender typed in for that deputy names the photo."""
    records = own_records(g.actor.town_id, deputy_id).values()
    typed_in = [
        content for one in records for content in contents(one) if is_typed_in_by_sender(content)
    ]
    return any(str(photo_id) == value for content in typed_in for _, value in content.fields)


def _record_of_photo(owner: Actor, photo_id: UUID, named: UUID) -> UUID:
    """The record that a photo is of: the one its phone names, or what it has become here.

    A second phone, or a wiped one, made an id for what the server has under another.
    """
    whose = owner.town_id, owner.person_id
    return named if own_record(*whose, named) else record_naming(*whose, photo_id) or named


def _demand_few_strays(owner: Actor, record_id: UUID) -> None:
    """A photo may be faster than its record; not hundreds of them, whose records never come.

    :raise BeyondQuotaError: if there are so many.
    """
    if own_record(owner.town_id, owner.person_id, record_id):
        return
    if count_stray_photos(owner.town_id, owner.person_id) >= quotas.MOST_STRAY_PHOTOS:
        raise quotas.BeyondQuotaError(quotas.TOO_MANY_STRAYS)
