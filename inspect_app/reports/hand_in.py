"""What an inspection hands in: each kind of file, made ready to be written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from inspect_app.people import models as people
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.data_files import data_files
from inspect_app.reports.figures import material
from inspect_app.reports.files import File, file_of_bytes
from inspect_app.reports.findings_list import findings_list
from inspect_app.reports.handover import handover_file
from inspect_app.reports.inspection_report import PUBLIC
from inspect_app.reports.known_names import public_mask
from inspect_app.reports.ledger import ledger_sheets
from inspect_app.reports.links import Links
from inspect_app.reports.material import Material
from inspect_app.reports.models import FileKind, FileOptions
from inspect_app.reports.named_photos import named_photos
from inspect_app.reports.notes import NOT_REVIEWED
from inspect_app.reports.paper import Paper
from inspect_app.reports.photo_zip import Photos
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.plan_facts import plan
from inspect_app.reports.plan_papers import Plan, notice_paper, plan_paper
from inspect_app.reports.publication import for_publication, internal
from inspect_app.reports.report_document import report_document
from inspect_app.reports.town_looks import looks_of
from inspect_app.reports.workbook import workbook_file
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Lines, Sheet
from inspect_app.sheets.xlsx import write_into
from inspect_app.text import report_name


@dataclass(frozen=True)
class FileContext:
    """Where files of an inspection are made: whose they are, for whom, when (in China)."""

    town_id: int
    inspection_id: int
    made_by: str
    at: datetime
    store: PhotoStore
    links: Links

    @property
    def today(self) -> date:
        """Return the day that stands on the files."""
        return self.at.date()


def ready(desk: FileContext, wanted: FileOptions) -> File:
    """Return the file that is wanted, of any kind but ``ALL``, with all it says read.

    :raise NothingYetError: if there is nothing to hand in.
    :raise LookupError: if the town has no such inspection.
    """
    return _MAKERS[wanted.kind](desk, wanted)


def all_of(desk: FileContext) -> Material:
    """Return all that the inspection's files are made of."""
    return material(desk.town_id, desk.inspection_id)


def slip(desk: FileContext, unit: str) -> File:
    """Return 问题交办单 of one unit alone.

    :raise NothingYetError: if the office has reviewed none of the findings.
    :raise LookupError: if that unit has none of them.
    """
    return handover_file(all_of(desk), Pictures(desk.store), desk.today, unit)


def photos(desk: FileContext, found: Material, *, stamped: bool) -> Photos:
    """Return the inspection's photos, to be packed."""
    about = [
        f"{found.town.presidium}{found.inspection.title}照片",
        f"{desk.at:%Y-%m-%d %H:%M}由{desk.made_by}从视察通导出，请注意保管。",
    ]
    return Photos(named_photos(found), desk.store, about, desk.at, stamped)


def _chosen(desk: FileContext, wanted: FileOptions) -> Material:
    return material(desk.town_id, desk.inspection_id, reviewed_only=wanted.reviewed_only)


def _workbook(desk: FileContext, wanted: FileOptions) -> File:
    has_photos = wanted.kind is not FileKind.PUBLIC_TABLES
    return workbook_file(
        desk.town_id,
        desk.inspection_id,
        desk.made_by,
        desk.today,
        pictures=Pictures(desk.store, wanted.stamped) if has_photos else None,
        links=desk.links,
        former_id=wanted.former_id,
        public=wanted.kind is not FileKind.WORKBOOK,
        reviewed_only=wanted.reviewed_only,
    )


def _findings(desk: FileContext, wanted: FileOptions) -> File:
    found = _chosen(desk, wanted)
    listed = findings_list(found, Pictures(desk.store, wanted.stamped))
    if found.unreviewed:
        listed = replace(listed, blocks=(*listed.blocks, Lines((_unreviewed(found),))))
    return _book(desk, found, [listed], "问题清单")


def _unreviewed(found: Material) -> str:
    count = len(found.unreviewed)
    if found.reviewed_only:
        return f"另有{count}个问题还没有核定，没有列入。"
    return f"备注写“{NOT_REVIEWED}”的{count}个，镇人大办还没有核定。"


def _handover(desk: FileContext, _wanted: FileOptions) -> File:
    return handover_file(all_of(desk), Pictures(desk.store), desk.today)


def _ledger(desk: FileContext, wanted: FileOptions) -> File:
    found, what = _chosen(desk, wanted), "问题整改台账"
    sheets, looks = ledger_sheets(found), looks_of(found.town)
    if wanted.kind is not FileKind.PUBLIC_LEDGER:
        return _book(desk, found, sheets, what)
    mask = public_mask(desk.town_id, desk.made_by)
    title = mask(found.inspection.title)
    name = report_name(found.town.presidium, title, f"{what}（{PUBLIC}）", desk.today, "xlsx")
    return _written(name, for_publication(sheets, mask), looks.reworded(mask), desk)


def _book(desk: FileContext, found: Material, sheets: list[Sheet], what: str) -> File:
    return _written(_name(desk, found, what, "xlsx"), internal(sheets), looks_of(found.town), desk)


def _written(name: str, sheets: list[Sheet], looks: Looks, desk: FileContext) -> File:
    return File(
        name, lambda out, on_progress: write_into(out, sheets, looks, desk.today, on_progress)
    )


def _name(desk: FileContext, found: Material, what: str, suffix: str) -> str:
    return report_name(found.town.presidium, found.inspection.title, what, desk.today, suffix)


def _report(desk: FileContext, wanted: FileOptions) -> File:
    name, content = report_document(
        desk.town_id,
        desk.inspection_id,
        desk.made_by,
        desk.today,
        public=wanted.kind is FileKind.PUBLIC_REPORT,
        reviewed_only=wanted.reviewed_only,
    )
    return file_of_bytes(name, content)


def _plan(desk: FileContext, _wanted: FileOptions) -> File:
    return _paper(desk, plan_paper, "方案")


def _notice(desk: FileContext, _wanted: FileOptions) -> File:
    return _paper(desk, notice_paper, "通知")


def _paper(desk: FileContext, make: Callable[[Plan, date], Paper], what: str) -> File:
    from inspect_app.reports import docx  # here: python-docx takes a while to load

    found = plan(desk.town_id, desk.inspection_id)
    content = docx.write(make(found, desk.today), looks_of(people.town(desk.town_id)))
    name = report_name(found.presidium, found.inspection.title, what, desk.today, "docx")
    return file_of_bytes(name, content)


def _data(desk: FileContext, _wanted: FileOptions) -> File:
    found = all_of(desk)
    return file_of_bytes(_name(desk, found, "数据文件", "zip"), data_files(found, desk.at))


def _photos(desk: FileContext, wanted: FileOptions) -> File:
    found = all_of(desk)
    packed = photos(desk, found, stamped=wanted.stamped)
    return File(_name(desk, found, "照片", "zip"), packed.write, packed.size)


_MAKERS: dict[FileKind, Callable[[FileContext, FileOptions], File]] = {
    FileKind.WORKBOOK: _workbook,
    FileKind.FINDINGS: _findings,
    FileKind.REPORT: _report,
    FileKind.HANDOVER: _handover,
    FileKind.LEDGER: _ledger,
    FileKind.NOTICE: _notice,
    FileKind.PLAN: _plan,
    FileKind.PUBLIC_TABLES: _workbook,
    FileKind.PUBLIC_WORKBOOK: _workbook,
    FileKind.PUBLIC_REPORT: _report,
    FileKind.PUBLIC_LEDGER: _ledger,
    FileKind.PHOTOS: _photos,
    FileKind.DATA: _data,
}
