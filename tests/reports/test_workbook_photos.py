"""Photos of the workbook stand inside the cells of their rows, with what is printed on them."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from inspect_app import db
from inspect_app.inspections.models import Inspection
from inspect_app.photos.models import Photo
from inspect_app.settings import ZONE
from inspect_app.sheets.stamp import Stamp, stamp_copy
from tests.records.filling import ALL_PASS, jpeg, submitted
from tests.reports.books import row_under, workbook
from tests.workbook_lint import read_workbook


def test_a_picture_stands_inside_the_cell_of_its_row(office, cast, finding):
    sheet = workbook(office, cast)["问题清单"]
    cell = row_under(sheet, "存在问题")["照片"]

    (image,) = sheet._images
    assert image.anchor.editAs == "twoCell"
    corners = [(c.row, c.col) for c in (image.anchor._from, image.anchor.to)]
    assert corners == [(cell.row - 1, cell.column - 1)] * 2
    assert sheet.row_dimensions[cell.row].height >= 48


def pictures(office, cast, query="") -> list[bytes]:
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx{query}")
    assert answer.status_code == 200
    return [image._data() for image in read_workbook(answer.data)["问题清单"]._images]


def test_the_tick_beside_the_workbook_prints_place_item_and_moment_on_the_copies(
    office, cast, finding, env
):
    page = BeautifulSoup(office.get(f"/office/inspections/{cast.inspection}/papers").text, "lxml")
    tick = page.select_one("#workbook input[name=stamp]")
    assert tick.parent.get_text(strip=True) == "照片上印点位、检查项和时间"
    assert not tick.has_attr("checked")
    kept = {path: path.read_bytes() for path in Path(env["DATA_DIR"], "photos").rglob("*.jpg")}
    thumb = next(data for path, data in kept.items() if path.name.endswith(".thumb.jpg"))

    (plain,) = pictures(office, cast)
    (printed,) = pictures(office, cast, f"?{tick['name']}={tick['value']}")

    assert plain == thumb
    image = Image.open(io.BytesIO(printed)).convert("RGB")
    whole, band = image.getpixel((400, 100)), image.crop((0, image.height - 100, 800, image.height))
    assert whole[0] > 200 and max(whole[1:]) < 40  # red, as it was sent
    darkest, brightest = band.convert("L").getextrema()
    assert darkest < 40 and brightest > 245
    now = {path: path.read_bytes() for path in Path(env["DATA_DIR"], "photos").rglob("*.*")}
    assert now == kept


def test_the_printed_line_says_village_site_item_and_when_the_photo_came(app, office, cast, wang):
    """Whenever its record is handed in, or corrected, afterwards."""
    photo = str(uuid4())
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    with db.writing(app.extensions["database"]) as session:
        arrived = datetime(2026, 11, 20, 9, 5, tzinfo=ZONE)
        session.get(Photo, UUID(photo)).arrived_at = arrived
    fields = {**ALL_PASS, "item-bin": "fail", "item-bin-0-photo": photo}
    submitted(wang, cast, fields)
    submitted(wang, cast, {**fields, "base": 1, "suggestion": "更正"})

    original = wang.get(f"/d/photos/{photo}").data
    words = "张家村 · 村主干道 · 垃圾桶没有满溢,没有做到"
    assert pictures(office, cast, "?stamp=1") == [
        stamp_copy(original, Stamp(words, "2026年11月20日 09:05"))
    ]


@pytest.mark.parametrize("days", [2, 3])
def test_the_printed_line_says_when_a_photo_was_added_on_a_phone_without_network(
    app, office, cast, wang, days
):
    """What would be before the inspection is a clock that was wrong: then it is the arrival."""
    photo, age, before = str(uuid4()), timedelta(days=days), datetime.now(ZONE)
    with db.writing(app.extensions["database"]) as session:
        first_day = (before - timedelta(days=2)).date()
        session.get(Inspection, cast.inspection).starts_on = first_day
    wang.put(f"/d/photos/{photo}?record={uuid4()}&age={int(age.total_seconds())}", jpeg())
    submitted(wang, cast, {**ALL_PASS, "item-bin": "fail", "item-bin-0-photo": photo})

    original = wang.get(f"/d/photos/{photo}").data
    told = [moment - age if days == 2 else moment for moment in (before, datetime.now(ZONE))]
    words = "张家村 · 村主干道 · 垃圾桶没有满溢,没有做到"
    (printed,) = pictures(office, cast, "?stamp=1")
    assert printed in [
        stamp_copy(original, Stamp(words, f"{one.year}年{one.month}月{one.day}日 {one:%H:%M}"))
        for one in told
    ]


def test_printed_pictures_stand_inside_the_cell_of_their_row_too(office, cast, wang):
    photos = [str(uuid4()) for _ in range(3)]
    for photo, colour in zip(photos, ("red", "green", "blue"), strict=True):
        wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg(colour))
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": photos})
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx?stamp=1")
    sheet = read_workbook(answer.data)["问题清单"]
    cell = row_under(sheet, "存在问题")["照片"]

    height = sheet.row_dimensions[cell.row].height * 12_700  # in the anchors' unit
    width = sheet.column_dimensions[cell.column_letter].width * 7 * 9525
    bottom = 0
    for image in sheet._images:
        start, end = image.anchor._from, image.anchor.to
        assert {(start.row, start.col), (end.row, end.col)} == {(cell.row - 1, cell.column - 1)}
        assert bottom < start.rowOff and end.rowOff < height and end.colOff < width
        bottom = end.rowOff
    assert len(sheet._images) == 3
