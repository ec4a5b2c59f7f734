"""扣分制: points of a site's checklist, never of a person. Pure.

The rule (see docs/checklists.md): an item's score = its points - min(cap, each x places); what was
not looked at (不适用, unanswered) leaves both numerator and denominator.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspect_app.checklist.answers import Answer, Answers, is_answered, shown_items
from inspect_app.checklist.definition import Checklist, DeductionItem, Verdict


@dataclass(frozen=True)
class Score:
    """得分: points reached of points that applied."""

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


def deductions(checklist: Checklist, answers: Answers) -> list[tuple[DeductionItem, float]]:
    """Return the points deducted from each item that applied, also none, in their order."""
    items = _giving(checklist, answers)
    taken = [(item, deduction(item, answers.get(item.id))) for item in items]
    return [(item, less) for item, less in taken if less is not None]


def section_scores(checklist: Checklist, answers: Answers) -> dict[str, Score]:
    """Return the scores of a record's sections, by their titles; of those where points applied."""
    scores: dict[str, Score] = {}
    for item, less in deductions(checklist, answers):
        title = checklist.section_by_item[item.id].title
        own = Score(item.points - less, item.points)
        scores[title] = total([scores[title], own]) if title in scores else own
    return scores


def score(checklist: Checklist, answers: Answers) -> Score | None:
    """Return the score of a record, None if its checklist gives no points."""
    if not _giving(checklist, answers):
        return None
    return total(section_scores(checklist, answers).values())


def total(scores: Iterable[Score]) -> Score:
    """Return what some scores add up to."""
    every = list(scores)
    reached, possible = sum(one.reached for one in every), sum(one.possible for one in every)
    return Score(round(reached, 2), round(possible, 2))


def mean(scores: Sequence[Score]) -> Score:
    """Return the mean of at least one score, to one decimal, halves up as people round."""
    return Score(_mean([one.reached for one in scores]), _mean([one.possible for one in scores]))


def _mean(numbers: Sequence[float]) -> float:
    exact = sum((Decimal(str(number)) for number in numbers), Decimal()) / len(numbers)
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def gives_points(checklist: Checklist) -> bool:
    """Whether any of its items has points."""
    return any(isinstance(item, DeductionItem) for item in checklist.items)


def _giving(checklist: Checklist, answers: Answers) -> list[DeductionItem]:
    return [item for item in shown_items(checklist, answers) if isinstance(item, DeductionItem)]
