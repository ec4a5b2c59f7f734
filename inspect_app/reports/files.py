"""A file whose content has been read from the database: to be written wherever it is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from inspect_app.sheets.progress_listener import ProgressListener, no_listener


class NothingYetError(Exception):
    """There is nothing that the report could say; ``remedy`` is what to do first."""

    def __init__(self, title: str, remedy: str) -> None:
        super().__init__(title)
        self.title, self.remedy = title, remedy


@dataclass(frozen=True)
class File:
    """``write`` asks the database nothing. ``size`` is how much it takes at least, as far as known.

    What ``write`` raises: OSError if what it writes into takes no more.
    """

    name: str
    write: Callable[[BinaryIO, ProgressListener], object]
    size: int = 0

    @property
    def content(self) -> bytes:
        out = BytesIO()
        self.write(out, no_listener)
        return out.getvalue()


def file_of_bytes(name: str, content: bytes) -> File:
    """A file that is made at once, however it is written."""
    return File(name, lambda out, _on_progress: out.write(content))
