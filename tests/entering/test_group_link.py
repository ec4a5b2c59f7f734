"""群链接: choose a name, enter the code; what it tells, and whom it lets in."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given

from inspect_app import db
from inspect_app.entering.models import phone_tables
from inspect_app.inspections import models as inspections
from inspect_app.inspections.models import ways_in
from inspect_app.people import models as people
from tests.entering.group_link import end_session, make_group_link
from tests.entering.signing_in import code_for
from tests.examples import examples
from tests.hostile import HOSTILE
from tests.person import Person


def test_codes_for_all_point_to_the_one_for_a_single_deputy(office, cast):
    page = office.get(f"/office/inspections/{cast.inspection}/group-link").text
    assert "只给一位代表的" in page and f'href="/office/links/{cast.wang}"' in page


def test_a_name_and_its_code_open_the_deputys_work(anybody, group, office, cast):
    names = anybody.get(group)
    assert "王建国" in names.text and "Set-Cookie" not in names.headers
    assert "请输入镇人大办告诉您的6位验证码" in anybody.get(f"{group}?deputy={cast.wang}").text

    answer = anybody.post(group, {"deputy": cast.wang, "code": code_for(office, cast.wang)})
    assert (answer.status_code, answer.location) == (303, "/d/")
    assert "王建国代表" in anybody.get("/d/").text


def test_only_who_goes_out_is_named(anybody, group, cast):
    page = anybody.get(group).text
    assert "李秀英" in page and "赵大山" not in page and "孙远" not in page


def test_a_site_given_to_one_deputy_names_that_one_and_the_liaison(app, anybody, group, cast):
    with db.writing(app.extensions["database"]) as session:
        for row in session.query(inspections.Assignment).filter_by(inspection_id=cast.inspection):
            row.deputy_id = cast.wang
    page = anybody.get(group).text
    assert "王建国" in page and "李秀英" in page and "陈志强" not in page


def test_a_phone_that_is_signed_in_goes_on_without_a_code(wang, group, cast):
    page = BeautifulSoup(wang.get(group).text, "lxml")
    (first, *names) = page.select("main a:not(#outbox a)")
    assert (first.text, first["href"]) == ("您已进入：王建国代表，接着填 ›", "/d/")
    assert "李秀英" in [one.span.text for one in names if one.span], "others choose below"
    asked = [wang.get(f"{group}?deputy={cast.wang}"), wang.post(group, {"deputy": cast.wang})]
    assert [(one.status_code, one.location) for one in asked] == [(303, "/d/")] * 2
    assert not any("Set-Cookie" in one.headers for one in asked), "nobody was signed in anew"


def test_signed_in_as_one_deputy_another_one_still_needs_the_code(wang, group, office, cast):
    liaison = cast.wang + 1
    assert "验证码" in wang.get(f"{group}?deputy={liaison}").text
    assert wang.post(group, {"deputy": liaison}).status_code == 422
    sent = {"deputy": liaison, "code": code_for(office, liaison)}
    assert wang.post(group, sent).status_code == 303
    assert "李秀英代表" in wang.get("/d/").text


def end_phone(app, cast, office) -> None:
    with db.reading(app.extensions["database"]):
        (phone,) = phone_tables.phones(cast.jia, cast.wang)
    done = office.post(f"/office/links/{cast.wang}/end", {"phone": phone.id})
    assert done.status_code == 303


def renew_link(app, cast, office) -> None:
    assert office.post(f"/office/links/{cast.wang}/withdraw").status_code == 303


@pytest.mark.parametrize("shut", [end_session, end_phone, renew_link])
def test_a_phone_whose_session_is_over_needs_a_code_though_it_is_known(
    app, wang, group, cast, office, shut
):
    shut(app, cast, office)
    assert "您已进入" not in wang.get(group).text
    assert wang.get(f"{group}?deputy={cast.wang}").status_code == 200
    assert wang.post(group, {"deputy": cast.wang}).status_code == 422


def test_a_deputy_of_another_town_is_a_stranger_here(sun, group, cast):
    assert "您已进入" not in sun.get(group).text
    with db.reading(cast.app.extensions["database"]) as session:
        own = session.query(people.Deputy).filter_by(name="孙远").one().id
    assert sun.post(group, {"deputy": own}).status_code == 422


@pytest.mark.usefixtures("reached")
def test_a_new_link_replaces_the_old_and_withdrawing_closes_it(anybody, group, office, cast):
    renewed = f"/g/{make_group_link(office, cast)}"
    assert anybody.get(group).status_code == 404
    assert anybody.get(renewed).status_code == 200
    office.post(f"/office/inspections/{cast.inspection}/group-link/withdraw")
    assert anybody.get(renewed).status_code == 404
    assert anybody.post(renewed, {"deputy": cast.wang, "code": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [("closed", "这次视察已经结束"), ("archived", "这次视察已经结束"), ("cancelled", "这次视察已经撤销")],
)  # fmt: skip
def test_of_an_inspection_that_is_over_it_says_so_and_whom_to_ask(
    app, anybody, wang, group, cast, office, state, words
):
    code = code_for(office, cast.wang)
    with db.writing(app.extensions["database"]) as session:
        session.get(inspections.Inspection, cast.inspection).state = state
    sent = {"deputy": cast.wang, "code": code}
    for answer in (anybody.get(group), anybody.post(group, sent)):
        assert answer.status_code == 410 and "Set-Cookie" not in answer.headers
        assert words in answer.text and "甲镇人大办 王秘书 0000-0000001" in answer.text
        assert "甲镇人居环境视察" in answer.text and "王建国" not in answer.text
        assert "没有复制完整" not in answer.text and "您已进入" not in answer.text
    assert anybody.get("/d/").status_code == 403
    assert "您已进入：王建国代表" in wang.get(group).text


def test_withdrawn_it_is_alike_an_unknown_one_also_when_the_inspection_is_over(
    app, anybody, group, cast, office
):
    office.post(f"/office/inspections/{cast.inspection}/group-link/withdraw")
    unknown = anybody.get("/g/AAAAAAAAAAAAAAAAAAAAAA")
    for state in ("under_way", "closed", "cancelled"):
        with db.writing(app.extensions["database"]) as session:
            session.get(inspections.Inspection, cast.inspection).state = state
        withdrawn = anybody.get(group)
        assert withdrawn.status_code == unknown.status_code == 404
        assert withdrawn.text == unknown.text


def test_of_a_term_that_has_ended_it_says_so(wang, group, cast, office):
    assert office.post("/office/roster/term/end", {"term": 1}).status_code == 303
    page = wang.get(group)
    assert page.status_code == 410 and "您已进入" not in page.text
    assert "这一届的任期已经结束" in page.text and "王秘书" in page.text


def test_everybody_expected_is_given_a_code_that_opens(app, group, office, cast):
    page = office.post(f"/office/inspections/{cast.inspection}/codes")
    codes = [a + b for a, b in re.findall(r'class="digits">(\d{3}) (\d{3})<', page.text)]
    assert len(codes) == 3 and "李秀英" in page.text
    sent = {"deputy": cast.wang, "code": codes[0]}
    assert Person(app).post(group, sent).status_code == 303


def test_the_words_to_paste_are_there_and_the_link_is_shown_once(office, cast):
    address = f"/office/inspections/{cast.inspection}/group-link"
    assert "还没有群链接" in office.get(address).text
    assert "各位代表：甲镇人居环境视察" in office.post(address).text
    again = office.get(address)
    assert "/g/" not in again.text and "链接已于" in again.text


def test_another_towns_office_makes_none_of_it(other_office, group, anybody, cast):
    root = f"/office/inspections/{cast.inspection}"
    for suffix in ("/group-link", "/group-link/withdraw", "/codes"):
        assert other_office.post(root + suffix).status_code == 404
    assert other_office.get(root + "/group-link").status_code == 404
    assert anybody.get(group).status_code == 200


def test_a_phone_that_came_by_it_is_on_the_offices_list(anybody, group, office, cast):
    anybody.post(group, {"deputy": cast.wang, "code": code_for(office, cast.wang)})
    assert "最近使用" in office.get(f"/office/links/{cast.wang}").text
    office.post(f"/office/links/{cast.wang}/withdraw")
    assert anybody.get("/d/").status_code == 403


@examples(25)
@given(deputy=HOSTILE, code=HOSTILE)
def test_nothing_sent_to_it_breaks_the_server(app, group, cast, deputy, code):
    sent = {"deputy": deputy.encode(errors="replace"), "code": code.encode(errors="replace")}
    assert Person(app).post(group, sent).status_code < 500
    assert Person(app).get(group, query_string=sent).status_code == 200


@pytest.mark.parametrize(("state", "words"), [("closed", "已经结束"), ("archived", "已经归档")])
def test_of_an_inspection_that_is_over_nothing_is_given_out(app, office, cast, state, words):
    group = make_group_link(office, cast)
    with db.writing(app.extensions["database"]) as session:
        session.get(inspections.Inspection, cast.inspection).state = state
    root = f"/office/inspections/{cast.inspection}"
    for answer in (
        office.get(f"{root}/group-link"), office.post(f"{root}/group-link"), office.post(f"{root}/codes")
    ):  # fmt: skip
        page = answer.text.split("<main")[1]
        assert words in page and "<button" not in page and "/g/" not in page
    with db.reading(app.extensions["database"]):
        assert phone_tables.live_code(cast.jia, cast.wang, db.now()) is None
        (link,) = ways_in.group_links(cast.jia, cast.inspection)
    assert link.token_hash and Person(app).get(f"/g/{group}").status_code == 410
    assert "group-link" not in office.get(root).text


def test_where_nobody_goes_yet_the_page_says_what_comes_first(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        session.query(inspections.Assignment).filter_by(inspection_id=cast.closed).delete()
        session.get(inspections.Inspection, cast.closed).state = "planned"
    page = office.get(f"/office/inspections/{cast.closed}/group-link").text
    assert "还没有安排谁去" in page and "生成验证码" not in page


def test_before_a_link_is_made_that_no_phone_can_open_the_page_says_so(office, cast):
    page = f"/office/inspections/{cast.inspection}/group-link"
    assert "生成的群链接到了手机上打不开。给代表用" in office.get(page).text


def test_a_link_that_no_phone_can_open_replaces_none(anybody, group, office, cast):
    page = f"/office/inspections/{cast.inspection}/group-link"
    refused = office.post(page)
    assert refused.status_code == 422 and "/g/" not in refused.text
    for told in (refused.text, office.get(page).text):
        assert "不能换新的，原来的群链接照旧能用" in told and "换一个新的</button>" not in told
    assert anybody.get(group).status_code == 200

    office.post(f"{page}/withdraw")
    assert "/g/" in office.post(page).text, "on this very machine it may be tried"
