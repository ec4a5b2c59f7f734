"""Nobody learns by asking who is here: the answer and the work for it are the same."""

import re

import pytest
from argon2 import PasswordHasher

from inspect_app import db
from inspect_app.people.models import Account
from tests.cast import PASSWORD


def set_account(world, login: str, **values: object) -> None:
    with db.writing(world.app.extensions["database"]) as session:
        account = session.query(Account).filter_by(login=login).one()
        for name, value in values.items():
            setattr(account, name, value)


@pytest.fixture
def verifications(monkeypatch):
    """Count how often a password is really compared: by far the most of a log-in's time."""
    counted: list[str] = []
    verify = PasswordHasher.verify

    def counting(self, kept, password):
        counted.append(kept)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    return counted


def test_a_log_in_costs_one_comparison_and_says_the_same_whoever_is_named(fresh, verifications):
    set_account(fresh, "chair", disabled_at=db.now())
    set_account(fresh, "admin", password_hash="")
    for _ in range(5):
        fresh.ask("nobody", "POST", "/office/login", data={"login": "county", "password": "no"})
    cases = {
        "nobody's name": ("有没有这个人", PASSWORD),
        "a wrong password": ("甲镇", "wrong-horse-battery"),
        "a disabled account": ("chair", PASSWORD),
        "no password yet": ("admin", PASSWORD),
        "guessed too often": ("county", PASSWORD),
        "an empty-handed hash": ("admin", ""),
    }
    answers = {}
    for case, (login, password) in cases.items():
        verifications.clear()
        sent = {"login": login, "password": password or "x"}
        answer = fresh.ask("nobody", "POST", "/office/login", data=sent)
        assert len(verifications) == 1, case
        text = re.sub(r'value="[^"]*"', "", answer.text)  # the name that was typed stays there
        answers[case] = (answer.status_code, text, sorted(dict(answer.headers)))
    assert len({str(answer) for answer in answers.values()}) == 1

    verifications.clear()
    right = fresh.ask(
        "nobody", "POST", "/office/login", data={"login": "甲镇", "password": PASSWORD}
    )
    assert right.status_code == 303 and len(verifications) == 1


def test_a_link_that_never_was_and_one_that_is_over_answer_alike(fresh):
    over = {}
    for start, kind in (("/m/", "link"), ("/g/", "group link"), ("/office/password/", "ticket")):
        known = str(fresh.things["wang"][kind])
        withdraw_all(fresh)
        for method in ("GET", "POST"):
            gone = fresh.ask("nobody", method, start + known)
            never = fresh.ask("nobody", method, start + "A" * len(known))
            assert gone.status_code == never.status_code == 404
            over[start, method] = (gone.text, never.text)
        fresh.go_back()
    assert all(gone == never for gone, never in over.values())


def withdraw_all(world) -> None:
    inspection, deputy = world.cast.inspection, world.deputies["wang"]
    account = world.things["wang"]["account_id"]
    steps = {
        f"/office/links/{deputy}/withdraw": "office",
        f"/office/inspections/{inspection}/group-link/withdraw": "office",
        f"/office/accounts/{account}/reset": "admin",
    }
    for path, who in steps.items():
        done = world.ask(who, "POST", path, data={"password": PASSWORD})
        assert done.status_code in (200, 303)
