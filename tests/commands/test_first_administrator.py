"""flask admin: makes a town's first administrator, and lets in again who was shut out."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.accounts.adding import GOOD, let_in
from tests.apps import create_app
from tests.commands.running import flask
from tests.person import Person


def flask_admin(folder, *arguments: str) -> subprocess.CompletedProcess[str]:
    return flask("admin", *arguments, DATA_DIR=str(folder))


@pytest.mark.parametrize(
    ("login", "town", "told"),
    [
        ("guanli", "乙" * 31, "镇的名称：最多30个字"),
        ("guanli", " ", "镇的名称：请填镇的名称"),
        ("guanli", "乙\n镇", "镇的名称：请写成“乙 镇”"),
        ("guanli", "乙\x00镇", "镇的名称："),
        ("g" * 41, "乙镇", "用户名：用户名最多40个字"),
        ("guan li", "乙镇", "用户名：用户名只用"),
        (" guanli", "乙镇", "用户名：请写成“guanli”"),
    ],
)
def test_names_that_no_page_would_take_are_refused(begun, login, town, told):
    done = flask_admin(begun, login, "--town", town)
    assert done.exit_code == 1 and told in done.stderr and done.stderr.count("\n") == 1
    with closing(sqlite3.connect(begun / "inspect.db")) as database:
        assert database.execute("SELECT * FROM town").fetchall() == []


def test_admin_makes_the_town_and_a_link_to_set_the_password(begun):
    first = flask_admin(begun, "guanli", "--town", "乙镇", "--contact", "乙镇人大办 1234")
    assert first.exit_code == 0, first.stderr
    assert "http://127.0.0.1:8000/office/password/" in first.stdout
    again = flask_admin(begun, "guanli", "--town", "乙镇")
    assert again.exit_code == 0 and again.stdout != first.stdout

    taken = flask_admin(begun, "guanli", "--town", "丙镇")
    assert taken.exit_code == 1 and "请写 --town 乙镇" in taken.stderr
    whole = flask_admin(begun, "other", "--town", "丙镇人大办")
    assert whole.exit_code == 1 and "--town 只写到镇（或县）：丙镇；" in whole.stderr
    lost = flask_admin(begun, "other", "--town", "丙镇", "--county", "某县")
    assert lost.exit_code == 1 and "没有叫 某县 的县" in lost.stderr
    assert flask_admin(begun, "xian", "--town", "某县", "--as-county").exit_code == 0
    wrong = flask_admin(begun, "other", "--town", "丙镇", "--county", "乙镇")
    assert wrong.exit_code == 1 and "没有叫 乙镇 的县" in wrong.stderr
    assert flask_admin(begun, "other", "--town", "丙镇", "--county", "某县").exit_code == 0
    asked = "SELECT town.name, county.name FROM town LEFT JOIN town county ON county.id = town.county_id"
    with closing(sqlite3.connect(begun / "inspect.db")) as database:
        names = set(database.execute(asked))
    assert names == {("乙镇", None), ("某县", None), ("丙镇", "某县")}


def test_the_first_administrator_of_a_county_is_offered_its_roles_before_any_town_points_to_it(
    begun,
):
    told = flask_admin(begun, "xian", "--town", "某县", "--as-county")
    person = in_by(begun, "xian", told.stdout)
    page = person.get("/office/accounts").text
    assert "县级人大</option>" in page and "人大办</option>" not in page
    sent = {"login": "kan", "name": "看数字的", "role": "county", "password": GOOD}
    assert person.post("/office/accounts", sent).status_code == 200


LOST = {  # what keeps an administrator out, and what the command says of it
    "disabled_at = '2026-11-24 08:00:00'": ("恢复账号",),
    "role = 'office'": ("角色改为系统管理员",),
    "totp_salt = 'account:0', recovery_hashes = '[]'": ("关闭两步验证",),
    "disabled_at = '2026-11-24 08:00:00', role = 'chair', totp_salt = 'account:0'": (
        "恢复账号", "角色改为系统管理员", "关闭两步验证",
    ),
}  # fmt: skip


def set_accounts(folder: Path, what: str, where: str = "1") -> None:
    with closing(sqlite3.connect(folder / "inspect.db")) as raw, raw:
        raw.execute(f"UPDATE account SET {what} WHERE {where}")


def in_by(folder: Path, login: str, told: str) -> Person:
    """Set a password by the link that was told, and log in."""
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    return let_in(Person(app), told, login)


@pytest.mark.parametrize("state", list(LOST), ids=["disabled", "demoted", "second step", "all"])
def test_an_administrator_in_whatever_state_is_let_in_again_by_the_command(begun, state):
    flask_admin(begun, "guanli", "--town", "乙镇")
    set_accounts(begun, state)
    told = flask_admin(begun, "guanli", "--town", "乙镇")
    assert told.exit_code == 0, told.stderr
    told_of = [
        one for one in ("恢复账号", "角色改为系统管理员", "关闭两步验证") if one in told.stdout
    ]
    assert tuple(told_of) == LOST[state]

    person = in_by(begun, "guanli", told.stdout)
    log = person.get("/office/audit").text
    assert person.get("/office/accounts").status_code == 200
    assert all(one in log for one in LOST[state]) and "命令行" in log


def test_two_administrators_who_demoted_each_other_are_let_in_again(begun):
    for name in ("guanli", "other"):
        in_by(begun, name, flask_admin(begun, name, "--town", "乙镇").stdout)
    set_accounts(begun, "role = 'office'")
    assert flask_admin(begun, "guanli", "--town", "乙镇").exit_code == 0


def test_an_administrator_with_nothing_lost_is_given_the_link_alone(begun):
    flask_admin(begun, "guanli", "--town", "乙镇")
    told = flask_admin(begun, "guanli", "--town", "乙镇")
    assert told.exit_code == 0 and len(told.stdout.splitlines()) == 2


def test_the_command_takes_no_account_that_is_somebody_elses(begun):
    """The name of a clerk, of another town or of the county, given in passing."""
    in_by(begun, "guanli", flask_admin(begun, "guanli", "--town", "乙镇").stdout)
    for name in ("banshi", "kan"):
        flask_admin(begun, name, "--town", "乙镇")
    set_accounts(begun, "role = 'office'", "login = 'banshi'")
    set_accounts(begun, "role = 'county'", "login = 'kan'")
    for login, town, remedy in (
        ("banshi", "乙镇", "请管理员 guanli 在“账号”页改它的角色"),
        ("kan", "乙镇", "请换一个用户名"),
        ("guanli", "丙镇", "请写 --town 乙镇"),
    ):
        told = flask_admin(begun, login, "--town", town)
        assert told.exit_code == 1 and remedy in told.stderr and not told.stdout
    with closing(sqlite3.connect(begun / "inspect.db")) as raw:
        asked = "SELECT login, role FROM account ORDER BY id"
        assert raw.execute(asked).fetchall() == [
            ("guanli", "admin"), ("banshi", "office"), ("kan", "county")
        ]  # fmt: skip
        assert raw.execute("SELECT count(*) FROM town WHERE name = '丙镇'").fetchone() == (0,)
