"""方案 of an inspection: make, copy, change and show it.

Here and not in ``inspections``, because a plan may not drop what has records under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Blueprint, Response, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit, db
from inspect_app.inspections import life, models, planning, plans
from inspect_app.inspections.forms import (
    MOST_LINES,
    PlanForm,
    ReasonForm,
    lines_sent,
    versions_sent,
)
from inspect_app.inspections.models import Assignment, Inspection, InspectionState
from inspect_app.inspections.planning import PlanLine
from inspect_app.inspections.units import words_without_unit
from inspect_app.inspections.views.asked import in_office, inspection_asked
from inspect_app.inspections.visits import visits_of_inspection
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.records.models import assignments_with_records
from inspect_app.text import number_sent
from inspect_app.web import page_or_fragment, see_other, today, writing

blueprint = Blueprint("plan", __name__, url_prefix="/office/inspections")

NOTICE = timedelta(days=3)  # deputies are told three days ahead
CANNOT_CHANGE = "方案不能再改"
CHANGED_SINCE = "这份方案刚才被别人改过。下面是您填的，请对照最新的方案再保存一次。"
LOOK_AGAIN = "还没有保存：请看下面标红的地方。"


@dataclass(frozen=True)
class Draft:
    """A plan as it stands on the page, saved or not."""

    inspection: Inspection | None
    offer: plans.PlanChoices
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
    offer = plans.offer(g.actor.town_id, term.id, None)
    before = models.inspection(g.actor.town_id, number_sent(request.args, "copy"))
    start = today() + NOTICE
    facts: dict[str, object] = {"starts_on": start, "ends_on": start}
    lines: list[PlanLine] = []
    if before:
        facts |= {
            "title": planning.title_for(start, before.title), "topic": before.topic,
            "kind": before.kind.value, "lead": before.lead,
            "ends_on": start + (before.ends_on - before.starts_on),
        }  # fmt: skip
        present = planning.lines_of(plans.assignments(before.town_id, before.id))
        then = plans.offer(before.town_id, before.term_id, before.id)
        lines = planning.copied(present, then, offer)
    form = PlanForm(data=facts)
    ticked = (
        frozenset(one.id for one in offer.versions) if len(offer.versions) == 1 else frozenset()
    )
    return _page(Draft(None, offer, form, lines, ticked, ""))


def _needed() -> str:
    """Return the page of what there is already of what a plan needs."""
    offer = plans.offer(g.actor.town_id, None, None)
    return render_template("inspections/needed.html", offer=offer)


@blueprint.get("/<int:inspection_id>/plan/edit")
@declares(Action.PLAN)
def edit(inspection_id: int) -> Response | str:
    """Show the plan to be changed; one that is over is only shown."""
    inspection = inspection_asked(inspection_id)
    if not _may_change(inspection):
        return shown(inspection, _not_now(inspection))
    present = plans.assignments(inspection.town_id, inspection.id)
    offer = plans.offer(inspection.town_id, inspection.term_id, inspection.id)
    form = PlanForm(obj=inspection)
    form.kind.data = inspection.kind.value
    lines = planning.lines_of(present)
    return _page(
        Draft(inspection, offer, form, lines, frozenset(), planning.seen(inspection, present))
    )


def _may_change(inspection: Inspection) -> bool:
    return life.plan_may_change(inspection.state, in_office=in_office(inspection))


def _not_now(inspection: Inspection) -> str:
    return life.not_now(inspection.state, CANNOT_CHANGE, in_office=in_office(inspection))


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
    if not _may_change(inspection):
        return shown(inspection, _not_now(inspection)), 422
    return _take(inspection, inspection.term_id)


def _take(inspection: Inspection | None, term_id: int) -> Response | BaseResponse:
    draft = _sent(inspection, term_id)
    pressed = request.form.get("do", "save")
    if pressed != "save":
        return _page(_helped(draft, pressed))
    mistakes: dict[int, str] = {}
    asked: planning.PlannedVisits = {}
    try:
        asked = planning.wanted(draft.lines, draft.versions, draft.offer)
    except planning.PlanError as wrong:
        mistakes[wrong.site_id] = str(wrong)
    if not draft.form.validate() or mistakes:
        return _page(draft, LOOK_AGAIN, mistakes)
    with writing():
        kept, objection = _keep(draft, term_id, asked)
    if kept is None:
        return _page(_seen_anew(draft), objection)
    return see_other(url_for("plan.show", inspection_id=kept))


def _sent(inspection: Inspection | None, term_id: int) -> Draft:
    offer = plans.offer(g.actor.town_id, term_id, inspection.id if inspection else None)
    known = frozenset(one.id for one in offer.versions)
    lines = [
        replace(line, versions=line.versions & known)
        for line in lines_sent(request.form, [site.id for _, site in offer.places])
    ]
    ticked = versions_sent(request.form) & known
    seen = request.form.get("seen", "")
    return Draft(inspection, offer, PlanForm(request.form), lines, ticked, seen)


def _helped(draft: Draft, pressed: str) -> Draft:
    """Do what a helping button says: one more line for a site, or a whole village filled in."""
    if pressed == "fill":
        return replace(draft, lines=_filled(draft))
    more = [PlanLine(site.id, "") for _, site in draft.offer.places if pressed == f"more-{site.id}"]
    return replace(draft, lines=[*draft.lines, *more])


def _filled(draft: Draft) -> list[PlanLine]:
    """Return the lines; to those that were chosen, and that nobody goes to yet, somebody goes."""
    where, who = request.form.get("fill-where", ""), request.form.get("fill-who", "")
    drawn = _drawn(draft.inspection)
    free = {line.site_id for line in draft.lines if not line.who}
    village_of = {
        site.id: village.id
        for village, site in draft.offer.places
        if site.id in free
        and (where in ("all", str(village.id)) or (where == "drawn" and village.name in drawn))
    }
    goes = planning.goes_to(list(dict.fromkeys(village_of.values())), who, draft.offer)
    return [
        replace(line, who=goes[village_of[line.site_id]])
        if not line.who and line.site_id in village_of
        else line
        for line in draft.lines
    ]


def _drawn(inspection: Inspection | None) -> list[str]:
    made = plans.draws(inspection.town_id, inspection.id) if inspection else []
    return made[0].drawn if made else []


def _keep(draft: Draft, term_id: int, asked: planning.PlannedVisits) -> tuple[int | None, str]:
    """Return the id under which the plan was kept, or why it was not."""
    inspection = models.inspection(g.actor.town_id, draft.inspection.id if draft.inspection else 0)
    if inspection is None and (same := _same(draft, asked)):
        return same, ""
    if inspection is None:
        inspection = Inspection(
            town_id=g.actor.town_id, term_id=term_id, state=InspectionState.PLANNED
        )
    elif not _may_change(inspection):
        return None, _not_now(inspection)
    present = plans.assignments(inspection.town_id, inspection.id) if inspection.id else []
    if inspection.id and planning.seen(inspection, present) != draft.seen:
        return None, CHANGED_SINCE
    held = assignments_with_records(inspection.town_id, inspection.id) if present else set()
    found = planning.changes(present, asked, held)
    if found.refused:
        return None, _refusal(found.refused, draft.offer)
    if inspection.state == InspectionState.UNDER_WAY and not asked:
        return None, "视察进行中，至少要留一个点位。"
    what = "修改视察方案" if inspection.id else "新建视察方案"
    draft.form.populate_obj(inspection)
    inspection.kind = models.InspectionKind(draft.form.kind.data)
    db.session().add(inspection)
    db.session().flush()
    planning.carry_out(inspection, found)
    audit.note(g.actor, audit.Kind.CONTENT, what, inspection.title)
    return inspection.id, ""


def _same(draft: Draft, asked: planning.PlannedVisits) -> int | None:
    """Return the id of a plan that says just this already: sent twice, a plan is kept once."""
    facts = draft.form.data
    for one in models.inspections(g.actor.town_id):
        is_alike = one.state == InspectionState.PLANNED and all(
            getattr(one, name) == said for name, said in facts.items()
        )
        present = plans.assignments(one.town_id, one.id) if is_alike else []
        if is_alike and planning.changes(present, asked, set()).is_nothing:
            return one.id
    return None


def _seen_anew(draft: Draft) -> Draft:
    """Return the draft as one whose writer has been told what changed: it may be saved now."""
    one = models.inspection(g.actor.town_id, draft.inspection.id) if draft.inspection else None
    mark = planning.seen(one, plans.assignments(one.town_id, one.id)) if one else ""
    return replace(draft, seen=mark)


def _refusal(refused: Sequence[Assignment], offer: plans.PlanChoices) -> str:
    sites = {site.id: f"{village.name}{site.name}" for village, site in offer.places}
    titles = {one.id: f"《{one.title}》" for one in offer.versions}
    groups = {one.id: one.name for one in offer.groups}
    named = "；".join(
        f"{groups[one.group_id]}去{sites[one.site_id]}用{titles[one.checklist_version_id]}"
        for one in refused[:5]
    )
    return (
        f"没有保存：{named}，已经有记录或草稿，不能去掉，也不能改成别的一位代表，否则写的人再也打不开。"
        "请让这几行照旧，另加一行。"
    )


def _page(draft: Draft, error: str = "", mistakes: dict[int, str] | None = None) -> Response:
    by_site: dict[int, list[PlanLine]] = {}
    for line in draft.lines:
        by_site.setdefault(line.site_id, []).append(line)
    answer = page_or_fragment(
        "planning/plan_form.html",
        "planning/_lines.html",
        inspection=draft.inspection,
        offer=draft.offer,
        form=draft.form,
        by_site=by_site,
        villages={village.id: village.name for village, _ in draft.offer.places},
        ticked=draft.versions,
        seen=draft.seen,
        drawn=_drawn(draft.inspection),
        choices=_choices(draft.offer),
        TURNS=planning.TURNS,
        most_lines=MOST_LINES,
        error=error,
        mistakes=mistakes or {},
        last=plans.last_planned(g.actor.town_id),
    )
    answer.status_code = 422 if error else 200
    return answer


def _choices(offer: plans.PlanChoices) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (value, words, deputies) of each group, as a list to choose from shows them."""
    members: dict[int, list[tuple[str, str]]] = {}
    for deputy, group in offer.deputies:
        members.setdefault(group.id, []).append((f"d{deputy.id}", deputy.name))
    return [(f"g{group.id}", group.name, members.get(group.id, [])) for group in offer.groups]


@blueprint.get("/<int:inspection_id>/plan")
@declares(Action.READ)
def show(inspection_id: int) -> str:
    """Show the plan: facts, who goes where, its papers, its state and what leads on."""
    return shown(inspection_asked(inspection_id))


def shown(inspection: Inspection, error: str = "", why: ReasonForm | None = None) -> str:
    """Return the plan's page; with ``error``, why what was asked for is not done."""
    town_id = inspection.town_id
    return render_template(
        "planning/plan.html",
        inspection=inspection,
        visits=visits_of_inspection(town_id, inspection.id),
        groups={one.id: one.name for one in models.groups_of_inspection(town_id, inspection.id)},
        names=plans.names_in_plan(town_id, inspection.id),
        draws=plans.draws(town_id, inspection.id),
        steps=life.steps_from(inspection.state),
        may_change=_may_change(inspection),
        in_office=in_office(inspection),
        why=why or ReasonForm(),
        without_unit=[] if inspection.is_read_only else _without_unit(inspection),
        error=error,
    )


def _without_unit(inspection: Inspection) -> list[str]:
    """Return the words of its checklists for which no responsible unit of the town answers."""
    used = models.versions_of_inspection(inspection.town_id, inspection.id)
    return words_without_unit(inspection.town_id, used)
