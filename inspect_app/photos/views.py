"""Photos over HTTP: the phone sends its own, the office looks at those of its town."""

import time
from uuid import UUID

from flask import Blueprint, Response, abort, g, jsonify, request, send_file
from flask.typing import ResponseReturnValue

from inspect_app.db import THREADS
from inspect_app.people.access import Action, Actor, declares
from inspect_app.people.filling import deputy_filled_for
from inspect_app.photos import models
from inspect_app.photos.arrival import PhotoOfAnotherError, take_in
from inspect_app.photos.door import Door
from inspect_app.photos.image import NotAPhotoError
from inspect_app.photos.store import PhotoStore
from inspect_app.web import database, settings, what_was_put, whole

blueprint = Blueprint("photos", __name__)

DAY = 24 * 60 * 60

# Photos wait for the decoder; never in all of the process's threads, so that forms and pages
# find one. Measured while 500 phones sent theirs: a form took 45 s without this, with it 0.3 s.
MOST_AT_ONCE = THREADS - 2
BUSY = "照片正在排队，请过一会儿再传"

_door = Door(MOST_AT_ONCE)


@blueprint.put("/d/photos/<uuid:photo_id>")
@declares(Action.FILL)
def send(photo_id: UUID) -> ResponseReturnValue:
    """Keep one photo under the id the phone made; twice is the same as once.

    503 at once where too many are under way: each phone comes again at another time.
    """
    try:
        record_id = UUID(request.args.get("record", ""))
    except ValueError:
        abort(400)
    if not _door.enter():
        later = _door.later(time.monotonic())
        return jsonify(error=BUSY, **what_was_put()), 503, {"Retry-After": str(later)}
    try:
        return _taken_in(photo_id, record_id)
    finally:
        _door.leave()


def _taken_in(photo_id: UUID, record_id: UUID) -> ResponseReturnValue:
    store = PhotoStore(settings().photo_folder)
    try:
        take_in(database(), store, _deputy(), photo_id, record_id, request.get_data())
    except NotAPhotoError as error:
        return jsonify(error=str(error), **what_was_put()), 422
    except PhotoOfAnotherError:
        abort(404)
    return jsonify(photo=str(photo_id))


def _deputy() -> Actor:
    return deputy_filled_for(g.actor, whole(request.args, "for") or None) or abort(404)


@blueprint.get("/d/photos/<uuid:photo_id>")
@declares(Action.FILL)
def own(photo_id: UUID) -> Response:
    """Show one of the deputy's own photos; with ``?thumb`` the small one."""
    deputy = _deputy()
    row = models.photo(deputy.town_id, photo_id)
    if row is None or row.deputy_id != deputy.person_id:
        abort(404)
    return _file(row)


@blueprint.get("/office/photos/<uuid:photo_id>")
@declares(Action.READ)
def of_town(photo_id: UUID) -> Response:
    """Show a photo of the town; with ``?thumb`` the small one."""
    return _file(models.photo(g.actor.town_id, photo_id) or abort(404))


def _file(row: models.Photo) -> Response:
    store = PhotoStore(settings().photo_folder)
    path = store.thumb_path(row.digest) if "thumb" in request.args else store.path(row.digest)
    response = send_file(path, mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = f"private, max-age={DAY}"
    return response
