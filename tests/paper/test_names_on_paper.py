"""Sites and deputies of a paper form are known however their names are written, or asked about."""

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from tests.board.pages import board
from tests.paper.entering import CHEN, GOOD, SQUARE, STREET, WANG, address, typed
from tests.soup import soup


@pytest.mark.parametrize(
    ("site", "deputy"),
    [
        ("张家村・村主干道", "王建国（第一代表小组）"),
        (" 张家村 •\u200b村主干道", "王 建国"),
        ("张家村村主干道", "王·建国"),
        ("张家村 村主干道", "王.建 国"),
        ("张家村：村主干道", "王。建国"),
        ("张家村—村主干道", "王建国"),
    ],
)
def test_a_site_and_a_deputy_are_known_however_their_names_are_typed(office, cast, site, deputy):
    assert office.post(address(cast), typed((site, deputy, GOOD))).status_code == 303
    assert "王建国" in board(office, cast)


@pytest.mark.parametrize("words", ["欧阳艾力江", "欧阳 艾力江", "欧阳。艾力江", "欧阳－艾力江"])
def test_a_deputys_name_is_known_without_its_dot(app, office, cast, words):
    with db.writing(app.extensions["database"]) as session:
        session.get(people.Deputy, cast.wang).name = "欧阳·艾力江"
    assert office.post(address(cast), typed((STREET, words, GOOD))).status_code == 303
    assert "欧阳·艾力江" in board(office, cast)


def test_a_name_that_means_nobody_is_told_with_the_name(office, cast):
    refused = soup(office.post(address(cast), typed(("张家村 · 村道", "王建", GOOD))))
    assert "请选点位，列表里没有“张家村 · 村道”" in refused.select_one("#e1-site").text
    assert "请选代表，列表里没有“王建”" in refused.select_one("#e1-deputy").text


@pytest.mark.parametrize(
    ("site", "deputy"),
    [
        ("村主干道", "建国"),
        ("张家 主干", "建国"),
        ("张家-主干道", "王 国"),
        ("1、张家村 · 村主干道", "王建国代表"),
        ("张家村·村主干道北段", "第一代表小组王建国"),
        ("张家村村主干", "1、王建国 13800138000"),
    ],
)
def test_a_part_of_a_name_chooses_nobody_behind_the_clerks_back_but_is_told(
    office, cast, site, deputy
):
    refused = soup(office.post(address(cast), typed((site, deputy, GOOD))))
    assert f"列表里没有“{site}”。是“{STREET}”吗？" in refused.select_one("#e1-site").text
    assert f"列表里没有“{deputy}”。是“{WANG}”吗？" in refused.select_one("#e1-deputy").text


def test_a_part_that_several_names_have_tells_them(office, cast):
    refused = soup(office.post(address(cast), typed(("张家", WANG, GOOD))))
    assert f"列表里没有“张家”，相近的有{STREET}、{SQUARE}" in refused.select_one("#e1-site").text


def test_a_site_given_to_one_deputy_takes_no_other_deputys_form(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        row = session.get(inspections.Assignment, cast.assignments[0])
        row.deputy_id = cast.wang
    answer = office.post(address(cast), typed((STREET, CHEN, GOOD)))
    assert answer.status_code == 422 and "定了由另一位代表去" in answer.text
    assert office.post(address(cast), typed((STREET, WANG, GOOD))).status_code == 303


def test_namesakes_of_a_group_are_told_apart(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        wang = session.get(people.Deputy, cast.wang)
        session.add(
            people.Deputy(
                town_id=wang.town_id,
                term_id=wang.term_id,
                group_id=wang.group_id,
                name=wang.name,
                group_role=people.GroupRole.MEMBER,
            )
        )
    answer = office.post(address(cast), typed((STREET, WANG, GOOD), (STREET, WANG + "2", GOOD)))
    assert "已录入 2 份" in office.get(answer.location).text
