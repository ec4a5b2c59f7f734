"""照片: each photo of the records as a picture, with where, of what and when it was handed in."""

from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.material import Material
from inspect_app.reports.named_photos import PhotoRow, named_photos
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.workbook.record_sheet import time_of
from inspect_app.sheets.cell_values import Cell
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

NOT_ARRIVED = "还没有传到"
ABOUT = (
    (
        "照片",
        "一行一张，按检查记录排列，还没有传到的也列出。说明是照片所在问题核定后的说法，"
        "没有列入问题的用代表的原话；提交时间是记录交来的时间，不是拍摄时间。",
    ),
)

NumberedPhoto = tuple[int, PhotoRow]


def photo_sheet(material: Material, pictures: Pictures, links: Links) -> Sheet:
    """The sheet, a row a photo, also for those still on the way."""
    rows = list(enumerate(named_photos(material), start=1))
    columns: list[Column[NumberedPhoto]] = [
        Column("序号", 6, lambda row: row[0], link=lambda row: _address(row[1], links)),
        Column("照片", 30, lambda row: _picture(row[1], pictures), Look.PHOTOS),
        Column("村（社区）/点位", 18, lambda row: row[1].record.place),
        Column("检查项", 26, lambda row: row[1].item.subject, Look.LONG),
        Column("说明", 40, lambda row: row[1].words, Look.LONG),
        Column("提交日期", 15, lambda row: row[1].record.arrived_on, Look.DATE),
        Column("提交时间", 8, lambda row: time_of(row[1].record)),
        Column("记录编号", 8, lambda row: row[1].record.number,
               link=lambda row: links.record(row[1].record.id)),
    ]  # fmt: skip
    title = f"{material.heading}照片"
    return sheet("照片", title, grid(columns, rows), signatures=False)


def _address(row: PhotoRow, links: Links) -> str:
    """Where the photo is seen; where it has not arrived, its record."""
    return links.photo(row.photo.id) if row.photo else links.record(row.record.id)


def _picture(row: PhotoRow, pictures: Pictures) -> Cell:
    if row.photo is None:
        return NOT_ARRIVED
    return (pictures.of(row.photo, row.record, row.item, large=True),)
