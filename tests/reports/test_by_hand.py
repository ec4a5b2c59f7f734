"""The workbook in a clerk's hands: rows deleted and sorted in LibreOffice, pictures read again."""

from pathlib import Path

import pytest

from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send_photo
from tests.reports.books import colour_of, downloaded
from tests.reports.hands import Clerk
from tests.workbook_lint import read_workbook

pytestmark = pytest.mark.outside

FIRST = 4  # row of values


@pytest.fixture
def content(office, wang, li, cast) -> bytes:
    """A workbook of two records, whose findings each say the colours of their photos."""
    hand_in(wang, cast, 0, "red", "green blue")
    hand_in(li, cast, 1, "", "yellow")
    return downloaded(office, f"{cast.inspection}/workbook.xlsx")[0]


def hand_in(person, cast, site: int, *findings: str) -> None:
    fields = {**ALL_PASS, "item-heap": "fail"}
    for at, colours in enumerate(findings):
        fields[f"item-heap-{at}-description"] = f"第{at}处 {colours}"
        fields[f"item-heap-{at}-photo"] = [send_photo(person, one) for one in colours.split()]
    submitted(person, cast, fields, site=site)


def rows(content: bytes) -> list[tuple[str, str, str]]:
    """Return what each finding's row says, the colours of the pictures in it, where it leads."""
    sheet = read_workbook(content)["问题清单"]
    column = [cell.value for cell in sheet[FIRST - 1]].index("存在问题")
    found = []
    for row in sheet.iter_rows(min_row=FIRST):
        if not str(row[column].value).startswith("第"):
            break
        inside = [
            image
            for image in sheet._images
            if {image.anchor._from.row, image.anchor.to.row} == {row[0].row - 1}
        ]
        inside.sort(key=lambda image: image.anchor._from.rowOff)
        words = row[column].value.partition(" ")[2]
        found.append((words, " ".join(map(colour_of, inside)), row[0].hyperlink.target))
    assert sum(len(colours.split()) for _, colours, _ in found) == len(sheet._images)
    return found


def test_pictures_stand_in_the_row_that_tells_of_them(content):
    assert [words for words, *_ in rows(content)] == ["red", "green blue", "", "yellow"]
    assert all(words == colours for words, colours, _ in rows(content))
    assert len({address for *_, address in rows(content)}) == 2


def test_deleted_and_sorted_pictures_and_links_are_still_with_their_rows(content, tmp_path: Path):
    clerk = Clerk(tmp_path)
    deleted = rows(clerk.works("delete", content, "问题清单", FIRST, FIRST))
    assert deleted == rows(content)[1:]

    turned = rows(clerk.works("reverse", content, "问题清单", FIRST, FIRST + 3))
    assert turned == rows(content)[::-1]
