"""汇总: the inspection's facts and figures at a glance, with two charts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity, Verdict
from inspect_app.inspections.models import KIND_LABELS
from inspect_app.inspections.periods import days
from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.behind import CHECKED, NO_UNIT, Behind, What
from inspect_app.reports.figures.material import Material
from inspect_app.reports.figures.statistics import Share, Totals, shares
from inspect_app.sheets.cell_values import NOT_SEEN, Cell, Opening
from inspect_app.sheets.table import Column, Grid, Lines, Look, Sheet, grid

# The tables, a gap, and room for the charts beside them. So wide that the first printed page holds
# 一 and 二 also below facts of one line more.
WIDTHS = (32, 15, 15, 15, 15, 4, 12, 12, 12, 12, 12, 12)

Figure = tuple[str, Cell]  # what it is of, with its unit, and the number


def summary(material: Material, totals: Totals, links: Links) -> Sheet:
    """The sheet; on a page 应到 and 实到 open who came."""
    categories = {one.id: material.category(one) for one in material.findings}
    units = {one.id: one.responsible_unit or NO_UNIT for one in material.findings}
    blocks = (
        Lines(tuple(_facts(material, links))),
        _figures(totals, material),
        _by_severity(totals),
        *_by_village(material),
        _share_table(
            "四、按类别（检查清单分组）",
            "类别",
            shares(material.findings, categories),
            lambda name: Behind(What.FINDINGS, category=name),
        ),
        _share_table(
            "五、按责任单位（建议）",
            "责任单位",
            shares(material.findings, units),
            lambda name: Behind(What.FINDINGS, unit=name),
        ),
    )
    title = f"{material.heading}情况汇总"
    return Sheet("汇总", title, blocks, WIDTHS)


def _facts(material: Material, links: Links) -> list[str]:
    inspection = material.inspection
    groups = "、".join(group.name for group in material.groups)
    return [
        f"专题：{inspection.topic}",
        f"活动类型：{KIND_LABELS[inspection.kind]}"
        f"    时间：{days(inspection.starts_on, inspection.ends_on)}"
        f"    带队：{inspection.lead or '—'}",
        f"小组：{groups or '—'}",
        Opening(
            f"应到：{_persons(inspection.expected)}    实到：{_persons(inspection.attended)}",
            links.attendance(inspection.id),
        ),
        f"检查清单：{'、'.join(dict.fromkeys(one.title for one in material.versions))}",
    ]


def _persons(count: int | None) -> str:
    return "—" if count is None else f"{count}人"


def _figures(totals: Totals, material: Material) -> Grid:
    planned = len({visit.Site.id for visit in material.visits})
    checked = Behind(What.ANSWERS, verdict=CHECKED)

    def answered(verdict: Verdict, number: int) -> Cell:
        return Behind(What.ANSWERS, verdict=verdict).count(number)

    looked_at: list[Figure] = [
        ("点位（计划，个）", Behind(What.PLANNED).count(planned)),
        ("点位（已查，个）", Behind(What.SITES).count(totals.sites)),
        ("检查记录（份）", Behind(What.RECORDS).count(totals.records)),
        ("参与代表（人）", Behind(What.DEPUTIES).count(totals.deputies)),
        ("检查项次", checked.count(totals.checked)),
        ("其中：符合", answered(Verdict.PASS, totals.passed)),
        ("其中：不符合", answered(Verdict.FAIL, totals.failed)),
    ]
    found: list[Figure] = [
        ("符合率", checked.share(totals.pass_rate)),
        ("不适用（项次）", answered(Verdict.NA, totals.not_applicable)),
        ("问题（个）", Behind(What.FINDINGS).count(totals.findings)),
        ("意见建议（条）", Behind(What.SUGGESTIONS).count(totals.suggestions)),
        # Nothing tells of these yet: for the pen.
        ("交办（个）", None),
        ("已销号（个）", None),
    ]
    columns: list[Column[tuple[Figure, Figure]]] = [
        Column("指标", 32, lambda row: row[0][0]),
        Column("数量", 15, lambda row: row[0][1], Look.NUMBER),
        Column("指标", 15, lambda row: row[1][0]),
        Column("数量", 15, lambda row: row[1][1], Look.NUMBER),
    ]
    rows = list(zip_longest(looked_at, found, fillvalue=("", None)))
    return grid(columns, rows, heading="一、总体情况")


def _by_severity(totals: Totals) -> Grid:
    columns: list[Column[Severity]] = [
        Column("严重程度", 32, lambda severity: SEVERITY_LABELS[severity]),
        Column(
            "问题（个）",
            15,
            lambda one: Behind(What.FINDINGS, severity=one).count(totals.by_severity[one]),
            Look.NUMBER,
        ),
    ]
    last = ("合计", Behind(What.FINDINGS).count(totals.findings))
    return grid(columns, list(Severity), last, "二、问题按严重程度", "问题按严重程度（个）")


def _by_village(material: Material) -> list[Grid | Lines]:
    """The table, and which villages nobody has visited, which is not that all is well."""
    names = {finding.id: finding.record.village for finding in material.findings}
    found = {share.name: share for share in shares(material.findings, names)}
    seen = {record.village for record in material.records}
    villages = dict.fromkeys(visit.Village.name for visit in material.visits)
    unseen = [village for village in villages if village not in seen]
    rows = [found.get(village, Share(village, ())) for village in villages if village in seen]
    table = _share_table(
        "三、按村（社区）",
        "村（社区）",
        [*rows, *(Share(village, (), is_seen=False) for village in unseen)],
        lambda name: Behind(What.FINDINGS, village=name),
        "问题按村（社区）（个）",
    )
    if not unseen:
        return [table]
    note = f"{len(unseen)}个村（社区）还没有去查，表里是“{NOT_SEEN}”：{'、'.join(unseen)}。"
    return [table, Lines((note,))]


def _share_table(
    heading: str,
    first: str,
    rows: Sequence[Share],
    behind: Callable[[str], Behind],
    chart: str = "",
) -> Grid:
    def found(share: Share) -> Cell:
        return behind(share.name).count(len(share.findings)) if share.is_seen else NOT_SEEN

    def severe(share: Share, severity: Severity) -> Cell:
        which = replace(behind(share.name), severity=severity)
        return which.count(share.of(severity)) if share.is_seen else NOT_SEEN

    def of(severity: Severity) -> Column[Share]:
        heading = SEVERITY_LABELS[severity]
        return Column(heading, 15, lambda share: severe(share, severity), Look.NUMBER)

    columns: list[Column[Share]] = [
        Column(first, 32, lambda share: share.name),
        Column("问题（个）", 15, found, Look.NUMBER),
        *(of(severity) for severity in Severity),
    ]
    last: tuple[Cell, ...] = (
        "合计",
        Behind(What.FINDINGS).count(sum(len(share.findings) for share in rows)),
        *(
            Behind(What.FINDINGS, severity=one).count(sum(share.of(one) for share in rows))
            for one in Severity
        ),
    )
    return grid(columns, rows, last, heading, chart)
