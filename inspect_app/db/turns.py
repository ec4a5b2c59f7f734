"""Who writes when: one at a time, and together onto the disk."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from inspect_app import disk

THREADS = 8  # of a process; half of them waiting to write are many


class Batch:
    """A transaction that several writers share, one after the other, to reach the disk together."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        with ExitStack() as opened:
            opened.enter_context(disk.alone_in(folder))
            self.connection = opened.enter_context(engine.connect())
            self.transaction = self.connection.begin()
            self._opened = opened.pop_all()
        self.is_over = threading.Event()
        self.error: Exception | None = None

    def end(self) -> None:
        """Put it on disk, and let everybody know who waits for that."""
        try:
            self.transaction.commit()
        except Exception as error:
            self.error = error
        finally:
            self._opened.close()
            self.is_over.set()

    def undo(self) -> None:
        """Take it back: its only writer has failed, and the session may have undone it already."""
        self._opened.close()


class Turns:
    """One writer at a time; who has written hands the transaction on to the next.

    The last of those who wait commits for all: many phones at once cost one wait for the disk
    instead of one each (500 records at once: 3 s instead of 5). None of them goes on before the
    commit, and what one of them does wrong is undone alone. Writers of another process wait for it
    at the folder: SQLite alone would have them look again after longer and longer pauses.
    """

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._folder = engine, folder
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._open: Batch | None = None

    @property
    def is_crowded(self) -> bool:
        """Whether half of the process's threads wait to write."""
        return self._waiting >= THREADS // 2

    @contextmanager
    def take(self) -> Iterator[tuple[Connection, bool]]:
        """Give the connection to write on, and whether nobody has written on it before.

        When it ends without an error, all is on disk.
        """
        self._queue(1)
        self._turn.acquire()
        self._queue(-1)
        is_first = self._open is None
        try:
            batch = self._open or Batch(self._engine, self._folder)
        except BaseException:
            self._turn.release()
            raise
        try:
            yield batch.connection, is_first
        except BaseException:
            if is_first:
                batch.undo()
                self._turn.release()
            else:
                self._hand_on(batch)
            raise
        self._hand_on(batch)
        batch.is_over.wait()
        if batch.error:
            raise batch.error

    def _queue(self, change: int) -> None:
        with self._counting:
            self._waiting += change

    def _hand_on(self, batch: Batch) -> None:
        with self._counting:
            is_last = self._waiting == 0
        self._open = None if is_last else batch
        if is_last:
            batch.end()
        self._turn.release()
