"""An inspection's lists for the office: its records, and the wall of their photos."""

from flask import Blueprint, Response, g

from inspect_app.board.queries import record_list
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.views.inspection_asked import inspection_asked
from inspect_app.inspections.views.list_request import list_request, page
from inspect_app.people.access import Action, declares
from inspect_app.web import page_or_fragment

blueprint = Blueprint("lists", __name__, url_prefix="/office/inspections/<int:inspection_id>")

RECORDS_A_PAGE, PHOTOS_A_PAGE = 50, 48
STATES = {
    "": "计入统计的",
    record_list.INCOMPLETE: "待补正",
    record_list.CORRECTED: "更正过",
    record_list.ON_BEHALF: "代录",
    record_list.RIVALS: "交来两份，还没有选定",
    record_list.LATE: "晚到，还没有计入",
    record_list.AWAITED: "照片还没有到",
    record_list.NOT_COUNTED: "没有计入统计的",
}


@blueprint.get("/records")
@declares(Action.READ)
def records(inspection_id: int) -> Response:
    """Show an inspection's records: filtered, searched, page by page; ``?all`` for printing."""
    town_id = g.actor.town_id
    inspection = inspection_asked(inspection_id)
    which = list_request(inspection, STATES)
    shown = page(record_list.count(town_id, inspection_id, which.criteria), RECORDS_A_PAGE)
    rows = record_list.records(town_id, inspection_id, which.criteria, shown.size, shown.offset)
    ids = [row.Record.id for row in rows]
    return page_or_fragment(
        "board/list.html",
        "board/_list.html",
        inspection=inspection,
        **which.on_page(),
        shown=shown,
        rows=rows,
        found=record_list.findings_by_record(town_id, ids),
        photos=record_list.photos_by_record(town_id, ids),
        rivals=record_list.with_rivals(town_id, ids),
        states=STATES,
    )


@blueprint.get("/photos")
@declares(Action.READ)
def photos(inspection_id: int) -> Response:
    """Show the photos of an inspection's records (照片墙): filtered, searched, page by page."""
    town_id = g.actor.town_id
    inspection = inspection_asked(inspection_id)
    which = list_request(inspection, STATES)
    arrived, named = record_list.photo_counts(town_id, inspection_id, which.criteria)
    shown = page(named, PHOTOS_A_PAGE)
    rows = record_list.photos(town_id, inspection_id, which.criteria, shown.size, shown.offset)
    return page_or_fragment(
        "board/photos.html",
        "board/_photos.html",
        inspection=inspection,
        **which.on_page(),
        shown=shown,
        arrived=arrived,
        rows=rows,
        items={row.photo_id: _subject(row) for row in rows},
        counts=record_list.photos_by_record(town_id, {row.Record.id for row in rows}),
        states=STATES,
    )


def _subject(row: record_list.WallRow) -> str:
    return checklist_of(row.ChecklistVersion).item_by_id[row.item_id].subject
