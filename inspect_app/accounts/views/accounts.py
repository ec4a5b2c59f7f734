"""The administrator's page: who logs in, in which role; nobody's password is known to others."""

from collections.abc import Callable

from flask import Blueprint, abort, g, render_template, request, url_for
from werkzeug.wrappers import Response

from inspect_app import audit, db
from inspect_app.accounts import accounts, models, second_step
from inspect_app.accounts.forms import AccountForm, PasswordForm
from inspect_app.accounts.views.own import objection_to
from inspect_app.desk.views import once
from inspect_app.entering import models as entering
from inspect_app.people import models as people
from inspect_app.people.access import ROLE_LABELS, Action, Role, declares
from inspect_app.web import see_other, settings, writing

blueprint = Blueprint("accounts", __name__, url_prefix="/office/accounts")

TAKEN = "这个用户名已经有人用了，请换一个"
OWN = "不能停用自己的账号，也不能改自己的角色。请另一位管理员来做。"
DISABLED = "这个账号已停用，设密码的链接打不开。请先恢复账号，再重设密码。"
OWN_SECRETS = "自己的密码和两步验证，请点右上角的姓名，在“我的账号”里改，那里要填现在的密码。"

# What the administrator does to an account with one press, and how the password is asked for what
# opens the account to somebody; what shuts it must be quick.
STEPS: dict[str, tuple[str, Callable[[people.Account], None], str | None]] = {
    "disable": ("停用账号", accounts.disable, None),
    "enable": ("恢复账号", accounts.enable, "恢复{}的账号"),
    "end": ("退出所有登录", accounts.end_sessions, None),
    "one_step": ("关闭两步验证", second_step.turn_off, "关闭{}的两步验证"),
}
CARRIED_ON = ("login", "name", "role", "do")  # by the page that asks for the password


@blueprint.get("")
@declares(Action.ACCOUNTS)
def all_accounts() -> str:
    return _list(_form())


def _form() -> AccountForm:
    form = AccountForm(request.form)
    form.role.choices = [(role, ROLE_LABELS[role]) for role in accounts.roles_of(g.actor.town_id)]
    return form


def _list(form: AccountForm, error: str | None = None) -> str:
    town_id = g.actor.town_id
    rows = models.accounts(town_id)
    return render_template(
        "accounts/accounts.html",
        form=form,
        error=error,
        rows=rows,
        roles=accounts.roles_of(town_id),
        sessions={row.id: entering.sign_ins_of_account(town_id, row.id, db.now()) for row in rows},
    )


@blueprint.post("")
@declares(Action.ACCOUNTS)
def add() -> str | tuple[str, int]:
    """Add an account and show the one-time link with which its holder sets a password."""
    form = _form()
    if not form.validate():
        return _list(form), 422
    asked = _ask_password(f"添加账号：{form.name.data}（{ROLE_LABELS[form.role.data]}）")
    if asked:
        return asked
    with writing():
        once.tell_again(url_for("accounts.all_accounts"))
        account = accounts.add_account(
            g.actor.town_id, form.login.data or "", form.name.data or "", Role(form.role.data)
        )
        token = accounts.hand_over(account, settings().secret_key) if account else ""
        if account:
            _note(f"添加账号，角色{ROLE_LABELS[account.role]}", account)
            once.take()
    if account is None:
        form.login.errors = [TAKEN]
        return _list(form), 422
    return _show_link(account, token)


def _note(what: str, account: people.Account) -> None:
    audit.note(g.actor, audit.Kind.RIGHTS, what, f"账号{account.name}")


def _show_link(account: people.Account, token: str, *, is_renewed: bool = False) -> str:
    return render_template(
        "accounts/handed_over.html",
        account=account,
        is_renewed=is_renewed,
        address=f"{settings().base_url}{url_for('new_password.password_ticket', token=token)}",
    )


def _account(account_id: int) -> people.Account:
    """:raise 404: if the town has no such account."""
    return models.account(g.actor.town_id, account_id) or abort(404)


@blueprint.post("/<int:account_id>/reset")
@declares(Action.ACCOUNTS)
def reset(account_id: int) -> str | tuple[str, int]:
    if _account(account_id).disabled_at:
        return _list(_form(), DISABLED), 422
    asked = _ask_password_for(account_id, "给{}重设密码")
    if asked:
        return asked
    with writing():
        account = _account(account_id)
        if account.disabled_at:  # by another administrator, a moment ago
            return _list(_form(), DISABLED), 422
        once.tell_again(url_for("accounts.all_accounts"))
        is_renewed = bool(models.tickets(account.town_id, account.id))
        token = accounts.hand_over(account, settings().secret_key)
        _note("生成设置密码的链接", account)
        once.take()
    return _show_link(account, token, is_renewed=is_renewed)


def _ask_password_for(account_id: int, title: str) -> tuple[str, int] | None:
    """Ask for it as below; what protects the own account is changed on a page of its own."""
    if account_id == g.actor.person_id:
        return _list(_form(), OWN_SECRETS), 422
    return _ask_password(title.format(_account(account_id).name))


def _ask_password(title: str) -> tuple[str, int] | None:
    """The page that asks for the administrator's own password, None once it was right.

    Whoever finds a desk unlocked must not take over an account with it, least of all this one:
    also not by an account of their own that becomes an administrator's.
    """
    form = PasswordForm(request.form)
    is_sent = "password" in request.form
    wrong = objection_to(form.password.data) if is_sent and form.validate() else None
    if wrong:
        form.password.errors = [wrong]
    if is_sent and not form.password.errors:
        return None
    page = render_template(
        "accounts/ask_password.html",
        title=title,
        form=form,
        carried_on={name: request.form[name] for name in CARRIED_ON if name in request.form},
    )
    return page, 422 if is_sent else 200


@blueprint.post("/<int:account_id>/role")
@declares(Action.ACCOUNTS)
def change_role(account_id: int) -> Response | tuple[str, int]:
    role = request.form.get("role", "")
    if role not in accounts.roles_of(g.actor.town_id):
        abort(400)
    if account_id == g.actor.person_id:
        return _list(_form(), OWN), 422
    asked = _ask_password_for(account_id, f"把{{}}的角色改为“{ROLE_LABELS[role]}”")
    if asked:
        return asked
    with writing():
        account = _account(account_id)
        accounts.change_role(account, Role(role))
        _note(f"角色改为{ROLE_LABELS[role]}", account)
    return see_other(url_for("accounts.all_accounts"))


@blueprint.post("/<int:account_id>/step")
@declares(Action.ACCOUNTS)
def take_step(account_id: int) -> Response | tuple[str, int]:
    what, step, title = STEPS.get(request.form.get("do", "")) or abort(400)
    if account_id == g.actor.person_id and step is accounts.disable:
        return _list(_form(), OWN), 422
    asked = _ask_password_for(account_id, title) if title else None
    if asked:
        return asked
    with writing():
        account = _account(account_id)
        step(account)
        _note(what, account)
    return see_other(url_for("accounts.all_accounts"))
