"""A name that is typed otherwise is the same one; a near one is asked about."""

import pytest

from tests.roster.entries import HOME, changed, fields, link_to, names
from tests.soup import soup

DOTTED = {"name": "买买提·吐尔逊", "group": "第一代表小组", "group_role": "组员", "levels": ["镇"]}


def test_a_name_typed_otherwise_is_the_same_one_and_keeps_its_first_spelling(office):
    first = office.post(f"{HOME}deputies/new", DOTTED)
    for name in ("买买提•吐尔逊", "买买提・吐尔逊", " 买买提‧ 吐尔逊\u200b", "买买提．吐尔逊",
                 "买买提˙吐尔逊", "买买提ㆍ吐尔逊", "买买提ꞏ吐尔逊",
                 "买买提·\u3164吐尔逊\U000e0100"):  # fmt: skip
        again = office.post(f"{HOME}deputies/new", DOTTED | {"name": name})
        assert again.location == first.location
        found = names(office.get(f"{HOME}deputies", query_string={"q": name}))
        assert found == ["买买提·吐尔逊"]
    other = office.post(
        f"{HOME}deputies/new", DOTTED | {"name": "买买提•吐尔逊", "group_role": "组长"}
    )
    assert "如“买买提·吐尔逊（石桥）”" in soup(other).select_one("#name-error").text
    group = office.post(f"{HOME}groups/new", {"name": "东片1组"})
    assert office.post(f"{HOME}groups/new", {"name": "东片 １组"}).location == group.location


def test_a_near_name_is_offered_before_a_second_one_is_made(office):
    office.post(f"{HOME}deputies/new", DOTTED)
    sent = DOTTED | {"name": "买买提吐尔逊", "constituency": "东片"}
    asked = office.post(f"{HOME}deputies/new", sent)

    assert asked.status_code == 422
    assert "名册里有“买买提·吐尔逊”，是同一位吗？" in soup(asked).select_one("#name-error").text
    assert fields(asked)["constituency"] == "东片"
    link = soup(asked).find("a", string="打开“买买提·吐尔逊”")["href"]
    assert fields(office.get(link))["name"] == "买买提·吐尔逊"
    assert office.post(f"{HOME}deputies/new", sent | {"another": "1"}).status_code == 303
    assert len(names(office.get(f"{HOME}deputies?q=吐尔逊"))) == 2


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("groups", "第十一代表小组", "11组"),
        ("groups", "第12代表小组", "第十二组"),
        ("groups", "第二十小组", "20组"),
        ("groups", "第一代表小组", "第01组"),
        ("villages", "十一村", "11村"),
        ("sites", "三组公厕", "3组公厕"),
    ],
)
def test_a_number_written_otherwise_is_asked_about(office, kind, first, second):
    village = {"village": "张家村"} if kind == "sites" else {}
    office.post(f"{HOME}{kind}/new", {"name": first} | village)
    asked = office.post(f"{HOME}{kind}/new", {"name": second} | village)
    assert asked.status_code == 422
    assert f"名册里有“{first}”，是同一个吗？" in soup(asked).select_one("#name-error").text
    for other in ("第111组", "第二组西片"):
        assert office.post(f"{HOME}{kind}/new", {"name": other} | village).status_code == 303


def test_a_name_may_be_spelled_otherwise_on_its_own_page(office):
    office.post(f"{HOME}deputies/new", DOTTED)
    link = link_to(office, "deputies", "买买提·吐尔逊")
    assert changed(office, link, DOTTED | {"name": "买买提•吐尔逊"}).status_code == 303
    assert names(office.get(f"{HOME}deputies?q=吐尔逊")) == ["买买提•吐尔逊"]
