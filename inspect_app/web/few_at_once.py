"""Views that work for seconds: so few at once in a process that pages always find a thread.

Measured with 24 workbooks asked for at once: without this the office's pages waited 12 seconds.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort

from inspect_app.db.turns import THREADS

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# Two processors make no more of them at a time; photos have their own room.
MOST_AT_ONCE = THREADS // 2

_places = threading.Semaphore(MOST_AT_ONCE)  # of this process


def few_at_once(view: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Mark a view that makes or reads a file; where too many do, it answers 503 at once."""

    @wraps(view)
    def with_place(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if not _places.acquire(blocking=False):
            abort(503)
        try:
            return view(*args, **kwargs)
        finally:
            _places.release()

    return with_place
