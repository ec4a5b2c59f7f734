"""问题清单: what the office hands in to the town government."""

from inspect_app.checklist.definition import SEVERITY_LABELS
from inspect_app.photos.models import Photo as Kept
from inspect_app.photos.stamp import SEPARATOR, Stamp
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.figures import FindingRow, Material
from inspect_app.reports.table import Column, Look, Photo, Sheet, grid, sheet
from inspect_app.settings import ZONE

MOST_PICTURES = 3


def findings_list(material: Material, store: PhotoStore, *, stamped: bool) -> Sheet:
    """Return the sheet, its rows village by village; photos of a finding stand in its row.

    ``stamped`` photos say where, what and when, and are larger, so that it can be read.
    """
    numbered = [(n, finding) for n, finding in enumerate(material.findings, start=1)]
    columns: list[Column[tuple[int, FindingRow]]] = [
        Column("序号", 5, lambda row: row[0]),
        Column("发现日期", 13, lambda row: row[1].found_on, Look.DATE),
        Column("村(社区)/点位", 15, lambda row: f"{row[1].record.village}\n{row[1].record.site}"),
        Column(
            "检查项/类别", 14, lambda row: f"{row[1].section}:{row[1].item.question}", Look.LONG
        ),
        Column("存在问题", 28, lambda row: _problem(row[1]), Look.LONG),
        Column("严重程度", 8, lambda row: SEVERITY_LABELS[row[1].severity]),
        Column("整改建议", 18, lambda row: row[1].suggestion, Look.LONG),
        Column("责任单位", 12, lambda row: row[1].responsible_unit),
        Column("责任人", 9, lambda row: row[1].responsible_person or None),
        Column("整改时限", 13, lambda row: row[1].suggested_due, Look.DATE),
        Column("提出小组", 10, lambda row: row[1].record.group),
        Column(
            "照片",
            30 if stamped else 12,
            lambda row: _pictures(row[1], material, store, stamped),
            Look.PHOTOS,
        ),
        Column("备注", 8, lambda row: _remark(row[1], material)),
    ]
    title = f"{material.town.presidium}{material.inspection.title}问题清单"
    return sheet("问题清单", title, grid(columns, numbered))


def _problem(finding: FindingRow) -> str:
    if finding.amount is None:
        return finding.description
    return f"{finding.description}({finding.amount:g}{finding.unit})"


def _pictures(
    finding: FindingRow, material: Material, store: PhotoStore, stamped: bool
) -> tuple[Photo, ...]:
    arrived = [material.photos[one] for one in finding.photo_ids if one in material.photos]
    shown = arrived[:MOST_PICTURES]
    if stamped:
        return tuple(_stamped(photo, store, finding) for photo in shown)
    return tuple(Photo(store.thumb_path(one.digest), one.width, one.height) for one in shown)


def _stamped(photo: Kept, store: PhotoStore, finding: FindingRow) -> Photo:
    record = finding.record
    here = record.submitted_at.astimezone(ZONE)
    stamp = Stamp(
        words=SEPARATOR.join((record.village, record.site, finding.item.question)),
        when=f"{here.year}年{here.month}月{here.day}日 {here:%H:%M}",
    )
    return Photo(store.path(photo.digest), photo.width, photo.height, stamp)


def _remark(finding: FindingRow, material: Material) -> str | None:
    remarks = [_about_photos(finding, material)]
    if finding.merged:
        remarks.append(f"另有{finding.merged}处反映同一问题，已合并")
    return "；".join(filter(None, remarks)) or None


def _about_photos(finding: FindingRow, material: Material) -> str | None:
    sent = len(finding.photo_ids)
    arrived = sum(one in material.photos for one in finding.photo_ids)
    if arrived < sent:
        return f"照片到{arrived}/{sent}张"
    return f"照片共{sent}张" if sent > MOST_PICTURES else None
