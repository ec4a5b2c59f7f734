"""点位得分: a line a site, whose scores open the items they are made of and their records."""

import copy
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from docx import Document

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from tests.cast import checklist_from
from tests.records.filling import submitted
from tests.reports.books import downloaded, opened, words_of
from tests.reports.pages import page_at
from tests.reports.scores import SCORED, lines, listed, preview

# Of 垃圾堆 10 − 4.5 and 10, of 公厕 0 and 5; 墙面 was looked at by 王建国 alone.
SAID = (("3", "fail", "pass"), ("0", "pass", "na"))


@pytest.fixture
def scored(app, cast, wang, li) -> None:
    """王建国 and 李秀英 give the same site other scores; both leave the pond out."""
    assign(app, cast, SCORED)
    for person, answers in zip((wang, li), SAID, strict=True):
        hand_in(person, cast, *answers)


def assign(app, cast, raw):
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist_from(raw)).id
        session.get(inspections.Assignment, cast.assignments[0]).checklist_version_id = version


def hand_in(person, cast, heaps, toilet, wall):
    said = {"item-heaps": heaps, "item-toilet": toilet, "item-wall": wall, "item-pond": "na"}
    answer = submitted(person, cast, {**said, "item-sign": "pass", "item-lamp": "pass"})
    assert answer.status_code == 303, answer.text


def test_two_records_of_a_site_make_one_line_with_their_mean(office, cast, scored):
    (row,) = preview(office, cast).select("table.sheet tbody tr")
    one, two, reached, possible = row.select("td.num a")
    # (5.5 + 15) / 2 = 10.25, and people round halves up.
    assert [one.text, two.text, reached.text, possible.text] == ["10.3", "2", "12.3", "17"]


def test_a_score_on_the_page_opens_the_items_whose_points_it_is_made_of(office, cast, scored):
    one, two, *whole = preview(office, cast).select("table.sheet tbody td.num a")
    first = [
        ["垃圾堆", "10", "4.5", "5.5"], ["公厕干净", "5", "5", "0"],
        ["垃圾堆", "10", "0", "10"], ["公厕干净", "5", "0", "5"],
    ]  # fmt: skip
    second = ["墙面整洁", "2", "0", "2"]
    behind = listed(office, one)
    assert lines(behind) == first
    assert behind.h1.text == "张家村 · 村主干道 · 村容：一 · 村容评分 · 4个计分的检查项"
    assert [a.text for a in behind.select("tbody a")] == ["第1号记录"] * 2 + ["第2号记录"] * 2
    assert office.get(behind.select_one("tbody a")["href"]).status_code == 200
    assert lines(listed(office, two)) == [second]
    for link in whole:
        assert lines(listed(office, link)) == [*first[:2], second, *first[2:]]


def test_the_workbook_says_the_score_of_each_group_and_opens_what_is_behind(office, cast, scored):
    sheet = opened(office, f"{cast.inspection}/workbook.xlsx")["点位得分"]
    heads = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=4)]
    assert heads[0][3] == "各组得分" and heads[1][3:5] == ["一", "二"]
    row = dict(zip((b or a for a, b in zip(*heads, strict=True)), sheet[5], strict=True))
    assert {head: cell.value for head, cell in row.items()} == {
        "点位": "村主干道", "村（社区）": "张家村", "检查清单": "村容评分", "一": 10.3, "二": 2,
        "总分": 12.3, "满分": 17, "得分说明": "第1号记录：垃圾堆扣4.5分、公厕干净扣5分",
        "记录编号": "1、2",
    }  # fmt: skip
    behind = page_at(office, row["总分"].hyperlink.target).text
    assert len(lines(BeautifulSoup(behind, "lxml"))) == 5


def test_how_a_score_is_made_stands_in_the_notes(office, cast, scored):
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    (said,) = [row[1].value for row in book["填表说明"].iter_rows() if row[0].value == "点位得分"]
    assert "取平均" in said and "总分是各组得分之和" in said


@pytest.mark.parametrize("query", ["public=1", "photos=1"])
def test_a_copy_for_publication_says_no_score(office, cast, scored, query):
    own = opened(office, f"{cast.inspection}/workbook.xlsx")
    public = opened(office, f"{cast.inspection}/workbook.xlsx?{query}")
    assert set(own.sheetnames) - set(public.sheetnames) == {"点位得分"}
    assert not any("得分" in words_of(sheet) for sheet in public)
    content, _ = downloaded(office, f"{cast.inspection}/report.docx?public=1")
    assert "得分" not in "\n".join(line.text for line in Document(BytesIO(content)).paragraphs)


def test_a_group_that_a_newer_version_calls_otherwise_counts_once(app, office, cast, wang, li):
    renamed = copy.deepcopy(SCORED)
    renamed["sections"][0]["title"] = "村道"
    for person, raw, answers in ((wang, SCORED, SAID[0]), (li, renamed, SAID[1])):
        assign(app, cast, raw)
        hand_in(person, cast, *answers)
    page = preview(office, cast)
    assert [head.text for head in page.select("thead tr:last-of-type th")][:2] == ["村道", "二"]
    one, two, reached, possible = page.select("table.sheet tbody td.num a")
    assert [one.text, two.text, reached.text, possible.text] == ["10.3", "2", "12.3", "17"]
    assert [len(lines(listed(office, link))) for link in (one, two, reached)] == [4, 1, 5]
