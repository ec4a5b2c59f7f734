"""照片: each photo of the records in its own row, whichever item it is of, arrived or not."""

import io
import zipfile
from datetime import datetime
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app.settings import ZONE
from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send_photo
from tests.reports.books import colour_of, downloaded, opened, rows_of
from tests.review.reviewing import numbers, save


def path(cast, query: str = "") -> str:
    return f"{cast.inspection}/workbook.xlsx{query}"


@pytest.fixture
def record(wang, cast) -> None:
    """A heap with two photos, one of them on its way still, and a photo of the whole place."""
    heap = [send_photo(wang, "red"), str(uuid4())]
    words = {"item-heap-0-description": "一堆砖头", "item-heap-0-amount": "2"}
    failing = {**ALL_PASS, "item-heap": "fail", **words, "item-heap-0-photo": heap}
    submitted(wang, cast, {**failing, "item-seen": send_photo(wang, "blue")})


def test_each_photo_has_a_row_that_says_where_of_what_and_when(office, cast, record):
    rows = rows_of(opened(office, path(cast))["照片"])

    assert [row["序号"] for row in rows] == [1, 2, 3]
    assert {row["村（社区）/点位"] for row in rows} == {"张家村\n村主干道"}
    assert [row["检查项"] for row in rows] == ["没有成堆垃圾,没有做到"] * 2 + ["全景照片"]
    assert [row["说明"] for row in rows] == ["一堆砖头（2处）"] * 2 + [None]
    assert {row["记录编号"] for row in rows} == {1}
    now = datetime.now(ZONE)
    assert {row["提交日期"].date() for row in rows} == {now.date()}
    assert all(row["提交时间"][2] == ":" for row in rows)


def test_a_picture_stands_inside_the_cell_of_its_row_and_what_has_not_arrived_says_so(
    office, cast, record
):
    sheet = opened(office, path(cast))["照片"]

    column = [cell.value for cell in sheet[3]].index("照片")
    assert [sheet.cell(row, column + 1).value for row in (4, 5, 6)] == [None, "还没有传到", None]
    corners = [
        [(corner.row, corner.col) for corner in (image.anchor._from, image.anchor.to)]
        for image in sheet._images
    ]
    assert corners == [[(3, column)] * 2, [(5, column)] * 2]
    assert all(image.anchor.editAs == "twoCell" for image in sheet._images)
    assert sheet.row_dimensions[4].height * 4 / 3 > 150


@pytest.mark.parametrize("query", ["", "?stamp=1"])
def test_a_photo_that_two_sheets_show_is_in_the_file_once(office, cast, record, query):
    content = downloaded(office, path(cast, query))[0]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert sum(name.startswith("xl/media/") for name in package.namelist()) == 2


def test_the_words_are_those_that_the_office_reviewed(office, cast, record):
    (number,) = numbers(office, cast)
    save(office, number, do="keep", description="两堆砖头，已拍照")
    rows = rows_of(opened(office, path(cast))["照片"])
    assert rows[0]["说明"] == "两堆砖头，已拍照"


@pytest.mark.parametrize("query", ["", "?stamp=1"])
def test_a_finding_shows_its_own_photos_and_then_those_of_what_was_merged_into_it(
    office, cast, wang, li, query
):
    heap, bricks = {**ALL_PASS, "item-heap": "fail"}, "item-heap-0-description"
    submitted(
        wang, cast, {**heap, bricks: "一堆砖头", "item-heap-0-photo": send_photo(wang, "red")}
    )
    others = [send_photo(li, colour) for colour in ("green", "blue", "yellow")]
    submitted(li, cast, {**heap, bricks: "砖头没人清", "item-heap-0-photo": others}, site=1)
    main, other = sorted(numbers(office, cast))
    save(office, main, do="keep")
    save(office, other, do="duplicate", main=str(main))

    listed = opened(office, path(cast, query))["问题清单"]
    slip = opened(office, f"{cast.inspection}/handover.xlsx").worksheets[1]
    for sheet in (listed, slip):
        shown = sorted(sheet._images, key=lambda image: image.anchor._from.rowOff)
        assert [colour_of(image) for image in shown] == ["red", "green", "blue"]
        assert len({image.anchor._from.row for image in shown}) == 1
    (row,) = rows_of(listed)
    assert row["备注"] == "照片共4张；另有1处反映同一问题，已合并"
    photos = rows_of(opened(office, path(cast))["照片"])
    assert [row["记录编号"] for row in photos] == [1, 2, 2, 2]


def test_without_photos_there_is_no_such_sheet(office, wang, cast):
    submitted(wang, cast, ALL_PASS)
    assert "照片" not in opened(office, path(cast)).sheetnames


def test_the_page_shows_it_too(office, cast, record):
    answer = office.get(f"/office/inspections/{cast.inspection}/report?sheet=照片")
    page = BeautifulSoup(answer.text, "lxml")
    assert len(page.select("td.photos img")) == 2
    assert "还没有传到" in page.select_one("table.sheet").text
