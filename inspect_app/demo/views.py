"""先用示例试试: the office puts the example in, looks at it, goes back, takes it out again."""

from typing import cast

from flask import Blueprint, current_app, g, render_template, url_for
from werkzeug.wrappers import Response

from inspect_app.demo import example, models
from inspect_app.demo.loading import DrawnPhotos
from inspect_app.entering import sessions
from inspect_app.entering.views.browser import OFFICE_COOKIE
from inspect_app.people import models as people
from inspect_app.people.access import Action, Actor, declares
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.making.background import Maker
from inspect_app.web import database, see_other, session_token, settings, today, writing

blueprint = Blueprint("example", __name__, url_prefix="/office/example")


@blueprint.post("")
@declares(Action.EXAMPLE)
def look() -> Response:
    """The example is made the first time."""
    store, own = PhotoStore(settings().photo_folder), g.actor.at_home()
    pictures = example.pictures_for(own.town_id, store)
    town = _look_at_new(own, pictures)
    if town is None:  # a colleague has deleted it meanwhile
        pictures = example.draw(store)
        town = _look_at_new(own, pictures)
    example.keep_anew(pictures, store)
    return _to_inspections(town)


def _look_at_new(own: Actor, pictures: DrawnPhotos) -> people.Town | None:
    with writing():
        town = example.make(own, pictures, today())
        if town:
            _look_at(town)
    return town


@blueprint.post("/leave")
@declares(Action.EXAMPLE)
def leave() -> Response:
    with writing():
        _look_at(None)
    return _to_inspections(None)


@blueprint.get("/deletion")
@declares(Action.EXAMPLE)
def ask() -> str | Response:
    town = people.example_of(g.actor.home)
    if town is None:
        return _to_inspections(None)
    own = people.town(g.actor.home)
    return render_template("demo/deletion.html", own=own, counts=models.counts(town.id))


@blueprint.post("/deletion")
@declares(Action.EXAMPLE)
def delete() -> Response:
    """Pressed again, there is none and nothing happens."""
    maker = cast(Maker, current_app.extensions["maker"])
    with writing():
        reports = example.delete(g.actor.at_home(), maker.path)
    for path in reports:
        path.unlink(missing_ok=True)
    example.remove_photos(database(), PhotoStore(settings().photo_folder))
    return _to_inspections(None)


def _look_at(town: people.Town | None) -> None:
    sessions.look_at(session_token(OFFICE_COOKIE) or "", town, settings().secret_key)


def _to_inspections(town: people.Town | None) -> Response:
    g.example_id = town.id if town else None
    return see_other(url_for("board.all_inspections"))
