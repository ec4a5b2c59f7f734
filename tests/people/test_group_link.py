"""群链接: choose a name, enter the code; what it tells, and how often it may be guessed at."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.people import keys, models
from tests.conftest import Person
from tests.people.test_phones import HOSTILE, code_for, other_than


def made(office, cast) -> str:
    page = office.post(f"/office/inspections/{cast.inspection}/group-link")
    assert page.status_code == 200
    return re.search(r"/g/([\w-]+)", page.text)[1]


@pytest.fixture
def group(office, cast) -> str:
    """The address of the inspection's group link."""
    return f"/g/{made(office, cast)}"


def test_a_name_and_its_code_open_the_deputys_work(anybody, group, office, cast):
    names = anybody.get(group)
    assert "王建国" in names.text and "Set-Cookie" not in names.headers
    assert "请输入镇人大办告诉您的6位验证码" in anybody.get(f"{group}?deputy={cast.wang}").text

    answer = anybody.post(group, {"deputy": cast.wang, "code": code_for(office, cast.wang)})
    assert (answer.status_code, answer.location) == (303, "/d/")
    assert "王建国代表" in anybody.get("/d/").text


def test_only_who_goes_out_is_named(anybody, group, cast):
    page = anybody.get(group).text
    assert "李秀英" in page and "赵大山" not in page and "孙远" not in page


def test_a_site_given_to_one_deputy_names_that_one_and_the_liaison(app, anybody, group, cast):
    with db.writing(app.extensions["database"]) as session:
        for row in session.query(inspections.Assignment).filter_by(inspection_id=cast.inspection):
            row.deputy_id = cast.wang
    page = anybody.get(group).text
    assert "王建国" in page and "李秀英" in page and "陈志强" not in page


def test_a_known_phone_needs_a_code_here_too(wang, group, office, cast):
    assert wang.post(group, {"deputy": cast.wang}).status_code == 422


def without_name(page: str) -> str:
    return re.sub(r"王建国|李秀英|value=\"\d+\"", "", page)


def test_a_wrong_answer_does_not_tell_which_half_was_wrong(app, group, office, cast):
    """A right name without a code, with a wrong code, and with another's code: all alike."""
    code = code_for(office, cast.wang)
    liaison = cast.wang + 1
    answers = [
        Person(app).post(group, {"deputy": deputy, "code": sent})
        for deputy, sent in ((cast.wang, other_than(code)), (liaison, code), (liaison, "123456"))
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({without_name(answer.text) for answer in answers}) == 1


def test_a_name_that_is_not_expected_is_answered_like_a_wrong_code(app, group, office, cast):
    with db.reading(app.extensions["database"]) as session:
        zhao = session.query(models.Deputy).filter_by(name="赵大山").one().id
        sun = session.query(models.Deputy).filter_by(name="孙远").one().id
    for deputy in (zhao, sun, 999, "x"):
        code = code_for(office, deputy) if deputy == zhao else "123456"
        page = Person(app).post(group, {"deputy": deputy, "code": code})
        assert page.status_code == 422 and "验证码不对" in page.text


def test_guessing_is_limited_by_name_and_leaves_other_names_and_links_alone(
    app, wang, group, office, cast
):
    code = code_for(office, cast.wang)
    for _ in range(5):
        Person(app).post(group, {"deputy": cast.wang, "code": other_than(code)})
    answer = Person(app).post(group, {"deputy": cast.wang, "code": code})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")

    liaison = cast.wang + 1
    sent = {"deputy": liaison, "code": code_for(office, liaison)}
    assert Person(app).post(group, sent).status_code == 303
    link = f"/m/{cast.links['wang']}"
    assert Person(app).post(link, {"code": code}).status_code == 303, "the own link is open"
    fresh = {"deputy": cast.wang, "code": code_for(office, cast.wang)}
    assert Person(app).post(group, fresh).status_code == 303


def test_guessing_is_limited_by_link_too(app, group, office, cast):
    with db.writing(app.extensions["database"]) as session:
        (link,) = inspections.group_links(cast.jia, cast.inspection)
        session.add(
            keys.GroupLinkGuesses(
                town_id=cast.jia, group_link_id=link.id, deputy_id=cast.wang + 2, failures=100
            )
        )
    sent = {"deputy": cast.wang, "code": code_for(office, cast.wang)}
    assert Person(app).post(group, sent).status_code == 429
    shown = office.get(f"/office/inspections/{cast.inspection}/group-link")
    assert "可能有人在猜" in shown.text
    assert Person(app).post(f"/g/{made(office, cast)}", sent).status_code == 303


def test_a_new_link_replaces_the_old_and_withdrawing_closes_it(anybody, group, office, cast):
    renewed = f"/g/{made(office, cast)}"
    assert anybody.get(group).status_code == 404
    assert anybody.get(renewed).status_code == 200
    office.post(f"/office/inspections/{cast.inspection}/group-link/withdraw")
    assert anybody.get(renewed).status_code == 404
    assert anybody.post(renewed, {"deputy": cast.wang, "code": "1"}).status_code == 404


def test_it_is_over_with_the_inspection_and_alike_an_unknown_one(app, anybody, group, cast):
    with db.writing(app.extensions["database"]) as session:
        inspection = session.get(inspections.Inspection, cast.inspection)
        inspection.state = inspections.InspectionState.CLOSED
    over, unknown = anybody.get(group), anybody.get("/g/AAAAAAAAAAAAAAAAAAAAAA")
    assert over.status_code == unknown.status_code == 404
    assert over.text == unknown.text


def test_everybody_expected_is_given_a_code_that_opens(app, group, office, cast):
    page = office.post(f"/office/inspections/{cast.inspection}/codes")
    codes = [a + b for a, b in re.findall(r'class="digits">(\d{3}) (\d{3})<', page.text)]
    assert len(codes) == 3 and "李秀英" in page.text
    sent = {"deputy": cast.wang, "code": codes[0]}
    assert Person(app).post(group, sent).status_code == 303


def test_the_words_to_paste_are_there_and_the_link_is_shown_once(office, cast):
    address = f"/office/inspections/{cast.inspection}/group-link"
    assert "还没有群链接" in office.get(address).text
    assert "各位代表：甲镇人居环境视察" in office.post(address).text
    again = office.get(address)
    assert "/g/" not in again.text and "链接已于" in again.text


def test_another_towns_office_makes_none_of_it(other_office, group, anybody, cast):
    root = f"/office/inspections/{cast.inspection}"
    for suffix in ("/group-link", "/group-link/withdraw", "/codes"):
        assert other_office.post(root + suffix).status_code == 404
    assert other_office.get(root + "/group-link").status_code == 404
    assert anybody.get(group).status_code == 200


def test_a_phone_that_came_by_it_is_on_the_offices_list(anybody, group, office, cast):
    anybody.post(group, {"deputy": cast.wang, "code": code_for(office, cast.wang)})
    assert "最近使用" in office.get(f"/office/links/{cast.wang}").text
    office.post(f"/office/links/{cast.wang}/withdraw")
    assert anybody.get("/d/").status_code == 403


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deputy=HOSTILE, code=HOSTILE)
def test_nothing_sent_to_it_breaks_the_server(app, group, cast, deputy, code):
    sent = {"deputy": deputy.encode(errors="replace"), "code": code.encode(errors="replace")}
    assert Person(app).post(group, sent).status_code < 500
    assert Person(app).get(group, query_string=sent).status_code == 200


@given(st.integers(0, 10**6 - 1))
def test_a_wrong_code_in_these_tests_is_wrong(number):
    assert other_than(f"{number:06d}") != f"{number:06d}"
