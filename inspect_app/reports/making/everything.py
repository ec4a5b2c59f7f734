"""全部材料: all that an inspection hands in as one zip, in folders by whom it is for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from os import SEEK_END
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from inspect_app.reports.figures.material import Material
from inspect_app.reports.files import File, NothingYetError
from inspect_app.reports.handover import by_unit
from inspect_app.reports.making.file_kinds import (
    FileContext,
    material_of,
    numbers_of_slips,
    photos,
    prepare,
    slip,
)
from inspect_app.reports.making.photo_zip import Photos
from inspect_app.reports.models import FILE_LABELS, FileKind, FileOptions
from inspect_app.sheets.progress_listener import ProgressListener
from inspect_app.sheets.zips import entry
from inspect_app.text import report_name

FOLDERS = {
    "内部/": (
        FileKind.REPORT, FileKind.WORKBOOK, FileKind.FINDINGS, FileKind.LEDGER, FileKind.HANDOVER,
        FileKind.DATA,
    ),
    "发给代表/": (FileKind.PLAN, FileKind.NOTICE),
    "公开/": (FileKind.PUBLIC_REPORT, FileKind.PUBLIC_TABLES, FileKind.PUBLIC_LEDGER),
}  # fmt: skip
OF_UNITS, OF_PHOTOS = "问题交办单（每个单位一份）/", "内部/照片/"
ABOUT_FOLDERS = (
    "内部：报镇党委、镇政府，和人大办留底；里面有姓名，不要公开。",
    "发给代表：视察方案和通知，请在 Word 里改过再发。",
    "问题交办单（每个单位一份）：发给各责任单位，编号和“内部”里的总册一致。",
    "公开：隐去了登记过的姓名和号码，没有登记过的人名、称呼（如“王家门前”）还在，公开以前请逐份从头看一遍。",
)
STEP = 100  # each file counts as much on the way, a workbook and a folder of photos alike


def everything(context: FileContext, options: FileOptions, folder: Path) -> File:
    """The zip, ready to be written; what there is nothing of is named in 说明.txt.

    ``folder`` takes what is half made.
    """
    numbers_of_slips(context, material_of(context))  # first, so that all is read of one state
    found = material_of(context)
    made = [*_files(context, options, found)]
    packed = photos(context, found, stamped=options.stamped)
    name = report_name(
        found.town.presidium,
        found.topic,
        FILE_LABELS[FileKind.ALL],
        context.today,
        "zip",
    )
    everything = _Everything(context, found, made, packed, folder)
    return File(name, everything.write, packed.size)


# Where it stands in the zip, and the file, or why there is none.
_Member = tuple[str, File | str]


def _files(context: FileContext, options: FileOptions, found: Material) -> Iterator[_Member]:
    for folder, kinds in FOLDERS.items():
        for kind in kinds:
            choice = FileOptions(kind, options.stamped, options.former_id, options.reviewed_only)
            yield folder, _file_or_reason(FILE_LABELS[kind], partial(prepare, context, choice))
    for unit in by_unit(found):
        yield OF_UNITS, _file_or_reason(unit, partial(slip, context, found, unit))


def _file_or_reason(what: str, make: Callable[[], File]) -> File | str:
    try:
        return make()
    except NothingYetError as error:
        return f"{what}：{error.title}"


@dataclass(frozen=True)
class _Everything:
    """What the zip holds, and what there is nothing of."""

    context: FileContext
    material: Material
    members: Sequence[_Member]
    photos: Photos
    folder: Path

    def write(self, out: BinaryIO, on_progress: ProgressListener) -> None:
        """Write one file after another, each by way of the disk: a zip in a zip goes backwards."""
        files = [(folder, file) for folder, file in self.members if isinstance(file, File)]
        steps = STEP * (len(files) + 1)
        with ZipFile(out, "w", ZIP_STORED) as archive:
            for number, (folder, file) in enumerate(files):
                self._add(archive, folder, file, partial(_pass_on, on_progress, number, steps))
            if self.photos.rows:
                self.photos.add_to(
                    archive, partial(_pass_on, on_progress, len(files), steps), OF_PHOTOS
                )
            about = "".join(f"{line}\r\n" for line in self._about()).encode("utf-8-sig")
            archive.writestr(entry("说明.txt", self.context.at), about, ZIP_DEFLATED)

    def _add(
        self, archive: ZipFile, folder: str, file: File, on_progress: ProgressListener
    ) -> None:
        on_progress(0, 1)
        member = entry(folder + file.name, self.context.at)
        with TemporaryFile(dir=self.folder) as made:
            file.write(made, on_progress)
            member.file_size = made.seek(0, SEEK_END)
            made.seek(0)
            with archive.open(member, "w") as packed:
                copyfileobj(made, packed)

    def _about(self) -> Iterator[str]:
        yield f"{self.material.heading}全部材料"
        yield f"{self.context.at:%Y-%m-%d %H:%M}由{self.context.made_by}从视察通导出，请注意保管。"
        yield from ABOUT_FOLDERS
        absent = [reason for _, reason in self.members if isinstance(reason, str)]
        if not self.photos.rows:
            absent.append("照片：没有照片")
        if absent:
            yield "没有放进来的："
            yield from absent
        yield "纸质表不在里面，要用请在“交材料”里打印。"


def _pass_on(on_progress: ProgressListener, number: int, steps: int, done: int, total: int) -> None:
    on_progress(STEP * number + (STEP * done // total if total else 0), steps)
