"""Waiting in tests: for what a page tells, and for who waits while the office writes."""

import threading
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page

from founding.waiting import until
from inspect_app import db


def hearing(page: Page) -> Callable[[], object]:
    """Return how to wait a moment in which the test hears what the page's browser tells it."""
    return partial(page.wait_for_timeout, 50)


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
