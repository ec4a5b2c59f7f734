"""Counting records and findings: what is said of an inspection in numbers. Pure.

The definitions stand in ``DEFINITIONS`` and are printed in 填表说明; nothing is counted elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspect_app.checklist.answers import Answer, has_failed, is_answered
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item
from inspect_app.checklist.ratings import Severity, Verdict
from inspect_app.reports.figures.material import FindingRow, RecordRow
from inspect_app.sheets.cell_values import Rate

DEFINITIONS = (
    ("检查记录", "一位代表在一个点位填完并提交的一份检查清单，计1份；更正不另计。"),
    ("点位", "收到检查记录的点位数；同一点位多份记录只计1个。"),
    ("参与代表", "提交过检查记录的代表人数，同一人只计1人。"),
    (
        "检查项次",
        "能判断符合与否的检查项，每答1次计1项次；答“不适用”和没有答的不计。选择题选了会记为问题的选项，是不符合，选了别的是符合，选了“说不清”这样什么也没有说明的，是不适用；没有这种选项的题不判断，不计。",
    ),
    ("符合率", "符合项次÷（符合项次+不符合项次）。"),
    (
        "问题",
        "检查项不符合时记下的每1处计1个；同一项发现多处的分别计，所以问题数可以多于不符合项次。"
        "人大办核定为重复的只计合并到的那1个，核定为不作为问题的不计，所以也可以少于不符合项次。",
    ),
    ("意见建议", "检查记录中填写了意见建议的份数，以条计。"),
)


@dataclass(frozen=True)
class ItemCount:
    """How an item was answered over some records, all of one version of its checklist."""

    version_id: int
    version: int
    checklist: Checklist
    item: Item
    passed: int
    failed: int
    not_applicable: int
    problems: tuple[str, ...]

    @property
    def checked(self) -> int:
        """How often it was judged."""
        return self.passed + self.failed

    @property
    def pass_rate(self) -> Rate | None:
        """符合率, None if it was never judged."""
        return Rate(self.passed / self.checked) if self.checked else None


def judged(item: Item, answer: Answer | None) -> Verdict | None:
    """What an answer says of an item, None if it says nothing."""
    if not item.can_fail or answer is None or not is_answered(answer):
        return None
    if answer.value == Verdict.NA:
        return Verdict.NA
    return Verdict.FAIL if has_failed(item, answer) else Verdict.PASS


def item_counts(records: Sequence[RecordRow], findings: Sequence[FindingRow]) -> list[ItemCount]:
    """The counts of every item that can fail, checklist by checklist, in their order."""
    by_version: dict[int, list[RecordRow]] = {}
    for record in records:
        by_version.setdefault(record.version_id, []).append(record)
    problems: dict[tuple[int, str], Counter[str]] = {}
    for finding in findings:
        key = (finding.record.version_id, finding.item.id)
        problems.setdefault(key, Counter())[finding.description] += 1
    return [
        _item_count(item, of_version, problems.get((version_id, item.id), Counter()))
        for version_id, of_version in sorted(by_version.items())
        for item in of_version[0].checklist.items
        if item.can_fail
    ]


def _item_count(item: Item, records: Sequence[RecordRow], problems: Counter[str]) -> ItemCount:
    verdicts = Counter(judged(item, record.answers.get(item.id)) for record in records)
    return ItemCount(
        records[0].version_id,
        records[0].version,
        records[0].checklist,
        item,
        verdicts[Verdict.PASS],
        verdicts[Verdict.FAIL],
        verdicts[Verdict.NA],
        tuple(text for text, _ in problems.most_common(3)),
    )


@dataclass(frozen=True)
class Totals:
    """An inspection's figures; ``items`` are those of each item that can fail."""

    items: Sequence[ItemCount]
    records: int
    sites: int
    deputies: int
    checked: int
    passed: int
    findings: int
    suggestions: int
    by_severity: dict[Severity, int]

    @property
    def failed(self) -> int:
        """How often an item was answered 不符合."""
        return self.checked - self.passed

    @property
    def not_applicable(self) -> int:
        """How often an item was answered 不适用."""
        return sum(count.not_applicable for count in self.items)

    @property
    def pass_rate(self) -> Rate | None:
        """符合率, None if nothing was judged."""
        return Rate(self.passed / self.checked) if self.checked else None


def totals_of(records: Sequence[RecordRow], findings: Sequence[FindingRow]) -> Totals:
    counts = item_counts(records, findings)
    severities = Counter(finding.severity for finding in findings)
    return Totals(
        items=counts,
        records=len(records),
        sites=len({record.site_id for record in records}),
        deputies=len({record.deputy_id for record in records}),
        checked=sum(count.checked for count in counts),
        passed=sum(count.passed for count in counts),
        findings=len(findings),
        suggestions=sum(bool(record.suggestion) for record in records),
        by_severity={severity: severities[severity] for severity in Severity},
    )


@dataclass(frozen=True)
class Share:
    """Findings of one village, category or unit, by severity; of a village not seen, none known."""

    name: str
    findings: tuple[FindingRow, ...]
    is_seen: bool = True

    def of(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


def shares(findings: Iterable[FindingRow], names: dict[int, str]) -> list[Share]:
    """The findings grouped by their name (by finding id), the most first."""
    grouped: dict[str, list[FindingRow]] = {}
    for finding in findings:
        grouped.setdefault(names[finding.id], []).append(finding)
    found = [Share(name, tuple(rows)) for name, rows in grouped.items()]
    return sorted(found, key=lambda share: -len(share.findings))
