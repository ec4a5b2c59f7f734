"""Deny unless declared: every route, walked with every kind of person."""

import re

import pytest

from inspect_app.people.access import ALLOWED, Action, Role, declared_action
from tests.conftest import Person


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
        "people.log_in",
    }  # fmt: skip


def test_every_url_parameter_has_a_type(app):
    for rule in rules(app):
        for name in rule.arguments:
            is_typed = re.search(rf"<(int|uuid|path):{name}>", rule.rule)
            assert is_typed or rule.rule == "/m/<token>", rule.rule


@pytest.mark.parametrize("who", ["anybody", "wang", "office"])
def test_everybody_is_turned_away_where_they_do_not_belong(app, cast, request, who):
    person = request.getfixturevalue(who)
    for rule in rules(app):
        action = declared_action(app.view_functions[rule.endpoint])
        is_own = (who == "wang" and action is Action.FILL) or (
            who == "office" and Role.OFFICE in ALLOWED.get(action, ())
        )
        if action is Action.ENTER or is_own:
            continue
        path = re.sub(r"<int:[a-z_]+>", "1", rule.rule)
        path = re.sub(r"<uuid:[a-z_]+>", "00000000-0000-4000-8000-000000000000", path)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = person.client.open(path, method=method, headers={"Origin": "http://localhost"})
            is_turned_away = answer.status_code == 403 or "/office/login" in (answer.location or "")
            assert is_turned_away, (method, path, answer.status_code)
