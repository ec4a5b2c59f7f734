"""Where photo files are: a folder by content hash, each file whole or absent."""

import os
from pathlib import Path

from inspect_app.photos.image import Picture


class PhotoStore:
    """The folder ``photos`` under the data directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, picture: Picture) -> None:
        """Write photo and thumbnail; when it returns, both are on disk under their hash.

        :raise OSError: if the disk refuses; nothing half-written is left under the name.
        """
        for path, data in (
            (self.path(picture.digest), picture.jpeg),
            (self.thumb_path(picture.digest), picture.thumb),
        ):
            if not path.exists():
                _write_whole(path, data)

    def path(self, digest: str) -> Path:
        """Return the photo's file."""
        return self.folder / digest[:2] / f"{digest}.jpg"

    def thumb_path(self, digest: str) -> Path:
        """Return the thumbnail's file."""
        return self.folder / digest[:2] / f"{digest}.thumb.jpg"


def _write_whole(path: Path, data: bytes) -> None:
    # Without both fsyncs an acknowledged photo came back with 0 bytes after a power cut.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.{id(data)}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
