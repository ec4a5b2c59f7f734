"""操作日志 over HTTP: looked at page by page, downloaded as Excel."""

from dataclasses import asdict, replace
from datetime import date

from flask import Blueprint, Response, g, make_response, request

from inspect_app import audit
from inspect_app.audit import models
from inspect_app.audit.models import KIND_LABELS, Kind, LogCriteria
from inspect_app.people import models as people
from inspect_app.people.access import ROLE_LABELS, Action, declares
from inspect_app.reports.audit_log import audit_log
from inspect_app.reports.town_looks import looks_of
from inspect_app.sheets.excel.xlsx import write
from inspect_app.spreadsheet import EXCEL
from inspect_app.web import download, page_asked, page_or_fragment, today, writing
from inspect_app.web.few_at_once import few_at_once

blueprint = Blueprint("audit", __name__, url_prefix="/office")

PER_PAGE = 50
MOST_IN_A_FILE = 20_000
TOO_MANY = "超过{}条，一个文件放不下。请先按类别、日期或人筛选，再下载"


@blueprint.get("/audit")
@declares(Action.AUDIT)
def log() -> Response:
    """Show the town's log, filtered and page by page, the latest first."""
    return _page()


def _criteria() -> LogCriteria:
    """What the address asks for; what it cannot mean is left out."""
    kind, day = request.args.get("kind", ""), request.args.get("day", "")
    return LogCriteria(
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
    town_id, criteria = g.actor.town_id, _criteria()
    shown = page_asked(models.count(town_id, criteria), PER_PAGE)
    return page_or_fragment(
        "reports/audit.html",
        "reports/_audit.html",
        entries=models.entries(town_id, criteria, shown.size, shown.offset),
        criteria=criteria,
        asked={name: str(value) for name, value in asdict(criteria).items() if value},
        shown=shown,
        kinds=KIND_LABELS,
        persons=models.persons(town_id),
        roles=ROLE_LABELS,
        error=error,
    )


@blueprint.get("/audit.xlsx")
@declares(Action.AUDIT)
@few_at_once
def log_as_excel() -> Response:
    """Answer with the lines that were asked for; the download is noted in its turn."""
    town_id, criteria = g.actor.town_id, _criteria()
    total = models.count(town_id, criteria)
    if total > MOST_IN_A_FILE:
        return make_response(_page(TOO_MANY.format(MOST_IN_A_FILE)), 422)
    town = people.town(town_id)
    lines = models.entries(town_id, criteria, MOST_IN_A_FILE)
    looks = replace(looks_of(town), unit=f"{town.name}人大办")
    content = write([audit_log(town.name, lines)], looks, today())
    with writing():
        audit.note(g.actor, Kind.EXPORT, f"下载操作日志{len(lines)}条")
    return download(content, f"{town.name}操作日志{today():%Y%m%d}.xlsx", EXCEL)
