"""A photo whose connection breaks again and again comes in pieces, kept until they are all there.

A file's name says of which content it is the beginning (id, length, checksum), so that pieces of
two are never put together. Nothing of it is synced: acknowledged is a photo that is whole, decoded
and on disk (``arrival.py``); of what a power cut spoils the checksum tells, and it is sent again.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID
from zlib import crc32

from inspect_app.disk import alone_in
from inspect_app.photos.image import MAX_BYTES

# Of one deputy: as many as a form may name, in as many bytes as one photo may have and more.
MOST = 60
MOST_BYTES = MAX_BYTES + 10 * 1024 * 1024
KEEP_FOR = 7 * 24 * 60 * 60  # seconds without a further piece


@dataclass(frozen=True)
class Piece:
    """Bytes of a photo from ``start`` on, and which photo: its length, its CRC-32."""

    start: int
    data: bytes
    length: int
    checksum: int

    @property
    def is_inside(self) -> bool:
        return self.start + len(self.data) <= self.length


def add(folder: Path, photo_id: UUID, piece: Piece) -> bytes | int:
    """Put a piece to those of a deputy's ``folder``; return the photo once it is whole.

    Until then, how many bytes of it are there: from where it goes on. A piece that does not begin
    there changes nothing, an empty one asks.

    :raise OSError: if the disk refuses.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{photo_id}-{piece.length}-{piece.checksum}"
    with alone_in(folder):
        size = _size(path)
        if piece.data and piece.start == size:
            _make_room(folder, path, size + len(piece.data))
            append(path, piece.data)
            size = _size(path)
        if size < piece.length:
            return size
        whole = path.read_bytes()
        if crc32(whole) == piece.checksum:
            return whole
        path.unlink()
        return 0


def forget(folder: Path, photo_id: UUID) -> None:
    """Remove what there is of a photo that has come, or is refused for good."""
    if folder.exists():
        with alone_in(folder):
            for path in folder.glob(f"{photo_id}-*"):
                path.unlink()


def sweep(folders: Path, now: float) -> None:
    """Remove, of all deputies, what nobody went on with; ``now`` in epoch seconds."""
    for folder in folders.glob("*"):
        with alone_in(folder):
            for path in folder.iterdir():
                if now - path.stat().st_mtime > KEEP_FOR:
                    path.unlink()


def append(path: Path, data: bytes) -> None:
    """Write behind what is there; killed in the midst, the file ends earlier."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(data)


def _make_room(folder: Path, path: Path, size: int) -> None:
    """Let the photo have ``size`` bytes, in place of others if need be: of the smallest first.

    What is nearly whole stays: were the oldest removed, many large photos sent by turns would
    never come to their end.
    """
    others = sorted((_size(one), one) for one in folder.iterdir() if one != path)
    total = size + sum(other for other, _ in others)
    while others and (len(others) >= MOST or total > MOST_BYTES):
        other, smallest = others.pop(0)
        smallest.unlink()
        total -= other


def _size(path: Path) -> int:
    """0 where there is no such file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
