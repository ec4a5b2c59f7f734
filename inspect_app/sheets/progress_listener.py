"""Who hears how far a file is that is being written."""

from collections.abc import Callable

# Hears how much of how much is written; what it raises ends the writing.
ProgressListener = Callable[[int, int], None]


def no_listener(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""
