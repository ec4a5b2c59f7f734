"""Closing an inspection: what is still open, shown before; the button is start_close_reopen's."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.board.queries import progress, record_list
from inspect_app.board.still_open import open_things
from inspect_app.findings.models import FindingState
from inspect_app.inspections import models
from inspect_app.inspections.models import Inspection, plans
from inspect_app.inspections.models.plans import Presence
from inspect_app.inspections.queries.visits import Visit, visits_of_inspection
from inspect_app.inspections.views.inspection_asked import in_office, inspection_asked
from inspect_app.people.access import Action, declares
from inspect_app.records.models import PlacedRecord
from inspect_app.review.findings_open import findings_lacking
from inspect_app.review.queries import finding_list, suggestion_list
from inspect_app.web import see_other

blueprint = Blueprint("closing", __name__, url_prefix="/office/inspections/<int:inspection_id>")

UNFILLED = "一个点位、一份清单、一个小组算一份。请代表补填，或者录入纸质表。"

# What of an inspection's lists is still open, by the state that the list is filtered by: how it
# is called, and what can be done.
IN_WORDS: dict[str, tuple[str, str]] = {
    record_list.INCOMPLETE: ("份记录待补正", "请代表或联络员在手机上补齐；结束以后就不能补了。"),
    record_list.RIVALS: (
        "份记录，代表两次交来的内容不一样，还没有选定",
        "请代表选一份；结束以后不能再选，按先送到的统计。",
    ),
    record_list.LATE: ("份记录晚到，还没有决定计不计入", "打开看过，要算数就点“计入统计”。"),
    FindingState.RECORDED: ("个问题还没有核定", "结束以后也能核定。"),
    finding_list.CORRECTED: ("个问题核定后代表又更正了，还没有再看", "结束以后也能看。"),
    finding_list.NO_LIMIT: ("个问题没有整改时限", "勾选了一起填；结束以后也能填。"),
    finding_list.NO_ONE: ("个问题没有责任单位或责任人", "勾选了一起填；结束以后也能填。"),
}


@dataclass(frozen=True)
class StillOpen:
    """Something that is not done yet: how many, what, what can be done, where exactly these are."""

    number: int
    what: str
    remedy: str
    where: str


@blueprint.get("/close")
@declares(Action.PLAN)
def show(inspection_id: int) -> BaseResponse | str:
    """Show what is still open, then what closing means; nothing stands in its way."""
    inspection = inspection_asked(inspection_id)
    if not inspection.is_open:
        return see_other(url_for("plan.show", inspection_id=inspection_id))
    town_id = inspection.town_id
    unfilled, begun = _unfilled(inspection), progress.begun_records(town_id, inspection_id)
    return render_template(
        "planning/close.html",
        inspection=inspection,
        still_open=_still_open(inspection, unfilled, begun),
        unfilled=unfilled,
        begun=begun,
        groups={one.id: one.name for one in models.groups_of_inspection(town_id, inspection_id)},
        names=plans.names_in_plan(town_id, inspection_id),
        in_office=in_office(inspection),
    )


def _unfilled(inspection: Inspection) -> list[Visit]:
    """Where nobody has handed a record in that counts."""
    filled = progress.counts_by_assignment(inspection.town_id, inspection.id)
    visits = visits_of_inspection(inspection.town_id, inspection.id)
    return [visit for visit in visits if visit.Assignment.id not in filled]


def _still_open(
    inspection: Inspection, unfilled: Sequence[Visit], begun: Sequence[PlacedRecord]
) -> list[StillOpen]:
    """What is not done yet; what is done is left out."""
    lines = [
        StillOpen(len(unfilled), "份检查清单还没有填", UNFILLED, "#unfilled"),
        StillOpen(len(begun), "份填了一半没有交", "请代表打开接着填，再点提交。", "#begun"),
        *_open_in_lists(inspection),
        _not_ticked(inspection),
    ]
    return [line for line in lines if line.number]


def _open_in_lists(inspection: Inspection) -> list[StillOpen]:
    """How many of each list are in which open state; the link filters the list by it."""
    now = open_things(inspection.town_id, inspection.id)
    lacking = findings_lacking(inspection.town_id, inspection.id)
    lists = {"lists.records": now.records, "review.several": now.findings | lacking}
    wall = url_for("lists.photos", inspection_id=inspection.id, state=record_list.AWAITED)
    _, waiting = suggestion_list.count(inspection.town_id, inspection.id)
    proposals = url_for("suggestions.several", inspection_id=inspection.id, waiting=1)
    return [
        *(
            StillOpen(
                number, *IN_WORDS[state], url_for(where, inspection_id=inspection.id, state=state)
            )
            for where, counted in lists.items()
            for state, number in counted.items()
        ),
        StillOpen(waiting, "条意见建议还没有核定", "结束以后也能核定。", proposals),
        StillOpen(now.awaited, "张照片还在路上", "结束以后传到的照样收下。", wall),
    ]


def _not_ticked(inspection: Inspection) -> StillOpen:
    """How many deputies are expected, where nobody has ticked who came."""
    where = url_for("attendance.attendance", inspection_id=inspection.id)
    ticked = plans.attendance(inspection.town_id, inspection.id)
    expected = [
        deputy
        for deputy, _ in plans.deputies_expected(inspection.town_id, inspection.id)
        if deputy.id not in ticked or ticked[deputy.id].presence == Presence.EXPECTED
    ]
    number = len(expected) if inspection.attended is None else 0
    return StillOpen(number, "位代表应到，实到还没有登记", "结束以后也能登记。", where)
