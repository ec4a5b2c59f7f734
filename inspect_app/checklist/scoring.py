"""扣分制: points of a site's checklist, never of a person. Pure.

The rule (see docs/checklists.md): an item's score = its points - min(cap, each x places); what was
not looked at (不适用, unanswered) leaves both numerator and denominator.
"""

from dataclasses import dataclass

from inspect_app.checklist.answers import Answer, Answers, is_answered, shown_items
from inspect_app.checklist.definition import Checklist, DeductionItem, Verdict


@dataclass(frozen=True)
class Score:
    """得分 of a record: points reached of points that applied."""

    reached: float
    possible: float


def deduction(item: DeductionItem, answer: Answer | None) -> float | None:
    """Return the points deducted, None if the item was not answered or does not apply."""
    if answer is None or not is_answered(answer) or answer.value == Verdict.NA:
        return None
    if item.all_or_nothing:
        return item.points if answer.value == Verdict.FAIL else 0.0
    assert isinstance(answer.value, float) and item.each is not None
    return min(item.most, item.each * answer.value)


def score(checklist: Checklist, answers: Answers) -> Score | None:
    """Return the score of a record, None if its checklist gives no points."""
    items = [i for i in shown_items(checklist, answers) if isinstance(i, DeductionItem)]
    taken = [(item.points, deduction(item, answers.get(item.id))) for item in items]
    applied = [(points, less) for points, less in taken if less is not None]
    if not items:
        return None
    possible = sum(points for points, _ in applied)
    return Score(round(possible - sum(less for _, less in applied), 2), possible)
