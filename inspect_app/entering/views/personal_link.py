"""个人链接: shows whose it is, signs in at a press; a deputy leaves a phone."""

import unicodedata

from flask import (
    Blueprint,
    g,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from inspect_app import db
from inspect_app.entering import models, shut_out
from inspect_app.entering.models import phone_tables
from inspect_app.entering.personal_links import Refusal, asks_code, enter_by_link
from inspect_app.entering.phones import NewTokens, leave
from inspect_app.entering.throttle import BLOCK
from inspect_app.entering.tokens import token_hash, without_what_sticks
from inspect_app.entering.views.browser import (
    DEPUTY_COOKIE,
    DEVICE_COOKIE,
    DEVICE_SECONDS,
    browser,
    device_token,
    give_session,
)
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.web import (
    clear_session,
    database,
    see_other,
    session_token,
    set_session,
    settings,
    writing,
)

blueprint = Blueprint("entering", __name__)

REFUSAL_WORDS = {
    Refusal.CODE_ASKED: "请先填验证码：请打电话问镇人大办要，他们看得到有手机在等。",
    Refusal.WRONG: "没有进去：验证码不对，或者已经用过、过期了。请再输一次，或请镇人大办给新的。",
    Refusal.BLOCKED: "错得太多，请过15分钟再试，或请镇人大办给一个新的验证码。",
}


def entered_code() -> str:
    """Full-width digits are read as digits, anything else is left out."""
    typed = unicodedata.normalize("NFKC", request.form.get("code", "")[:40])
    return "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())


def to_today(entered: NewTokens) -> Response:
    """The redirect takes the secret out of the address bar."""
    response = see_other(url_for("records.today"))
    give_session(response, entered.session)
    set_session(response, DEVICE_COOKIE, entered.device, DEVICE_SECONDS)
    return response


def refused(page: str, refusal: Refusal) -> Response:
    response = make_response(page, 429 if refusal is Refusal.BLOCKED else 422)
    if refusal is Refusal.BLOCKED:
        response.headers["Retry-After"] = str(int(BLOCK.total_seconds()))
    return response


def unknown_link() -> tuple[str, int]:
    """Answer alike for a link that never was, was replaced, or was taken back."""
    return render_template("entering/unknown_link.html", town=people.only_town()), 404


def _shut_link(token: str) -> tuple[str, int]:
    """Say why a personal link opens nothing, where that is known."""
    left = models.departure_of_link(token_hash(token, settings().secret_key))
    if left is None:
        return unknown_link()
    town, term = left
    return render_template("entering/left_link.html", town=town, term=term), 410


@blueprint.get("/m/<token>", strict_slashes=False)
@declares(Action.ENTER)
def personal_link(token: str) -> Response | tuple[str, int]:
    """Show whose link it is. Chat programs open links by themselves: only the POST signs in.

    The phone gets its cookie here, which signs nobody in: of two taps on the button the answer to
    the first is lost, and the second must come from the phone that the first has bound.
    """
    page = _personal_page(token, None)
    if page is None:
        clean = without_what_sticks(token)
        if clean:
            return see_other(url_for("entering.personal_link", token=clean))
        return _shut_link(token)
    response = make_response(page)
    set_session(response, DEVICE_COOKIE, device_token(), DEVICE_SECONDS)
    return response


def _personal_page(token: str, refusal: Refusal | None) -> str | None:
    key = settings().secret_key
    found = models.deputy_of_link(token_hash(token, key))
    if found is None:
        return None
    link, deputy, group, town = found
    return render_template(
        "entering/personal_link.html",
        deputy=deputy,
        link_of=deputy.id,
        group=group,
        town=town,
        token=token,
        asks_code=asks_code(town, link, deputy, browser().device, key),
        was_opened=bool(phone_tables.phones(deputy.town_id, deputy.id)),
        error=REFUSAL_WORDS.get(refusal) if refusal else None,
    )


@blueprint.post("/m/<token>")
@declares(Action.ENTER)
def enter(token: str) -> Response | tuple[str, int]:
    with db.writing(database()):
        answer = enter_by_link(token, browser(), entered_code(), settings().secret_key)
    if isinstance(answer, NewTokens):
        return to_today(answer)
    page = _personal_page(token, answer)
    return refused(page, answer) if page else _shut_link(token)


@blueprint.post("/d/leave")
@declares(Action.FILL)
def leave_phone() -> Response:
    """Sign the deputy out of a phone that is somebody else's; what it keeps stays on it."""
    token = session_token(DEPUTY_COOKIE)
    with writing():
        if token:
            leave(token, settings().secret_key)
            shut_out.note_leaving(g.actor)
    response = see_other(url_for("records.today"))
    clear_session(response, DEPUTY_COOKIE)
    return response
