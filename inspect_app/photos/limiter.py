"""A limit for photos: few at once; the others are told when to come again. Pure."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from inspect_app.db.turns import THREADS

SECONDS_EACH = 0.1  # measured: what a photo takes one of two processes while both have many
SOONEST, LATEST = 3, 120

# Photos wait for the decoder; never in all of the process's threads, so that forms and pages
# find one. Measured while 500 phones sent theirs: a form took 45 s without this, with it 0.3 s.
MOST_AT_ONCE = THREADS - 2


class FullError(Exception):
    """There is no room now; come again later."""


class Limiter:
    """Lets ``most`` in at once and gives the others one time each, one after the other.

    A photo that is sent away was sent for nothing, 300 kB of it: told a time by chance, 500 phones
    sent each photo three times.
    """

    def __init__(self, most: int) -> None:
        self._places = threading.Semaphore(most)
        self._lock = threading.Lock()
        self._last_given = 0.0

    @contextmanager
    def room(self) -> Iterator[None]:
        """Take room while the code inside runs.

        :raise FullError: at once, if there is none.
        """
        if not self._places.acquire(blocking=False):
            raise FullError
        try:
            yield
        finally:
            self._places.release()

    def seconds_to_wait(self, now: float) -> int:
        """In how many seconds to come again; ``now`` in seconds of any clock."""
        with self._lock:
            self._last_given = min(
                max(self._last_given + SECONDS_EACH, now + SOONEST), now + LATEST
            )
            return ceil(self._last_given - now)


photo_limiter = Limiter(MOST_AT_ONCE)  # of this process
