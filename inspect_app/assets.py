"""Style, scripts, htmx: served from here alone; their addresses change with their content."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path

import rjsmin
from flask import Flask, Response, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse

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
def _serve(name: str) -> BaseResponse:
    content, version = _served().get(name) or abort(404)
    response = Response(content, mimetype=guess_type(name)[0] or "application/octet-stream")
    is_current = request.args.get("v") == version
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if is_current else "no-cache"
    )
    response.set_etag(version)
    return response.make_conditional(request)


@declares(Action.ENTER)
def _serve_worker() -> BaseResponse:
    return _serve("js/sw.js")


def _version(name: str) -> str:
    return _served()[name][1]


@cache
def _served() -> dict[str, tuple[bytes, str]]:
    """Return what is sent under each name, with its version: scripts without their comments."""
    paths = {str(path.relative_to(STATIC)): path for path in STATIC.rglob("*.*")}
    contents = {name: path.read_bytes() for name, path in paths.items()}
    contents = {
        name: rjsmin.jsmin(content.decode()).encode() if name.endswith(".js") else content
        for name, content in contents.items()
    }
    contents["js/htmx.min.js"] = HTMX.read_bytes()
    return {name: (content, _digest(content)) for name, content in contents.items()}


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:10]
