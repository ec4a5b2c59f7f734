"""Where photo files are: a folder by content hash, each file whole or absent."""

from pathlib import Path

from inspect_app.disk import is_whole_jpeg, sync_folder, write_atomically
from inspect_app.photos.image import Picture

DAY = 24 * 60 * 60


class PhotoStore:
    """The folder ``photos`` under the data directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, picture: Picture) -> None:
        """Write photo and thumbnail; when it returns, both are on disk under their hash.

        :raise OSError: if the disk refuses; nothing half-written is left under the name.
        """
        path, thumb = self.path(picture.digest), self.thumb_path(picture.digest)
        for target, data in ((path, picture.jpeg), (thumb, picture.thumb)):
            if not is_whole_jpeg(target):  # one that a broken disk left behind is replaced
                write_atomically(target, data)
        # Also for what was there: a twin, or a killed server, may not have come to this yet.
        for folder in (path.parent, self.folder, self.folder.parent):
            sync_folder(folder)

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.jpg"

    def thumb_path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.thumb.jpg"

    def remove(self, digest: str) -> None:
        for path in (self.path(digest), self.thumb_path(digest)):
            path.unlink(missing_ok=True)

    def sweep(self, now: float) -> None:
        """Remove what a killed server left half-written a day ago; ``now`` in epoch seconds."""
        for part in self.folder.glob("*/*.part"):
            if now - part.stat().st_mtime > DAY:
                part.unlink()
