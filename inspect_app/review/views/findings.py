"""The findings of an inspection: the list, many reviewed at once, an act taken back."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.findings.models import FINDING_STATE_LABELS, acts
from inspect_app.findings.queries.numbers import main_numbers
from inspect_app.form_parts import first_mistake
from inspect_app.inspections import models as inspections
from inspect_app.inspections.views.inspection_asked import inspection_asked
from inspect_app.inspections.views.list_request import list_request, page
from inspect_app.people.access import Action, declares
from inspect_app.people.models import responsible_persons
from inspect_app.review import finding_review
from inspect_app.review.findings_open import findings_lacking, findings_to_review
from inspect_app.review.forms import KEEP, BatchForm
from inspect_app.review.history import entry_of
from inspect_app.review.queries import finding_list, suggestion_list
from inspect_app.review.queries.finding_list import (
    CORRECTED,
    COUNTING,
    NO_LIMIT,
    NO_ONE,
    TAKEN_BACK,
    WAITING,
)
from inspect_app.review.queries.unplaced import unplaced
from inspect_app.review.views.reviewing import (
    can_review,
    carry_out_review,
    carry_out_undo,
    subjects_of,
    unit_meant,
    units_to_choose,
)
from inspect_app.text import number_sent
from inspect_app.web import page_or_fragment, see_other

blueprint = Blueprint("review", __name__, url_prefix="/office")

PER_PAGE = 50
NONE_WILL_COME = 286
CHANGED_MEANWHILE = "筛选出的问题刚刚有变化，请再看一眼，然后再按一次"
ALL_DECIDED = "筛选出的都已标为重复或不作为问题，“核定”不动它们；要改的，请勾选"
LOOK_AT_LIST = (
    "（人大办或代表），一个都还没有改。下面是现在的样子，点编号看改前改后；核对后请再按一次"
)
STATES = {
    "": "全部",
    COUNTING: "计入统计的",
    WAITING: "还要核定的",
    CORRECTED: "核定后代表又更正",
    **{state.value: words for state, words in FINDING_STATE_LABELS.items()},
    NO_LIMIT: "没有整改时限",
    NO_ONE: "没有责任单位或责任人",
    TAKEN_BACK: "代表已更正、撤回",
}


@blueprint.get("/inspections/<int:inspection_id>/findings")
@declares(Action.READ)
def several(inspection_id: int) -> Response:
    """Show an inspection's findings: filtered, searched, page by page; ``?all`` for printing."""
    inspection = inspection_asked(inspection_id)
    return _list(inspection, BatchForm())


@blueprint.get("/inspections/<int:inspection_id>/findings/newer")
@declares(Action.REVIEW)
def newer(inspection_id: int) -> Response:
    """Say how many findings came ``?after`` the list was shown: what is ticked in it stays.

    204 where there are none; 286 where none will come, which htmx asks no more after.
    """
    inspection = inspection_asked(inspection_id)
    if not inspection.is_open:
        return make_response("", NONE_WILL_COME)
    which = list_request(inspection, STATES)
    after = number_sent(request.args, "after")
    count = finding_list.count(inspection.town_id, inspection.id, which.criteria, after)
    if not count:
        return make_response("", HTTPStatus.NO_CONTENT)
    page = number_sent(request.args, "page") or None
    return make_response(
        render_template(
            "review/_newer.html",
            inspection=inspection,
            **which.on_page(),
            page=page,
            count=count,
        )
    )


def _list(
    inspection: inspections.Inspection, form: BatchForm, error: str = "", ticked: Sequence[int] = ()
) -> Response:
    town_id, which = g.actor.town_id, list_request(inspection, STATES)
    shown = page(finding_list.count(town_id, inspection.id, which.criteria), PER_PAGE)
    rows = finding_list.findings(town_id, inspection.id, which.criteria, shown.size, shown.offset)
    units = finding_list.units(town_id, inspection.id)
    last = acts.last_standing_review(town_id, inspection.id)
    last_act, last_finding = acts.newest(town_id, inspection.id)
    return page_or_fragment(
        "review/list.html",
        "review/_list.html",
        inspection=inspection,
        can_review=can_review(inspection),
        **which.on_page(),
        shown=shown,
        rows=rows,
        left_alone=len(finding_list.left_alone(town_id, inspection.id, which.criteria)),
        newest=finding_list.newest(town_id, inspection.id),
        items=subjects_of(rows),
        persons=responsible_persons(town_id),
        main_numbers=main_numbers(town_id, (row.Finding for row in rows)),
        states=_states_with_numbers(inspection, which.criteria.state),
        units=units,
        known_units=units_to_choose(units),
        unplaced=unplaced(town_id, inspection.id) if can_review(inspection) else [],
        lacking=findings_lacking(town_id, inspection.id),
        findings_waiting=findings_to_review(town_id, inspection.id),
        suggestions_waiting=suggestion_list.count(town_id, inspection.id)[1],
        form=form,
        error=error,
        ticked=ticked,
        last=entry_of(last) if last else None,
        last_act=last_act,
        last_finding=last_finding,
    )


def _states_with_numbers(inspection: inspections.Inspection, chosen: str) -> dict[str, str]:
    counts = finding_list.counts_by_state(inspection.town_id, inspection.id, chosen)
    return {state: f"{STATES[state]}（{number}）" for state, number in counts.items()}


@blueprint.post("/inspections/<int:inspection_id>/findings")
@declares(Action.REVIEW)
def review_many(inspection_id: int) -> BaseResponse:
    """Let the ticked findings, or all that the filter finds, say what was asked for."""
    inspection = inspection_asked(inspection_id)
    form = BatchForm(request.form)
    ticked = [number for number in request.form.getlist("finding", int) if 0 < number < 2**63]
    try:
        if not form.validate():
            raise finding_review.ReviewRefusedError(first_mistake(form))
        form.unit.data = unit_meant(inspection, form.unit.data or "")
        made = carry_out_review(
            inspection,
            form,
            _chosen(inspection, ticked, is_kept=form.do.data == KEEP),
            number_sent(request.form, "seen"),
        )
    except finding_review.ChangedMeanwhileError as error:
        return make_response(_list(inspection, form, f"{error}{LOOK_AT_LIST}", ticked), 422)
    except finding_review.ReviewRefusedError as error:
        return make_response(_list(inspection, form, str(error), ticked), 422)
    return see_other(_back_to_list(inspection.id, made.id if made else 0))


def _back_to_list(inspection_id: int, done: int) -> str:
    """The list's address with the filter and page it was asked from."""
    criteria = {
        name: value for name, value in request.args.items() if name not in ("done", "undone")
    }
    query = urlencode({**criteria, "done": done})
    return f"{url_for('review.several', inspection_id=inspection_id)}?{query}"


def _chosen(inspection: inspections.Inspection, ticked: list[int], is_kept: bool) -> list[int]:
    """The ids of the findings that are to be changed.

    Who keeps all that the filter finds does not mean those that were merged or dropped before.
    """
    if request.form.get("which") != "all":
        return ticked
    town_id, criteria = g.actor.town_id, list_request(inspection, STATES).criteria
    total = finding_list.count(town_id, inspection.id, criteria)
    rows = finding_list.findings(town_id, inspection.id, criteria, total)
    ids = [row.Finding.id for row in rows]
    if total != number_sent(request.form, "total") or max(ids, default=0) > number_sent(
        request.form, "last"
    ):
        raise finding_review.ReviewRefusedError(CHANGED_MEANWHILE)
    left = finding_list.left_alone(town_id, inspection.id, criteria) if is_kept else set()
    if ids and left.issuperset(ids):
        raise finding_review.ReviewRefusedError(ALL_DECIDED)
    return [one for one in ids if one not in left]


@blueprint.post("/acts/<int:act_id>/undo")
@declares(Action.REVIEW)
def undo(act_id: int) -> BaseResponse | tuple[str, int]:
    """Take the last change back and lead to where it was asked: the list, or the one finding."""
    act = acts.act(g.actor.town_id, act_id) or abort(404)
    inspection = inspection_asked(act.inspection_id)
    try:
        carry_out_undo(inspection, act_id)
    except finding_review.ReviewRefusedError as error:
        return make_response(_list(inspection, BatchForm(), str(error)), 422)
    finding_id = number_sent(request.form, "finding")
    if finding_id:
        return see_other(url_for("review.one", finding_id=finding_id, saved=1))
    return see_other(url_for("review.several", inspection_id=inspection.id, undone=1))
