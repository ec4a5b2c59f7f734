"""The command line, as an operator calls it; started as a process where that is the question."""

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bench.server import Server
from founding.waiting import PATIENCE
from tests.commands.running import ROOT, flask, flask_process
from tests.workbook_lint import lint


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
    for name in ("inspect.db", "secret_key"):
        shutil.copy(Path(demo[0]) / name, tmp_path)
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
