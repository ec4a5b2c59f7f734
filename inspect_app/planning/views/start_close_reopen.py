"""An inspection is started, closed, archived or cancelled, and each of these is taken back."""

from flask import Blueprint, abort, g, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit, db
from inspect_app.desk.views import once
from inspect_app.inspections.attendance import count_people
from inspect_app.inspections.models import Inspection, InspectionState, plans
from inspect_app.inspections.start_close_reopen import STEPS, StateChange, objection
from inspect_app.inspections.views.inspection_asked import in_office, inspection_asked
from inspect_app.people.access import Action, declares
from inspect_app.planning.forms import ReasonForm
from inspect_app.planning.views.plan import shown
from inspect_app.records.models import assignments_with_records, has_counted
from inspect_app.web import see_other, writing

blueprint = Blueprint("state", __name__, url_prefix="/office/inspections/<int:inspection_id>")


@blueprint.post("/state")
@declares(Action.PLAN)
def take_step(inspection_id: int) -> BaseResponse | tuple[str, int]:
    """Take the inspection to another state, once; some steps ask for a reason."""
    present = inspection_asked(inspection_id)
    step = STEPS.get(request.form.get("do", "")) or abort(400)
    why = ReasonForm(request.form)
    if step.asks_why and not why.validate():
        return shown(present, _objection(step, present), why), 422
    to_plan = url_for("plan.show", inspection_id=inspection_id)
    with writing():
        if once.led_to() is not None:
            return see_other(to_plan)
        inspection = inspection_asked(inspection_id)
        error = _objection(step, inspection)
        if not error:
            _take(step, inspection, (why.reason.data or "") if step.asks_why else "")
            once.take(to_plan)
    if error:
        return shown(inspection, error), 422
    return see_other(to_plan)


def _take(step: StateChange, inspection: Inspection, reason: str) -> None:
    inspection.state = step.after
    if not inspection.is_over:
        count_people(inspection)  # the roster may have changed since
    inspection.cancelled_because = reason if step.after == InspectionState.CANCELLED else None
    is_reopened = step is STEPS["reopen"]
    inspection.reopened_because = reason if is_reopened else None
    inspection.reopened_by = g.actor.name if is_reopened else None
    inspection.reopened_at = db.now() if is_reopened else None
    what = f"{step.label}：{reason}" if reason else step.label
    audit.note(g.actor, audit.Kind.CONTENT, what, inspection.title)


def _objection(step: StateChange, inspection: Inspection) -> str:
    town_id = inspection.town_id
    return objection(
        step,
        inspection.state,
        has_assignments=bool(plans.assignments(town_id, inspection.id)),
        has_records=bool(assignments_with_records(town_id, inspection.id)),
        has_counted=has_counted(town_id, inspection.id),
        in_office=in_office(inspection),
    )
