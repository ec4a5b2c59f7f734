"""视察报告工作簿: one inspection's sheets in one file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial

from inspect_app.db import now
from inspect_app.inspections.models import Inspection
from inspect_app.reports.books import book_of, excel_file, internal_copy, public_copy
from inspect_app.reports.cell_links import Links
from inspect_app.reports.data_files import dictionary_sheet
from inspect_app.reports.figures.comparison import DEFINITIONS, Comparison
from inspect_app.reports.figures.material import Material
from inspect_app.reports.figures.statistics import totals_of
from inspect_app.reports.files import File
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.queries.former_inspections import failed_before, former_inspections
from inspect_app.reports.queries.known_names import public_mask
from inspect_app.reports.queries.material import material
from inspect_app.reports.workbook.answer_sheets import answer_sheets
from inspect_app.reports.workbook.comparison_sheet import NAME as COMPARISON
from inspect_app.reports.workbook.comparison_sheet import comparison_sheet
from inspect_app.reports.workbook.findings_sheet import findings_sheet
from inspect_app.reports.workbook.item_statistics import item_statistics
from inspect_app.reports.workbook.notes import NAME as NOTES
from inspect_app.reports.workbook.notes import notes
from inspect_app.reports.workbook.photo_sheet import ABOUT as ABOUT_PHOTOS
from inspect_app.reports.workbook.photo_sheet import photo_sheet
from inspect_app.reports.workbook.record_sheet import record_sheet
from inspect_app.reports.workbook.remarks import highlights, suggestions
from inspect_app.reports.workbook.site_scores import ABOUT as ABOUT_SCORES
from inspect_app.reports.workbook.site_scores import has_scores, site_scores
from inspect_app.reports.workbook.summary import summary
from inspect_app.sheets.table import Sheet

# Sheets by name, in their order, each made when it is called for.
Sheets = dict[str, Callable[[], Sheet]]


@dataclass(frozen=True)
class Report:
    """What an inspection's report is made of: its sheets, and what it may be compared with.

    ``compared`` is the former inspection that it is compared with, None if there is none.
    """

    material: Material
    former: list[Inspection]
    compared: Inspection | None
    sheets: Sheets


def inspection_sheets(
    town_id: int,
    inspection_id: int,
    made_by: str,
    pictures: Pictures | None,
    links: Links,
    former_id: int = 0,
    public: bool = False,
    reviewed_only: bool = False,
) -> Report:
    """Return the sheets of an inspection's report, without photos where there are no ``pictures``.

    It is compared with ``former_id``, or with the last one if that is none of the former ones.
    ``public`` leaves out what is for the office alone, ``reviewed_only`` the findings that the
    office has not reviewed.

    :raise LookupError: if the town has no such inspection.
    """
    found = material(town_id, inspection_id, reviewed_only=reviewed_only)
    former = former_inspections(town_id, found.inspection)
    compared = next((one for one in former if one.id == former_id), former[0] if former else None)
    sheets = sheets_of(found, made_by, now(), pictures, links, compared, public)
    return Report(found, former, compared, sheets)


def comparison_with(found: Material, former: Inspection) -> Comparison:
    town_id = found.town.id
    before = material(town_id, former.id, reviewed_only=found.reviewed_only)
    return Comparison(found, before, failed_before(town_id, former))


def sheets_of(
    found: Material,
    made_by: str,
    made_at: datetime,
    pictures: Pictures | None,
    links: Links,
    compared: Inspection | None = None,
    public: bool = False,
) -> Sheets:
    """Return the workbook's sheets, without those that the town leaves out or that are empty.

    Scores are the office's alone, and so is who made it: a ``public`` copy has neither.
    """
    left_out, more = found.town.left_out_sheets, list[tuple[str, str]]()
    totals = cache(partial(totals_of, found.records, found.findings))
    made: Sheets = {
        "汇总": lambda: summary(found, totals(), links),
        "问题清单": lambda: findings_sheet(found, pictures, links),
        "意见建议": lambda: suggestions(found, links),
    }
    if any(record.highlight for record in found.records):
        made["亮点"] = lambda: highlights(found, links)
    made["逐项统计"] = lambda: item_statistics(found, totals())
    for about, make in answer_sheets(found, links):
        made[about[0]] = make
        more.append(about)
    if not public and has_scores(found.records):
        made["点位得分"] = lambda: site_scores(found, links)
        more += ABOUT_SCORES
    if compared:
        made[COMPARISON] = lambda: comparison_sheet(comparison_with(found, compared))
        more += () if COMPARISON in left_out else DEFINITIONS
    made["检查记录"] = lambda: record_sheet(found, links, public=public)
    if pictures and any(record.photos for record in found.records):
        made["照片"] = lambda: photo_sheet(found, pictures, links)
        more += ABOUT_PHOTOS
    made["数据说明"] = lambda: dictionary_sheet(found, public=public)
    made[NOTES] = lambda: notes(found, "" if public else made_by, made_at, more)
    return {name: make for name, make in made.items() if name not in left_out}


def workbook_file(
    town_id: int,
    inspection_id: int,
    made_by: str,
    today: date,
    *,
    pictures: Pictures | None,
    links: Links,
    former_id: int = 0,
    public: bool = False,
    reviewed_only: bool = False,
) -> File:
    """Return an inspection's workbook; see ``inspection_sheets``.

    ``public`` masks names and numbers and leaves the links and the scores out.

    :raise LookupError: if the town has no such inspection.
    """
    report = inspection_sheets(
        town_id,
        inspection_id,
        made_by,
        pictures,
        links,
        former_id,
        public=public,
        reviewed_only=reviewed_only,
    )
    found = report.material
    # Most titles end with 视察 themselves.
    topic = found.topic.removesuffix("视察")
    sheets = [make() for make in report.sheets.values()]
    book = book_of(found.town, topic, "视察报告工作簿", sheets, today)
    copy = public_copy(book, public_mask(town_id, made_by)) if public else internal_copy(book)
    return excel_file(copy)
