"""What who may not see a page is answered: where to enter, what becomes of what was typed."""

from contextlib import suppress
from urllib.parse import urlsplit

from flask import g, jsonify, make_response, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from inspect_app.entering.views.browser import OFFICE_COOKIE
from inspect_app.people import models as people
from inspect_app.people.access import Actor
from inspect_app.text import typed_words
from inspect_app.web import bodies, see_other, session_token
from inspect_app.web.error_pages import error_answer, what_was_put

NO_LONGER_HEARD = "这是上一届填的，现在不再收了。请存成文件或复制文字，交给镇人大办。"


def to_link() -> Response:
    """Say that the personal link lets in; where a form was sent, how to send it again.

    With what was typed, to copy. Nothing of it is kept.
    """
    if request.method == "PUT":
        return error_answer(403)
    if request.method != "POST":
        is_of_office = session_token(OFFICE_COOKIE) is not None
        return _shut("errors/enter_first.html", people.only_town(), is_of_office=is_of_office)
    typed = _typed(bodies.MOST_OF_STRANGERS)
    return _shut("errors/enter_again.html", people.only_town(), typed=typed)


def to_what_the_phone_keeps(former: Actor) -> Response:
    """Say to a former deputy that no page is open any more, and what is still taken.

    With what was typed into a plain form, to copy. Nothing of it is kept.
    """
    if request.method == "PUT":
        return error_answer(403)
    typed = _typed(bodies.MOST_IN_FIELDS)
    town, deputy = people.town(former.town_id), former.person_id
    return _shut("errors/former.html", town, typed=typed, signed_in=deputy)


def no_longer_heard() -> Response:
    """Say to a phone that what it kept from an earlier term is not taken any more: by name."""
    answer = jsonify(error=NO_LONGER_HEARD, **what_was_put())
    answer.status_code = 404
    return answer


def _typed(most: int) -> list[str]:
    """What was typed into the form; of one that is larger nothing.

    Who was let in at first has had it read already, as large as the page takes.
    """
    with suppress(RequestEntityTooLarge):
        if "actor" not in g:
            bodies.read_within(most)
        return typed_words(request.form.values())
    return []


def _shut(page: str, town: people.Town | None, **more: object) -> Response:
    return make_response(render_template(page, town=town, **more), 403)


def to_login() -> Response:
    """Lead to the log-in and back; where something was sent, say how to send it again."""
    is_fragment = "HX-Request" in request.headers
    if request.method == "GET":
        login = url_for("logging_in.login", next=_asked())
        return see_other(login) if not is_fragment else _for_htmx(403, {"HX-Redirect": login})
    if is_fragment:  # into the page, which keeps what was typed
        return _for_htmx(422, {"HX-Retarget": "main", "HX-Reswap": "afterbegin show:window:top"})
    return make_response(render_template("errors/expired.html"), 403)


def _asked() -> str:
    """Path and query of the page that is open: a fragment is a part of it alone."""
    query = request.query_string.decode(errors="replace")
    address = request.headers.get("HX-Current-URL", f"{request.path}?{query}")
    with suppress(ValueError):  # what is no address leads to the first page
        page = urlsplit(address)
        return f"{page.path}?{page.query}".removesuffix("?")
    return ""


def _for_htmx(status: int, headers: dict[str, str]) -> Response:
    return make_response(render_template("errors/_expired.html"), status, headers)
