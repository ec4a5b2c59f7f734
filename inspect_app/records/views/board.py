"""The office's pages: inspections, one inspection's board, one record."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit, db
from inspect_app.checklist import answers as rules
from inspect_app.checklist.scoring import score
from inspect_app.findings.models import findings_of_record
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.photos.models import photos_of_deputy
from inspect_app.records import models
from inspect_app.records.models import RecordState
from inspect_app.records.submit import admit_late
from inspect_app.records.views.sent import mistake_rows, words_of
from inspect_app.web import database, page_or_fragment, see_other, whole
from inspect_app.web import today as day_in_china

blueprint = Blueprint("board", __name__, url_prefix="/office")

NEWEST = 30


@blueprint.get("/inspections")
@declares(Action.READ)
def all_inspections() -> str:
    """List the town's inspections, the latest first."""
    town_id = g.actor.town_id
    return render_template(
        "inspections/list.html",
        town=people.town(town_id),
        rows=inspections.inspections(town_id),
        counts=models.counts_by_inspection(town_id),
    )


@blueprint.get("/inspections/<int:inspection_id>")
@declares(Action.READ)
def board(inspection_id: int) -> Response:
    """Show an inspection's sites and checklists, and its newest findings as they come.

    ``?assignment=`` opens a figure of one site and checklist: its findings and records alone.
    """
    town_id = g.actor.town_id
    inspection = inspections.inspection(town_id, inspection_id) or abort(404)
    only = whole(request.args, "assignment") or None
    visits = inspections.visits_of_inspection(town_id, inspection_id)
    return page_or_fragment(
        "records/board.html",
        "records/_board.html",
        inspection=inspection,
        versions=inspections.versions_of_inspection(town_id, inspection_id),
        sites=_sites(visits),
        only=next((visit for visit in visits if visit.Assignment.id == only), None),
        group_names={
            group.id: group.name
            for group in inspections.groups_of_inspection(town_id, inspection_id)
        },
        counts=models.counts_by_assignment(town_id, inspection_id),
        records=models.records_of_inspection(town_id, inspection_id, only),
        apart=models.records_apart(town_id, inspection_id),
        findings=models.newest_findings(town_id, inspection_id, NEWEST, only),
        totals=models.counts_by_inspection(town_id).get(inspection_id, models.NOTHING),
    )


def _sites(visits: Sequence[inspections.Visit]) -> list[list[inspections.Visit]]:
    """Return the visits site by site, a group's visits to a site together: the board's rows."""
    rows: dict[tuple[int, int], list[inspections.Visit]] = {}
    for visit in visits:
        rows.setdefault((visit.Site.id, visit.Assignment.group_id), []).append(visit)
    return list(rows.values())


@blueprint.get("/records/<uuid:record_id>")
@declares(Action.READ)
def record(record_id: UUID) -> str:
    """Show one record: every answer, its findings with photos, its former revisions."""
    town_id = g.actor.town_id
    row = models.record(town_id, record_id) or abort(404)
    checklist = checklist_of(row.ChecklistVersion)
    answers = rules.from_json(row.Record.answers or {})
    named = rules.photo_ids(answers, checklist)
    revisions = models.revisions(town_id, record_id)
    return render_template(
        "records/record.html",
        row=row,
        inspection=inspections.inspection(town_id, row.Record.inspection_id),
        checklist=checklist,
        answers=answers,
        shown={item.id for item in rules.shown_items(checklist, answers)},
        findings=findings_of_record(town_id, record_id),
        photos=photos_of_deputy(town_id, row.Deputy.id, {UUID(photo_id) for photo_id in named}),
        named=named,
        mistakes=mistake_rows(checklist, row.Record.mistakes),
        score=score(checklist, answers),
        revisions=revisions,
        words={one.id: words_of(one) for one in revisions},
    )


@blueprint.post("/records/<uuid:record_id>/admit")
@declares(Action.RECORD)
def admit(record_id: UUID) -> BaseResponse:
    """Let a record count that arrived after the inspection was closed."""
    town_id = g.actor.town_id
    row = models.record(town_id, record_id) or abort(404)
    visits = inspections.visits_of_inspection(town_id, row.Record.inspection_id)
    visit = next(one for one in visits if one.Assignment.id == row.Assignment.id)
    with db.writing(database()):
        late = models.record(town_id, record_id)
        if late and late.Record.state == RecordState.LATE:
            admit_late(late.Record, visit, checklist_of(late.ChecklistVersion), day_in_china())
            about = f"{visit.Inspection.title}第{late.Record.number}号记录"
            audit.note(g.actor, audit.Kind.CONTENT, "让结束后送到的记录计入统计", about)
    return see_other(url_for("board.record", record_id=record_id))
