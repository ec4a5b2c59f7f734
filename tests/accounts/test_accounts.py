"""Office accounts: who adds them, who may not, what they see."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.accounts.adding import NEW, account, county_of_jia, number
from tests.examples import examples
from tests.hostile import HOSTILE
from tests.person import Person


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
