"""``flask admin``: a town and its administrator."""

import click
from flask.cli import with_appcontext

from inspect_app import audit, db
from inspect_app.accounts import accounts
from inspect_app.accounts import models as accounts_models
from inspect_app.commands import here
from inspect_app.people import models as people
from inspect_app.people.access import Role


@click.command("admin")
@click.argument("login", metavar="用户名")
@click.option("--town", "town_name", required=True, help="乡镇（或县）的名字；还没有的会建立。")
@click.option("--contact", default="", help="代表有问题找谁，如“镇人大办王秘书（电话…）”。")
@click.option("--county", "county_name", help="归哪个县看数字；先用 --as-county 建立那个县。")
@click.option("--as-county", is_flag=True, help="--town 是县：它的账号看各镇的数字。")
@with_appcontext
def add_admin(
    login: str, town_name: str, contact: str, county_name: str | None, as_county: bool
) -> None:
    """添加系统管理员，或给已有的管理员一个重设密码的一次性链接。"""
    here.upgrade()
    with db.writing(here.database()):
        town = _town(town_name, contact, county_name)
        if as_county:
            _make_county(town)
        account = accounts_models.account_of_login(login) or accounts.add_account(
            town.id, login, login, Role.ADMIN
        )
        if account is None or (account.town_id, account.role) != (town.id, Role.ADMIN):
            raise click.ClickException(f"用户名 {login} 已经有人用了，不是{town_name}的系统管理员")
        if account.disabled_at:
            raise click.ClickException(f"账号 {login} 已停用；请另一位管理员恢复，或换一个用户名")
        token = accounts.hand_over(account, here.settings().secret_key)
        operator = audit.Somebody(town.id, "命令行")
        audit.note(operator, audit.Kind.RIGHTS, "生成设置密码的链接", f"系统管理员{account.name}")
    click.echo(f"{town_name}的系统管理员 {login} 请在24小时内打开这个链接设置密码（只能用一次）：")
    click.echo(f"  {here.settings().base_url}/office/password/{token}")


def _town(name: str, contact: str, county_name: str | None) -> people.Town:
    """Return the town of that name, made if there is none."""
    county = people.town_of_name(county_name) if county_name else None
    if county_name and (county is None or not county.is_county):
        raise click.ClickException(
            f"没有叫 {county_name} 的县；请先用 --town {county_name} --as-county 建立"
        )
    town = people.town_of_name(name)
    if town is None:
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
