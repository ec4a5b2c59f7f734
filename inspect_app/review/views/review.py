"""The office's review: an inspection's findings, one finding, many at once, undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.board import finding_list
from inspect_app.board.finding_list import CORRECTED, COUNTING, TAKEN_BACK
from inspect_app.board.unplaced import unplaced
from inspect_app.board.views.asked import asked, page
from inspect_app.findings import acts, review
from inspect_app.findings import models as findings
from inspect_app.findings.acts import ReviewAct
from inspect_app.findings.models import FINDING_STATE_LABELS, Finding
from inspect_app.findings.numbers import main_numbers, numbers_of
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.views.asked import inspection_asked
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.photos.models import photos_of_deputy
from inspect_app.records.models import FindingRow
from inspect_app.review.forms import NEXT, BatchForm, ReviewForm, form_of
from inspect_app.review.words import deed, said_in_change
from inspect_app.text import number_sent
from inspect_app.web import page_or_fragment, see_other, that_took, writing

blueprint = Blueprint("review", __name__, url_prefix="/office")

PER_PAGE = 50
NONE_WILL_COME = 286
LIKELY = 12
MOST_AT_ONCE = 1000  # others wait to write meanwhile
TOO_MANY = f"一次最多改{MOST_AT_ONCE}个，请再筛选一下，分几次改"
TICK_SOME = "请先勾选问题，或选“筛选出的全部”"
CHANGED_MEANWHILE = "筛选出的问题刚刚有变化，请再看一眼，然后再按一次"
SOMEBODY_ELSE = "刚才有人改过这个问题，见下面的改动记录。您填的还在，核对后请再按一次"
LOOK_AT_LIST = (
    "(人大办或代表)，一个都还没有改。下面是现在的样子，点编号看改前改后；核对后请再按一次"
)
ARCHIVED = "视察已归档，只能看，不能改"
STATES = {
    "": "全部",
    COUNTING: "计入统计的",
    CORRECTED: "核定后代表又更正",
    **{state.value: words for state, words in FINDING_STATE_LABELS.items()},
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
    which = asked(inspection, STATES)
    after = number_sent(request.args, "after")
    count = finding_list.count(inspection.town_id, inspection.id, which.wanted, after)
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
    town_id, which = g.actor.town_id, asked(inspection, STATES)
    shown = page(finding_list.count(town_id, inspection.id, which.wanted), PER_PAGE)
    rows = finding_list.findings(town_id, inspection.id, which.wanted, shown.size, shown.offset)
    units = finding_list.units(town_id, inspection.id)
    last = acts.last_standing_review(town_id, inspection.id)
    last_act, last_finding = acts.newest(town_id, inspection.id)
    return page_or_fragment(
        "review/list.html",
        "review/_list.html",
        inspection=inspection,
        can_review=_can_review(inspection),
        **which.on_page(),
        shown=shown,
        rows=rows,
        newest=finding_list.newest(town_id, inspection.id),
        items=_subjects(rows),
        main_numbers=main_numbers(town_id, (row.Finding for row in rows)),
        states={
            state: f"{STATES[state]}({number})"
            for state, number in finding_list.counts_by_state(town_id, inspection.id).items()
        },
        units=units,
        known_units=_known_units(units),
        unplaced=unplaced(town_id, inspection.id) if _can_review(inspection) else [],
        form=form,
        error=error,
        ticked=ticked,
        last=_told(last) if last else None,
        last_act=last_act,
        last_finding=last_finding,
    )


def _can_review(inspection: inspections.Inspection) -> bool:
    return g.actor.may(Action.REVIEW) and not inspection.is_read_only


def _subjects(rows: Sequence[FindingRow]) -> dict[int, str]:
    """Return what papers call each finding, by its id."""
    return {
        row.Finding.id: checklist_of(row.ChecklistVersion).item_by_id[row.Finding.item_id].subject
        for row in rows
    }


def _known_units(used: Sequence[str]) -> list[str]:
    """Return the units to choose from: the town's own, and those that findings name."""
    own = [name for name, _ in people.responsible_units(g.actor.town_id)]
    return list(dict.fromkeys([*own, *used]))


@dataclass(frozen=True)
class HistoryEntry:
    """An act as the history tells it; ``lines`` are (finding's number, what, before, after)."""

    act: ReviewAct
    lines: list[tuple[int, str, str, str]]
    is_undoable: bool = False
    deed: str = ""


Own = dict[str, str | None]


def _line(
    change: acts.ReviewChange, own: Own, by_id: Mapping[int, int]
) -> tuple[int, str, str, str]:
    """Return the line of a change; where the office says nothing else, ``own`` is what is said."""
    said = [own.get(change.field) if value is None else value for value in change.values]
    words = [said_in_change(change.field, value, by_id) for value in said]
    return (by_id[change.finding_id], review.FIELDS[change.field].label, words[0], words[1])


def _numbers(changes: Sequence[acts.ReviewChange]) -> dict[int, int]:
    """Return by id the numbers of all findings that the changes name."""
    mains = [value for one in changes if one.field == "main" for value in one.values if value]
    ids = [*(one.finding_id for one in changes), *map(int, mains)]
    return numbers_of(g.actor.town_id, ids)


def _told(act: ReviewAct) -> HistoryEntry:
    changes = acts.changes_of_act(act.town_id, act.id)
    labels = {name: field.label for name, field in review.FIELDS.items()}
    by_id = _numbers(changes)
    lines = [_line(change, {}, by_id) for change in changes]
    corrected = {change.finding_id for change in changes if change.field == "corrected"}
    now = findings.findings_by_id(act.town_id, act.inspection_id, corrected)
    kept = {one.id for one in now if one.state is findings.FindingState.KEPT}
    return HistoryEntry(act, lines, _is_undoable(act), deed(changes, labels, kept))


def _is_undoable(act: ReviewAct) -> bool:
    """Return whether nobody, also no deputy, has changed its findings since."""
    is_review = act.kind == acts.ActKind.REVIEW
    return is_review and not acts.changed_after(act.town_id, act.id)


@blueprint.post("/inspections/<int:inspection_id>/findings")
@declares(Action.REVIEW)
def review_many(inspection_id: int) -> BaseResponse:
    """Let the ticked findings, or all that the filter finds, say what was asked for."""
    inspection = inspection_asked(inspection_id)
    form = BatchForm(request.form)
    ticked = [number for number in request.form.getlist("finding", int) if 0 < number < 2**63]
    try:
        if not form.validate():
            raise review.RefusedError(form.first_mistake())
        made = _review(
            inspection, form, _chosen(inspection, ticked), number_sent(request.form, "seen")
        )
    except review.ChangedMeanwhileError as error:
        return make_response(_list(inspection, form, f"{error}{LOOK_AT_LIST}", ticked), 422)
    except review.RefusedError as error:
        return make_response(_list(inspection, form, str(error), ticked), 422)
    return see_other(_back_to_list(inspection.id, made.id if made else 0))


def _back_to_list(inspection_id: int, done: int) -> str:
    """Return the list's address with the filter and page it was asked from."""
    kept = {name: value for name, value in request.args.items() if name not in ("done", "undone")}
    query = urlencode({**kept, "done": done})
    return f"{url_for('review.several', inspection_id=inspection_id)}?{query}"


def _chosen(inspection: inspections.Inspection, ticked: list[int]) -> list[int]:
    """Return the ids of the findings that are to be changed."""
    if request.form.get("which") != "all":
        return ticked
    town_id, wanted = g.actor.town_id, asked(inspection, STATES).wanted
    total = finding_list.count(town_id, inspection.id, wanted)
    rows = finding_list.findings(town_id, inspection.id, wanted, total)
    ids = [row.Finding.id for row in rows]
    if total != number_sent(request.form, "total") or max(ids, default=0) > number_sent(
        request.form, "last"
    ):
        raise review.RefusedError(CHANGED_MEANWHILE)
    return ids


def _review(
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
        raise review.RefusedError(TOO_MANY)
    wanted = form.wanted()
    with writing():
        _refuse_archived(inspection.id)
        chosen = findings.findings_by_id(inspection.town_id, inspection.id, ids)
        if not chosen:
            raise review.RefusedError(TICK_SOME)
        unseen = acts.changed_since(inspection.town_id, inspection.id, seen).intersection(ids)
        made = review.review(g.actor, chosen, wanted)
        if made and unseen:
            changed = sorted(one.number for one in chosen if one.id in unseen)
            some = "、".join(map(str, changed[:20]))
            raise review.ChangedMeanwhileError(f"第{some}号问题刚才有人改过")
        if made:
            _note(made, inspection, "核定")
    return made


def _refuse_archived(inspection_id: int) -> None:
    """Call it while writing: somebody may have archived the inspection since the page was asked.

    :raise RefusedError: if it is archived.
    """
    if not _can_review(inspection_asked(inspection_id)):
        raise review.RefusedError(ARCHIVED)


def _note(act: ReviewAct, inspection: inspections.Inspection, verb: str) -> None:
    told = _told(act)
    numbers = list(dict.fromkeys(str(line[0]) for line in told.lines))
    some = "、".join(numbers[:10]) + ("等" if len(numbers) > 10 else "")
    fields = "、".join(dict.fromkeys(line[1] for line in told.lines))
    what = f"{verb}问题{len(numbers)}个：{fields}"
    audit.note(g.actor, audit.Kind.CONTENT, what, f"{inspection.title}第{some}号问题")


@blueprint.get("/findings/<int:finding_id>")
@declares(Action.READ)
def one(finding_id: int) -> str:
    """Show one finding: the deputy's own words beside the office's, and all that was changed."""
    town_id = g.actor.town_id
    row = finding_list.finding(town_id, finding_id) or abort(404)
    finding = row.Finding
    person = people.responsible_persons(town_id).get(finding.responsible_unit, "")
    main = main_numbers(town_id, [finding]).get(finding.duplicate_of_id or 0)
    return _page(row, form_of(finding, _last_change(finding), person, main))


def _last_change(finding: Finding) -> int:
    """Return the id of the last act that changed the finding, 0 if none did."""
    changes = acts.changes_of_finding(finding.town_id, finding.id)
    return changes[0][0].id if changes else 0


def _page(row: FindingRow, form: ReviewForm, error: str = "") -> str:
    finding, town_id = row.Finding, g.actor.town_id
    inspection = inspections.inspection(town_id, finding.inspection_id)
    assert inspection is not None, "the reference keeps it"
    likely = finding_list.likely_mains(town_id, row, LIKELY)
    merged = finding_list.mains(town_id, _others(finding))
    photos = {UUID(photo_id) for photo_id in finding.photos}
    return render_template(
        "review/one.html",
        row=row,
        finding=finding,
        inspection=inspection,
        can_review=_can_review(inspection) and not finding.taken_back_at,
        item=checklist_of(row.ChecklistVersion).item_by_id[finding.item_id],
        photos=photos_of_deputy(town_id, row.Deputy.id, photos),
        likely=likely,
        items=_subjects(likely),
        main=merged.get(finding.duplicate_of_id or 0),
        duplicates=[merged[key] for key in merged if key != finding.duplicate_of_id],
        known_units=_known_units(finding_list.units(town_id, inspection.id)),
        history=_history(finding),
        following=finding_list.next_to_review(town_id, inspection.id, finding.id),
        form=form,
        error=error,
    )


def _others(finding: Finding) -> list[int]:
    """Return the findings it was merged into or that were merged into it."""
    into_it = [one.id for one in findings.duplicates_of(finding.town_id, finding.id)]
    return [*into_it, *([finding.duplicate_of_id] if finding.duplicate_of_id else [])]


def _history(finding: Finding) -> list[HistoryEntry]:
    """Return what was ever changed in the finding, the latest first."""
    standing = acts.standing_acts(finding.town_id, finding.id)[:1]
    own = review.own_texts(finding)
    rows = acts.changes_of_finding(finding.town_id, finding.id)
    by_id = _numbers([change for _, change in rows])
    told: dict[int, HistoryEntry] = {}
    for act, change in rows:
        is_undoable = [act.id] == standing and _is_undoable(act)
        line = _line(change, own, by_id)
        told.setdefault(act.id, HistoryEntry(act, [], is_undoable)).lines.append(line)
        if change.field.startswith("own_"):  # before it, the deputy had said something else
            own[change.field.removeprefix("own_")] = change.before
    return list(told.values())


@blueprint.post("/findings/<int:finding_id>")
@declares(Action.REVIEW)
def review_one(finding_id: int) -> BaseResponse | tuple[str, int]:
    """Let one finding say what was asked for; everything entered is kept where it cannot."""
    row = finding_list.finding(g.actor.town_id, finding_id) or abort(404)
    inspection = inspections.inspection(g.actor.town_id, row.Finding.inspection_id)
    assert inspection is not None, "the reference keeps it"
    form = ReviewForm(request.form)
    if not form.validate():
        return _page(row, form, form.first_mistake()), 422
    _follow_the_unit(form, row.Finding)
    try:
        _review(inspection, form, [finding_id], form.seen.data or 0)
    except review.ChangedMeanwhileError:
        _follow_the_deputy(form, row.Finding)
        form.seen.data = _last_change(row.Finding)
        return _page(row, form, SOMEBODY_ELSE), 422
    except review.RefusedError as error:
        return _page(row, form, str(error)), 422
    following = finding_list.next_to_review(g.actor.town_id, inspection.id, finding_id)
    is_on = form.do.data == NEXT and following
    address = url_for("review.one", finding_id=following if is_on else finding_id, saved=1)
    return see_other(that_took(address))


def _follow_the_unit(form: ReviewForm, finding: Finding) -> None:
    """Where another unit was chosen and its former one's person left, name the unit's own."""
    if form.unit.data != finding.responsible_unit and form.person.data:
        persons = people.responsible_persons(finding.town_id)
        if form.person.data == persons.get(finding.responsible_unit):
            form.person.data = persons.get(form.unit.data or "", "")


def _follow_the_deputy(form: ReviewForm, finding: Finding) -> None:
    """Where the office had left the deputy's words as they were, put what the deputy says now."""
    for act, change in reversed(acts.changes_of_finding(finding.town_id, finding.id)):
        name = change.field.removeprefix("own_")
        is_unseen_word = name != change.field and act.id > (form.seen.data or 0)
        if is_unseen_word and form[name].data == change.before:
            form[name].data = change.after


@blueprint.post("/acts/<int:act_id>/undo")
@declares(Action.REVIEW)
def undo(act_id: int) -> BaseResponse | tuple[str, int]:
    """Take the last change back and lead to where it was asked: the list, or the one finding."""
    town_id = g.actor.town_id
    act = acts.act(town_id, act_id) or abort(404)
    inspection = inspections.inspection(town_id, act.inspection_id)
    assert inspection is not None, "the reference keeps it"
    try:
        _undo(inspection, act_id)
    except review.RefusedError as error:
        return make_response(_list(inspection, BatchForm(), str(error)), 422)
    finding_id = number_sent(request.form, "finding")
    if finding_id:
        return see_other(url_for("review.one", finding_id=finding_id, saved=1))
    return see_other(url_for("review.several", inspection_id=inspection.id, undone=1))


def _undo(inspection: inspections.Inspection, act_id: int) -> None:
    with writing():
        _refuse_archived(inspection.id)
        act = acts.act(inspection.town_id, act_id)
        assert act is not None, "acts are never deleted"
        _note(review.undo(g.actor, act), inspection, "撤销对问题的改动，涉及")
