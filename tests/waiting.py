"""Waiting for what happens outside the test: until it is so, however loaded the machine is."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from inspect_app import db

T = TypeVar("T")

PATIENCE = 120  # seconds; whatever is waited for comes within a few on a quiet machine


def until(condition: Callable[[], T], page: Any = None) -> T:
    """Return what the condition gives, as soon as it gives something.

    With a page, what its browser tells the test is heard meanwhile.
    """
    end = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < end, condition
        if page:
            page.wait_for_timeout(50)
        else:
            time.sleep(0.05)
    return result


def while_the_office_writes(app, change, *asked):
    """Return the answers to requests that wait while the office makes the change."""
    database, answers = app.extensions["database"], {}

    def ask(n: int) -> None:
        answers[n] = asked[n]()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(asked))]
    with db.writing(database) as session:
        for thread in threads:
            thread.start()
        until(lambda: database.turns.is_crowded)  # four wait
        change(session)
    for thread in threads:
        thread.join()
    return [answers[n] for n in range(len(asked))]
