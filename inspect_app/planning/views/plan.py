"""方案 of an inspection, as it is shown."""

from flask import Blueprint, render_template

from inspect_app.inspections import models
from inspect_app.inspections.models import Inspection, plans
from inspect_app.inspections.queries.visits import visits_of_inspection
from inspect_app.inspections.start_close_reopen import steps_from
from inspect_app.inspections.units import words_without_unit
from inspect_app.inspections.views.inspection_asked import (
    in_office,
    inspection_asked,
    plan_may_change,
)
from inspect_app.people.access import Action, declares
from inspect_app.planning import who_goes_where
from inspect_app.planning.forms import ReasonForm
from inspect_app.review.findings_open import findings_to_review
from inspect_app.review.queries import suggestion_list

blueprint = Blueprint("plan", __name__, url_prefix="/office/inspections")


@blueprint.get("/<int:inspection_id>/plan")
@declares(Action.READ)
def show(inspection_id: int) -> str:
    """Show the plan: facts, who goes where, its papers, its state and what leads on."""
    return shown(inspection_asked(inspection_id))


def shown(inspection: Inspection, error: str = "", why: ReasonForm | None = None) -> str:
    """The plan's page; with ``error``, why what was asked for is not done."""
    town_id = inspection.town_id
    visits = visits_of_inspection(town_id, inspection.id)
    return render_template(
        "planning/plan.html",
        inspection=inspection,
        visits=visits,
        forms=who_goes_where.forms_in_words([one.Assignment.group_id for one in visits]),
        groups={one.id: one.name for one in models.groups_of_inspection(town_id, inspection.id)},
        names=plans.names_in_plan(town_id, inspection.id),
        draws=plans.draws(town_id, inspection.id),
        steps=steps_from(inspection.state),
        may_change=plan_may_change(inspection),
        in_office=in_office(inspection),
        why=why or ReasonForm(),
        findings_waiting=findings_to_review(town_id, inspection.id),
        suggestions_waiting=suggestion_list.count(town_id, inspection.id)[1],
        without_unit=[] if inspection.is_read_only else _without_unit(inspection),
        error=error,
    )


def _without_unit(inspection: Inspection) -> list[str]:
    """The words of its checklists for which no responsible unit of the town answers."""
    used = models.versions_of_inspection(inspection.town_id, inspection.id)
    return words_without_unit(inspection.town_id, used)
