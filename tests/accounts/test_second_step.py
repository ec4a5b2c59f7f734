"""The second step: turned on and off by its owner, its codes work once, a copy gives none away."""

import base64
import hmac
import re
from functools import partial
from hashlib import sha256

import pyotp

from inspect_app import db
from inspect_app.accounts import models, second_step
from tests.accounts.adding import SELF, answer_to_log_in, number
from tests.accounts.second_step import begun, code_in, shown, turned_on
from tests.cast import PASSWORD
from tests.waiting import while_the_office_writes


def test_with_the_second_step_the_password_alone_does_not_log_in(app, office):
    secret, _ = turned_on(office)
    assert answer_to_log_in(app, "甲镇") == 422
    assert answer_to_log_in(app, "甲镇", code="000000") == 422
    assert answer_to_log_in(app, "甲镇", "wrong", code_in(secret, 30)) == 422
    assert answer_to_log_in(app, "甲镇", code=code_in(secret, 30)) == 303


def test_a_code_works_once(app, office):
    secret, _ = turned_on(office)
    code = code_in(secret, 30)
    assert (answer_to_log_in(app, "甲镇", code=code), answer_to_log_in(app, "甲镇", code=code)) == (
        303,
        422,
    )


def test_the_code_that_turned_it_on_does_not_log_in(app, office):
    code = pyotp.TOTP(begun(office)).now()
    sent = {"code": code, "password": PASSWORD}
    assert office.post("/office/me/second-step", sent).status_code == 200
    assert answer_to_log_in(app, "甲镇", code=code) == 422


def test_a_recovery_code_works_once(app, office):
    _, recovery = turned_on(office)
    assert len(set(recovery)) == 8
    assert answer_to_log_in(app, "甲镇", code=recovery[3]) == 303
    assert answer_to_log_in(app, "甲镇", code=recovery[3]) == 422
    assert "恢复码还剩 7 个" in office.get("/office/me").text


def test_wrong_codes_count_like_wrong_passwords(app, office):
    secret, _ = turned_on(office)
    for _ in range(5):
        answer_to_log_in(app, "甲镇", code="000000")
    assert answer_to_log_in(app, "甲镇", code=code_in(secret, 30)) == 422


def test_turning_it_on_needs_password_and_code(app, office):
    secret = begun(office)
    wrong = office.post("/office/me/second-step", {"code": "0", "password": PASSWORD})
    assert wrong.status_code == 422 and "6位数不对" in wrong.text and shown(wrong) == secret
    code = pyotp.TOTP(secret).now()
    wrong = office.post("/office/me/second-step", {"code": code, "password": "x"})
    assert wrong.status_code == 422 and "密码不对" in wrong.text
    assert answer_to_log_in(app, "甲镇") == 303


def test_of_pages_that_turn_it_on_at_once_one_does_and_its_recovery_codes_work(app, office):
    sent = {"code": pyotp.TOTP(begun(office)).now(), "password": PASSWORD}
    ask = partial(office.post, "/office/me/second-step", sent)
    answers = while_the_office_writes(app, lambda session: None, *[ask] * 4)

    assert sorted(one.status_code for one in answers) == [200, 422, 422, 422]
    shown_once = [re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}", one.text) for one in answers]
    assert sorted(map(len, shown_once)) == [0, 0, 0, 8]
    assert all("另一个页面" in one.text for one in answers if one.status_code == 422)
    assert answer_to_log_in(app, "甲镇", code=max(shown_once)[0]) == 303


def test_turning_it_off_needs_the_password_and_so_does_nobody_else_but_the_administrator(
    app, office, admin
):
    turned_on(office)
    assert office.post("/office/me/second-step/off", {"off-password": "x"}).status_code == 422
    assert answer_to_log_in(app, "甲镇") == 422
    assert office.post("/office/me/second-step/off", {"off-password": PASSWORD}).status_code == 303
    assert answer_to_log_in(app, "甲镇") == 303

    turned_on(office)
    admin.post(f"/office/accounts/{number(app, '甲镇')}/step", {"do": "one_step", **SELF})
    assert answer_to_log_in(app, "甲镇") == 303


def test_the_database_alone_gives_no_second_step_away(app, office):
    secret, recovery = turned_on(office)
    with db.reading(app.extensions["database"]):
        kept = models.account_of_login("甲镇")
        words = f"{kept.totp_salt} {kept.recovery_hashes}"
    assert not [one for one in (secret, *recovery) if one in words]
    assert second_step.secret_of(kept.id, kept.totp_salt, "another key") != secret


def test_a_copy_of_the_database_and_an_account_give_nobody_elses_second_step_away(
    app, office, other_office
):
    secret, _ = turned_on(office)
    with db.reading(app.extensions["database"]):
        salt = models.account_of_login("甲镇").totp_salt
    own = begun(other_office)
    wrong = {"salt": salt, "code": "0", "password": PASSWORD}
    assert shown(other_office.post("/office/me/second-step", wrong)) == own != secret

    with db.writing(app.extensions["database"]):  # as if a way to write it there were found
        models.account_of_login("乙镇").totp_begun = salt
    assert shown(other_office.get("/office/me/second-step")) != secret


def test_a_second_step_that_was_not_begun_is_not_shown(office):
    for ask in (office.get, office.post):
        assert ask("/office/me/second-step").location == "/office/me"


def test_a_second_step_set_up_before_its_secret_was_bound_to_the_account_goes_on(app, cast):
    key, salt = app.extensions["settings"].secret_key, "0123456789abcdef" * 2
    made = hmac.new(key.encode(), f"totp {salt}".encode(), sha256).digest()
    with db.writing(app.extensions["database"]):
        models.account_of_login("甲镇").totp_salt = salt
    secret = base64.b32encode(made[:20]).decode()
    assert answer_to_log_in(app, "甲镇") == 422
    assert answer_to_log_in(app, "甲镇", code=code_in(secret, 0)) == 303
