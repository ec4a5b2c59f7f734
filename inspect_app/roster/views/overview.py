"""The roster's overview, and its way in and out as one Excel file."""

from typing import Any

from flask import Blueprint, Response, g, make_response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.bodies import MIB, brings_files
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.roster import models, sheet, terms
from inspect_app.roster.forms import read_entry, read_term
from inspect_app.roster.importing import (
    Filled,
    Line,
    Plan,
    carry_out,
    plan_of,
    read_lines,
)
from inspect_app.roster.keeping import Roster
from inspect_app.roster.kinds import COLUMNS, Kind
from inspect_app.roster.views.page import roster_page
from inspect_app.spreadsheet import EXCEL, MOST_BYTES, SheetError
from inspect_app.web import download, see_other, uploaded, whole, writing
from inspect_app.web import today as day_in_china

blueprint = Blueprint("roster", __name__, url_prefix="/office/roster")

TOLD = ("started", "added", "changed", "same", "absent")  # of an import, in numbers
MOST_SHOWN = 200  # mistakes or changes of a file


@blueprint.get("/")
@declares(Action.ROSTER)
def home() -> str:
    """Show what the roster holds, how to import, and the terms; after an import, what it did."""
    told = {name: whole(request.args, name) for name in TOLD} if "same" in request.args else None
    return _home(terms.roster_of(g.actor.town_id), told=told)


def _home(roster: Roster, **context: Any) -> str:
    all_terms = models.terms(roster.town_id)
    return roster_page(
        "roster/home.html",
        roster,
        counts={kind: sum(one.is_in_use for one in roster.of(kind).entries) for kind in Kind},
        former=[term for term in all_terms if term.ends_on],
        deputies_of_terms=models.counts_of_terms(roster.town_id),
        open_inspections=models.open_inspections(roster.town_id),
        **context,
    )


def _mark() -> str:
    """Return what the town's file is known by: another town's is never taken for it."""
    return f"roster-1-{g.actor.town_id}"


@blueprint.get("/roster.xlsx")
@declares(Action.ROSTER)
def workbook() -> Response:
    """Answer with the workbook to fill, with what there is in it; ``?blank`` without."""
    if "blank" in request.args:
        return download(sheet.blank(_mark()), "名册表(空白).xlsx", EXCEL)
    with writing():
        audit.note(g.actor, audit.Kind.EXPORT, "下载名册表", "名册")
    roster = terms.roster_of(g.actor.town_id)
    name = f"{people.town(roster.town_id).name}名册表.xlsx"
    return download(sheet.filled(_mark(), roster), name, EXCEL)


@blueprint.post("/roster.xlsx")
@declares(Action.KEEP_ROSTER)
@brings_files(MOST_BYTES + MIB)
def take_workbook() -> BaseResponse | Response | tuple[str, int]:
    """Import a filled workbook whole, or tell every mistake by its cell.

    ``do=check`` only looks.
    """
    roster = terms.roster_of(g.actor.town_id)
    data = uploaded("sheet", MOST_BYTES)
    if not data:
        return _home(roster, refused="请先选填好的名册表"), 422
    try:
        filled = sheet.lines_in(data, _mark())
    except SheetError as error:
        return _home(roster, refused=str(error)), 422
    read_lines(filled, read_entry)
    if request.form.get("do") == "check":
        plan = _plan(filled, roster)
        return _refused(roster, filled) if plan is None else make_response(_told(roster, plan))
    with writing():
        plan = _plan(filled, terms.roster_of(g.actor.town_id))
        if plan:
            carry_out(plan, day_in_china())
            audit.note(g.actor, audit.Kind.CONTENT, _in_short(plan), "名册")
    return _refused(roster, filled) if plan is None else _imported(plan)


def _plan(filled: Filled, roster: Roster) -> Plan | None:
    """Return what importing would do; None if there is a mistake, which its line tells."""
    may_start = "start" in request.form
    plan = plan_of(filled, read_term, roster, day_in_china(), may_start=may_start)
    return None if _mistakes(filled) else plan


def _mistakes(filled: Filled) -> list[tuple[Line, str, str]]:
    return [
        (line, column, words)
        for line in (filled.term, *filled.lines)
        for column, words in line.mistakes.items()
    ]


def _refused(roster: Roster, filled: Filled) -> tuple[str, int]:
    found = _mistakes(filled)
    rows = [
        {"cell": sheet.cell_name(line, column), "heading": _heading(line, column), "words": words}
        for line, column, words in found[:MOST_SHOWN]
    ]
    return _home(roster, mistakes=rows, mistake_count=len(found)), 422


def _heading(line: Line, name: str) -> str:
    return next(one.heading for one in sheet.columns_of(line.kind) if one.name == name)


def _told(roster: Roster, plan: Plan) -> str:
    return _home(roster, plan=plan, most=MOST_SHOWN, COLUMNS=COLUMNS)


def _in_short(plan: Plan) -> str:
    start = f"开始第{plan.number}届，" if plan.starts_term else ""
    return f"导入名册表：{start}新增{len(plan.added)}条，修改{len(plan.changed)}条"


def _imported(plan: Plan) -> BaseResponse:
    """Lead to the overview, which tells what was done."""
    counts = (
        plan.number if plan.starts_term else None,
        len(plan.added),
        len(plan.changed) + plan.changes_term,
        plan.same,
        len(plan.absent),
    )
    told: dict[str, Any] = dict(zip(TOLD, counts, strict=True))
    return see_other(url_for("roster.home", **told))
