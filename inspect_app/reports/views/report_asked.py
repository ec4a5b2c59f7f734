"""What an address of the reports names: an inspection, a period, a sheet, a part of it."""

from collections.abc import Sequence

from flask import request

from inspect_app.inspections import models as inspections
from inspect_app.inspections.models import Inspection
from inspect_app.inspections.periods import Period, periods
from inspect_app.inspections.views.inspection_asked import not_cancelled
from inspect_app.paging import Page
from inspect_app.reports.files import NothingYetError
from inspect_app.roster.models import terms
from inspect_app.sheets.table import Grid, Sheet
from inspect_app.web import page_asked

ROWS_A_PAGE = 50


def inspection_with_reports(inspection_id: int) -> Inspection:
    """The town's inspection; of a plan that was taken back there are no reports.

    :raise 404: if the town has none of that id.
    :raise 409: if its plan was taken back.
    """
    return not_cancelled(inspection_id, "报表")


def period_asked(town_id: int) -> tuple[Period, list[Period]]:
    """The ``?period=`` of a register, else the latest year, and all that there are.

    :raise NothingYetError: if the town has no inspection yet.
    """
    offered = periods(inspections.inspections(town_id), terms(town_id))
    if not offered:
        raise NothingYetError("还没有登记的视察", "视察开始以后，这里就有登记表。")
    asked = request.args.get("period")
    return next((one for one in offered if one.key == asked), offered[0]), offered


def sheet_asked(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet that ``?sheet=`` names, else the first."""
    asked = request.args.get("sheet")
    return next((one for one in sheets if one.name == asked), sheets[0])


def part_asked(sheet: Sheet | None) -> Page | None:
    """Which part of a sheet that is one long table is shown, None for all of it."""
    if sheet is None or len(sheet.blocks) > 1 or "all" in request.args:
        return None
    (block,) = sheet.blocks
    rows = block.rows if isinstance(block, Grid) else ()
    return page_asked(len(rows), ROWS_A_PAGE)
