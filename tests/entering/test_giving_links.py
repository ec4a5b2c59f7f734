"""The office gives, renews and withdraws personal links: as texts and as cards, asked first."""

import pytest
from bs4 import BeautifulSoup

from tests.entering.signing_in import make_links
from tests.person import Person


@pytest.mark.usefixtures("reached")
def test_a_renewed_link_ends_the_old_one_and_whoever_came_by_it(wang, office, cast):
    (link,) = make_links(office, deputy=cast.wang)
    assert wang.get("/d/").status_code == 403
    assert wang.get(f"/m/{cast.links['wang']}").status_code == 404
    assert wang.post(f"/m/{link}").status_code == 303


def test_a_withdrawn_link_opens_nothing_at_once(wang, office, cast):
    office.post(f"/office/links/{cast.wang}/withdraw")
    assert wang.get("/d/").status_code == 403
    assert wang.post(f"/m/{cast.links['wang']}").status_code == 404
    assert "现在没有能用的链接" in office.get(f"/office/links/{cast.wang}").text


@pytest.mark.usefixtures("reached")
def test_replacing_links_is_asked_about_first(wang, office, cast):
    ask = office.post("/office/links/new", {"who": "all", "do": "texts"})
    assert "4位代表已经有链接" in ask.text and "/m/" not in ask.text
    assert wang.get("/d/").status_code == 200

    office.post(f"/office/links/{cast.wang}/withdraw")
    ask = office.post("/office/links/new", {"who": "all", "do": "texts"})
    assert "只给没有链接的1位生成" in ask.text
    made_now = office.post("/office/links/new", {"who": "missing", "do": "texts"})
    assert made_now.text.count("/m/") == 1 and "王建国代表您好" in made_now.text


def test_who_chose_nobody_is_told(office, cast):
    for who in ("ticked", "missing", "", "x"):
        page = office.post("/office/links/new", {"who": who, "do": "texts"})
        assert page.status_code == 422 and "还没有选代表" in page.text


@pytest.mark.usefixtures("reached")
def test_texts_name_whom_to_ask_and_are_made_for_the_own_town_alone(office, cast):
    page = office.post("/office/links/new", {"who": "all", "do": "texts", "sure": "1"})
    assert page.text.count("代表您好") == 4 and "孙远" not in page.text
    assert "有问题请问甲镇人大办 王秘书" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_no_cards_are_made_for_an_address_that_no_phone_can_open(app, wang, office, cast):
    office.post(f"/office/links/{cast.wang}/withdraw")
    for who in ("missing", "all"):
        page = office.post("/office/links/new", {"who": who, "do": "cards", "sure": "1"})
        assert page.status_code == 422 and "没有生成卡片，原来的链接照旧能用" in page.text
    assert "现在没有能用的链接" in office.get(f"/office/links/{cast.wang}").text
    assert Person(app).enter(cast.links["zhao"]).get("/d/").status_code == 200


def test_what_was_chosen_is_still_chosen_when_cards_are_refused(office, cast):
    def chosen(page) -> list[str]:
        found = BeautifulSoup(page.text, "lxml").select("main input[checked]")
        return [one["value"] for one in found]

    sent = {"who": "ticked", "do": "cards", "deputy": [cast.wang, cast.wang + 1]}
    page = office.post("/office/links/new", sent)
    assert page.status_code == 422 and chosen(page) == [
        "ticked",
        str(cast.wang),
        str(cast.wang + 1),
    ]
    assert chosen(office.post("/office/links/new", {"who": "all", "do": "cards"})) == ["all"]
    assert chosen(office.get("/office/links")) == ["missing"]
    told = BeautifulSoup(page.text, "lxml").select_one("[role=alert]").text
    assert "请管服务器的人先把网址设好" in told and "BASE_URL" not in told


def test_no_link_is_replaced_by_one_that_no_phone_can_open(app, wang, office, cast):
    refused = "没有换新，原来的链接照旧能用：网址只有本机能打开"
    ask = {"who": "all", "do": "texts"}
    for sent in (ask, ask | {"sure": "1"}, {**ask, "who": "ticked", "deputy": cast.wang}):
        page = office.post("/office/links/new", sent)
        assert page.status_code == 422 and refused in page.text and "/m/" not in page.text
        assert "请管服务器的人先把网址设好，再来换" in page.text
    assert wang.get("/d/").status_code == 200
    assert Person(app).enter(cast.links["zhao"]).get("/d/").status_code == 200

    office.post(f"/office/links/{cast.wang}/withdraw")
    tried = office.post("/office/links/new", {"who": "missing", "do": "texts"})
    assert tried.text.count("/m/") == 1, "on this very machine it may be tried"


def test_another_towns_office_reaches_none_of_it(other_office, wang, cast):
    for path in ("", "/code", "/withdraw", "/end"):
        send = other_office.post if path else other_office.get
        assert send(f"/office/links/{cast.wang}{path}").status_code == 404
    page = other_office.post(
        "/office/links/new", {"who": "ticked", "deputy": cast.wang, "do": "texts", "sure": "1"}
    )
    assert page.status_code == 422
    assert wang.get("/d/").status_code == 200
