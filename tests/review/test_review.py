"""The office's review of one finding: what is kept of it, what is refused."""

from datetime import date, datetime, timedelta

import pytest

from inspect_app.settings import ZONE
from tests.records.filling import failing, submitted
from tests.reports.books import listed, workbook
from tests.review.reviewing import DUE, fields, history, listing, numbers, save, state_of
from tests.soup import soup


def test_it_works(office, wang, cast, three):
    bricks = three[0]
    changes = {
        "description": "主干道南侧堆放建筑垃圾约2立方米", "suggestion": "限期清运", "severity": "critical",
        "unit": "镇村镇建设办公室", "person": "刘强", "due": DUE.isoformat(), "do": "keep",
    }  # fmt: skip
    assert save(office, bricks, **changes).status_code == 303

    page = office.get(f"/office/findings/{bricks}").text
    assert "一堆砖头" in page and "主干道南侧堆放建筑垃圾约2立方米" in page
    row = listed(workbook(office, cast))[0]
    assert row["存在问题"] == "主干道南侧堆放建筑垃圾约2立方米"
    assert (row["严重程度"], row["整改建议"]) == ("重大", "限期清运")
    assert (row["责任单位"], row["责任人"]) == ("镇村镇建设办公室", "刘强")
    assert row["整改时限"].date() == DUE
    told = wang.get("/d/findings").text
    assert "一堆砖头" in told and "转交时写成：主干道南侧堆放建筑垃圾约2立方米" in told
    assert f"镇人大办看过了，将转交镇村镇建设办公室办理，建议期限{DUE.year}年1月31日" in told


def test_a_time_limit_of_another_severity_than_the_deputys_is_pointed_out(office, wang, cast):
    bricks = {"item-heap-0-description": "一堆砖头", "item-heap-0-severity": "critical"}
    submitted(wang, cast, failing("桶满了", **{"item-heap": "fail", **bricks}))
    heap, bin_ = numbers(office, cast)

    label = soup(office.get(f"/office/findings/{heap}")).select_one("label[for=due]")
    assert "是照清单上的“较大”提的，这里是“重大”，请看要不要改" in " ".join(label.text.split())
    assert "照清单上" not in office.get(f"/office/findings/{bin_}").text
    save(office, heap, do="keep")
    assert "照清单上" not in office.get(f"/office/findings/{heap}").text


def test_every_change_is_kept_with_who_before_and_after(office, three):
    save(office, three[0], description="改写一", do="save")
    save(office, three[0], description="改写二", person="刘强", do="keep")

    rows = history(office, three[0])
    assert [row[2:5] for row in rows] == [
        ["存在问题", "改写一", "改写二"],
        ["责任人", "（空）", "刘强"],
        ["核定结果", "待核定", "已核定"],
        ["存在问题", "一堆砖头", "改写一"],
    ]
    assert rows[0][1] == rows[3][1] == "甲镇人大办" and "月" in rows[0][0]


def test_saving_what_is_there_already_changes_nothing(office, three):
    save(office, three[0], do="save")
    assert history(office, three[0]) == []


def test_emptied_words_go_back_to_the_deputys(office, cast, three):
    save(office, three[0], description="改写", unit="镇政府", do="keep")
    save(office, three[0], description="", unit="", do="keep")

    row = listed(workbook(office, cast))[0]
    assert (row["存在问题"], row["责任单位"]) == ("一堆砖头", "张家村村民委员会")


def test_what_changes_nothing_says_so(office, cast, three):
    answer = office.post(listing(cast), {"finding": three, "do": "reopen"})
    assert "没有变化" in office.get(answer.location).text
    answer = office.post(listing(cast), {"finding": three, "do": "keep"})
    page = office.get(answer.location).text
    assert "没有变化" not in page and "已保存：" in page


def test_pressed_twice_is_the_same_as_once(office, three):
    entered = {**fields(office, three[0]), "description": "改写", "do": "keep"}
    answers = [office.post(f"/office/findings/{three[0]}", entered) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(history(office, three[0])) == 2


def test_keeping_leads_to_the_next_that_waits(office, three):
    first = save(office, three[0], do="next")
    assert first.location.startswith(f"/office/findings/{three[1]}")
    save(office, three[1], do="next")
    last = save(office, three[2], do="next")
    assert last.location.startswith(f"/office/findings/{three[2]}")
    assert "下一个待核定" not in office.get(last.location).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": "明天"}, {"due": "1899-01-01"}, {"severity": "grave"}, {"unit": "单" * 101},
        {"description": "长" * 2001}, {"main": "x", "do": "duplicate"}, {"do": "drop"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(office, three, wrong):
    before = fields(office, three[0])
    answer = office.post(f"/office/findings/{three[0]}", {**before, "do": "keep", **wrong})

    assert answer.status_code == 422 and soup(answer).select_one(".error-summary").text.strip()
    assert fields(office, three[0]) == before


def test_a_due_date_is_a_real_date_in_excel(office, cast, three):
    due = date(DUE.year, 1, 8)
    save(office, three[0], due=due.isoformat(), do="save")
    assert listed(workbook(office, cast))[0]["整改时限"].date() == due


@pytest.mark.parametrize(
    ("days", "told"), [(-1, "时限不能早于这一天"), (5 * 366 + 1, "请看看年份对不对")]
)
def test_a_time_limit_that_cannot_be_meant_is_refused_of_one_and_of_many(
    office, cast, three, days, told
):
    due = (datetime.now(ZONE).date() + timedelta(days=days)).isoformat()
    one = save(office, three[0], due=due, do="keep")
    many = office.post(listing(cast), {"finding": three, "due": due, "do": "keep"})
    for answer in (one, many):
        assert answer.status_code == 422
        assert told in soup(answer).select_one(".error-summary").text
    assert {state_of(office, number) for number in three} == {"待核定"}


def test_a_sentence_that_no_deputy_wrote_is_not_called_the_deputys(office, wang, cast):
    submitted(wang, cast, {**failing("桶满了"), "item-heap": "fail"})
    headings = [
        soup(office.get(f"/office/findings/{number}")).select_one("#own").text
        for number in numbers(office, cast)
    ]
    assert headings == ["清单的说法，代表没有另写", "代表原话"]
