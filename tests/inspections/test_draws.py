"""A recorded draw through HTTP: it can be redone, and none disappears."""

import sqlite3

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections import models
from inspect_app.inspections.draw import draw
from inspect_app.inspections.models import plans

VILLAGES = [f"{name}村" for name in "赵钱孙李周吴郑王"]


@pytest.fixture
def draws(app, cast):
    with db.writing(app.extensions["database"]) as session:
        for name in VILLAGES:
            village = models.Village(town_id=cast.jia, name=name)
            session.add(village)
            session.flush()
            session.add(models.Site(town_id=cast.jia, village_id=village.id, name="村口"))

    def ask():
        with db.reading(app.extensions["database"]):
            return plans.draws(cast.jia, cast.inspection)

    return ask


def path(cast, what="draws"):
    return f"/office/inspections/{cast.inspection}/{what}"


def test_a_draw_is_kept_with_all_that_redoes_it(office, cast, draws):
    sent = {"village": VILLAGES, "number": "3", "seed": "第8次会议 317"}
    assert office.post(path(cast), sent).status_code == 303
    (one,) = draws()
    assert (one.seed, one.candidates, one.number, one.by_name) == (
        "第8次会议 317", VILLAGES, 3, "甲镇人大办",
    )  # fmt: skip
    assert one.drawn == draw(one.seed, VILLAGES, 3)
    page = BeautifulSoup(office.get(path(cast)).text, "lxml")
    ranked = [row.th.text for row in page.select(".draw tbody tr")]
    assert ranked == draw(one.seed, VILLAGES, 8)
    assert all(name in office.get(path(cast, "plan")).text for name in one.drawn)
    assert "种子第8次会议 317" in office.get("/office/audit").text


def test_without_a_seed_chance_gives_one(office, cast, draws):
    for _ in range(2):
        office.post(path(cast), {"village": VILLAGES, "number": "2"})
    second, first = draws()
    assert first.seed != second.seed and len(first.seed) == 16
    page = office.get(path(cast)).text
    assert first.seed in page and second.seed in page and "这一次仍保留" in page


def test_nobody_changes_a_draw(raw, office, cast, draws):
    office.post(path(cast), {"village": VILLAGES, "number": "2"})
    for statement in (
        "UPDATE draw SET seed = 'x'",
        "DELETE FROM draw",
        "INSERT OR REPLACE INTO draw SELECT * FROM draw",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "9"}, "只勾了8个村，抽不出9个"),
        ({"number": "0"}, "请填1以上的数"),
        ({"number": "三"}, "请填数字"),
        ({"number": ""}, "请填抽几个村"),
        ({"village": []}, "只勾了0个村"),
        ({"village": ["别镇的村"]}, "只勾了0个村"),
        ({"seed": "长" * 81}, "最多80个字"),
    ],
)
def test_what_cannot_be_drawn_is_said(office, cast, draws, wrong, words):
    answer = office.post(path(cast), {"village": VILLAGES, "number": "2", **wrong})
    assert answer.status_code == 422 and words in answer.text
    assert draws() == []


def test_after_the_end_nothing_is_drawn(office, cast, draws):
    office.post(path(cast, "state"), {"do": "close"})
    answer = office.post(path(cast), {"village": VILLAGES, "number": "2"})
    assert answer.status_code == 422 and "不能再抽取" in answer.text
    assert draws() == []


def test_drawn_villages_are_filled_in_with_one_press(office, cast, draws):
    office.post(path(cast), {"village": VILLAGES, "number": "2"})
    sites = {name: 5 + n for n, name in enumerate(VILLAGES)}
    sent = {f"who-{site}-0": "" for site in sites.values()}
    answer = office.post(
        path(cast, "plan/edit"),
        {**sent, "do": "fill", "fill-where": "drawn", "fill-who": "g2"},
    )
    page = BeautifulSoup(answer.text, "lxml")
    filled = {
        name
        for name, site in sites.items()
        if page.find("select", id=f"who-{site}-0").find("option", selected=True)
    }
    assert filled == set(draws()[0].drawn)


def test_a_second_press_draws_no_second_time(office, cast, draws):
    page = BeautifulSoup(office.get(path(cast)).text, "lxml")
    key = page.select_one("form input[name=once]")["value"]
    sent = {"village": VILLAGES, "number": "3", "seed": "", "once": key}
    answers = [office.post(path(cast), sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location and len(draws()) == 1
