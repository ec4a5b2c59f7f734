"""Deny unless declared: every route, walked with every kind of person."""

import re

import pytest

from inspect_app import db
from inspect_app.people import models
from inspect_app.people.access import ALLOWED, Action, Role, declared_action
from tests.cast import PASSWORD_HASH
from tests.conftest import Person

SECRET_ADDRESSES = {"/m/<token>", "/g/<token>", "/office/password/<token>"}


def rules(app):
    return [rule for rule in app.url_map.iter_rules()]


def test_every_view_declares_its_action(app):
    undeclared = [
        rule.endpoint
        for rule in rules(app)
        if not declared_action(app.view_functions[rule.endpoint])
    ]
    assert undeclared == []


def test_a_view_that_declares_nothing_is_closed_to_everybody(app, cast):
    app.add_url_rule("/undeclared", "undeclared", lambda: "open")
    somebody = [
        Person(app),
        Person(app).enter(cast.links["wang"]),
        Person(app).log_in("甲镇"),
    ]
    assert [person.get("/undeclared").status_code for person in somebody] == [403, 403, 403]


def test_what_needs_nobody_signed_in_is_a_short_list(app):
    open_to_all = {
        rule.endpoint
        for rule in rules(app)
        if declared_action(app.view_functions[rule.endpoint]) is Action.ENTER
    }
    assert open_to_all == {
        "static", "service_worker", "outbox.waiting", "people.home", "people.personal_link", "people.enter", "people.login",
        "people.log_in", "people.password_ticket", "people.set_password", "group_links.choose_name", "group_links.enter",
    }  # fmt: skip


def test_every_url_parameter_has_a_type(app):
    for rule in rules(app):
        for name in rule.arguments:
            is_typed = re.search(rf"<(int|uuid|path):{name}>", rule.rule)
            assert is_typed or rule.rule in SECRET_ADDRESSES, rule.rule


ROLES = [Role.OFFICE, Role.CHAIR, Role.ADMIN, Role.COUNTY]


@pytest.mark.parametrize("who", ["anybody", "wang", *ROLES])
def test_everybody_is_turned_away_where_they_do_not_belong(app, cast, request, who):
    role = Role.DEPUTY if who == "wang" else who
    person = logged_in(app, cast, who) if who in ROLES else request.getfixturevalue(who)
    for rule in rules(app):
        action = declared_action(app.view_functions[rule.endpoint])
        if action is Action.ENTER or role in ALLOWED[action]:
            continue
        path = re.sub(r"<int:[a-z_]+>", "1", rule.rule)
        path = re.sub(r"<uuid:[a-z_]+>", "00000000-0000-4000-8000-000000000000", path)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = person.client.open(path, method=method, headers={"Origin": "http://localhost"})
            is_turned_away = answer.status_code == 403 or "/office/login" in (answer.location or "")
            assert is_turned_away, (method, path, answer.status_code)


def logged_in(app, cast, role):
    with db.writing(app.extensions["database"]) as session:
        session.add(
            models.Account(
                town_id=cast.jia, login=role, name=role, role=role, password_hash=PASSWORD_HASH
            )
        )
    return Person(app).log_in(role)


def test_every_action_is_somebodys(app):
    assert set(ALLOWED) == set(Action) - {Action.ENTER}
    assert all(ALLOWED.values())
