"""The office's pages: inspections, one inspection's board, one record."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, g, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit, db
from inspect_app.board.queries import progress, record_list
from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.checklist.scoring import overall_score_of_record
from inspect_app.feedback.models import counts as counts_of_feedback
from inspect_app.findings.models import findings_of_record
from inspect_app.findings.queries.numbers import main_numbers
from inspect_app.inspections import models as inspections
from inspect_app.inspections.models import plans
from inspect_app.inspections.periods import periods
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.criteria import ALL, Criteria
from inspect_app.inspections.queries.visits import Visit, visit_of_town, visits_of_inspection
from inspect_app.inspections.views.inspection_asked import in_office, inspection_asked
from inspect_app.people.access import Action, declares
from inspect_app.people.models import responsible_persons
from inspect_app.photos.models import photos_of_deputy
from inspect_app.records import models
from inspect_app.records.content_in_words import (
    answers_in_content,
    arrived_photos,
    fields_in_content,
    uncounted,
)
from inspect_app.records.how_read import how_read
from inspect_app.records.models import RecordState
from inspect_app.records.models.revisions import revisions_of
from inspect_app.records.naming import named_in_log
from inspect_app.records.taking_effect import admit_late
from inspect_app.records.views.sent import mistake_rows
from inspect_app.review.findings_open import open_findings
from inspect_app.review.queries import suggestion_list
from inspect_app.roster.models import terms
from inspect_app.web import page_or_fragment, see_other, writing
from inspect_app.web import today as day_in_china

blueprint = Blueprint("board", __name__, url_prefix="/office")

NEWEST = 20
NOT_COUNTED = Criteria(state=record_list.NOT_COUNTED)
RIVALS = Criteria(state=record_list.RIVALS)


@blueprint.get("/inspections")
@declares(Action.READ)
def all_inspections() -> str:
    """List the town's inspections, the latest first."""
    town_id = g.actor.town_id
    rows = inspections.inspections(town_id)
    return render_template(
        "inspections/list.html",
        rows=rows,
        cancelled=inspections.cancelled_inspections(town_id),
        periods=periods(rows, terms(town_id)),
        counts=progress.counts_by_inspection(town_id),
        feedback=counts_of_feedback(town_id)[1],
    )


@blueprint.get("/inspections/<int:inspection_id>")
@declares(Action.READ)
def board(inspection_id: int) -> Response:
    """Show an inspection's sites and checklists, and the newest of what has come in."""
    town_id = g.actor.town_id
    inspection = inspection_asked(inspection_id)
    visits = visits_of_inspection(town_id, inspection_id)
    rows = record_list.records(town_id, inspection_id, ALL, NEWEST)
    ids = [row.Record.id for row in rows]
    totals = progress.counts_by_inspection(town_id).get(inspection_id, progress.NOTHING)
    may_come = totals.records or plans.has_links(town_id, inspection_id)
    return page_or_fragment(
        "board/board.html",
        "board/_board.html",
        inspection=inspection,
        versions=inspections.versions_of_inspection(town_id, inspection_id),
        sites=_sites(visits),
        names=plans.names_in_plan(town_id, inspection_id),
        group_names={
            group.id: group.name
            for group in inspections.groups_of_inspection(town_id, inspection_id)
        },
        counts=progress.counts_by_assignment(town_id, inspection_id),
        rows=rows,
        found=record_list.findings_by_record(town_id, ids),
        photos_by_record=record_list.photos_by_record(town_id, ids),
        rivals=record_list.with_rivals(town_id, ids),
        undecided=record_list.count(town_id, inspection_id, RIVALS),
        late=record_list.late_by_assignment(town_id, inspection_id),
        not_counted=record_list.records(town_id, inspection_id, NOT_COUNTED, NEWEST),
        newest=NEWEST,
        findings=progress.newest_findings(town_id, inspection_id, NEWEST),
        severities=progress.counts_by_severity(town_id, inspection_id),
        photos=record_list.photo_counts(town_id, inspection_id, ALL),
        suggestions=suggestion_list.count(town_id, inspection_id),
        to_review=open_findings(town_id, inspection_id),
        totals=totals,
        is_past=inspection.is_open and day_in_china() > inspection.ends_on,
        needs_links=inspection.is_open and in_office(inspection) and not may_come,
        as_of=db.now(),
    )


def _sites(visits: Sequence[Visit]) -> list[list[Visit]]:
    """The visits site by site, those of the same people together: the board's rows."""
    rows: dict[tuple[int, int, int | None], list[Visit]] = {}
    for visit in visits:
        goes = visit.Assignment
        rows.setdefault((visit.Site.id, goes.group_id, goes.deputy_id), []).append(visit)
    return list(rows.values())


@blueprint.get("/records/<uuid:record_id>")
@declares(Action.READ)
def record(record_id: UUID) -> str:
    """Show one record: every answer, its findings with photos, its former revisions."""
    town_id = g.actor.town_id
    row = models.record(town_id, record_id) or abort(404)
    checklist = checklist_of(row.ChecklistVersion)
    answers = stored_answers.from_json(row.Record.answers or {})
    named = list(row.Record.photos)
    revisions = revisions_of(town_id, record_id)
    former = {one.id: answers_in_content(one) for one in revisions}
    present = answers_in_content(row.Record)
    inspection = inspection_asked(row.Record.inspection_id)
    findings = findings_of_record(town_id, record_id)
    return render_template(
        "board/record.html",
        row=row,
        inspection=inspection,
        can_admit=g.actor.may(Action.RECORD) and inspection.takes_from_office,
        checklist=checklist,
        answers=answers,
        shown={item.id for item in rules.shown_items(checklist, answers)},
        findings=findings,
        main_numbers=main_numbers(town_id, findings),
        persons=responsible_persons(town_id),
        photos=photos_of_deputy(town_id, row.Deputy.id, {UUID(photo_id) for photo_id in named}),
        named=named,
        mistakes=mistake_rows(checklist, row.Record.mistakes),
        overall_score=overall_score_of_record(checklist, answers),
        readings=how_read(checklist, answers, fields_in_content(row.Record)),
        revisions=revisions,
        former_answers=former,
        answers_in_words=present,
        left_over=uncounted(row.ChecklistVersion, fields_in_content(row.Record)),
        arrived=arrived_photos(town_id, row.Deputy.id, [present, *former.values()]),
    )


@blueprint.post("/records/<uuid:record_id>/admit")
@declares(Action.RECORD)
def admit(record_id: UUID) -> BaseResponse | tuple[str, int]:
    """Let a record count that arrived after the inspection was closed, or its site taken out."""
    town_id = g.actor.town_id
    row = models.record(town_id, record_id) or abort(404)
    with writing():
        late = models.record(town_id, record_id)
        visit = visit_of_town(town_id, row.Assignment.id)
        assert visit is not None, "the reference keeps it"
        if not visit.Inspection.takes_from_office:
            return record(record_id), 422
        if late and late.Record.state == RecordState.LATE:
            admit_late(late.Record, visit, checklist_of(late.ChecklistVersion))
            about = named_in_log(visit.Inspection, late.Record.number)
            audit.note(g.actor, audit.Kind.CONTENT, "让晚到的记录计入统计", about)
    return see_other(url_for("board.record", record_id=record_id))
