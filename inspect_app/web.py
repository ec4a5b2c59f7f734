"""What every page shares: who asks, sessions, security headers, error pages, small answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from traceback import format_exception
from typing import Any, cast
from urllib.parse import quote, urlsplit, urlunsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
)
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadHost, HTTPException
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import db, disk, paging
from inspect_app.quotas import BeyondQuotaError, TooLongError
from inspect_app.settings import ZONE, Settings
from inspect_app.text import MOST_ROWS, file_name, number_sent, typed_words

log = logging.getLogger("inspect_app")


SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        "object-src 'none'; manifest-src 'self'; worker-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: that makes a page's own form posts say "Origin: null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
    "X-Robots-Tag": "noindex",
}

ERRORS = {
    400: ("没有看懂这次请求", "请返回上一页再试一次。"),
    403: ("这一页不能打开", "请用您自己的个人链接重新进入；没有链接请问镇人大办。"),
    404: ("没有找到这一页", "它可能已经结束或换了地址。请返回首页，或问镇人大办。"),
    405: ("没有看懂这次请求", "请返回上一页再试一次。"),
    413: ("内容太大", "请减少照片或分几次提交，已填的内容请返回上一页取回。"),
    500: ("出了一点问题", "不是您的操作有误。已填的内容请不要关闭页面，稍后再试。"),
    503: ("系统正忙", "您的内容还在，请过一会儿再提交一次。"),
}
# A browser that says "Origin: null" of our own page is known no better than a foreign one.
NOT_FROM_OUR_PAGE = (
    "这次没有收下",
    "浏览器没有说明是从哪一页提交的。请返回上一页，填的内容一般还在：先复制下来，刷新后再提交一次。"
    "还是不行，请在微信里或换一个浏览器打开您的个人链接。",
)
# What the office is told, which has no personal link and nobody to ask.
ERRORS_OF_OFFICE = {
    **ERRORS,
    403: ("这一页不能打开", "您的账号没有这一页的权限。需要的话，请找系统管理员改角色。"),
    404: ("没有找到这一页", "它可能换了地址，或者已经不在了。请回到首页再找。"),
    503: ("系统正忙", "这次没有做成。请过一会儿再试一次；总是这样，请告诉系统管理员。"),
}
# What a phone says of an entry it keeps, where a page's words would not help.
ERRORS_OF_PUT = {
    **ERRORS,
    404: ("没有收下", "这可能已经不由您填了。请把内容存成文件或复制文字，交给镇人大办。"),
    413: (
        "内容太大，没有收下",
        "文字请在“存在手机里的”点“回去改短”，改好再交；照片请换一张小的。"
        "也可以存成文件或复制文字，交给镇人大办。",
    ),
}


def settings() -> Settings:
    """Return the settings of the running application."""
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
    """Return the database of the running application."""
    return cast(db.Database, current_app.extensions["database"])


def today() -> date:
    """Return the calendar day in China."""
    return datetime.now(ZONE).date()


def row_named(sent: MultiDict[str, str], name: str) -> int:
    """Return the id of a row that was sent, 0 where none was; what no row could have is no page."""
    return number_sent(sent, name) or (abort(404) if name in sent else 0)


def page_asked(total: int, size: int) -> paging.Page:
    """Return the page of a list that the address asks for (``?page=``)."""
    return paging.page(total, number_sent(request.args, "page"), size)


class RowId(IntegerConverter):
    """``<int:…>`` in an address: a number that no row can have is no such page, not an error."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=MOST_ROWS)


def see_other(location: str) -> BaseResponse:
    """Redirect after a POST: 303, so that the browser fetches the next page with GET."""
    return redirect(location, code=303)


def that_took(location: str) -> str:
    """Return an office's address that lets the browser forget what it kept of the form sent."""
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
    return _named(Response(content, mimetype=mimetype), name)


def download_file(path: Path, name: str, mimetype: str) -> Response:
    """Answer with a file of the disk under its Chinese name; it is sent piece by piece.

    :raise FileNotFoundError: if it is not there.
    """
    response = _named(send_file(path, mimetype=mimetype, conditional=False, etag=False), name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _named(response: Response, name: str) -> Response:
    name = file_name(name)
    suffix = name.rpartition(".")[2]
    response.headers["Content-Disposition"] = (
        f"attachment; filename=report.{suffix}; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response


def uploaded(name: str, most_bytes: int) -> bytes:
    """Return the file that was sent, nothing where none was.

    Of one that is too large, no more than tells that it is.
    """
    upload = request.files.get(name)
    if upload is None or not upload.filename:
        return b""
    with closing(upload):
        return bytes(upload.read(most_bytes + 1))


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
    """Take the session token from the browser."""
    response.delete_cookie(
        cookie_name(name), path="/", secure=settings().is_https, httponly=True, samesite="Lax"
    )


def session_token(name: str) -> str | None:
    """Return the session token the browser sent."""
    return request.cookies.get(cookie_name(name))


def cookie_name(name: str) -> str:
    """Return the cookie's name; over TLS no other host may set it (``__Host-``)."""
    return f"__Host-{name}" if settings().is_https else name


def keep_secrets_out_of_the_log(clean: Callable[[str], str]) -> None:
    """Have whatever this process logs, whoever logs it, cleaned before any handler sees it."""
    make = logging.getLogRecordFactory()
    if getattr(make, "is_clean", False):
        return

    def cleaned(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        record.msg, record.args = clean(record.getMessage()), ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = clean("".join(format_exception(*record.exc_info)).rstrip())
        return record

    cleaned.__dict__["is_clean"] = True
    logging.setLogRecordFactory(cleaned)


def shared_by_every_page(app: Flask) -> None:
    """Wire the database session, the checks before and the headers after every request."""
    app.url_map.converters["int"] = RowId
    app.before_request(_open_reading)
    app.before_request(_refuse_foreign_posts)
    app.after_request(_add_headers)
    app.teardown_request(_close_reading)
    app.register_error_handler(BadHost, _bad_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(BeyondQuotaError, _beyond_quota)
    app.register_error_handler(db.StorageRefused, _storage_refused)
    app.register_error_handler(OSError, _storage_refused)
    app.register_error_handler(Exception, _unexpected)


def _open_reading() -> None:
    g.reading = db.reading(database())
    g.reading.__enter__()


def _close_reading(_error: BaseException | None) -> None:
    reading = g.pop("reading", None)
    if reading is not None:
        reading.__exit__(None, None, None)


def _refuse_foreign_posts() -> Response | None:
    """CSRF: an unsafe method must come from our own pages.

    Sec-Fetch-Site where the browser sends it (TLS or localhost), else Origin, else Referer; a
    request with none of them is refused. No token: one in a cached form would go stale.
    """
    if request.method in SAFE_METHODS or not _is_foreign():
        return None
    log.warning("refused a foreign %s of %s", request.method, request.url_rule)
    if request.method == "POST" and not _is_of_office():
        return error_page(*NOT_FROM_OUR_PAGE, 403)
    return error_answer(403)


def _is_foreign() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        came_from = urlsplit(origin).netloc
    except ValueError:  # no address at all, as "http://["
        return True
    return came_from not in {request.host, urlsplit(settings().base_url).netloc}


def _add_headers(response: Response) -> Response:
    if "token" in (request.view_args or {}):
        # The secret of this address is no page's to know that it leads to.
        response.headers["Referrer-Policy"] = "origin"
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if settings().is_https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def error_answer(code: int) -> Response:
    """Return the answer of an error, in plain words: a page; to what a script puts, JSON.

    That names what was put, as every answer to it does: the phone takes no other for a refusal.
    """
    is_put = request.method == "PUT"
    words = ERRORS_OF_PUT if is_put else ERRORS_OF_OFFICE if _is_of_office() else ERRORS
    title, remedy = words.get(code, words[400])
    if is_put:
        answer = jsonify(error=f"{title}。{remedy}", **what_was_put())
        answer.status_code = code
    else:
        answer = error_page(title, remedy, code)
    if code == 503:
        answer.headers["Retry-After"] = "10"
    return answer


def error_page(title: str, remedy: str, code: int) -> Response:
    """Return a page that says what is wrong and what to do, as the phone's or the office's."""
    # The office's head asks the database, which may be what fails.
    is_desk = _is_of_office() and code < 500
    page = render_template(
        "errors/error.html",
        title=title,
        remedy=remedy,
        is_desk=is_desk,
        typed=_typed_by_deputy() if code < 500 else [],
    )
    return make_response(page, code)


def _typed_by_deputy() -> list[str]:
    """Return what a deputy typed into a form that is not taken; nothing of one too large."""
    if request.method != "POST" or not request.path.startswith("/d/") or _is_foreign():
        return []
    with suppress(HTTPException):  # too large, or broken off
        return typed_words(request.form.values())
    return []


def _is_of_office() -> bool:
    return request.path.startswith("/office")


def what_was_put() -> dict[str, str]:
    """Return by which names the answer to a PUT says what it is about."""
    ids = request.view_args or {}
    names = {"sent": "record_id", "photo": "photo_id"}
    return {name: str(ids[key]) for name, key in names.items() if key in ids}


def _bad_host(_error: BadHost) -> Response:
    """Answer in one sentence: no page can be made whose links need the host's name."""
    return Response("网址不对，请重新打开链接。\n", 400, mimetype="text/plain")


def _http_error(error: HTTPException) -> Response:
    return error_answer(error.code or 500)


def _beyond_quota(error: BeyondQuotaError) -> Response:
    """Say what a deputy has too much of; 413 leads the phone back into the form."""
    if request.method != "PUT":
        return error_page("太多了，没有收下", str(error), 422)
    answer = jsonify(error=str(error), **what_was_put())
    answer.status_code = 413 if isinstance(error, TooLongError) else 409
    return answer


def _storage_refused(error: db.StorageRefused | OSError) -> Response:
    """A locked, full or read-only disk: the entry stays with the sender, who tries again."""
    may_pass = disk.may_pass(error) if isinstance(error, OSError) else db.may_pass(error)
    if not may_pass:
        return _unexpected(error)
    log.error("storage refused: %s", error)
    return error_answer(503)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected error at %s", request.url_rule, exc_info=error)
    return error_answer(500)
