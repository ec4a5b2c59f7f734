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


def allows_guess(counter: GuessCounter, moment: datetime, most: int | None = None) -> bool:
    """After ``most`` wrong guesses none is heard any more, None for no such limit."""
    if most is not None and counter.failures >= most:
        return False
    return counter.blocked_until is None or counter.blocked_until <= moment


def count_failure(counter: GuessCounter, moment: datetime) -> None:
    """Count a wrong guess; after ``FREE_FAILURES`` none is heard for ``BLOCK``, then one by one."""
    counter.failures += 1
    if counter.failures >= FREE_FAILURES:
        counter.blocked_until = moment + BLOCK


def forget_failures(counter: GuessCounter) -> None:
    counter.failures, counter.blocked_until = 0, None
