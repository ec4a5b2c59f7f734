"""Waiting for what happens elsewhere: until it is so, however loaded the machine is."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 120  # seconds; whatever is waited for comes within a few on a quiet machine


def a_moment() -> None:
    time.sleep(0.05)


def until(condition: Callable[[], T], pause: Callable[[], object] = a_moment) -> T:
    """What the condition gives, as soon as it gives something.

    :raise TimeoutError: if it never does.
    """
    end = time.monotonic() + PATIENCE
    while not (result := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"it never came: {condition}")
        pause()
    return result
