"""Waiting for what happens outside the test: until it is so, however loaded the machine is."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

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
