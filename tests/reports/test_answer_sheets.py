"""选项统计 and 填写内容: what was chosen and written stands in the office's papers, too."""

import io

import pytest
from bs4 import BeautifulSoup
from docx import Document

from inspect_app import db
from inspect_app.inspections.models import Assignment
from inspect_app.inspections.publish import publish
from tests.cast import WISHES, changed_checklist, checklist_from, with_more
from tests.records.filling import ALL_PASS, submitted
from tests.reports.books import downloaded, opened, rows_of, words_of
from tests.reports.pages import listed

SAID = {**ALL_PASS, "item-drain": "pass"}
WANG = {
    **SAID,
    "item-happy": "no",
    "item-why": "王建国说路灯不亮，打13800000000找他",
    "item-wishes": ["road", "water"],
    "item-days": "3",
}
LI = {**SAID, "item-happy": "yes", "item-wishes": "water"}


@pytest.fixture
def answered(app, cast, wang, li) -> None:
    """Two records, 王建国's and 李秀英's, of a checklist that also asks what judges nothing."""
    assign(app, cast, changed_checklist(with_more))
    for person, fields, site in ((wang, WANG, 0), (li, LI, 1)):
        assert submitted(person, cast, fields, site).status_code == 303


def assign(app, cast, raw, sites=(0, 1)):
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist_from(raw)).id
        for site in sites:
            session.get(Assignment, cast.assignments[site]).checklist_version_id = version


def chosen(book) -> list[list[object]]:
    return [list(row.values())[1:] for row in rows_of(book["选项统计"], "分组")]


def test_the_workbook_says_how_many_chose_what_and_what_it_counts_as(office, cast, answered):
    book = opened(office, f"{cast.inspection}/workbook.xlsx")

    assert chosen(book) == [
        ["群众满意吗?", "满意", "符合", 1, 2, 0.5],
        ["群众满意吗?", "不满意", "不符合", 1, 2, 0.5],
        ["最盼着改什么？", "修路", "不判断", 1, 2, 0.5],
        ["最盼着改什么？", "通水", "不判断", 2, 2, 1],
        ["最盼着改什么？", "臭味", "不判断", 0, 2, 0],
    ]
    explained = {row["项目"]: row["说明"] for row in rows_of(book["填表说明"], "项目")}
    assert "计作" in explained["选项统计"] and "原话" in explained["填写内容"]
    assert "选了会记为问题的选项，是不符合" in explained["检查项次"]


def test_the_workbook_has_what_was_written_by_item_and_place_without_names(office, cast, answered):
    rows = rows_of(opened(office, f"{cast.inspection}/workbook.xlsx")["填写内容"])

    assert [list(row.values()) for row in rows] == [
        [1, "垃圾治理", "几天清运一次?", "张家村\n村主干道", "3天", "第一代表小组"],
        [2, "群众评价", "为什么不满意?", "张家村\n村主干道", WANG["item-why"], "第一代表小组"],
    ]


def test_the_public_copy_masks_what_was_written(office, cast, answered):
    sheet = opened(office, f"{cast.inspection}/workbook.xlsx?public=1")["填写内容"]
    assert "王某某说路灯不亮" in words_of(sheet)
    assert not any(word in words_of(sheet) for word in ("王建国", "13800000000"))


def test_each_figure_opens_the_records_that_it_counts(office, cast, answered):
    path = f"/office/inspections/{cast.inspection}/report?sheet="
    shown = BeautifulSoup(office.get(path + "选项统计").text, "lxml")
    water = next(row for row in shown.select("tbody tr") if "通水" in row.text)
    for link in water.select("td.num a"):
        assert len(listed(office, link["href"])) == 2
    behind = BeautifulSoup(office.get(water.select_one("td.num a")["href"]).text, "lxml")
    assert behind.h1.text == "人居环境 · 最盼着改什么？ · 通水 · 2份检查记录"
    assert ["修路、通水" in row.text for row in behind.select("tbody tr")] == [True, False]

    road = next(row for row in shown.select("tbody tr") if "修路" in row.text)
    (line,) = listed(office, road.select_one("td.num a")["href"])
    assert "张家村 村主干道" in " ".join(line.split())
    written = BeautifulSoup(office.get(path + "填写内容").text, "lxml")
    assert office.get(written.select_one("tbody a")["href"]).status_code == 200


def test_options_of_two_versions_are_one_line_in_the_last_words(app, office, cast, wang, li):
    assign(app, cast, changed_checklist(with_more), (0,))
    submitted(wang, cast, WANG)

    def renamed(raw):
        with_more(raw)
        options = [{**WISHES[0], "label": "修路灯"}, *WISHES[1:2]]
        raw["sections"][2]["items"][-1]["options"] = options

    assign(app, cast, changed_checklist(renamed), (1,))
    submitted(li, cast, LI, site=1)

    rows = chosen(opened(office, f"{cast.inspection}/workbook.xlsx"))
    assert [row[1:5] for row in rows if row[0] == "最盼着改什么？"] == [
        ["修路灯", "不判断", 1, 2], ["通水", "不判断", 2, 2], ["臭味", "不判断", 0, 2],
    ]  # fmt: skip


def report(office, cast, query="") -> str:
    document = Document(io.BytesIO(downloaded(office, f"{cast.inspection}/report.docx{query}")[0]))
    return "\n".join(line.text for line in document.paragraphs)


def test_the_report_tells_what_judges_nothing_among_the_facts(office, cast, answered):
    said = report(office, cast)
    facts = said.partition("一、基本情况")[2].partition("二、")[0]

    assert facts.partition("检查中还了解到")[2].splitlines() == [
        "3方面的情况：",
        "1.关于“最盼着改什么”，2份检查记录作了回答，选“通水”2份、“修路”1份。",
        "2.关于“为什么不满意”，1份检查记录作了回答：张家村村主干道“王建国说路灯不亮，打13800000000找他”。",
        "3.关于“几天清运一次”，1份检查记录作了回答：张家村村主干道“3天”。",
    ]
    public = report(office, cast, "?public=1")
    assert "王某某说路灯不亮" in public and "13800000000" not in public


def test_the_report_says_nothing_of_it_where_nothing_was_answered(office, cast, wang):
    submitted(wang, cast, ALL_PASS)
    assert "还了解到" not in report(office, cast)
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    assert rows_of(book["填写内容"])[0]["序号"] == "无"
    assert chosen(book)[0] == ["群众满意吗?", "满意", "符合", 0, 0, None]


def with_nothing_said(raw):
    with_more(raw)
    happy = next(i for s in raw["sections"] for i in s["items"] if i["id"] == "happy")
    happy["options"].append({"id": "na", "label": "说不清"})


def test_an_answer_that_says_nothing_is_not_counted_as_passing(app, office, cast, wang):
    assign(app, cast, changed_checklist(with_nothing_said), sites=(0,))
    assert submitted(wang, cast, {**SAID, "item-happy": "na"}).status_code == 303
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    assert ["群众满意吗?", "说不清", "不适用", 1, 1, 1] in chosen(book)
    (row,) = [row for row in rows_of(book["逐项统计"], "分组") if row["检查项"] == "群众满意吗?"]
    assert (row["符合"], row["不适用"]) == (0, 1)
