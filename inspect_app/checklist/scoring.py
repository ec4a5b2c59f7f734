"""得分: points of a site's checklist, never of a person. Pure.

The rules (see docs/checklists.md): an item's score = its points - what is deducted, or what whoever
inspects gives; one certain answer of another item may make it 0. What was not looked at (不适用,
unanswered) leaves both numerator and denominator. A bonus stands beside, in neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import floor

from inspect_app.checklist.answers import Answer, Answers, choices_in, is_answered, shown_items
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import ChoiceItem, CountItem, DeductionItem, Item, ScoreItem
from inspect_app.checklist.parts import level_of
from inspect_app.checklist.ratings import Verdict

ScoredItem = DeductionItem | ChoiceItem | ScoreItem


@dataclass(frozen=True)
class Score:
    """得分: points reached of points that applied."""

    reached: float
    possible: float


@dataclass(frozen=True)
class Mark:
    """How an item that applied was scored; ``veto`` is the item whose answer took all points."""

    item: ScoredItem
    points: float
    less: float
    veto: Item | None = None

    @property
    def reached(self) -> float:
        """The points that are left."""
        return round(self.points - self.less, 6)


@dataclass(frozen=True)
class OverallScore:
    """What a score comes to: 加分 beside it, 折合 (both on the checklist's total), and its band.

    Of ``unread`` items points were written that are none; ``unanswered`` are those left open.
    """

    score: Score
    bonus: float | None
    scaled: float | None
    band: str
    unread: int = 0
    unanswered: int = 0


def points_of(item: Item) -> float:
    """0 if it gives none."""
    return (isinstance(item, ScoredItem) and item.points) or 0.0


def deduction(item: Item, answer: Answer | None) -> float | None:
    """In points; None if the item was not answered or does not apply."""
    if answer is None or not is_answered(answer) or answer.value == Verdict.NA:
        return None
    match item, answer.value:
        case DeductionItem(all_or_nothing=True), verdict:
            return item.points if verdict == Verdict.FAIL else 0.0
        case DeductionItem(each=float(each)), float(places):
            return min(item.most, each * places)
        case ChoiceItem(), option_id:
            found = [option.deduct for option in item.options if option.id == option_id]
            return found[0] if found else None
        case ScoreItem(), float(given):
            return item.points - given
    return None


def marks(checklist: Checklist, answers: Answers) -> list[Mark]:
    """Of each item that applied, in their order."""
    shown = {item.id: item for item in shown_items(checklist, answers)}
    found = []
    for item in shown.values():
        points = points_of(item)
        if not isinstance(item, ScoredItem) or not points:
            continue
        answer = answers.get(item.id)
        less, veto = deduction(item, answer), _veto(item, shown, answers)
        if veto and (less is not None or not is_answered(answer)):
            found.append(Mark(item, points, points, veto))
        elif less is not None:
            found.append(Mark(item, points, round(less, 6)))
    return found


def without_points(checklist: Checklist, answers: Answers) -> list[Item]:
    """The items that would give points, and whose answer is words that say none."""
    scored = {mark.item.id for mark in marks(checklist, answers)}
    added = {item.id for item, _ in bonuses(checklist, answers)}
    return [
        item
        for item in shown_items(checklist, answers)
        if answers.get(item.id, Answer()).words
        and (points_of(item) or (isinstance(item, CountItem) and item.bonus))
        and item.id not in scored | added
    ]


def unanswered(checklist: Checklist, answers: Answers) -> list[Item]:
    """The items of the full marks of which nothing was written, nor needed to be."""
    scored = {mark.item.id for mark in marks(checklist, answers)}
    return [
        item
        for item in shown_items(checklist, answers)
        if points_of(item) and item.id not in scored and not _has_answer(answers.get(item.id))
    ]


def _has_answer(answer: Answer | None) -> bool:
    return answer is not None and (is_answered(answer) or bool(answer.words))


def _veto(item: ScoredItem, shown: dict[str, Item], answers: Answers) -> Item | None:
    """The item whose answer takes all points; what is not asked takes none."""
    condition = item.zero_if
    if condition is None or not choices_in(answers.get(condition.item)) & set(condition.answers):
        return None
    return shown.get(condition.item)


def section_scores(checklist: Checklist, answers: Answers) -> dict[str, Score]:
    """By the sections' titles; of those where points applied."""
    scores: dict[str, Score] = {}
    for mark in marks(checklist, answers):
        title = checklist.section_by_item[mark.item.id].title
        own = Score(mark.reached, mark.points)
        scores[title] = total([scores[title], own]) if title in scores else own
    return scores


def score(checklist: Checklist, answers: Answers) -> Score | None:
    """None if the checklist gives no points."""
    if not any(points_of(item) for item in shown_items(checklist, answers)):
        return None
    return total(section_scores(checklist, answers).values())


def bonuses(checklist: Checklist, answers: Answers) -> list[tuple[CountItem, float]]:
    """The points added by each item that may add some and was answered, also none."""
    found = []
    for item in shown_items(checklist, answers):
        value = answers.get(item.id, Answer()).value
        if isinstance(item, CountItem) and item.bonus and isinstance(value, float):
            counted = max(0, floor(value - item.bonus.beyond))
            found.append((item, min(item.bonus.cap, item.bonus.each * counted)))
    return found


def bonus(checklist: Checklist, answers: Answers) -> float | None:
    """加分; None if nothing was answered that may add points."""
    added = [points for _, points in bonuses(checklist, answers)]
    return round(sum(added), 2) if added else None


def overall_score(
    checklist: Checklist,
    reached: Score,
    added: float | None,
    *,
    unread: int = 0,
    unanswered: int = 0,
) -> OverallScore:
    """What a score comes to: what did not apply is made up for in proportion.

    Where a checklist names no total, or nothing applied, there is neither a sum nor a band; nor
    where points are unread: in proportion they would count as so many of the others.
    """
    if checklist.total is None or not reached.possible or unread:
        return OverallScore(reached, added, None, "", unread, unanswered)
    share = Decimal(str(reached.reached)) / Decimal(str(reached.possible))
    exact = share * Decimal(str(checklist.total)) + Decimal(str(added or 0))
    scaled = _to_a_tenth(exact)
    band = level_of(checklist.bands, scaled)
    return OverallScore(reached, added, scaled, band, unread, unanswered)


def overall_score_of_record(checklist: Checklist, answers: Answers) -> OverallScore | None:
    """None if the checklist gives no points."""
    reached = score(checklist, answers)
    if reached is None:
        return None
    return overall_score(
        checklist,
        reached,
        bonus(checklist, answers),
        unread=len(without_points(checklist, answers)),
        unanswered=len(unanswered(checklist, answers)),
    )


def total(scores: Iterable[Score]) -> Score:
    every = list(scores)
    reached, possible = sum(one.reached for one in every), sum(one.possible for one in every)
    return Score(round(reached, 2), round(possible, 2))


def mean(scores: Sequence[Score]) -> Score:
    """Of at least one score, to one decimal, halves up as people round."""
    reached, possible = [one.reached for one in scores], [one.possible for one in scores]
    return Score(mean_number(reached), mean_number(possible))


def mean_number(numbers: Sequence[float]) -> float:
    """Of at least one number, rounded likewise."""
    return _to_a_tenth(sum((Decimal(str(number)) for number in numbers), Decimal()) / len(numbers))


def _to_a_tenth(exact: Decimal) -> float:
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def gives_points(checklist: Checklist) -> bool:
    """Whether any of its items has points."""
    return any(points_of(item) for item in checklist.items)
