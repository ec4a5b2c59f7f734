"""到场情况: the office ticks who came and who asked for leave; nobody checks in."""

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.inspections import models
from inspect_app.inspections.attendance import leaves_by_reason, tick_presences
from inspect_app.inspections.forms import MAX_REASON, presences_sent
from inspect_app.inspections.models import plans
from inspect_app.inspections.models.plans import Presence
from inspect_app.inspections.start_close_reopen import attendance_may_change, not_now
from inspect_app.inspections.views.inspection_asked import in_office, inspection_asked
from inspect_app.people.access import Action, declares
from inspect_app.web import see_other, writing

blueprint = Blueprint("attendance", __name__, url_prefix="/office/inspections")

CANNOT_TICK = "到场情况不能再改"


@blueprint.get("/<int:inspection_id>/attendance")
@declares(Action.READ)
def attendance(inspection_id: int) -> str:
    """Show who is expected, who came, who asked for leave."""
    return _page(inspection_asked(inspection_id))


def _may_change(inspection: models.Inspection) -> bool:
    return attendance_may_change(inspection.state, in_office=in_office(inspection))


def _page(inspection: models.Inspection, error: str = "") -> str:
    return render_template(
        "inspections/attendance.html",
        inspection=inspection,
        expected=plans.deputies_expected(inspection.town_id, inspection.id),
        ticked=plans.attendance(inspection.town_id, inspection.id),
        max_reason=MAX_REASON,
        may_change=_may_change(inspection) and g.actor.may(Action.PLAN),
        error=error,
    )


@blueprint.post("/<int:inspection_id>/attendance")
@declares(Action.PLAN)
def tick(inspection_id: int) -> BaseResponse | tuple[str, int]:
    """Keep what was ticked; with 其余都实到 whoever is only expected has come.

    A reason without a tick is a leave, and the page says so.
    """
    leaves: dict[int, tuple[Presence, str]] = {}
    with writing():
        inspection = inspection_asked(inspection_id)
        may_change = _may_change(inspection)
        if may_change:
            expected = plans.deputies_expected(inspection.town_id, inspection.id)
            presences = dict(presences_sent(request.form, [deputy.id for deputy, _ in expected]))
            leaves = leaves_by_reason(inspection, presences)
            presences |= leaves
            if request.form.get("do") == "rest":
                presences = {
                    deputy_id: (Presence.ATTENDED, "") if one == Presence.EXPECTED else (one, why)
                    for deputy_id, (one, why) in presences.items()
                }
            tick_presences(inspection, presences)
            audit.note(g.actor, audit.Kind.CONTENT, "登记到场情况", inspection.title)
    if not may_change:
        # While it is planned only the end of its term stands against it.
        is_planned = inspection.state == models.InspectionState.PLANNED
        words = not_now(inspection.state, CANNOT_TICK, in_office=not is_planned)
        return _page(inspection, words), 422
    return see_other(
        url_for(
            "attendance.attendance",
            inspection_id=inspection_id,
            saved=1,
            leaves=len(leaves) or None,
        )
    )
