"""The office types paper forms in: the printed form, the grid, the Excel sheet."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import db
from inspect_app.checklist.definition import Checklist
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.records.entry import (
    DEPUTY,
    PLACE,
    REMARKS,
    Desk,
    PaperRow,
    check,
    columns,
    hand_in,
)
from inspect_app.records.forms import form_class
from inspect_app.records.notation import Fields, how_to_type
from inspect_app.records.sheet import SheetError, cell_name, entry_sheet, rows_of
from inspect_app.records.submit import Content
from inspect_app.records.views.sent import content_of
from inspect_app.web import database, download, see_other, whole
from inspect_app.web import today as day_in_china

blueprint = Blueprint("entry", __name__, url_prefix="/office/inspections/<int:inspection_id>")

ROWS, MOST_ROWS = 8, 60
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class _Paper:
    """An inspection's checklist version, its visits and the deputies who make them."""

    inspection: inspections.Inspection
    version: inspections.ChecklistVersion
    visits: Sequence[inspections.Visit]
    deputies: dict[str, people.Deputy]

    @property
    def checklist(self) -> Checklist:
        return checklist_of(self.version)

    @property
    def sites(self) -> dict[str, inspections.Visit]:
        several = len({visit.Assignment.group_id for visit in self.visits}) > 1
        groups = {
            group.id: group.name
            for group in inspections.groups_of_inspection(g.actor.town_id, self.inspection.id)
        }
        return {
            f"{visit.Village.name} · {visit.Site.name}"
            + (f"({groups[visit.Assignment.group_id]})" if several else ""): visit
            for visit in self.visits
        }

    def desk(self) -> Desk:
        return Desk(self.checklist, self.sites, self.deputies, self._read, g.actor.name)

    def _read(self, fields: Fields) -> Content:
        form = form_class(self.checklist)(MultiDict(fields))
        form.validate()
        return content_of(form, self.version)


def _paper(inspection_id: int) -> _Paper:
    """Return what the addressed page is about; ``?version=`` names the checklist's version."""
    town_id = g.actor.town_id
    inspection = inspections.inspection(town_id, inspection_id) or abort(404)
    versions = inspections.versions_of_inspection(town_id, inspection_id)
    named = whole(request.args, "version") or (versions[0].id if versions else 0)
    version = next((one for one in versions if one.id == named), None) or abort(404)
    visits = [
        visit
        for visit in inspections.visits_of_inspection(town_id, inspection_id)
        if visit.ChecklistVersion.id == version.id
    ]
    groups = sorted({visit.Assignment.group_id for visit in visits})
    deputies = {
        f"{row.Deputy.name}({row.DeputyGroup.name})": row.Deputy
        for row in people.deputies_of_groups(town_id, groups)
    }
    return _Paper(inspection, version, visits, deputies)


def _open(paper: _Paper) -> _Paper:
    """Return it if records are still taken in, else answer 404."""
    return paper if paper.inspection.is_open else abort(404)


@blueprint.get("/paper")
@declares(Action.READ)
def paper_form(inspection_id: int) -> str:
    """Show the checklist as a paper form for A4, with a site filled in where one is named."""
    paper = _paper(inspection_id)
    named = whole(request.args, "assignment")
    return render_template(
        "records/paper.html",
        town=people.town(g.actor.town_id),
        inspection=paper.inspection,
        version=paper.version,
        checklist=paper.checklist,
        visit=next((one for one in paper.visits if one.Assignment.id == named), None),
        remarks=REMARKS,
    )


@blueprint.get("/entry")
@declares(Action.RECORD)
def grid(inspection_id: int) -> str:
    """Show the grid with empty rows, and what was made of the last ones."""
    paper = _open(_paper(inspection_id))
    count = min(max(whole(request.args, "rows"), ROWS), MOST_ROWS)
    made = [int(one) for one in request.args.get("made", "").split("-") if one.isdecimal()][:999]
    return _grid(paper, [PaperRow(n, "", "", {}) for n in range(1, count + 1)], made=made)


def _grid(paper: _Paper, rows: Sequence[PaperRow], **more: Any) -> str:
    return render_template(
        "records/entry.html",
        inspection=paper.inspection,
        version=paper.version,
        versions=inspections.versions_of_inspection(g.actor.town_id, paper.inspection.id),
        checklist=paper.checklist,
        columns=columns(paper.checklist),
        how={item.id: how_to_type(item) for item in columns(paper.checklist)},
        remarks=REMARKS,
        names=[*((item.id, item.question) for item in columns(paper.checklist)), *REMARKS.items()],
        sites=list(paper.sites),
        deputies=list(paper.deputies),
        rows=rows,
        named=_mistakes(paper, rows),
        **more,
    )


def _mistakes(paper: _Paper, rows: Sequence[PaperRow]) -> list[tuple[PaperRow, str, str, str]]:
    """Return (row, column, what the column asks, what to do) of every mistake."""
    heads = {PLACE: "点位", DEPUTY: "代表", **REMARKS}
    checklist = paper.checklist
    for item in columns(checklist):
        heads[item.id] = f"{checklist.number_by_item[item.id]}. {item.question}"
    return [
        (row, column, heads.get(column, ""), words)
        for row in rows
        for column, words in row.mistakes.items()
    ]


@blueprint.post("/entry")
@declares(Action.RECORD)
def take_grid(inspection_id: int) -> BaseResponse | tuple[str, int]:
    """Hand all rows of the grid in, or show every cell's mistake with all that was typed."""
    paper = _open(_paper(inspection_id))
    names = [*(item.id for item in columns(paper.checklist)), *REMARKS]
    rows = [
        PaperRow(
            n,
            request.form.get(f"{n}-{PLACE}", ""),
            request.form.get(f"{n}-{DEPUTY}", ""),
            {name: request.form.get(f"{n}-{name}", "") for name in names},
        )
        for n in range(1, MOST_ROWS + 1)
        if f"{n}-{PLACE}" in request.form
    ]
    numbers = _taken(paper, rows)
    if numbers is None:
        return _grid(paper, rows, made=[]), 422
    return _made(paper, numbers)


def _taken(paper: _Paper, rows: Sequence[PaperRow]) -> list[int] | None:
    """Hand the rows in; None if any has a mistake, which the rows then name."""
    desk = paper.desk()
    ready = check(desk, rows, may_be_incomplete="incomplete" in request.form)
    if any(row.mistakes for row in rows):
        return None
    with db.writing(database()):
        return hand_in(desk, ready, day_in_china())


def _made(paper: _Paper, numbers: list[int]) -> BaseResponse:
    made = "-".join(map(str, numbers)) or "0"
    return see_other(
        url_for(
            "entry.grid", inspection_id=paper.inspection.id, version=paper.version.id, made=made
        )
    )


@blueprint.get("/entry.xlsx")
@declares(Action.RECORD)
def sheet(inspection_id: int) -> Response:
    """Answer with the Excel sheet to fill."""
    paper = _open(_paper(inspection_id))
    content = entry_sheet(
        paper.checklist, paper.version.id, list(paper.sites), list(paper.deputies)
    )
    return download(content, f"{paper.checklist.title}录入表.xlsx", EXCEL)


@blueprint.post("/entry.xlsx")
@declares(Action.RECORD)
def take_sheet(inspection_id: int) -> BaseResponse | tuple[str, int]:
    """Hand all rows of a filled sheet in, or tell every mistake by its cell."""
    paper = _open(_paper(inspection_id))
    upload = request.files.get("sheet")
    blank = [PaperRow(n, "", "", {}) for n in range(1, ROWS + 1)]
    try:
        if upload is None or not upload.filename:
            raise SheetError("请先选填好的录入表")
        with closing(upload):
            rows = rows_of(upload.read(), paper.checklist, paper.version.id)
    except SheetError as error:
        return _grid(paper, blank, made=[], refused=str(error)), 422
    numbers = _taken(paper, rows)
    if numbers is None:
        cells = [
            (cell_name(paper.checklist, row, column), about, words)
            for row, column, about, words in _mistakes(paper, rows)
        ]
        return _grid(paper, blank, made=[], cells=cells), 422
    return _made(paper, numbers)
