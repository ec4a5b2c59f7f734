"""Guessing at a group link: limited by name, and nobody is shut out by it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.entering.models import phone_tables
from inspect_app.people import models as people
from tests.entering.group_link import end_session, guess, guessed, make_group_link
from tests.entering.signing_in import code_for, other_than
from tests.person import Person


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
        zhao = session.query(people.Deputy).filter_by(name="赵大山").one().id
        sun = session.query(people.Deputy).filter_by(name="孙远").one().id
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


@pytest.mark.usefixtures("reached")
def test_who_guesses_at_every_name_shuts_the_link_for_nobody_else(app, group, office, cast):
    """One bearer of the link, 100 wrong codes: each further name is still heard, a new code too."""
    codes = {one: code_for(office, one) for one in (cast.wang, cast.wang + 1, cast.wang + 2)}
    guessed(app, cast, {cast.wang: 5, cast.wang + 2: 95})
    shown = office.get(f"/office/inspections/{cast.inspection}/group-link").text
    assert "可能有人在猜" in shown and "只能试5次" in shown

    untouched, tried = cast.wang + 1, cast.wang
    assert guess(app, group, tried, codes[tried], 1) == [429], "all of its tries are used up"
    wrong = other_than(codes[untouched])
    assert guess(app, group, untouched, wrong, 2) == [422, 422]
    assert guess(app, group, untouched, codes[untouched], 1) == [303], "mistyped twice"
    assert guess(app, group, tried, code_for(office, tried), 1) == [303], "with a new code"


@pytest.mark.usefixtures("reached")
def test_where_many_guess_a_name_has_five_tries_until_a_new_code(app, group, office, cast):
    code = code_for(office, cast.wang)
    guessed(app, cast, {cast.wang + 2: 100})
    assert guess(app, group, cast.wang, other_than(code), 6) == [422] * 5 + [429]
    with db.writing(app.extensions["database"]) as session:  # a quarter of an hour later
        for row in session.query(phone_tables.GroupLinkGuesses):
            row.blocked_until = None
    assert guess(app, group, cast.wang, code, 1) == [429], "no waiting helps who guesses"
    assert guess(app, f"/g/{make_group_link(office, cast)}", cast.wang, code, 1) == [303], (
        "by a new link"
    )


def test_the_deputys_own_phone_is_heard_however_often_others_guessed(
    app, wang, group, office, cast
):
    end_session(app, cast, office)
    code = code_for(office, cast.wang)
    guessed(app, cast, {cast.wang: 20, cast.wang + 2: 100})
    assert guess(app, group, cast.wang, code, 1) == [429]
    assert wang.post(group, {"deputy": cast.wang, "code": other_than(code)}).status_code == 422
    assert wang.post(group, {"deputy": cast.wang, "code": code}).status_code == 303


def test_guessing_on_the_deputys_own_phone_is_limited_as_at_the_own_link(
    app, wang, group, office, cast
):
    end_session(app, cast, office)
    code = code_for(office, cast.wang)
    wrong, right = ({"deputy": cast.wang, "code": one} for one in (other_than(code), code))
    assert [wang.post(group, wrong).status_code for _ in range(6)] == [422] * 5 + [429]
    assert wang.post(group, right).status_code == 429


def test_another_deputys_phone_is_a_strangers_for_this_name(app, wang, group, office, cast):
    liaison = cast.wang + 1
    code = code_for(office, liaison)
    guessed(app, cast, {liaison: 20})
    assert wang.post(group, {"deputy": liaison, "code": code}).status_code == 429


@given(st.integers(0, 10**6 - 1))
def test_a_wrong_code_in_these_tests_is_wrong(number):
    assert other_than(f"{number:06d}") != f"{number:06d}"
