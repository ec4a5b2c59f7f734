"""《基础数据》: the whole roster as one Excel file, to fill, to look at and to import."""

from typing import Any

from flask import Response, g, make_response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.inspections.units import words_for_units
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.roster import sheet, terms
from inspect_app.roster.forms import read_entry, read_term
from inspect_app.roster.importing import ImportPlan, WorkbookLines, carry_out, plan_of
from inspect_app.roster.keeping import RosterError
from inspect_app.roster.kinds import COLUMNS, EntryKind
from inspect_app.roster.recognising import RosterLine
from inspect_app.roster.shelves import Roster
from inspect_app.roster.views.overview import IMPORT_COUNTS, blueprint, home_page
from inspect_app.roster.views.page import MOST_SHOWN, not_as_seen
from inspect_app.spreadsheet import EXCEL, MOST_BYTES, SheetError
from inspect_app.web import download, file_brought_back, file_for_page, see_other, uploaded, writing
from inspect_app.web import today as day_in_china
from inspect_app.web.bodies import MIB, brings_files
from inspect_app.web.few_at_once import few_at_once

NO_FILE = "请先选填好的《基础数据》"


def _mark() -> str:
    """What the town's file is known by: another town's is never taken for it."""
    return f"roster-1-{g.actor.town_id}"


@blueprint.get("/roster.xlsx")
@declares(Action.ROSTER)
@few_at_once
def workbook() -> Response:
    """Answer with the workbook to fill, with what there is in it; ``?blank`` without."""
    words = words_for_units(g.actor.town_id)
    if "blank" in request.args:
        return download(sheet.workbook(_mark(), words), "基础数据（空白）.xlsx", EXCEL)
    with writing():
        audit.note(g.actor, audit.Kind.EXPORT, "下载基础数据", "名册")
    roster = terms.roster_of(g.actor.town_id)
    name = f"{people.town(roster.town_id).name}基础数据.xlsx"
    return download(sheet.workbook(_mark(), words, roster), name, EXCEL)


@blueprint.post("/roster.xlsx")
@declares(Action.KEEP_ROSTER)
@brings_files(MOST_BYTES + MIB)
@few_at_once
def take_workbook() -> BaseResponse | Response | tuple[str, int]:
    """Import a filled workbook whole, or tell every mistake by its cell.

    ``do=check`` only looks, and gives the file along for the press that imports it.
    """
    data = uploaded("sheet", MOST_BYTES) or file_brought_back()
    try:
        if not data:
            raise SheetError(NO_FILE)
        filled = sheet.lines_in(data, _mark())
    except SheetError as error:
        return home_page(terms.roster_of(g.actor.town_id), refused=str(error)), 422
    if request.form.get("do") == "check":
        roster = terms.roster_of(g.actor.town_id)
        plan = _plan(filled, roster)
        return make_response(_plan_page(plan, roster, data)) if plan else _refused(roster, filled)
    return _import(filled, data)


def _import(filled: WorkbookLines, data: bytes) -> BaseResponse | tuple[str, int]:
    refused, gone = "", 0
    try:
        with writing():
            roster = terms.roster_of(g.actor.town_id)
            plan = _plan(filled, roster)
            refused = not_as_seen(plan, roster) if plan else ""
            if plan and not refused:
                gone = carry_out(plan, day_in_china(), _leaving(plan))
                audit.note(g.actor, audit.Kind.CONTENT, _in_short(plan, gone), "名册")
    except RosterError as error:  # somebody who was ticked cannot be archived: nothing was done
        refused, filled = f"没有导入：{error}", sheet.lines_in(data, _mark())
        roster = terms.roster_of(g.actor.town_id)
        plan = _plan(filled, roster)
    if plan is None:
        return _refused(roster, filled)
    return (_plan_page(plan, roster, data, refused), 422) if refused else _imported(plan, gone)


def _plan(filled: WorkbookLines, roster: Roster) -> ImportPlan | None:
    """What importing would do; None if there is a mistake, which its line tells."""
    readers, may_start = (read_entry, read_term), "start" in request.form
    plan = plan_of(filled, readers, roster, day_in_china(), request.form, may_start=may_start)
    return None if _mistakes(filled) else plan


def _leaving(plan: ImportPlan) -> set[tuple[EntryKind, int]]:
    """Who is ticked to be archived, of those that the file leaves out."""
    ticked = set(request.form.getlist("leaving"))
    absent = {(kind, one.row.id) for kind, one in plan.absent}
    return {(kind, row_id) for kind, row_id in absent if f"{kind.value}-{row_id}" in ticked}


def _mistakes(filled: WorkbookLines) -> list[tuple[RosterLine, str, str]]:
    return [
        (line, column, words)
        for line in (filled.term, *filled.lines)
        for column, words in line.mistakes.items()
    ]


def _refused(roster: Roster, filled: WorkbookLines) -> tuple[str, int]:
    found = _mistakes(filled)
    rows = [
        {"cell": sheet.cell_name(line, column), "heading": _heading(line, column), "words": words}
        for line, column, words in found[:MOST_SHOWN]
    ]
    return home_page(roster, mistakes=rows, mistake_count=len(found)), 422


def _heading(line: RosterLine, name: str) -> str:
    return next(one.heading for one in sheet.columns_of(line.kind) if one.name == name)


def _plan_page(plan: ImportPlan, roster: Roster, data: bytes, refused: str = "") -> str:
    """The page that tells what importing would do, with the file for the press."""
    return home_page(
        roster,
        plan=plan,
        leaving=request.form.getlist("leaving"),
        carried=file_for_page(data),
        seen=roster.mark,
        refused=refused,
        most=MOST_SHOWN,
        COLUMNS=COLUMNS,
    )


def _in_short(plan: ImportPlan, gone: int) -> str:
    start = f"开始第{plan.number}届，" if plan.starts_term else ""
    left = f"，归档{gone}条" if gone else ""
    return f"导入基础数据：{start}新增{len(plan.added)}条，修改{len(plan.changed)}条{left}"


def _imported(plan: ImportPlan, gone: int) -> BaseResponse:
    """Lead to the overview, which tells what was done."""
    counts = (
        plan.number if plan.starts_term else None,
        len(plan.added),
        len(plan.changed) + plan.changes_term,
        plan.same,
        len(plan.absent) - gone,
        gone or None,
    )
    query: dict[str, Any] = dict(zip(IMPORT_COUNTS, counts, strict=True))
    query |= {kind.value: count for kind, count in plan.added_by_kind.items()}
    return see_other(url_for("roster.home", **query))
