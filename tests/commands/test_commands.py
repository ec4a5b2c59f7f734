"""The command line, as an operator calls it; started as a process where that is the question."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from secrets import token_urlsafe

import pytest
from docx import Document
from openpyxl import load_workbook

from bench.server import Server
from tests.apps import create_app
from tests.commands.running import flask
from tests.conftest import Person
from tests.waiting import PATIENCE
from tests.workbook_lint import lint

ROOT = Path(__file__).parents[2]


def flask_process(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """As a process of its own: what only that can show."""
    command = [sys.executable, "-m", "flask", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True
    )


@pytest.fixture
def begun(tmp_path: Path, empty_database: Path) -> Path:
    """A data folder after `flask init`."""
    folder = tmp_path / "var"
    folder.mkdir(mode=0o700)
    shutil.copy(empty_database, folder / "inspect.db")
    return folder


def test_init_makes_the_database_and_may_be_repeated(tmp_path):
    for _ in range(2):
        done = flask("init", DATA_DIR=str(tmp_path / "var"))
        assert done.exit_code == 0 and "数据库已就绪" in done.stdout
    assert (tmp_path / "var/inspect.db").exists()


def test_demo_says_what_to_open_and_says_it_again(demo):
    folder, told = demo
    again = flask("demo", "--json", DATA_DIR=folder)

    assert set(told) == {"office", "deputies", "inspections"}
    assert set(told["office"]) == {"url", "login", "password"}
    assert len(told["deputies"]) == 12 and "/m/" in told["deputies"][0]["url"]
    assert [one["state"] for one in told["inspections"]] == ["closed", "under_way", "closed"]
    assert json.loads(again.stdout) == told
    assert (Path(folder) / "demo.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.outside
def test_demo_in_words_names_the_log_in_and_links(demo):
    done = flask_process("demo", DATA_DIR=demo[0])
    assert demo[1]["office"]["password"] in done.stdout and "王建国" in done.stdout


def test_demo_leaves_a_database_with_other_data_alone(demo, tmp_path):
    (tmp_path / "inspect.db").write_bytes((Path(demo[0]) / "inspect.db").read_bytes())
    done = flask("demo", DATA_DIR=str(tmp_path))
    assert done.exit_code == 1 and "已有别的数据" in done.stderr


def test_report_alone_lists_the_numbers_that_its_commands_ask_for(demo):
    done = flask("report", DATA_DIR=demo[0])
    assert done.exit_code == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    told = {(number, title) for number, _, town, title in lines if town == "嘉禾镇"}
    assert told == {(str(one["id"]), one["title"]) for one in demo[1]["inspections"]}
    days = [day for _, day, _, _ in lines]
    assert days == sorted(days, reverse=True)


def test_report_workbook_writes_the_file(demo, tmp_path):
    output = tmp_path / "报告.xlsx"
    number = str(demo[1]["inspections"][0]["id"])
    done = flask("report", "workbook", number, "-o", str(output), DATA_DIR=demo[0])

    assert done.exit_code == 0, done.stderr
    assert lint(output.read_bytes()) == []
    assert load_workbook(output)["问题清单"].max_row > 25


@pytest.mark.parametrize(("option", "mark"), [([], "（内部版）"), (["--public"], "（公开版）")])
def test_report_word_writes_the_file(demo, tmp_path, option, mark):
    output = tmp_path / "报告.docx"
    number = str(demo[1]["inspections"][0]["id"])
    done = flask("report", "word", number, "-o", str(output), *option, DATA_DIR=demo[0])

    assert done.exit_code == 0, done.stderr
    said = [line.text for line in Document(str(output)).paragraphs]
    assert mark in said and 1500 < len("".join(said)) < 2700


def admin(folder, *arguments: str) -> subprocess.CompletedProcess[str]:
    return flask("admin", *arguments, DATA_DIR=str(folder))


def test_admin_makes_the_town_and_a_link_to_set_the_password(begun):
    first = admin(begun, "guanli", "--town", "乙镇", "--contact", "乙镇人大办 1234")
    assert first.exit_code == 0, first.stderr
    assert "http://127.0.0.1:8000/office/password/" in first.stdout
    again = admin(begun, "guanli", "--town", "乙镇")
    assert again.exit_code == 0 and again.stdout != first.stdout

    taken = admin(begun, "guanli", "--town", "丙镇")
    assert taken.exit_code == 1 and "请写 --town 乙镇" in taken.stderr
    lost = admin(begun, "other", "--town", "丙镇", "--county", "某县")
    assert lost.exit_code == 1 and "没有叫 某县 的县" in lost.stderr
    assert admin(begun, "xian", "--town", "某县", "--as-county").exit_code == 0
    wrong = admin(begun, "other", "--town", "丙镇", "--county", "乙镇")
    assert wrong.exit_code == 1 and "没有叫 乙镇 的县" in wrong.stderr
    assert admin(begun, "other", "--town", "丙镇", "--county", "某县").exit_code == 0
    asked = "SELECT town.name, county.name FROM town LEFT JOIN town county ON county.id = town.county_id"
    with closing(sqlite3.connect(begun / "inspect.db")) as database:
        names = set(database.execute(asked))
    assert names == {("乙镇", None), ("某县", None), ("丙镇", "某县")}


def test_the_first_administrator_of_a_county_is_offered_its_roles_before_any_town_points_to_it(
    begun,
):
    told = admin(begun, "xian", "--town", "某县", "--as-county")
    person = in_by(begun, "xian", told.stdout)
    page = person.get("/office/accounts").text
    assert "县级人大</option>" in page and "人大办</option>" not in page
    sent = {"login": "kan", "name": "看数字的", "role": "county", "password": GOOD}
    assert person.post("/office/accounts", sent).status_code == 200


GOOD = "稻田 雨伞 七把椅子 gully"
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
    person = Person(create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"}))
    ticket = re.search(r"/office/password/[\w-]+", told)[0]
    assert person.post(ticket, {"password": GOOD, "again": GOOD}).status_code == 303
    assert person.post("/office/login", {"login": login, "password": GOOD}).status_code == 303
    return person


@pytest.mark.parametrize("state", list(LOST), ids=["disabled", "demoted", "second step", "all"])
def test_an_administrator_in_whatever_state_is_let_in_again_by_the_command(begun, state):
    admin(begun, "guanli", "--town", "乙镇")
    set_accounts(begun, state)
    told = admin(begun, "guanli", "--town", "乙镇")
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
        in_by(begun, name, admin(begun, name, "--town", "乙镇").stdout)
    set_accounts(begun, "role = 'office'")
    assert admin(begun, "guanli", "--town", "乙镇").exit_code == 0


def test_an_administrator_with_nothing_lost_is_given_the_link_alone(begun):
    admin(begun, "guanli", "--town", "乙镇")
    told = admin(begun, "guanli", "--town", "乙镇")
    assert told.exit_code == 0 and len(told.stdout.splitlines()) == 2


def test_the_command_takes_no_account_that_is_somebody_elses(begun):
    """The name of a clerk, of another town or of the county, given in passing."""
    in_by(begun, "guanli", admin(begun, "guanli", "--town", "乙镇").stdout)
    for name in ("banshi", "kan"):
        admin(begun, name, "--town", "乙镇")
    set_accounts(begun, "role = 'office'", "login = 'banshi'")
    set_accounts(begun, "role = 'county'", "login = 'kan'")
    for login, town, remedy in (
        ("banshi", "乙镇", "请管理员 guanli 在“账号”页改它的角色"),
        ("kan", "乙镇", "请换一个用户名"),
        ("guanli", "丙镇", "请写 --town 乙镇"),
    ):
        told = admin(begun, login, "--town", town)
        assert told.exit_code == 1 and remedy in told.stderr and not told.stdout
    with closing(sqlite3.connect(begun / "inspect.db")) as raw:
        asked = "SELECT login, role FROM account ORDER BY id"
        assert raw.execute(asked).fetchall() == [
            ("guanli", "admin"), ("banshi", "office"), ("kan", "county")
        ]  # fmt: skip
        assert raw.execute("SELECT count(*) FROM town WHERE name = '丙镇'").fetchone() == (0,)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("report", "workbook", "999", "-o", "x.xlsx"), "没有编号为 999 的视察"),
        (("report", "word", "999", "-o", "x.docx"), "没有编号为 999 的视察"),
        (("report", "workbook", "1", "-o", "/nowhere/x.xlsx"), "不能写"),
    ],
)
def test_a_report_that_cannot_be_made_says_why(demo, arguments, told):
    done = flask(*arguments, DATA_DIR=demo[0])
    assert done.exit_code == 1 and told in done.stderr


def test_checklist_check_tells_mistakes_and_exits_with_1(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("id: one\ntitle: 一\n")
    done = flask("checklist", "check", str(wrong), "checklists/work_safety.yaml")

    assert done.exit_code == 1
    assert f"{wrong} 第 1 行：缺少 topic" in done.stderr
    assert "安全生产视察清单" in done.stdout


def test_checklist_check_exits_with_0_when_all_is_well():
    done = flask("checklist", "check", *map(str, sorted((ROOT / "checklists").glob("*.yaml"))))
    assert done.exit_code == 0 and len(done.stdout.splitlines()) == 6


@pytest.mark.parametrize(
    "command",
    [
        ["init"],
        ["admin"],
        ["demo"],
        ["serve"],
        ["checklist", "check"],
        ["report", "workbook"],
        ["report", "word"],
    ],
)
def test_every_command_explains_itself(command):
    done = flask(*command, "--help")
    assert done.exit_code == 0 and "Usage:" in done.stdout


@pytest.mark.outside
def test_an_unusable_setting_is_told_without_a_trace(tmp_path):
    done = flask_process("init", DATA_DIR=str(tmp_path), SECRET_KEY="short")
    assert done.returncode != 0
    assert "SECRET_KEY 太短" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.outside
def test_a_data_folder_that_takes_nothing_is_told_without_a_trace():
    done = flask_process("init", DATA_DIR="/proc", SECRET_KEY=token_urlsafe(32))
    assert done.returncode != 0
    assert done.stderr.startswith("视察通没有启动：数据目录 /proc 不能写入")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["init"], ["demo"], ["admin", "renda", "--town", "甲镇"]])
def test_a_database_that_does_not_open_is_told_without_a_trace(tmp_path, command):
    (tmp_path / "inspect.db").mkdir()
    done = flask(*command, DATA_DIR=str(tmp_path))
    assert done.exit_code == 1
    assert "inspect.db 不能读写（unable to open database file）" in done.stderr


@pytest.mark.outside
def test_serve_on_a_port_that_is_taken_says_so_and_touches_nothing(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = flask_process("serve", "--demo", DATA_DIR=str(tmp_path), PORT=str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"端口 {port} 已经有程序在用" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "inspect.db").exists()


@pytest.mark.outside
def test_serve_at_an_address_of_another_machine_says_so(tmp_path):
    done = flask_process("serve", DATA_DIR=str(tmp_path), HOST="192.0.2.1")
    assert done.returncode == 1
    assert "不能在 192.0.2.1 的端口 8000 上服务" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.outside
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_stops_cleanly(demo, tmp_path, stop):
    log = tmp_path / "log"
    with Server(Path(demo[0]), "--demo", log=log) as server:  # it has answered
        server.process.send_signal(stop)
        server.process.send_signal(stop)  # who is impatient changes nothing
        assert server.process.wait(PATIENCE) == 0
    said = log.read_text()
    assert "王建国" in said and "已停止" in said and "Traceback" not in said


def test_checklist_publish_gives_a_town_its_checklists_and_twice_changes_nothing(begun):
    folder = str(begun)
    files = [str(one) for one in sorted((ROOT / "checklists").glob("*.yaml"))]
    assert flask("checklist", "publish", "--town", "甲镇", *files, DATA_DIR=folder).exit_code == 1
    flask("admin", "guanli", "--town", "甲镇", DATA_DIR=folder)

    first = flask("checklist", "publish", "--town", "甲镇", *files, DATA_DIR=folder)
    again = flask("checklist", "publish", "--town", "甲镇", *files, DATA_DIR=folder)

    assert first.exit_code == 0 and first.stdout.count("第1版：已采用") == len(files) - 1
    assert again.exit_code == 0 and again.stdout.count("没有变动") == len(files) - 1
    with closing(sqlite3.connect(begun / "inspect.db")) as database:
        assert database.execute("SELECT count(*) FROM checklist_version").fetchone() == (5,)


def test_checklist_publish_takes_none_where_one_is_wrong(tmp_path, begun):
    folder = str(begun)
    flask("admin", "guanli", "--town", "甲镇", DATA_DIR=folder)
    (tmp_path / "wrong.yaml").write_text("id: wrong\ntitle: 错的\n")
    good = str(ROOT / "checklists/work_safety.yaml")

    done = flask(
        "checklist", "publish", "--town", "甲镇", good, str(tmp_path / "wrong.yaml"),
        DATA_DIR=folder,
    )  # fmt: skip

    assert done.exit_code == 1 and "wrong.yaml 第 1 行：缺少 topic" in done.stderr
    with closing(sqlite3.connect(begun / "inspect.db")) as database:
        assert database.execute("SELECT count(*) FROM checklist_version").fetchone() == (0,)
