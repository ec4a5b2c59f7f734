"""视察报告工作簿: an inspection's figures → its sheets → one file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

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
from inspect_app.settings import ZONE
from inspect_app.sheets.table import Sheet

Explanations = Sequence[tuple[str, str]]  # lines of 填表说明: a word, what it means
# Sheets by name, in their order, each made when it is called for.
Sheets = dict[str, Callable[[], Sheet]]


@dataclass(frozen=True)
class WorkbookFigures:
    """What an inspection brought, and the former ones that it may be compared with, latest first.

    ``compared`` is the one that it is compared with, None if there is none.
    """

    material: Material
    former_inspections: list[Inspection]
    compared: Inspection | None


@dataclass(frozen=True)
class WorkbookCopy:
    """How a copy is made, and by whom; without ``pictures`` it has no photos.

    A ``public`` one leaves out what is for the office alone: scores, and who made it.
    """

    made_by: str
    made_at: datetime
    links: Links
    pictures: Pictures | None
    public: bool = False


def workbook_figures(
    town_id: int, inspection_id: int, former_id: int = 0, *, reviewed_only: bool = False
) -> WorkbookFigures:
    """Read them; compared is ``former_id``, or the last former one if that is none of them.

    ``reviewed_only`` leaves out the findings that the office has not reviewed.

    :raise LookupError: if the town has no such inspection.
    """
    found = material(town_id, inspection_id, reviewed_only=reviewed_only)
    former = former_inspections(town_id, found.inspection)
    last = former[0] if former else None
    compared = next((one for one in former if one.id == former_id), last)
    return WorkbookFigures(found, former, compared)


def comparison_with(found: Material, former: Inspection) -> Comparison:
    town_id = found.town.id
    before = material(town_id, former.id, reviewed_only=found.reviewed_only)
    return Comparison(found, before, failed_before(town_id, former))


def sheets_of(figures: WorkbookFigures, copy: WorkbookCopy) -> Sheets:
    """The sheets that have something to say, without those the town leaves out; 填表说明 last."""
    found = figures.material
    left_out = found.town.left_out_sheets
    chosen = [one for one in _workbook_sheets(figures, copy) if one.name not in left_out]
    explanations = [line for one in chosen for line in one.explanations]
    made_by = "" if copy.public else copy.made_by
    sheets: Sheets = {one.name: one.make for one in chosen}
    sheets[NOTES] = lambda: notes(found, made_by, copy.made_at, explanations)
    return sheets


class _WorkbookSheet(NamedTuple):
    """A sheet: its name, how it is made, the lines about its words that not every workbook has."""

    name: str
    make: Callable[[], Sheet]
    explanations: Explanations = ()


def _workbook_sheets(figures: WorkbookFigures, copy: WorkbookCopy) -> Iterator[_WorkbookSheet]:
    found, compared = figures.material, figures.compared
    links, pictures, public = copy.links, copy.pictures, copy.public
    totals = cache(partial(totals_of, found.records, found.findings))
    yield _WorkbookSheet("汇总", lambda: summary(found, totals(), links))
    yield _WorkbookSheet("问题清单", lambda: findings_sheet(found, pictures, links))
    yield _WorkbookSheet("意见建议", lambda: suggestions(found, links))
    if any(record.highlight for record in found.records):
        yield _WorkbookSheet("亮点", lambda: highlights(found, links))
    yield _WorkbookSheet("逐项统计", lambda: item_statistics(found, totals()))
    for about, make in answer_sheets(found, links):
        yield _WorkbookSheet(about[0], make, (about,))
    if not public and has_scores(found.records):
        yield _WorkbookSheet("点位得分", lambda: site_scores(found, links), ABOUT_SCORES)
    if compared:
        yield _WorkbookSheet(COMPARISON, partial(_compare, found, compared), DEFINITIONS)
    yield _WorkbookSheet("检查记录", lambda: record_sheet(found, links, public=public))
    if pictures and any(record.photos for record in found.records):
        yield _WorkbookSheet("照片", lambda: photo_sheet(found, pictures, links), ABOUT_PHOTOS)
    yield _WorkbookSheet("数据说明", lambda: dictionary_sheet(found, public=public))


def _compare(found: Material, former: Inspection) -> Sheet:
    return comparison_sheet(comparison_with(found, former))


def workbook_file(figures: WorkbookFigures, copy: WorkbookCopy) -> File:
    """The file: masked and without links where it is for publication, else marked 内部版."""
    found = figures.material
    # Most titles end with 视察 themselves.
    topic = found.topic.removesuffix("视察")
    sheets = [make() for make in sheets_of(figures, copy).values()]
    today = copy.made_at.astimezone(ZONE).date()
    book = book_of(found.town, topic, "视察报告工作簿", sheets, today)
    if copy.public:
        return excel_file(public_copy(book, public_mask(found.town.id, copy.made_by)))
    return excel_file(internal_copy(book))
