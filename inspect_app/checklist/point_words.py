"""How points are given and how they came about, as people read it: form, paper, workbook. Pure."""

from inspect_app.checklist.answers import Answer, Answers
from inspect_app.checklist.answers_in_words import answer_words
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import ChoiceItem, CountItem, DeductionItem, Item, ScoreItem
from inspect_app.checklist.parts import level_of
from inspect_app.checklist.scoring import Mark, OverallScore, bonuses, marks, without_points
from inspect_app.text import plain_number


def rule(checklist: Checklist, item: Item) -> str:
    """How the item's points are given, empty if it gives none."""
    words = _rule(item)
    veto = _veto(checklist, item)
    return f"{words}；{veto}" if words and veto else words


def _rule(item: Item) -> str:
    match item:
        case DeductionItem(all_or_nothing=True):
            return f"{plain_number(item.points)}分，不符合不得分"
        case DeductionItem(each=float(each)):
            points, most = plain_number(item.points), plain_number(item.most)
            return f"{points}分，每处扣{plain_number(each)}分，最多扣{most}分"
        case ChoiceItem(points=float(points)):
            return f"{plain_number(points)}分，按选的一项扣分"
        case ScoreItem():
            least, most = plain_number(item.minimum), plain_number(item.points)
            return f"打{least}到{most}分，每{plain_number(item.step)}分一档"
        case CountItem() if item.bonus:
            added, cap = plain_number(item.bonus.each), plain_number(item.bonus.cap)
            beyond = item.bonus.beyond
            above = f"超过{plain_number(beyond)}{item.unit}的，" if beyond else ""
            return f"加分：{above}每{item.unit}加{added}分，最多加{cap}分"
        case _:
            return ""


def _veto(checklist: Checklist, item: Item) -> str:
    if not isinstance(item, DeductionItem | ChoiceItem | ScoreItem) or item.zero_if is None:
        return ""
    asked = checklist.item_by_id[item.zero_if.item]
    answers = "、".join(answer_words(asked, Answer(one)) for one in item.zero_if.answers)
    return f"第{checklist.number_by_item[asked.id]}题答了{answers}，本题不得分"


def level_lines(item: Item) -> list[str]:
    """What stands for what, the highest first: 6到7分：干净整洁."""
    if not isinstance(item, ScoreItem):
        return []
    tops = [item.points, *(round(level.least - item.step, 6) for level in item.levels)]
    return [
        f"{_span(level.least, top)}分：{level.label}"
        for level, top in zip(item.levels, tops, strict=False)
    ]


def _span(least: float, most: float) -> str:
    return plain_number(least) if least == most else f"{plain_number(least)}到{plain_number(most)}"


def in_a_line(checklist: Checklist, item: Item) -> str:
    """The same rule and what stands for what on one line, for paper."""
    return "；".join(filter(None, [rule(checklist, item), *level_lines(item)]))


def how_scored(checklist: Checklist, answers: Answers) -> list[str]:
    """What was deducted, given, added and not read; a full mark needs no words."""
    scored = [_scored_words(mark, answers) for mark in marks(checklist, answers)]
    added = [
        f"{item.question}（{answer_words(item, answers.get(item.id))}）加{plain_number(points)}分"
        for item, points in bonuses(checklist, answers)
        if points
    ]
    unread = [
        f"{item.question}没有读出分数（写的是“{answers[item.id].words}”），不计分"
        for item in without_points(checklist, answers)
    ]
    return [*filter(None, scored), *added, *unread]


def _scored_words(mark: Mark, answers: Answers) -> str:
    item, less = mark.item, plain_number(mark.less)
    if mark.veto:
        seen = answer_words(mark.veto, answers.get(mark.veto.id))
        return f"{item.question}不得分（{mark.veto.question}{seen}）"
    if isinstance(item, ScoreItem):
        label = level_of(item.levels, mark.reached)
        of = f"满分{plain_number(item.points)}分{'，' if label else ''}{label}"
        return f"{item.question}得{plain_number(mark.reached)}分（{of}）"
    if not mark.less:
        return ""
    degree = answer_words(item, answers.get(item.id)) if isinstance(item, ChoiceItem) else ""
    return f"{item.question}（{degree}）扣{less}分" if degree else f"{item.question}扣{less}分"


def overall_score_words(overall_score: OverallScore, checklist: Checklist) -> str:
    """What a score comes to: 85 / 100，加分 10，折合 95（总分 100），优秀."""
    score = overall_score.score
    parts = [f"{plain_number(score.reached)} / {plain_number(score.possible)}"]
    if overall_score.bonus is not None:
        parts.append(f"加分 {plain_number(overall_score.bonus)}")
    if overall_score.scaled is not None and checklist.total is not None:
        total = plain_number(checklist.total)
        parts.append(f"折合 {plain_number(overall_score.scaled)}（总分 {total}）")
    parts += [overall_score.band, unread_words(overall_score, checklist)]
    if overall_score.unanswered:
        parts.append(f"{overall_score.unanswered}项没有答")
    return "，".join(filter(None, parts))


def unread_words(overall_score: OverallScore, checklist: Checklist) -> str:
    """Of how many items the points could not be read, and what follows; empty of none."""
    if not overall_score.unread:
        return ""
    follows = "，不折合" if checklist.total is not None else ""
    return f"{overall_score.unread}项没有读出分数{follows}"
