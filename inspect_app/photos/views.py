"""Photos over HTTP: a deputy looks at the own, the office at those of its town.

They arrive by the outbox (``records/views/outbox.py``): whose one is, its record tells.
"""

from uuid import UUID

from flask import Blueprint, Response, abort, g, request, send_file

from inspect_app.disk import is_whole_jpeg
from inspect_app.people.access import Action, Actor, declares
from inspect_app.people.filling import deputy_filled_for
from inspect_app.photos import models
from inspect_app.photos.store import PhotoStore
from inspect_app.web import log, row_named, settings

blueprint = Blueprint("photos", __name__)

DAY = 24 * 60 * 60

# Opened by itself a picture loads nothing, runs nothing and stands in nobody's frame.
PICTURE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def _deputy() -> Actor:
    return deputy_filled_for(g.actor, row_named(request.args, "for") or None) or abort(404)


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
    return _file(models.photo(g.actor.town_id, photo_id) or abort(404))


def _file(row: models.Photo) -> Response:
    store = PhotoStore(settings().photo_folder)
    path = store.thumb_path(row.digest) if "thumb" in request.args else store.path(row.digest)
    if not is_whole_jpeg(path):
        # Without the folder all are gone: a mount that comes back.
        log.error("photo file missing or damaged: %s", path)
        abort(404 if settings().photo_folder.exists() else 503)
    response = send_file(path, mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
