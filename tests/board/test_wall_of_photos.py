"""The wall of photos: each with place, item and time, opening its record."""

from tests.board.pages import address, captions
from tests.records.filling import failing
from tests.records.sending import send, take_photo
from tests.soup import soup_of_page


def test_the_wall_shows_photos_with_place_item_and_time_and_opens_their_record(
    office, cast, wang, three_photos
):
    record, ids = three_photos
    for photo in ids:
        take_photo(wang, record, photo)

    wall = captions(office, address(cast, "/photos"))
    assert len(wall) == 3 and all("张家村 · 村主干道" in one and "第1号" in one for one in wall)
    assert "没有成堆垃圾,没有做到" in wall[0] and "全景照片" in wall[2]
    link = soup_of_page(office.get(address(cast, "/photos"))).select_one(".wall a")
    assert f"/office/records/{record}#finding-" in link["href"]
    assert office.get(link.select_one("img")["src"]).mimetype == "image/jpeg"
    assert "共 3 张" in office.get(address(cast, "/photos")).text
    assert len(captions(office, address(cast, "/photos?severity=major"))) == 2
    assert captions(office, address(cast, "/photos?words=文化广场")) == []


def test_a_photo_that_has_not_arrived_is_said_in_words(office, cast, wang, three_photos):
    record, ids = three_photos
    take_photo(wang, record, ids[0])

    page = office.get(address(cast, "/photos")).text
    assert "照片 1/3，2 张还没有到" in page and page.count("这张还没有到") == 2
    assert "1/3" in soup_of_page(office.get(address(cast, "/records"))).select_one("tbody").text
    assert soup_of_page(office.get(address(cast))).select_one("#all-photos").text == "1/3"


def test_somebody_elses_photo_that_a_record_names_is_not_on_the_wall(
    office, cast, li, three_photos
):
    record, ids = three_photos
    take_photo(li, record, ids[0])

    assert soup_of_page(office.get(address(cast, "/photos"))).select(".wall img") == []


def test_a_photo_that_a_correction_leaves_out_leaves_the_wall(office, cast, wang, three_photos):
    record, ids = three_photos
    for photo in ids:
        take_photo(wang, record, photo)
    corrected = failing("一堆砖头", "heap", **{"item-heap-0-photo": ids[1]})
    send(wang, cast, corrected, record, base=1)

    assert len(captions(office, address(cast, "/photos"))) == 1
