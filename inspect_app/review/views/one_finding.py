"""The page of one finding: the deputy's own words beside the office's, and its review."""

from uuid import UUID

from flask import abort, g, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.checklist.base_items import FailingItem
from inspect_app.findings import models as findings
from inspect_app.findings.models import Finding, acts
from inspect_app.findings.queries.numbers import main_numbers
from inspect_app.form_parts import first_mistake
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.views.inspection_asked import inspection_asked
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.photos.models import photos_of_deputy
from inspect_app.records.models import PlacedFinding
from inspect_app.review import finding_review
from inspect_app.review.forms import NEXT, ReviewForm, form_of
from inspect_app.review.history import history_of
from inspect_app.review.queries import finding_list, suggestion_list
from inspect_app.review.views.findings import blueprint
from inspect_app.review.views.reviewing import (
    can_review,
    carry_out_review,
    subjects_of,
    unit_meant,
    units_to_choose,
)
from inspect_app.web import see_other, with_form_taken

LIKELY = 12
SOMEBODY_ELSE = "刚才有人改过这个问题，见下面的改动记录。您填的还在，核对后请再按一次"


@blueprint.get("/findings/<int:finding_id>")
@declares(Action.READ)
def one(finding_id: int) -> str:
    """Show one finding: the deputy's own words beside the office's, and all that was changed."""
    town_id = g.actor.town_id
    row = finding_list.finding(town_id, finding_id) or abort(404)
    finding = row.Finding
    person = finding.who_answers(people.responsible_persons(town_id))
    main = main_numbers(town_id, [finding]).get(finding.duplicate_of_id or 0)
    return _page(row, form_of(finding, _last_change(finding), person, main))


def _last_change(finding: Finding) -> int:
    """The id of the last act on it, 0 if there was none."""
    changes = acts.changes_of_finding(finding.town_id, finding.id)
    return changes[0][0].id if changes else 0


def _page(row: PlacedFinding, form: ReviewForm, error: str = "") -> str:
    finding, town_id = row.Finding, g.actor.town_id
    inspection = inspection_asked(finding.inspection_id)
    likely = finding_list.likely_mains(town_id, row, LIKELY)
    merged = finding_list.mains(town_id, _others(finding))
    photos = {UUID(photo_id) for photo_id in finding.photos}
    item = checklist_of(row.ChecklistVersion).item_by_id[finding.item_id]
    assert isinstance(item, FailingItem), "no finding arises from another"
    return render_template(
        "review/one.html",
        row=row,
        finding=finding,
        inspection=inspection,
        can_review=can_review(inspection) and not finding.taken_back_at,
        item=item,
        is_of_checklist=finding.own_description == item.problem_sentence,
        who_answers=finding.who_answers(people.responsible_persons(town_id)),
        photos=photos_of_deputy(town_id, row.Deputy.id, photos),
        likely=likely,
        items=subjects_of(likely),
        main=merged.get(finding.duplicate_of_id or 0),
        duplicates=[merged[key] for key in merged if key != finding.duplicate_of_id],
        known_units=units_to_choose(finding_list.units(town_id, inspection.id)),
        history=history_of(finding),
        following=finding_list.next_to_review(town_id, inspection.id, finding.id),
        suggestions_waiting=suggestion_list.count(town_id, inspection.id)[1],
        form=form,
        error=error,
    )


def _others(finding: Finding) -> list[int]:
    """The findings it was merged into or that were merged into it."""
    into_it = [one.id for one in findings.duplicates_of(finding.town_id, finding.id)]
    return [*into_it, *([finding.duplicate_of_id] if finding.duplicate_of_id else [])]


@blueprint.post("/findings/<int:finding_id>")
@declares(Action.REVIEW)
def review_one(finding_id: int) -> BaseResponse | tuple[str, int]:
    """Let one finding say what was asked for; everything entered is kept where it cannot."""
    row = finding_list.finding(g.actor.town_id, finding_id) or abort(404)
    inspection = inspection_asked(row.Finding.inspection_id)
    form = ReviewForm(request.form)
    if not form.validate():
        return _page(row, form, first_mistake(form)), 422
    form.unit.data = unit_meant(inspection, form.unit.data or "")
    try:
        carry_out_review(inspection, form, [finding_id], form.seen.data or 0)
    except finding_review.ChangedMeanwhileError:
        _follow_the_deputy(form, row.Finding)
        form.seen.data = _last_change(row.Finding)
        return _page(row, form, SOMEBODY_ELSE), 422
    except finding_review.ReviewRefusedError as error:
        return _page(row, form, str(error)), 422
    following = finding_list.next_to_review(g.actor.town_id, inspection.id, finding_id)
    is_on = form.do.data == NEXT and following
    address = url_for("review.one", finding_id=following if is_on else finding_id, saved=1)
    return see_other(with_form_taken(address))


def _follow_the_deputy(form: ReviewForm, finding: Finding) -> None:
    """Where the office had left the deputy's words as they were, put what the deputy says now."""
    for act, change in reversed(acts.changes_of_finding(finding.town_id, finding.id)):
        name = change.field.removeprefix("own_")
        is_unseen_word = name != change.field and act.id > (form.seen.data or 0)
        if is_unseen_word and form[name].data == change.before:
            form[name].data = change.after
