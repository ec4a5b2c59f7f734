"""What an inspection hands in: each kind of file, made ready to be written."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime

from inspect_app.people import models as people
from inspect_app.photos.store import PhotoStore
from inspect_app.reports import models, slip_numbers
from inspect_app.reports.books import Book, book_of, excel_file, internal_copy, public_copy
from inspect_app.reports.cell_links import Links
from inspect_app.reports.data_files import data_files
from inspect_app.reports.figures.material import Material
from inspect_app.reports.files import File, file_of_bytes
from inspect_app.reports.handover import by_unit, handover_file, units_with_slips
from inspect_app.reports.ledger import ledger_sheets
from inspect_app.reports.making.photo_zip import Photos
from inspect_app.reports.models import FileKind, FileOptions
from inspect_app.reports.named_photos import named_photos
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.queries.known_names import public_mask
from inspect_app.reports.queries.material import material
from inspect_app.reports.town_looks import looks_of
from inspect_app.reports.word.paper import Paper
from inspect_app.reports.word.plan_facts import plan
from inspect_app.reports.word.plan_papers import Plan, notice_paper, plan_paper
from inspect_app.reports.word.report_document import report_document
from inspect_app.reports.workbook.findings_sheet import findings_sheet
from inspect_app.reports.workbook.notes import NOT_REVIEWED
from inspect_app.reports.workbook.workbook import WorkbookCopy, workbook_figures, workbook_file
from inspect_app.sheets.table import Lines, Sheet
from inspect_app.text import report_name


@dataclass(frozen=True)
class FileContext:
    """Where files of an inspection are made: whose they are, for whom, when (in China).

    ``writing`` gives a turn to write.
    """

    town_id: int
    inspection_id: int
    made_by: str
    at: datetime
    store: PhotoStore
    links: Links
    writing: Callable[[], AbstractContextManager[object]]

    @property
    def today(self) -> date:
        """What stands on the files."""
        return self.at.date()


def prepare(context: FileContext, options: FileOptions) -> File:
    """The file that is asked for, of any kind but ``ALL``, with all it says read.

    :raise NothingYetError: if there is nothing to hand in.
    :raise LookupError: if the town has no such inspection.
    """
    return _MAKERS[options.kind](context, options)


def material_of(context: FileContext) -> Material:
    return material(context.town_id, context.inspection_id)


def numbers_of_slips(context: FileContext, found: Material) -> dict[str, int]:
    """The number of each unit's slip; who has none is given the next one.

    That lets go of what was read before.
    """
    units, about = units_with_slips(found), (context.town_id, context.inspection_id)
    known = models.slip_numbers(*about)
    if known.keys() >= set(units):
        return known
    with context.writing():
        return slip_numbers.give(*about, units)


def slip(context: FileContext, found: Material, unit: str) -> File:
    """问题交办单 of one unit alone.

    :raise NothingYetError: if the office has reviewed none of the findings.
    :raise LookupError: if that unit has none of them.
    """
    units = by_unit(found)
    if units and unit not in units:
        raise LookupError(unit)
    return _slips(context, found, unit)


def photos(context: FileContext, found: Material, *, stamped: bool) -> Photos:
    about = [
        f"{found.heading}照片",
        f"{context.at:%Y-%m-%d %H:%M}由{context.made_by}从视察通导出，请注意保管。",
    ]
    return Photos(named_photos(found), context.store, about, context.at, stamped)


def _chosen_material(context: FileContext, options: FileOptions) -> Material:
    return material(context.town_id, context.inspection_id, reviewed_only=options.reviewed_only)


def _workbook(context: FileContext, options: FileOptions) -> File:
    figures = workbook_figures(
        context.town_id,
        context.inspection_id,
        options.former_id,
        reviewed_only=options.reviewed_only,
    )
    has_photos = options.kind is not FileKind.PUBLIC_TABLES
    copy = WorkbookCopy(
        context.made_by,
        context.at,
        context.links,
        Pictures(context.store, options.stamped) if has_photos else None,
        public=options.kind is not FileKind.WORKBOOK,
    )
    return workbook_file(figures, copy)


def _findings(context: FileContext, options: FileOptions) -> File:
    found = _chosen_material(context, options)
    listed = findings_sheet(found, Pictures(context.store, options.stamped))
    if found.unreviewed:
        listed = replace(listed, blocks=(*listed.blocks, Lines((_about_unreviewed(found),))))
    return excel_file(internal_copy(_book(context, found, "问题清单", [listed])))


def _about_unreviewed(found: Material) -> str:
    count = len(found.unreviewed)
    if found.reviewed_only:
        return f"另有{count}个问题还没有核定，没有列入。"
    return f"备注写“{NOT_REVIEWED}”的{count}个，镇人大办还没有核定。"


def _handover(context: FileContext, _options: FileOptions) -> File:
    return _slips(context, material_of(context))


def _slips(context: FileContext, found: Material, unit: str | None = None) -> File:
    numbers = numbers_of_slips(context, found)
    return handover_file(found, numbers, Pictures(context.store), context.today, unit)


def _ledger(context: FileContext, options: FileOptions) -> File:
    found = _chosen_material(context, options)
    book = _book(context, found, "问题整改台账", ledger_sheets(found))
    if options.kind is FileKind.PUBLIC_LEDGER:
        return excel_file(public_copy(book, public_mask(context.town_id, context.made_by)))
    return excel_file(internal_copy(book))


def _book(context: FileContext, found: Material, what: str, sheets: list[Sheet]) -> Book:
    return book_of(found.town, found.topic, what, sheets, context.today)


def _name(context: FileContext, found: Material, what: str, suffix: str) -> str:
    return report_name(found.town.presidium, found.topic, what, context.today, suffix)


def _report(context: FileContext, options: FileOptions) -> File:
    name, content = report_document(
        context.town_id,
        context.inspection_id,
        context.made_by,
        context.today,
        public=options.kind is FileKind.PUBLIC_REPORT,
        reviewed_only=options.reviewed_only,
    )
    return file_of_bytes(name, content)


def _plan(context: FileContext, _options: FileOptions) -> File:
    return _paper(context, plan_paper, "方案")


def _notice(context: FileContext, _options: FileOptions) -> File:
    return _paper(context, notice_paper, "通知")


def _paper(context: FileContext, make: Callable[[Plan, date], Paper], what: str) -> File:
    from inspect_app.reports.word import docx  # here: python-docx takes a while to load

    found = plan(context.town_id, context.inspection_id)
    content = docx.write(make(found, context.today), looks_of(people.town(context.town_id)))
    name = report_name(found.presidium, found.topic, what, context.today, "docx")
    return file_of_bytes(name, content)


def _data(context: FileContext, _options: FileOptions) -> File:
    found = material_of(context)
    return file_of_bytes(_name(context, found, "数据文件", "zip"), data_files(found, context.at))


def _photos(context: FileContext, options: FileOptions) -> File:
    found = material_of(context)
    packed = photos(context, found, stamped=options.stamped)
    return File(_name(context, found, "照片", "zip"), packed.write, packed.size)


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
