"""方案 of an inspection: make, copy and change it.

Here and not in ``inspections``, because a plan may not drop what has records under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Response, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.inspections import models
from inspect_app.inspections.models import Assignment, Inspection, InspectionState, plans
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.views.inspection_asked import (
    inspection_asked,
    plan_may_change,
    why_plan_may_not_change,
)
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.planning import line_filling, who_goes_where
from inspect_app.planning.forms import MOST_LINES, PlanForm, lines_sent, topic_of, versions_sent
from inspect_app.planning.line_filling import Filling, FillingError, who_may_go
from inspect_app.planning.views.plan import blueprint, shown
from inspect_app.planning.who_goes_where import PlanLine, PlannedVisits
from inspect_app.records.models import assignments_with_records
from inspect_app.text import number_sent
from inspect_app.web import page_or_fragment, see_other, today, writing

NOTICE = timedelta(days=3)  # deputies are told three days ahead
CANNOT_CHANGE = "方案不能再改"
CHANGED_SINCE = "这份方案刚才被别人改过。下面是您填的，请对照最新的方案再保存一次。"
FILLED_BY = ("where", "named", "who", "what")
LOOK_AGAIN = "还没有保存：请看下面标红的地方。"


@dataclass(frozen=True)
class PlanOnPage:
    """A plan as it stands on the page, saved or not."""

    inspection: Inspection | None
    choices: plans.PlanChoices
    form: PlanForm
    lines: list[PlanLine]
    versions: frozenset[int]
    seen: str


@blueprint.get("/new")
@declares(Action.PLAN)
def new() -> Response | str:
    """Show an empty plan, or with ``?copy=`` another one's for new days.

    Where no term is in office, what a plan needs first.
    """
    term = people.current_term(g.actor.town_id)
    if term is None:
        return _needed()
    choices = plans.choices_of(g.actor.town_id, term.id, None)
    before = models.inspection(g.actor.town_id, number_sent(request.args, "copy"))
    start = today() + NOTICE
    facts: dict[str, object] = {"starts_on": start, "ends_on": start}
    lines: list[PlanLine] = []
    if before:
        facts |= {
            "title": who_goes_where.title_for(start, before.title), "topic": before.topic,
            "kind": before.kind.value, "lead": before.lead,
            "ends_on": start + (before.ends_on - before.starts_on),
        }  # fmt: skip
        present = who_goes_where.lines_of(plans.assignments(before.town_id, before.id))
        then = plans.choices_of(before.town_id, before.term_id, before.id)
        lines = who_goes_where.copied(present, then, choices)
    form = PlanForm(data=facts)
    ticked = (
        frozenset(one.id for one in choices.versions) if len(choices.versions) == 1 else frozenset()
    )
    return _page(PlanOnPage(None, choices, form, lines, ticked, ""))


def _needed() -> str:
    """The page of what there is already of what a plan needs."""
    choices = plans.choices_of(g.actor.town_id, None, None)
    return render_template("inspections/needed.html", choices=choices)


@blueprint.get("/<int:inspection_id>/plan/edit")
@declares(Action.PLAN)
def edit(inspection_id: int) -> Response | str:
    """Show the plan to be changed; one that is over is only shown."""
    inspection = inspection_asked(inspection_id)
    if not plan_may_change(inspection):
        return shown(inspection, why_plan_may_not_change(inspection, CANNOT_CHANGE))
    present = plans.assignments(inspection.town_id, inspection.id)
    choices = plans.choices_of(inspection.town_id, inspection.term_id, inspection.id)
    form = PlanForm(obj=inspection)
    form.kind.data = inspection.kind.value
    lines = who_goes_where.lines_of(present)
    return _page(
        PlanOnPage(
            inspection, choices, form, lines, frozenset(), who_goes_where.seen(inspection, present)
        )
    )


@blueprint.post("/new")
@declares(Action.PLAN)
def add() -> Response | BaseResponse | tuple[str, int]:
    """Keep a new plan, or show it again with what is wrong."""
    term = people.current_term(g.actor.town_id)
    return _take(None, term.id) if term else (_needed(), 422)


@blueprint.post("/<int:inspection_id>/plan/edit")
@declares(Action.PLAN)
def change(inspection_id: int) -> Response | BaseResponse | tuple[str, int]:
    """Keep a changed plan; never what would hide a record or a draft."""
    inspection = inspection_asked(inspection_id)
    if not plan_may_change(inspection):
        return shown(inspection, why_plan_may_not_change(inspection, CANNOT_CHANGE)), 422
    return _take(inspection, inspection.term_id)


def _take(inspection: Inspection | None, term_id: int) -> Response | BaseResponse:
    plan = _sent(inspection, term_id)
    pressed = request.form.get("do", "save")
    if pressed != "save":
        try:
            return _page(_helped(plan, pressed))
        except FillingError as wrong:
            return _page(plan, not_filled=str(wrong))
    mistakes: dict[int, str] = {}
    asked: PlannedVisits = {}
    try:
        asked = who_goes_where.planned_visits(plan.lines, plan.versions, plan.choices)
    except who_goes_where.PlanError as wrong:
        mistakes[wrong.site_id] = str(wrong)
    _fill_in_topic(plan)
    if not plan.form.validate() or mistakes:
        return _page(plan, LOOK_AGAIN, mistakes)
    with writing():
        inspection_id, objection = _keep(plan, term_id, asked)
    if inspection_id is None:
        return _page(_seen_anew(plan), objection)
    return see_other(url_for("plan.show", inspection_id=inspection_id))


def _fill_in_topic(plan: PlanOnPage) -> None:
    """Give a plan without a topic those of the checklists it uses."""
    used = plan.versions.union(*(line.versions for line in plan.lines if line.who))
    if not plan.form.topic.data:
        topics = [checklist_of(one).topic for one in plan.choices.versions if one.id in used]
        plan.form.topic.data = topic_of(topics)


def _sent(inspection: Inspection | None, term_id: int) -> PlanOnPage:
    choices = plans.choices_of(g.actor.town_id, term_id, inspection.id if inspection else None)
    known = frozenset(one.id for one in choices.versions)
    lines = [
        replace(line, versions=line.versions & known)
        for line in lines_sent(request.form, [site.id for _, site in choices.places])
    ]
    ticked = versions_sent(request.form) & known
    seen = request.form.get("seen", "")
    return PlanOnPage(inspection, choices, PlanForm(request.form), lines, ticked, seen)


def _helped(plan: PlanOnPage, pressed: str) -> PlanOnPage:
    """Do what a helping button says: one more line for a site, or a whole village filled in."""
    if pressed == "fill":
        return replace(plan, lines=_filled(plan))
    more = [
        PlanLine(site.id, "") for _, site in plan.choices.places if pressed == f"more-{site.id}"
    ]
    return replace(plan, lines=[*plan.lines, *more])


def _filled(plan: PlanOnPage) -> list[PlanLine]:
    asked = Filling(*map(_asked, FILLED_BY))
    return line_filling.filled(
        plan.lines, asked, plan.versions, plan.choices, _drawn(plan.inspection)
    )


def _asked(what: str) -> str:
    return request.form.get(f"fill-{what}", "").strip()


def _drawn(inspection: Inspection | None) -> list[str]:
    made = plans.draws(inspection.town_id, inspection.id) if inspection else []
    return made[0].drawn if made else []


def _keep(plan: PlanOnPage, term_id: int, asked: PlannedVisits) -> tuple[int | None, str]:
    """The id under which the plan was kept, or why it was not."""
    inspection = models.inspection(g.actor.town_id, plan.inspection.id if plan.inspection else 0)
    if inspection is None and (same := _same(plan, asked)):
        return same, ""
    if inspection is None:
        inspection = Inspection(
            town_id=g.actor.town_id, term_id=term_id, state=InspectionState.PLANNED
        )
    elif not plan_may_change(inspection):
        return None, why_plan_may_not_change(inspection, CANNOT_CHANGE)
    present = plans.assignments(inspection.town_id, inspection.id) if inspection.id else []
    if inspection.id and who_goes_where.seen(inspection, present) != plan.seen:
        return None, CHANGED_SINCE
    held = assignments_with_records(inspection.town_id, inspection.id) if present else set()
    found = who_goes_where.changes(present, asked, held)
    if found.refused:
        return None, _refusal(found.refused, plan.choices)
    if inspection.state == InspectionState.UNDER_WAY and not asked:
        return None, "视察进行中，至少要留一个点位。"
    what = "修改视察方案" if inspection.id else "新建视察方案"
    plan.form.populate_obj(inspection)
    inspection.kind = models.InspectionKind(plan.form.kind.data)
    who_goes_where.carry_out(inspection, found)
    audit.note(g.actor, audit.Kind.CONTENT, what, inspection.title)
    return inspection.id, ""


def _same(plan: PlanOnPage, asked: PlannedVisits) -> int | None:
    """The id of a plan that says just this already: sent twice, a plan is kept once."""
    facts = plan.form.data
    for one in models.inspections(g.actor.town_id):
        is_alike = one.state == InspectionState.PLANNED and all(
            getattr(one, name) == value for name, value in facts.items()
        )
        present = plans.assignments(one.town_id, one.id) if is_alike else []
        if is_alike and who_goes_where.changes(present, asked, set()).is_nothing:
            return one.id
    return None


def _seen_anew(plan: PlanOnPage) -> PlanOnPage:
    """The plan as one whose writer has been told what changed: it may be saved now."""
    one = models.inspection(g.actor.town_id, plan.inspection.id) if plan.inspection else None
    mark = who_goes_where.seen(one, plans.assignments(one.town_id, one.id)) if one else ""
    return replace(plan, seen=mark)


def _refusal(refused: Sequence[Assignment], choices: plans.PlanChoices) -> str:
    sites = {site.id: f"{village.name}{site.name}" for village, site in choices.places}
    titles = {one.id: f"《{one.title}》" for one in choices.versions}
    groups = {one.id: one.name for one in choices.groups}
    named = "；".join(
        f"{groups[one.group_id]}去{sites[one.site_id]}用{titles[one.checklist_version_id]}"
        for one in refused[:5]
    )
    return (
        f"没有保存：{named}，已经有记录或草稿，不能去掉，也不能改成别的一位代表，否则写的人再也打不开。"
        "请让这几行照旧，另加一行。"
    )


def _page(
    plan: PlanOnPage,
    error: str = "",
    mistakes: dict[int, str] | None = None,
    not_filled: str = "",
) -> Response:
    by_site: dict[int, list[PlanLine]] = {}
    for line in plan.lines:
        by_site.setdefault(line.site_id, []).append(line)
    answer = page_or_fragment(
        "planning/plan_form.html",
        "planning/_lines.html",
        inspection=plan.inspection,
        choices=plan.choices,
        form=plan.form,
        by_site=by_site,
        villages={village.id: village.name for village, _ in plan.choices.places},
        ticked=plan.versions,
        forms=who_goes_where.forms_of_lines(plan.lines, plan.versions, plan.choices),
        of_all=_sites_of_all(plan) if len(plan.versions) > 1 else 0,
        seen=plan.seen,
        drawn=_drawn(plan.inspection),
        who_may_go=who_may_go(plan.choices),
        TURNS=line_filling.TURNS,
        ALL_TICKED=line_filling.ALL_TICKED,
        not_filled=not_filled,
        asked={f"fill-{one}": _asked(one) if not_filled else "" for one in FILLED_BY},
        most_lines=MOST_LINES,
        error=error,
        mistakes=mistakes or {},
        last=plans.last_planned(g.actor.town_id),
    )
    answer.status_code = 422 if error else 200
    return answer


def _sites_of_all(plan: PlanOnPage) -> int:
    """At how many sites each of the ticked checklists is to be filled."""
    return len({line.site_id for line in plan.lines if line.who and not line.versions})
