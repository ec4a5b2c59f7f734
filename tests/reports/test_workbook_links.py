"""From the workbook back into the product: to the record's page, to the photo's big version."""

import dataclasses
import io
import zipfile
from urllib.parse import urlsplit

import pytest

from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send_photo
from tests.reports.books import downloaded, opened
from tests.reports.pages import page_at


def path(cast, query: str = "") -> str:
    return f"{cast.inspection}/workbook.xlsx{query}"


@pytest.fixture
def records(wang, li, cast) -> None:
    """王建国's record with a finding and its photo, 李秀英's with words of her own, too."""
    photo = {"item-heap-0-description": "一堆砖头", "item-heap-0-photo": send_photo(wang, "red")}
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", **photo})
    submitted(
        li,
        cast,
        {
            **ALL_PASS, "item-bin": "fail", "item-bin-0-description": "桶满了",
            "suggestion": "多放两个桶", "highlight": "墙画好看",
        },
        site=1,
    )  # fmt: skip


def links(sheet, heading: str) -> list[str]:
    """Return the addresses below a heading, from top to bottom."""
    head = next(row for row in sheet.iter_rows() if heading in [cell.value for cell in row])
    column = next(cell.column for cell in head if cell.value == heading)
    cells = [sheet.cell(row, column) for row in range(head[0].row + 1, sheet.max_row + 1)]
    return [cell.hyperlink.target for cell in cells if cell.hyperlink]


@pytest.mark.parametrize(
    ("name", "heading", "words"),
    [
        ("问题清单", "序号", ["一堆砖头", "桶满了"]),
        ("检查记录", "编号", ["一堆砖头", "桶满了"]),
        ("照片", "记录编号", ["一堆砖头"]),
        ("意见建议", "序号", ["多放两个桶"]),
        ("亮点", "序号", ["墙画好看"]),
    ],
)
def test_a_rows_number_opens_the_page_of_its_record(office, cast, records, name, heading, words):
    found = links(opened(office, path(cast))[name], heading)

    assert len(found) == len(words)
    for address, said in zip(found, words, strict=True):
        assert said in page_at(office, address).text


def test_a_photos_number_opens_its_big_version(office, cast, records, wang):
    (address,) = links(opened(office, path(cast))["照片"], "序号")

    answer = page_at(office, address)
    assert answer.mimetype == "image/jpeg"
    assert answer.data == wang.get(urlsplit(address).path.replace("/office/", "/d/")).data


def test_links_are_those_under_which_users_reach_the_product(app, office, cast, records):
    kept = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(kept, base_url="http://192.168.1.20:8000")
    (address,) = links(opened(office, path(cast))["照片"], "序号")
    assert address.startswith("http://192.168.1.20:8000/office/photos/")


@pytest.mark.parametrize("query", ["?public=1", "?public=1&photos=1"])
def test_the_public_copy_has_no_links(office, cast, records, query):
    with zipfile.ZipFile(io.BytesIO(downloaded(office, path(cast, query))[0])) as package:
        parts = [
            package.read(name) for name in package.namelist() if name.endswith(("xml", "rels"))
        ]
    assert not any(b"hyperlink" in part or b"localhost" in part for part in parts)
