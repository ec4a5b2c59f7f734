"""Personal link, office log-in, and who is turned away."""

import pytest

from inspect_app import db
from inspect_app.people import models
from tests.cast import PASSWORD


def test_opening_a_personal_link_shows_whose_it_is_and_signs_nobody_in(anybody, cast):
    page = anybody.get(f"/m/{cast.links['wang']}")

    assert "王建国代表" in page.text and "是我，进入" in page.text
    assert "Set-Cookie" not in page.headers
    assert anybody.get("/d/").status_code == 403


def test_its_button_signs_in_and_takes_the_secret_out_of_the_address(anybody, cast):
    answer = anybody.post(f"/m/{cast.links['wang']}")

    assert (answer.status_code, answer.location) == (303, "/d/")
    assert (
        "HttpOnly" in answer.headers["Set-Cookie"]
        and "SameSite=Lax" in answer.headers["Set-Cookie"]
    )
    assert "王建国代表" in anybody.get("/d/").text


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_link_says_whom_to_ask(anybody, cast, method):
    page = getattr(anybody, method)("/m/AAAAAAAAAAAAAAAAAAAAAA")

    assert page.status_code == 404
    assert "请向甲镇人大办" in page.text


def test_a_withdrawn_link_opens_nothing_and_ends_its_sessions(app, wang, cast):
    with db.writing(app.extensions["database"]):
        for link in models.personal_links(cast.jia, cast.wang):
            link.withdrawn_at = db.now()

    assert wang.get("/d/").status_code == 403
    assert wang.get(f"/m/{cast.links['wang']}").status_code == 404


def test_the_office_logs_in_and_out(anybody, cast):
    assert anybody.get("/office/inspections").location == "/office/login?next=/office/inspections"
    anybody.log_in("甲镇")
    assert "甲镇人居环境视察" in anybody.get("/office/inspections").text

    anybody.post("/office/logout")
    assert anybody.get("/office/inspections").status_code == 303


def test_home_leads_to_the_office_log_in(anybody, cast):
    first = anybody.get("/")
    assert first.status_code == 303
    assert anybody.get(first.location).location.startswith("/office/login")


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


def test_after_five_wrong_passwords_even_the_right_one_waits(anybody, cast):
    for _ in range(5):
        anybody.post("/office/login", {"login": "甲镇", "password": "wrong"})

    late = anybody.post("/office/login", {"login": "甲镇", "password": PASSWORD})
    assert late.status_code == 422


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
