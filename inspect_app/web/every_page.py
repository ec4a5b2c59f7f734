"""What is so on every page: the reading session, no foreign posts, security headers, errors."""

import logging

from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import BadHost, HTTPException

from inspect_app import db, disk
from inspect_app.quotas import BeyondQuotaError, TooLongError
from inspect_app.web import SAFE_METHODS, RowId, database, is_foreign, settings
from inspect_app.web.error_pages import error_answer, error_page, is_of_office, what_was_put

log = logging.getLogger("inspect_app")

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
# A browser that says "Origin: null" of our own page is known no better than a foreign one.
NOT_FROM_OUR_PAGE = (
    "这次没有收下",
    "浏览器没有说明是从哪一页提交的。请返回上一页，填的内容一般还在：先复制下来，刷新后再提交一次。"
    "还是不行，请在微信里或换一个浏览器打开您的个人链接。",
)


def shared_by_every_page(app: Flask) -> None:
    """Wire the database session, the checks before and the headers after every request."""
    app.url_map.converters["int"] = RowId
    app.before_request(_refuse_bad_host)
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


def _refuse_bad_host() -> None:
    """:raise BadHost: before any other check, whose page would have links that cannot be made."""
    if isinstance(request.routing_exception, BadHost):
        raise request.routing_exception


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
    if request.method in SAFE_METHODS or not is_foreign():
        return None
    log.warning("refused a foreign %s of %s", request.method, request.url_rule)
    if request.method == "POST" and not is_of_office():
        return error_page(*NOT_FROM_OUR_PAGE, 403)
    return error_answer(403)


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


def _bad_host(_error: BadHost) -> Response:
    """Answer in one sentence: no page can be made whose links need the host's name."""
    return Response("网址不对，请重新打开链接。\n", 400, mimetype="text/plain")


def _http_error(error: HTTPException) -> Response:
    return error_answer(error.code or 500)


def _beyond_quota(error: BeyondQuotaError) -> Response:
    """Say what a deputy has too much of; 413 leads the phone back into the form."""
    if request.method != "PUT":
        return error_page("太多了，这次没有做成", str(error), 422)
    answer = jsonify(error=str(error), **what_was_put())
    answer.status_code = 413 if isinstance(error, TooLongError) else 409
    return answer


def _storage_refused(error: db.StorageRefused | OSError) -> Response:
    """A locked, full or read-only disk: the entry stays with the sender, who tries again."""
    if isinstance(error, OSError):
        is_temporary = disk.is_temporary(error)
    else:
        is_read_only = db.is_closed(error) and disk.is_read_only(settings().database.parent)
        is_temporary = is_read_only or db.is_temporary(error)
    if not is_temporary:  # whoever runs the server must see what was to be opened
        return _unexpected(error)
    log.error("storage refused: %s", error)
    return error_answer(503)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected error at %s", request.url_rule, exc_info=error)
    return error_answer(500)
