"""Office accounts: who adds them, how passwords are set, the second step, log-out everywhere."""

import base64
import dataclasses
import hmac
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import pyotp
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.accounts import models, second_step, signing
from inspect_app.accounts.passwords import objection
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.accounts.adding import NEW, SELF, WANTED, account, county_of_jia, number, ticket_of
from tests.cast import PASSWORD
from tests.conftest import Person
from tests.examples import examples
from tests.hostile import HOSTILE
from tests.waiting import PATIENCE

GOOD = "稻田 雨伞 七把椅子 gully"


@pytest.fixture
def admin(app, cast) -> Person:
    """The administrator of 甲镇, logged in."""
    return account(app, cast, "admin", Role.ADMIN)


def set_password(person, ticket: str, password: str = GOOD):
    return person.post(ticket, {"password": password, "again": password})


def log_in(app, login: str, password: str = PASSWORD, code: str = "") -> int:
    sent = {"login": login, "password": password, "code": code}
    return Person(app).post("/office/login", sent).status_code


def test_a_new_account_sets_its_password_by_a_link_that_works_once(app, admin, anybody):
    page = admin.post("/office/accounts", NEW)
    assert "24小时内有效，只能用一次" in BeautifulSoup(page.text, "lxml").textarea.text
    ticket = ticket_of(page)
    assert "还没设密码" in admin.get("/office/accounts").text
    assert log_in(app, "zhang", "") == 422
    for _ in range(2):  # opening it uses nothing up: chat programs open links by themselves
        assert "您的用户名是" in anybody.get(ticket).text

    answer = set_password(anybody, ticket)
    assert "密码已设好，请登录" in anybody.get(answer.location).text
    assert log_in(app, "zhang", GOOD) == 303
    assert set_password(anybody, ticket).status_code == 404
    assert anybody.get(ticket).status_code == 404


def test_who_has_set_a_password_by_link_types_the_user_name_no_more(admin, anybody):
    answer = set_password(anybody, ticket_of(admin.post("/office/accounts", NEW)))
    assert GOOD not in answer.location and "/office/password/" not in answer.location
    page = BeautifulSoup(anybody.get(answer.location).text, "lxml")
    assert page.select_one("input[name=login]")["value"] == "zhang"
    assert page.select_one("input[name=password]").get("value") is None
    sent = {"login": page.select_one("input[name=login]")["value"], "password": GOOD}
    assert anybody.post(answer.location, sent).status_code == 303


@pytest.mark.parametrize("typed", ["甲镇\u200b", "\ufeff甲镇", "\u202a甲镇\u202c ", "\u3000甲镇"])
def test_a_log_in_name_pasted_from_a_chat_logs_in(app, cast, typed):
    assert log_in(app, typed) == 303


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
    assert [log_in(app, "zhang", one) for one in passwords] == [
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
    ("sent", "told"),
    [
        ({**NEW, "login": ""}, "请填用户名"),
        ({**NEW, "login": "a b"}, "用户名只用"),
        ({**NEW, "login": "甲镇"}, "已经有人用了"),
        ({**NEW, "name": "  "}, "请填姓名"),
        ({**NEW, "role": "county"}, ""),
        ({**NEW, "role": "deputy"}, ""),
    ],
)
def test_a_wrong_new_account_is_refused_in_words(app, admin, sent, told):
    page = admin.post("/office/accounts", sent)
    assert page.status_code == 422 and told in page.text
    with db.reading(app.extensions["database"]) as session:
        assert session.query(people.Account).count() == 3


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
    assert (log_in(app, "甲镇"), log_in(app, "甲镇", GOOD)) == (422, 303)


def logged_in_with(person) -> list[str]:
    page = BeautifulSoup(person.get("/office/me").text, "lxml")
    return [cell.get_text(" ", strip=True) for cell in page.select("tbody th")]


CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"


def test_one_reads_with_which_devices_one_is_logged_in(app, office):
    desk = Person(app)
    desk.client.environ_base["HTTP_USER_AGENT"] = CHROME
    desk.log_in("甲镇")
    assert logged_in_with(desk) == ["Windows 电脑 · Chrome 就是这里", "未知设备"]
    assert logged_in_with(office) == ["Windows 电脑 · Chrome", "未知设备 就是这里"]


def test_log_out_everywhere_ends_every_session_of_the_account_alone(app, office, admin):
    elsewhere = Person(app).log_in("甲镇")
    assert len(logged_in_with(office)) == 2
    office.post("/office/me/end")
    for person in (office, elsewhere):
        assert person.get("/office/inspections").status_code == 303
    assert admin.get("/office/accounts").status_code == 200


def test_logging_in_again_leaves_no_session_behind_in_the_same_browser(office):
    office.log_in("甲镇")
    assert logged_in_with(office) == ["未知设备 就是这里"]


def test_guessing_the_present_password_is_limited_like_the_log_in(app, office):
    sent = {"present": "wrong", "password": GOOD, "again": GOOD}
    for _ in range(5):
        office.post("/office/me/password", sent)
    late = office.post("/office/me/password", {**sent, "present": PASSWORD})
    assert late.status_code == 422 and "错得太多" in late.text
    again = office.post("/office/login", {"login": "甲镇", "password": PASSWORD})
    assert again.status_code == 422


def test_a_disabled_account_is_out_at_once_and_may_be_enabled(app, admin, office, cast):
    address = f"/office/accounts/{number(app, '甲镇')}"
    ticket = ticket_of(admin.post(f"{address}/reset", SELF))
    admin.post(f"{address}/step", {"do": "disable"})
    assert office.get("/office/inspections").status_code == 303
    assert log_in(app, "甲镇") == 422
    assert Person(app).get(ticket).status_code == 404
    admin.post(f"{address}/step", {"do": "enable", **SELF})
    assert log_in(app, "甲镇") == 303


def test_a_disabled_account_gets_no_link_that_would_not_open(app, admin):
    address = f"/office/accounts/{number(app, '甲镇')}"
    admin.post(f"{address}/step", {"do": "disable"})
    assert "重设密码的链接" not in admin.get("/office/accounts").text
    page = admin.post(f"{address}/reset", SELF)
    assert page.status_code == 422 and "请先恢复账号" in page.text
    assert "/office/password/" not in page.text


def test_another_role_ends_the_sessions_that_carry_the_old_one(app, admin, office):
    admin.post(f"/office/accounts/{number(app, '甲镇')}/role", {"role": "chair", **SELF})
    assert office.get("/office/links").status_code == 303
    office.log_in("甲镇")
    assert office.get("/office/inspections").status_code == 200
    assert office.get("/office/links").status_code == 403


def test_the_administrator_ends_sessions_of_others(app, admin, office):
    admin.post(f"/office/accounts/{number(app, '甲镇')}/step", {"do": "end"})
    assert office.get("/office/me").status_code == 303


def test_an_address_without_tls_is_warned_of(app, admin, office):
    assert "没有加密" not in admin.get("/office/accounts").text
    kept = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(kept, base_url="http://192.168.1.20:8000")
    for path in ("/office/accounts", "/office/audit", "/office/me"):
        assert "没有加密" in admin.get(path).text
    assert "没有加密" not in office.get("/office/inspections").text


def test_nobody_locks_themselves_out(app, admin):
    own = f"/office/accounts/{number(app, 'admin')}"
    assert admin.post(f"{own}/step", {"do": "disable"}).status_code == 422
    assert admin.post(f"{own}/role", {"role": "office"}).status_code == 422
    assert admin.get("/office/accounts").status_code == 200


def test_the_own_password_and_second_step_are_changed_with_the_present_password_alone(app, admin):
    turned_on(admin)
    own = f"/office/accounts/{number(app, 'admin')}"
    for path, sent in (("/reset", {}), ("/step", {"do": "one_step"})):
        page = admin.post(own + path, {**sent, **SELF})
        assert page.status_code == 422 and "我的账号" in page.text
        assert "/office/password/" not in page.text
    assert (
        "重设密码"
        not in admin.get("/office/accounts").text.partition("admin</th>")[2].partition("</tr>")[0]
    )
    assert log_in(app, "admin") == 422, "the second step is still asked"


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("/reset", {}, "给甲镇人大办重设密码"),
        ("/step", {"do": "one_step"}, "关闭甲镇人大办的两步验证"),
        ("/role", {"role": "admin"}, "把甲镇人大办的角色改为“系统管理员”"),
    ],
)
def test_who_finds_the_administrators_desk_unlocked_takes_no_account_over(
    app, admin, office, path, sent, told
):
    secret, _ = turned_on(office)
    address = f"/office/accounts/{number(app, '甲镇')}{path}"
    asked = admin.post(address, sent)
    wrong = admin.post(address, {**sent, "password": "wrong-horse-battery"})
    assert (asked.status_code, wrong.status_code) == (200, 422)
    assert told in asked.text and "密码不对" in wrong.text
    assert "/office/password/" not in asked.text + wrong.text
    assert office.get("/office/inspections").status_code == 200, "the role is what it was"
    assert log_in(app, "甲镇") == 422 and log_in(app, "甲镇", code=code_in(secret, 30)) == 303


@pytest.mark.parametrize("role", ["admin", "office"])
def test_an_unlocked_desk_adds_no_account_and_a_wrong_password_keeps_what_was_typed(
    app, admin, role
):
    sent = {**WANTED, "role": role}
    asked = admin.post("/office/accounts", sent)
    wrong = admin.post("/office/accounts", {**sent, "password": "wrong-horse-battery"})
    assert (asked.status_code, wrong.status_code) == (200, 422)
    assert "添加账号：张干事" in asked.text and "没锁的电脑" in asked.text
    assert "密码不对" in wrong.text and "/office/password/" not in asked.text + wrong.text
    assert "zhang" not in admin.get("/office/accounts").text

    kept = {one["name"]: one["value"] for one in on_page(wrong, "main form input[type=hidden]")}
    assert {name: kept[name] for name in sent} == sent
    assert "/office/password/" in admin.post("/office/accounts", {**kept, **SELF}).text


def on_page(answer, css: str):
    return BeautifulSoup(answer.text, "lxml").select(css)


def test_an_unlocked_desk_lets_nobody_back_in(app, admin, office):
    step = f"/office/accounts/{number(app, '甲镇')}/step"
    admin.post(step, {"do": "disable"})
    asked = admin.post(step, {"do": "enable"})
    wrong = admin.post(step, {"do": "enable", "password": "wrong-horse-battery"})
    assert (asked.status_code, wrong.status_code) == (200, 422)
    assert "恢复甲镇人大办的账号" in asked.text and "密码不对" in wrong.text
    assert log_in(app, "甲镇") == 422


def test_nonsense_is_refused(app, admin):
    own = f"/office/accounts/{number(app, '甲镇')}"
    assert admin.post(f"{own}/step", {"do": "raise"}).status_code == 400
    assert admin.post(f"{own}/role", {"role": "deputy"}).status_code == 400
    assert admin.post(f"{own}/role", {"role": "county"}).status_code == 400


def test_accounts_of_another_town_are_out_of_reach(app, admin, other_office):
    theirs = f"/office/accounts/{number(app, '乙镇')}"
    for path, sent in (("/reset", {}), ("/role", {"role": "chair"}), ("/step", {"do": "disable"})):
        assert admin.post(theirs + path, sent).status_code == 404
    assert "乙镇" not in admin.get("/office/accounts").text
    assert other_office.get("/office/inspections").status_code == 200


def test_the_administrator_has_no_say_in_content(app, admin, cast):
    assert admin.get("/").location == "/office/accounts"
    for path in ("/office/inspections", "/office/links", f"/office/inspections/{cast.inspection}"):
        assert admin.get(path).status_code == 403


# The second step.


def turned_on(person) -> tuple[str, list[str]]:
    """Turn the second step on; return the secret and the recovery codes."""
    secret = begun(person)
    sent = {"code": pyotp.TOTP(secret).now(), "password": PASSWORD}
    done = person.post("/office/me/second-step", sent)
    assert done.status_code == 200
    return secret, re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}", done.text)


def begun(person) -> str:
    """Begin a second step; return the secret that is shown."""
    page = person.get(person.post("/office/me/second-step/begin").location)
    return shown(page)


def shown(page) -> str:
    return re.sub(r"\s", "", re.search(r'class="key">([A-Z2-7 ]+)<', page.text)[1])


def code_in(secret: str, seconds: int) -> str:
    return pyotp.TOTP(secret).at(db.now(), seconds // 30)


def test_with_the_second_step_the_password_alone_does_not_log_in(app, office):
    secret, _ = turned_on(office)
    assert log_in(app, "甲镇") == 422
    assert log_in(app, "甲镇", code="000000") == 422
    assert log_in(app, "甲镇", "wrong", code_in(secret, 30)) == 422
    assert log_in(app, "甲镇", code=code_in(secret, 30)) == 303


def test_a_code_works_once(app, office):
    secret, _ = turned_on(office)
    code = code_in(secret, 30)
    assert (log_in(app, "甲镇", code=code), log_in(app, "甲镇", code=code)) == (303, 422)


def test_the_code_that_turned_it_on_does_not_log_in(app, office):
    code = pyotp.TOTP(begun(office)).now()
    sent = {"code": code, "password": PASSWORD}
    assert office.post("/office/me/second-step", sent).status_code == 200
    assert log_in(app, "甲镇", code=code) == 422


def test_a_recovery_code_works_once(app, office):
    _, recovery = turned_on(office)
    assert len(set(recovery)) == 8
    assert log_in(app, "甲镇", code=recovery[3]) == 303
    assert log_in(app, "甲镇", code=recovery[3]) == 422
    assert "恢复码还剩 7 个" in office.get("/office/me").text


def test_wrong_codes_count_like_wrong_passwords(app, office):
    secret, _ = turned_on(office)
    for _ in range(5):
        log_in(app, "甲镇", code="000000")
    assert log_in(app, "甲镇", code=code_in(secret, 30)) == 422


def test_turning_it_on_needs_password_and_code(app, office):
    secret = begun(office)
    wrong = office.post("/office/me/second-step", {"code": "0", "password": PASSWORD})
    assert wrong.status_code == 422 and "6位数不对" in wrong.text and shown(wrong) == secret
    code = pyotp.TOTP(secret).now()
    wrong = office.post("/office/me/second-step", {"code": code, "password": "x"})
    assert wrong.status_code == 422 and "密码不对" in wrong.text
    assert log_in(app, "甲镇") == 303


def test_turning_it_off_needs_the_password_and_so_does_nobody_else_but_the_administrator(
    app, office, admin
):
    turned_on(office)
    assert office.post("/office/me/second-step/off", {"off-password": "x"}).status_code == 422
    assert log_in(app, "甲镇") == 422
    assert office.post("/office/me/second-step/off", {"off-password": PASSWORD}).status_code == 303
    assert log_in(app, "甲镇") == 303

    turned_on(office)
    admin.post(f"/office/accounts/{number(app, '甲镇')}/step", {"do": "one_step", **SELF})
    assert log_in(app, "甲镇") == 303


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
    assert log_in(app, "甲镇") == 422
    assert log_in(app, "甲镇", code=code_in(secret, 0)) == 303


# The county.


def test_the_county_sees_the_figures_of_its_towns_and_nothing_else(app, cast):
    county_id = county_of_jia(app, cast)
    person = account(app, cast, "county", Role.COUNTY, county_id)

    page = person.get(person.get("/").location)
    assert "甲镇人居环境视察" in page.text and "乙镇" not in page.text
    for path in ("/office/inspections", f"/office/inspections/{cast.inspection}", "/office/links"):
        assert person.get(path).status_code == 403
    chief = account(app, cast, "chief", Role.ADMIN, county_id)
    assert "<h1>设置</h1>" in chief.get("/office/settings").text
    assert chief.post("/office/accounts", {**NEW, "role": "county"}).status_code == 200
    assert chief.post("/office/accounts", {**NEW, "login": "b"}).status_code == 422


NAMES = st.sampled_from(
    ["login", "name", "role", "password", "again", "present", "code", "off-password", "do"]
)


@examples(15)
@given(sent=st.dictionaries(NAMES, HOSTILE, max_size=6))
def test_nothing_sent_to_accounts_breaks_the_server(app, cast, office, admin, sent):
    fields = {name: value.encode(errors="replace") for name, value in sent.items()}
    own = number(app, "乙镇")
    office.post("/office/me/second-step/begin")
    for person, path in (
        (admin, "/office/accounts"),
        (admin, f"/office/accounts/{own}/step"),
        (admin, f"/office/accounts/{own}/role"),
        (office, "/office/me/password"),
        (office, "/office/me/second-step"),
        (office, "/office/me/second-step/off"),
        (Person(app), "/office/login"),
    ):
        assert person.post(path, fields).status_code < 500, path


def test_rights_links_and_wrong_codes_are_in_the_log(app, admin, office, cast):
    admin.post("/office/accounts", NEW)
    ways = f"/office/links/{cast.wang}"
    office.post(f"{ways}/code")
    link = f"/m/{cast.links['wang']}"
    Person(app).enter(cast.links["wang"])
    Person(app).post(link, {"code": "12345"})
    office.post(f"{ways}/withdraw")
    page = admin.get("/office/audit").text
    for words in (
        "添加账号，角色人大办", "生成验证码", "用个人链接进入", "个人链接的验证码不对，第1次", "收回个人链接",
    ):  # fmt: skip
        assert words in page
    assert cast.links["wang"] not in page and "12345" not in page


def test_who_sends_a_form_after_the_session_is_told_how_to_save_it(office, cast):
    office.post("/office/me/end")
    answer = office.post(f"/office/inspections/{cast.inspection}/attendance", {"do": "rest"})
    assert answer.status_code == 403 and "登录已过期" in answer.text
    office.log_in("甲镇")
    again = office.post(f"/office/inspections/{cast.inspection}/attendance", {"do": "rest"})
    assert again.status_code == 303


def test_what_the_office_may_not_open_or_is_not_there_keeps_its_menu(office):
    missing, forbidden = office.get("/office/inspections/999"), office.get("/office/accounts")
    assert (missing.status_code, forbidden.status_code) == (404, 403)
    for answer in (missing, forbidden):
        assert "主菜单" in answer.text and "个人链接" not in answer.text.split("<main")[1]
