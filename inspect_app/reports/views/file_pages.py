"""登记表, 交办单, 台账 as pages: to look at before they are downloaded."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, g, render_template, request

from inspect_app.inspections.periods import Period
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.photos.store import PhotoStore
from inspect_app.reports import slip_numbers
from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.behind import OF_PERIOD, Behind, behind_of
from inspect_app.reports.figures.counted_things import (
    HEADINGS,
    CountedThing,
    amount,
    inspections_in_total,
    things,
)
from inspect_app.reports.figures.material import Material
from inspect_app.reports.files import NothingYetError
from inspect_app.reports.handover import handover_sheets, units_with_slips
from inspect_app.reports.ledger import ledger_sheets
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.queries.activities import activities
from inspect_app.reports.queries.material import material
from inspect_app.reports.register import register_sheets
from inspect_app.reports.town_looks import looks_of
from inspect_app.reports.views.report_asked import (
    ROWS_A_PAGE,
    inspection_with_reports,
    part_asked,
    period_asked,
    sheet_asked,
)
from inspect_app.sheets import preview
from inspect_app.sheets.table import Sheet
from inspect_app.web import page_asked, settings, today

blueprint = Blueprint("file_pages", __name__, url_prefix="/office/inspections")


@blueprint.get("/register")
@declares(Action.REPORT)
def register() -> str:
    """Show 登记表 of the ``?period=`` that was asked for, else of the latest year."""
    town = people.town(g.actor.town_id)
    try:
        period, offered = period_asked(town.id)
    except NothingYetError as error:
        return _page("监督视察活动登记表", "files.register", nothing=error)
    rows = activities(town.id, period.inspections)
    sheets = register_sheets(town.presidium, period, rows, _links())
    asked = {"period": period.key}
    return _page("监督视察活动登记表", "files.register", sheets, asked=asked, periods=offered)


@blueprint.get("/register/behind")
@declares(Action.REPORT)
def behind() -> str:
    """List what a total of 登记表 counts, inspection by inspection."""
    try:
        which = behind_of(request.args)
        period, _ = period_asked(g.actor.town_id)
    except (NothingYetError, ValueError):
        abort(404)
    counted, number = _counted_things(period, which)
    part = page_asked(len(counted), ROWS_A_PAGE)
    return render_template(
        "reports/behind.html",
        inspection=None,
        name=f"{period.label} · {amount(which.what, number)}",
        asked=which.asked,
        headings=("视察", *HEADINGS[which.what]),
        things=counted[part.rows],
        part=part,
    )


def _counted_things(period: Period, which: Behind) -> tuple[list[CountedThing], int]:
    """What a total counts, and how much that is."""
    if which.what in OF_PERIOD:
        return inspections_in_total(period.inspections, which.what, _links())
    found = [
        replace(thing, words=(one.title, *thing.words))
        for one in period.inspections
        for thing in things(material(g.actor.town_id, one.id), which)
    ]
    return found, len(found)


@blueprint.get("/<int:inspection_id>/handover")
@declares(Action.REPORT)
def handover(inspection_id: int) -> str:
    """Show 问题交办单, each responsible unit's on a page of its own."""
    pictures = Pictures(PhotoStore(settings().photo_folder))

    def make(found: Material) -> list[Sheet]:
        numbers = slip_numbers.expected(g.actor.town_id, inspection_id, units_with_slips(found))
        return handover_sheets(found, numbers, pictures, today(), _links())

    return _of_inspection(inspection_id, "问题交办单", "reports.handover", make)


@blueprint.get("/<int:inspection_id>/ledger")
@declares(Action.REPORT)
def ledger(inspection_id: int) -> str:
    return _of_inspection(
        inspection_id, "整改台账", "reports.ledger", lambda found: ledger_sheets(found, _links())
    )


def _links() -> Links:
    return Links(request.script_root)


def _of_inspection(
    inspection_id: int, what: str, file: str, make: Callable[[Material], list[Sheet]]
) -> str:
    inspection = inspection_with_reports(inspection_id)
    more: dict[str, Any] = {"asked": {"inspection_id": inspection.id}, "inspection": inspection}
    found = material(g.actor.town_id, inspection.id)
    try:
        sheets = make(found)
    except NothingYetError as error:
        return _page(what, file, nothing=error, **more)
    if file == "reports.ledger":  # 交办单 has none of them
        more["unreviewed"] = len(found.unreviewed)
    return _page(what, file, sheets, **more)


def _page(what: str, file: str, sheets: Sequence[Sheet] = (), **more: Any) -> str:
    """The page of the sheet that is asked for; ``file`` downloads them all."""
    shown = sheet_asked(sheets) if sheets else None
    looks = looks_of(people.town(g.actor.town_id))
    return render_template(
        "reports/file.html",
        what=what,
        file=file,
        names=[one.name for one in sheets],
        has_public_copy=file != "reports.handover",  # which goes to units as it is
        sheet=shown,
        frame=shown and preview.frame(shown, looks, today()),
        part=part_asked(shown),
        preview=preview,
        **{"inspection": None, **more},
    )
