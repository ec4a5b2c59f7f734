"""操作日志 over HTTP: looked at page by page, downloaded as Excel."""

from dataclasses import asdict
from datetime import date

from flask import Blueprint, Response, g, make_response, request

from inspect_app import audit, db
from inspect_app.audit import models
from inspect_app.audit.models import KIND_LABELS, Kind, Wanted
from inspect_app.people import models as people
from inspect_app.people.access import ROLE_LABELS, Action, declares
from inspect_app.reports.audit_log import audit_log
from inspect_app.reports.views import XLSX
from inspect_app.reports.xlsx import write
from inspect_app.web import database, download, page_or_fragment, today, whole

blueprint = Blueprint("audit", __name__, url_prefix="/office")

PER_PAGE = 50
MOST_IN_A_FILE = 20_000
TOO_MANY = "超过{}条，一个文件放不下。请先按类别、日期或人筛选，再下载"


@blueprint.get("/audit")
@declares(Action.AUDIT)
def log() -> Response:
    """Show the town's log, filtered and page by page, the latest first."""
    return _page()


def _wanted() -> Wanted:
    """Return what the address asks for; what it cannot mean is left out."""
    kind, day = request.args.get("kind", ""), request.args.get("day", "")
    return Wanted(
        kind=Kind(kind) if kind in list(Kind) else None,
        day=_day(day),
        person=request.args.get("person") or None,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _page(error: str = "") -> Response:
    town_id, wanted = g.actor.town_id, _wanted()
    total = models.count(town_id, wanted)
    last_page = max(1, -(-total // PER_PAGE))
    page = min(max(whole(request.args, "page"), 1), last_page)
    return page_or_fragment(
        "reports/audit.html",
        "reports/_audit.html",
        entries=models.entries(town_id, wanted, PER_PAGE, (page - 1) * PER_PAGE),
        wanted=wanted,
        asked={name: str(value) for name, value in asdict(wanted).items() if value},
        total=total,
        at_page=page,
        last_page=last_page,
        kinds=KIND_LABELS,
        persons=models.persons(town_id),
        roles=ROLE_LABELS,
        error=error,
    )


@blueprint.get("/audit.xlsx")
@declares(Action.AUDIT)
def log_as_excel() -> Response:
    """Answer with the lines that were asked for; the download is noted in its turn."""
    town_id, wanted = g.actor.town_id, _wanted()
    total = models.count(town_id, wanted)
    if total > MOST_IN_A_FILE:
        return make_response(_page(TOO_MANY.format(MOST_IN_A_FILE)), 422)
    town = people.town(town_id).name
    lines = models.entries(town_id, wanted, MOST_IN_A_FILE)
    content = write([audit_log(town, lines)], f"{town}人大办", today())
    with db.writing(database()):
        audit.note(g.actor, Kind.EXPORT, f"下载操作日志{len(lines)}条")
    return download(content, f"{town}操作日志{today():%Y%m%d}.xlsx", XLSX)
