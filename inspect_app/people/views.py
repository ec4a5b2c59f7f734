"""Ways in and out: personal link, office log-in, log-out; and the check before every view."""

from flask import Blueprint, abort, current_app, g, render_template, request, url_for
from werkzeug.wrappers import Response

from inspect_app import audit, db
from inspect_app.people import models, signing
from inspect_app.people.access import ALLOWED, Action, Role, declared_action, declares
from inspect_app.people.forms import LoginForm
from inspect_app.people.links import token_hash
from inspect_app.web import (
    clear_session,
    database,
    error_answer,
    see_other,
    session_token,
    set_session,
    settings,
    whole,
)

blueprint = Blueprint("people", __name__)

DEPUTY_COOKIE = "inspect-deputy"
OFFICE_COOKIE = "inspect-office"
WRONG = "用户名或密码不对，请再试一次。连续错5次要等15分钟。"


def admit() -> Response | None:
    """Deny unless declared: every view names its action, and the person's role must allow it."""
    if request.endpoint is None:
        return None  # no such page: the 404 tells nothing
    action = declared_action(current_app.view_functions[request.endpoint])
    if action is Action.ENTER:
        return None
    if action is None:
        abort(403)
    is_deputys = Role.DEPUTY in ALLOWED[action]
    token = session_token(DEPUTY_COOKIE if is_deputys else OFFICE_COOKIE)
    actor = signing.person_of(token, settings().secret_key) if token else None
    if actor is None:
        return error_answer(403) if is_deputys else _to_login()
    if not actor.may(action):
        abort(403)
    if is_deputys and "deputy" in request.args and whole(request.args, "deputy") != actor.person_id:
        abort(403)  # the page is of somebody else than who is signed in on this phone by now
    g.actor = actor
    return None


def _to_login() -> Response:
    if request.method == "GET" and "HX-Request" not in request.headers:
        return see_other(url_for("people.login", next=request.path))
    return error_answer(403)


@blueprint.get("/")
@declares(Action.ENTER)
def home() -> Response:
    """Lead to the office's pages; whoever is not signed in meets the log-in there."""
    return see_other(url_for("board.all_inspections"))


@blueprint.get("/m/<token>")
@declares(Action.ENTER)
def personal_link(token: str) -> Response | tuple[str, int] | str:
    """Show whose link it is. Chat programs open links by themselves: only the POST signs in."""
    found = models.deputy_of_link(token_hash(token, settings().secret_key))
    if found is None:
        return render_template("people/unknown_link.html", town=models.any_town()), 404
    _link, deputy, group, town = found
    return render_template(
        "people/personal_link.html", deputy=deputy, group=group, town=town, token=token
    )


@blueprint.post("/m/<token>")
@declares(Action.ENTER)
def enter(token: str) -> Response | tuple[str, int]:
    """Sign the deputy in and take the secret out of the address bar."""
    with db.writing(database()):
        session = signing.sign_in_by_link(token, settings().secret_key)
    if session is None:
        return render_template("people/unknown_link.html", town=models.any_town()), 404
    response = see_other(url_for("records.today"))
    max_age = int(signing.DEPUTY_SESSION.total_seconds())
    set_session(response, DEPUTY_COOKIE, session, max_age)
    return response


@blueprint.get("/office/login")
@declares(Action.ENTER)
def login() -> str:
    """Show the office's log-in."""
    return render_template("people/login.html", form=LoginForm(), error=None)


@blueprint.post("/office/login")
@declares(Action.ENTER)
def log_in() -> Response | tuple[str, int]:
    """Check name and password and open the page that was asked for."""
    form = LoginForm(request.form)
    key = settings().secret_key
    if not form.validate():
        return render_template("people/login.html", form=form, error=None), 422
    login_name, password = form.login.data or "", form.password.data or ""
    right = signing.password_is_right(login_name, password)
    with db.writing(database()):
        session = signing.sign_in_by_password(login_name, right=right, key=key)
    if session is None:
        return render_template("people/login.html", form=form, error=WRONG), 422
    response = see_other(_next_page())
    set_session(response, OFFICE_COOKIE, session, int(signing.OFFICE_SESSION.total_seconds()))
    return response


def _next_page() -> str:
    """Return the path that was asked for before the log-in, if it is one of the office's pages."""
    path = request.args.get("next", "")
    is_ours = path.startswith("/office/") and "\\" not in path and path.isprintable()
    return path if is_ours else url_for("board.all_inspections")


@blueprint.post("/office/logout")
@declares(Action.READ)
def log_out() -> Response:
    """End the session on the server and forget it in the browser."""
    token = session_token(OFFICE_COOKIE)
    with db.writing(database()):
        if token:
            signing.sign_out(token, settings().secret_key)
            audit.note(g.actor, audit.Kind.SIGN_OUT, "退出登录")
    response = see_other(url_for("people.login"))
    clear_session(response, OFFICE_COOKIE)
    return response
