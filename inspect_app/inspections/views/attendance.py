"""到场情况: the office ticks who came and who asked for leave; nobody checks in."""

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.inspections import models
from inspect_app.inspections.attendance import (
    leaves_by_reason,
    tick_presences,
    with_the_rest,
)
from inspect_app.inspections.forms import MAX_REASON, Ticked, in_one_word, presences_sent
from inspect_app.inspections.models import plans
from inspect_app.inspections.models.plans import Presence
from inspect_app.inspections.start_close_reopen import attendance_may_change, not_now
from inspect_app.inspections.views.inspection_asked import in_office, inspection_asked
from inspect_app.people.access import Action, declares
from inspect_app.web import see_other, writing

blueprint = Blueprint("attendance", __name__, url_prefix="/office/inspections")

CANNOT_TICK = "到场情况不能再改"
OVERTAKEN = "{}刚才由别人登记过，这里没有改，下面是现在的；别的已保存。要改，请再点一次保存"


@blueprint.get("/<int:inspection_id>/attendance")
@declares(Action.READ)
def attendance(inspection_id: int) -> str:
    """Show who is expected, who came, who asked for leave."""
    return _page(inspection_asked(inspection_id))


def _may_change(inspection: models.Inspection) -> bool:
    return attendance_may_change(inspection.state, in_office=in_office(inspection))


def _page(inspection: models.Inspection, error: str = "") -> str:
    expected = plans.deputies_expected(inspection.town_id, inspection.id)
    return render_template(
        "inspections/attendance.html",
        inspection=inspection,
        expected=expected,
        ticked=_ticked(inspection, [deputy.id for deputy, _ in expected]),
        in_one_word=in_one_word,
        max_reason=MAX_REASON,
        may_change=_may_change(inspection) and g.actor.may(Action.PLAN),
        error=error,
    )


def _ticked(inspection: models.Inspection, deputy_ids: list[int]) -> dict[int, Ticked]:
    rows = plans.attendance(inspection.town_id, inspection.id)
    return {
        one: (rows[one].presence, rows[one].reason) if one in rows else (Presence.EXPECTED, "")
        for one in deputy_ids
    }


@blueprint.post("/<int:inspection_id>/attendance")
@declares(Action.PLAN)
def tick(inspection_id: int) -> BaseResponse | tuple[str, int]:
    """Keep what was ticked; with 其余都实到 whoever is only expected has come.

    A reason without a tick is a leave, and the page says so.
    """
    overtaken: list[str] = []
    leaves = 0
    with writing():
        inspection = inspection_asked(inspection_id)
        may_change = _may_change(inspection)
        if may_change:
            overtaken, leaves = _keep(inspection)
            audit.note(g.actor, audit.Kind.CONTENT, "登记到场情况", inspection.title)
    if not may_change:
        # While it is planned only the end of its term stands against it.
        is_planned = inspection.state == models.InspectionState.PLANNED
        words = not_now(inspection.state, CANNOT_TICK, in_office=not is_planned)
        return _page(inspection, words), 422
    if overtaken:
        return _page(inspection, OVERTAKEN.format("、".join(overtaken))), 422
    return see_other(
        url_for(
            "attendance.attendance",
            inspection_id=inspection_id,
            saved=1,
            leaves=leaves or None,
        )
    )


def _keep(inspection: models.Inspection) -> tuple[list[str], int]:
    """Tick what was sent.

    Return the names of whom a colleague has ticked otherwise since, and how many leaves are ones
    by their reason alone.
    """
    names = {
        deputy.id: deputy.name
        for deputy, _ in plans.deputies_expected(inspection.town_id, inspection.id)
    }
    ticked = _ticked(inspection, [*names])
    sent = dict(presences_sent(request.form, names))
    overtaken = [one for one in sent if _is_overtaken(one, ticked[one], sent[one])]
    for one in overtaken:
        del sent[one]
    leaves = leaves_by_reason(ticked, sent)
    sent |= leaves
    if request.form.get("do") == "rest":
        sent = with_the_rest(ticked, sent)
    tick_presences(inspection, sent)
    return [names[one] for one in overtaken], len(leaves)


def _is_overtaken(deputy_id: int, ticked: Ticked, sent: Ticked) -> bool:
    was = request.form.get(f"was-{deputy_id}")
    return was is not None and ticked != sent and was != in_one_word(ticked)
