"""A personal link and what it says to whoever opens it; who is turned away."""

import io
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.entering import models
from inspect_app.people import models as people
from tests.entering.group_link import make_group_link
from tests.entering.signing_in import archive, end_term
from tests.person import ORIGIN, Person
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


def test_a_post_from_another_site_is_refused(app, wang, cast):
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {}):
        answer = app.test_client().post(f"/m/{cast.links['wang']}", headers=headers)
        assert answer.status_code == 403


def test_a_deputy_is_no_office_and_the_office_no_deputy(wang, office):
    assert wang.get("/office/inspections").status_code == 303
    page = office.get("/d/")
    assert page.status_code == 403 and 'href="/">回到办公室的首页' in page.text
    assert "办公室" not in Person(office.client.application).get("/d/").text


@pytest.mark.parametrize("stuck", ["。", "）", "）快点开", ",", ".", "”", "%E3%80%82", "/"])
def test_what_a_chat_program_sticks_to_a_link_does_not_shut_it(app, cast, stuck):
    visitor = app.test_client()
    answer = visitor.get(f"/m/{cast.links['wang']}{stuck}", follow_redirects=True)

    assert answer.status_code == 200 and "王建国" in answer.text


FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: f"{token[:9]}%0A{token[9:]}",
        lambda token: f"{token[:9]}%20{token[9:]}%20王建国",
        lambda token: f"%20{token}",
        lambda token: f"（{token}）",
        lambda token: f"\u200b{token[:20]}\u200b{token[20:]}",
        lambda token: token.translate(FULL_WIDTH),
    ],
    ids=["broken line", "space", "space before", "brackets", "invisible", "full width"],
)
@pytest.mark.parametrize("way", ["m", "g"])
def test_a_link_that_was_broken_or_rewritten_on_its_way_opens_all_the_same(
    app, office, cast, way, spoil
):
    token = cast.links["wang"] if way == "m" else make_group_link(office, cast)
    answer = app.test_client().get(f"/{way}/{spoil(token)}", follow_redirects=True)

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
