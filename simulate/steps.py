"""The steps of the played server, between any two of which it may be killed."""

from pathlib import Path

from inspect_app.disk import write_atomically
from inspect_app.photos import pieces

_append = pieces.append


class KilledError(BaseException):
    """The server's process is gone."""


class Steps:
    """Counts them; ``left`` is how many the process has to live, None for no end."""

    def __init__(self) -> None:
        self.left: int | None = None

    def step(self) -> None:
        """Do one. :raise KilledError: if none is left."""
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            raise KilledError

    def write(self, path: Path, data: bytes) -> None:
        """Write a photo's file, with a step before it and one behind."""
        self.step()
        write_atomically(path, data)
        self.step()

    def append(self, path: Path, data: bytes) -> None:
        """Write a piece of a photo, with a step in its midst, too."""
        for part in (data[: len(data) // 2], data[len(data) // 2 :]):
            self.step()
            _append(path, part)
        self.step()
