"""汇总: the inspection's facts and figures at a glance, with two charts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from inspect_app.checklist.definition import SEVERITY_LABELS, Severity, Verdict
from inspect_app.inspections.models import KIND_LABELS
from inspect_app.inspections.periods import days
from inspect_app.reports.behind import CHECKED, NO_UNIT, Behind, What
from inspect_app.reports.figures import Material
from inspect_app.reports.links import Links
from inspect_app.reports.statistics import Share, Totals, shares
from inspect_app.reports.table import Cell, Column, Grid, Lines, Look, Opening, Sheet, grid

# The tables, a gap, and room for the charts beside them. So wide that the first printed page holds
# 一、总体情况 also below facts of one line more.
WIDTHS = (44, 12, 12, 12, 12, 4, 12, 12, 12, 12, 12, 12)


def summary(material: Material, whole: Totals, links: Links) -> Sheet:
    """Return the sheet; on a page 应到 and 实到 open who came."""
    categories = {one.id: material.category(one) for one in material.findings}
    units = {one.id: one.responsible_unit or NO_UNIT for one in material.findings}
    blocks = (
        Lines(tuple(_facts(material, links))),
        _figures(whole, material),
        _by_severity(whole),
        _by_village(material),
        _shares(
            "四、按类别(检查清单分组)",
            "类别",
            shares(material.findings, categories),
            lambda name: Behind(What.FINDINGS, category=name),
        ),
        _shares(
            "五、按责任单位(建议)",
            "责任单位",
            shares(material.findings, units),
            lambda name: Behind(What.FINDINGS, unit=name),
        ),
    )
    title = f"{material.town.presidium}{material.inspection.title}情况汇总"
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
            f"应到：{_people(inspection.expected)}    实到：{_people(inspection.attended)}",
            links.attendance(inspection.id),
        ),
        f"检查清单：{'、'.join(dict.fromkeys(one.title for one in material.versions))}",
    ]


def _people(count: int | None) -> str:
    return "—" if count is None else f"{count}人"


def _figures(whole: Totals, material: Material) -> Grid:
    planned = len({visit.Site.id for visit in material.visits})
    checked = Behind(What.ANSWERS, verdict=CHECKED)

    def answered(verdict: Verdict, number: int) -> Cell:
        return Behind(What.ANSWERS, verdict=verdict).count(number)

    rows: list[tuple[str, Cell, str]] = [
        ("点位(计划)", Behind(What.PLANNED).count(planned), "个"),
        ("点位(已查)", Behind(What.SITES).count(whole.sites), "个"),
        ("检查记录", Behind(What.RECORDS).count(whole.records), "份"),
        ("参与代表", Behind(What.DEPUTIES).count(whole.deputies), "人"),
        ("检查项次", checked.count(whole.checked), "项次"),
        ("其中：符合", answered(Verdict.PASS, whole.passed), "项次"),
        ("其中：不符合", answered(Verdict.FAIL, whole.failed), "项次"),
        ("不适用(不计入)", answered(Verdict.NA, whole.not_applicable), "项次"),
        ("问题", Behind(What.FINDINGS).count(whole.findings), "个"),
        ("意见建议", Behind(What.SUGGESTIONS).count(whole.suggestions), "条"),
        # Nothing tells of these yet: for the pen.
        ("交办", None, "个"),
        ("已销号", None, "个"),
        ("符合率", checked.share(whole.pass_rate), ""),
    ]
    columns: list[Column[tuple[str, Cell, str]]] = [
        Column("指标", 44, lambda row: row[0]),
        Column("数量", 12, lambda row: row[1], Look.NUMBER),
        Column("单位", 12, lambda row: row[2]),
    ]
    return grid(columns, rows, heading="一、总体情况")


def _by_severity(whole: Totals) -> Grid:
    columns: list[Column[Severity]] = [
        Column("严重程度", 44, lambda severity: SEVERITY_LABELS[severity]),
        Column(
            "问题(个)",
            12,
            lambda one: Behind(What.FINDINGS, severity=one).count(whole.by_severity[one]),
            Look.NUMBER,
        ),
    ]
    last = ("合计", Behind(What.FINDINGS).count(whole.findings))
    return grid(columns, list(Severity), last, "二、问题按严重程度", "问题按严重程度(个)")


def _by_village(material: Material) -> Grid:
    names = {finding.id: finding.record.village for finding in material.findings}
    found = {share.name: share for share in shares(material.findings, names)}
    villages = dict.fromkeys(visit.Village.name for visit in material.visits)
    rows = [found.get(village, Share(village, ())) for village in villages]
    return _shares(
        "三、按村(社区)",
        "村(社区)",
        rows,
        lambda name: Behind(What.FINDINGS, village=name),
        "问题按村(社区)(个)",
    )


def _shares(
    heading: str,
    first: str,
    rows: Sequence[Share],
    behind: Callable[[str], Behind],
    chart: str = "",
) -> Grid:
    def of(severity: Severity) -> Column[Share]:
        return Column(
            SEVERITY_LABELS[severity],
            12,
            lambda share: replace(behind(share.name), severity=severity).count(share.of(severity)),
            Look.NUMBER,
        )

    columns: list[Column[Share]] = [
        Column(first, 44, lambda share: share.name),
        Column(
            "问题(个)", 12, lambda share: behind(share.name).count(len(share.findings)), Look.NUMBER
        ),
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
