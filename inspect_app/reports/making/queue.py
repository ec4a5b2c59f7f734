"""What is to be made waits in a file until a process of its own takes it up. Knows huey alone."""

import json
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EAGAIN
from functools import cached_property
from pathlib import Path
from typing import Any

from huey import SqliteHuey, crontab
from huey.registry import Message
from huey.serializer import Serializer

STOP = (signal.SIGINT, signal.SIGTERM)
POLL_SECONDS = 1  # idle it looks into the file once a second, and does nothing else


class _Plain(Serializer):  # type: ignore[misc]  # huey has no types
    """Keeps tasks as text: unpickling could run what somebody put into the file."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(EAGAIN, str(error)) from error


class Queue:
    """Ids wait in it for ``make``; ``tidy`` is called every hour, never while something is made.

    Nothing is opened before it is used: no connection of SQLite survives a fork.
    """

    def __init__(
        self, file: Path, make: Callable[[int, int], None], tidy: Callable[[], None]
    ) -> None:
        self._file, self._make, self._tidy = file, make, tidy

    @cached_property
    def _task(self) -> Any:
        plain = _Plain()
        huey = SqliteHuey("reports", filename=str(self._file), results=False, serializer=plain)
        huey.periodic_task(crontab(minute="0"), name="tidy")(self._tidy)
        return huey.task(name="make")(self._make)

    def put(self, town_id: int, job_id: int) -> None:
        """Have ``make`` called with these, once or more often.

        :raise OSError: if the disk refuses.
        """
        with _refusals():
            self._task(town_id, job_id)

    def run(self) -> None:
        """Call what waits, one after another, until the process is told to end; ends it at once.

        :raise OSError: if the disk refuses.
        """
        with _refusals():
            huey = self._task.huey
        consumer = huey.create_consumer(
            workers=1,
            initial_delay=POLL_SECONDS,
            max_delay=POLL_SECONDS,
            scheduler_interval=60,
            check_worker_health=False,
        )
        # It would wait for what is being made, for minutes; that is asked for again instead. Held
        # back meanwhile: a signal that met its handlers was lost, and the server never stopped.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP)
        consumer.start()
        for asked_to_stop in STOP:
            signal.signal(asked_to_stop, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)
        ((_, worker),) = consumer.worker_threads
        worker.join()
