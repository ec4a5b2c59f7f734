"""Photos over HTTP: the phone sends its own, the office looks at those of its town."""

import time
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, abort, g, jsonify, request, send_file
from flask.typing import ResponseReturnValue

from inspect_app.bodies import brings_one_file
from inspect_app.people.access import Action, Actor, declares
from inspect_app.people.filling import deputy_filled_for, kept_as
from inspect_app.photos import door, models
from inspect_app.photos.arrival import PhotoOfAnotherError, take_in
from inspect_app.photos.image import MAX_BYTES, NotAPhotoError
from inspect_app.photos.store import PhotoStore
from inspect_app.web import database, settings, what_was_put, whole

blueprint = Blueprint("photos", __name__)

DAY = 24 * 60 * 60

BUSY = "照片正在排队，请过一会儿再传"

# Opened by itself a picture loads nothing, runs nothing and stands in nobody's frame.
PICTURE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


@blueprint.put("/d/photos/<uuid:photo_id>")
@declares(Action.HAND_IN)
@brings_one_file(MAX_BYTES)
def send(photo_id: UUID) -> ResponseReturnValue:
    """Keep one photo under the id the phone made; twice is the same as once.

    503 at once where too many are under way: each phone comes again at another time.
    """
    try:
        record_id = UUID(request.args.get("record", ""))
    except ValueError:
        abort(400)
    store, age = PhotoStore(settings().photo_folder), timedelta(seconds=whole(request.args, "age"))
    deputy = kept_as(g.actor, whole(request.args, "for") or None)
    try:
        take_in(database(), store, deputy, photo_id, record_id, request.get_data(), age)
    except door.FullError:
        later = door.photo_door.later(time.monotonic())
        return jsonify(error=BUSY, **what_was_put()), 503, {"Retry-After": str(later)}
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
    response = _file(row)
    if "thumb" in request.args:  # small, seen again and again on a slow network, and their own
        response.headers["Cache-Control"] = f"private, max-age={DAY}"
    return response


@blueprint.get("/office/photos/<uuid:photo_id>")
@declares(Action.READ)
def of_town(photo_id: UUID) -> Response:
    """Show a photo of the town; with ``?thumb`` the small one."""
    return _file(models.photo(g.actor.town_id, photo_id) or abort(404))


def _file(row: models.Photo) -> Response:
    store = PhotoStore(settings().photo_folder)
    path = store.thumb_path(row.digest) if "thumb" in request.args else store.path(row.digest)
    response = send_file(path, mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
