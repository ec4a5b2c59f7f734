"""Who is to put it right: the unit, and the person who answers for it."""

import pytest

from inspect_app import db
from inspect_app.people.models import ResponsibleUnit
from tests.reports.books import listed, workbook
from tests.review.reviewing import batch, fields, fields_of, listing, save
from tests.soup import soup


@pytest.mark.parametrize(
    "typed",
    [
        "镇村镇建设办公室\u200b",
        "镇 村镇建设办公室",
        "\u3000镇村镇建设办公室 ",
        "镇村镇建设办公室\n",
    ],
)
def test_a_unit_that_only_looks_otherwise_is_the_same_unit(office, wang, cast, three, typed):
    """Else it gets a slip of its own, beside that of the unit."""
    save(office, three[0], unit="镇村镇建设办公室", do="keep")
    save(office, three[1], unit=typed, do="keep")
    several = {"finding": three[2], "unit": typed, "do": "keep", "seen": 99}
    assert office.post(listing(cast), several).status_code == 303
    assert {row["责任单位"] for row in listed(workbook(office, cast))} == {"镇村镇建设办公室"}


def test_who_answers_for_the_unit_is_filled_in_and_goes_with_it(office, cast, persons, three):
    bricks, street, square = three
    assert fields(office, bricks)["person"] == ""  # 张家村村民委员会 is not on the roster
    assert fields(office, street)["person"] == "刘强"
    save(office, street, do="keep")
    save(office, square, unit="镇综合执法队", do="keep")
    rows = {row["存在问题"]: row["责任人"] for row in listed(workbook(office, cast))}
    assert rows["桶满了，没人管"] == "刘强" and rows["广场的桶满了"] == "马勇"
    save(office, street, person="", do="keep")
    assert fields(office, street)["person"] == ""  # the office has said that nobody is


def in_charge(office, cast) -> list[str]:
    """Return unit and person of each finding, as the list has them."""
    rows = soup(office.get(listing(cast))).select("table.reviewed tbody tr")
    return [" ".join(row.select("td")[5].stripped_strings) for row in rows]


TO_VILLAGE, TO_LIU, TO_MA = "张家村村民委员会", "镇村镇建设办公室 刘强", "镇综合执法队 马勇"


def test_many_that_are_kept_at_once_name_who_answers_for_their_units(office, cast, persons, three):
    before = in_charge(office, cast)
    sent = {"finding": three, "do": "keep", "severity": "major"}
    answer = office.post(listing(cast), {**sent, "seen": batch(office, cast)["seen"]})
    assert in_charge(office, cast) == [TO_VILLAGE, TO_LIU, TO_LIU]
    page = soup(office.get(answer.location))
    office.post(page.select_one("form.last-act")["action"])
    assert in_charge(office, cast) == before


def test_a_unit_of_the_checklists_words_has_its_person_on_each_page_and_paper(
    office, cast, persons, three
):
    assert in_charge(office, cast) == [TO_VILLAGE, TO_LIU, TO_LIU]
    people_of = [row["责任人"] for row in listed(workbook(office, cast))]
    assert people_of == [None, "刘强", "刘强"]


def test_a_person_entered_after_the_review_stands_with_the_unit_unless_it_said_nobody(
    app, office, cast, three
):
    office.post(
        listing(cast),
        {"finding": three, "do": "keep", "seen": batch(office, cast)["seen"]},
    )
    assert in_charge(office, cast) == [TO_VILLAGE, *["镇村镇建设办公室"] * 2]
    with db.writing(app.extensions["database"]) as session:
        session.query(ResponsibleUnit).one().responsible_person = "蔡主任"
    assert in_charge(office, cast)[1:] == ["镇村镇建设办公室 蔡主任"] * 2
    assert fields(office, three[1])["person"] == "蔡主任"

    save(office, three[1], person="", do="keep")
    assert in_charge(office, cast)[1:] == ["镇村镇建设办公室", "镇村镇建设办公室 蔡主任"]
    assert fields(office, three[1])["person"] == ""
    assert [row["责任人"] for row in listed(workbook(office, cast))] == [None, None, "蔡主任"]


def test_a_unit_set_for_many_brings_its_person_and_leaves_those_typed(office, cast, persons, three):
    bricks, street, _ = three
    save(office, bricks, person="张村长", do="save")
    save(office, street, do="save")
    sent = {"finding": three, "do": "save", "seen": batch(office, cast)["seen"]}
    office.post(listing(cast), {**sent, "unit": "镇综合执法队"})
    assert in_charge(office, cast) == ["镇综合执法队 张村长", TO_MA, TO_MA]
    seen = batch(office, cast)["seen"]
    office.post(listing(cast), {**sent, "unit": "镇政府", "person": "周敏", "seen": seen})
    assert in_charge(office, cast) == ["镇政府 周敏"] * 3


def test_a_unit_retyped_on_the_findings_own_page_brings_its_person(office, cast, persons, three):
    bricks, street, _ = three
    assert save(office, bricks, unit="镇综合执法队", do="keep").status_code == 303
    assert in_charge(office, cast)[0] == TO_MA
    save(office, bricks, unit="", do="keep")  # back to the checklist's
    assert in_charge(office, cast)[0] == TO_VILLAGE
    save(office, street, unit="镇综合执法队", person="周敏", do="keep")
    assert in_charge(office, cast)[1] == "镇综合执法队 周敏"


@pytest.fixture
def emergency(app, cast) -> None:
    with db.writing(app.extensions["database"]) as session:
        session.add(ResponsibleUnit(town_id=cast.jia, name="镇应急管理办公室", answers_for=[]))


ASKED = (
    "名册里没有“{}”。是“镇应急管理办公室”吗？"
    "请选名册里的；确实另有这个单位的，先在“责任单位”里加上。"
)


NEAR = (
    "应急", "镇应急管理办", "应急管理办", "应急 管理办公室",
    "镇应急办", "应急办", "镇应急办公室", "甲镇应急管理办公室", "镇应急和安全管理办",
)  # fmt: skip


def test_a_unit_near_one_of_the_roster_is_asked_about(office, cast, emergency, three):
    before = in_charge(office, cast)
    sent = {"finding": three[:2], "do": "keep", "seen": batch(office, cast)["seen"]}
    for unit in NEAR:
        one = save(office, three[0], unit=unit, description="改写", do="keep")
        many = office.post(listing(cast), {**sent, "unit": unit})
        for answer in (one, many):
            assert answer.status_code == 422, unit
            assert soup(answer).select_one(".error-summary").text == ASKED.format(unit)
        assert fields_of(soup(one))["unit"] == soup(many).select_one("#batch-unit")["value"] == unit
        assert fields_of(soup(one))["description"] == "改写"
        assert in_charge(office, cast) == before
    assert save(office, three[0], unit="镇应急管理办公室", do="keep").status_code == 303


def test_several_units_of_the_roster_that_are_near_are_all_named(office, cast, emergency, three):
    told = soup(save(office, three[0], unit="办公室", do="keep")).select_one(".error-summary").text
    assert "是“镇村镇建设办公室”、“镇应急管理办公室”里的哪一个？" in told


@pytest.mark.parametrize(
    "unit", ["镇水务站", "镇应急站", "镇急应办", "村委会", "李家村村民委员会", "河东社区居委会"]
)
def test_a_unit_near_none_of_the_roster_and_a_villages_are_taken(
    app, office, cast, emergency, three, unit
):
    with db.writing(app.extensions["database"]) as session:
        name = "李家村村民委员会、河东社区居委会联络站"
        session.add(ResponsibleUnit(town_id=cast.jia, name=name, answers_for=[]))
    assert save(office, three[0], unit=unit, do="keep").status_code == 303
    assert in_charge(office, cast)[0] == unit


def test_a_unit_that_a_finding_has_already_is_not_asked_about_again(raw, office, cast, three):
    raw.execute("UPDATE finding SET reviewed_unit = '村镇建设'")
    raw.commit()
    assert save(office, three[0], description="改写", do="keep").status_code == 303
    assert in_charge(office, cast)[0] == "村镇建设"


def test_a_finding_of_which_only_the_rest_was_changed_is_opened_with_its_person(
    office, cast, persons, three
):
    sent = {"finding": three, "do": "save", "severity": "major"}
    office.post(listing(cast), {**sent, "seen": batch(office, cast)["seen"]})
    assert fields(office, three[1])["person"] == "刘强"
