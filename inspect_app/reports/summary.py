"""汇总: the inspection's facts and figures at a glance, with two charts."""

from collections.abc import Sequence

from inspect_app.checklist.definition import SEVERITY_LABELS, Severity
from inspect_app.inspections.models import KIND_LABELS
from inspect_app.reports.figures import FindingRow, Material
from inspect_app.reports.statistics import Share, Totals, shares, totals
from inspect_app.reports.table import Cell, Column, Grid, Lines, Look, Sheet, grid

# The tables, a gap, and room for the charts beside them.
WIDTHS = (32, 12, 12, 12, 12, 4, 12, 12, 12, 12, 12, 12)


def summary(material: Material) -> Sheet:
    """Return the sheet."""
    whole = totals(material.records, material.findings)
    blocks = (
        Lines(tuple(_facts(material))),
        _figures(whole, material),
        _by_severity(whole),
        _by_village(material),
        _by("按类别(检查清单分组)", "类别", material.findings, _categories(material)),
        _by(
            "按责任单位(建议)",
            "责任单位",
            material.findings,
            {finding.id: finding.responsible_unit or "未定" for finding in material.findings},
        ),
    )
    title = f"{material.town.presidium}{material.inspection.title}情况汇总"
    return Sheet("汇总", title, blocks, WIDTHS)


def _facts(material: Material) -> list[str]:
    inspection = material.inspection
    start, end = inspection.starts_on, inspection.ends_on
    when = f"{start.year}年{start.month}月{start.day}日"
    if end != start:
        when += f"至{end.month}月{end.day}日"
    groups = "、".join(group.name for group in material.groups)
    return [
        f"专题：{inspection.topic}",
        f"活动类型：{KIND_LABELS[inspection.kind]}"
        f"    时间：{when}    带队：{inspection.lead or '—'}",
        f"小组：{groups or '—'}    应到：{_people(inspection.expected)}"
        f"    实到：{_people(inspection.attended)}",
        f"检查清单：{'、'.join(dict.fromkeys(one.title for one in material.versions))}",
    ]


def _people(count: int | None) -> str:
    return "—" if count is None else f"{count}人"


def _figures(whole: Totals, material: Material) -> Grid:
    planned = len({visit.Site.id for visit in material.visits})
    rows: list[tuple[str, Cell, str]] = [
        ("点位(已查/计划)", f"{whole.sites}/{planned}", "个"),
        ("检查记录", whole.records, "份"),
        ("参与代表", whole.deputies, "人"),
        ("检查项次", whole.checked, "项次"),
        ("其中：符合", whole.passed, "项次"),
        ("问题", whole.findings, "个"),
        ("意见建议", whole.suggestions, "条"),
        ("符合率", whole.pass_rate, ""),
    ]
    columns: list[Column[tuple[str, Cell, str]]] = [
        Column("指标", 32, lambda row: row[0]),
        Column("数量", 12, lambda row: row[1], Look.NUMBER),
        Column("单位", 12, lambda row: row[2]),
    ]
    return grid(columns, rows, heading="一、总体情况")


def _by_severity(whole: Totals) -> Grid:
    columns: list[Column[Severity]] = [
        Column("严重程度", 32, lambda severity: SEVERITY_LABELS[severity]),
        Column("问题(个)", 12, lambda severity: whole.by_severity[severity], Look.NUMBER),
    ]
    last = ("合计", whole.findings)
    return grid(columns, list(Severity), last, "二、问题按严重程度", "问题按严重程度(个)")


def _by_village(material: Material) -> Grid:
    names = {finding.id: finding.record.village for finding in material.findings}
    found = {share.name: share for share in shares(material.findings, names)}
    villages = dict.fromkeys(visit.Village.name for visit in material.visits)
    rows = [found.get(village, Share(village, ())) for village in villages]
    return _shares("三、按村(社区)", "村(社区)", rows, "问题按村(社区)(个)")


def _categories(material: Material) -> dict[int, str]:
    several = material.has_several_checklists
    return {
        finding.id: f"{finding.record.checklist.topic}:{finding.section}"
        if several
        else finding.section
        for finding in material.findings
    }


def _by(heading: str, first: str, findings: Sequence[FindingRow], names: dict[int, str]) -> Grid:
    number = {"类别": "四", "责任单位": "五"}[first]
    return _shares(f"{number}、{heading}", first, shares(findings, names), "")


def _shares(heading: str, first: str, rows: Sequence[Share], chart: str) -> Grid:
    columns: list[Column[Share]] = [
        Column(first, 32, lambda share: share.name),
        Column("问题(个)", 12, lambda share: len(share.findings), Look.NUMBER),
        Column("一般", 12, lambda share: share.of(Severity.MINOR), Look.NUMBER),
        Column("较大", 12, lambda share: share.of(Severity.MAJOR), Look.NUMBER),
        Column("重大", 12, lambda share: share.of(Severity.CRITICAL), Look.NUMBER),
    ]
    last: tuple[Cell, ...] = (
        "合计",
        sum(len(share.findings) for share in rows),
        *(sum(share.of(severity) for share in rows) for severity in Severity),
    )
    return grid(columns, rows, last, heading, chart)
