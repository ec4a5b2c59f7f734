"""Personal links as texts: for each deputy alone, and for a group's liaison to send on singly."""

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections.models import Inspection, InspectionState
from tests.soup import soup

MAKE = "/office/links/new"


@pytest.fixture
def texts(office, reached) -> BeautifulSoup:
    return soup(office.post(MAKE, {"who": "all", "do": "texts", "sure": "1"}))


def test_a_groups_liaison_gets_one_text_with_everybodys_own_link(texts):
    first, second = texts.select("section.link-group")
    assert first.h2.text == "第一代表小组（3位）" and second.h2.text == "第二代表小组（1位）"
    together, *each = [area.text for area in first.select("textarea")]
    assert "第一代表小组" in together and "每个链接只给本人用" in together
    assert "请逐个转发给本人，不要发在群里" in together
    for name, own in zip(("王建国", "李秀英", "陈志强"), each, strict=True):
        link = next(word for word in own.split() if "/m/" in word)
        assert own.strip().startswith(f"{name}代表您好")
        assert f"{name}代表：\n{link}\n" in together
    assert "赵大山" not in together and "复制本组" in first.text
    assert len(second.select("textarea")) == 1, "who is alone needs no text for a group"


def test_the_texts_are_folded_so_that_a_group_takes_one_screen(texts):
    folded = texts.select("section.link-group details")
    assert [one.summary.text for one in folded[:3]] == ["发给联络员的全组文字", "王建国", "李秀英"]
    assert all(one.textarea and not one.has_attr("open") for one in folded)


def test_one_text_alone_is_read_at_once(office, cast, reached):
    sent = {"who": "ticked", "deputy": cast.wang, "do": "texts", "sure": "1"}
    assert soup(office.post(MAKE, sent)).select_one("details[open] textarea")


def test_the_page_of_personal_links_names_the_group_link_of_each_inspection(app, office, cast):
    link = f"/office/inspections/{cast.inspection}/group-link"
    shown = soup(office.get("/office/links")).select_one(f'main a[href="{link}"]')
    assert "群链接" in shown.find_parent("p").text and "甲镇人居环境视察" in shown.text
    with db.writing(app.extensions["database"]) as session:
        session.get(Inspection, cast.inspection).state = InspectionState.CLOSED
    page = office.get("/office/links")
    assert link not in page.text and "群链接" not in page.text
