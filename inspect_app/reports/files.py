"""A file whose content has been read from the database: to be written wherever it is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

# Hears how much of how much is written; what it raises ends the writing.
Told = Callable[[int, int], None]


def unheard(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True)
class File:
    """``write`` asks the database nothing. ``size`` is how much it takes at least, as far as known.

    What ``write`` raises: OSError if what it writes into takes no more.
    """

    name: str
    write: Callable[[BinaryIO, Told], object]
    size: int = 0

    @property
    def content(self) -> bytes:
        """Return what it holds."""
        out = BytesIO()
        self.write(out, unheard)
        return out.getvalue()


def file_of_bytes(name: str, content: bytes) -> File:
    """Return a file that is made at once, however it is written."""
    return File(name, lambda out, _told: out.write(content))
