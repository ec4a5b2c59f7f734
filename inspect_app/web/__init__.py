"""What every view uses: its transaction, what was sent, session cookies, small answers."""

from __future__ import annotations

import logging
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlsplit, urlunsplit

from flask import (
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
)
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import db, paging
from inspect_app.settings import ZONE, Settings
from inspect_app.text import MOST_ROWS, file_name, number_sent

log = logging.getLogger("inspect_app")

# A file that was looked at goes into the page and comes back with the press: nothing is kept on
# the server, and what comes back is read as warily as any upload. A form takes 1 MiB; a workbook
# with all rows filled has a fifth of that.
MOST_IN_PAGE = 700 * 1024
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


@contextmanager
def writing() -> Iterator[None]:
    """Give the code inside one transaction, in which who asks is still let in.

    Somebody may have disabled the account, or changed its role, while the request waited.
    """
    with db.writing(database()):
        if answer := g.turned_away():
            abort(answer)
        yield


def database() -> db.Database:
    return cast(db.Database, current_app.extensions["database"])


def today() -> date:
    """The calendar day in China."""
    return datetime.now(ZONE).date()


def row_named(sent: MultiDict[str, str], name: str) -> int:
    """0 where nothing was sent. :raise 404: of a number that no row can have."""
    number = number_sent(sent, name)
    if name in sent and not number:
        abort(404)
    return number


def page_asked(total: int, size: int) -> paging.Page:
    """By ``?page=``."""
    return paging.page(total, number_sent(request.args, "page"), size)


class RowId(IntegerConverter):
    """``<int:…>`` in an address: a number that no row can have is no such page, not an error."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=MOST_ROWS)


def see_other(location: str) -> BaseResponse:
    """Redirect after a POST: 303, so that the browser fetches the next page with GET."""
    return redirect(location, code=303)


def with_form_taken(location: str) -> str:
    """The office's address, which lets the browser forget what it keeps of the form sent."""
    page = request.form.get("kept", "")
    if not re.fullmatch("[0-9a-z]{1,20}", page):
        return location
    parts = urlsplit(location)
    query = f"{parts.query}&taken={page}" if parts.query else f"taken={page}"
    return urlunsplit(parts._replace(query=query))


def is_fragment_wanted() -> bool:
    """Whether htmx asks for a part of the page; a restored history entry wants all of it."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def page_or_fragment(page: str, fragment: str, **context: Any) -> Response:
    """Answer htmx with the fragment, everybody else with the page that includes it."""
    response = make_response(render_template(fragment if is_fragment_wanted() else page, **context))
    response.headers["Vary"] = "HX-Request"
    return response


def download(content: bytes, name: str, mimetype: str) -> Response:
    """Answer with a file under its Chinese name (RFC 6266), and an ASCII name for old clients."""
    return _with_name(Response(content, mimetype=mimetype), name)


def download_file(path: Path, name: str, mimetype: str) -> Response:
    """Answer with a file of the disk under its Chinese name; it is sent piece by piece.

    :raise FileNotFoundError: if it is not there.
    """
    response = _with_name(send_file(path, mimetype=mimetype, conditional=False, etag=False), name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _with_name(response: Response, name: str) -> Response:
    name = file_name(name)
    suffix = name.rpartition(".")[2]
    response.headers["Content-Disposition"] = (
        f"attachment; filename=report.{suffix}; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response


def uploaded(name: str, most_bytes: int) -> bytes:
    """The file that was sent, nothing where none was.

    Of one that is too large, no more than tells that it is.
    """
    upload = request.files.get(name)
    if upload is None or not upload.filename:
        return b""
    with closing(upload):
        return bytes(upload.read(most_bytes + 1))


def file_brought_back() -> bytes:
    """The file that a page brought back; nothing where none was."""
    try:
        return urlsafe_b64decode(request.form.get("carried", ""))
    except ValueError:
        return b""


def file_for_page(data: bytes) -> str:
    """What a page carries of a file that was looked at; nothing of a large one."""
    return urlsafe_b64encode(data).decode() if len(data) <= MOST_IN_PAGE else ""


def set_session(response: BaseResponse, name: str, token: str, max_age: int) -> None:
    """Give the browser its session token; ``max_age`` in seconds."""
    response.set_cookie(
        cookie_name(name),
        token,
        max_age=max_age,
        httponly=True,
        samesite="Lax",
        secure=settings().is_https,
        path="/",
    )


def clear_session(response: BaseResponse, name: str) -> None:
    response.delete_cookie(
        cookie_name(name), path="/", secure=settings().is_https, httponly=True, samesite="Lax"
    )


def session_token(name: str) -> str | None:
    return request.cookies.get(cookie_name(name))


def cookie_name(name: str) -> str:
    """Over TLS no other host may set it (``__Host-``)."""
    return f"__Host-{name}" if settings().is_https else name


def is_foreign() -> bool:
    """Whether the request comes from no page of ours, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        came_from = urlsplit(origin).netloc
    except ValueError:  # no address at all, as "http://["
        return True
    return came_from not in {request.host, urlsplit(settings().base_url).netloc}
