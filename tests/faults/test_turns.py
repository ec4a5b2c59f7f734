"""Writers that share a commit share its fate: nobody is told "stored" of what is not."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from founding.waiting import PATIENCE, until
from inspect_app import db
from inspect_app.people.models import Town


class WritingThread(threading.Thread):
    """Writes in a thread, as a request does; ``said`` is what it was told."""

    def __init__(self, database: db.Database, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.database, self.work, self.said = database, work, "nothing"

    def run(self) -> None:
        try:
            with db.writing(self.database):
                self.work()
            self.said = "stored"
        except db.StorageRefused as error:
            self.said = "later" if db.is_temporary(error) else str(error)
        except Exception as error:
            self.said = type(error).__name__


def in_one_commit(database: db.Database, *works: Callable[[], None]) -> list[str]:
    """Have these write one after the other in one transaction; return what each was told."""
    has_turn, go = threading.Event(), threading.Event()

    def first() -> None:
        has_turn.set()
        works[0]()
        assert go.wait(PATIENCE)

    writers = [WritingThread(database, work) for work in (first, *works[1:])]
    writers[0].start()
    assert has_turn.wait(PATIENCE)
    for number, writer in enumerate(writers[1:], start=1):
        writer.start()
        until(lambda number=number: database.turns._waiting == number)
    go.set()
    for writer in writers:
        writer.join(PATIENCE)
    return [writer.said for writer in writers]


def waits_for_a_file() -> bool:
    """Whether the system has this process wait for a lock on a file, as in proc_locks(5)."""
    locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return any(words[1] == "->" and int(words[5]) == os.getpid() for words in locks)


def town(name: str, contact: str = "") -> Callable[[], None]:
    def write() -> None:
        db.session().add(Town(name=name, contact=contact))
        db.session().flush()

    return write


def without_room(write: Callable[[], None]) -> Callable[[], None]:
    """What SQLite does for want of a page: it undoes the transaction, not the statement alone."""

    def try_it() -> None:
        raw = db.session().connection().connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA max_page_count=1")
        try:
            write()
        finally:
            raw.execute("PRAGMA max_page_count=1073741823")

    return try_it


def towns(database: db.Database) -> set[str]:
    with db.reading(database) as session:
        return set(session.scalars(select(Town.name)))


def test_writers_who_wait_are_stored_together(app):
    database = app.extensions["database"]
    said = in_one_commit(database, town("甲镇"), town("乙镇"), town("丙镇"))

    assert said == ["stored"] * 3 and towns(database) == {"甲镇", "乙镇", "丙镇"}


def test_what_one_does_wrong_is_undone_alone(app):
    def wrong() -> None:
        town("错镇")()
        raise ValueError

    database = app.extensions["database"]
    said = in_one_commit(database, town("甲镇"), wrong, town("丙镇"))

    assert said == ["stored", "ValueError", "stored"] and towns(database) == {"甲镇", "丙镇"}


def test_nobody_is_told_stored_when_the_disk_undoes_all(app):
    database = app.extensions["database"]
    big = without_room(town("大镇", "长" * 9000))
    said = in_one_commit(database, town("甲镇"), big, town("丙镇"))

    kept = towns(database)
    for name, told in zip(("甲镇", "大镇", "丙镇"), said, strict=True):
        assert told == "later" or (told == "stored" and name in kept), (said, kept)

    with db.writing(database):
        town("丁镇")()
    assert "丁镇" in towns(database)


@pytest.mark.outside
def test_writers_wait_for_another_process_and_go_on_when_it_is_killed(app):
    database = app.extensions["database"]
    folder = app.extensions["settings"].data_dir
    inside = "import sys, pathlib, inspect_app.disk as d\nwith d.alone_in(pathlib.Path(sys.argv[1])): print(flush=True), sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", inside, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout and other.stdout.readline()
        writer = WritingThread(database, town("甲镇"))
        writer.start()
        until(waits_for_a_file)
        assert writer.said == "nothing" and not towns(database)
        other.kill()
    writer.join(PATIENCE)

    assert writer.said == "stored" and towns(database) == {"甲镇"}
