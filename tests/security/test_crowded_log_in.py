"""Passwords are compared a few at once: strangers keep neither who is known nor a page waiting."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

from founding.waiting import PATIENCE, until
from inspect_app.accounts import signing
from tests.cast import PASSWORD
from tests.person import Person

RIGHT = {"login": "甲镇", "password": PASSWORD}


@pytest.fixture
def held(monkeypatch):
    """Let comparisons of a password wait until the event is set; hold a line for each."""
    held, go_on = [], threading.Event()
    verify = PasswordHasher.verify

    def wait(self, kept, password):
        held.append(password)
        assert go_on.wait(PATIENCE)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", wait)
    yield held, go_on
    go_on.set()


def test_log_ins_of_strangers_never_take_every_thread_nor_much_memory(app, cast, held):
    comparing, go_on = held
    with ThreadPoolExecutor(signing.STRANGERS) as strangers:
        inside = [
            strangers.submit(Person(app).post, "/office/login", RIGHT)
            for _ in range(signing.STRANGERS)
        ]
        until(lambda: len(comparing) == signing.STRANGERS)
        for login in ("甲镇", "没有这个人"):
            later = Person(app).post("/office/login", {"login": login, "password": PASSWORD})
            assert later.status_code == 503 and later.headers["Retry-After"]
            assert f'value="{login}"' in later.text and "请过几秒再点一次" in later.text
            assert PASSWORD not in later.text and "Set-Cookie" not in later.headers
        assert len(comparing) == signing.STRANGERS
        go_on.set()
    assert [one.result().status_code for one in inside] == [303] * signing.STRANGERS
    assert Person(app).post("/office/login", RIGHT).status_code == 303, "there is room again"


def test_who_is_signed_in_is_heard_while_strangers_take_all_their_room(app, office, held):
    comparing, go_on = held
    new = "稻田 雨伞 七把椅子 gully"
    sent = {"present": PASSWORD, "password": new, "again": new}
    asked = [{"login": "谁", "password": "x"}] * signing.STRANGERS
    with ThreadPoolExecutor() as people:
        strangers = [people.submit(Person(app).post, "/office/login", one) for one in asked]
        until(lambda: len(comparing) == signing.STRANGERS)
        owner = people.submit(office.post, "/office/me/password", sent)
        until(lambda: comparing[signing.STRANGERS :] == [PASSWORD])
        go_on.set()
    assert owner.result().status_code == 303
    assert [one.result().status_code for one in strangers] == [422] * signing.STRANGERS


@pytest.fixture
def crowd(app, cast, held):
    """Let strangers take all their places, until the test is over."""
    comparing, go_on = held
    with ThreadPoolExecutor(signing.STRANGERS) as people:
        asked = {"login": "甲镇", "password": "x"}
        inside = [
            people.submit(Person(app).post, "/office/login", asked)
            for _ in range(signing.STRANGERS)
        ]
        until(lambda: len(comparing) == signing.STRANGERS)
        yield
        go_on.set()
    assert [one.result().status_code for one in inside] == [422] * signing.STRANGERS


def test_a_browser_that_has_logged_in_is_heard_while_strangers_take_all_their_places(
    app, office, held, crowd
):
    comparing, go_on = held
    with ThreadPoolExecutor() as people:
        owner = people.submit(office.post, "/office/login", RIGHT)
        until(lambda: comparing[signing.STRANGERS :] == [PASSWORD])
        assert office.post("/office/login", {**RIGHT, "login": "乙镇"}).status_code == 503
        go_on.set()
    assert owner.result().status_code == 303


def test_a_browser_that_guesses_waits_with_the_strangers(app, office, held, request):
    comparing, go_on = held
    go_on.set()
    for _ in range(5):
        assert office.post("/office/login", {**RIGHT, "password": "x"}).status_code == 422
    go_on.clear()
    comparing.clear()
    request.getfixturevalue("crowd")
    assert office.post("/office/login", RIGHT).status_code == 503


def test_who_is_known_waits_in_a_short_line_and_is_told_when_it_is_full(app, cast, held):
    go_on = held[1]
    go_on.set()
    clerks = [Person(app).log_in("甲镇") for _ in range(signing.KNOWN + 1)]
    go_on.clear()
    new = "稻田 雨伞 七把椅子 gully"
    sent = {"present": "x", "password": new, "again": new}
    with ThreadPoolExecutor(len(clerks)) as people:
        asked = [people.submit(one.post, "/office/me/password", sent) for one in clerks]
        until(lambda: any(one.done() for one in asked))
        go_on.set()
    answers = sorted((one.result() for one in asked), key=lambda one: one.status_code)
    assert [one.status_code for one in answers] == [422] * signing.KNOWN + [503]
    assert answers[-1].headers["Retry-After"] and "系统正忙" in answers[-1].text
