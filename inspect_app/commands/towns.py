"""``flask admin``: a town and its administrator."""

from typing import Any

import click
from flask.cli import with_appcontext

from inspect_app import audit, db
from inspect_app.accounts import accounts
from inspect_app.accounts import models as accounts_models
from inspect_app.accounts.forms import AccountForm
from inspect_app.commands import here
from inspect_app.people import models as people
from inspect_app.people.access import ROLE_LABELS, Role
from inspect_app.people.forms import TownForm
from inspect_app.people.town_settings import name_without_office


@click.command("admin", cls=here.Command)
@click.argument("login", metavar="用户名")
@click.option("--town", "town_name", required=True, help="乡镇（或县）的名字；还没有的会建立。")
@click.option("--contact", default="", help="代表有问题找谁，如“镇人大办王秘书（电话…）”。")
@click.option("--county", "county_name", help="归哪个县看数字；先用 --as-county 建立那个县。")
@click.option("--as-county", is_flag=True, help="--town 是县：它的账号看各镇的数字。")
@with_appcontext
def add_admin(
    login: str, town_name: str, contact: str, county_name: str | None, as_county: bool
) -> None:
    """添加系统管理员；已有的登录不了时，给一个重设密码的一次性链接。

    停用了的账号会恢复，角色会改回系统管理员，两步验证会关闭：每一样都写出来，也记在操作日志里。
    """
    here.upgrade()
    with db.writing(here.database()):
        _demand_fit(login, town_name, contact)
        town = _town(town_name, contact, county_name)
        if as_county:
            _make_county(town)
        known = accounts_models.account_of_login(login)
        if known:
            _demand_own(known, town)
        account = known or accounts.add_account(town.id, login, login, Role.ADMIN)
        assert account is not None  # nobody else writes meanwhile
        repaired = accounts.repair_admin(account)
        token = accounts.hand_over(account, here.settings().secret_key)
        operator = audit.Somebody(town.id, "命令行")
        for what in (*repaired, "生成设置密码的链接"):
            audit.note(operator, audit.Kind.RIGHTS, what, f"系统管理员{account.name}")
    for what in repaired:
        click.echo(f"账号 {login}：已{what}。")
    click.echo(f"{town_name}的系统管理员 {login} 请在24小时内打开这个链接设置密码（只能用一次）：")
    click.echo(f"  {here.settings().base_url}/office/password/{token}")


def _demand_fit(login: str, town_name: str, contact: str) -> None:
    """Have new names be such as the pages take: longer ones could not be logged in with.

    :raise click.ClickException: with what is wrong.
    """
    account = AccountForm(data={"login": login})
    if accounts_models.account_of_login(login) is None:
        _demand_fitting(account, account.login, login)
    if people.town_of_name(town_name) is None:
        contact = contact or town_name
        town = TownForm(data={"name": town_name, "contact": contact})
        _demand_fitting(town, town.name, town_name)
        _demand_fitting(town, town.contact, contact)


def _demand_fitting(form: AccountForm | TownForm, field: Any, given: str) -> None:
    """:raise click.ClickException: if the field takes it not, or not as it was given."""
    if not field.validate(form):
        raise click.ClickException(f"{field.label.text}：{field.errors[0]}")
    if field.data != given:
        raise click.ClickException(f"{field.label.text}：请写成“{field.data}”")


def _demand_own(account: people.Account, town: people.Town) -> None:
    """Have nothing but the town's own administrator repaired.

    Of a clerk whom an administrator could raise, it is likelier that the name was chosen twice.

    :raise click.ClickException: with the remedy.
    """
    login = account.login
    if account.town_id != town.id:
        theirs = people.town(account.town_id).name
        raise click.ClickException(
            f"用户名 {login} 是{theirs}的账号：要修它，请写 --town {theirs}；不是它，请换一个用户名"
        )
    if account.role == Role.COUNTY:
        raise click.ClickException(
            f"用户名 {login} 是看各镇数字的账号，不改成系统管理员；请换一个用户名，"
            "由那位管理员在“账号”页改它"
        )
    others = [one.login for one in accounts_models.admins(town.id) if one.id != account.id]
    if account.role != Role.ADMIN and others:
        raise click.ClickException(
            f"用户名 {login} 是{town.name}的{ROLE_LABELS[account.role]}，不是系统管理员；"
            f"请管理员 {others[0]} 在“账号”页改它的角色，或换一个用户名"
        )


def _town(name: str, contact: str, county_name: str | None) -> people.Town:
    """Made if there is none."""
    county = people.town_of_name(county_name) if county_name else None
    if county_name and (county is None or not county.is_county):
        raise click.ClickException(
            f"没有叫 {county_name} 的县；请先用 --town {county_name} --as-county 建立"
        )
    town = people.town_of_name(name)
    if town is None:
        alone = name_without_office(name)
        if alone != name:
            raise click.ClickException(
                f"--town 只写到镇（或县）：{alone}；后面的“人大办”“人大主席团”会自动加上"
            )
        town = people.Town(name=name, contact=contact or f"{name}人大办")
        db.session().add(town)
    if county:
        town.county_id = county.id
    db.session().flush()
    return town


def _make_county(town: people.Town) -> None:
    if people.current_term(town.id):
        raise click.ClickException(f"{town.name}有自己的代表，是乡镇，不能当作县")
    town.is_county = True
