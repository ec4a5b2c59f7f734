"""A disk that is full or read-only, a database that is locked: "later", and nothing is lost."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import event

from inspect_app.people.access import Action, declares
from inspect_app.photos.image import read_picture
from inspect_app.photos.store import DAY, PhotoStore
from tests.board.pages import board
from tests.faults.refusing import full, pragma, read_only, refusal
from tests.records.filling import ALL_PASS, form_url, jpeg, submitted
from tests.records.sending import send

NAME_OF_FOLDER = f"sync {read_picture(jpeg()).digest[:2]}"


@contextmanager
def locked(app, path: Path):
    """Somebody else writes for longer than the app is ready to wait."""
    other = sqlite3.connect(path / "inspect.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pragma(app, "busy_timeout=50", "busy_timeout=15000"):
        yield
    other.execute("ROLLBACK")
    other.close()


def is_later(answer) -> bool:
    page = answer.get_data(as_text=True)
    is_told = answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    return is_told and "Traceback" not in page and "sqlite" not in page.lower()


@pytest.mark.parametrize("fault", [full, read_only, locked])
def test_the_phone_is_told_to_come_later_and_loses_nothing(
    app, env, wang, cast, office, fault: Callable
):
    kept = send(wang, cast, {**ALL_PASS, "highlight": "先交的"}).json
    big = {**ALL_PASS, "suggestion": "多放几个桶" * 300}
    record = uuid4()
    with fault(app, Path(env["DATA_DIR"])):
        refused = send(wang, cast, big, record=record, site=1)
        assert is_later(refused) and refused.json["sent"] == str(record)
        assert is_later(submitted(wang, cast, big, site=1))
        assert is_later(wang.put(form_url(cast, 1) + "/draft", {"suggestion": "长" * 20_000}))
        assert "先交的" in office.get(kept["receipt"].replace("/d/", "/office/")).text
        assert wang.get("/d/").status_code == 200

    healed = send(wang, cast, big, record=record, site=1)
    assert healed.json["record"] == str(record) and healed.json["number"] == 2
    assert board(office, cast).count("文化广场") >= 2


@pytest.mark.parametrize("fault", [read_only, locked])
def test_a_photo_is_not_acknowledged_without_its_row(app, env, wang, fault: Callable):
    photo = uuid4()
    path = f"/d/photos/{photo}?record={uuid4()}"
    with fault(app, Path(env["DATA_DIR"])):
        refused = wang.put(path, jpeg())
        assert is_later(refused) and refused.json["photo"] == str(photo)
    assert wang.put(path, jpeg()).status_code == 200


def test_the_office_is_not_told_what_a_deputy_is(app, env, cast, office):
    with read_only(app, Path(env["DATA_DIR"])):
        answer = office.get("/office/inspections/register.xlsx")
    assert is_later(answer)
    assert "系统管理员" in answer.text and "您的内容还在" not in answer.text


def test_an_acknowledged_write_is_on_disk(app, wang, cast):
    with app.extensions["database"].engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


@pytest.fixture
def done(app, monkeypatch) -> list[str]:
    """What is done to the disk while the real app runs, in order."""
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(number: int) -> None:
        target = Path(f"/proc/self/fd/{number}").readlink()
        steps.append(f"sync {target.name if target.is_dir() else target.name.split('.')[-1]}")
        sync(number)

    def replaced(path: Path, target: Path) -> Path:
        steps.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    event.listen(app.extensions["database"].engine, "commit", lambda _: steps.append("commit"))
    return steps


def test_a_photo_is_on_disk_under_its_name_before_its_row_is(wang, done):
    """The order that survives a power cut: file, name, folders, and only then the database."""
    assert wang.put(f"/d/photos/{uuid4()}?record={uuid4()}", jpeg()).status_code == 200

    whole = [step for step in done if step in {"sync part", "name"}]
    assert whole == ["sync part", "name"] * 2
    assert done[-4:-1] == [NAME_OF_FOLDER, "sync photos", "sync var"] and done[-1] == "commit"


def test_a_file_found_there_has_its_name_on_disk_too(wang, done):
    """A twin, or a killed server, may have written it and not yet synced its folder."""
    wang.put(f"/d/photos/{uuid4()}?record={uuid4()}", jpeg())
    done.clear()
    assert wang.put(f"/d/photos/{uuid4()}?record={uuid4()}", jpeg()).status_code == 200

    assert done == [NAME_OF_FOLDER, "sync photos", "sync var", "commit"]


@pytest.fixture
def no_folder(app, env):
    """The photo folder is a file: what a wrong copy or a lost mount leaves behind."""
    folder = Path(env["DATA_DIR"]) / "photos"
    folder.write_text("")
    return folder


def test_a_photo_folder_that_is_a_file_stops_photos_alone(no_folder, wang, cast, caplog):
    path, record = f"/d/photos/{uuid4()}?record={uuid4()}", uuid4()
    assert is_later(wang.put(path, jpeg()))
    assert str(no_folder) in caplog.text
    assert send(wang, cast, record=record).json["record"] == str(record)
    assert wang.get("/d/").status_code == 200

    no_folder.unlink()
    assert wang.put(path, jpeg()).status_code == 200


def test_a_photo_that_cannot_be_read_comes_later(wang, env):
    photo = uuid4()
    assert wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg()).status_code == 200
    folder = Path(env["DATA_DIR"]) / "photos"
    away = folder.rename(folder.with_name("away"))
    assert is_later(wang.get(f"/d/photos/{photo}"))

    away.rename(folder)
    assert wang.get(f"/d/photos/{photo}").status_code == 200


def into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


SPOILT = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "overwritten": lambda file: file.write_bytes(b"\0" * 999),
    "a folder": into_folder,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
@pytest.mark.parametrize("size", ["", "?thumb"])
def test_a_photo_whose_file_is_lost_is_not_there_and_the_log_says_so(
    wang, env, caplog, spoil, size
):
    photo = uuid4()
    assert wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg()).status_code == 200
    files = Path(env["DATA_DIR"], "photos").rglob("*.jpg")
    (file,) = (one for one in files if ("thumb" in one.name) == bool(size))
    spoil(file)
    assert wang.get(f"/d/photos/{photo}{size}").status_code == 404
    assert f"photo file missing or damaged: {file}" in caplog.text
    if file.is_dir():
        return  # for somebody's hands
    assert wang.put(f"/d/photos/{uuid4()}?record={uuid4()}", jpeg()).status_code == 200
    assert wang.get(f"/d/photos/{photo}{size}").status_code == 200  # the same one came again


def test_what_no_waiting_mends_is_no_busy_disk(wang, cast, raw, caplog):
    """A column that an upgrade left out: the phone keeps the form, the log says what is wrong."""
    raw.execute("ALTER TABLE record RENAME COLUMN number TO numbre")
    answer = send(wang, cast)
    assert answer.status_code == 500 and "Retry-After" not in answer.headers
    assert "no such column" in caplog.text and "Traceback" in caplog.text


@pytest.mark.parametrize(
    ("error", "is_mended_by_hand"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/data/photos"), True),
        (PermissionError(errno.EPERM, "Operation not permitted", "/data/photos"), True),
        (refusal(sqlite3.SQLITE_CANTOPEN), True),
        (refusal(sqlite3.SQLITE_CANTOPEN | 2 << 8), True),
        (OSError(errno.EROFS, "Read-only file system"), False),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory", "/data/photos/ab"), False),
        (OSError(errno.EIO, "Input/output error"), False),
        (refusal(sqlite3.SQLITE_READONLY), False),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (refusal(sqlite3.SQLITE_FULL), False),
        (refusal(sqlite3.SQLITE_BUSY), False),
    ],
)
def test_what_somebody_must_mend_is_told_with_its_trace_and_not_as_busy(
    app, anybody, monkeypatch, caplog, error, is_mended_by_hand
):
    """A full disk speaks for itself; the phones that come again must not fill the log with traces."""

    @declares(Action.ENTER)
    def fail() -> None:
        raise error

    monkeypatch.setitem(app.view_functions, "logging_in.login", fail)
    answer = anybody.client.get("/office/login")
    assert (answer.status_code == 500) if is_mended_by_hand else is_later(answer)
    assert str(error).partition("\n")[0] in caplog.text
    assert ("Traceback" in caplog.text) == is_mended_by_hand


def test_a_database_that_cannot_be_opened_on_a_read_only_disk_comes_later(
    app, anybody, monkeypatch
):
    """SQLite says so of it, too: it makes no file beside the database there."""

    @declares(Action.ENTER)
    def fail() -> None:
        raise refusal(sqlite3.SQLITE_CANTOPEN)

    monkeypatch.setitem(app.view_functions, "logging_in.login", fail)
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert is_later(anybody.client.get("/office/login"))


@pytest.mark.parametrize(
    ("code", "is_passing"),
    [(errno.ENOSPC, True), (errno.EROFS, True), (errno.EMFILE, True), (errno.ENOENT, False),
     (errno.EISDIR, False), (errno.EPIPE, False)],
)  # fmt: skip
def test_only_what_may_pass_is_answered_by_come_later(app, anybody, monkeypatch, code, is_passing):
    @declares(Action.ENTER)
    def fail() -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setitem(app.view_functions, "logging_in.login", fail)
    assert anybody.client.get("/office/login").status_code == (503 if is_passing else 500)


def test_what_a_killed_server_left_half_written_is_swept_a_day_later(app, tmp_path):
    store = PhotoStore(tmp_path)
    part = tmp_path / "ab" / "ab12.jpg.7.8.part"
    part.parent.mkdir()
    part.write_bytes(b"half")
    store.sweep(part.stat().st_mtime + DAY / 2)
    assert part.exists()
    store.sweep(part.stat().st_mtime + DAY + 1)
    assert not part.exists()
