"""照片压缩包: an inspection's photos in one file; their names say which record, where and what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from inspect_app.disk import read_jpeg
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.named_photos import PhotoRow
from inspect_app.reports.pictures import stamp_of
from inspect_app.sheets.progress_listener import ProgressListener
from inspect_app.sheets.stamp import stamp_copy
from inspect_app.sheets.zips import entry
from inspect_app.text import file_name

# With the number a name has 60 characters at most, 240 bytes in UTF-8: file systems take 255.
MOST_OF_VILLAGE, MOST_OF_ITEM = 16, 28
CUT = "…"
NOT_ARRIVED = "还没有传到，代表手机有网络时会自己补传"
UNREADABLE = "服务器上的照片文件读不出来，请告诉系统管理员"


class _NoPhotoError(Exception):
    """The photo is not there to be packed; the message says why, for people."""


@dataclass(frozen=True)
class Photos:
    """An inspection's photos, to be packed as they are kept, or ``stamped`` as the workbook's.

    Each has its own time. What cannot be packed stands in 说明.txt, which begins with the lines
    ``about``.
    """

    rows: Sequence[PhotoRow]
    store: PhotoStore
    about: Sequence[str]
    made_at: datetime
    stamped: bool

    @property
    def size(self) -> int:
        """In bytes, as they are kept."""
        paths = [self.store.path(row.photo.digest) for row in self.rows if row.photo]
        return sum(path.stat().st_size for path in paths if path.exists())

    def write(self, out: BinaryIO, on_progress: ProgressListener) -> None:
        """Write a zip of them, one after another. :raise OSError: if ``out`` takes no more."""
        with ZipFile(out, "w", ZIP_STORED) as archive:
            self.add_to(archive, on_progress)

    def add_to(self, archive: ZipFile, on_progress: ProgressListener, folder: str = "") -> None:
        """Add them to a zip, in a ``folder`` of it."""
        absent, rows = [], self.rows
        for done, (name, row) in enumerate(zip(photo_names(rows), rows, strict=True)):
            on_progress(done, len(rows))
            try:
                moment = row.photo.moment(row.record.starts_on) if row.photo else self.made_at
                jpeg = _jpeg(row, self.store, self.stamped)
                archive.writestr(entry(folder + name, moment), jpeg, ZIP_STORED)
            except _NoPhotoError as error:
                absent.append(f"{name}：{error}")
        notes = _notes(self.about, len(rows), absent)
        archive.writestr(entry(f"{folder}说明.txt", self.made_at), notes, ZIP_DEFLATED)


def photo_names(rows: Iterable[PhotoRow]) -> Iterator[str]:
    """A name for each, such as 0012_张家村_村道有成堆垃圾_1.jpg, in the same order.

    No two are alike, also where capitals and widths count for nothing, as on Windows; each is one
    that every system takes.
    """
    used: Counter[str] = Counter()
    for row in rows:
        stem = _stem(row)
        seen = normalize("NFKC", stem).casefold()
        used[seen] += 1
        yield f"{stem}_{used[seen]}.jpg"


def _stem(row: PhotoRow) -> str:
    village = _part(row.record.village, MOST_OF_VILLAGE)
    return "_".join(
        filter(None, (f"{row.record.number:04d}", village, _part(row.item.subject, MOST_OF_ITEM)))
    )


def _part(text: str, most: int) -> str:
    part = file_name(" ".join(text.split())).strip("_ .?？。")
    return part if len(part) <= most else part[: most - len(CUT)] + CUT


def _jpeg(row: PhotoRow, store: PhotoStore, stamped: bool) -> bytes:
    if row.photo is None:
        raise _NoPhotoError(NOT_ARRIVED)
    try:
        jpeg = read_jpeg(store.path(row.photo.digest))
        return stamp_copy(jpeg, stamp_of(row.record, row.item, row.photo)) if stamped else jpeg
    except OSError as error:  # Pillow's, too: a file that is no picture any more
        raise _NoPhotoError(UNREADABLE) from error


def _notes(about: Sequence[str], named: int, absent: Sequence[str]) -> bytes:
    lines = [
        *about,
        f"照片共{named - len(absent)}张。文件名依次是：记录编号_村（社区）_检查项_第几张。",
        *([f"另有{len(absent)}张没有放进来：", *absent] if absent else []),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
