"""Which inspection an address of the office names."""

from flask import abort, g

from inspect_app.inspections import models, start_close_reopen
from inspect_app.inspections.models import plans
from inspect_app.web.error_pages import error_page


def inspection_asked(inspection_id: int) -> models.Inspection:
    """The town's inspection of that id. :raise 404: if the town has none."""
    return models.inspection(g.actor.town_id, inspection_id) or abort(404)


def not_cancelled(inspection_id: int, what: str) -> models.Inspection:
    """The town's inspection; of a plan that was taken back there is no ``what`` (报表).

    :raise 404: if the town has none of that id.
    :raise 409: if its plan was taken back.
    """
    inspection = inspection_asked(inspection_id)
    if inspection.state == models.InspectionState.CANCELLED:
        abort(error_page(f"方案已撤销，没有{what}", "要用请先在方案里“恢复方案”。", 409))
    return inspection


def plan_may_change(inspection: models.Inspection) -> bool:
    """Whether title, days, sites and who goes where may still be changed."""
    return start_close_reopen.plan_may_change(inspection.state, in_office=in_office(inspection))


def why_plan_may_not_change(inspection: models.Inspection, what: str) -> str:
    """The sentence that says why not, and that ``what`` (方案不能再改)."""
    return start_close_reopen.not_now(inspection.state, what, in_office=in_office(inspection))


def in_office(inspection: models.Inspection) -> bool:
    """Whether the inspection's term lasts; after it nothing is planned or begun."""
    return plans.is_in_office(inspection.town_id, inspection.term_id)
