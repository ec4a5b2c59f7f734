"""监督视察活动登记表: one row an inspection, of a year or a term."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app import db
from inspect_app.inspections.models import Assignment, Inspection, InspectionState, Site, Village
from inspect_app.people.models import Term
from tests.records.filling import ALL_PASS, submitted
from tests.reports.books import downloaded, opened, rows_of, words_of
from tests.workbook_lint import read_workbook

HEADS = [
    "序号", "日期", "活动类型", "主题", "点位（村）", "带队领导", "代表小组", "应到", "实到", "发现问题",
    "意见建议", "交办", "已销号", "备注",
]  # fmt: skip


@pytest.fixture
def dated(app, cast):
    """The inspection under way from 2026-11-23 to 25, the closed one in 2025."""
    with db.writing(app.extensions["database"]) as session:
        now, past = session.get(Inspection, cast.inspection), session.get(Inspection, cast.closed)
        now.starts_on, now.ends_on, now.attended = date(2026, 11, 23), date(2026, 11, 25), 3
        past.starts_on = past.ends_on = date(2025, 6, 1)
    return cast


def test_an_inspection_stands_in_its_row_and_the_totals_below(office, wang, li, dated):
    submitted(wang, dated, {**ALL_PASS, "item-heap": "fail", "suggestion": "多放两个桶"})
    submitted(li, dated, {**ALL_PASS, "item-heap": "fail", "item-bin": "fail"}, site=1)

    sheet = opened(office, "register.xlsx?period=2026")["监督视察活动登记表"]
    row, total = rows_of(sheet)

    assert list(row) == HEADS
    assert list(row.values()) == [
        1, datetime(2026, 11, 23), "视察", "甲镇人居环境视察", "村主干道、文化广场（张家村）", "镇人大主席",
        "第一代表小组", 4, 3, 3, 1, None, None, "至11月25日，进行中",
    ]  # fmt: skip
    assert list(total.values()) == [
        "合计", "1次", None, None, "2个", None, None, 4, 3, 3, 1, None, None, None,
    ]  # fmt: skip
    assert sheet["A1"].value == "甲镇人大主席团2026年监督视察活动登记表"
    assert sheet.page_setup.orientation == "landscape" and sheet.freeze_panes == "A4"
    assert sum(column.width for column in sheet.column_dimensions.values()) <= 171  # 9-point print


def test_over_new_year_both_years_are_said_wherever_the_days_stand(app, office, dated):
    with db.writing(app.extensions["database"]) as session:
        now = session.get(Inspection, dated.inspection)
        now.starts_on, now.ends_on = date(2026, 12, 31), date(2027, 1, 2)
    row, _ = rows_of(opened(office, "register.xlsx?period=2026")["监督视察活动登记表"])
    assert row["备注"] == "至2027年1月2日，进行中"
    days = "2026年12月31日至2027年1月2日"
    assert days in words_of(opened(office, f"{dated.inspection}/workbook.xlsx")["汇总"])
    for page in (f"/{dated.inspection}", "", f"/{dated.inspection}/plan"):
        assert days in office.get(f"/office/inspections{page}").text


def test_who_came_is_left_empty_where_nobody_was_ticked(app, office, dated):
    with db.writing(app.extensions["database"]) as session:
        for number in (dated.inspection, dated.closed):
            one = session.get(Inspection, number)
            one.expected = one.attended = None
    row, total = rows_of(opened(office, "register.xlsx?period=2026")["监督视察活动登记表"])
    assert (row["应到"], row["实到"], total["应到"], total["实到"]) == (None,) * 4
    assert total["备注"] is None


def test_the_totals_say_for_how_many_inspections_they_stand(app, office, dated):
    with db.writing(app.extensions["database"]) as session:
        session.get(Inspection, dated.closed).starts_on = date(2026, 6, 1)
    *_, total = rows_of(opened(office, "register.xlsx?period=2026")["监督视察活动登记表"])
    assert (total["应到"], total["实到"]) == (8, 3)
    assert total["备注"] == "实到只计勾选过的1次"


def test_a_year_a_term_or_the_latest_year_is_chosen_on_the_list_of_inspections(office, dated, app):
    with db.writing(app.extensions["database"]) as session:
        former = Term(
            town_id=dated.jia, number=18, starts_on=date(2021, 9, 1), ends_on=date(2026, 8, 31)
        )
        session.add(former)
        session.flush()
        session.get(Inspection, dated.closed).term_id = former.id
    page = BeautifulSoup(office.get("/office/inspections").text, "lxml")
    form = page.select_one("form.download")
    offered = {one["value"]: one.text for one in form.select("option")}
    assert offered == {
        "2026": "2026年（1次）", "2025": "2025年（1次）", "term-19": "第19届（1次）", "term-18": "第18届（1次）",
    }  # fmt: skip

    found = {}
    for key in ("", *offered, "1999"):
        content, name = downloaded(office, f"register.xlsx?period={key}")
        row, _ = rows_of(read_workbook(content)["监督视察活动登记表"])
        found[key] = (row["日期"].year, name[:-13])
    assert found == {
        "": (2026, "甲镇人大主席团2026年监督视察活动登记表"),
        "2026": (2026, "甲镇人大主席团2026年监督视察活动登记表"),
        "2025": (2025, "甲镇人大主席团2025年监督视察活动登记表"),
        "term-19": (2026, "甲镇人大主席团第19届监督视察活动登记表"),
        "term-18": (2025, "甲镇人大主席团第18届监督视察活动登记表"),
        "1999": (2026, "甲镇人大主席团2026年监督视察活动登记表"),
    }


def test_what_is_still_being_planned_is_in_no_register(app, office, dated):
    with db.writing(app.extensions["database"]) as session:
        for number in (dated.inspection, dated.closed):
            session.get(Inspection, number).state = InspectionState.PLANNED

    assert "登记表" not in office.get("/office/inspections").text
    answer = office.get("/office/inspections/register.xlsx")
    assert answer.status_code == 422 and "还没有登记的视察" in answer.text


def test_sites_that_nobody_visited_are_not_said_to_be(office, wang, dated):
    row, total = rows_of(opened(office, "register.xlsx?period=2026")["监督视察活动登记表"])
    assert (row["点位（村）"], total["点位（村）"]) == ("0个点位（计划2个）", "0个")
    submitted(wang, dated, ALL_PASS)
    book = opened(office, "register.xlsx?period=2026")
    row, total = rows_of(book["监督视察活动登记表"])
    said = "1个点位（计划2个）：村主干道（张家村）"
    assert (row["点位（村）"], total["点位（村）"]) == (said, "1个")
    assert "没有去完的，写明去了几个、计划几个" in words_of(book["填表说明"])


def test_many_sites_are_counted_and_their_villages_named(app, office, wang, dated):
    added = plan_five_sites(app, dated)
    for places, said, whole in (
        (dated.assignments[:1], "1个点位（计划7个）：张家村", "1个"),
        (added[:3], "4个点位（计划7个）：张家村、李家村", "4个"),
        ((*dated.assignments[1:2], *added[3:]), "7个（张家村、李家村）", "7个"),
    ):
        for place in places:
            sent = {**ALL_PASS, "assignment": place, "base": 0}
            assert wang.put(f"/d/records/{uuid4()}", sent).status_code == 200
        row, total = rows_of(opened(office, "register.xlsx")["监督视察活动登记表"])
        assert (row["点位（村）"], total["点位（村）"]) == (said, whole)


def plan_five_sites(app, dated) -> list[int]:
    """Plan five sites more, in a further village; return their assignments."""
    added = []
    with db.writing(app.extensions["database"]) as session:
        like = session.get(Assignment, dated.assignments[0])
        village = Village(town_id=dated.jia, name="李家村")
        session.add(village)
        session.flush()
        for number in range(5):
            site = Site(town_id=dated.jia, village_id=village.id, name=f"路口{number}")
            session.add(site)
            session.flush()
            one = Assignment(
                town_id=dated.jia, inspection_id=dated.inspection, site_id=site.id,
                checklist_version_id=like.checklist_version_id, group_id=like.group_id,
            )  # fmt: skip
            session.add(one)
            session.flush()
            added.append(one.id)
    return added


def test_a_copy_for_publication_hides_who_led_it_and_each_copy_says_which_it_is(app, office, dated):
    with db.writing(app.extensions["database"]) as session:
        session.get(Inspection, dated.inspection).lead = "镇人大主席 马振华"
    for query, mark, lead in (
        ("?period=2026", "内部版", "镇人大主席 马振华"),
        ("?period=2026&public=1", "公开版", "镇人大主席 马某某"),
    ):
        content, name = downloaded(office, f"register.xlsx{query}")
        book = read_workbook(content)
        assert {sheet.oddHeader.right.text for sheet in book} == {mark}
        assert rows_of(book["监督视察活动登记表"])[0]["带队领导"] == lead
        assert ("（公开版）" in name) == ("public" in query)
    form = BeautifulSoup(office.get("/office/inspections").text, "lxml").select_one("form.download")
    assert form.select_one("button[name=public]").text == "下载公开版"


def test_the_download_is_in_the_log(office, dated):
    downloaded(office, "register.xlsx")
    assert "下载监督视察活动登记表" in office.get("/office/audit").text


def test_another_town_reads_its_own_alone(other_office, dated):
    row, _ = rows_of(opened(other_office, "register.xlsx")["监督视察活动登记表"])[-2:]
    assert row["主题"] == "乙镇人居环境视察"
