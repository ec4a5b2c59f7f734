"""What the office made so far of findings, of suggestions, of what is said of the product."""

from inspect_app.demo.story import FEEDBACK, REVIEWED, SUGGESTIONS_REVIEWED
from inspect_app.feedback import giving, models
from inspect_app.findings.changes import kept_values
from inspect_app.inspections.queries.criteria import ALL
from inspect_app.people.access import Actor, Role
from inspect_app.people.models import Deputy
from inspect_app.review import finding_review, suggestion_review
from inspect_app.review.queries import finding_list, suggestion_list


def review_some(office: Actor, inspection_id: int) -> None:
    """Keep some of the findings, one of them in the office's words; the others wait."""
    for row in finding_list.findings(office.town_id, inspection_id, ALL, limit=100):
        finding = row.Finding
        if finding.own_description in REVIEWED:
            wording = REVIEWED[finding.own_description]
            worded = {"description": wording} if wording else {}
            finding_review.review(office, [finding], {**worded, **kept_values()})


def review_suggestions(office: Actor, inspection_id: int) -> None:
    """Say of some of the suggestions which unit should see to them; the others wait."""
    for one in suggestion_list.suggestions(office.town_id, inspection_id):
        if one.now.own in SUGGESTIONS_REVIEWED:
            of = inspection_id, one.row.Record.id
            suggestion_review.review(office, of, one.now, *SUGGESTIONS_REVIEWED[one.now.own])


def give_feedback(office: Actor, deputies: dict[str, Deputy]) -> None:
    """Let deputies say what they find bad or missing; the first of it is handled."""
    for name, text in FEEDBACK.items():
        deputy = deputies[name]
        giving.give(Actor(deputy.town_id, Role.DEPUTY, deputy.id, name), text)
    first = models.feedback_of_deputy(office.town_id, deputies[next(iter(FEEDBACK))].id, 1)[0]
    giving.tick(office, first, is_handled=True)
