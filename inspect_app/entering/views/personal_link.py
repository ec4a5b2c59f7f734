"""Ways in and out: personal link, office log-in, log-out; and the check before every view."""

import unicodedata
from contextlib import suppress
from functools import partial

from flask import (
    Blueprint,
    abort,
    after_this_request,
    current_app,
    g,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from inspect_app import audit, bodies, db
from inspect_app.accounts import accounts, signing
from inspect_app.accounts import models as accounts_models
from inspect_app.accounts.forms import LoginForm, NewPasswordForm
from inspect_app.entering import keys, models, sessions, shut_out
from inspect_app.entering.devices import device_words
from inspect_app.entering.personal_links import (
    Browser,
    Entered,
    Refusal,
    asks_code,
    enter_by_link,
    known_as,
    leave,
)
from inspect_app.entering.throttle import BLOCK
from inspect_app.entering.tokens import new_device, token_hash, without_what_sticks
from inspect_app.entering.views import in_example, turned_away
from inspect_app.people import models as people
from inspect_app.people.access import ALLOWED, Action, Actor, Role, declared_action, declares
from inspect_app.text import number_sent
from inspect_app.web import (
    clear_session,
    database,
    see_other,
    session_token,
    set_session,
    settings,
)

blueprint = Blueprint("people", __name__)

DEPUTY_COOKIE = "inspect-deputy"
OFFICE_COOKIE = "inspect-office"
DEVICE_COOKIE = "inspect-device"
DEVICE_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep a cookie
WRONG = (
    "用户名或密码不对，请再试一次；开通了两步验证的，还要填最新的动态验证码。连续错5次要等15分钟。"
)
TOLD = {
    Refusal.CODE_ASKED: "请先填验证码：请打电话问镇人大办要，他们看得到有手机在等。",
    Refusal.WRONG: "没有进去：验证码不对，或者已经用过、过期了。请再输一次，或请镇人大办给新的。",
    Refusal.BLOCKED: "错得太多，请过15分钟再试，或请镇人大办给一个新的验证码。",
}


def admit() -> Response | None:
    """Deny unless declared: every view names its action, and the person's role must allow it."""
    g.turned_away = lambda: None
    if request.endpoint is None:
        return None  # no such page: the 404 tells nothing
    view = current_app.view_functions[request.endpoint]
    action = declared_action(view)
    if action is Action.ENTER:
        bodies.read_within(bodies.MOST_OF_STRANGERS)
        return None
    if action is None:
        abort(403)
    is_deputys = Role.DEPUTY in ALLOWED[action]
    token = session_token(DEPUTY_COOKIE if is_deputys else OFFICE_COOKIE)
    found = sessions.person_of(token, settings().secret_key) if token else None
    if token and found is None and is_deputys:
        former = sessions.former_of(token, settings().secret_key)
        if former and action is not Action.HAND_IN:
            return turned_away.to_what_the_phone_keeps(former)
        found = (former, db.now()) if former else None
    if token is None or found is None:
        return turned_away.to_link() if is_deputys else turned_away.to_login()
    actor, seen_at = found
    if not is_deputys:
        in_example.look(actor)
        actor = actor.at_home() if action is Action.OWN else actor
    if not actor.may(action):
        g.actor = actor  # whose menu the page shows
        abort(in_example.not_here() if actor.at_home().may(action) else 403)
    if (
        is_deputys
        and "deputy" in request.args
        and number_sent(request.args, "deputy") != actor.person_id
    ):
        actor = _former_self(actor, action)
    bodies.read_form_of(view)
    g.actor = actor
    if not is_deputys:
        g.turned_away = partial(_turned_away_meanwhile, token, actor, action)
        return in_example.objection_to(actor, action)
    if request.method == "GET" and db.now() - seen_at > sessions.RENEWED_AFTER:
        _renew(token)
    return None


def _turned_away_meanwhile(token: str, actor: Actor, action: Action) -> Response | None:
    """Return the answer to who is let in no more, or no more in that role; else None.

    So is who looks elsewhere by now: another press has left or deleted the example. What a deputy
    hands in is taken as late whoever's term ends meanwhile.
    """
    found = sessions.person_of(token, settings().secret_key)
    if found is None or found[0].at_home() != actor.at_home():
        return turned_away.to_login()
    is_elsewhere = found[0] != actor and action not in in_example.OF_BOTH
    return in_example.of_the_other(found[0]) if is_elsewhere else None


def _former_self(actor: Actor, action: Action) -> Actor:
    """Return who the deputy was on this phone before an election, for what it kept since then.

    Any other page is of somebody else than who is signed in on this phone by now.
    """
    if action is not Action.HAND_IN:
        abort(403)
    deputy_id, key = number_sent(request.args, "deputy"), settings().secret_key
    former = former_selves(actor).get(deputy_id)
    if former:
        return former
    was_theirs = sessions.was_former_self(actor, deputy_id, browser().device, key)
    return abort(turned_away.no_longer_heard() if was_theirs else 403)


def former_selves(actor: Actor) -> dict[int, Actor]:
    """Return as whom else the deputy is still heard on the request's phone, by id."""
    return sessions.former_selves(actor, browser().device, settings().secret_key)


def _renew(token: str) -> None:
    """Let the session and its cookie last on; where the disk refuses, the next visit does."""
    with suppress(db.StorageRefused), db.writing(database()):
        sessions.renew(token, settings().secret_key)

    @after_this_request
    def with_cookie(response: Response) -> Response:
        _give_session(response, token)
        return response


def _give_session(response: Response, token: str) -> None:
    set_session(response, DEPUTY_COOKIE, token, int(sessions.DEPUTY_SESSION.total_seconds()))


@blueprint.get("/")
@declares(Action.ENTER)
def home() -> Response:
    """Lead to the first page of whoever is logged in, others to the log-in."""
    token = session_token(OFFICE_COOKIE)
    found = sessions.person_of(token, settings().secret_key) if token else None
    return see_other(first_page(found[0]) if found else url_for("people.login"))


def first_page(actor: Actor) -> str:
    """Return where a role's work begins."""
    if actor.may(Action.COUNTY):
        return url_for("county.towns")
    if not actor.may(Action.READ):
        return url_for("accounts.all_accounts")
    return url_for("board.all_inspections")


def browser() -> Browser:
    """Return what the request's phone shows of itself."""
    device = known_as(session_token(DEVICE_COOKIE), settings().secret_key)
    return Browser(device, device_words(request.user_agent.string))


def entered_code() -> str:
    """Return the digits that were entered, also those typed in full width or with spaces."""
    typed = unicodedata.normalize("NFKC", request.form.get("code", "")[:40])
    return "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())


def to_today(entered: Entered) -> Response:
    """Lead to the deputy's work; the secret is out of the address bar by that."""
    response = see_other(url_for("records.today"))
    _give_session(response, entered.session)
    set_session(response, DEVICE_COOKIE, entered.device, DEVICE_SECONDS)
    return response


def refused(page: str, refusal: Refusal) -> Response:
    """Answer with the page that asks again."""
    response = make_response(page, 429 if refusal is Refusal.BLOCKED else 422)
    if refusal is Refusal.BLOCKED:
        response.headers["Retry-After"] = str(int(BLOCK.total_seconds()))
    return response


def unknown_link() -> tuple[str, int]:
    """Answer alike for a link that never was, was replaced, or was taken back."""
    return render_template("entering/unknown_link.html", town=people.only_town()), 404


def _shut_link(token: str) -> tuple[str, int]:
    """Say why a personal link opens nothing, where that is known."""
    left = models.left_of_link(token_hash(token, settings().secret_key))
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
        return (
            see_other(url_for("people.personal_link", token=clean)) if clean else _shut_link(token)
        )
    response = make_response(page)
    set_session(response, DEVICE_COOKIE, _device(), DEVICE_SECONDS)
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
        was_opened=bool(keys.phones(deputy.town_id, deputy.id)),
        error=TOLD.get(refusal) if refusal else None,
    )


@blueprint.post("/m/<token>")
@declares(Action.ENTER)
def enter(token: str) -> Response | tuple[str, int]:
    """Sign the deputy in and take the secret out of the address bar."""
    with db.writing(database()):
        answer = enter_by_link(token, browser(), entered_code(), settings().secret_key)
    if isinstance(answer, Entered):
        return to_today(answer)
    page = _personal_page(token, answer)
    return refused(page, answer) if page else _shut_link(token)


@blueprint.post("/d/leave")
@declares(Action.FILL)
def leave_phone() -> Response:
    """Sign the deputy out of a phone that is somebody else's; what it keeps stays on it."""
    token = session_token(DEPUTY_COOKIE)
    with db.writing(database()):
        if token:
            leave(token, settings().secret_key)
            shut_out.note_left(g.actor)
    response = see_other(url_for("records.today"))
    clear_session(response, DEPUTY_COOKIE)
    return response


@blueprint.get("/office/login")
@declares(Action.ENTER)
def login() -> str:
    """Show the office's log-in."""
    return render_template("accounts/login.html", form=LoginForm(), error=None)


@blueprint.post("/office/login")
@declares(Action.ENTER)
def log_in() -> Response | tuple[str, int]:
    """Check name, password and the second step, and open the page that was asked for."""
    form = LoginForm(request.form)
    key = settings().secret_key
    if not form.validate():
        return render_template("accounts/login.html", form=form, error=None), 422
    login_name, password = form.login.data or "", form.password.data or ""
    right = signing.password_is_right(accounts_models.account_of_login(login_name), password)
    device = _device()
    with db.writing(database()):
        session = signing.sign_in_by_password(
            login_name, form.code.data or "", device, browser().words, right=right, key=key
        )
        found = sessions.person_of(session, key) if session else None
        earlier = session_token(OFFICE_COOKIE)
        if session and earlier:
            sessions.sign_out(earlier, key)  # this browser forgets it
    if session is None or found is None:
        return render_template("accounts/login.html", form=form, error=WRONG), 422
    response = see_other(_next_page(found[0]))
    set_session(response, OFFICE_COOKIE, session, int(signing.OFFICE_SESSION.total_seconds()))
    set_session(response, DEVICE_COOKIE, device, DEVICE_SECONDS)
    return response


def _device() -> str:
    """Return the token by which this browser is known, a new one to give it where it has none."""
    return browser().device or new_device(settings().secret_key)


def _next_page(actor: Actor) -> str:
    """Return the page that was asked for before the log-in, if it is the office's and this role's.

    It may have been another's: whoever logs in here next must not begin before a closed door.
    """
    asked = request.args.get("next", "")
    is_ours = asked.startswith("/office/") and "\\" not in asked and asked.isprintable()
    return asked if is_ours and _may_open(actor, asked) else first_page(actor)


def _may_open(actor: Actor, address: str) -> bool:
    pages = current_app.url_map.bind(request.host)
    try:
        endpoint, _ = pages.match(address.partition("?")[0], method="GET")
    except HTTPException:  # no such page, or none that is read
        return False
    action = declared_action(current_app.view_functions[endpoint])
    return action is not None and actor.may(action)


@blueprint.post("/office/logout")
@declares(Action.OWN)
def log_out() -> Response:
    """End the session on the server and forget it in the browser."""
    token = session_token(OFFICE_COOKIE)
    with db.writing(database()):
        if token:
            sessions.sign_out(token, settings().secret_key)
            audit.note(g.actor, audit.Kind.SIGN_OUT, "退出登录")
    return to_login()


def to_login(saved: str | None = None) -> Response:
    """Lead to the log-in, which says what was ``saved``; the browser forgets the session."""
    response = see_other(url_for("people.login", saved=saved))
    clear_session(response, OFFICE_COOKIE)
    return response


@blueprint.get("/office/password/<token>")
@declares(Action.ENTER)
def password_ticket(token: str) -> str | tuple[str, int]:
    """Ask for the new password of a one-time link; opening it uses nothing up."""
    account = accounts.account_of_ticket(token, settings().secret_key)
    if account is None:
        return render_template("accounts/unknown_ticket.html"), 404
    return render_template("accounts/new_password.html", form=NewPasswordForm(), account=account)


@blueprint.post("/office/password/<token>")
@declares(Action.ENTER)
def set_password(token: str) -> Response | tuple[str, int]:
    """Keep the new password and use the one-time link up."""
    key = settings().secret_key
    form = NewPasswordForm(request.form)
    account = accounts.account_of_ticket(token, key)
    if account is None:
        return render_template("accounts/unknown_ticket.html"), 404
    form.place = tuple(accounts.words_to_guess(account))
    if not form.validate():
        return render_template("accounts/new_password.html", form=form, account=account), 422
    hashed, device = signing.hash_password(form.password.data or ""), _device()
    with db.writing(database()):
        holder = accounts.account_of_ticket(token, key)
        if holder is None:  # somebody else has used it meanwhile: their password counts
            return render_template("accounts/unknown_ticket.html"), 404
        accounts.set_password(holder, hashed, key)
        signing.know_browser(holder, device, key)
        who = audit.Somebody(holder.town_id, holder.name, holder.role, holder.id)
        audit.note(who, audit.Kind.RIGHTS, "用一次性链接设置了密码", f"账号{holder.name}")
    response = to_login(saved="password")
    set_session(response, DEVICE_COOKIE, device, DEVICE_SECONDS)
    return response
