"""The words of checklists: each given to a unit that is there, or to none, with one press."""

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections.models.plans import versions_offered
from inspect_app.inspections.units import words_without_unit
from inspect_app.people import models as people
from inspect_app.roster.forms import WORDS
from tests.records.filling import ALL_PASS, submitted
from tests.review.reviewing import fields

UNITS = "/office/roster/units"
ANSWER = f"{UNITS}/words"


def add(office, **entry: str) -> None:
    assert office.post(f"{UNITS}/new", entry).status_code == 303


@pytest.fixture
def asked(office):
    """The office of a town with two units more; the one that answered for 镇环卫办 is archived."""
    page = BeautifulSoup(office.get(UNITS).text, "lxml")
    office.post(page.select_one(f"tbody a[href^='{UNITS}/']")["href"] + "/archive")
    add(office, name="镇农业站")
    add(office, name="镇村镇建设办")
    return office


def choices(person) -> dict[str, dict[str, str]]:
    """Return by each word what may be chosen, by what it is called."""
    page = BeautifulSoup(person.get(UNITS).text, "lxml")
    rows = page.select("#units-wanted tbody tr")
    return {
        row.select_one("input[name=word]")["value"]: {
            option.text: option["value"] for option in row.select("option")
        }
        for row in rows
    }


def unit_of(app, town: int, word: str) -> list[str]:
    with db.reading(app.extensions["database"]):
        return [name for name, words in people.responsible_units(town) if word in words]


def test_every_word_offers_the_units_there_are_and_one_press_keeps_all(app, asked, cast):
    (word,) = choices(asked)
    unit = choices(asked)[word]["镇村镇建设办"]
    kept = asked.post(ANSWER, {"word": word, "unit": unit})

    assert "已保存 1 种叫法" in asked.get(kept.location).text
    assert unit_of(app, cast.jia, word) == ["镇村镇建设办"]
    assert choices(asked) == {}
    assert "定了1种叫法归哪个责任单位" in asked.get("/office/audit").text


@pytest.mark.parametrize(
    "unit", [{"name": "镇环卫办公室"}, {"name": "镇市容队", "answers_for": "镇环卫办公室"}]
)
def test_a_word_for_an_office_means_the_unit_that_says_it_in_full(asked, wang, cast, unit):
    assert list(choices(asked)) == ["镇环卫办"]
    add(asked, **unit)
    assert choices(asked) == {}
    submitted(wang, cast, {**ALL_PASS, "item-bin": "fail"})
    assert fields(asked, 1)["unit"] == unit["name"]


def test_a_unit_that_has_the_very_word_goes_before_one_named_like_it(asked, wang, cast):
    add(asked, name="镇环卫办公室")
    add(asked, name="镇综合办", answers_for="镇环卫办")
    submitted(wang, cast, {**ALL_PASS, "item-bin": "fail"})
    assert fields(asked, 1)["unit"] == "镇综合办"


def test_what_is_no_unit_is_left_to_the_town_and_asked_no_more(app, asked, cast):
    (word,) = choices(asked)
    asked.post(ANSWER, {"word": word, "unit": "case"})

    assert "镇里定的叫法：" + word in asked.get(UNITS).text
    with db.reading(app.extensions["database"]):
        assert people.town(cast.jia).case_by_case == [word]
        assert people.town(cast.yi).case_by_case == []
    assert words_open(app, cast.jia) == []

    asked.post(ANSWER, {"word": word, "unit": ""})
    assert words_open(app, cast.jia) == [word], "thought better of"


def words_open(app, town: int) -> list[str]:
    with db.reading(app.extensions["database"]):
        return words_without_unit(town, versions_offered(town))


def test_the_same_press_twice_and_words_of_nobody_change_nothing(app, asked, cast):
    (word,) = choices(asked)
    unit = choices(asked)[word]["镇村镇建设办"]
    sent = {"word": [word, "谁也没写过"], "unit": [unit, unit]}
    first, second = (asked.post(ANSWER, sent) for _ in range(2))

    assert first.location.endswith("answered=1") and second.location.endswith("answered=0")
    assert unit_of(app, cast.jia, "谁也没写过") == []


def test_a_unit_that_has_no_room_for_more_words_is_told(app, asked, cast):
    (word,) = choices(asked)
    add(asked, name="镇综合办", answers_for="一" * (WORDS - 1))
    told = asked.post(ANSWER, {"word": word, "unit": choices(asked)[word]["镇综合办"]})

    assert "“镇综合办”对应的叫法太多" in asked.get(told.location).text
    assert unit_of(app, cast.jia, word) == []
