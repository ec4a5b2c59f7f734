"""How often somebody may guess: per link and account, never per address. Pure.

A village shares one address, so a limit per address would lock out a whole inspection.
"""

from datetime import datetime, timedelta
from typing import Protocol

FREE_FAILURES = 5
BLOCK = timedelta(minutes=15)


class GuessCounter(Protocol):
    """What counts the wrong guesses made at it."""

    failures: int
    blocked_until: datetime | None


def is_heard(door: GuessCounter, moment: datetime, most: int | None = None) -> bool:
    """After ``most`` wrong guesses none is heard any more, None for no such limit."""
    if most is not None and door.failures >= most:
        return False
    return door.blocked_until is None or door.blocked_until <= moment


def count_failure(door: GuessCounter, moment: datetime) -> None:
    """Count a wrong guess; after ``FREE_FAILURES`` none is heard for ``BLOCK``, then one by one."""
    door.failures += 1
    if door.failures >= FREE_FAILURES:
        door.blocked_until = moment + BLOCK


def forget_failures(door: GuessCounter) -> None:
    door.failures, door.blocked_until = 0, None
