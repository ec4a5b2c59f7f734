"""Style, scripts, htmx: served from here alone; their addresses change with their content."""

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path

import brotli
import rcssmin
import rjsmin
from flask import Flask, Response, abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.people.access import Action, declares

STATIC = Path(__file__).parents[2] / "static"
# htmx comes from its package: third-party code is not kept in this repository.
HTMX = Path(str(files("js_lib_htmx"))) / "static" / "htmx" / "htmx.min.js"
YEAR = 365 * 24 * 60 * 60
# Served joined, so that a page has all of them or none, in one request; scripts in the order of
# their work, styles by layers: what comes later counts.
SENDING = (
    "phone/store",
    "phone/answers",
    "phone/turn",
    "phone/pieces",
    "phone/requests",
    "phone/own-id",
    "phone/outbox",
)
EVERY_PAGE = (*SENDING, "phone/owner", "phone/submission", "phone/send-what-waits")
# A form first asks and rests; what it keeps may be the rows of a grid, which is there by then.
FORMS = ("office/ask-before-leaving", "send-once")
TYPED = ("office/typed-slots", "office/keep-typed")
PAPER = ("colours", "paper/colours", "paper/elements")
JOINED = {
    "js/phone/sending.js": SENDING,  # for the service worker, which has no page
    "js/phone/every-page.js": EVERY_PAGE,  # for pages that have nothing more
    "js/phone/entrance-page.js": (*EVERY_PAGE, "send-once"),
    "js/phone/today-page.js": (*EVERY_PAGE, "phone/today", "phone/send-drafts"),
    "js/phone/fill-page.js": (
        *EVERY_PAGE,
        "phone/merge",
        "phone/fields",
        "phone/left-over",
        "phone/form",
        "phone/conflict",
        "phone/draft-state",
        "phone/local-copy",
        "phone/meeting",
        "phone/whose-draft",
        "phone/draft",
        "phone/save-draft",
        "phone/photo",
        "phone/hand-in",
    ),
    "js/phone/waiting-page.js": (
        *EVERY_PAGE,
        "phone/elements",
        "phone/to-file",
        "phone/waiting-deeds",
        "phone/waiting",
    ),
    "js/office/every-page.js": (*FORMS, *TYPED),
    "js/office/entry-page.js": (
        *FORMS,
        "office/pasted-cells",
        "office/typed-names",
        "office/grid",
        "office/rest-of-row",
        *TYPED,
    ),
    "css/phone.css": (
        "colours",
        "phone/sizes",
        "phone/elements",
        "phone/parts",
        "phone/form",
        "phone/pages",
        "phone/print",
    ),
    "css/desk.css": (
        "colours",
        "desk/colours",
        "paper/colours",
        "desk/sizes",
        "desk/elements",
        "desk/parts",
        "desk/frame",
        "desk/board",
        "desk/planning",
        "desk/paper",
        "desk/review",
        "desk/roster",
        "desk/reports",
        "desk/beginning",
        "desk/handbook",
        "desk/print",
    ),
    "css/cards.css": (*PAPER, "paper/cards"),
    "css/paper.css": (*PAPER, "paper/form"),
    "css/sheet.css": (*PAPER, "paper/sheet"),
}


def serve_assets(app: Flask) -> None:
    """Serve ``/static/…`` and give templates ``asset(name)``."""
    app.add_url_rule("/static/<path:name>", "static", _serve)
    # A service worker rules over the folder it is in: the links' and the forms' addresses.
    app.add_url_rule("/sw.js", "service_worker", _serve_worker)
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Its address changes when the file does."""
    return url_for("static", name=name, v=_version(name))


@declares(Action.ENTER)
def _serve(name: str) -> BaseResponse:
    content, version = _served().get(name) or abort(404)
    response = Response(content, mimetype=guess_type(name)[0] or "application/octet-stream")
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("br"):
        response.data = _packed(name)
        response.headers["Content-Encoding"] = "br"
    is_current = request.args.get("v") == version
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if is_current else "no-cache"
    )
    response.set_etag(version)
    return response.make_conditional(request)


@declares(Action.ENTER)
def _serve_worker() -> BaseResponse:
    return _serve("js/phone/service-worker.js")


@cache
def _packed(name: str) -> bytes:
    """As small as can be: packed once, it may take its time."""
    return bytes(brotli.compress(_served()[name][0]))


def _version(name: str) -> str:
    return _served()[name][1]


@cache
def _served() -> dict[str, tuple[bytes, str]]:
    """What is sent under each name, without comments, and its version."""
    paths = {str(path.relative_to(STATIC)): path for path in STATIC.rglob("*.*")}
    contents = {name: path.read_bytes() for name, path in paths.items()}
    contents = {name: _without_comments(name, content) for name, content in contents.items()}
    for name, parts in JOINED.items():
        folder, kind = name.split("/")[0], Path(name).suffix
        contents[name] = b"\n".join(contents[f"{folder}/{part}{kind}"] for part in parts)
    contents["js/htmx.min.js"] = HTMX.read_bytes()
    # Browsers before 2020 look for a new worker in its own file alone, not in what it imports.
    worker = "js/phone/service-worker.js"
    contents[worker] = re.sub(
        rb'(?<="/static/)(js/[\w/-]+\.js)(?=")',
        lambda found: found[1] + b"?v=" + _digest(contents[found[1].decode()]).encode(),
        contents[worker],
    )
    return {name: (content, _digest(content)) for name, content in contents.items()}


def _without_comments(name: str, content: bytes) -> bytes:
    if name.endswith(".js"):
        # That nothing else is lost by it is held for each script (tests/habits/test_schema.py).
        return str(rjsmin.jsmin(content.decode())).replace(";}", "}").replace("}\n", "}").encode()
    if name.endswith(".css"):
        return str(rcssmin.cssmin(content.decode())).encode()
    return content


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:10]
