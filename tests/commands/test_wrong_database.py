"""A database that is none, damaged, another's or of another version: one sentence, and it stays."""

import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.running import flask, free_port

ROOT = Path(__file__).parents[2]
COMMANDS = (
    ["init"],
    ["demo"],
    ["serve"],
    ["admin", "renda", "--town", "新镇"],
    ["checklist", "publish", "--town", "嘉禾镇", str(ROOT / "checklists/work_safety.yaml")],
    ["report"],
    ["report", "word", "1", "-o", "report.docx"],
    ["backup", "backup.zip"],
)
THAT_UPGRADE = COMMANDS[:5]
THAT_READ = COMMANDS[5:]


def executed(*statements: str) -> Callable[[Path], None]:
    def execute(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for one in statements:
                connection.execute(one)
            connection.commit()

    return execute


def of_another(path: Path) -> None:
    path.unlink()
    executed("CREATE TABLE town (a)")(path)


def overwritten(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 200_000)


def content(path: Path) -> object:
    """Of a database its tables and rows, else its bytes."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            return list(connection.iterdump())
        except sqlite3.DatabaseError:
            return path.read_bytes()


STATES: dict[str, tuple[Callable[[Path], object], tuple[list[str], ...], str]] = {
    "no database": (lambda path: path.write_bytes(b"words " * 2000), COMMANDS, "损坏了，或者不是"),
    "cut off": (lambda path: os.truncate(path, 8192), COMMANDS, "损坏了，或者不是数据库"),
    "overwritten": (overwritten, COMMANDS, "恢复最近的备份（flask restore）"),
    "another's": (of_another, COMMANDS, "不是视察通的数据库，没有动它"),
    "newer": (
        executed("UPDATE alembic_version SET version_num = '9999'"),
        THAT_UPGRADE,
        "是更新的版本建的，没有动它；请先升级本程序",
    ),
    "older": (
        executed("UPDATE alembic_version SET version_num = '0012'", "DROP TABLE inspection"),
        COMMANDS[5:7],
        "是旧版本的；请先运行 flask init 升级它",
    ),
    "log is a folder": (
        lambda path: path.with_name("inspect.db-wal").mkdir(),
        COMMANDS,
        "不能读写（unable to open database file）",
    ),
    "empty": (lambda path: path.write_bytes(b""), THAT_READ, "还没有数据；请先运行 flask init"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_command_says_in_one_sentence_what_the_database_is(begun, monkeypatch, state):
    spoil, commands, words = STATES[state]
    spoil(begun / "inspect.db")
    before = content(begun / "inspect.db")
    monkeypatch.chdir(begun)
    for command in commands:
        done = flask(*command, DATA_DIR=str(begun), PORT=free_port())
        assert isinstance(done.exception, SystemExit), (command, done.exception)
        told = done.stderr.splitlines()[-1]
        assert done.exit_code == 1 and words in told and "inspect.db" in told, (command, told)
    assert content(begun / "inspect.db") == before
    assert not list(begun.glob("*.zip"))


@pytest.mark.parametrize(
    "words", [b"", b"{", b"[]", b'{"office": {}}', b"\xff\xfe\x00"], ids=range(5)
)
def test_entrances_of_the_demo_that_are_spoilt_are_told_in_one_sentence(begun, words):
    assert flask("admin", "renda", "--town", "甲镇", DATA_DIR=str(begun)).exit_code == 0
    (begun / "demo.json").write_bytes(words)
    done = flask("demo", DATA_DIR=str(begun))
    assert isinstance(done.exception, SystemExit) and done.exit_code == 1
    assert "demo.json 读不出来" in done.stderr


@pytest.fixture
def good(begun, tmp_path) -> Path:
    """A backup."""
    assert flask("backup", str(tmp_path / "good.zip"), DATA_DIR=str(begun)).exit_code == 0
    return tmp_path / "good.zip"


@pytest.mark.parametrize(
    ("name", "data"), [("inspect.db", b"words " * 900), ("secret_key", b"\xff")]
)
def test_a_backup_that_holds_something_else_is_refused_before_anything_is_in_place(
    good, tmp_path, name, data
):
    wrong = tmp_path / "wrong.zip"
    with zipfile.ZipFile(good) as read, zipfile.ZipFile(wrong, "w") as made:
        for one in read.namelist():
            made.writestr(one, data if one == name else read.read(one))
    done = flask("restore", str(wrong), DATA_DIR=str(tmp_path / "new"))
    assert isinstance(done.exception, SystemExit) and "wrong.zip 不是备份文件" in done.stderr
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_a_backup_with_a_password_is_no_backup(good, tmp_path):
    """zipfile writes none: the mark alone, in both heads of the first file, asks for one."""
    data = bytearray(good.read_bytes())
    first, listed = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[first + 6] |= 1
    data[listed + 8] |= 1
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(data)
    done = flask("restore", str(wrong), DATA_DIR=str(tmp_path / "new"))
    assert isinstance(done.exception, SystemExit) and "wrong.zip 不是备份文件" in done.stderr
