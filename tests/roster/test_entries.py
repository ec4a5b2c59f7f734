"""The office keeps deputies and places on pages: add, change, archive, look up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.people import models as people
from inspect_app.people.access import Role
from tests.cast import PASSWORD_HASH
from tests.conftest import Person
from tests.examples import examples
from tests.records.filling import ALL_PASS, submitted
from tests.roster.entries import HOME, NEW, changed, empty_town, names
from tests.soup import soup

KINDS = ["groups", "deputies", "villages", "sites", "units"]


def fields(answer):
    """Return what a form's fields show."""
    page = soup(answer)
    shown = {tag["name"]: tag.get("value", "") for tag in page.select(".entered input:not([type])")}
    shown |= {tag["name"]: tag.text.strip() for tag in page.select(".entered textarea")}
    for tag in page.select(".entered select"):
        chosen = tag.select_one("option[selected]")
        shown[tag["name"]] = chosen.text if chosen else ""
    for tag in page.select(".entered input[type=checkbox][checked]"):
        shown.setdefault(tag["name"], []).append(tag["value"])
    return shown


def link_to(office, kind, name):
    page = soup(office.get(f"{HOME}{kind}"))
    return next(link["href"] for link in page.select("th a") if link.text == name)


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


def test_the_archive_of_a_deputy_shuts_the_link_and_ends_the_sessions(app, office, wang, cast):
    sent = office.post(f"{HOME}deputies/{cast.wang}/archive")

    assert wang.get("/d/").status_code == 403
    assert wang.get(f"/m/{cast.links['wang']}").status_code == 410
    assert "个人链接和登录已作废" in office.get(sent.location).text
    entry = office.get(f"/office/inspections/{cast.inspection}/entry").text
    assert "王建国" in entry  # who went on its first day may have left a paper form
    back = office.post(f"{HOME}deputies/{cast.wang}/restore")
    assert "已恢复“王建国”。原来的个人链接已作废" in office.get(back.location).text
    assert wang.get("/d/").status_code == 403
    assert wang.get(f"/m/{cast.links['wang']}").status_code == 404
    assert "王建国" in office.get(f"/office/inspections/{cast.inspection}/entry").text


def test_who_archives_a_deputy_is_told_that_the_group_is_out(office, cast):
    out = office.get(f"{HOME}deputies/{cast.wang}").text
    assert "正在参加“甲镇人居环境视察”，请先让这位代表提交完" in out and "30天" in out
    assert "请先让这位代表提交完" not in office.get(f"{HOME}deputies/4").text


def test_a_liaison_no_longer_fills_for_an_archived_deputy(office, li, cast):
    assert li.get(f"/d/?for={cast.wang}").status_code == 200
    office.post(f"{HOME}deputies/{cast.wang}/archive")
    assert li.get(f"/d/?for={cast.wang}").status_code == 404


def test_a_group_with_deputies_stays_and_says_why(office):
    link = link_to(office, "groups", "第一代表小组")
    refused = office.post(f"{link}/archive")

    assert refused.status_code == 422
    assert "还有3位代表在这个小组" in soup(refused).select_one(".error-summary").text


def test_a_deputy_comes_back_only_after_the_group(office, cast):
    link = link_to(office, "groups", "第二代表小组")
    deputy = link_to(office, "deputies", "赵大山")
    office.post(f"{deputy}/archive")
    assert office.post(f"{link}/archive").status_code == 303
    refused = office.post(f"{deputy}/restore")

    assert refused.status_code == 422
    assert "请先恢复它" in soup(refused).select_one(".error-summary").text
    office.post(f"{link}/restore")
    assert office.post(f"{deputy}/restore").status_code == 303


def test_a_villages_sites_are_offered_no_more_once_it_is_archived_but_may_be_changed(office):
    village, site = link_to(office, "villages", "张家村"), link_to(office, "sites", "文化广场")
    office.post(f"{village}/archive")

    assert "所在的已归档" in office.get(f"{HOME}sites").text
    assert office.post(f"{HOME}sites/new", NEW["sites"]).status_code == 422
    moved = {"village": "张家村", "name": "广场", "location": "村口"}
    assert changed(office, site, moved).status_code == 303


def test_an_archived_unit_gets_no_new_findings(office, wang, cast):
    office.post(f"{link_to(office, 'units', '镇村镇建设办公室')}/archive")
    receipt = submitted(wang, cast, {**ALL_PASS, "item-bin": "fail"}).location
    record = office.get(receipt.replace("/d/", "/office/")).text
    assert "责任单位</span> —" in record and "镇村镇建设办公室" not in record


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


def test_nobody_changes_the_group_while_it_is_out(office, cast):
    sent = {"name": "王建国", "group": "第二代表小组", "group_role": "组员", "levels": ["镇"]}
    path = f"/office/roster/deputies/{cast.wang}"
    refused = changed(office, path, sent)
    assert refused.status_code == 422
    assert (
        "第一代表小组正在参加“甲镇人居环境视察”" in refused.text and "请先结束视察" in refused.text
    )
    renamed = {**sent, "group": "第一代表小组", "constituency": "东片"}
    assert changed(office, path, renamed).status_code == 303
    office.post(f"/office/inspections/{cast.inspection}/state", {"do": "close"})
    assert changed(office, path, sent).status_code == 303


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
