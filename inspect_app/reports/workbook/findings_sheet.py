"""问题清单: what the office hands in to the town government."""

from inspect_app.checklist.ratings import SEVERITY_LABELS
from inspect_app.reports.cell_links import Links, opens
from inspect_app.reports.figures.material import FindingRow, Material, NumberedFinding
from inspect_app.reports.pictures import MOST_OF_FINDING, Pictures
from inspect_app.reports.workbook.notes import NOT_REVIEWED
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

# By whether the photos are large: rows are high beside them, so narrower columns hold the words,
# and the sheet stays narrow enough to be read on A4.
WIDTHS = {
    False: {"place": 15, "item": 14, "problem": 28, "suggestion": 18, "photos": 12, "remark": 8},
    True: {"place": 13, "item": 12, "problem": 21, "suggestion": 13, "photos": 30, "remark": 7},
}


def findings_sheet(
    material: Material, pictures: Pictures | None, links: Links | None = None
) -> Sheet:
    """The sheet, its rows village by village; pictures of a finding stand in its row."""
    wide = WIDTHS[bool(pictures and pictures.stamped)]
    numbered = [(n, finding) for n, finding in enumerate(material.findings, start=1)]
    columns: list[Column[NumberedFinding]] = [
        Column("序号", 5, lambda row: row[0], link=opens(links, _record)),
        Column("问题编号", 7, lambda row: row[1].number),
        Column("发现日期", 12, lambda row: row[1].found_on, Look.DATE),
        Column("村（社区）/点位", wide["place"], lambda row: row[1].record.place),
        Column(
            "检查项/类别",
            wide["item"],
            lambda row: row[1].category,
            Look.LONG,
        ),
        Column("存在问题", wide["problem"], lambda row: row[1].problem, Look.LONG),
        Column("严重程度", 8, lambda row: SEVERITY_LABELS[row[1].severity]),
        Column("整改建议", wide["suggestion"], lambda row: row[1].suggestion, Look.LONG),
        Column("责任单位", 12, lambda row: row[1].responsible_unit),
        Column("责任人", 9, lambda row: row[1].responsible_person or None),
        Column("整改时限", 12, lambda row: row[1].suggested_due, Look.DATE),
        Column("提出小组", 10, lambda row: row[1].record.group),
        *([_photos(material, pictures, wide["photos"])] if pictures else []),
        Column("备注", wide["remark"], lambda row: _remark(row[1], material)),
    ]
    title = f"{material.heading}问题清单"
    return sheet("问题清单", title, grid(columns, numbered))


def _record(links: Links, row: NumberedFinding) -> str:
    return links.record(row[1].record.id)


def _photos(material: Material, pictures: Pictures, width: float) -> Column[NumberedFinding]:
    return Column("照片", width, lambda row: pictures.of_finding(row[1], material), Look.PHOTOS)


def _remark(finding: FindingRow, material: Material) -> str | None:
    remarks = [None if finding.is_settled else NOT_REVIEWED, _about_photos(finding, material)]
    if finding.merged_count:
        remarks.append(f"另有{finding.merged_count}处反映同一问题，已合并")
    return "；".join(filter(None, remarks)) or None


def _about_photos(finding: FindingRow, material: Material) -> str | None:
    sent, arrived = len(finding.photos), len(material.arrived_photos(finding))
    if arrived < sent:
        missing = sent - arrived
        return f"照片共{sent}张，{missing}张还没有到" if arrived else f"{missing}张照片还没有到"
    return f"照片共{sent}张" if sent > MOST_OF_FINDING else None
