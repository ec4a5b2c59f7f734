"""A photo whose file was lost or damaged costs its own cell, never the whole file."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from tests.records.filling import failing, submitted
from tests.records.sending import send_photo
from tests.reports.downloads import files, make_what_waits
from tests.review.reviewing import numbers, save
from tests.workbook_lint import read_workbook


@pytest.fixture
def photos(app, office, wang, cast) -> list[Path]:
    """Three photos of a reviewed finding; these are their files."""
    ids = [send_photo(wang, colour) for colour in ("red", "green", "blue")]
    submitted(wang, cast, failing("桶满了", **{"item-bin-0-photo": ids}))
    save(office, numbers(office, cast)[0], do="keep")
    return sorted(app.extensions["settings"].photo_folder.rglob("*.jpg"))


def greys(content: bytes, sheet: str) -> list[bool]:
    """Return of each picture of a sheet whether it stands for one that cannot be read."""
    found = []
    for image in read_workbook(content)[sheet]._images:
        shown = Image.open(io.BytesIO(image._data())).convert("HSV")
        found.append(ImageStat.Stat(shown).median[1] < 10)
    return found


def loses(photos: list[Path], suffix: str) -> None:
    next(path for path in photos if path.name.endswith(suffix)).unlink()


@pytest.mark.parametrize("damage", ["lost", b"", b"\xff\xd8\xff\xe0", b"no photo", None])
def test_without_its_small_copy_a_photo_is_said_to_be_unreadable(
    office, cast, photos, caplog, damage
):
    if damage == "lost":
        loses(photos, ".thumb.jpg")
    else:
        spoil(next(path for path in photos if path.name.endswith(".thumb.jpg")), damage)
    for path, sheet in (("workbook", "问题清单"), ("handover", "镇村镇建设办公室")):
        answer = office.get(f"/office/inspections/{cast.inspection}/{path}.xlsx")
        assert answer.status_code == 200
        assert sorted(greys(answer.data, sheet)) == [False, False, True]
    assert "thumb.jpg" in caplog.text


def spoil(photo: Path, damage: bytes | None) -> None:
    """Put other bytes in its place; with None cut its end off."""
    photo.write_bytes(photo.read_bytes()[:-700] if damage is None else damage)


@pytest.mark.parametrize("damage", [b"", b"\xff\xd8\xff\xe0", b"no photo", None])
def test_a_damaged_photo_is_said_to_be_unreadable_where_it_should_be_stamped(
    office, cast, photos, damage
):
    for path in photos:
        if not path.name.endswith(".thumb.jpg"):
            spoil(path, damage)
            break
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx?stamp=1")
    assert answer.status_code == 200
    assert sorted(greys(answer.data, "问题清单")) == [False, False, True]


def test_a_workbook_of_the_background_is_made_all_the_same(app, office, cast, photos):
    loses(photos, ".thumb.jpg")
    office.post(files(cast), {"kind": "workbook"})
    make_what_waits(app)
    assert "下载</a>" in office.get(files(cast)).text
