"""The office's lists of records and findings: filtered, searched, paged; who sees them."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections.models import Assignment, InspectionState, Site, Village
from inspect_app.people.models import DeputyGroup
from inspect_app.records.models import Record
from tests.board.pages import address, captions, listed
from tests.records.filling import ALL_PASS, failing, set_state, submitted
from tests.records.sending import send, take_photo
from tests.review.reviewing import numbers
from tests.soup import soup_of_page


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


def test_the_groups_to_filter_by_stand_as_the_roster_has_them(app, office, cast):
    _second_groups_village(app, cast)
    with db.writing(app.extensions["database"]) as session:
        *first, last = [session.get_one(Assignment, one) for one in cast.assignments]
        former, latter = first[0].group_id, last.group_id
        last.group_id = former
        for one in first:  # in the first village
            one.group_id = latter
    page = soup_of_page(office.get(address(cast, "/records")))
    offered = [one.text for one in page.select("#group option")][1:]
    assert offered == ["第一代表小组", "第二代表小组"]


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
