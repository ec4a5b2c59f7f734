"""Files that are made in the background, over HTTP: asked for, waited for, cancelled, fetched."""

from typing import cast

from flask import Blueprint, Response, abort, current_app, g, make_response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.people.access import Action, declares
from inspect_app.reports import models
from inspect_app.reports.downloads import remember
from inspect_app.reports.making.background import (
    KEEP_FOR,
    MOST_AT_ONCE,
    ZIPS,
    Maker,
    has_photos,
    oldest_kept,
)
from inspect_app.reports.models import (
    FILE_LABELS,
    IN_BACKGROUND,
    JOB_STATE_LABELS,
    FileKind,
    JobState,
)
from inspect_app.reports.views.downloading import mime_type, options_sent
from inspect_app.reports.views.report_asked import inspection_with_reports
from inspect_app.text import number_sent
from inspect_app.web import download_file, page_or_fragment, see_other, writing

blueprint = Blueprint("jobs", __name__, url_prefix="/office")

OFFERED = tuple(kind for kind in IN_BACKGROUND if kind not in ZIPS)
NO_PHOTOS = "还没有照片，没有可以打包的"


def _maker() -> Maker:
    return cast(Maker, current_app.extensions["maker"])


@blueprint.get("/inspections/<int:inspection_id>/files")
@declares(Action.REPORT)
def jobs(inspection_id: int) -> Response:
    """Show what was asked for of an inspection, and how far it is.

    ``?kind=`` offers a file, too, which has too many photos to be made at once; ``?asked=`` is what
    was just asked for: once it is made, its page has it downloaded (fetch-once.js).
    """
    return _page(inspection_id)


def _page(inspection_id: int, error: str = "") -> Response:
    town_id = g.actor.town_id
    inspection = inspection_with_reports(inspection_id)
    asked = models.jobs(town_id, inspection_id, oldest_kept())
    paths = {job.id: _maker().path(job) for job in asked if job.state is JobState.DONE}
    return page_or_fragment(
        "reports/jobs.html",
        "reports/_jobs.html",
        inspection=inspection,
        jobs=asked,
        is_waiting=any(job.is_unfinished for job in asked),
        sizes={job: path.stat().st_size for job, path in paths.items() if path.exists()},
        kept=KEEP_FOR,
        most_at_once=MOST_AT_ONCE,
        offered=next((one for one in OFFERED if one == request.args.get("kind")), None),
        chosen=options_sent(request.args, FileKind.ALL),
        labels=FILE_LABELS,
        states=JOB_STATE_LABELS,
        asked_for=number_sent(request.args, "asked"),
        error=error,
    )


@blueprint.post("/inspections/<int:inspection_id>/files")
@declares(Action.REPORT)
def ask(inspection_id: int) -> BaseResponse:
    """Have a file made; 422 where there is nothing to make it of."""
    kind = request.form.get("kind")
    if kind not in IN_BACKGROUND:
        abort(400)
    chosen = options_sent(request.form, FileKind(kind))
    inspection = inspection_with_reports(inspection_id)
    if chosen.kind is FileKind.PHOTOS and not has_photos(inspection.town_id, inspection.id):
        return make_response(_page(inspection_id, NO_PHOTOS), 422)
    with writing():
        job_id = _maker().ask(g.actor, inspection, chosen)
    return see_other(url_for("jobs.jobs", inspection_id=inspection_id, asked=job_id))


@blueprint.post("/files/<int:job_id>/cancel")
@declares(Action.REPORT)
def cancel(job_id: int) -> BaseResponse:
    """Give up a file that is not finished."""
    try:
        with writing():
            job = _maker().cancel(g.actor, job_id)
    except LookupError:
        abort(404)
    return see_other(url_for("jobs.jobs", inspection_id=job.inspection_id))


@blueprint.get("/files/<int:job_id>")
@declares(Action.REPORT)
def fetch(job_id: int) -> Response:
    """Answer with a finished file; 404 where it is none, or its day is over."""
    job = models.job(g.actor.town_id, job_id)
    if job is None or job.file is None or job.asked_at < oldest_kept():
        abort(404)
    with writing():
        remember(g.actor, job.inspection_id, job.kind, job.file)
        try:
            return download_file(_maker().path(job), job.file, mime_type(job.file))
        except FileNotFoundError:
            abort(404)
