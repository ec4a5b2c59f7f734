"""视察报告工作簿: one inspection's sheets in one file."""

import re
from datetime import date, datetime

from inspect_app.db import now
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.figures import Material, material
from inspect_app.reports.findings_list import findings_list
from inspect_app.reports.item_statistics import item_statistics
from inspect_app.reports.notes import notes
from inspect_app.reports.record_sheet import record_sheet
from inspect_app.reports.remarks import highlights, suggestions
from inspect_app.reports.site_scores import site_scores
from inspect_app.reports.summary import summary
from inspect_app.reports.table import Sheet
from inspect_app.reports.xlsx import write

# What no Windows file name may hold, and marks that turn the reading direction.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]')


def inspection_workbook(
    town_id: int,
    inspection_id: int,
    store: PhotoStore,
    made_by: str,
    today: date,
    *,
    stamped: bool = False,
) -> tuple[str, bytes]:
    """Return (file name, content) of an inspection's workbook; see findings_list on ``stamped``.

    :raise LookupError: if the town has no such inspection.
    """
    found = material(town_id, inspection_id)
    sheets = _sheets(found, store, made_by, now(), stamped)
    return _file_name(found, today), write(sheets, found.town.presidium, today)


def _sheets(
    found: Material, store: PhotoStore, made_by: str, made_at: datetime, stamped: bool
) -> list[Sheet]:
    sheets = [
        summary(found),
        findings_list(found, store, stamped=stamped),
        suggestions(found),
        highlights(found),
        item_statistics(found),
        site_scores(found),
        record_sheet(found),
        notes(found, made_by, made_at),
    ]
    return [sheet for sheet in sheets if sheet is not None]


def _file_name(found: Material, today: date) -> str:
    # Most titles end with 视察 themselves.
    title = found.inspection.title.removesuffix("视察")
    name = f"{found.town.presidium}{title}视察报告工作簿{today:%Y%m%d}"
    return _NOT_IN_NAMES.sub("", name)[:120] + ".xlsx"
