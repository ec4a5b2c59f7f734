"""The files the office hands in, over HTTP."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.photos.store import PhotoStore
from inspect_app.reports import docx
from inspect_app.reports.asked import reported
from inspect_app.reports.links import Links
from inspect_app.reports.looks import looks_of
from inspect_app.reports.making import TooManyPhotosError, at_once
from inspect_app.reports.models import FILE_LABELS, FileKind
from inspect_app.reports.paper import Paper
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.plan_facts import plan
from inspect_app.reports.plan_papers import Plan, notice_paper, plan_paper
from inspect_app.reports.report_document import NoRecordsError, report_document
from inspect_app.reports.workbook import inspection_workbook
from inspect_app.spreadsheet import EXCEL
from inspect_app.text import report_name
from inspect_app.web import download, see_other, settings, today, whole, writing

blueprint = Blueprint("reports", __name__, url_prefix="/office")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/inspections/<int:inspection_id>/workbook.xlsx")
@declares(Action.REPORT)
def workbook(inspection_id: int) -> BaseResponse:
    """Answer with the inspection's workbook; ``?stamp`` has the photos say where and when.

    ``?former=`` is the inspection that it is compared with, ``?public`` the copy for publication,
    without names and photos, ``?photos`` that copy with photos. One with many photos is asked for
    on the page of such files.
    """
    reported(inspection_id)
    out, store = BytesIO(), PhotoStore(settings().photo_folder)
    is_public = bool({"public", "photos"} & set(request.args))
    has_photos = not is_public or "photos" in request.args
    kind = FileKind.PUBLIC_WORKBOOK if is_public else FileKind.WORKBOOK
    try:
        name = inspection_workbook(
            out,
            g.actor.town_id,
            inspection_id,
            g.actor.name,
            today(),
            links=Links(settings().base_url),
            pictures=Pictures(store, "stamp" in request.args) if has_photos else None,
            former_id=whole(request.args, "former"),
            public=is_public,
            told=at_once,
        )
    except TooManyPhotosError:
        stamp, former = request.args.get("stamp"), request.args.get("former")
        page = url_for(
            "jobs.jobs", inspection_id=inspection_id, kind=kind, stamp=stamp, former=former
        )
        return see_other(page)
    with writing():
        what = FILE_LABELS[kind] if has_photos else "视察报告工作簿(公开版)"
        audit.note(g.actor, audit.Kind.EXPORT, f"下载{what}", name)
    return download(out.getvalue(), name, EXCEL)


@blueprint.get("/inspections/<int:inspection_id>/report.docx")
@declares(Action.REPORT)
def inspection_report(inspection_id: int) -> Response:
    """Answer with 视察报告 as Word; ``?public`` is the copy for publication."""
    inspection = reported(inspection_id)
    town_id = g.actor.town_id
    public = "public" in request.args
    try:
        name, content = report_document(town_id, inspection_id, today(), public=public)
    except NoRecordsError:
        page = render_template("reports/no_records.html", inspection=inspection)
        return make_response(page, 409)
    with writing():
        audit.note(g.actor, audit.Kind.EXPORT, "下载视察报告", name)
    return download(content, name, DOCX)


@blueprint.get("/inspections/<int:inspection_id>/plan.docx")
@declares(Action.REPORT)
def plan_document(inspection_id: int) -> Response:
    """Answer with 视察方案 as Word."""
    return _paper(inspection_id, plan_paper, "方案")


@blueprint.get("/inspections/<int:inspection_id>/notice.docx")
@declares(Action.REPORT)
def notice_document(inspection_id: int) -> Response:
    """Answer with 视察通知 as Word."""
    return _paper(inspection_id, notice_paper, "通知")


def _paper(inspection_id: int, make: Callable[[Plan, date], Paper], what: str) -> Response:
    try:
        found = plan(g.actor.town_id, inspection_id)
    except LookupError:
        abort(404)
    content = docx.write(make(found, today()), looks_of(people.town(g.actor.town_id)))
    name = report_name(found.presidium, found.inspection.title, what, today(), "docx")
    with writing():
        audit.note(g.actor, audit.Kind.EXPORT, f"下载视察{what}", name)
    return download(content, name, DOCX)
