"""A disk that refuses is told by every command in one sentence, and by who works behind."""

import errno
import shutil
import sqlite3
from pathlib import Path

import pytest

from inspect_app.photos.store import PhotoStore
from inspect_app.reports.making import background
from tests.commands.running import flask, free_port
from tests.faults.refusing import read_only, refusal

ROOT = Path(__file__).parents[2]
LIST = str(ROOT / "checklists/work_safety.yaml")


@pytest.fixture
def folder(tmp_path: Path, demo: tuple[str, dict]) -> Path:
    """A data folder with a town in it."""
    for name in ("inspect.db", "secret_key"):
        shutil.copy(Path(demo[0]) / name, tmp_path)
    return tmp_path


def is_one_sentence(done, *words: str) -> bool:
    assert isinstance(done.exception, SystemExit), done.exception
    told = done.stderr.splitlines()[-1]
    return (
        done.exit_code == 1 and "Traceback" not in done.output and all(one in told for one in words)
    )


@pytest.mark.parametrize(
    "command",
    [
        ["serve"],
        ["admin", "renda", "--town", "新镇"],
        ["checklist", "publish", "--town", "嘉禾镇", LIST],
        ["report", "word", "1", "-o", "report.docx"],
        ["backup", "backup.zip"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_database_that_takes_nothing_is_told_in_one_sentence(folder, monkeypatch, command):
    monkeypatch.chdir(folder)
    done = flask(*command, fault=read_only, DATA_DIR=str(folder), PORT=free_port())
    assert is_one_sentence(done, "inspect.db 不能读写", "请检查它的权限、磁盘空间")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/data/photos"), "/data/photos"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
    ],
)
def test_a_folder_that_takes_nothing_is_told_in_one_sentence(folder, monkeypatch, error, told):
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(PhotoStore, "sweep", refuse)
    done = flask("serve", DATA_DIR=str(folder), PORT=free_port())
    assert is_one_sentence(done, told, "请检查权限、磁盘空间")


def test_every_command_tells_it_in_words(app):
    """A new command that is not made by ``here`` would show its trace."""
    waiting, seen = [app.cli.commands[one] for one in OWN], 0
    while waiting:
        command = waiting.pop()
        assert type(command).__module__ == "inspect_app.commands.here", command.name
        waiting += getattr(command, "commands", {}).values()
        seen += 1
    assert seen >= 12


OWN = ("init", "admin", "demo", "serve", "checklist", "report", "backup", "restore")


def folder_replaced(folder: Path) -> None:
    (folder / "reports").write_text("")


def queue_replaced(folder: Path) -> None:
    (folder / "queue.db").mkdir()


@pytest.mark.parametrize("break_it", [folder_replaced, queue_replaced])
def test_who_makes_files_behind_says_one_sentence_and_rests(
    app, env, monkeypatch, caplog, break_it
):
    rested: list[float] = []
    monkeypatch.setattr(background.time, "sleep", rested.append)
    break_it(Path(env["DATA_DIR"]))
    app.extensions["maker"].run()
    assert rested == [background.REST_SECONDS] and background.REST_SECONDS >= 30
    (line,) = caplog.records
    assert "nothing is made in the background" in line.message and not line.exc_info
    assert "\n" not in line.message


def test_who_makes_files_behind_rests_where_the_database_takes_nothing(app, monkeypatch, caplog):
    rested: list[float] = []
    monkeypatch.setattr(background.time, "sleep", rested.append)
    with read_only(app):
        app.extensions["maker"].run()
    assert rested == [background.REST_SECONDS]
    (line,) = caplog.records
    assert "readonly database" in line.message and not line.exc_info


def test_who_makes_files_behind_rests_where_the_database_cannot_be_opened(app, monkeypatch, caplog):
    def refuse(_: object) -> None:
        raise refusal(sqlite3.SQLITE_CANTOPEN)

    rested: list[float] = []
    monkeypatch.setattr(background.time, "sleep", rested.append)
    monkeypatch.setattr(background.Maker, "tidy", refuse)
    app.extensions["maker"].run()
    assert rested == [background.REST_SECONDS]
    (line,) = caplog.records
    assert "unable to go on" in line.message and not line.exc_info
