"""The office keeps deputies and places on pages: add, change, archive, look up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.cast import PASSWORD_HASH
from tests.examples import examples
from tests.person import Person
from tests.roster.entries import HOME, KINDS, NEW, changed, empty_town, fields, link_to, names
from tests.soup import soup


def test_the_first_page_leads_to_each_list_and_says_how_long_it_is(office):
    page = soup(office.get(HOME))
    cards = {link["href"]: int(link.b.text) for link in page.select(".cards a")}
    assert list(cards) == [f"{HOME}{kind}" for kind in KINDS]
    assert cards == {there: len(names(office.get(there))) for there in cards}


def somebody(app, cast, role):
    with db.writing(app.extensions["database"]) as session:
        account = people.Account(
            town_id=cast.jia, login=role.value, name=role.value, role=role,
            password_hash=PASSWORD_HASH,
        )  # fmt: skip
        session.add(account)
    return Person(app).log_in(role.value)


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_added_found_and_shown_as_it_was_entered(office, kind):
    answer = office.post(f"{HOME}{kind}/new", NEW[kind])

    assert answer.status_code == 303
    page = office.get(answer.location)
    assert NEW[kind]["name"] in names(page)
    assert f"已保存“{NEW[kind]['name']}”" in page.text
    shown = fields(office.get(link_to(office, kind, NEW[kind]["name"])))
    assert shown == NEW[kind] | ({"answers_for": "镇应急所、镇消防所"} if kind == "units" else {})


@pytest.mark.parametrize("kind", KINDS)
def test_pressed_twice_it_is_kept_once(office, kind):
    first, second = (office.post(f"{HOME}{kind}/new", NEW[kind]) for _ in range(2))

    assert first.location == second.location
    assert names(office.get(f"{HOME}{kind}")).count(NEW[kind]["name"]) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_changed_and_another_may_not_take_its_name(office, kind):
    office.post(f"{HOME}{kind}/new", NEW[kind])
    first = names(office.get(f"{HOME}{kind}"))[0]
    link = link_to(office, kind, NEW[kind]["name"])
    assert changed(office, link, NEW[kind] | {"name": "改过的名字"}).status_code == 303
    assert "改过的名字" in names(office.get(f"{HOME}{kind}"))

    refused = changed(office, link, NEW[kind] | {"name": first})
    assert refused.status_code == 422
    assert fields(refused)["name"] == first
    assert soup(refused).select_one("#name-error").text.startswith("已")


@pytest.mark.parametrize("kind", KINDS)
def test_an_archived_entry_is_out_of_the_way_and_comes_back(office, kind):
    office.post(f"{HOME}{kind}/new", NEW[kind])
    name = NEW[kind]["name"]
    link = link_to(office, kind, name)
    answers = [office.post(f"{link}/archive") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]

    page = office.get(answers[0].location)
    assert name not in names(page)
    assert names(office.get(f"{HOME}{kind}?archived=1")) == [name]
    assert "恢复" in office.get(link).text
    again = office.post(f"{HOME}{kind}/new", NEW[kind])
    assert again.status_code == 422 and "已归档" in soup(again).select_one("#name-error").text
    assert office.post(link, NEW[kind]).status_code == 404
    undo = soup(page).select_one(".done form")["action"]
    assert [office.post(undo).status_code for _ in range(2)] == [303, 303]
    assert name in names(office.get(f"{HOME}{kind}"))


@pytest.mark.parametrize(
    ("kind", "change", "field", "told"),
    [
        ("groups", {"name": " \u200b "}, "name", "请填小组名称"),
        ("groups", {"name": "\u034f\ufe0f"}, "name", "请填小组名称"),
        ("deputies", {"name": "王\u034f建\u1680国\u3164"}, "name", "如“王建国（石桥）”"),
        ("deputies", {"name": "长" * 31}, "name", "最多30个字，现在是31个字"),
        ("deputies", {"name": "=1+1"}, "name", "等号"),
        ("deputies", {"name": "王\x00"}, "name", "不能保存的字符"),
        ("deputies", {"group": ""}, "group", "请选代表小组"),
        ("deputies", {"group": "第九小组"}, "group", "没有“第九小组”这个代表小组"),
        ("deputies", {"group_role": "书记"}, "group_role", "组员、组长、联络员"),
        ("deputies", {"levels": []}, "levels", "代表层级"),
        ("deputies", {"levels": ["国"]}, "levels", "代表层级"),
        ("deputies", {"name": "王 建国"}, "name", "如“王建国（石桥）”"),
        ("sites", {"village": "石桥村"}, "village", "没有“石桥村”这个村（社区）"),
        ("sites", {"location": "远" * 101}, "location", "最多100个字"),
        ("units", {"answers_for": "、".join(["镇办", "长" * 600])}, "answers_for", "最多500个字"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field_and_nothing_entered_is_lost(
    office, kind, change, field, told
):
    sent = NEW[kind] | change
    refused = office.post(f"{HOME}{kind}/new", sent)

    assert refused.status_code == 422
    page = soup(refused)
    errors = [error.text for error in page.select("p.error")]
    assert len(errors) == 1 and told in errors[0]
    assert page.select_one(f"[name={field}]") is not None
    kept = {name: value for name, value in sent.items() if name not in change}
    assert {name: fields(refused).get(name) for name in kept if name != "answers_for"} == {
        name: value for name, value in kept.items() if name != "answers_for"
    }
    assert sent["name"] not in names(office.get(f"{HOME}{kind}"))


def test_groups_tell_their_leader_and_liaison_and_villages_their_sites(office):
    assert "3 人 · 组长 未定 · 联络员 李秀英" in soup(office.get(f"{HOME}groups")).text
    assert "2 个点位" in soup(office.get(f"{HOME}villages")).text


def add_many(app, cast, count):
    with db.writing(app.extensions["database"]) as session:
        group = session.query(people.DeputyGroup).filter_by(town_id=cast.jia).first()
        session.add_all(
            people.Deputy(
                town_id=cast.jia, term_id=group.term_id, group_id=group.id, name=f"代表{n:03}号",
                group_role=people.GroupRole.MEMBER, constituency="东片" if n % 2 else "西片",
            )
            for n in range(count)
        )  # fmt: skip


def test_hundreds_are_paged_and_searched(app, office, cast):
    add_many(app, cast, 300)
    first = office.get(f"{HOME}deputies")
    assert len(names(first)) == 50 and "共 304 条，第 1/7 页" in first.text
    last = office.get(f"{HOME}deputies?page=99")
    assert len(names(last)) == 4
    found = office.get(f"{HOME}deputies?q=代表00 东片")
    assert names(found) == ["代表001号", "代表003号", "代表005号", "代表007号", "代表009号"]
    linked = soup(office.get(f"{HOME}deputies?q=东片")).select_one(".pager a")["href"]
    assert len(names(office.get(linked))) == 50 and "q=" in linked
    assert "没有找到“不在”" in office.get(f"{HOME}deputies?q=不在").text
    fragment = office.get(f"{HOME}deputies?q=联络员", headers={"HX-Request": "true"})
    assert names(fragment) == ["李秀英"] and "<html" not in fragment.text


def test_an_empty_town_is_led_to_its_first_steps(app, cast):
    third = empty_town(app)
    assert "还没有登记现在是第几届人大" in third.get(HOME).text
    for kind in KINDS:
        words = soup(third.get(f"{HOME}{kind}")).select_one(".empty").text
        assert ("先登记届次" if kind in ("groups", "deputies") else "还没有登记") in words
    refused = third.post(f"{HOME}groups/new", NEW["groups"])
    assert refused.status_code == 422 and "请先登记届次" in refused.text
    assert third.post(f"{HOME}term", {"number": "1", "starts_on": "2026-01-01"}).status_code == 303
    assert third.post(f"{HOME}groups/new", NEW["groups"]).status_code == 303
    assert "请选代表小组" in third.post(f"{HOME}deputies/new", {"name": "周"}).text


def test_another_town_sees_and_changes_nothing(office, other_office, cast):
    for kind in KINDS:
        link = link_to(office, kind, names(office.get(f"{HOME}{kind}"))[0])
        assert other_office.get(link).status_code == 404
        assert other_office.post(link, NEW[kind]).status_code == 404
        for turn in ("archive", "restore"):
            assert other_office.post(f"{link}/{turn}").status_code == 404
    assert names(other_office.get(f"{HOME}deputies")) == ["孙远"]
    assert "赵大山" not in other_office.get(
        f"{HOME}deputies?q=赵大山&done={cast.wang}"
    ).text.replace("没有找到“赵大山”", "").replace('value="赵大山"', "")
    assert other_office.post(f"{HOME}sites/new", NEW["sites"]).status_code == 303
    assert "村卫生室" not in names(office.get(f"{HOME}sites"))


def test_the_chair_reads_the_admin_keeps_and_a_deputy_sees_nothing(app, cast, wang, office):
    chair, admin = somebody(app, cast, Role.CHAIR), somebody(app, cast, Role.ADMIN)
    wang_page = f"{HOME}deputies/{cast.wang}"

    assert "王建国" in chair.get(f"{HOME}deputies").text
    assert chair.get(f"{HOME}roster.xlsx").status_code == 200
    assert not soup(chair.get(f"{HOME}deputies")).select("th a, a.button")
    refused = [
        chair.get(wang_page), chair.get(f"{HOME}deputies/new"), chair.get(f"{HOME}term"),
        chair.post(f"{HOME}deputies/new", NEW["deputies"]), chair.post(f"{wang_page}/archive"),
        chair.post(f"{HOME}term/end", {"term": "1"}), chair.post(f"{HOME}roster.xlsx"),
    ]  # fmt: skip
    assert [answer.status_code for answer in refused] == [403] * 7
    assert admin.post(f"{HOME}deputies/new", NEW["deputies"]).status_code == 303
    assert "监督视察" not in soup(admin.get(HOME)).nav.text
    assert wang.get(HOME).location.startswith("/office/login")
    assert wang.post(f"{HOME}deputies/new", NEW["deputies"]).status_code == 403


@pytest.mark.parametrize("field", ["number", "starts_on"])
def test_what_no_page_can_carry_is_shown_replaced(office, field):
    sent = {"number": "19", "starts_on": "2026-09-01", field: "1\x1f"}
    page = soup(office.post(f"{HOME}term", sent))  # linted, as each page is
    assert page.select_one(f"#{field}")["value"] == "1\ufffd"


VALUES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["", "第一代表小组", "王建国", "组长", "镇", "张家村", "=1", "\ud800", "９" * 70]
    ),
)
SENT = st.dictionaries(
    st.sampled_from(
        ["name", "group", "group_role", "levels", "constituency", "village", "location",
         "responsible_person", "answers_for", "number", "starts_on", "term", "csrf", "entry"]
    ),
    st.lists(VALUES, max_size=3),
)  # fmt: skip
PATHS = [f"{kind}/new" for kind in KINDS] + [f"{kind}/1" for kind in KINDS] + ["term", "term/end"]


@examples(60)
@given(st.sampled_from(PATHS), SENT)
def test_no_form_whatever_breaks_the_server(office, path, sent):
    encoded = {
        name: [
            value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for value in values
        ]
        for name, values in sent.items()
    }
    assert office.post(f"{HOME}{path}", encoded).status_code in (303, 404, 422)
    assert office.get(HOME).status_code == 200
    assert office.get(f"{HOME}roster.xlsx").status_code == 200


@examples(40)
@given(st.sampled_from(KINDS), st.text(max_size=120), st.text(max_size=25))
def test_no_search_whatever_breaks_the_server(office, kind, words, page):
    query = {"q": words.encode("utf-8", "replace"), "page": page.encode("utf-8", "replace")}
    assert office.get(f"{HOME}{kind}", query_string=query).status_code == 200


def test_what_a_colleague_changed_meanwhile_is_shown_before_it_is_overwritten(office, cast):
    path = f"{HOME}deputies/{cast.wang}"
    opened = soup(office.get(path)).select_one("input[name=seen]")["value"]
    sent = {"name": "王建国", "group": "第一代表小组", "group_role": "组员", "levels": ["镇"]}
    office.post(path, {**sent, "constituency": "同事写的", "seen": opened})

    unseen = office.post(path, {**sent, "constituency": "我写的"})
    assert unseen.status_code == 422 and "选区：同事写的" in unseen.text
    refused = office.post(path, {**sent, "constituency": "我写的", "seen": opened})
    assert refused.status_code == 422
    assert "刚才被别人改过" in refused.text and "选区：同事写的" in refused.text
    page = soup(refused)
    assert page.select_one("#constituency")["value"] == "我写的"
    again = {**sent, "constituency": "我写的", "seen": page.select_one("input[name=seen]")["value"]}
    assert [office.post(path, again).status_code for _ in range(2)] == [303, 303]  # pressed twice
