"""Files that are complete or absent, whatever happens to the power."""

import errno
import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

# A disk that is full, read-only, broken or away, also where something else stands in its place
# (ENOTDIR); too many files or too little memory. Not rights (EACCES, EPERM): those somebody must
# mend, in a place that only the trace tells.
_TEMPORARY = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.ENOTDIR, errno.ENXIO,
    errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EBUSY, errno.EAGAIN,
    errno.EMFILE, errno.ENFILE, errno.ENOMEM,
}  # fmt: skip

_NO_FILE = {errno.ENOENT, errno.EISDIR, errno.ELOOP}
_JPEG_START, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"


def is_temporary(error: OSError) -> bool:
    """Whether the same may be done once somebody has looked after the disk."""
    return error.errno in _TEMPORARY


def is_read_only(folder: Path) -> bool:
    """Whether the folder's disk was mounted, or turned, read-only."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write the file so that it is on disk, complete and under its name, when this returns.

    Without both fsyncs an acknowledged photo came back with 0 bytes after a power cut, and so did
    the secret key.

    :raise OSError: if the disk refuses; nothing half-written is left under the name.
    """
    with atomic_file(path, mode) as file:
        file.write(data)


@contextmanager
def atomic_file(path: Path, mode: int = 0o600) -> Iterator[BinaryIO]:
    """Give a file to write into piece by piece, which has its name when this returns.

    :raise OSError: if the disk refuses; whatever is raised inside, nothing is left under the name.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def is_whole_jpeg(path: Path) -> bool:
    """Whether a picture is there from its first sign to its last.

    Not one that a broken disk or a wrong copy has emptied, cut off or overwritten, nor what is no
    file at all.

    :raise OSError: if the disk refuses, which may pass.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_JPEG_START))
            file.seek(max(0, file.seek(0, os.SEEK_END) - len(_JPEG_END)))
            return start == _JPEG_START and file.read() == _JPEG_END
    except OSError as error:
        if error.errno in _NO_FILE:
            return False
        raise


def read_jpeg(path: Path) -> bytes:
    """What a picture's file holds. :raise OSError: also if it is not whole."""
    if not is_whole_jpeg(path):
        raise OSError(errno.EILSEQ, "no whole picture", str(path))
    return path.read_bytes()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk: a file's own fsync does not keep its name."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let one process at a time in; a killed one leaves by that."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
