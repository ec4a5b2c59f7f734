"""逐项统计: how each item was answered."""

from collections import Counter
from collections.abc import Callable

from inspect_app.checklist.ratings import Verdict
from inspect_app.reports.figures.behind import CHECKED, Behind, What
from inspect_app.reports.figures.material import Material
from inspect_app.reports.figures.statistics import ItemCount, Totals
from inspect_app.sheets.cell_values import Cell
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet


def item_statistics(material: Material, totals: Totals) -> Sheet:
    """The sheet: a row for every item that can be 符合 or 不符合."""
    day = material.inspection.starts_on
    filled = Counter(of for of, _ in {(one.checklist.id, one.version) for one in totals.items})

    def section(count: ItemCount) -> str:
        title = count.checklist.section_by_item[count.item.id].title
        several = material.has_several_checklists
        # Of two versions an item has two lines, which differ in nothing else.
        version = f"第{count.version}版" if filled[count.checklist.id] > 1 else ""
        return "\n".join(filter(None, (count.checklist.topic if several else "", title, version)))

    columns: list[Column[ItemCount]] = [
        Column("分组", 14, section),
        Column("检查项", 28, lambda count: count.item.question, Look.LONG),
        Column(
            "依据",
            38,
            lambda count: "\n".join(count.checklist.basis_on(count.item, day)),
            Look.LONG,
        ),
        _answers("检查次数", CHECKED, lambda count: count.checked),
        _answers("符合", Verdict.PASS, lambda count: count.passed),
        _answers("不符合", Verdict.FAIL, lambda count: count.failed),
        _answers("不适用", Verdict.NA, lambda count: count.not_applicable),
        Column("符合率", 9, lambda one: _behind(one, CHECKED).share(one.pass_rate), Look.NUMBER),
        Column("主要问题", 34, lambda count: "\n".join(count.problems), Look.LONG),
    ]
    last = ("合计", None, None, *_total_cells(totals), None)
    title = f"{material.heading}逐项统计表"
    return sheet("逐项统计", title, grid(columns, totals.items, last))


def _answers(heading: str, verdict: str, number: Callable[[ItemCount], int]) -> Column[ItemCount]:
    return Column(heading, 8, lambda one: _behind(one, verdict).count(number(one)), Look.NUMBER)


def _behind(count: ItemCount, verdict: str) -> Behind:
    version = str(count.version_id)
    return Behind(What.ANSWERS, version=version, item=count.item.id, verdict=verdict)


def _total_cells(totals: Totals) -> tuple[Cell, ...]:
    numbers = {
        CHECKED: totals.checked,
        Verdict.PASS: totals.passed,
        Verdict.FAIL: totals.failed,
        Verdict.NA: totals.not_applicable,
    }
    return (
        *(Behind(What.ANSWERS, verdict=one).count(number) for one, number in numbers.items()),
        Behind(What.ANSWERS, verdict=CHECKED).share(totals.pass_rate),
    )
