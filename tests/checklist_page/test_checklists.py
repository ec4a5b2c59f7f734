"""A town takes checklists into use: those that come with the product, and its own."""

import io
import re

import pytest
from bs4 import BeautifulSoup

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.shipped import FOLDER
from tests.checklist.own_list import OWN
from tests.checklist_page.checklist_page import HOME, rows
from tests.planning.planning import made
from tests.records.filling import form_url


def own(content: str, name: str = "own.yaml", **more):
    return {"file": (io.BytesIO(content.encode()), name), **more}


def test_an_office_takes_up_a_shipped_checklist_and_plans_with_it(office, cast):
    title = "安全生产视察清单"
    before = rows(office.get(HOME))[title]
    assert before == ["安全生产", "4", "24", "没有采用", "预览、试填", "下载 Excel", "采用"]
    assert title not in office.get("/office/inspections/new").text

    told = office.get(office.post(HOME + "shipped/work_safety").location)

    assert f"已采用《{title}》第1版" in told.text
    assert rows(told)[title][3].startswith("第1版，20") and rows(told)[title][-1] == "已采用"
    assert title in office.get("/office/inspections/new").text
    planned = made(office, what="3", **{"who-1-0": "g1"})
    assert title in office.get(f"/office/inspections/{planned}/plan").text
    assert "采用检查清单" in office.get("/office/audit").text


def test_pressed_twice_nothing_changes(office, cast):
    office.post(HOME + "shipped/work_safety")
    again = office.get(office.post(HOME + "shipped/work_safety").location)
    assert "和第1版完全一样，没有变动" in again.text
    assert rows(again)["安全生产视察清单"][3].startswith("第1版")


def test_what_is_taken_up_is_the_towns_alone(office, other_office, cast):
    office.post(HOME + "shipped/work_safety")
    assert rows(other_office.get(HOME))["安全生产视察清单"][3] == "没有采用"


def test_a_town_sends_its_own_and_a_changed_one_is_a_new_version(office, wang, cast):
    first = office.get(office.post(HOME + "own", own(OWN)).location)
    assert "已采用《村容村貌小清单》第1版" in first.text
    changed = office.post(HOME + "own", own(OWN.replace("成堆垃圾？", "成堆的垃圾？")))
    assert "第2版" in office.get(changed.location).text
    back = office.get(office.post(HOME + "own", own(OWN)).location)
    assert "和第1版完全一样，没有变动；现在用的是第2版" in back.text
    assert "没有成堆垃圾?" in wang.get(form_url(cast)).text  # who is under way notices nothing


def test_the_sample_is_taken_up_as_it_came_and_names_the_laws_to_cite(office, cast):
    link = BeautifulSoup(office.get(HOME).text, "lxml").select_one("details:not([open]) a")
    assert link.text == ".yaml 样例" and link.find_parent("details").summary.text == "给懂技术的人"
    sample = office.get(link["href"])
    assert "filename*=UTF-8''%E6%A3%80" in sample.headers["Content-Disposition"]
    for line in re.findall(r"^  - id: (\w+)$", (FOLDER / "laws.yaml").read_text(), re.M):
        assert re.search(rf"^#   {line}  《.+》", sample.text, re.M)
    assert {kind.value for kind in ItemKind} == set(
        re.findall(r"^ +kind: (\w+)", sample.text, re.M)
    )

    for content in (sample.text, sample.text.replace("\n", "\r\n"), "\ufeff" + sample.text):
        told = office.get(office.post(HOME + "own", own(content)).location)
        assert "《村容村貌小清单》" in told.text


def test_a_shipped_file_that_the_town_changed_is_the_next_version_of_it(office, cast):
    office.post(HOME + "shipped/work_safety")
    changed = (FOLDER / "work_safety.yaml").read_text().replace("安全生产视察清单", "安全小清单")
    asked = BeautifulSoup(office.post(HOME + "own", own(changed)).text, "lxml")
    assert "标题改了，原来是《安全生产视察清单》" in asked.text

    carried = asked.find("input", attrs={"name": "carried"})["value"]
    told = office.get(office.post(HOME + "own", {"carried": carried, "do": "adopt"}).location)
    assert "已采用《安全小清单》第2版" in told.text


def test_every_mistake_of_a_file_is_told_by_its_line_and_nothing_is_taken_up(office, cast):
    wrong = OWN.replace("kind: check", "kind: chek").replace("eco_code", "no_such_law")
    refused = office.post(HOME + "own", own(wrong, "<b>我的.yaml"))
    assert refused.status_code == 422
    cells = [one.get_text() for one in BeautifulSoup(refused.text, "lxml").select("section td")]
    assert cells[:2] == ["<b>我的.yaml", "9"] and "chek" in cells[2]
    assert cells[4:6] == ["<b>我的.yaml", "12"] and "no_such_law" in cells[6]
    assert "村容村貌小清单" not in rows(office.get(HOME))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "请先选清单文件"),
        ({"file": (io.BytesIO(b"x" * 200_001), "x.yaml")}, "文件太大"),
        ({"file": (io.BytesIO(b"\xff\xfe"), "x.yaml")}, "不是 UTF-8"),
        ({"file": (io.BytesIO(b"a: " + b"[" * 50_000), "x.yaml")}, "层次太深"),
    ],
)
def test_what_is_no_checklist_is_refused_in_words(office, cast, sent, words):
    refused = office.post(HOME + "own", sent)
    assert refused.status_code == 422 and words in refused.text


def test_the_form_is_seen_before_it_is_taken_up(office, cast):
    pages = [
        office.post(HOME + "own", own(OWN, do="look")),
        office.get(HOME + "shipped/living_environment"),
        office.get(HOME + "1"),
    ]
    asked = [
        ("没有成堆垃圾？", ">不符合<"),
        ("没有成堆垃圾？", ">有<"),
        ("没有成堆垃圾?", ">不符合<"),
    ]
    for page, (question, answer) in zip(pages, asked, strict=True):
        assert page.status_code == 200 and question in page.text and answer in page.text
        assert "<script" not in page.text
    tried = ["提交（试填）" in page.text for page in pages]
    assert tried == [False, True, True]  # of what is kept
    assert "村容村貌小清单" not in rows(office.get(HOME))


def test_a_plan_without_a_checklist_says_where_to_take_one_up(app, office, cast):
    with app.extensions["database"].engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DELETE FROM assignment")
        connection.exec_driver_sql("DELETE FROM checklist_version")
    page = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    assert page.find("fieldset", class_="choice").find("a")["href"] == HOME
