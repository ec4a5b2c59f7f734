"""The office logs in and out; where a role's work begins."""

from flask import Blueprint, current_app, g, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from inspect_app import audit, db
from inspect_app.accounts import models, signing
from inspect_app.accounts.forms import LoginForm
from inspect_app.entering import sessions
from inspect_app.entering.views.browser import (
    DEVICE_COOKIE,
    DEVICE_SECONDS,
    OFFICE_COOKIE,
    browser,
    device_token,
)
from inspect_app.people.access import Action, Actor, declared_action, declares
from inspect_app.text import clean_text
from inspect_app.web import clear_session, database, see_other, session_token, set_session, settings
from inspect_app.web.error_pages import error_answer

blueprint = Blueprint("logging_in", __name__)


WRONG = (
    "用户名或密码不对，请再试一次；开通了两步验证的，还要填最新的动态验证码。连续错5次要等15分钟。"
)
CROWDED = "现在登录的人太多，这次没有核对。请过几秒再点一次登录，密码要再填一遍。"
AGAIN_IN_SECONDS = 3


@blueprint.get("/")
@declares(Action.ENTER)
def home() -> Response:
    """Lead to the first page of whoever is logged in, others to the log-in."""
    token = session_token(OFFICE_COOKIE)
    found = sessions.person_of(token, settings().secret_key) if token else None
    return see_other(first_page(found[0]) if found else url_for("logging_in.login"))


def first_page(actor: Actor) -> str:
    if actor.may(Action.COUNTY):
        return url_for("county.towns")
    if not actor.may(Action.READ):
        return url_for("accounts.all_accounts")
    return url_for("board.all_inspections")


@blueprint.get("/office/login")
@declares(Action.ENTER)
def login() -> str:
    """Show the office's log-in; ``?login`` is the user name of who has just set a password."""
    form = LoginForm(data={"login": clean_text(request.args.get("login", "")[:100])})
    return render_template("accounts/login.html", form=form, error=None)


@blueprint.post("/office/login")
@declares(Action.ENTER)
def log_in() -> Response | tuple[str, int]:
    form = LoginForm(request.form)
    key = settings().secret_key
    if not form.validate():
        return render_template("accounts/login.html", form=form, error=None), 422
    login_name, password = form.login.data or "", form.password.data or ""
    named, device = models.account_of_login(login_name), device_token()
    is_known = signing.is_known_at_log_in(named, device, key)
    try:
        fitting = signing.fitting_hash(named, password, is_known=is_known)
    except signing.CrowdedError:
        return _come_again(form)
    with db.writing(database()):
        session = signing.sign_in_by_password(
            login_name, form.code.data or "", device, browser().words, fitting=fitting, key=key
        )
        found = sessions.person_of(session, key) if session else None
        if session:
            forget_earlier(key)
    if session is None or found is None:
        return render_template("accounts/login.html", form=form, error=WRONG), 422
    return lead_in(_next_page(found[0]), session, device)


def forget_earlier(key: str) -> None:
    """End the session that this browser has had and forgets now; call it while writing."""
    if earlier := session_token(OFFICE_COOKIE):
        sessions.sign_out(earlier, key)


def lead_in(page: str, session: str, device: str) -> Response:
    """Lead who has just signed in to a page; the browser keeps the session and is known again."""
    response = see_other(page)
    set_session(response, OFFICE_COOKIE, session, int(signing.OFFICE_SESSION.total_seconds()))
    set_session(response, DEVICE_COOKIE, device, DEVICE_SECONDS)
    return response


def _come_again(form: LoginForm) -> Response:
    page = render_template("accounts/login.html", form=form, error=CROWDED)
    return Response(page, 503, {"Retry-After": str(AGAIN_IN_SECONDS)}, mimetype="text/html")


@blueprint.app_errorhandler(signing.CrowdedError)
def _come_again_elsewhere(_error: signing.CrowdedError) -> Response:
    """Answer who is let in, and shows or sets a password on another page."""
    return error_answer(503)


def _next_page(actor: Actor) -> str:
    """The page that was asked for before the log-in, if it is the office's and this role's.

    It may have been another's: whoever logs in here next must not begin at a page closed to them.
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
    token = session_token(OFFICE_COOKIE)
    with db.writing(database()):
        if token:
            sessions.sign_out(token, settings().secret_key)
            audit.note(g.actor, audit.Kind.SIGN_OUT, "退出登录")
    return to_login()


def to_login(saved: str | None = None, login_name: str | None = None) -> Response:
    """Lead to the log-in, which says what was ``saved``; the browser forgets the session."""
    response = see_other(url_for("logging_in.login", saved=saved, login=login_name))
    clear_session(response, OFFICE_COOKIE)
    return response
