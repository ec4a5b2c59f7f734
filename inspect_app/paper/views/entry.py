"""The office types paper forms in: the printed form, the grid, the Excel sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.findings.models import counts_of_records
from inspect_app.inspections import models as inspections
from inspect_app.inspections.views.inspection_asked import inspection_asked, not_cancelled
from inspect_app.paper.cell import how_to_type
from inspect_app.paper.day_written import HOW_DAY
from inspect_app.paper.entry import (
    DAY,
    DEPUTY,
    REMARKS,
    SITE,
    PaperNumbers,
    PaperRow,
    check,
    columns,
    hand_in,
)
from inspect_app.paper.sheet import cell_name, entry_sheet, rows_of
from inspect_app.paper.views.page import PaperPage, demand_open, paper_asked
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.records import models
from inspect_app.records.naming import named_in_log
from inspect_app.spreadsheet import EXCEL, MOST_BYTES, SheetError
from inspect_app.text import number_sent
from inspect_app.web import download, see_other, uploaded, with_form_taken, writing
from inspect_app.web.bodies import MIB, brings_files
from inspect_app.web.few_at_once import few_at_once

blueprint = Blueprint("entry", __name__, url_prefix="/office/inspections/<int:inspection_id>")

ROWS, MOST_ROWS = 8, 200  # given at first, offered at most; all that come are read
NOT_FILLED = "没有填。纸质表上有的请补上；纸质表上就没有的，勾上“照样录入”"


@blueprint.get("/paper")
@declares(Action.READ)
def paper_form(inspection_id: int) -> str:
    """Show the checklist as a paper form for A4, with a site filled in where one is named.

    ``?all`` shows one for each site.
    """
    not_cancelled(inspection_id, "纸质表")
    paper = paper_asked(inspection_id)
    named = number_sent(request.args, "assignment")
    visit = next((one for one in paper.visits if one.Assignment.id == named), None)
    return render_template(
        "paper/paper.html",
        town=people.town(g.actor.town_id),
        inspection=paper.inspection,
        version=paper.version,
        checklist=paper.checklist,
        sites=paper.sites,
        printed=paper.visits if "all" in request.args and paper.visits else [visit],
        remarks=REMARKS,
    )


@blueprint.get("/entry")
@declares(Action.RECORD)
def grid(inspection_id: int) -> str:
    """Show the grid with empty rows, and what was made of the last ones."""
    paper = demand_open(paper_asked(inspection_id))
    first, last = number_sent(request.args, "first"), number_sent(request.args, "last")
    entered = models.records_numbered(g.actor.town_id, inspection_id, first, last)
    findings = counts_of_records(g.actor.town_id, [row.Record.id for row in entered])
    known = number_sent(request.args, "known")
    return _grid(paper, _empty(ROWS), entered=entered, findings=findings, known=known)


def _empty(count: int, after: int = 0) -> list[PaperRow]:
    return [PaperRow(n, "", "", {}) for n in range(after + 1, after + count + 1)]


def _grid(paper: PaperPage, rows: Sequence[PaperRow], **more: Any) -> str:
    asked = columns(paper.checklist)
    return render_template(
        "paper/entry.html",
        inspection=paper.inspection,
        version=paper.version,
        versions=inspections.versions_of_inspection(g.actor.town_id, paper.inspection.id),
        checklist=paper.checklist,
        columns=asked,
        how={item.id: how_to_type(item) for item in asked},
        wide={item.id for item in asked if item.kind == ItemKind.TEXT} | set(REMARKS),
        remarks=REMARKS,
        how_day=HOW_DAY,
        names=[(DAY, "日期"), *((item.id, item.question) for item in asked), *REMARKS.items()],
        sites=list(paper.sites),
        deputies=list(paper.deputies),
        rows=rows,
        most_rows=MOST_ROWS,
        named=_mistakes(paper, rows),
        cell_name=partial(cell_name, paper.checklist),
        **more,
    )


@dataclass(frozen=True)
class RowMistake:
    """What is wrong with one cell of a row, or with several for the same reason."""

    row: PaperRow
    columns: dict[str, str]  # what each asks, by the column
    words: str


def _mistakes(paper: PaperPage, rows: Sequence[PaperRow]) -> list[RowMistake]:
    """What the rows name, in the columns' order; what is not filled in one line a row."""
    heads = {SITE: "点位", DEPUTY: "代表", DAY: "日期", **REMARKS}
    codes = paper.checklist.number_by_item
    for item in columns(paper.checklist):
        heads[item.id] = f"{codes[item.id]}. {item.question}"
    found = []
    for row in rows:
        wrong = [one for one in heads if one in row.mistakes and one not in row.unfilled]
        found += [RowMistake(row, {one: heads[one]}, row.mistakes[one]) for one in wrong]
        if row.unfilled:
            unfilled = {item_id: f"{codes[item_id]}." for item_id in row.unfilled}
            found.append(RowMistake(row, unfilled, NOT_FILLED))
    return found


@blueprint.post("/entry")
@declares(Action.RECORD)
def take_grid(inspection_id: int) -> BaseResponse | str | tuple[str, int]:
    """Hand all rows of the grid in, or show every cell's mistake with all that was typed."""
    paper = demand_open(paper_asked(inspection_id))
    rows = _typed_rows(paper.checklist)
    if request.form.get("do") == "more":
        more = max(0, min(ROWS, MOST_ROWS - len(rows)))
        return _grid(paper, [*rows, *_empty(more, len(rows))])
    numbers = _hand_in(paper, rows)
    return (_grid(paper, rows), 422) if numbers is None else _to_grid(paper, numbers)


def _typed_rows(checklist: Checklist) -> list[PaperRow]:
    names = [DAY, *(item.id for item in columns(checklist)), *REMARKS]
    sent = request.form
    return [
        PaperRow(
            n,
            sent.get(f"{n}-{SITE}", ""),
            sent.get(f"{n}-{DEPUTY}", ""),
            {name: sent.get(f"{n}-{name}", "") for name in names},
        )
        for n in sorted(_ordinals(sent))
    ]


def _ordinals(sent: MultiDict[str, str]) -> set[int]:
    """The numbers of all rows that were sent: none is dropped for standing far down."""
    named = (name.removesuffix(f"-{SITE}") for name in sent if name.endswith(f"-{SITE}"))
    return {int(ordinal) for ordinal in named if re.fullmatch("[0-9]{1,4}", ordinal)}


def _hand_in(paper: PaperPage, rows: Sequence[PaperRow]) -> PaperNumbers | None:
    """Hand the rows in; None if any has a mistake, which the rows then name."""
    context = paper.context()
    ready = check(context, rows, may_be_incomplete="incomplete" in request.form)
    if any(row.mistakes for row in rows):
        return None
    with writing():
        demand_open(replace(paper, inspection=inspection_asked(paper.inspection.id)))
        numbers = hand_in(context, ready)
        if numbers and numbers.new:
            about = named_in_log(paper.inspection, numbers.new[0], numbers.new[-1])
            audit.note(g.actor, audit.Kind.CONTENT, f"代录纸质表{len(numbers.new)}份", about)
    return numbers


def _to_grid(paper: PaperPage, numbers: PaperNumbers) -> BaseResponse:
    """Lead to an empty grid that tells what was made: in one transaction numbers have no gaps."""
    first, last = (numbers.new[0], numbers.new[-1]) if numbers.new else (0, 0)
    where: dict[str, Any] = {"inspection_id": paper.inspection.id, "version": paper.version.id}
    address = url_for("entry.grid", **where, first=first, last=last, known=len(numbers.known))
    return see_other(with_form_taken(address))


@blueprint.get("/entry.xlsx")
@declares(Action.RECORD)
@few_at_once
def sheet(inspection_id: int) -> Response:
    """Answer with the Excel sheet to fill."""
    paper = demand_open(paper_asked(inspection_id))
    content = entry_sheet(paper.checklist, _mark(paper), list(paper.sites), list(paper.deputies))
    name = f"{paper.checklist.title}录入表.xlsx"
    with writing():
        audit.note(g.actor, audit.Kind.EXPORT, "下载纸质表的录入表", name)
    return download(content, name, EXCEL)


@blueprint.post("/entry.xlsx")
@declares(Action.RECORD)
@brings_files(MOST_BYTES + MIB)
@few_at_once
def take_sheet(inspection_id: int) -> BaseResponse | tuple[str, int]:
    """Hand all rows of a filled sheet in, or tell every mistake by its cell."""
    paper = demand_open(paper_asked(inspection_id))
    sent = uploaded("sheet", MOST_BYTES)
    if not sent:
        return _grid(paper, _empty(ROWS), refused="请先选填好的录入表"), 422
    try:
        rows = rows_of(sent, paper.checklist, _mark(paper))
    except SheetError as error:
        return _grid(paper, _empty(ROWS), refused=str(error)), 422
    numbers = _hand_in(paper, rows)
    if numbers is not None:
        return _to_grid(paper, numbers)
    return _grid(paper, _empty(ROWS), sheet=_mistakes(paper, rows)), 422


def _mark(paper: PaperPage) -> str:
    """What a sheet is known by: that of another inspection is never taken for this one's."""
    return f"{paper.inspection.id}-{paper.version.id}"
