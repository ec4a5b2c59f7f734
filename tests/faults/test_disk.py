"""A disk that is full or read-only, a database that is locked: "later", and nothing is lost."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event

from inspect_app.photos.store import DAY, PhotoStore
from tests.records.test_fill import ALL_PASS, form_url, jpeg, submitted
from tests.records.test_outbox import board, send


@contextmanager
def pragma(app, text: str, undo: str):
    """Have every connection of the app say this pragma before it is used."""
    engine = app.extensions["database"].engine

    def say(raw, *_):
        raw.execute(f"PRAGMA {text}")

    def unsay(raw, *_):
        raw.execute(f"PRAGMA {undo}")

    event.listen(engine, "checkout", say)
    try:
        yield
    finally:
        event.remove(engine, "checkout", say)
        event.listen(engine, "checkout", unsay)


def full(app, _path):
    return pragma(app, "max_page_count=1", "max_page_count=1073741823")


def read_only(app, _path):
    return pragma(app, "query_only=ON", "query_only=OFF")


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
        assert is_later(send(wang, cast, big, record=record, site=1))
        assert is_later(submitted(wang, cast, big, site=1))
        assert is_later(wang.put(form_url(cast, 1) + "/draft", {"suggestion": "长" * 20_000}))
        assert "先交的" in office.get(kept["receipt"].replace("/d/", "/office/")).text
        assert wang.get("/d/").status_code == 200

    healed = send(wang, cast, big, record=record, site=1)
    assert healed.json["record"] == str(record) and healed.json["number"] == 2
    assert board(office, cast).count("文化广场") >= 2


@pytest.mark.parametrize("fault", [read_only, locked])
def test_a_photo_is_not_acknowledged_without_its_row(app, env, wang, fault: Callable):
    path = f"/d/photos/{uuid4()}?record={uuid4()}"
    with fault(app, Path(env["DATA_DIR"])):
        assert is_later(wang.put(path, jpeg()))
    assert wang.put(path, jpeg()).status_code == 200


def test_an_acknowledged_write_is_on_disk(app, wang, cast):
    with app.extensions["database"].engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_photo_is_on_disk_under_its_name_before_its_row_is(app, wang, monkeypatch):
    """The order that survives a power cut: file, name, folder, and only then the database."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(number: int) -> None:
        target = Path(f"/proc/self/fd/{number}").readlink()
        done.append("folder" if target.is_dir() else "file")
        sync(number)

    def replaced(path: Path, target: Path) -> Path:
        done.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    event.listen(app.extensions["database"].engine, "commit", lambda _: done.append("commit"))
    assert wang.put(f"/d/photos/{uuid4()}?record={uuid4()}", jpeg()).status_code == 200

    assert "".join(name[0] for name in done).endswith("fnffnfc")


def test_what_a_killed_server_left_half_written_is_swept_a_day_later(app, tmp_path):
    store = PhotoStore(tmp_path)
    part = tmp_path / "ab" / "ab12.jpg.7.8.part"
    part.parent.mkdir()
    part.write_bytes(b"half")
    store.sweep(part.stat().st_mtime + DAY / 2)
    assert part.exists()
    store.sweep(part.stat().st_mtime + DAY + 1)
    assert not part.exists()
