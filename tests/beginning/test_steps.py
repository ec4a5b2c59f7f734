"""A new town walks its first steps on its home page; they go when its first inspection is closed."""

import io
import re

import pytest
from bs4 import BeautifulSoup

from tests.accounts.adding import let_in
from tests.beginning.new_towns import (
    ACCOUNTS,
    HOME,
    added,
    new_office,
    new_town,
    steps,
)
from tests.checklist.own_list import OWN
from tests.person import Person
from tests.planning.planning import FACTS
from tests.roster.roster_file import filled, upload

CHECKLIST = (
    OWN
    + """        responsible: [镇环卫办]
        days: 7
"""
)
NOTHING, PARTLY, DONE = "还没有", "做了一部分", "好了"


def states(person: Person, page: str = HOME) -> list[str]:
    return [step.state for step in steps(person, page).values()]


@pytest.fixture
def admin(app) -> Person:
    return new_town(app, "云溪镇", "guanli", "镇人大办王秘书")


@pytest.fixture
def clerk(app, admin) -> Person:
    return new_office(app, admin, "wangms")


def enter(clerk: Person, kind: str, **words: str) -> None:
    assert clerk.post(f"/office/roster/{kind}/new", words).status_code == 303


def adopt(clerk: Person) -> None:
    assert "《村容村貌小清单》" in adopted(clerk, CHECKLIST)


def adopted(clerk: Person, checklist: str) -> str:
    """Take a checklist into use; return what the page says of it."""
    sent = {"file": (io.BytesIO(checklist.encode()), "own.yaml")}
    answer = clerk.post("/office/checklists/own", sent)
    assert answer.status_code == 303
    return clerk.get(answer.location).text


def fill_roster(clerk: Person) -> None:
    clerk.post("/office/roster/term", {"number": "19", "starts_on": "2026-09-01"})
    enter(clerk, "groups", name="第一代表小组")
    enter(clerk, "villages", name="石桥村")
    enter(clerk, "sites", village="石桥村", name="村主干道")
    name = {"name": "王建国", "group": "第一代表小组", "group_role": "组长", "levels": "镇"}
    enter(clerk, "deputies", **name)


def plan(clerk: Person, **more: str) -> int:
    answer = clerk.post("/office/inspections/new", {**FACTS, **more})
    return int(re.search(r"/inspections/(\d+)/plan", answer.location)[1])


def take(clerk: Person, inspection: int, step: str) -> None:
    assert clerk.post(f"{HOME}/{inspection}/state", {"do": step}).status_code == 303


def deputy(app, clerk: Person) -> Person:
    made = clerk.post("/office/links/new", {"who": "missing", "do": "texts"})
    return Person(app).enter(re.search(r"/m/([\w-]+)", made.text)[1])


def hand_in(person: Person) -> None:
    form = re.search(r"/d/assignments/\d+", person.get("/d/").text)[0]
    assert person.post(form, {"do": "submit", "item-heap": "fail"}).status_code == 303


def test_the_administrator_gives_the_office_an_account_and_a_telephone_number(app, admin):
    assert states(admin, ACCOUNTS) == [NOTHING, PARTLY]
    assert "没有电话号码" in steps(admin, ACCOUNTS)["单位和落款"].there

    made = added(admin, "wangms", "王秘书", "office")
    assert states(admin, ACCOUNTS)[0] == PARTLY
    office = let_in(Person(app), made, "wangms")
    settings = {"name": "云溪镇", "font_set": "windows", "footer": "unit"}
    admin.post("/office/settings", {**settings, "contact": "王秘书（电话0000-0000001）"})

    assert states(admin, ACCOUNTS) == [DONE, DONE]
    contact = steps(office)["单位和落款"]
    assert contact.state == DONE and contact.to == "/office/settings"
    for words in ("云溪镇", "王秘书（电话0000-0000001）", "Windows", "填报单位", "由系统管理员改"):
        assert words in contact.there


def test_every_step_of_an_empty_town_leads_to_a_page_that_opens(admin, clerk):
    assert states(clerk) == [PARTLY, *[NOTHING] * 5]
    assert "可以填在一个 Excel 里" in steps(clerk)["村和点位"].there
    for step in steps(clerk).values():
        assert clerk.get(step.to).status_code == 200
    for step in steps(admin, ACCOUNTS).values():
        assert admin.get(step.to).status_code == 200


def test_the_roster_fills_its_steps_piece_by_piece(clerk):
    enter(clerk, "villages", name="石桥村")
    assert steps(clerk)["村和点位"].there == "1 个村（社区），0 个点位"
    assert steps(clerk)["村和点位"].to == "/office/roster/sites"
    enter(clerk, "sites", village="石桥村", name="村主干道")
    assert steps(clerk)["村和点位"].state == DONE

    clerk.post("/office/roster/term", {"number": "19", "starts_on": "2026-09-01"})
    assert steps(clerk)["代表和小组"].to == "/office/roster/groups"
    enter(clerk, "groups", name="第一代表小组")
    assert steps(clerk)["代表和小组"].to == "/office/roster/deputies"
    enter(clerk, "deputies", name="王建国", group="第一代表小组", group_role="组长", levels="镇")
    assert steps(clerk)["代表和小组"].there == "第19届，1 个小组，1 位代表"
    assert steps(clerk)["代表和小组"].state == DONE


def test_a_checklist_in_use_asks_for_the_units_that_its_words_mean(clerk):
    adopt(clerk)
    assert steps(clerk)["选清单、试填"].state == DONE
    assert "《村容村貌小清单》" in steps(clerk)["选清单、试填"].there
    units = steps(clerk)["责任单位"]
    assert (units.state, units.there) == (
        NOTHING,
        "0 个单位；检查清单里有 1 种叫法还没有单位对应",
    )

    page = BeautifulSoup(clerk.get(units.to).text, "lxml")
    assert page.select_one("#units-wanted th label").text == "镇环卫办"
    new = page.select_one("#units-wanted td a")
    assert clerk.get(new["href"]).status_code == 200
    enter(clerk, "units", name="镇农业站", answers_for="镇水利站")
    assert steps(clerk)["责任单位"].state == PARTLY
    enter(clerk, "units", name="镇村镇建设办", answers_for="镇环卫办")

    assert steps(clerk)["责任单位"].state == DONE
    assert "units-wanted" not in clerk.get("/office/roster/units").text


ONWARD = "接着做“开始使用”的下一步"


def test_what_was_imported_and_taken_into_use_leads_back_to_the_steps(clerk):
    changed = CHECKLIST.replace("村道没有", "村道上没有")
    assert ONWARD in adopted(clerk, CHECKLIST)
    imported = upload(clerk, filled(clerk, 村=[("石桥村",)]))
    assert ONWARD in clerk.get(imported.location).text
    fill_roster(clerk)
    planned = plan(clerk, **{"what": "1", "who-1-0": "g1"})
    take(clerk, planned, "start")
    assert f"{HOME}/{planned}/close" in clerk.get(f"{HOME}/{planned}").text
    take(clerk, planned, "close")
    assert f"{HOME}/{planned}/close" not in clerk.get(f"{HOME}/{planned}").text
    assert ONWARD not in adopted(clerk, changed)


def test_the_first_inspection_shows_what_comes_next_until_it_is_closed(app, admin, clerk):
    def next_step() -> tuple[str, str]:
        step = steps(clerk)["第一次视察"]
        assert clerk.get(step.to).status_code == 200
        return step.state, step.link

    other = new_office(app, new_town(app, "东河镇", "guanli2", ""), "lims")
    theirs = steps(other)
    fill_roster(clerk)
    adopt(clerk)
    assert next_step() == (NOTHING, "新建视察")
    planned = plan(clerk)
    assert next_step() == (PARTLY, "安排谁去哪里")
    clerk.post(f"{HOME}/{planned}/state", {"do": "cancel", "reason": "重新定日子"})
    assert next_step() == (NOTHING, "新建视察")
    planned = plan(clerk, **{"what": "1", "who-1-0": "g1"})
    assert next_step() == (PARTLY, "开始视察")
    take(clerk, planned, "start")
    assert next_step() == (PARTLY, "发链接给代表")
    wang = deputy(app, clerk)
    assert next_step() == (PARTLY, "看进展")
    hand_in(wang)
    assert next_step() == (PARTLY, "核定问题")
    clerk.post(f"{HOME}/{planned}/findings", {"finding": "1", "which": "ticked", "do": "keep"})
    assert next_step() == (PARTLY, "结束视察")
    take(clerk, planned, "close")

    assert steps(clerk) == {} and steps(admin, ACCOUNTS) == {}
    assert steps(other) == theirs and states(other)[1:] == [NOTHING] * 5


def test_the_first_inspections_step_says_how_far_giving_links_is(app, clerk):
    def there() -> str:
        return steps(clerk)["第一次视察"].there

    fill_roster(clerk)
    name = {"name": "李秀英", "group": "第一代表小组", "group_role": "组员", "levels": "镇"}
    enter(clerk, "deputies", **name)
    adopt(clerk)
    assert there() == "方案还没有建；建好方案，开始视察，再发链接给代表"
    planned = plan(clerk, **{"what": "1", "who-1-0": "g1"})
    assert there().endswith("筹备好了，还没有开始；开始以后发链接给代表")
    take(clerk, planned, "start")
    assert there().endswith("开始了，代表还没有链接")
    made = clerk.post("/office/links/new", {"who": "missing", "do": "texts"})
    assert there().endswith("还没有收到记录；发链接：2 位代表里 0 位打开过")
    wang, li = dict.fromkeys(re.findall(r"/m/([\w-]+)", made.text))
    hand_in(Person(app).enter(wang))
    assert there().endswith("待核定；发链接：2 位代表里 1 位打开过")
    Person(app).enter(li)
    assert there().endswith("待核定"), "all have opened theirs"


def test_who_only_reads_is_told_that_there_is_nothing_yet(app, admin):
    chair = let_in(Person(app), added(admin, "zhuxi", "李主席", "chair"), "zhuxi")
    assert steps(chair) == {}
    assert "还没有视察。人大办新建以后" in chair.get(HOME).text


def test_an_empty_page_says_what_belongs_there_and_leads_on(clerk):
    planned_pages = ("attendance", "plan", "records", "findings", "photos", "report", "handover")
    clerk.post("/office/roster/term", {"number": "19", "starts_on": "2026-09-01"})
    empty = plan(clerk)
    kinds = ("groups", "deputies", "villages", "sites", "units")
    pages = [f"/office/roster/{kind}" for kind in kinds] + ["/office/links"]
    pages += [f"{HOME}/{empty}/{page}" for page in planned_pages]
    for address in pages:
        page = BeautifulSoup(clerk.get(address).text, "lxml").select_one("main .empty")
        assert len(page.text) > 20, address
        for way in page.select("a"):
            assert clerk.get(way["href"]).status_code == 200
        assert page.select("a"), address
    new = BeautifulSoup(clerk.get("/office/inspections/new").text, "lxml").select_one("#plan-lines")
    assert {link["href"] for link in new.select("a")} == {"/office/checklists/", "/office/roster/"}
