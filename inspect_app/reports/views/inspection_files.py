"""The files of an inspection that the office hands in, over HTTP."""

from http import HTTPStatus

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.inspections.views.inspection_asked import inspection_asked
from inspect_app.people.access import Action, declares
from inspect_app.reports.files import NothingYetError
from inspect_app.reports.making.file_kinds import material_of, slip
from inspect_app.reports.models import FileKind
from inspect_app.reports.views.downloading import answer, context_of, nothing_yet, send
from inspect_app.reports.views.report_asked import inspection_with_reports
from inspect_app.reports.word.report_document import NoRecordsError
from inspect_app.web.few_at_once import few_at_once

blueprint = Blueprint("reports", __name__, url_prefix="/office/inspections/<int:inspection_id>")
blueprint.register_error_handler(NothingYetError, nothing_yet)


@blueprint.get("/workbook.xlsx")
@declares(Action.REPORT)
@few_at_once
def workbook(inspection_id: int) -> BaseResponse:
    """Answer with the inspection's workbook; ``?stamp`` has the photos say where and when.

    ``?former=`` is the inspection that it is compared with, ``?reviewed`` leaves out what nobody
    has reviewed, ``?public`` is the copy for publication, without names and photos, ``?photos``
    that copy with photos.
    """
    inspection = inspection_with_reports(inspection_id)
    if "photos" in request.args:
        return answer(inspection, FileKind.PUBLIC_WORKBOOK)
    is_public = "public" in request.args
    return answer(inspection, FileKind.PUBLIC_TABLES if is_public else FileKind.WORKBOOK)


@blueprint.get("/findings.xlsx")
@declares(Action.REPORT)
@few_at_once
def findings(inspection_id: int) -> BaseResponse:
    """Answer with 问题清单 alone; ``?stamp`` and ``?reviewed`` as of the workbook."""
    return answer(inspection_with_reports(inspection_id), FileKind.FINDINGS)


@blueprint.get("/report.docx")
@declares(Action.REPORT)
@few_at_once
def inspection_report(inspection_id: int) -> BaseResponse:
    """Answer with 视察报告 as Word; ``?public`` is the copy for publication."""
    inspection = inspection_with_reports(inspection_id)
    is_public = "public" in request.args
    try:
        return answer(inspection, FileKind.PUBLIC_REPORT if is_public else FileKind.REPORT)
    except NoRecordsError:
        page = render_template("reports/no_records.html", inspection=inspection)
        return make_response(page, HTTPStatus.CONFLICT)


@blueprint.get("/handover.xlsx")
@declares(Action.REPORT)
@few_at_once
def handover(inspection_id: int) -> BaseResponse:
    """Answer with 问题交办单, a sheet for each responsible unit, or of one ``?unit=`` alone."""
    inspection, unit = inspection_with_reports(inspection_id), request.args.get("unit")
    if unit is None:
        return answer(inspection, FileKind.HANDOVER)
    context = context_of(inspection)
    try:
        file = slip(context, material_of(context), unit)
    except LookupError:
        abort(404)
    return send(inspection, file, FileKind.HANDOVER, unit)


@blueprint.get("/ledger.xlsx")
@declares(Action.REPORT)
@few_at_once
def ledger(inspection_id: int) -> BaseResponse:
    """Answer with 整改台账; ``?reviewed`` leaves out what nobody has reviewed.

    ``?public`` is the copy for publication.
    """
    is_public = "public" in request.args
    kind = FileKind.PUBLIC_LEDGER if is_public else FileKind.LEDGER
    return answer(inspection_with_reports(inspection_id), kind)


@blueprint.get("/data.zip")
@declares(Action.REPORT)
@few_at_once
def data(inspection_id: int) -> BaseResponse:
    """Answer with records, findings and what their columns mean, as CSV."""
    return answer(inspection_with_reports(inspection_id), FileKind.DATA)


@blueprint.get("/plan.docx")
@declares(Action.REPORT)
@few_at_once
def plan_document(inspection_id: int) -> BaseResponse:
    """Answer with 视察方案 as Word, also of a plan that was taken back."""
    return answer(inspection_asked(inspection_id), FileKind.PLAN)


@blueprint.get("/notice.docx")
@declares(Action.REPORT)
@few_at_once
def notice_document(inspection_id: int) -> BaseResponse:
    """Answer with 视察通知 as Word, also of a plan that was taken back."""
    return answer(inspection_asked(inspection_id), FileKind.NOTICE)
