"""A review by the office, in one transaction and with its line in the log; what its pages share."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from flask import g

from inspect_app import audit
from inspect_app.findings import models as findings
from inspect_app.findings.models import Finding, acts
from inspect_app.findings.models.acts import ReviewAct
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.units import near_units
from inspect_app.inspections.views.inspection_asked import inspection_asked
from inspect_app.people import models as people
from inspect_app.people.access import Action
from inspect_app.records.models import PlacedFinding
from inspect_app.review import finding_review
from inspect_app.review.forms import BatchForm
from inspect_app.review.history import entry_of
from inspect_app.review.queries import finding_list
from inspect_app.text import day_words, names_meant
from inspect_app.web import writing

MOST_AT_ONCE = 1000  # others wait to write meanwhile
TOO_MANY = f"一次最多改{MOST_AT_ONCE}个，请再筛选一下，分几次改"
TICK_SOME = "请先勾选问题，或选“筛选出的全部”"
ARCHIVED = "视察已归档，只能看，不能改"
LONGEST_LIMIT = timedelta(days=5 * 366)
NOT_ON_ROSTER = "名册里没有“{}”。是{}？请选名册里的；确实另有这个单位的，先在“责任单位”里加上。"
MOST_NEAR = 4


def carry_out_review(
    inspection: inspections.Inspection,
    form: BatchForm,
    ids: Sequence[int],
    seen: int,
) -> ReviewAct | None:
    """Review the findings in one transaction, with a line in the log.

    ``seen`` is the last change that was on the screen: another one meanwhile, the office's or the
    deputy's, is never overwritten unseen. Pressed twice, the second time changes nothing, which is
    no quarrel.
    """
    if len(ids) > MOST_AT_ONCE:
        raise finding_review.ReviewRefusedError(TOO_MANY)
    values = form.values()
    with writing():
        _refuse_archived(inspection.id)
        chosen = findings.findings_by_id(inspection.town_id, inspection.id, ids)
        if not chosen:
            raise finding_review.ReviewRefusedError(TICK_SOME)
        _refuse_near_unit(form.unit.data or "", {one.responsible_unit for one in chosen})
        unseen = acts.changed_since(inspection.town_id, inspection.id, seen).intersection(ids)
        _refuse_impossible_limit(chosen, values.get("due"))
        made = finding_review.review(g.actor, chosen, values)
        if made and unseen:
            changed = sorted(one.number for one in chosen if one.id in unseen)
            some = "、".join(map(str, changed[:20]))
            raise finding_review.ChangedMeanwhileError(f"第{some}号问题刚才有人改过")
        if made:
            _note(made, inspection, "核定")
    return made


def carry_out_undo(inspection: inspections.Inspection, act_id: int) -> None:
    """Take an act back, likewise."""
    with writing():
        _refuse_archived(inspection.id)
        act = acts.act(inspection.town_id, act_id)
        assert act is not None, "acts are never deleted"
        _note(finding_review.undo(g.actor, act), inspection, "撤销对问题的改动，涉及")


def _refuse_archived(inspection_id: int) -> None:
    """Call it while writing: somebody may have archived the inspection since the page was asked.

    :raise ReviewRefusedError: if it is archived.
    """
    if not can_review(inspection_asked(inspection_id)):
        raise finding_review.ReviewRefusedError(ARCHIVED)


def _refuse_impossible_limit(chosen: Sequence[Finding], due: date | None) -> None:
    """:raise ReviewRefusedError: if a new time limit ends before the finding, or years after it."""
    for finding in chosen:
        if due is None or due == finding.suggested_due:
            continue
        found = f"第{finding.number}号问题是{day_words(finding.found_on)}发现的"
        if due < finding.found_on:
            raise finding_review.ReviewRefusedError(f"整改时限：{found}，时限不能早于这一天")
        if due > finding.found_on + LONGEST_LIMIT:
            raise finding_review.ReviewRefusedError(
                f"整改时限：{found}，时限在五年以后，请看看年份对不对"
            )


def _refuse_near_unit(unit: str, units_so_far: Collection[str]) -> None:
    """:raise ReviewRefusedError: if a new unit is probably one of the roster, typed otherwise."""
    if units_so_far != {unit} and (question := question_about_unit(unit)):
        raise finding_review.ReviewRefusedError(question)


def question_about_unit(unit: str) -> str:
    """What is asked about a unit that is near one of the roster; empty where none is."""
    near = [f"“{name}”" for name in near_units(unit, own_units())]
    if not near:
        return ""
    several = "、".join(near[:MOST_NEAR]) + ("等" if len(near) > MOST_NEAR else "")
    guess = f"{near[0]}吗" if len(near) == 1 else f"{several}里的哪一个"
    return NOT_ON_ROSTER.format(unit, guess)


def own_units() -> list[str]:
    return [name for name, _ in people.responsible_units(g.actor.town_id)]


def _note(act: ReviewAct, inspection: inspections.Inspection, verb: str) -> None:
    entry = entry_of(act)
    numbers = list(dict.fromkeys(str(line[0]) for line in entry.lines))
    some = "、".join(numbers[:10]) + ("等" if len(numbers) > 10 else "")
    fields = "、".join(dict.fromkeys(line[1] for line in entry.lines))
    what = f"{verb}问题{len(numbers)}个：{fields}"
    audit.note(g.actor, audit.Kind.CONTENT, what, f"{inspection.title}第{some}号问题")


def can_review(inspection: inspections.Inspection) -> bool:
    """Whether who is signed in may, and the inspection still lets anybody."""
    return g.actor.may(Action.REVIEW) and not inspection.is_read_only


def subjects_of(rows: Sequence[PlacedFinding]) -> dict[int, str]:
    """What papers call each finding, by its id."""
    return {
        row.Finding.id: checklist_of(row.ChecklistVersion).item_by_id[row.Finding.item_id].subject
        for row in rows
    }


def units_to_choose(used: Sequence[str]) -> list[str]:
    """The units to choose from: the town's own, and what else findings name.

    Not what would be asked about if it were chosen.
    """
    own = own_units()
    return list(dict.fromkeys([*own, *(unit for unit in used if not near_units(unit, own))]))


def unit_meant(inspection: inspections.Inspection, typed: str) -> str:
    """The unit that is typed, as it is written already; else it gets a second slip."""
    known = units_to_choose(finding_list.units(inspection.town_id, inspection.id))
    return next(iter(names_meant(known, typed)), typed) if typed else ""
