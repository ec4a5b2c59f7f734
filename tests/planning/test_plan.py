"""Plans through HTTP: made on one page, by hand, with help or from a copy."""

import re
from datetime import datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections import models
from inspect_app.inspections.models import plans
from inspect_app.people.models import Account, Deputy, Town
from inspect_app.settings import ZONE
from tests.cast import PASSWORD_HASH
from tests.person import Person
from tests.planning.planning import FACTS, keys, made, paper, plan_of, step


def test_a_plan_is_made_on_one_page(office, cast, rows):
    assert office.get("/office/inspections/new").status_code == 200
    made_id = made(office, what="1", **{"who-1-0": "g1", "who-2-0": f"d{cast.wang}"})
    assert keys(rows(plans.assignments, cast.jia, made_id)) == [
        (1, 1, 1, None),
        (2, 1, 1, cast.wang),
    ]
    one = rows(models.inspection, cast.jia, made_id)
    assert (one.state, one.title, one.lead, one.ends_on.day) == (
        "planned",
        "冬季安全视察",
        "马主席",
        2,
    )
    assert one.expected == 3  # the whole group at one site
    page = office.get(f"/office/inspections/{made_id}/plan").text
    assert "筹备中" in page and "王建国一人" in page
    assert "新建视察方案" in office.get("/office/audit").text


def test_a_plan_may_be_kept_before_its_sites_are_known(office):
    made_id = made(office)
    answer = step(office, made_id, "start")
    assert answer.status_code == 422 and "还没有安排谁去哪里" in answer.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "请填名称"),
        ({"topic": ""}, "请填专题"),
        ({"starts_on": "明天"}, "请按 2026-11-23 的样子填日期"),
        ({"ends_on": "2096-11-30"}, "结束日期不能早于开始日期"),
        ({"ends_on": "9999-01-01"}, "请按 2026-11-23 的样子填日期"),
        ({"kind": "party"}, "请选活动类型"),
        ({"who-1-0": "g1"}, "还没选检查清单"),
        ({"what-1-0": "1", "who-1-0": ""}, "还没选谁去"),
        ({"who-1-0": "g3", "what": "1"}, "请重新选谁去"),
        ({"who-1-0": "d5", "what": "1"}, "请重新选谁去"),
        ({"who-1-0": "d1", "who-1-1": "d2", "what": "1"}, "只能是全组或其中一位代表"),
    ],
)
def test_what_is_wrong_is_said_and_all_else_kept(office, cast, rows, wrong, words):
    before = len(rows(models.inspections, cast.jia))
    answer = office.post("/office/inspections/new", {**FACTS, "lead": "留着我", **wrong})
    assert answer.status_code == 422
    assert words in answer.text and "留着我" in answer.text
    assert len(rows(models.inspections, cast.jia)) == before


def test_sites_and_checklists_of_another_town_are_not_taken(office, cast, rows):
    made_id = made(office, what=["1", "2"], **{"who-1-0": "g1", "who-3-0": "g1"})
    assert keys(rows(plans.assignments, cast.jia, made_id)) == [(1, 1, 1, None)]


def test_a_topic_that_is_left_empty_is_that_of_the_checklists(office, cast, rows):
    made_id = made(office, topic=" ", what="1", **{"who-1-0": "g1"})
    assert rows(models.inspection, cast.jia, made_id).topic == "人居环境"
    by_line = made(office, topic="", title="另一次", **{"who-1-0": "g1", "what-1-0": "1"})
    assert rows(models.inspection, cast.jia, by_line).topic == "人居环境"
    office.post("/office/checklists/shipped/work_safety")
    page = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    both = [one["value"] for one in page.select("input[name=what]")]
    several = made(office, topic="", title="两份清单", what=both, **{"who-1-0": "g1"})
    assert rows(models.inspection, cast.jia, several).topic == "人居环境、安全生产"
    page = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    hint = page.find(id=page.select_one("#topic")["aria-describedby"])
    assert hint.text == "空着就用检查清单的专题"


def test_how_many_forms_a_plan_makes_is_said_before_and_after_it_is_saved(office, cast):
    office.post("/office/checklists/shipped/work_safety")
    new = "/office/inspections/new"
    boxes = BeautifulSoup(office.get(new).text, "lxml").select("input[name=what]")
    sent = {**plan_of(office.get(new)), **FACTS, "what": [one["value"] for one in boxes]}
    sent |= {"fill-what": "ticked", "fill-who": "g1", "fill-where": "all"}
    filled = office.post(new, {**sent, "do": "fill"})
    shown = BeautifulSoup(filled.text, "lxml").select_one("#plan-lines [role=status]").text
    assert "现在排了共 4 份表，每组最多 4 份：《人居环境》2 份，《安全生产视察清单》2 份" in shown
    assert "勾了2份清单，有2个点位没有另勾" in shown
    more = {**plan_of(filled), "who-2-0": "g2"}
    saved = office.get(office.post(new, more).location)
    assert "这个方案共 4 份表，每组最多 2 份" in saved.text
    assert "份表" not in office.get(f"/office/inspections/{made(office, title='空的')}/plan").text


def test_words_without_a_unit_stand_above_the_places_in_everyday_words(office, cast):
    office.post("/office/checklists/shipped/work_safety")
    boxes = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    last = boxes.select("input[name=what]")[-1]["value"]
    made_id = made(office, what=last, **{"who-1-0": "g1"})
    page = BeautifulSoup(office.get(f"/office/inspections/{made_id}/plan").text, "lxml")
    wanted = page.select_one("#units-wanted")
    assert "检查清单里写着问题归谁管" in wanted.text and "叫法" in wanted.text
    assert wanted.find_next("table") is not None


def test_htmx_gets_the_lines_alone(office):
    sent = {**FACTS, "who-1-0": "", "fill-who": "g1", "do": "fill"}
    headers = {"Origin": "http://localhost", "HX-Request": "true"}
    answer = office.client.post("/office/inspections/new", data=sent, headers=headers)
    assert answer.status_code == 200 and "<html" not in answer.text
    assert answer.text.lstrip().startswith('<div id="plan-lines"')


def test_another_plan_is_copied_for_new_days(office, cast, rows):
    page = office.get(f"/office/inspections/new?copy={cast.closed}")
    sent = plan_of(page)
    assert sent["title"] == ["甲镇人居环境视察"] and sent["who-1-0"] == ["g1"]
    answer = office.post("/office/inspections/new", sent)
    made_id = int(re.search(r"/inspections/(\d+)/plan", answer.location)[1])
    assert keys(rows(plans.assignments, cast.jia, made_id)) == [(1, 1, 1, None), (2, 1, 1, None)]
    assert office.get(f"/office/inspections/new?copy={cast.yi_inspection}").text.count("乙镇") == 0


@pytest.mark.parametrize(
    ("former", "suggested"),
    [
        ("2025年3月人居环境视察", "{0.year}年{0.month}月人居环境视察"),
        ("3月5日第2次视察", "{0.month}月{0.day}日第2次视察"),
        ("2025年度民生实事项目", "{0.year}年度民生实事项目"),
        ("第十二次人居环境视察", "第十二次人居环境视察"),
    ],
)
def test_a_copied_title_says_the_new_days(office, former, suggested):
    made_id = made(office, title=former)
    sent = plan_of(office.get(f"/office/inspections/new?copy={made_id}"))
    start = datetime.fromisoformat(sent["starts_on"][0])
    assert sent["title"] == [suggested.format(start)]


def test_the_chair_reads_and_changes_nothing(app, cast):
    with db.writing(app.extensions["database"]) as session:
        who = {"login": "chair", "name": "chair", "role": "chair", "password_hash": PASSWORD_HASH}
        session.add(Account(town_id=cast.jia, **who))
    chair = Person(app).log_in("chair")
    page = chair.get(f"/office/inspections/{cast.inspection}/plan")
    assert page.status_code == 200 and "结束视察" not in page.text
    assert step(chair, cast.inspection, "close").status_code == 403


@pytest.mark.parametrize("path", ["plan", "plan/edit", "draws", "attendance"])
def test_another_town_finds_nothing(other_office, cast, path):
    address = f"/office/inspections/{cast.inspection}/{path}"
    assert other_office.get(address).status_code == 404
    if path != "plan":
        assert other_office.post(address, FACTS).status_code == 404
    assert step(other_office, cast.inspection, "close").status_code == 404


def without_unit(office, inspection: int) -> list[str]:
    page = BeautifulSoup(office.get(f"/office/inspections/{inspection}/plan").text, "lxml")
    return [notice.get_text() for notice in page.select("#units-wanted")]


def test_words_of_checklists_without_a_unit_are_told_until_one_answers(office, other_office, cast):
    # 村委会 is a body of the village and 镇环卫办 has its unit in 甲镇: nothing is missing there.
    assert without_unit(office, cast.inspection) == []
    (told,) = without_unit(other_office, cast.yi_inspection)
    assert "镇环卫办。请到责任单位里选" in told

    added = {"name": "镇村镇建设办公室", "answers_for": "镇环卫办"}
    assert other_office.post("/office/roster/units/new", added).status_code == 303
    assert without_unit(other_office, cast.yi_inspection) == []


def test_without_a_term_the_page_says_what_comes_first(app, cast):
    with db.writing(app.extensions["database"]) as session:
        town = Town(name="丁镇", contact="")
        session.add(town)
        session.flush()
        account = Account(town_id=town.id, login="丁镇", name="人大办", role="office")
        account.password_hash = PASSWORD_HASH
        session.add(account)
    clerk = Person(app).log_in("丁镇")
    page = clerk.get("/office/inspections/new")
    assert page.status_code == 200 and "还不能新建视察" in page.text
    ways = {link["href"] for link in BeautifulSoup(page.text, "lxml").select("main .needed a")}
    assert {"/office/roster/term", "/office/roster/sites", "/office/checklists/"} <= ways
    assert all(clerk.get(way).status_code == 200 for way in ways)
    sent = clerk.post("/office/inspections/new", {"title": "视察"})
    assert sent.status_code == 422 and "还不能新建视察" in sent.text


def test_who_goes_alone_is_named_alone_and_the_liaison_still_gets_in(office, cast, li, rows):
    alone = made(office, what="1", **{"who-1-0": f"d{cast.wang}"})
    assert rows(models.inspection, cast.jia, alone).expected == 1
    notice = paper(office, alone, "notice")
    assert "王建国" in notice and "李秀英" not in notice
    listed = office.get(f"/office/inspections/{alone}/attendance").text
    assert "王建国" in listed and "李秀英" not in listed
    step(office, alone, "start")
    assert "冬季安全视察" in li.get("/d/").text
    assert "李秀英" in office.get(f"/office/inspections/{alone}/group-link").text


def test_who_is_archived_on_the_morning_of_the_first_day_still_counts(app, office, cast, rows):
    today = datetime.now(ZONE).date()
    morning = datetime.combine(today, time(0, 30), ZONE)
    days = {"starts_on": f"{today}", "ends_on": f"{today}"}
    planned = made(office, what="1", **{**days, "who-1-0": "g1", "who-2-0": f"d{cast.wang}"})
    for moment, expected in ((morning, 3), (morning - timedelta(hours=1), 2)):
        with db.writing(app.extensions["database"]) as session:
            session.get(Deputy, cast.wang).archived_at = moment
        assert len(rows(plans.deputies_expected, cast.jia, planned)) == expected
        assert "王建国一人" in office.get(f"/office/inspections/{planned}/plan").text
