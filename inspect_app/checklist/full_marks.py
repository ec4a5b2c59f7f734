"""What a checklist's points add up to, before anything is answered. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import CountItem, Item
from inspect_app.checklist.scoring import points_of
from inspect_app.text import plain_number


@dataclass(frozen=True)
class FullMarks:
    """The full marks of some items: of those always asked, of those that have a condition."""

    always: float
    at_times: float

    @property
    def most(self) -> float:
        """What all of them come to."""
        return round(self.always + self.at_times, 2)


def full_marks(items: Iterable[Item]) -> FullMarks:
    given = [(item.show_if is None, points_of(item)) for item in items]
    always = sum(points for is_always, points in given if is_always)
    at_times = sum(points for is_always, points in given if not is_always)
    return FullMarks(round(always, 2), round(at_times, 2))


def most_bonus(checklist: Checklist) -> float:
    caps = [one.bonus.cap for one in checklist.items if isinstance(one, CountItem) and one.bonus]
    return round(sum(caps), 2)


def sum_in_words(checklist: Checklist) -> str:
    """What the full marks are, section by section, and the bonus; empty without points."""
    full, bonus = full_marks(checklist.items), most_bonus(checklist)
    if not full.most:
        return ""
    sections = [(one.title, full_marks(one.items).most) for one in checklist.sections]
    parts = "、".join(f"{title} {plain_number(most)}" for title, most in sections if most)
    at_times = f"，其中有条件才出现的 {plain_number(full.at_times)} 分" if full.at_times else ""
    beside = f"，另外最多加 {plain_number(bonus)} 分" if bonus else ""
    return f"满分 {plain_number(full.most)} 分（{parts}）{at_times}{beside}"


def wrong_sums(checklist: Checklist) -> Iterator[tuple[str, str, str]]:
    """Yield (key at fault, what is wrong, how to mend it)."""
    full = full_marks(checklist.items)
    if checklist.bands and checklist.total is None:
        yield "bands", "写了 bands（档次），没有写 total（总分）", "请加一行 total，例如 total: 100"
    if not full.most and (checklist.total is not None or most_bonus(checklist)):
        key = "total" if checklist.total is not None else "sections"
        yield key, "写了 total 或 bonus，却没有一题有分值", "请给扣分、单选、打分的题写 points"
    elif checklist.total is not None and not full.always <= checklist.total <= full.most:
        total, words = plain_number(checklist.total), sum_in_words(checklist)[len("满分") :]
        what = f"total 写的是 {total}，各题加起来是{words}"
        yield "total", what, "请改各题的 points，或改 total，使两边相等"
    reachable = (checklist.total or 0) + most_bonus(checklist)
    beyond = [one for one in checklist.bands if one.least > reachable]
    if checklist.total is not None and beyond:
        label, least = beyond[0].label, plain_number(beyond[0].least)
        what = f"档次“{label}”从 {least} 分起，最多只能得 {plain_number(reachable)} 分"
        yield "bands", what, "请改这一档从几分起，或者去掉它"
