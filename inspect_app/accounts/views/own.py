"""One's own account: where it is logged in, its password, its second step."""

from typing import cast

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from inspect_app import audit, db
from inspect_app.accounts import accounts, models, second_step, signing
from inspect_app.accounts.forms import ChangePasswordForm, PasswordForm, SecondStepForm
from inspect_app.accounts.views.log_in import to_login
from inspect_app.entering import models as entering
from inspect_app.entering.throttle import allows_guess, count_failure, forget_failures
from inspect_app.entering.tokens import token_hash
from inspect_app.entering.views.browser import OFFICE_COOKIE, browser
from inspect_app.people import models as people
from inspect_app.people.access import ROLE_LABELS, Action, declares
from inspect_app.web import see_other, session_token, settings, writing

blueprint = Blueprint("own", __name__, url_prefix="/office/me")

WRONG_PASSWORD = "密码不对，请再试一次"  # noqa: S105
TOO_OFTEN = "错得太多，请过15分钟再试"
OVERTAKEN = (
    "另一个页面刚刚开通了两步验证，或者换了二维码；这里没有再开通。请回到“我的账号”看现在是怎样的"
)
WRONG_CODE = "6位数不对。请看手机上的时间准不准，再填最新的一个"


def _own_account() -> people.Account:
    account = models.account(g.actor.town_id, g.actor.person_id)
    return cast(people.Account, account)  # whose session this is


def objection_to(password: str | None) -> str | None:
    """None if it is right; a wrong one is counted as at the log-in."""
    fitting = signing.fitting_hash(_own_account(), password or "", is_known=True)
    with writing():
        own = _own_account()
        counter = signing.guess_counter_of(own.login, own, browser().device, settings().secret_key)
        if not allows_guess(counter, db.now()):
            return TOO_OFTEN
        if not signing.fits_still(own, fitting):
            count_failure(counter, db.now())
            audit.note(g.actor, audit.Kind.REFUSED_SIGN_IN, "现在的密码填错")
            return WRONG_PASSWORD
        forget_failures(counter)
    return None


def _turn_off_form(sent: MultiDict[str, str] | None = None) -> PasswordForm:
    return PasswordForm(sent, prefix="off-")  # two forms of one page ask for a password


@blueprint.get("")
@declares(Action.OWN)
def account() -> str:
    return _page(ChangePasswordForm(), _turn_off_form())


def _page(password: ChangePasswordForm, off: PasswordForm) -> str:
    town_id, account_id = g.actor.town_id, g.actor.person_id
    return render_template(
        "accounts/own.html",
        account=_own_account(),
        role=ROLE_LABELS[g.actor.role],
        sessions=entering.sign_ins_of_account(town_id, account_id, db.now()),
        this=token_hash(session_token(OFFICE_COOKIE) or "", settings().secret_key),
        password=password,
        off=off,
    )


@blueprint.post("/end")
@declares(Action.OWN)
def end_everywhere() -> Response:
    with writing():
        accounts.end_sessions(_own_account())
        audit.note(g.actor, audit.Kind.SIGN_OUT, "退出所有登录")
    return to_login()


@blueprint.post("/password")
@declares(Action.OWN)
def change_password() -> Response | tuple[str, int]:
    """Change the password; every session is over, also this one."""
    form = ChangePasswordForm(request.form)
    form.place = tuple(accounts.words_to_guess(_own_account()))
    wrong = objection_to(form.present.data) if form.validate() else None
    if wrong:
        form.present.errors = [wrong]
    if form.errors or wrong:
        return _page(form, _turn_off_form()), 422
    hashed = signing.hash_password(form.password.data or "")
    with writing():
        accounts.set_password(_own_account(), hashed, settings().secret_key)
        audit.note(g.actor, audit.Kind.RIGHTS, "修改密码")
    return to_login(saved="password")


@blueprint.post("/second-step/begin")
@declares(Action.OWN)
def begin() -> Response:
    """Choose a new secret for the second step and lead to where it is shown."""
    with writing():
        second_step.begin(_own_account())
    return see_other(url_for("own.second_step_page"))


@blueprint.get("/second-step")
@declares(Action.OWN)
def second_step_page() -> str | Response:
    """Show the QR code and the key for the authenticator, of a second step that was begun."""
    salt = _own_account().totp_begun
    return _second_step(SecondStepForm(), salt) if salt else see_other(url_for("own.account"))


def _second_step(form: SecondStepForm, salt: str) -> str:
    return render_template(
        "accounts/second_step.html",
        form=form,
        address=second_step.address_of(_own_account().login, _secret(salt)),
        secret=_secret(salt),
    )


def _secret(salt: str) -> str:
    return second_step.secret_of(g.actor.person_id, salt, settings().secret_key)


@blueprint.post("/second-step")
@declares(Action.OWN)
def turn_on() -> str | tuple[str, int] | Response:
    """Ask for a code at every log-in from now on; show the recovery codes once."""
    form, salt = SecondStepForm(request.form), _own_account().totp_begun
    if salt is None:
        return see_other(url_for("own.account"))
    if not form.validate():
        return _second_step(form, salt), 422
    wrong = objection_to(form.password.data)
    step = second_step.step_of(_secret(salt), (form.code.data or "").replace(" ", ""), db.now())
    if wrong:
        form.password.errors = [wrong]
    elif step is None:
        form.code.errors = [WRONG_CODE]
    if wrong or step is None:
        return _second_step(form, salt), 422
    with writing():
        codes = second_step.turn_on(_own_account(), salt, step, settings().secret_key)
        if codes:
            audit.note(g.actor, audit.Kind.RIGHTS, "开通两步验证")
    if codes is None:
        form.code.errors = [OVERTAKEN]
        return _second_step(form, salt), 422
    return render_template("accounts/recovery_codes.html", codes=codes)


@blueprint.post("/second-step/off")
@declares(Action.OWN)
def turn_off() -> Response | tuple[str, int]:
    form = _turn_off_form(request.form)
    wrong = objection_to(form.password.data) if form.validate() else None
    if wrong:
        form.password.errors = [wrong]
    if form.password.errors:
        return _page(ChangePasswordForm(), form), 422
    with writing():
        second_step.turn_off(_own_account())
        audit.note(g.actor, audit.Kind.RIGHTS, "关闭两步验证")
    return see_other(url_for("own.account"))
