"""flask backup and flask restore: all that a host holds, and nothing over what is there already."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from alembic import command

from inspect_app.db import Database
from tests.apps import create_app
from tests.commands.running import flask
from tests.first_version import rows_of_the_first_version
from tests.person import Person


@pytest.fixture(scope="module")
def backup(demo, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "inspect.zip"
    done = flask("backup", str(file), DATA_DIR=demo[0])
    assert done.exit_code == 0, done.stderr
    assert "1 个镇（县）" in done.stdout and "加密后另存一处" in done.stdout
    return file


def rows(folder: str | Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(Path(folder) / "inspect.db")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            for (name,) in tables.fetchall()
        }


def files(folder: str | Path) -> dict[str, bytes]:
    photos = Path(folder) / "photos"
    return {str(one.relative_to(photos)): one.read_bytes() for one in photos.rglob("*.jpg")}


def test_what_is_restored_is_what_was_backed_up(demo, backup, tmp_path):
    done = flask("restore", str(backup), DATA_DIR=str(tmp_path / "new"))

    assert done.exit_code == 0, done.stderr
    before, after = rows(demo[0]), rows(tmp_path / "new")
    noted = [row for row in before["audit_entry"] if row not in after["audit_entry"]]
    assert "备份全部数据" in repr(noted) and len(noted) == 1  # written after the copy was made
    assert before | {"audit_entry": after["audit_entry"]} == after
    assert files(demo[0]) == files(tmp_path / "new") != {}
    kept = {one.name for one in (tmp_path / "new").iterdir()}
    assert kept <= {"inspect.db", "photos", "secret_key", "inspect.db-wal", "inspect.db-shm"}
    assert (tmp_path / "new/secret_key").stat().st_mode & 0o077 == 0


def test_a_deputys_link_and_the_offices_password_still_open(demo, backup, tmp_path):
    assert flask("restore", str(backup), DATA_DIR=str(tmp_path)).exit_code == 0
    app = create_app({"DATA_DIR": str(tmp_path)})
    deputy, office = demo[1]["deputies"][0], demo[1]["office"]
    page = Person(app).get("/m/" + deputy["url"].rpartition("/m/")[2])
    assert deputy["name"] in page.text
    sent = {"login": office["login"], "password": office["password"]}
    assert Person(app).post("/office/login", sent).status_code == 303
    app.extensions["database"].engine.dispose()


def test_what_is_written_during_service_is_in_it(tmp_path):
    assert flask("admin", "guanli", "--town", "甲镇", DATA_DIR=str(tmp_path)).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "inspect.db")) as open_elsewhere:  # as a server has it
        open_elsewhere.execute("SELECT count(*) FROM town").fetchone()
        open_elsewhere.execute("UPDATE town SET contact = '刚刚改的'")
        open_elsewhere.commit()
        assert (tmp_path / "inspect.db-wal").stat().st_size > 0
        assert flask("backup", str(tmp_path / "a.zip"), DATA_DIR=str(tmp_path)).exit_code == 0
    assert flask("restore", str(tmp_path / "a.zip"), DATA_DIR=str(tmp_path / "b")).exit_code == 0
    assert "刚刚改的" in repr(rows(tmp_path / "b")["town"])


def test_a_backup_never_replaces_a_file_nor_a_restore_data(demo, backup):
    before = backup.read_bytes()
    again = flask("backup", str(backup), DATA_DIR=demo[0])
    assert again.exit_code == 1 and "不会被盖掉" in again.stderr and backup.read_bytes() == before
    rows_before = rows(demo[0])
    over = flask("restore", str(backup), DATA_DIR=demo[0])
    assert over.exit_code == 1 and "已经有数据，没有动它" in over.stderr
    assert rows(demo[0]) == rows_before


def test_nothing_to_back_up_and_no_such_folder_are_said(tmp_path, demo):
    empty = flask("backup", str(tmp_path / "a.zip"), DATA_DIR=str(tmp_path / "empty"))
    assert empty.exit_code == 1 and "还没有数据" in empty.stderr
    nowhere = flask("backup", str(tmp_path / "nowhere/a.zip"), DATA_DIR=demo[0])
    assert nowhere.exit_code == 1 and "没有" in nowhere.stderr
    assert not (tmp_path / "a.zip").exists()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def one_byte_changed(data: bytes) -> bytes:
    at = len(data) // 3
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("spoilt", [cut, one_byte_changed, lambda data: b"", lambda data: b"PK"])
def test_a_file_that_is_not_whole_is_refused_and_nothing_is_left(backup, tmp_path, spoilt):
    file = tmp_path / "spoilt.zip"
    file.write_bytes(spoilt(backup.read_bytes()))
    done = flask("restore", str(file), DATA_DIR=str(tmp_path / "new"))
    assert done.exit_code == 1 and "请换一份备份" in done.stderr
    assert {one.name for one in (tmp_path / "new").iterdir()} == {"secret_key"}


def repacked(backup: Path, target: Path, change) -> Path:
    """The backup with its members changed: ``change`` takes name and data, None leaves one out."""
    with ZipFile(backup) as old, ZipFile(target, "w", ZIP_STORED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


def test_a_backup_that_lacks_a_photo_or_brings_a_strange_name_is_refused(backup, tmp_path):
    with ZipFile(backup) as archive:
        photo = next(name for name in archive.namelist() if name.startswith("photos/"))
        photo = photo.replace(".thumb", "")
    lacking = repacked(
        backup, tmp_path / "lacking.zip", lambda name, data: None if name == photo else data
    )
    strange = repacked(backup, tmp_path / "strange.zip", lambda name, data: data)
    with ZipFile(strange, "a") as archive:
        archive.writestr("../outside", "x")
    for file in (lacking, strange):
        done = flask("restore", str(file), DATA_DIR=str(tmp_path / "new"))
        assert done.exit_code == 1 and "请换一份备份" in done.stderr
    assert not (tmp_path / "outside").exists()


def test_a_backup_of_a_newer_program_is_refused_in_words(backup, tmp_path):
    def newer(name: str, data: bytes) -> bytes:
        if name != "inspect.db":
            return data
        (tmp_path / "newer.db").write_bytes(data)
        with closing(sqlite3.connect(tmp_path / "newer.db")) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        return (tmp_path / "newer.db").read_bytes()

    file = repacked(backup, tmp_path / "newer.zip", newer)
    done = flask("restore", str(file), DATA_DIR=str(tmp_path / "new"))
    assert done.exit_code == 1 and "请先升级本程序" in done.stderr


def test_a_backup_of_an_older_program_is_brought_up_to_date(backup, tmp_path):
    database = Database(tmp_path / "older.db")
    command.upgrade(database._alembic(), "0001")
    with closing(sqlite3.connect(tmp_path / "older.db")) as raw:
        rows_of_the_first_version(raw)
    command.upgrade(database._alembic(), "0030")
    database.engine.dispose()

    def older(name: str, data: bytes) -> bytes:
        return (tmp_path / "older.db").read_bytes() if name == "inspect.db" else data

    file = repacked(backup, tmp_path / "older.zip", older)
    done = flask("restore", str(file), DATA_DIR=str(tmp_path / "new"))
    assert done.exit_code == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "new/inspect.db")) as raw:
        words = raw.execute("SELECT own_description FROM finding ORDER BY id").fetchall()
    assert words == [("一堆",), ("两堆",)]


def test_a_key_of_the_environment_is_not_in_it_and_that_is_said(tmp_path):
    key = "a-key-of-the-environment-0123456789"
    env = {"DATA_DIR": str(tmp_path / "old"), "SECRET_KEY": key}
    assert flask("admin", "guanli", "--town", "甲镇", **env).exit_code == 0
    done = flask("backup", str(tmp_path / "a.zip"), **env)
    assert done.exit_code == 0 and "请另外保管" in done.stdout
    with ZipFile(tmp_path / "a.zip") as archive:
        assert "secret_key" not in archive.namelist()
    back = flask("restore", str(tmp_path / "a.zip"), DATA_DIR=str(tmp_path / "new"))
    assert back.exit_code == 0 and "SECRET_KEY" in back.stdout


def test_another_key_in_the_environment_is_named_before_anything_is_restored(backup, tmp_path):
    env = {"DATA_DIR": str(tmp_path / "new"), "SECRET_KEY": "another-key-0123456789-0123456789"}
    done = flask("restore", str(backup), **env)
    assert done.exit_code == 1 and "请先去掉 SECRET_KEY" in done.stderr
    assert not (tmp_path / "new/inspect.db").exists()


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 900, None], ids=["empty", "zeros", "folder"])
def test_a_photo_that_is_damaged_is_counted_as_missing_and_the_backup_restores(
    demo, tmp_path, spoilt
):
    shutil.copytree(demo[0], tmp_path / "old")
    file = next(one for one in (tmp_path / "old").rglob("*.jpg") if "thumb" not in one.name)
    file.unlink()
    file.mkdir() if spoilt is None else file.write_bytes(spoilt)
    done = flask("backup", str(tmp_path / "one.zip"), DATA_DIR=str(tmp_path / "old"))
    assert done.exit_code == 0 and "另有 1 张的文件原来就不在，或者坏了" in done.stdout
    back = flask("restore", str(tmp_path / "one.zip"), DATA_DIR=str(tmp_path / "new"))
    assert back.exit_code == 0, back.stderr
    assert len(files(tmp_path / "new")) == len(files(demo[0])) - 1
