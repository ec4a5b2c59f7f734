"""Personal link, office log-in, and who is turned away."""

import io
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.accounts import accounts
from inspect_app.accounts import models as accounts_models
from inspect_app.entering import models
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.cast import PASSWORD
from tests.conftest import ORIGIN, Person
from tests.entering.signing_in import expire
from tests.records.filling import ALL_PASS, form_url


def test_opening_a_personal_link_shows_whose_it_is_and_signs_nobody_in(anybody, cast):
    page = anybody.get(f"/m/{cast.links['wang']}")

    assert "王建国代表" in page.text and "是我，进入" in page.text
    (cookie,) = page.headers.getlist("Set-Cookie")
    assert cookie.startswith("inspect-device=")  # by which the phone is known once it has entered
    assert anybody.get("/d/").status_code == 403
    again = anybody.get(f"/m/{cast.links['wang']}").headers["Set-Cookie"]
    assert again.split(";")[0] == cookie.split(";")[0]


def test_a_first_phone_enters_by_a_second_press_where_the_answer_to_the_first_was_lost(
    app, anybody, cast
):
    link = f"/m/{cast.links['wang']}"
    anybody.get(link)
    device = anybody.client.get_cookie("inspect-device").value
    lost = app.test_client(use_cookies=False)
    cookies = {**ORIGIN, "Cookie": f"inspect-device={device}"}
    assert lost.post(link, headers=cookies).status_code == 303
    assert anybody.post(link).status_code == 303


def test_its_button_signs_in_and_takes_the_secret_out_of_the_address(anybody, cast):
    answer = anybody.post(f"/m/{cast.links['wang']}")

    assert (answer.status_code, answer.location) == (303, "/d/")
    assert (
        "HttpOnly" in answer.headers["Set-Cookie"]
        and "SameSite=Lax" in answer.headers["Set-Cookie"]
    )
    assert "王建国代表" in anybody.get("/d/").text


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_link_says_whom_to_ask(app, anybody, cast, method):
    page = getattr(anybody, method)("/m/AAAAAAAAAAAAAAAAAAAAAA")
    assert page.status_code == 404
    assert "请向镇人大办要" in page.text and "王秘书" not in page.text  # of which of the two towns?

    with db.writing(app.extensions["database"]) as session:
        session.get(people.Town, cast.yi).is_county = True  # it only looks at figures now
    page = getattr(anybody, method)("/m/AAAAAAAAAAAAAAAAAAAAAA")
    assert "请向甲镇人大办 王秘书 0000-0000001要" in page.text


def test_a_withdrawn_link_opens_nothing_and_ends_its_sessions(app, wang, cast):
    with db.writing(app.extensions["database"]):
        for link in models.personal_links(cast.jia, cast.wang):
            link.withdrawn_at = db.now()

    assert wang.get("/d/").status_code == 403
    assert wang.get(f"/m/{cast.links['wang']}").status_code == 404


def archive(office, cast):
    return office.post(f"/office/roster/deputies/{cast.wang}/archive")


def end_term(office, cast):
    return office.post("/office/roster/term/end", {"term": 1})


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("leave", "words"),
    [(end_term, "这一届代表的任期已经结束"), (archive, "您现在不在代表名单里")],
)
def test_the_link_of_who_has_left_says_so_and_whom_to_ask(
    anybody, office, cast, method, leave, words
):
    leave(office, cast)
    page = getattr(anybody, method)(f"/m/{cast.links['wang']}")
    assert page.status_code == 410 and "Set-Cookie" not in page.headers
    assert words in page.text and "甲镇人大办 王秘书 0000-0000001" in page.text
    assert "没有复制完整" not in page.text and "王建国" not in page.text
    assert anybody.get("/d/").status_code == 403


@pytest.mark.parametrize("leave", [end_term, archive])
def test_withdrawn_before_or_replaced_after_it_is_alike_an_unknown_link(
    anybody, office, cast, leave
):
    unknown = anybody.get("/m/AAAAAAAAAAAAAAAAAAAAAA").text
    office.post(f"/office/links/{cast.wang + 1}/withdraw")
    leave(office, cast)
    office.post(f"/office/roster/deputies/{cast.wang + 1}/archive")
    assert anybody.get(f"/m/{cast.links['li']}").text == unknown
    again = "terms/1/reopen" if leave is end_term else f"deputies/{cast.wang}/restore"
    assert office.post(f"/office/roster/{again}").status_code == 303
    back = anybody.get(f"/m/{cast.links['wang']}")
    assert (back.status_code, back.text) == (404, unknown), "who comes back comes by a new link"


def test_a_phone_that_is_not_signed_in_is_told_whom_to_ask_and_led_in_no_circle(app, anybody, cast):
    for path in ("/d/", "/d/findings"):
        page = anybody.get(path)
        assert page.status_code == 403 and "您自己的个人链接" in page.text
        assert (
            "请问镇人大办" in page.text and "王秘书" not in page.text
        )  # of which of the two towns?
        links = BeautifulSoup(page.text, "lxml").select("main a:not(#outbox a)")
        assert [one["href"] for one in links] == ["/d/waiting"]
    with db.writing(app.extensions["database"]) as session:
        session.get(people.Town, cast.yi).is_county = True
    assert "请问甲镇人大办 王秘书 0000-0000001" in anybody.get("/d/").text


def test_a_phone_that_needs_a_code_is_not_said_to_be_new(wang, anybody, cast):
    page = anybody.get(f"/m/{cast.links['wang']}").text
    assert "这部手机需要验证码（第一次用，或者清理过）" in page


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


def test_a_deputys_form_sent_after_the_session_ended_is_shown_and_how_to_send_it_again(
    app, wang, cast
):
    with db.writing(app.extensions["database"]) as session:
        session.query(models.SignIn).update({"ended_at": db.now()})
    words = "桥下<b>发黑</b>，\n有味"
    sent = {**ALL_PASS, "record": str(uuid4()), "item-days": "3", "suggestion": words}
    page = wang.post(form_url(cast), sent)
    said = BeautifulSoup(page.text, "lxml")
    assert page.status_code == 403 and "请不要关闭这一页" in page.text
    assert [line.text for line in said.select("ul.said li")] == [words]
    assert "甲镇" not in page.text, "the host serves two towns: which one nobody knows"

    with_photo = {**sent, "item-seen-files": (io.BytesIO(b"0" * 70_000), "a.jpg")}
    large = wang.post(form_url(cast), with_photo, content_type="multipart/form-data")
    assert large.status_code == 403 and "请不要关闭这一页" in large.text
    assert "发黑" not in large.text, "a stranger's body is not read to its end"
    assert "请不要关闭" not in wang.get(form_url(cast)).text


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


def test_a_post_from_another_site_is_refused(app, wang, cast):
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {}):
        answer = app.test_client().post(f"/m/{cast.links['wang']}", headers=headers)
        assert answer.status_code == 403


def test_a_deputy_is_no_office_and_the_office_no_deputy(wang, office):
    assert wang.get("/office/inspections").status_code == 303
    assert office.get("/d/").status_code == 403


@pytest.mark.parametrize("stuck", ["。", "）", "）快点开", ",", ".", "”", "%E3%80%82", "/"])
def test_what_a_chat_program_sticks_to_a_link_does_not_shut_it(app, cast, stuck):
    visitor = app.test_client()
    answer = visitor.get(f"/m/{cast.links['wang']}{stuck}", follow_redirects=True)

    assert answer.status_code == 200 and "王建国" in answer.text


def test_a_browser_that_keeps_no_cookie_is_told_so(app, cast):
    visitor = app.test_client(use_cookies=False)
    visitor.post(f"/m/{cast.links['wang']}", headers={"Origin": "http://localhost"})

    assert "Cookie" in visitor.get("/d/").text


def test_a_form_from_a_browser_that_hides_its_page_is_told_what_to_do(wang, cast):
    address = f"/d/assignments/{cast.assignments[0]}"
    answer = wang.client.post(address, data={"suggestion": "加灯"}, headers={"Origin": "null"})

    assert answer.status_code == 403
    assert "请返回上一页，填的内容一般还在" in answer.text and 'href="/d/"' in answer.text


@pytest.mark.parametrize("address", ["/d/nothing", "/nothing", "/office/nothing"])
def test_a_page_that_is_not_there_leads_a_deputy_to_the_days_work(wang, address):
    answer = wang.get(address)

    assert answer.status_code == 404 and 'href="/d/">回到首页' in answer.text
    assert "office/login" not in answer.text and "请返回首页，或问镇人大办" in answer.text


def test_a_page_that_is_not_there_leads_the_office_to_its_first_page(office):
    answer = office.get("/office/nothing")

    assert answer.status_code == 404 and 'href="/">回到首页' in answer.text


def test_a_deputy_leaves_a_phone_that_is_not_the_own_one(app, cast, office):
    borrowed, own = Person(app), Person(app)
    borrowed.enter(cast.links["wang"])
    borrowed.post("/d/leave")

    assert borrowed.get("/d/").status_code == 403
    assert "在不是自己的手机上退出" in office.get("/office/audit").text
    page = own.get(f"/m/{cast.links['wang']}").text
    assert "在另一部手机上进入过" in page and "0000-0000001" in page
    own.post(f"/m/{cast.links['wang']}", {"code": cast.code("wang")})
    assert own.get("/d/").status_code == 200
