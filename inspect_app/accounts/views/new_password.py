"""The holder of an account sets a password, by a one-time link."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from inspect_app import audit, db
from inspect_app.accounts import accounts, signing
from inspect_app.accounts.forms import NewPasswordForm
from inspect_app.accounts.views.log_in import first_page, forget_earlier, lead_in, to_login
from inspect_app.entering.views.browser import (
    DEVICE_COOKIE,
    DEVICE_SECONDS,
    browser,
    device_token,
)
from inspect_app.people.access import Action, Actor, declares
from inspect_app.web import database, set_session, settings

blueprint = Blueprint("new_password", __name__)


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
    """Let the holder in with the new password; who has a second step logs in with it."""
    key = settings().secret_key
    form = NewPasswordForm(request.form)
    account = accounts.account_of_ticket(token, key)
    if account is None:
        return render_template("accounts/unknown_ticket.html"), 404
    form.place = tuple(accounts.words_to_guess(account))
    if not form.validate():
        return render_template("accounts/new_password.html", form=form, account=account), 422
    hashed, device = signing.hash_password(form.password.data or ""), device_token()
    with db.writing(database()):
        holder = accounts.account_of_ticket(token, key)
        if holder is None:  # somebody else has used it meanwhile: their password counts
            return render_template("accounts/unknown_ticket.html"), 404
        accounts.set_password(holder, hashed, key)
        signing.know_browser(holder, device, key)
        who = audit.Somebody(holder.town_id, holder.name, holder.role, holder.id)
        audit.note(who, audit.Kind.RIGHTS, "用一次性链接设置了密码", f"账号{holder.name}")
        login_name, session = holder.login, signing.sign_in_by_link(holder, browser().words, key)
        actor = Actor(holder.town_id, holder.role, holder.id, holder.name)
        if session:
            forget_earlier(key)
    if session:
        return lead_in(first_page(actor), session, device)
    response = to_login(saved="password", login_name=login_name)
    set_session(response, DEVICE_COOKIE, device, DEVICE_SECONDS)
    return response
