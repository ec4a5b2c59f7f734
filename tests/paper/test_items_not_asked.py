"""What stands in an item that is not asked is told and nothing of it saved."""

import json
from datetime import datetime

import pytest

from inspect_app.settings import ZONE
from tests.board.pages import board
from tests.cast import THREE_SECTIONS, bring_on
from tests.paper.entering import (
    CHEN,
    EXCEL_ROW,
    GOOD,
    LI,
    SQUARE,
    STREET,
    WANG,
    address,
    filled,
    typed,
    upload,
)
from tests.person import Person
from tests.soup import soup


@pytest.mark.parametrize("happy", ["1", ""])
def test_what_stands_in_an_item_that_is_not_asked_is_told_and_nothing_saved(office, cast, happy):
    filled_too_much = (STREET, WANG, {**GOOD, "happy": happy, "why": "没人管"})
    answer = office.post(address(cast), typed((SQUARE, CHEN, GOOD), filled_too_much))
    (told,) = soup(answer).select(".error-summary li")
    assert answer.status_code == 422 and told.a["href"] == "#c2-why"
    assert "前面第7项“群众满意吗?”没有选“不满意”，这一格不用填，请清空或改前面" in told.text
    assert soup(answer).select_one("#c2-why")["value"] == "没人管"
    assert "还没有记录" in board(office, cast)
    for put_right in ({"why": " "}, {"happy": "2"}):
        row = (STREET, WANG if "why" in put_right else LI, {**filled_too_much[2], **put_right})
        assert office.post(address(cast), typed(row)).status_code == 303


@pytest.mark.parametrize(
    ("happy", "since", "told"),
    [
        ("1", "2", ["第7项“群众满意吗?”没有选“不满意”"] * 2),
        ("1", "", ["第7项“群众满意吗?”没有选“不满意”"]),
        ("2", "1", ["第8项“多久了?”没有选“一年多”"]),
        ("9", "2", ["“9”不在选项里"]),
    ],
)
def test_of_items_that_hang_on_each_other_the_first_that_rules_them_out_is_told(
    app, happy, since, told
):
    raw = json.loads(json.dumps(THREE_SECTIONS))
    why = raw["sections"][2]["items"][-1]
    options = [{"id": "new", "label": "刚有"}, {"id": "old", "label": "一年多"}]
    since_when = {"id": "since", "kind": "choice", "question": "多久了?", "options": options}
    raw["sections"][2]["items"].insert(-1, {**since_when, "show_if": why["show_if"]})
    why["show_if"] = {"item": "since", "in": ["old"]}
    cast = bring_on(app, datetime.now(ZONE).date(), raw)
    cells = {**GOOD, "happy": happy, "since": since, "why": "没人管"}
    answer = Person(app).log_in("甲镇").post(address(cast), typed((STREET, WANG, cells)))
    lines = [line.text for line in soup(answer).select(".error-summary li")]
    assert len(lines) == len(told)
    assert all(words in line for words, line in zip(told, lines, strict=True)), lines


def test_an_excel_cell_that_is_not_asked_is_told_by_its_name(office, cast):
    row = {**EXCEL_ROW, "7": 1, "8": "没人管"}
    answer = upload(office, cast, filled(office, cast, EXCEL_ROW, row))
    (told,) = soup(answer).select(".error-summary tbody tr")
    assert told.th.text == "J6" and "没有选“不满意”" in told.text
    assert "还没有记录" in board(office, cast)


def test_what_is_asked_behind_an_answer_that_cannot_be_read_waits_for_that(office, cast):
    row = (STREET, WANG, {**GOOD, "happy": "很满意吗", "why": "没人管"})
    page = soup(office.post(address(cast), typed(row)))
    assert [link["href"] for link in page.select(".error-summary a")] == ["#c1-happy"]


def test_a_cell_that_is_asked_is_read_and_its_mistake_told(office, cast):
    bad = (SQUARE, WANG, {**GOOD, "happy": "2 没人管", "why": "x" * 3000})
    page = soup(office.post(address(cast), typed(bad)))
    assert [link["href"] for link in page.select(".error-summary a")] == ["#c1-why"]
