"""The office's board and the lists behind its figures: records, findings, the wall of photos."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections.models import Assignment, InspectionState, Site, Village
from inspect_app.people.models import DeputyGroup
from inspect_app.records.models import Record
from tests.board.pages import address, captions, listed
from tests.cast import Cast
from tests.records.filling import ALL_PASS, correct, failing, set_state, submitted
from tests.records.sending import send, take_photo
from tests.review.reviewing import numbers, save
from tests.soup import soup_of_page


@pytest.fixture
def two(wang, li, cast) -> list[int]:
    """王建国's record of the first site with a heap and a full bin, 李秀英's of the second."""
    first = failing("桶满了", **{"item-heap": "fail", "item-heap-0-description": "一堆砖头"})
    submitted(wang, cast, first)
    submitted(li, cast, {**ALL_PASS, "suggestion": "多种树"}, site=1)
    return [2, 1]


@pytest.fixture
def three_photos(wang, cast) -> tuple[str, list[str]]:
    """A record of 王建国 that names three photos, two of a heap and one of the whole place."""
    record, ids = str(uuid4()), [str(uuid4()) for _ in range(3)]
    fields = failing("一堆砖头", "heap", **{"item-heap-0-photo": ids[:2], "item-seen": ids[2:]})
    assert send(wang, cast, fields, record).status_code == 200
    return record, ids


def test_each_figure_of_the_board_opens_what_is_behind_it(office, cast, two):
    board = soup_of_page(office.get(address(cast)))
    behind = {link["id"]: (int(link.text), link["href"]) for link in board.select(".figures a")}

    assert behind.pop("all-photos")[0] == 0
    number, path = behind.pop("all-suggestions")
    assert len(soup_of_page(office.get(path)).select("article")) == number == 1
    number, path = behind.pop("all-records")
    assert len(listed(office, path)) == number == 2
    assert [number for number, _ in behind.values()] == [2, 0, 1, 1]
    for number, path in behind.values():
        assert len(soup_of_page(office.get(path)).select("table.reviewed tbody tr")) == number


def waiting(office, cast: Cast) -> list[str]:
    """What the board says of findings that wait for the office, each with what its link lists."""
    told = []
    for link in soup_of_page(office.get(address(cast))).select("a[id^=review-]"):
        rows = soup_of_page(office.get(link["href"])).select("table.reviewed tbody tr")
        told.append(f"{link.parent.get_text(strip=True).split('。')[0]}：{len(rows)}")
    return told


def test_the_board_says_which_findings_wait_for_the_office(office, chair, cast, wang, two):
    assert waiting(office, cast) == ["2 个问题还没有核定：2"]
    assert waiting(chair, cast) == [], "nobody else reviews them"
    for number in numbers(office, cast):
        save(office, number, do="keep")
    assert waiting(office, cast) == []
    correct(wang, cast, failing("桶又满了", **{"item-heap": "fail"}))
    assert waiting(office, cast) == ["2 个问题核定以后代表又更正了：2"]


@pytest.mark.parametrize("is_late", [True, False])
def test_a_correction_that_waits_to_be_chosen_is_seen_by_the_office(
    app, wang, office, cast, two, is_late
):
    if is_late:
        set_state(app, cast, InspectionState.CLOSED)
    send(wang, cast, {**ALL_PASS, "highlight": "离线更正"}, base=1 if is_late else 0)
    board = soup_of_page(office.get(address(cast)))

    assert "1 份记录" in board.select_one("p.notice").get_text()
    rivals = board.select_one("#undecided")["href"]
    assert listed(office, rivals) == [1]
    for path in (address(cast), address(cast, "/records"), rivals):
        rows = soup_of_page(office.get(path)).select("table.records tbody tr")
        marked = [row.select_one("td.num").text for row in rows if "还没有选定" in row.text]
        assert marked == ["1"]


def test_nothing_is_said_of_choosing_where_nothing_waits(office, other_office, sun, cast, two):
    for words in ("先填的", "后填的"):
        fields = {**ALL_PASS, "assignment": cast.yi_assignment, "highlight": words}
        assert send(sun, cast, fields).status_code == 200
    assert "还没有选定" in other_office.get(f"/office/inspections/{cast.yi_inspection}").text
    assert "还没有选定" not in soup_of_page(office.get(address(cast))).get_text()
    assert listed(office, address(cast, "/records?state=rivals")) == []


def test_a_figure_of_a_site_opens_its_records_and_findings_alone(office, cast, two):
    board = soup_of_page(office.get(address(cast)))
    records, findings = (link["href"] for link in board.select("a[aria-label^=村主干道]"))

    assert listed(office, records) == [1]
    page = soup_of_page(office.get(findings)).get_text()
    assert "一堆砖头" in page and "只列 张家村 · 村主干道 · 人居环境" in page


def test_what_the_review_does_not_count_is_not_behind_a_figure(office, cast, two):
    duplicate, main = numbers(office, cast)
    office.post(address(cast, "/findings"), {"finding": duplicate, "main": main, "do": "duplicate"})

    board = soup_of_page(office.get(address(cast)))
    assert board.select_one("#all-findings").text == "1"
    assert numbers(office, cast, "?state=counting") == [main]


def test_records_are_filtered_and_searched(office, cast, two):
    records = address(cast, "/records")
    assert listed(office, records) == two
    for query in ("?severity=minor", "?words=一堆", "?words=王建国 桶", "?words=1"):
        assert listed(office, records + query) == [1], query
    for query in ("?words=多种树", "?words=李秀英", f"?assignment={cast.assignments[1]}"):
        assert listed(office, records + query) == [2], query
    nothing = office.get(records + "?words=%25&state=corrected").text
    assert "没有符合条件的记录" in nothing


@pytest.mark.parametrize(
    "word",
    [
        "买买提·吐尔逊",
        "买买提•吐尔逊",
        "买买提・吐尔逊",
        "提\u200b·吐",
        "(A3)",
        "（A3）",
        "（Ａ３）",
        "Ａ３",
        "a3",
        "【A3】",
    ],
)
def test_a_word_is_found_in_whatever_shape_its_signs_are_typed(office, cast, wang, li, word):
    submitted(wang, cast, {**ALL_PASS, "suggestion": "请买买提・吐尔逊看路灯（A3）"})
    submitted(li, cast, {**ALL_PASS, "suggestion": "都好"}, site=1)

    assert listed(office, address(cast, f"/records?words={quote(word)}")) == [1]


@pytest.mark.parametrize("word", ["１", "%", "_", "\\"])
def test_a_number_is_found_in_full_width_and_a_sign_is_but_a_sign(office, cast, two, word):
    found = listed(office, address(cast, f"/records?words={quote(word)}"))

    assert found == ([1] if word == "１" else [])


def test_records_are_filtered_by_village_and_group(app, office, cast, zhao, two):
    _second_groups_village(app, cast)
    send(zhao, cast, failing("桥下发黑", "ditch"), site=2)

    page = soup_of_page(office.get(address(cast, "/records")))
    values = {one.text: one["value"] for one in page.select("#village option, #group option")}
    for name in ("桥头村", "第二代表小组"):
        field = "village" if "村" in name else "group"
        query = f"?{field}={values[name]}"
        assert listed(office, address(cast, "/records") + query) == [3]
        assert numbers(office, cast, query) == [3]


def _second_groups_village(app, cast) -> None:
    with db.writing(app.extensions["database"]) as session:
        village = Village(town_id=cast.jia, name="桥头村")
        session.add(village)
        session.flush()
        site = Site(town_id=cast.jia, village_id=village.id, name="桥头")
        session.add(site)
        session.flush()
        group = session.query(DeputyGroup).filter_by(town_id=cast.jia, name="第二代表小组").one()
        row = _values(session.get(Assignment, cast.assignments[0]))
        row |= {"id": None, "site_id": site.id, "group_id": group.id}
        assignment = Assignment(**row)
        session.add(assignment)
        session.flush()
        cast.assignments.append(assignment.id)


def _values(row) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def test_incomplete_and_withdrawn_records_are_found_by_their_state(office, cast, wang, li):
    send(wang, cast, {"item-heap": "pass"})
    receipt = send(li, cast).json["receipt"]
    li.post(f"{receipt}/withdraw")

    records = address(cast, "/records")
    assert listed(office, records) == listed(office, records + "?state=incomplete") == [1]
    assert listed(office, records + "?state=apart") == [2]
    (row,) = soup_of_page(office.get(records + "?state=apart")).select("table.records tbody tr")
    assert row.select("td.num")[1].text == "—", "what does not count is not said to have none"
    assert listed(office, records + "?state=on_behalf") == []
    assert "代表已撤回" in office.get(records + "?state=apart").text


def test_photos_on_their_way_and_the_records_that_name_them_are_found(
    office, cast, li, wang, three_photos
):
    send(li, cast, failing("桥头", "heap", **{"item-heap-0-photo": str(uuid4())}), site=1)
    send(li, cast)  # it names none
    record, ids = three_photos
    awaited = "?state=awaited"
    assert listed(office, address(cast, "/records") + awaited) == [2, 1]
    assert len(captions(office, address(cast, "/photos") + awaited)) == 4
    for photo in ids[:2]:
        take_photo(wang, record, photo)
    tiles = captions(office, address(cast, "/photos") + awaited)
    assert len(tiles) == 2 and all("这张还没有到" in one for one in tiles)
    take_photo(wang, record, ids[2])
    assert listed(office, address(cast, "/records") + awaited) == [2]


def test_many_records_come_page_by_page_and_all_at_once_for_paper(app, office, cast, wang):
    submitted(wang, cast, ALL_PASS)
    _copy_records(app, cast, 119)

    records = address(cast, "/records")
    assert listed(office, records) == list(range(120, 70, -1))
    page = soup_of_page(office.get(records + "?page=2&words=王"))
    onward = page.select_one(".pager a:last-child")["href"]
    assert listed(office, onward) == list(range(20, 0, -1)) and "words=" in onward
    assert listed(office, records + "?page=99") == listed(office, onward)
    assert len(listed(office, records + "?all=1")) == 120
    assert len(listed(office, address(cast))) == 20


def _copy_records(app, cast, number: int) -> None:
    """Give the town as many more sites, each with the record of the first."""
    with db.writing(app.extensions["database"]) as session:
        first = session.query(Record).one()
        visit = session.get(Assignment, first.assignment_id)
        village_id = session.get(Site, visit.site_id).village_id
        for n in range(2, number + 2):
            site = Site(town_id=cast.jia, village_id=village_id, name=f"第{n}处")
            session.add(site)
            session.flush()
            assignment = Assignment(**{**_values(visit), "id": None, "site_id": site.id})
            session.add(assignment)
            session.flush()
            new = {"id": uuid4(), "assignment_id": assignment.id, "number": n}
            session.add(Record(**{**_values(first), **new}))


@pytest.mark.parametrize("which", ["", "/records", "/photos", "/findings"])
def test_an_address_that_makes_no_sense_shows_the_list_unfiltered(office, cast, two, which):
    nonsense = (
        "?page=-1&village=x&group=99999999999999999999&severity=worst&state=late'--"
        "&checklist=%00&assignment=1e3&all&words="
    )
    for query in (nonsense, "?page=999999999999999999999", "?village=999&severity="):
        assert office.get(address(cast, which) + query).status_code == 200
    if which == "/records":
        assert listed(office, address(cast, which) + nonsense) == two


@pytest.mark.parametrize(
    ("which", "words"),
    [("", "还没有问题"), ("/records", "还没有记录"), ("/photos", "还没有照片"), ("/findings", "还没有问题")],
)  # fmt: skip
def test_an_empty_list_says_so_and_when_that_changes(office, cast, which, words):
    assert words in office.get(address(cast, which)).text


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


def test_another_town_sees_neither_records_nor_photos(other_office, cast, two):
    for which in ("", "/records", "/photos"):
        assert other_office.get(address(cast, which)).status_code == 404


def test_htmx_is_given_the_list_alone_which_asks_again_with_its_filter(office, cast, two):
    path = address(cast, "/records?words=王建国")
    part = office.get(path, headers={"HX-Request": "true"})
    listing = BeautifulSoup(part.text, "lxml").select_one("#listed")
    assert "<h1" not in part.text and "words=" in listing["hx-get"]
    assert listed(office, listing["hx-get"]) == [1]
    closed = office.get(f"/office/inspections/{cast.closed}/records").text
    assert "every 20s" not in closed


@pytest.mark.parametrize("which", ["", "/records", "/photos", "/findings"])
def test_of_an_inspection_that_is_over_nothing_asks_again(office, cast, wang, which, app):
    submitted(wang, cast, failing("桶满了"))
    root = f"/office/inspections/{cast.inspection}"
    assert "every 20s" in office.get(root + which).text
    set_state(app, cast, InspectionState.CLOSED)
    assert "every 20s" not in office.get(root + which).text
    ask = {"headers": {"HX-Request": "true"}}
    assert office.get(f"{root}/findings/newer?after=0", **ask).status_code == 286
