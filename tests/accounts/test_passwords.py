"""How passwords are set: by a link that works once, by whoever knows the present one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from founding.waiting import PATIENCE
from inspect_app import db
from inspect_app.accounts import models, signing
from inspect_app.accounts.passwords import objection
from tests.accounts.adding import GOOD, NEW, SELF, answer_to_log_in, number, set_password, ticket_of
from tests.cast import PASSWORD
from tests.person import Person


def test_a_new_account_sets_its_password_by_a_link_that_works_once(app, admin, anybody):
    page = admin.post("/office/accounts", NEW)
    assert "24小时内有效，只能用一次" in BeautifulSoup(page.text, "lxml").textarea.text
    ticket = ticket_of(page)
    assert "还没设密码" in admin.get("/office/accounts").text
    assert answer_to_log_in(app, "zhang", "") == 422
    for _ in range(2):  # opening it uses nothing up: chat programs open links by themselves
        assert "您的用户名是" in anybody.get(ticket).text

    answer = set_password(anybody, ticket)
    assert GOOD not in answer.location and "/office/password/" not in answer.location
    assert "张干事" in anybody.get(answer.location).text, "who set it is in"
    assert "设好密码后登录" in admin.get("/office/audit").text
    assert answer_to_log_in(app, "zhang", GOOD) == 303
    assert set_password(anybody, ticket).status_code == 404
    assert anybody.get(ticket).status_code == 404


def test_who_sets_a_password_in_anothers_browser_ends_the_others_session(app, admin):
    ticket = ticket_of(admin.post("/office/accounts", NEW))
    before = admin.client.get_cookie("inspect-office").value
    answer = set_password(admin, ticket)
    assert "张干事" in admin.get(answer.location).text
    admin.client.set_cookie("inspect-office", before)
    assert admin.get("/office/accounts").status_code == 303


def test_with_a_second_step_a_one_time_link_sets_the_password_alone(app, admin, anybody):
    ticket = ticket_of(admin.post("/office/accounts", NEW))
    with db.writing(app.extensions["database"]):
        models.account_of_login("zhang").totp_salt = "account:salt"
    page = BeautifulSoup(anybody.get(set_password(anybody, ticket).location).text, "lxml")
    assert "密码已设好，请登录" in page.text
    assert page.select_one("input[name=login]")["value"] == "zhang"
    assert page.select_one("input[name=password]").get("value") is None
    assert anybody.get("/office/inspections").status_code == 303


@pytest.mark.parametrize("typed", ["甲镇\u200b", "\ufeff甲镇", "\u202a甲镇\u202c ", "\u3000甲镇"])
def test_a_log_in_name_pasted_from_a_chat_logs_in(app, cast, typed):
    assert answer_to_log_in(app, typed) == 303


def test_of_two_who_use_a_one_time_link_at_once_one_is_told_that_it_is_used(
    app, admin, monkeypatch
):
    ticket = ticket_of(admin.post("/office/accounts", NEW))
    both, hashed = threading.Barrier(2, timeout=PATIENCE), signing.hash_password

    def hash_password(password: str) -> str:
        both.wait()  # each has found the link unused
        return hashed(password)

    monkeypatch.setattr(signing, "hash_password", hash_password)
    passwords = (GOOD, GOOD + " 2")
    with ThreadPoolExecutor(2) as people:
        answers = people.map(lambda one: set_password(Person(app), ticket, one), passwords)
        told = [answer.status_code for answer in answers]

    assert sorted(told) == [303, 404]
    assert [answer_to_log_in(app, "zhang", one) for one in passwords] == [
        303 if one == 303 else 422 for one in told
    ]


def test_a_one_time_link_is_over_after_a_day_and_a_newer_one_replaces_it(app, admin, anybody):
    first = admin.post("/office/accounts", NEW)
    second = admin.post(f"/office/accounts/{number(app, 'zhang')}/reset", SELF)
    assert ["以前给的链接已经作废" in page.text for page in (first, second)] == [False, True]
    old, new = ticket_of(first), ticket_of(second)
    assert anybody.get(old).status_code == 404
    with db.writing(app.extensions["database"]) as session:
        for row in session.query(models.PasswordTicket):
            row.expires_at = db.now() - timedelta(seconds=1)
    assert anybody.get(new).status_code == set_password(anybody, new).status_code == 404


@pytest.mark.parametrize(
    "password",
    [
        "short", "eleven-char", "aaaaaaaaaaaaaaaa", "123456789012", "password1234", "qwertyuiop123",
        "1qaz2wsx1qaz2wsx", "woaini1314520", "Admin123456789", "abcabcabcabc", "jiahe-jiahe-2026",
        "视察通视察通视察通视察通", "Renda@2026123", "wangli19901212", "p@$$w0rd2026", "nimda-nimda-nimda",
        "x" * 129,
    ],
)  # fmt: skip
def test_passwords_that_others_would_try_are_refused(password):
    assert objection(password, ["jiahe"])


@pytest.mark.parametrize(
    "password", [GOOD, PASSWORD, "老槐树下三只白鹅过河去了", "p" + "ab" * 3 + "kz9!qwvn"]
)
def test_long_ones_of_ones_own_are_good_whatever_signs_they_have(password):
    assert objection(password, ["甲镇", "zhang"]) is None


@given(st.text(max_size=140), st.lists(st.text(max_size=8), max_size=3))
def test_whatever_is_a_password_gets_an_answer(password, place):
    assert objection(password, place) is None or len(objection(password, place)) > 5


def test_a_refused_password_says_why_and_uses_nothing_up(app, admin, anybody):
    ticket = ticket_of(admin.post("/office/accounts", NEW))
    assert "至少12个字符，现在是5个" in set_password(anybody, ticket, "short").text
    assert "太容易猜到" in set_password(anybody, ticket, "zhang-zhang-2026").text
    other = anybody.post(ticket, {"password": GOOD, "again": GOOD + "x"})
    assert other.status_code == 422 and "两次填的不一样" in other.text
    assert GOOD not in other.text
    assert set_password(anybody, ticket).status_code == 303


def test_changing_the_password_needs_the_present_one_and_logs_out_everywhere(app, office, cast):
    elsewhere = Person(app).log_in("甲镇")
    sent = {"present": "wrong-password", "password": GOOD, "again": GOOD}
    wrong = office.post("/office/me/password", sent)
    assert wrong.status_code == 422 and "密码不对" in wrong.text

    assert office.post("/office/me/password", {**sent, "present": PASSWORD}).status_code == 303
    for person in (office, elsewhere):
        assert "/office/login" in person.get("/office/me").location
    assert (answer_to_log_in(app, "甲镇"), answer_to_log_in(app, "甲镇", GOOD)) == (422, 303)


def test_guessing_the_present_password_is_limited_like_the_log_in(app, office):
    sent = {"present": "wrong", "password": GOOD, "again": GOOD}
    for _ in range(5):
        office.post("/office/me/password", sent)
    late = office.post("/office/me/password", {**sent, "present": PASSWORD})
    assert late.status_code == 422 and "错得太多" in late.text
    again = office.post("/office/login", {"login": "甲镇", "password": PASSWORD})
    assert again.status_code == 422
