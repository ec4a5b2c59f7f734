"""Makes a failing history short: events are left out while it still fails in the same way."""

from collections.abc import Callable
from dataclasses import replace

from simulate.events import History


def shrink(history: History, fails: Callable[[History], bool]) -> History:
    """A part of the history that fails still, and of which nothing more can be left out."""
    size = max(1, len(history.events) // 2)
    while True:
        shorter = _without(history, size, fails)
        if len(shorter.events) == len(history.events) and size == 1:
            return _calmer(shorter, fails)
        if len(shorter.events) == len(history.events):
            size = max(1, size // 2)
        history = shorter


def _without(history: History, size: int, fails: Callable[[History], bool]) -> History:
    """Leave out each run of so many events that can be spared, the last first."""
    start = len(history.events) - size
    while start > -size:
        first = max(start, 0)
        left = history.events[:first] + history.events[start + size :]
        tried = replace(history, events=left)
        if fails(tried):
            history = tried
        start -= size
    return history


def _calmer(history: History, fails: Callable[[History], bool]) -> History:
    """Let fewer phones be there, where fewer do."""
    for phones in range(1, history.phones):
        tried = replace(history, phones=phones)
        if fails(tried):
            return tried
    return history
