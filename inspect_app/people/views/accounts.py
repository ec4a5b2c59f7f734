"""The administrator's page: who logs in, in which role; nobody's password is known to others."""

from collections.abc import Callable

from flask import Blueprint, abort, g, render_template, request, url_for
from werkzeug.wrappers import Response

from inspect_app import audit, db
from inspect_app.people import accounts, keys, models, second_step
from inspect_app.people.access import ROLE_LABELS, Action, Role, declares
from inspect_app.people.forms import AccountForm
from inspect_app.web import database, see_other, settings

blueprint = Blueprint("accounts", __name__, url_prefix="/office/accounts")

TAKEN = "这个用户名已经有人用了，请换一个"
OWN = "不能停用自己的账号，也不能改自己的角色。请另一位管理员来做。"

# What the administrator does to an account with one press.
STEPS: dict[str, tuple[str, Callable[[models.Account], None]]] = {
    "disable": ("停用账号", accounts.disable),
    "enable": ("恢复账号", accounts.enable),
    "end": ("退出所有登录", accounts.end_sessions),
    "one_step": ("关闭两步验证", second_step.turn_off),
}


@blueprint.get("")
@declares(Action.ACCOUNTS)
def all_accounts() -> str:
    """List the town's accounts."""
    return _list(_form())


def _form() -> AccountForm:
    form = AccountForm(request.form)
    form.role.choices = [(role, ROLE_LABELS[role]) for role in accounts.roles_of(g.actor.town_id)]
    return form


def _list(form: AccountForm, error: str | None = None) -> str:
    town_id = g.actor.town_id
    rows = keys.accounts(town_id)
    return render_template(
        "people/accounts.html",
        town=models.town(town_id),
        form=form,
        error=error,
        rows=rows,
        roles=accounts.roles_of(town_id),
        is_readable=not (settings().is_https or settings().is_loopback),
        sessions={row.id: keys.sign_ins_of_account(town_id, row.id, db.now()) for row in rows},
    )


@blueprint.post("")
@declares(Action.ACCOUNTS)
def add() -> str | tuple[str, int]:
    """Add an account and show the one-time link with which its holder sets a password."""
    form = _form()
    if not form.validate():
        return _list(form), 422
    with db.writing(database()):
        account = accounts.add_account(
            g.actor.town_id, form.login.data or "", form.name.data or "", Role(form.role.data)
        )
        token = accounts.hand_over(account, settings().secret_key) if account else ""
        if account:
            _note(f"添加账号，角色{ROLE_LABELS[account.role]}", account)
    if account is None:
        form.login.errors = [TAKEN]
        return _list(form), 422
    return _handed_over(account, token)


def _note(what: str, account: models.Account) -> None:
    audit.note(g.actor, audit.Kind.RIGHTS, what, f"账号{account.name}")


def _handed_over(account: models.Account, token: str) -> str:
    return render_template(
        "people/handed_over.html",
        town=models.town(account.town_id),
        account=account,
        address=f"{settings().base_url}{url_for('people.password_ticket', token=token)}",
    )


def _account(account_id: int) -> models.Account:
    """:raise 404: if the town has no such account."""
    return keys.account(g.actor.town_id, account_id) or abort(404)


@blueprint.post("/<int:account_id>/reset")
@declares(Action.ACCOUNTS)
def reset(account_id: int) -> str:
    """Show a new one-time link to set a password, for who forgot it."""
    with db.writing(database()):
        account = _account(account_id)
        token = accounts.hand_over(account, settings().secret_key)
        _note("生成设置密码的链接", account)
    return _handed_over(account, token)


@blueprint.post("/<int:account_id>/role")
@declares(Action.ACCOUNTS)
def change_role(account_id: int) -> Response | tuple[str, int]:
    """Give the account another role of this town."""
    role = request.form.get("role", "")
    if role not in accounts.roles_of(g.actor.town_id):
        abort(400)
    if account_id == g.actor.person_id:
        return _list(_form(), OWN), 422
    with db.writing(database()):
        account = _account(account_id)
        accounts.change_role(account, Role(role))
        _note(f"角色改为{ROLE_LABELS[role]}", account)
    return see_other(url_for("accounts.all_accounts"))


@blueprint.post("/<int:account_id>/step")
@declares(Action.ACCOUNTS)
def take_step(account_id: int) -> Response | tuple[str, int]:
    """Disable or enable the account, end its sessions, or turn its second step off."""
    what, step = STEPS.get(request.form.get("do", "")) or abort(400)
    if account_id == g.actor.person_id and step is accounts.disable:
        return _list(_form(), OWN), 422
    with db.writing(database()):
        account = _account(account_id)
        step(account)
        _note(what, account)
    return see_other(url_for("accounts.all_accounts"))
