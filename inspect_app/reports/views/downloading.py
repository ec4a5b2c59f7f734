"""A file of an inspection as an answer: remembered, or asked for in the background."""

from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Response, g, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.inspections.models import Inspection
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.cell_links import Links
from inspect_app.reports.downloads import remember
from inspect_app.reports.files import File, NothingYetError
from inspect_app.reports.making.background import TooManyPhotosError, refuse_many_photos
from inspect_app.reports.making.file_kinds import FileContext, prepare
from inspect_app.reports.models import FileKind, FileOptions
from inspect_app.settings import ZONE
from inspect_app.spreadsheet import EXCEL
from inspect_app.text import number_sent
from inspect_app.web import download, see_other, settings, writing
from inspect_app.web.error_pages import error_page

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MIME_TYPES = {"xlsx": EXCEL, "docx": DOCX, "zip": "application/zip"}

CHOICES = ("stamp", "former", "reviewed")


def context_of(inspection: Inspection) -> FileContext:
    return FileContext(
        inspection.town_id,
        inspection.id,
        g.actor.name,
        datetime.now(ZONE),
        PhotoStore(settings().photo_folder),
        Links(settings().base_url),
        writing,
    )


def options_sent(sent: MultiDict[str, str], kind: FileKind) -> FileOptions:
    """What was chosen for a file: ``stamp``, ``former``, ``reviewed`` ones only."""
    return FileOptions(kind, "stamp" in sent, number_sent(sent, "former"), "reviewed" in sent)


def mime_type(name: str) -> str:
    return MIME_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def answer(inspection: Inspection, kind: FileKind) -> BaseResponse:
    """Answer with a file of an inspection, as chosen in the address.

    :raise NothingYetError: if there is nothing to hand in.
    """
    return send(inspection, prepare(context_of(inspection), options_sent(request.args, kind)), kind)


def send(inspection: Inspection, file: File, kind: FileKind, unit: str = "") -> BaseResponse:
    """Answer with a file; one with many photos is asked for on the page of such files."""
    out = BytesIO()
    try:
        file.write(out, refuse_many_photos)
    except TooManyPhotosError:
        chosen: dict[str, Any] = {key: request.args.get(key) for key in CHOICES}
        return see_other(url_for("jobs.jobs", inspection_id=inspection.id, kind=kind, **chosen))
    with writing():
        remember(g.actor, inspection.id, kind, file.name, unit)
    return download(out.getvalue(), file.name, mime_type(file.name))


def nothing_yet(error: NothingYetError) -> Response:
    """Say why there is no file, and what to do first."""
    return error_page(error.title, error.remedy, HTTPStatus.UNPROCESSABLE_ENTITY)
