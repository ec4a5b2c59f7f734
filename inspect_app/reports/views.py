"""The files the office hands in, over HTTP."""

from flask import Blueprint, Response, abort, g, request

from inspect_app import audit, db
from inspect_app.people.access import Action, declares
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.workbook import inspection_workbook
from inspect_app.web import database, download, settings, today

blueprint = Blueprint("reports", __name__, url_prefix="/office")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/inspections/<int:inspection_id>/workbook.xlsx")
@declares(Action.REPORT)
def workbook(inspection_id: int) -> Response:
    """Answer with the inspection's workbook; ``?stamp`` has the photos say where and when."""
    store = PhotoStore(settings().photo_folder)
    try:
        name, content = inspection_workbook(
            g.actor.town_id,
            inspection_id,
            store,
            g.actor.name,
            today(),
            stamped="stamp" in request.args,
        )
    except LookupError:
        abort(404)
    with db.writing(database()):
        audit.note(g.actor, audit.Kind.EXPORT, "下载视察报告工作簿", name)
    return download(content, name, XLSX)
