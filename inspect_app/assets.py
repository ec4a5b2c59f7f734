"""Style, scripts, htmx: served from here alone; their addresses change with their content."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from flask import Flask, Response, abort, request, send_file, url_for

from inspect_app.people.access import Action, declares

STATIC = Path(__file__).parent / "static"
# htmx comes from its package: third-party code is not kept in this repository.
HTMX = Path(str(files("js_lib_htmx"))) / "static" / "htmx" / "htmx.min.js"
YEAR = 365 * 24 * 60 * 60


def serve_assets(app: Flask) -> None:
    """Serve ``/static/…`` and give templates ``asset(name)``."""
    app.add_url_rule("/static/<path:name>", "static", _serve)
    # A service worker rules over the folder it is in: the links' and the forms' addresses.
    app.add_url_rule("/sw.js", "service_worker", _serve_worker)
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Return the address of a static file; it changes when the file does."""
    return url_for("static", name=name, v=_version(name))


@declares(Action.ENTER)
def _serve(name: str) -> Response:
    path = _path(name)
    if path is None:
        abort(404)
    response = send_file(path, conditional=True)
    is_current = request.args.get("v") == _version(name)
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if is_current else "no-cache"
    )
    return response


@declares(Action.ENTER)
def _serve_worker() -> Response:
    return _serve("js/sw.js")


@cache
def _version(name: str) -> str:
    path = _path(name)
    assert path is not None, f"no static file {name}"
    return sha256(path.read_bytes()).hexdigest()[:10]


def _path(name: str) -> Path | None:
    if name == "js/htmx.min.js":
        return HTMX
    path = (STATIC / name).resolve()
    return path if path.is_file() and path.is_relative_to(STATIC) else None
