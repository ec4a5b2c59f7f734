"""意见建议 and 亮点: what deputies wrote beside their answers.

Suggestions stand in the words of the office's review where it has any.
"""

from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.material import Material, RecordRow
from inspect_app.reports.workbook.notes import NOT_REVIEWED
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

NumberedRecord = tuple[int, RecordRow]


def suggestions(material: Material, links: Links) -> Sheet:
    """The sheet of suggestions, those that nobody has reviewed marked."""
    rows = list(enumerate((r for r in material.records if r.suggestion), start=1))
    columns: list[Column[NumberedRecord]] = [
        *_where(links),
        Column("意见建议内容", 56, lambda row: row[1].proposal.words, Look.LONG),
        Column("建议承办单位", 16, lambda row: row[1].proposal.unit or None),
        Column("提出人/小组", 16, lambda row: f"{row[1].deputy}\n{row[1].group}"),
        Column("备注", 10, lambda row: None if row[1].proposal.is_settled else NOT_REVIEWED),
    ]
    title = f"{material.heading}意见建议清单"
    return sheet("意见建议", title, grid(columns, rows))


def highlights(material: Material, links: Links) -> Sheet:
    """The sheet of highlights, the first part of a report."""
    rows = list(enumerate((r for r in material.records if r.highlight), start=1))
    columns: list[Column[NumberedRecord]] = [
        *_where(links),
        Column("亮点", 72, lambda row: row[1].highlight, Look.LONG),
        Column("提出人/小组", 16, lambda row: f"{row[1].deputy}\n{row[1].group}"),
    ]
    title = f"{material.heading}亮点汇总"
    return sheet("亮点", title, grid(columns, rows))


def _where(links: Links) -> list[Column[NumberedRecord]]:
    return [
        Column("序号", 6, lambda row: row[0], link=lambda row: links.record(row[1].id)),
        Column("日期", 15, lambda row: row[1].day, Look.DATE),
        Column("村（社区）/点位", 18, lambda row: f"{row[1].village}\n{row[1].site}"),
    ]
