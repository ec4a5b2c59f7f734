"""逐项统计: how each item was answered."""

from inspect_app.reports.figures import Material
from inspect_app.reports.statistics import ItemCount, item_counts, totals
from inspect_app.reports.table import Column, Look, Sheet, grid, sheet


def item_statistics(material: Material) -> Sheet:
    """Return the sheet: a row for every item that can be 符合 or 不符合."""
    day = material.inspection.starts_on

    def section(count: ItemCount) -> str:
        title = count.checklist.section_by_item[count.item.id].title
        several = material.has_several_checklists
        return f"{count.checklist.topic}\n{title}" if several else title

    columns: list[Column[ItemCount]] = [
        Column("分组", 14, section),
        Column("检查项", 28, lambda count: count.item.question, Look.LONG),
        Column(
            "依据",
            38,
            lambda count: "\n".join(count.checklist.basis_on(count.item, day)),
            Look.LONG,
        ),
        Column("检查次数", 8, lambda count: count.checked, Look.NUMBER),
        Column("符合", 7, lambda count: count.passed, Look.NUMBER),
        Column("不符合", 8, lambda count: count.failed, Look.NUMBER),
        Column("不适用", 8, lambda count: count.not_applicable, Look.NUMBER),
        Column("符合率", 9, lambda count: count.pass_rate, Look.NUMBER),
        Column("主要问题", 34, lambda count: "\n".join(count.problems), Look.LONG),
    ]
    counts = item_counts(material.records, material.findings)
    whole = totals(material.records, material.findings)
    last = (
        "合计", None, None, whole.checked, whole.passed, whole.checked - whole.passed,
        sum(count.not_applicable for count in counts), whole.pass_rate, None,
    )  # fmt: skip
    title = f"{material.town.presidium}{material.inspection.title}逐项统计表"
    return sheet("逐项统计", title, grid(columns, counts, last))
