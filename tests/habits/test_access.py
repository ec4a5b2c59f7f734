"""Deny unless declared: every route, walked with every kind of person."""

import re
from pathlib import Path

import inspect_app
from inspect_app.people.access import ALLOWED, Action, declared_action
from tests.person import Person

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
        "static", "service_worker", "outbox.waiting", "logging_in.home", "entering.personal_link", "entering.enter", "logging_in.login",
        "logging_in.log_in", "new_password.password_ticket", "new_password.set_password", "group_links.choose_name", "group_links.enter",
    }  # fmt: skip


def test_every_url_parameter_has_a_type(app):
    for rule in rules(app):
        for name in rule.arguments:
            is_typed = re.search(rf"<(int|uuid|path|any\([a-z,]+\)):{name}>", rule.rule)
            assert is_typed or rule.rule in SECRET_ADDRESSES, rule.rule


def test_chance_that_can_be_guessed_draws_pictures_of_the_demo_alone():
    """Secrets come from ``secrets``; ids of records are none."""
    root = Path(inspect_app.__file__).parent
    guessable = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(r"^\s*(import|from) random\b", path.read_text(), re.MULTILINE)
    }
    assert guessable == {"demo/drawing.py"}


# They let somebody in or renew, clean up behind a refusal, or are asked by no request.
WRITE_FOR_NOBODY_SIGNED_IN = {
    "accounts/views/log_in.py", "accounts/views/new_password.py", "entering/views/gate.py",
    "entering/views/personal_link.py", "photos/arrival.py", "demo/example.py", "demo/loading.py",
    "reports/making/background.py", "commands/backups.py", "commands/checklists.py",
    "commands/reports.py", "commands/towns.py", "web/__init__.py",
}  # fmt: skip


def test_whoever_is_signed_in_is_asked_for_again_in_every_turn_to_write():
    """``web.writing()`` does so; ``db.writing(database)`` does not, and few may open one."""
    root = Path(inspect_app.__file__).parent
    unasked = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(r"\bwriting(\(\w|, \w+\.database)", path.read_text())
    }
    assert unasked - {"db/__init__.py"} == WRITE_FOR_NOBODY_SIGNED_IN


def test_every_action_is_somebodys(app):
    assert set(ALLOWED) == set(Action) - {Action.ENTER}
    assert all(ALLOWED.values())
