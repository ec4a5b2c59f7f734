"""Nobody learns by asking who is here: the answer and the work for it are the same.

Work is counted, not timed: each statement that reads or writes, each commit, each comparison.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from inspect_app import db
from inspect_app.accounts import models as accounts
from inspect_app.accounts import second_step, signing
from inspect_app.entering.models import phone_tables
from inspect_app.people.models import Account, Deputy
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


@contextmanager
def statements_of(world) -> Iterator[list[str]]:
    """Gather every statement that the database is given, that of a commit too."""
    found: list[str] = []

    def keep(_connection, _cursor, statement, *_others):
        found.append(statement)

    engine = world.app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def deeds(statements: list[str]) -> list[str]:
    """Return the statements; of those that write, only that they do."""
    return [re.sub(r"(?s)^(INSERT|UPDATE|DELETE).*", "write", one) for one in statements]


def deeds_of_guesses(world, login: str, password: str, **more: str) -> list[list[str]]:
    """Return what each of seven log-ins in a row makes the database do: five are heard."""
    done = []
    for _ in range(7):
        with statements_of(world) as found:
            sent = {"login": login, "password": password, **more}
            assert world.ask("nobody", "POST", "/office/login", data=sent).status_code == 422
        done.append(deeds(found))
    return done


def test_a_refused_log_in_reads_and_writes_the_same_whoever_is_named(fresh):
    set_account(fresh, "chair", disabled_at=db.now())
    set_account(fresh, "admin", password_hash="")
    set_account(fresh, "county", totp_salt="account:0", recovery_hashes=["a", "b"])
    of_nobody = deeds_of_guesses(fresh, "有没有这个人", PASSWORD)
    assert [one.count("write") for one in of_nobody] == [2, 2, 2, 2, 2, 0, 0]
    assert all(one.count("COMMIT") == 1 for one in of_nobody)

    assert deeds_of_guesses(fresh, "甲镇", "wrong-horse-battery") == of_nobody
    assert deeds_of_guesses(fresh, "chair", PASSWORD) == of_nobody, "disabled"
    assert deeds_of_guesses(fresh, "admin", PASSWORD) == of_nobody, "no password yet"
    assert deeds_of_guesses(fresh, "county", PASSWORD, code="123456") == of_nobody, "wrong code"


def test_a_code_is_looked_at_in_the_same_way_whatever_the_password(fresh, monkeypatch):
    set_account(fresh, "county", totp_salt="account:0")
    looked_at: list[str] = []
    step_of = second_step.step_of

    def counting(secret, code, moment):
        looked_at.append(code)
        return step_of(secret, code, moment)

    monkeypatch.setattr(second_step, "step_of", counting)
    for login, password in (("county", PASSWORD), ("county", "x"), ("甲镇", "x"), ("谁", "x")):
        looked_at.clear()
        sent = {"login": login, "password": password, "code": "123456"}
        assert fresh.ask("nobody", "POST", "/office/login", data=sent).status_code == 422
        assert looked_at == ["123456"], login


def test_names_share_rows_so_that_trying_names_fills_no_disk(fresh, monkeypatch):
    monkeypatch.setattr(signing, "SLOTS", 3)
    before = slots_in_use(fresh)
    for n in range(12):
        fresh.ask("nobody", "POST", "/office/login", data={"login": f"谁{n}", "password": "x"})
    assert slots_in_use(fresh) - before <= {0, 1, 2}


def slots_in_use(world) -> set[int]:
    with db.reading(world.app.extensions["database"]) as session:
        return {one.slot for one in session.query(accounts.LogInGuesses)}


def test_a_wrong_code_is_the_same_work_whether_the_deputy_has_one(fresh):
    """Whom the office has given a code, no guess tells: at either link."""
    deputy, key = fresh.deputies["wang"], fresh.app.extensions["settings"].secret_key
    done = {}
    for case in ("no code", "a code"):
        if case == "a code":
            fresh.ask("office", "POST", f"/office/links/{deputy}/code", data={})
        has_code = code_of(fresh, deputy) is not None
        assert has_code is (case == "a code"), key
        with statements_of(fresh) as found:
            for start, thing in (("/m/", "link"), ("/g/", "group link")):
                sent = {"deputy": str(deputy), "code": "000000"}
                path = start + str(fresh.things["wang"][thing])
                fresh.ask("nobody", "POST", path, data=sent)
        done[case] = deeds(found)
        fresh.go_back()
    assert done["no code"] == done["a code"]


def code_of(world, deputy_id: int) -> phone_tables.EntryCode | None:
    with db.reading(world.app.extensions["database"]) as session:
        town_id = session.get_one(Deputy, deputy_id).town_id
        return phone_tables.live_code(town_id, deputy_id, db.now())


def test_a_link_that_never_was_and_one_that_is_over_answer_alike(fresh):
    over = {}
    for start, kind in (("/m/", "link"), ("/g/", "group link"), ("/office/password/", "ticket")):
        known = str(fresh.things["wang"][kind])
        withdraw_all(fresh)
        for method in ("GET", "POST"):
            with statements_of(fresh) as for_gone:
                gone = fresh.ask("nobody", method, start + known)
            with statements_of(fresh) as for_never:
                never = fresh.ask("nobody", method, start + "A" * len(known))
            assert gone.status_code == never.status_code == 404
            assert for_gone == for_never
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
