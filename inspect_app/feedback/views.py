"""意见反馈: written on the deputy's phone, read and ticked off in the office."""

from flask import Blueprint, abort, g, render_template, request, url_for
from werkzeug.wrappers import Response

from inspect_app import audit
from inspect_app.feedback import giving, models
from inspect_app.feedback.forms import MOST_CHARACTERS, FeedbackForm
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.text import number_sent
from inspect_app.web import page_asked, see_other, writing

blueprint = Blueprint("feedback", __name__)

PAGE = 30
MOST_SHOWN = 10  # of what a deputy said before
TOO_MUCH = f"一天最多写{giving.MOST_A_DAY}条，请明天再交，或者直接打电话：{{}}"


@blueprint.get("/d/feedback")
@declares(Action.FILL)
def write() -> str:
    """Show the form, and what the deputy said before and became of it."""
    return _write(FeedbackForm())


def _write(form: FeedbackForm) -> str:
    return render_template(
        "feedback/write.html",
        town=people.town(g.actor.town_id),
        signed_in=g.actor.person_id,
        form=form,
        most=MOST_CHARACTERS,
        earlier=models.feedback_of_deputy(g.actor.town_id, g.actor.person_id, MOST_SHOWN),
    )


@blueprint.post("/d/feedback")
@declares(Action.FILL)
def give() -> Response | tuple[str, int]:
    form = FeedbackForm(request.form)
    if not form.validate():
        return _write(form), 422
    with writing():
        is_kept = giving.give(g.actor, form.text.data or "")
    if not is_kept:
        form.text.errors = [TOO_MUCH.format(people.town(g.actor.town_id).contact)]
        return _write(form), 429
    return see_other(url_for("feedback.write", given=1))


@blueprint.get("/office/feedback")
@declares(Action.READ)
def received() -> str:
    total, unhandled = models.counts(g.actor.town_id)
    shown = page_asked(total, PAGE)
    return render_template(
        "feedback/received.html",
        rows=models.feedback_of_town(g.actor.town_id, shown.size, shown.offset),
        shown=shown,
        unhandled=unhandled,
    )


@blueprint.post("/office/feedback/<int:feedback_id>")
@declares(Action.FEEDBACK)
def tick(feedback_id: int) -> Response:
    """Tick feedback off as handled; ``do=reopen`` takes that back."""
    with writing():
        feedback = models.feedback(g.actor.town_id, feedback_id) or abort(404)
        is_handled = request.form.get("do") != "reopen"
        if is_handled == (feedback.handled_at is None):
            what = "意见反馈标为已处理" if is_handled else "意见反馈改回未处理"
            audit.note(g.actor, audit.Kind.CONTENT, what, f"第{feedback.id}条")
        giving.tick(g.actor, feedback, is_handled=is_handled)
    page = number_sent(request.form, "page") or None
    return see_other(url_for("feedback.received", page=page, _anchor=f"feedback-{feedback_id}"))
