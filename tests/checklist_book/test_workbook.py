"""A clerk makes a checklist in Excel: downloaded, changed, sent, told what is wrong by its row."""

import pytest
from bs4 import BeautifulSoup
from openpyxl import Workbook

from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.checklist.schema import ITEM_MODELS
from inspect_app.checklist.shipped import LAWS
from inspect_app.checklist_book.columns import ABOUT_SHEET, FIRST, QUESTIONS
from inspect_app.checklist_book.sheet import checklist_of, workbook
from tests.checklist_book.book import (
    FILES,
    KEYS,
    NEW,
    OTHERS,
    column,
    opened,
    put,
    said,
    sent,
    taken,
    written,
)
from tests.checklist_page.checklist_page import HOME, rows
from tests.planning.planning import made


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_checklist_that_nobody_changed_comes_back_as_it_was(path):
    laws = load_laws(OTHERS / "laws.yaml" if path.name == "every_kind.yaml" else LAWS)
    checklist = load_checklist(path, laws)
    data = workbook(checklist, laws.values())
    assert checklist_of("x.xlsx", data, laws, {checklist.id: checklist}) == checklist


def test_whatever_a_file_may_say_of_a_question_has_its_column():
    keys = {key for model in ITEM_MODELS.values() for key in model.model_fields}
    assert keys <= set(KEYS)


def test_a_clerk_changes_a_shipped_checklist_and_it_is_its_next_version(office, wang, cast):
    office.post(HOME + "shipped/work_safety")
    link = BeautifulSoup(office.get(HOME).text, "lxml").find(
        "a", attrs={"aria-label": "下载安全生产视察清单（Excel）"}
    )
    book = opened(office.get(link["href"]))
    sheet = book[QUESTIONS]
    ids = column(sheet, "id")
    put(sheet, FIRST + 1, days=5)  # the first one is a note
    put(sheet, FIRST + len(ids), **NEW)

    changed = taken(office, cast, book)

    assert changed.id == "work_safety" and changed.items[1].days == 5
    assert [item.id for item in changed.items[:-1]] == ids
    assert changed.items[-1].question == "路灯都亮吗？" and changed.items[-1].responsible == ()
    assert rows(office.get(HOME))["安全生产视察清单"][3].startswith("第2版")
    plan = BeautifulSoup(office.get("/office/inspections/new").text, "lxml")
    ticked = plan.find("input", attrs={"aria-label": "张家村村主干道用《安全生产视察清单》"})
    planned = made(office, what=ticked["value"], **{"who-1-0": "g1"})
    assert "安全生产视察清单" in office.get(f"/office/inspections/{planned}/plan").text


def test_sent_as_it_was_downloaded_nothing_changes(office, cast):
    office.post(HOME + "shipped/work_safety")
    book = opened(office.get(HOME + "shipped/work_safety.xlsx"))
    told = office.get(office.post(HOME + "own", sent(book)).location)
    assert "和第1版完全一样，没有变动" in told.text


def test_what_has_no_number_gets_one_that_other_rows_do_not_change(office, cast):
    one = {
        "kind": "单选",
        "question": "几天一次？",
        "category": "清运间隔",
        "options": "每天\n一周以上▲\n说不清",
    }
    first = taken(office, cast, written(office, one, NEW))
    again = taken(office, cast, written(office, {"kind": "文字", "question": "还有呢？"}, one, NEW))

    assert again.id == first.id and again.sections[0].id == first.sections[0].id
    assert again.items[1:] == first.items
    options = first.items[0].options
    assert [option.fail for option in options] == [False, True, False]
    assert options[2].id == "na"


def test_an_option_keeps_its_id_as_long_as_its_words(office, cast):
    office.post(HOME + "shipped/living_environment")
    book = opened(office.get(HOME + "shipped/living_environment.xlsx"))
    row = FIRST + column(book[QUESTIONS], "id").index("rj03")
    put(book[QUESTIONS], row, options="每天\n两三天\n▲一周以上\n说不清")
    options = {one.label: one.id for one in taken(office, cast, book).item_by_id["rj03"].options}
    assert options["每天"] == "daily" and options["一周以上"] == "week"
    assert options["两三天"] not in ("days", "daily")


def test_the_sample_says_how_and_is_taken_under_a_number_of_its_own(office, cast):
    book = opened(office.get(HOME + "sample.xlsx"))
    assert book.sheetnames[2:4] == ["填表说明", "可以引的法律"]
    sample = taken(office, cast, book)
    assert len({item.kind for item in sample.items}) == 10 and sample.id != "own_checklist"


def test_what_clerks_type_is_understood(office, cast):
    fails = {
        "kind": "判断题", "question": "1. 路灯\u00a0都亮吗？", "problem": "路灯不亮", "days": "１５天",
        "answers": "亮/不亮", "responsible": "镇电管站，村委会", "severity": "较大 ",
        "amount": "盏", "basis": "《乡村振兴促进法》第37条:治理农村环境",
    }  # fmt: skip
    then = {"kind": "文字", "question": "哪里不亮？", "show_if": "1、路灯 都亮吗?：不亮"}
    made_of_it = taken(office, cast, written(office, fails, then, title="《路灯清单》"))
    lamp, where = made_of_it.items
    assert made_of_it.title == "路灯清单"
    assert lamp.question == "路灯 都亮吗？" and lamp.days == 15 and lamp.answers == ("亮", "不亮")
    assert lamp.responsible == ("镇电管站", "村委会") and lamp.amount.unit == "盏"
    assert lamp.basis[0].article == "第37条" and lamp.severity == "major"
    assert where.show_if.item == lamp.id and where.show_if.answers == ("fail",)


def test_it_is_looked_at_before_it_is_taken(office, cast):
    book = written(office, NEW)
    page = office.post(HOME + "own", sent(book, do="look"))
    assert page.status_code == 200 and "路灯都亮吗" in page.text
    assert "路灯清单" not in rows(office.get(HOME))

    form = BeautifulSoup(page.text, "lxml").find("form", action=f"{HOME}own")
    told = office.post(HOME + "own", {"carried": form.input["value"], "do": "adopt"})
    assert "已采用《路灯清单》第1版" in office.get(told.location).text


def test_another_books_roster_is_no_checklist(office, cast):
    roster = Workbook()
    refused = office.post(HOME + "own", sent(roster))
    assert refused.status_code == 422 and "这不是下载的检查清单表" in refused.text


def test_the_preview_says_what_becomes_of_the_checklists_in_use(office, cast):
    office.post(HOME + "shipped/work_safety")
    book = opened(office.get(HOME + "shipped/work_safety.xlsx"))
    sheet = book[QUESTIONS]
    asked = column(sheet, "question")
    put(sheet, FIRST + 1, question="灭火器都在吗？")
    put(sheet, FIRST + 2, days=9)
    put(sheet, FIRST + len(asked), **NEW)
    sheet.delete_rows(FIRST + len(asked) - 1)
    box = said(office.post(HOME + "own", sent(book, do="look")))
    assert "采用后是《安全生产视察清单》的第2版" in box and "标题改了" not in box
    assert f"题目改了：“{asked[1]}”改成“灭火器都在吗？”" in box
    assert "新增：路灯都亮吗？" in box and f"去掉：{asked[-1]}" in box and "另有1题改了别的" in box

    book[ABOUT_SHEET].cell(2, 2).value = "养老服务清单"
    box = said(office.post(HOME + "own", sent(book, do="look")))
    assert "标题改了，原来是《安全生产视察清单》" in box and "编号清空" in box

    book[ABOUT_SHEET].cell(4, 2).value = ""
    assert said(office.post(HOME + "own", sent(book, do="look"))) == "采用后是一份新的清单"
    book[ABOUT_SHEET].cell(2, 2).value = "安全生产视察清单"
    assert "已经有一份同名的清单" in said(office.post(HOME + "own", sent(book, do="look")))
