"""随机抽取 of villages: drawn by the office, shown with all that is needed to redo it."""

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.desk.views import once
from inspect_app.inspections import models
from inspect_app.inspections.draw import draw_villages, fingerprint
from inspect_app.inspections.forms import DrawForm
from inspect_app.inspections.models import plans
from inspect_app.inspections.views.inspection_asked import (
    inspection_asked,
    plan_may_change,
    why_plan_may_not_change,
)
from inspect_app.people.access import Action, declares
from inspect_app.web import see_other, writing

blueprint = Blueprint("draws", __name__, url_prefix="/office/inspections")

CANNOT_DRAW = "不能再抽取"


@blueprint.get("/<int:inspection_id>/draws")
@declares(Action.READ)
def all_draws(inspection_id: int) -> str:
    """Show every draw of the inspection, the latest first, and how to draw."""
    return _page(inspection_asked(inspection_id), DrawForm(data={"number": 3}))


def _page(inspection: models.Inspection, form: DrawForm, error: str = "") -> str:
    villages = _villages(inspection)
    sent = request.form.getlist("village")
    return render_template(
        "inspections/draws.html",
        inspection=inspection,
        form=form,
        error=error,
        villages=villages,
        ticked=sent if request.method == "POST" else villages,
        draws=plans.draws(inspection.town_id, inspection.id),
        ranked=_ranked,
        may_change=plan_may_change(inspection),
    )


def _villages(inspection: models.Inspection) -> list[str]:
    places = plans.choices_of(inspection.town_id, inspection.term_id, None).places
    return list(dict.fromkeys(village.name for village, _ in places))


def _ranked(made: plans.Draw) -> list[tuple[str, str]]:
    return sorted((fingerprint(made.seed, name), name) for name in made.candidates)


@blueprint.post("/<int:inspection_id>/draws")
@declares(Action.PLAN)
def make(inspection_id: int) -> BaseResponse | tuple[str, int]:
    """Draw; what was drawn before stays and is shown."""
    inspection = inspection_asked(inspection_id)
    form = DrawForm(request.form)
    sent = set(request.form.getlist("village"))
    candidates = [name for name in _villages(inspection) if name in sent]
    is_valid = form.validate()
    if is_valid and (form.number.data or 0) > len(candidates):
        form.number.errors = [f"只勾了{len(candidates)}个村，抽不出{form.number.data}个"]
        is_valid = False
    if not is_valid:
        return _page(inspection, form), 422
    to_draws = url_for("draws.all_draws", inspection_id=inspection_id)
    with writing():
        if once.led_to() is not None:
            return see_other(to_draws)
        inspection = inspection_asked(inspection_id)
        may_change = plan_may_change(inspection)
        if not may_change:
            words = why_plan_may_not_change(inspection, CANNOT_DRAW)
        else:
            made = draw_villages(
                inspection, form.seed_or_chance, candidates, form.number.data or 0, g.actor.name
            )
            what = f"随机抽取：{len(candidates)}个村抽{made.number}个，种子{made.seed}"
            audit.note(g.actor, audit.Kind.CONTENT, what, inspection.title)
            once.take(to_draws)
    if not may_change:
        return _page(inspection, form, words), 422
    return see_other(to_draws)
