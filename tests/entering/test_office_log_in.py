"""The office logs in: where it leads, how long it lasts, how often it may be guessed at."""

from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from inspect_app import db
from inspect_app.accounts import accounts
from inspect_app.accounts import models as accounts_models
from inspect_app.entering import models
from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.cast import PASSWORD
from tests.entering.signing_in import expire
from tests.person import ORIGIN, Person


def test_the_office_logs_in_and_out(anybody, cast):
    assert anybody.get("/office/inspections").location == "/office/login?next=/office/inspections"
    anybody.log_in("甲镇")
    assert "甲镇人居环境视察" in anybody.get("/office/inspections").text

    anybody.post("/office/logout")
    assert anybody.get("/office/inspections").status_code == 303


def test_home_leads_to_the_office_log_in(anybody, cast):
    first = anybody.get("/")
    assert (first.status_code, first.location) == (303, "/office/login")


@pytest.mark.parametrize(
    ("role", "page"), [("admin", "/office/accounts"), ("county", "/office/county")]
)
def test_each_role_begins_at_its_own_page_whatever_was_asked_for_before(app, cast, role, page):
    account(app, cast, role, Role(role))
    for asked in (
        "/office/inspections",
        "/office/inspections?page=2",
        "/office/nowhere",
        "/office/logout",
    ):
        address = f"/office/login?next={quote(asked)}"
        entered = Person(app).post(address, {"login": role, "password": PASSWORD})
        assert entered.location == page, asked
    asked = "/office/me?x=%E5%8F%B7"
    entered = Person(app).post(
        f"/office/login?next={quote(asked)}", {"login": role, "password": PASSWORD}
    )
    assert entered.location == asked


def test_the_offices_session_ends_after_twelve_hours_however_much_it_is_used(app, office, cast):
    with db.reading(app.extensions["database"]) as session:
        row = session.query(models.SignIn).one()
        assert row.expires_at - row.started_at == timedelta(hours=12)
    office.get("/office/inspections")
    expire(app)
    asked = "/office/inspections?page=2&q=%E5%BC%A0"
    there = office.get(asked).location
    assert parse_qs(urlsplit(there).query) == {"next": [asked]}
    back = office.post(there, {"login": "甲镇", "password": PASSWORD})
    assert back.location == asked


def test_what_is_sent_after_the_session_ended_is_not_lost(app, office, cast):
    expire(app)
    sent = {"do": "end", "contact": "镇人大办"}
    page = office.post(f"/office/links/{cast.wang}/withdraw", sent)
    assert page.status_code == 403 and "个人链接" not in page.text
    assert "登录已过期" in page.text and 'target="_blank"' in page.text

    htmx = {
        "HX-Request": "true",
        "HX-Current-URL": "http://localhost/office/inspections/new?copy=1",
    }
    told = office.client.post("/office/inspections/new", headers={**ORIGIN, **htmx})
    assert "再回到这一页按一次" in told.text and told.headers["HX-Retarget"] == "main"
    led = office.client.get("/office/audit", headers=htmx)
    assert led.headers["HX-Redirect"] == "/office/login?next=/office/inspections/new?copy%3D1"
    nonsense = {"HX-Request": "true", "HX-Current-URL": "http://["}
    assert office.client.get("/office/audit", headers=nonsense).status_code == 403
    assert office.client.get("/office/audit?\xff=\xff").status_code == 303


def test_who_may_not_is_told_in_the_offices_words(app, cast):
    admin = account(app, cast, "admin", Role.ADMIN)
    page = admin.get("/office/inspections")
    assert page.status_code == 403 and "请找系统管理员" in page.text
    assert "个人链接" not in page.text


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ({"login": "甲镇", "password": "wrong"}, "用户名或密码不对"),
        ({"login": "nobody", "password": PASSWORD}, "用户名或密码不对"),
        ({"login": "", "password": ""}, "请填用户名"),
    ],
)
def test_a_failed_log_in_keeps_the_name_and_says_why(anybody, cast, entered, told):
    page = anybody.post("/office/login", entered)

    assert page.status_code == 422
    assert told in page.text
    assert f'value="{entered["login"]}"' in page.text
    assert entered["password"] == "" or entered["password"] not in page.text


WRONG = {"login": "甲镇", "password": "wrong"}
RIGHT = {"login": "甲镇", "password": PASSWORD}


def test_after_five_wrong_passwords_even_the_right_one_waits(app, anybody, cast):
    for _ in range(5):  # a browser each: a limit by cookie or address would not hold
        Person(app).post("/office/login", WRONG)
    assert anybody.post("/office/login", RIGHT).status_code == 422

    with db.writing(app.extensions["database"]) as session:
        (counted,) = session.query(accounts_models.LogInGuesses).all()
        counted.blocked_until = db.now()  # 15 minutes later
    assert Person(app).post("/office/login", WRONG).status_code == 422
    assert anybody.post("/office/login", RIGHT).status_code == 422, "one at a time from then on"


def test_a_stranger_who_never_stops_guessing_does_not_keep_the_owner_out(app, office, cast):
    office.post("/office/logout")
    for _ in range(12):
        Person(app).post("/office/login", WRONG)
    assert office.post("/office/login", RIGHT).status_code == 303
    assert Person(app).post("/office/login", RIGHT).status_code == 422, "the stranger goes on"

    for _ in range(5):  # neither may whoever sits at that browser go on for ever
        office.post("/office/login", WRONG)
    assert office.post("/office/login", RIGHT).status_code == 422


def test_who_sets_a_password_by_a_one_time_link_is_no_stranger(app, anybody, cast):
    key = app.extensions["settings"].secret_key
    with db.writing(app.extensions["database"]):
        ticket = accounts.hand_over(accounts_models.account_of_login("甲镇"), key)
    new = "稻田 雨伞 七把椅子 gully"
    anybody.post(f"/office/password/{ticket}", {"password": new, "again": new})
    for _ in range(5):
        Person(app).post("/office/login", WRONG)
    entered = anybody.post("/office/login", {"login": "甲镇", "password": new})
    assert entered.status_code == 303


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "/office/\\evil", "/d/"]
)
def test_the_log_in_leads_nowhere_but_to_the_offices_pages(anybody, cast, path):
    answer = anybody.post(
        "/office/login", {"login": "甲镇", "password": PASSWORD}, query_string={"next": path}
    )
    assert answer.location == "/office/inspections"
