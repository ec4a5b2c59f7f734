"""The other files the office hands in, over HTTP: 登记表, 交办单, 台账, 数据文件."""

from collections.abc import Sequence
from http import HTTPStatus
from io import BytesIO

from flask import Blueprint, Response, g, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit, db
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.asked import period_asked, reported
from inspect_app.reports.data_files import data_files
from inspect_app.reports.figures import Material, activities, material
from inspect_app.reports.handover import write_handover
from inspect_app.reports.ledger import ledger_sheets
from inspect_app.reports.looks import looks_of
from inspect_app.reports.making import TooManyPhotosError, at_once
from inspect_app.reports.models import FileKind
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.register import register_sheets
from inspect_app.reports.table import NothingYetError, Sheet
from inspect_app.reports.xlsx import write
from inspect_app.spreadsheet import EXCEL
from inspect_app.text import report_name
from inspect_app.web import download, error_page, see_other, settings, today, writing

blueprint = Blueprint("files", __name__, url_prefix="/office")

ZIP = "application/zip"


@blueprint.errorhandler(NothingYetError)
def nothing_yet(error: NothingYetError) -> Response:
    """Say why there is no file, and what to do first."""
    return error_page(error.title, error.remedy, HTTPStatus.UNPROCESSABLE_ENTITY)


@blueprint.get("/inspections/register.xlsx")
@declares(Action.REPORT)
def register() -> Response:
    """Answer with 登记表 of the ``?period=`` that was asked for, else of the latest year."""
    town = people.town(g.actor.town_id)
    period, _ = period_asked(town.id)
    rows = activities(town.id, period.inspections)
    sheets = register_sheets(town.presidium, period, rows)
    return _book(sheets, town.presidium, period.label, "监督视察活动登记表")


@blueprint.get("/inspections/<int:inspection_id>/handover.xlsx")
@declares(Action.REPORT)
def handover(inspection_id: int) -> BaseResponse:
    """Answer with 问题交办单, a sheet for each responsible unit.

    One with many photos is asked for on the page of such files.
    """
    out, pictures = BytesIO(), Pictures(PhotoStore(settings().photo_folder))
    try:
        name = write_handover(out, _material(inspection_id), pictures, today(), at_once)
    except TooManyPhotosError:
        kind = FileKind.HANDOVER
        return see_other(url_for("jobs.jobs", inspection_id=inspection_id, kind=kind))
    return _noted(out.getvalue(), name, "问题交办单", EXCEL)


@blueprint.get("/inspections/<int:inspection_id>/ledger.xlsx")
@declares(Action.REPORT)
def ledger(inspection_id: int) -> Response:
    """Answer with 整改台账."""
    found = _material(inspection_id)
    return _book(ledger_sheets(found), found.town.presidium, found.inspection.title, "问题整改台账")


@blueprint.get("/inspections/<int:inspection_id>/data.zip")
@declares(Action.REPORT)
def data(inspection_id: int) -> Response:
    """Answer with records, findings and what their columns mean, as CSV."""
    found = _material(inspection_id)
    content = data_files(found, db.now())
    return _file(content, found.town.presidium, found.inspection.title, "数据文件", "zip", ZIP)


def _material(inspection_id: int) -> Material:
    return material(g.actor.town_id, reported(inspection_id).id)


def _book(sheets: Sequence[Sheet], presidium: str, topic: str, what: str) -> Response:
    content = write(list(sheets), looks_of(people.town(g.actor.town_id)), today())
    return _file(content, presidium, topic, what, "xlsx", EXCEL)


def _file(
    content: bytes, presidium: str, topic: str, what: str, suffix: str, mimetype: str
) -> Response:
    name = report_name(presidium, topic, what, today(), suffix)
    return _noted(content, name, what, mimetype)


def _noted(content: bytes, name: str, what: str, mimetype: str) -> Response:
    with writing():
        audit.note(g.actor, audit.Kind.EXPORT, f"下载{what}", name)
    return download(content, name, mimetype)
