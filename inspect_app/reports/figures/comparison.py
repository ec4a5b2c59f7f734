"""对比: what an inspection found, beside a former one on the same checklists. Pure.

The definitions stand in ``DEFINITIONS``; they are printed below the tables and in 填表说明.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item
from inspect_app.checklist.ratings import Verdict
from inspect_app.reports.figures.material import (
    FindingRow,
    ItemAtSite,
    ItemKey,
    Material,
    RecordRow,
)
from inspect_app.reports.figures.statistics import ItemCount, item_counts, judged
from inspect_app.sheets.cell_values import Rate

DEFINITIONS = (
    (
        "对比",
        "与上次用同一份检查清单、已结束或已归档的视察相比，只计两次都用的检查清单；"
        "“上次”默认是最近的一次，可以另选。",
    ),
    ("变好、变差、持平", "本次符合率高于、低于、等于上次；有一次没有查的，不作比较。"),
    ("仍有", "同一点位、同一检查项，上次有问题，本次又有问题，计1处。"),
    (
        "反弹",
        "同一点位、同一检查项，上次之前查到过问题，上次全部符合，本次又有问题，计1处；"
        "上次没有查的不计。问题以核定后计数的为准。",
    ),
)


class Trend(StrEnum):
    """How the pass rate moved."""

    BETTER = "变好"
    WORSE = "变差"
    SAME = "持平"


@dataclass(frozen=True)
class PairHalf:
    """One inspection's half of a line."""

    checked: int = 0
    passed: int = 0
    findings: int = 0

    @property
    def pass_rate(self) -> Rate | None:
        """符合率, None if nothing was judged."""
        return Rate(self.passed / self.checked) if self.checked else None


@dataclass(frozen=True)
class Pair:
    """A line, then and now; ``again`` and ``relapsed`` count items at sites."""

    then: PairHalf
    now: PairHalf
    again: int
    relapsed: int

    @property
    def change(self) -> Trend | None:
        """How the pass rate moved, None where one of the two was not looked at."""
        if not (self.then.checked and self.now.checked):
            return None
        # Of whole numbers, so that equal shares are equal.
        then, now = self.then.passed * self.now.checked, self.now.passed * self.then.checked
        if now == then:
            return Trend.SAME
        return Trend.BETTER if now > then else Trend.WORSE


@dataclass(frozen=True)
class VillagePair(Pair):
    """The line of a village on one checklist, given by its id."""

    village: str
    checklist: str


@dataclass(frozen=True)
class ItemPair(Pair):
    """The line of an item, in the words of its last version; ``only_in`` says if one had it not."""

    checklist: Checklist
    item: Item
    only_in: str


@dataclass(frozen=True)
class Comparison:
    """An inspection and a former one; ``failed_before`` is what was wrong before the former one."""

    now: Material
    then: Material
    failed_before: frozenset[ItemAtSite]

    @cached_property
    def checklists(self) -> dict[str, str]:
        """The titles of the checklists that both used, by id."""
        filled = {record.checklist.id for record in self.then.records}
        used = {version.checklist_id: version.title for version in self.now.versions}
        return {key: title for key, title in used.items() if key in filled}

    @cached_property
    def topics(self) -> dict[str, str]:
        """The topics of those checklists, by id: shorter than their titles."""
        return {record.checklist.id: record.checklist.topic for record in self.then.records}

    def records(self, material: Material) -> list[RecordRow]:
        """The records on those checklists."""
        return [one for one in material.records if one.checklist.id in self.checklists]

    def findings(self, material: Material) -> list[FindingRow]:
        """The findings on those checklists."""
        return [one for one in material.findings if one.record.checklist.id in self.checklists]

    @cached_property
    def again(self) -> set[ItemAtSite]:
        """仍有: what was wrong then and is wrong now."""
        return items_failed(self.findings(self.now)) & items_failed(self.findings(self.then))

    @cached_property
    def relapsed(self) -> set[ItemAtSite]:
        """反弹: wrong before the former inspection, fine in it, wrong now."""
        fine = items_passed(self.records(self.then)) - items_failed(self.findings(self.then))
        return items_failed(self.findings(self.now)) & fine & self.failed_before

    def by_village(self) -> list[VillagePair]:
        """A line for each village and checklist that either saw, as the roster has them.

        Checklist by checklist: an easier one would make a village look better.
        """
        visits = [
            visit
            for visit in (*self.then.visits, *self.now.visits)
            if visit.ChecklistVersion.checklist_id in self.checklists
        ]
        home = {visit.Site.id: visit.Village.id for visit in visits}
        again = Counter((home[site], checklist) for site, checklist, _ in self.again)
        relapsed = Counter((home[site], checklist) for site, checklist, _ in self.relapsed)
        names = {visit.Village.id: visit.Village.name for visit in visits}
        lines = {(one.Village.id, one.ChecklistVersion.checklist_id) for one in visits}
        return [
            VillagePair(
                self._of_village(self.then, line),
                self._of_village(self.now, line),
                again[line],
                relapsed[line],
                names[line[0]],
                line[1],
            )
            for line in sorted(lines)
        ]

    def _of_village(self, material: Material, line: tuple[int, str]) -> PairHalf:
        def is_of_it(record: RecordRow) -> bool:
            return (record.village_id, record.checklist.id) == line

        records = [one for one in material.records if is_of_it(one)]
        findings = [one for one in material.findings if is_of_it(one.record)]
        return _half(item_counts(records, findings), len(findings))

    def by_item(self) -> list[ItemPair]:
        """A line for each item that either asked; those of the present checklist first."""
        then, now = self._counts(self.then), self._counts(self.now)
        asked = {key: counts[0] for key, counts in (then | now).items()}
        again = Counter(at_site[1:] for at_site in self.again)
        relapsed = Counter(at_site[1:] for at_site in self.relapsed)
        return [
            ItemPair(
                _half(then.get(key, ()), self._count_findings(self.then, key)),
                _half(now.get(key, ()), self._count_findings(self.now, key)),
                again[key],
                relapsed[key],
                asked[key].checklist,
                asked[key].item,
                _only_in(key, then, now),
            )
            for key in [*now, *(key for key in then if key not in now)]
        ]

    def _counts(self, material: Material) -> dict[ItemKey, list[ItemCount]]:
        """The counts of each item, checklist by checklist, of the last version first."""
        counts: dict[ItemKey, list[ItemCount]] = {}
        every = item_counts(self.records(material), self.findings(material))
        place = {checklist: n for n, checklist in enumerate(self.checklists)}
        for one in sorted(every, key=lambda one: (place[one.checklist.id], -one.version_id)):
            counts.setdefault((one.checklist.id, one.item.id), []).append(one)
        return counts

    def _count_findings(self, material: Material, key: ItemKey) -> int:
        found = [(one.record.checklist.id, one.item.id) for one in material.findings]
        return found.count(key)


def items_failed(findings: Iterable[FindingRow]) -> set[ItemAtSite]:
    return set(map(item_at_site, findings))


def item_at_site(finding: FindingRow) -> ItemAtSite:
    return finding.record.site_id, finding.record.checklist.id, finding.item.id


def items_passed(records: Iterable[RecordRow]) -> set[ItemAtSite]:
    """Where what was judged, by one or several, and all said 符合."""
    verdicts: dict[ItemAtSite, set[Verdict]] = {}
    for record in records:
        for item in record.checklist.items:
            verdict = judged(item, record.answers.get(item.id))
            if verdict in (Verdict.PASS, Verdict.FAIL):
                at_site = (record.site_id, record.checklist.id, item.id)
                verdicts.setdefault(at_site, set()).add(verdict)
    return {at_site for at_site, given in verdicts.items() if given == {Verdict.PASS}}


def _half(counts: Iterable[ItemCount], findings: int) -> PairHalf:
    every = list(counts)
    checked, fine = sum(one.checked for one in every), sum(one.passed for one in every)
    return PairHalf(checked, fine, findings)


def _only_in(
    key: ItemKey,
    then: Mapping[ItemKey, Sequence[ItemCount]],
    now: Mapping[ItemKey, Sequence[ItemCount]],
) -> str:
    """In which of the two alone the item was asked; nothing where one has no records yet."""
    in_both = {checklist for checklist, _ in then} & {checklist for checklist, _ in now}
    if key[0] not in in_both:
        return ""
    if key not in then:
        return "上次没有这一项"
    return "" if key in now else "本次没有这一项"
