"""监督视察活动登记表: one row for each inspection of a year or a term."""

from collections.abc import Sequence

from inspect_app.inspections.models import KIND_LABELS, STATE_LABELS, Inspection, InspectionState
from inspect_app.inspections.periods import Period, until
from inspect_app.reports.cell_links import Links, opens
from inspect_app.reports.figures.behind import Behind, What
from inspect_app.reports.queries.activities import Activity
from inspect_app.reports.workbook.notes import explanation
from inspect_app.sheets.cell_values import Cell, Count, Opening
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

MOST_SITES_BY_NAME = 6
NumberedActivity = tuple[int, Activity]
ABOUT = (
    (
        "列入范围",
        "这段时间里已经开始的监督视察，按开始日期排；还在筹备的不列。一次视察不论几天、去几个点位都计1次。",
    ),
    ("日期", "开始的日期；不止一天的，结束日期写在备注里。"),
    (
        "点位（村）",
        "去过的点位，就是有检查记录计入的；没有去完的，写明去了几个、计划几个，合计只计去过的。"
        f"点位后面的括号里是所在的村；计划超过{MOST_SITES_BY_NAME}个点位的，只写个数和村。",
    ),
    (
        "应到、实到",
        "代表人数，由人大办勾选到场情况得出；没有勾选的留空。合计是人次，只计勾选过的。",
    ),
    ("发现问题", "计入的问题数：合并的只计1个，核定为不作为问题的不计；不论是否核定过。"),
    ("意见建议", "检查记录中填写了意见建议的份数，以条计。"),
    ("交办、已销号", "系统还不登记交办和销号，这两栏留空，由人大办填写。"),
)


def register_sheets(
    presidium: str, period: Period, activities: Sequence[Activity], links: Links | None = None
) -> list[Sheet]:
    """The register of a period's ``activities`` and what its words mean.

    On a page 主题 opens the inspection, 应到 and 实到 who came; the file has no ``links``.
    """
    title = f"{presidium}{period.label}监督视察活动登记表"
    totals = _totals(activities, period, links)
    return [_register(title, activities, totals, links), explanation(title, ABOUT)]


def _register(
    title: str, activities: Sequence[Activity], totals: Sequence[Cell], links: Links | None
) -> Sheet:
    numbered = list(enumerate(activities, start=1))
    board, sites = opens(links, _board_page), opens(links, _sites_page)
    who_came = opens(links, _attendance_page)
    columns: list[Column[NumberedActivity]] = [
        Column("序号", 6, lambda row: row[0]),
        Column("日期", 15, lambda row: row[1].inspection.starts_on, Look.DATE),
        Column("活动类型", 11, lambda row: KIND_LABELS[row[1].inspection.kind]),
        Column("主题", 22, lambda row: row[1].inspection.title, Look.LONG, link=board),
        Column("点位（村）", 26, lambda row: _places(row[1]), Look.LONG, link=sites),
        Column("带队领导", 14, lambda row: row[1].inspection.lead),
        Column("代表小组", 18, lambda row: "\n".join(row[1].groups)),
        Column("应到", 7, lambda row: row[1].inspection.expected, Look.NUMBER, link=who_came),
        Column("实到", 7, lambda row: row[1].inspection.attended, Look.NUMBER, link=who_came),
        Column("发现问题", 9, lambda row: _count(row[1], What.FINDINGS), Look.NUMBER),
        Column("意见建议", 9, lambda row: _count(row[1], What.SUGGESTIONS), Look.NUMBER),
        Column("交办", 7, lambda _: None),
        Column("已销号", 7, lambda _: None),
        Column("备注", 13, lambda row: _remark(row[1].inspection)),
    ]
    return sheet("监督视察活动登记表", title, grid(columns, numbered, totals))


def _board_page(links: Links, row: NumberedActivity) -> str:
    return links.inspection(row[1].inspection.id)


def _sites_page(links: Links, row: NumberedActivity) -> str:
    return links.behind(row[1].inspection.id, Behind(What.SITES).asked)


def _attendance_page(links: Links, row: NumberedActivity) -> str:
    return links.attendance(row[1].inspection.id)


def _count(activity: Activity, what: What) -> Count:
    number = activity.findings if what is What.FINDINGS else activity.suggestions
    return Behind(what, inspection_id=activity.inspection.id).count(number)


def _totals(
    activities: Sequence[Activity], period: Period, links: Links | None
) -> tuple[Cell, ...]:
    def total(what: What) -> Behind:
        return Behind(what, period=period.key)

    places = sum(len(one.visited) for one in activities)
    expected = [one.inspection.expected for one in activities]
    attended = [one.inspection.attended for one in activities]
    return (
        "合计", _opening(f"{len(activities)}次", total(What.INSPECTIONS), links), None, None,
        _opening(f"{places}个", total(What.SITES), links), None, None,
        _sum(expected, total(What.EXPECTED)), _sum(attended, total(What.ATTENDED)),
        total(What.FINDINGS).count(sum(one.findings for one in activities)),
        total(What.SUGGESTIONS).count(sum(one.suggestions for one in activities)),
        None, None,
        "；".join(filter(None, (_coverage("应到", expected), _coverage("实到", attended)))) or None,
    )  # fmt: skip


def _opening(words: str, behind: Behind, links: Links | None) -> str:
    return Opening(words, links.behind_total(behind.asked)) if links else words


def _sum(people: Sequence[int | None], behind: Behind) -> Count | None:
    """How many in all, None where nobody knows of any inspection."""
    known = [number for number in people if number is not None]
    return behind.count(sum(known)) if known else None


def _coverage(heading: str, people: Sequence[int | None]) -> str | None:
    """For how many inspections a total stands, None where it is for all or none."""
    known = sum(number is not None for number in people)
    return f"{heading}只计勾选过的{known}次" if 0 < known < len(people) else None


def _places(activity: Activity) -> str:
    sites: dict[str, list[str]] = {}
    for village, site in activity.visited:
        sites.setdefault(village, []).append(site)
    number, planned = len(activity.visited), activity.planned_sites
    is_by_name = max(number, planned) <= MOST_SITES_BY_NAME
    names = "、".join(_with_sites(sites) if is_by_name else sites)
    if number < planned:
        return "：".join(filter(None, (f"{number}个点位（计划{planned}个）", names)))
    return names if is_by_name else f"{number}个（{names}）"


def _with_sites(sites: dict[str, list[str]]) -> list[str]:
    return [f"{'、'.join(names)}（{village}）" for village, names in sites.items()]


def _remark(inspection: Inspection) -> str | None:
    start, end = inspection.starts_on, inspection.ends_on
    remarks = [until(start, end)] if end != start else []
    if inspection.state == InspectionState.UNDER_WAY:
        remarks.append(STATE_LABELS[inspection.state])
    return "，".join(remarks) or None
