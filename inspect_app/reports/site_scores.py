"""点位得分: where a checklist gives points; of sites, never of people."""

from inspect_app.checklist.definition import DeductionItem
from inspect_app.checklist.scoring import Score, deduction, score
from inspect_app.reports.figures import Material, RecordRow
from inspect_app.reports.table import Column, Look, Sheet, grid, sheet

Scored = tuple[RecordRow, Score]


def site_scores(material: Material) -> Sheet | None:
    """Return the sheet, None if no checklist of the inspection gives points."""
    if not any(
        isinstance(item, DeductionItem)
        for record in material.records
        for item in record.checklist.items
    ):
        return None
    rows = [(r, s) for r in material.records if (s := score(r.checklist, r.answers))]
    columns: list[Column[Scored]] = [
        Column("点位", 22, lambda row: row[0].site),
        Column("村(社区)", 16, lambda row: row[0].village),
        Column("检查清单", 22, lambda row: row[0].checklist.title),
        Column("小组", 14, lambda row: row[0].group),
        Column("得分", 9, lambda row: row[1].reached, Look.NUMBER),
        Column("满分", 9, lambda row: row[1].possible, Look.NUMBER),
        Column("扣分说明", 50, lambda row: _deductions(row[0]), Look.LONG),
    ]
    title = f"{material.town.presidium}{material.inspection.title}点位得分表"
    return sheet("点位得分", title, grid(columns, rows))


def _deductions(record: RecordRow) -> str:
    lines = []
    for item in record.checklist.items:
        if isinstance(item, DeductionItem):
            less = deduction(item, record.answers.get(item.id))
            if less:
                lines.append(f"{item.question}扣{less:g}分")
    return "\n".join(lines)
