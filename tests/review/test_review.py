"""The office's review over HTTP: one finding, many at once, undo, a correction after it."""

import sqlite3
from datetime import date, datetime, timedelta

import pytest

from inspect_app import db
from inspect_app.findings.models import Finding, FindingState
from inspect_app.inspections.models import Inspection, InspectionState
from inspect_app.people.models import ResponsibleUnit
from inspect_app.settings import ZONE
from tests.records.filling import ALL_PASS, correct, failing, submitted
from tests.reports.books import listed, summed_up, workbook
from tests.review.reviewing import (
    DUE,
    batch,
    fields,
    fields_of,
    history,
    listing,
    numbers,
    save,
    soup,
)


def state_of(office, number: int) -> str:
    return soup(office.get(f"/office/findings/{number}")).select_one("h1 .state").text.strip()


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


def test_many_are_changed_at_once_and_what_is_left_empty_stays(office, cast, three):
    sent = {"finding": three[:2], "unit": "镇政府", "due": DUE.isoformat(), "do": "keep"}
    answer = office.post(listing(cast), sent)
    assert answer.status_code == 303
    assert "已保存" in office.get(answer.location).text

    rows = listed(workbook(office, cast))
    assert [row["责任单位"] for row in rows[:2]] == ["镇政府"] * 2
    assert rows[2]["责任单位"] != "镇政府"
    assert [row["严重程度"] for row in rows] == ["较大", "一般", "一般"]
    assert [state_of(office, number) for number in three] == ["已核定", "已核定", "待核定"]


def test_all_that_the_filter_finds_may_be_changed(office, cast, three):
    query = "?words=桶满了"
    assert numbers(office, cast, query) == three[1:]
    sent = {**batch(office, cast, query), "which": "all", "do": "keep"}
    answer = office.post(listing(cast) + query, sent)

    assert "words=" in answer.location
    assert [state_of(office, number) for number in three] == ["待核定", "已核定", "已核定"]


def test_a_filter_that_finds_something_else_by_now_changes_nothing(office, cast, three):
    answer = office.post(listing(cast), {"which": "all", "total": "2", "do": "keep"})

    assert answer.status_code == 422 and "请再看一眼" in answer.text
    assert {state_of(office, number) for number in three} == {"待核定"}


def test_too_many_at_once_are_refused_in_words(office, cast, three):
    answer = office.post(listing(cast), {"finding": list(range(1, 1002)), "do": "keep"})

    assert answer.status_code == 422 and "一次最多改1000个" in answer.text
    assert state_of(office, three[0]) == "待核定"


def test_a_mistake_keeps_the_ticks_and_what_was_typed(office, cast, three):
    sent = {"finding": three[:2], "unit": "镇政府", "do": "withdraw"}
    page = soup(office.post(listing(cast), sent))

    assert "请写明为什么" in page.select_one(".error-summary").text
    assert [one["value"] for one in page.select("input[name=finding][checked]")] == [
        str(number) for number in three[:2]
    ]
    assert page.select_one("#batch-unit")["value"] == "镇政府"


def test_what_is_typed_is_kept_by_the_browser_until_it_is_taken(office, cast, three):
    refused = soup(save(office, three[0], kept="a1b2", do="duplicate", main="999"))
    form = refused.select_one("#review")
    assert "data-unsaved" in form.attrs and form.select_one("[name=kept]")["value"] == "a1b2"
    taken = save(office, three[0], kept="a1b2", description="改了", do="next")
    page = soup(office.get(taken.location))
    assert page.body["data-taken"] == "a1b2"
    assert page.select_one("#review")["data-kept"] != form["data-kept"]
    batch = soup(office.get(listing(cast))).select_one("#batch")
    assert "data-ask-before-leaving" in batch.attrs


def test_a_duplicate_counts_once_everywhere_and_points_to_its_main(office, li, cast, three):
    _, street, square = three
    assert save(office, square, main=street, do="duplicate").status_code == 303

    book = workbook(office, cast)
    assert len(listed(book)) == 2
    assert "另有1处反映同一问题" in listed(book)[1]["备注"]
    assert summed_up(book)["问题（个）"] == 2
    board = soup(office.get(f"/office/inspections/{cast.inspection}"))
    assert len(board.select(".findings li")) == 2
    told = li.get("/d/findings").text
    assert "合并到“张家村 · 村主干道：垃圾桶没有满溢,没有做到”一并转交" in told
    assert "桶满了，没人管" not in told  # another deputy's words


def test_a_main_finding_may_not_leave_its_duplicates_alone(office, cast, three):
    _, street, square = three
    save(office, square, main=street, do="duplicate")

    for refused in ({"do": "withdraw", "reason": "误报"}, {"do": "duplicate", "main": three[0]}):
        answer = save(office, street, **refused)
        assert answer.status_code == 422 and f"第{square}号问题合并在第{street}号里" in answer.text
    assert state_of(office, street) == "待核定"


@pytest.mark.parametrize("which", ["itself", "unknown", "withdrawn", "another town's"])
def test_what_is_no_finding_that_counts_is_no_main(office, other_office, sun, cast, three, which):
    sun.post(f"/d/assignments/{cast.yi_assignment}", {"do": "submit", **failing("乙镇的")})
    page = soup(other_office.get(f"/office/inspections/{cast.yi_inspection}/findings"))
    save(office, three[2], do="withdraw", reason="误报")
    foreign = page.select_one("table.reviewed td.num a")["href"].rpartition("/")[2]
    mains = {"itself": three[0], "unknown": 999, "withdrawn": three[2], "another town's": foreign}

    answer = save(office, three[0], main=mains[which], do="duplicate")
    assert answer.status_code == 422
    assert state_of(office, three[0]) == "待核定"


def test_a_withdrawn_finding_stays_readable_with_its_reason(office, wang, cast, three):
    assert save(office, three[0], do="withdraw", reason="").status_code == 422
    save(office, three[0], do="withdraw", reason="现场核实已清运")

    assert len(listed(workbook(office, cast))) == 2
    assert numbers(office, cast, "?state=withdrawn") == [three[0]]
    assert "现场核实已清运" in office.get(f"/office/findings/{three[0]}").text
    assert "不作为问题转交。原因：现场核实已清运" in wang.get("/d/findings").text
    save(office, three[0], do="reopen")
    assert len(listed(workbook(office, cast))) == 3


def test_what_changes_nothing_says_so(office, cast, three):
    answer = office.post(listing(cast), {"finding": three, "do": "reopen"})
    assert "没有变化" in office.get(answer.location).text
    answer = office.post(listing(cast), {"finding": three, "do": "keep"})
    page = office.get(answer.location).text
    assert "没有变化" not in page and "已保存：" in page


def test_the_last_change_is_undone_and_undone_only_once(office, cast, three):
    office.post(listing(cast), {"finding": three, "unit": "镇政府", "do": "keep"})
    undo = soup(office.get(listing(cast))).select_one("form.last-act")["action"]
    assert office.post(undo).status_code == 303

    assert {state_of(office, number) for number in three} == {"待核定"}
    assert "镇政府" not in [row["责任单位"] for row in listed(workbook(office, cast))]
    again = office.post(undo)
    assert again.status_code == 422 and "已经撤销" in again.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"do": "keep"}, "核定了 2 个问题"),
        (
            {"do": "keep", "unit": "镇环卫办", "person": "刘强"},
            "核定了 2 个问题（责任单位、责任人）",
        ),
        ({"do": "save", "person": "刘强"}, "改了 2 个问题（责任人）"),
        ({"do": "withdraw", "reason": "看错了"}, "把 2 个问题标为不作为问题"),
        ({"do": "duplicate", "main": "3"}, "把 2 个问题标为重复"),
    ],
)
def test_the_list_says_what_the_last_change_was(office, cast, three, change, told):
    sent = {**batch(office, cast), "which": "ticked", "finding": three[:2], **change}
    page = soup(office.get(office.post(listing(cast), sent).location))
    assert f"{told} 撤销" in " ".join(page.select_one(".last-act").text.split())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"do": "keep"}, "再次核定了 1 个问题"),
        ({"do": "keep", "person": "刘强"}, "再次核定了 1 个问题（责任人）"),
        ({"do": "withdraw", "reason": "看错了"}, "把 1 个问题标为不作为问题"),
    ],
)
def test_after_a_correction_the_list_says_that_it_was_reviewed_again(
    office, wang, cast, three, change, told
):
    save(office, three[0], do="keep")
    corrected = {"item-heap": "fail", "item-heap-0-description": "两堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **corrected))
    save(office, three[0], **change)
    page = soup(office.get(listing(cast)))
    assert f"{told} 撤销" in " ".join(page.select_one(".last-act").text.split())


def test_what_was_reviewed_before_is_not_said_to_be_reviewed_now(office, cast, three):
    save(office, three[0], do="keep")
    sent = {**batch(office, cast), "which": "ticked", "finding": three[:2], "do": "keep"}
    page = office.get(office.post(listing(cast), {**sent, "person": "刘强"}).location).text
    assert "核定了 1 个问题，改了 1 个问题（责任人）" in page


def test_reviewed_at_once_the_first_and_the_second_time_are_counted_apart(
    office, wang, cast, three
):
    save(office, three[0], do="keep")
    corrected = {"item-heap": "fail", "item-heap-0-description": "两堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **corrected))
    sent = {**batch(office, cast), "which": "ticked", "finding": three, "do": "keep"}
    page = office.get(office.post(listing(cast), sent).location).text
    assert "核定了 2 个问题，再次核定了 1 个问题" in page


def test_withdrawn_again_with_another_reason_is_told_by_the_reason(office, cast, three):
    save(office, three[0], do="withdraw", reason="看错了")
    sent = {**batch(office, cast), "which": "ticked", "finding": three[:2], "do": "withdraw"}
    page = office.get(office.post(listing(cast), {**sent, "reason": "不归镇里管"}).location).text
    assert "把 1 个问题标为不作为问题，改了 1 个问题（理由）" in page


def test_a_change_below_another_one_is_not_undone(office, cast, three):
    office.post(listing(cast), {"finding": three, "do": "keep"})
    first = soup(office.get(listing(cast))).select_one("form.last-act")["action"]
    save(office, three[0], person="刘强", do="save")

    answer = office.post(first)
    assert answer.status_code == 422 and f"第{three[0]}号问题后来又改过" in answer.text
    page = soup(office.get(f"/office/findings/{three[1]}"))
    assert page.select_one("#history ~ .scroll form") is None  # it would be refused


def test_no_undo_is_offered_of_what_the_deputy_corrected_since(office, wang, cast, three):
    save(office, three[0], unit="镇政府", do="keep")
    assert soup(office.get(listing(cast))).select_one("form.last-act button")
    heap = {"item-heap": "fail", "item-heap-0-description": "两堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **heap))

    page = soup(office.get(listing(cast)))
    assert page.select_one(".last-act button") is None
    assert "代表后来更正过" in page.select_one(".last-act").text
    assert soup(office.get(f"/office/findings/{three[0]}")).select("#history ~ .scroll form") == []


def test_what_somebody_else_changed_meanwhile_is_shown_before_it_is_overwritten(office, three):
    entered = {**fields(office, three[0]), "description": "我的写法", "do": "keep"}
    save(office, three[0], description="同事的写法", do="save")
    refused = office.post(f"/office/findings/{three[0]}", entered)

    assert refused.status_code == 422 and "刚才有人改过" in refused.text
    page = soup(refused)
    assert page.select_one("#description").text == "我的写法" and "同事的写法" in refused.text
    seen = page.select_one("input[name=seen]")["value"]
    again = office.post(f"/office/findings/{three[0]}", {**entered, "seen": seen})
    assert again.status_code == 303


@pytest.mark.parametrize(
    "said",
    [
        {"item-heap-0-description": "三处，已着火"},
        {"item-heap-0-severity": "critical"},
        {"item-heap-0-suggestion": "请马上清"},
        {"item-heap-0-photo": "00000000-0000-4000-8000-000000000000"},
    ],
    ids=["words", "severity", "suggestion", "photo"],
)
def test_what_the_deputy_corrected_meanwhile_is_shown_before_it_is_overwritten(
    office, wang, cast, three, said
):
    bricks = three[0]
    opened = {**fields(office, bricks), "unit": "镇政府", "do": "keep"}
    many = {**batch(office, cast), "finding": three, "do": "keep"}
    heap = {"item-heap": "fail", "item-heap-0-description": "一堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **{**heap, **said}))

    refused = office.post(f"/office/findings/{bricks}", opened)
    of_many = office.post(listing(cast), many)

    assert refused.status_code == 422 and "刚才有人改过" in refused.text
    assert of_many.status_code == 422
    told = soup(of_many).select_one(".error-summary").text
    assert f"第{bricks}号问题刚才" in told and str(three[2]) not in told
    assert {state_of(office, number) for number in three} == {"待核定"}
    page = soup(refused)
    assert page.select_one("#unit")["value"] == "镇政府"
    if words := said.get("item-heap-0-description"):
        # What the office had not reworded follows the deputy; both stand in the history.
        assert page.select_one("#description").text == words
        assert history(office, bricks)[0][1:5] == ["代表", "代表原话", "一堆砖头", words]

    again = {**fields_of(page), "do": "keep"}
    assert office.post(f"/office/findings/{bricks}", again).status_code == 303
    assert listed(workbook(office, cast))[0]["存在问题"] == said.get(
        "item-heap-0-description", "一堆砖头"
    )
    sent = {**batch(office, cast), "finding": three, "do": "keep"}
    assert office.post(listing(cast), sent).status_code == 303


def test_what_a_colleague_did_meanwhile_is_shown_before_many_are_changed(office, cast, three):
    opened = {**batch(office, cast), "finding": three[:2], "unit": "镇政府", "do": "keep"}
    everything = {**batch(office, cast), "which": "all", "unit": "镇政府", "do": "keep"}
    save(office, three[0], unit="镇城管队", do="keep")

    for sent in (opened, everything):
        refused = office.post(listing(cast), sent)
        assert refused.status_code == 422
        assert f"第{three[0]}号问题刚才" in soup(refused).select_one(".error-summary").text
    assert listed(workbook(office, cast))[0]["责任单位"] == "镇城管队"
    others = {**opened, "finding": three[1:]}
    assert office.post(listing(cast), others).status_code == 303


def test_a_finding_that_came_meanwhile_is_not_changed_with_all_unseen(office, wang, cast, three):
    everything = {**batch(office, cast), "which": "all", "do": "keep"}
    correct(wang, cast, failing("桶满了，没人管"))  # the bricks are said no more
    wang.get("/d/")
    other = {"item-named": "fail", "item-named-0-description": "没有牌子"}
    correct(wang, cast, failing("桶满了，没人管", **other))
    assert len(numbers(office, cast)) == 3

    assert office.post(listing(cast), everything).status_code == 422


@pytest.mark.parametrize("seen", ["99999999999999999999", "-1", "x", ""])
def test_what_nobody_can_have_seen_is_no_fault_of_the_server(office, three, seen):
    asked = {**fields(office, three[0]), "description": "改写", "do": "keep", "seen": seen}
    assert office.post(f"/office/findings/{three[0]}", asked).status_code in (303, 422)


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


def test_a_correction_after_the_review_loses_nothing_and_is_pointed_out(office, wang, cast, three):
    bricks = three[0]
    save(office, bricks, description="堆放建筑垃圾", unit="镇政府", do="keep")
    corrected = {"item-heap": "fail", "item-heap-0-description": "两堆砖头，挡住路了"}
    correct(wang, cast, failing("桶满了，没人管", **corrected))

    page = office.get(f"/office/findings/{bricks}").text
    assert "代表在" in page and "更正了这个问题" in page
    assert "两堆砖头，挡住路了" in page and "堆放建筑垃圾" in page
    assert ["代表原话", "一堆砖头", "两堆砖头，挡住路了"] in [
        row[2:5] for row in history(office, bricks)
    ]
    assert history(office, bricks)[-3][2:5] == ["存在问题", "一堆砖头", "堆放建筑垃圾"]
    assert numbers(office, cast) == three
    assert numbers(office, cast, "?state=corrected") == [bricks]
    assert "代表又更正，请再看" in office.get(listing(cast)).text
    row = listed(workbook(office, cast))[0]
    assert (row["存在问题"], row["责任单位"]) == ("堆放建筑垃圾", "镇政府")

    save(office, bricks, do="keep")
    assert numbers(office, cast, "?state=corrected") == []


def test_what_a_correction_says_no_more_is_kept_and_its_duplicates_count_again(
    office, wang, cast, three
):
    bricks, street, square = three
    save(office, street, description="改写过", do="keep")
    save(office, square, main=street, do="duplicate")
    corrected = {"item-heap": "fail", "item-heap-0-description": "一堆砖头"}
    correct(wang, cast, {**ALL_PASS, **corrected})

    assert numbers(office, cast) == [bricks, square]
    assert numbers(office, cast, "?state=taken_back") == [street]
    gone = office.get(f"/office/findings/{street}").text
    assert "改写过" in gone and "代表更正了检查记录" in gone
    assert state_of(office, square) == "待核定"
    assert [row["存在问题"] for row in listed(workbook(office, cast))] == [
        "一堆砖头",
        "广场的桶满了",
    ]
    assert "合并到的问题不再计入" in office.get(f"/office/findings/{square}").text
    answer = office.post(listing(cast), {"finding": [street], "do": "keep"})
    assert answer.status_code == 422 and "代表已经更正或撤回" in answer.text

    correct(wang, cast, failing("桶满了，没人管", **corrected))
    assert numbers(office, cast) == three
    assert "改写过" in office.get(f"/office/findings/{street}").text
    assert numbers(office, cast, "?state=corrected") == [street, square]


def test_a_record_withdrawn_and_handed_in_again_finds_its_review_again(office, wang, cast, three):
    bricks = three[0]
    save(office, bricks, description="堆放建筑垃圾", do="keep")
    receipt = submitted(wang, cast, ALL_PASS).location
    wang.post(receipt + "/withdraw")
    assert numbers(office, cast) == three[2:]
    assert "您已改掉或收回" in wang.get("/d/findings").text

    again = {"item-heap": "fail", "item-heap-0-description": "一堆砖头"}
    correct(wang, cast, failing("桶满了，没人管", **again))
    assert numbers(office, cast) == three
    assert listed(workbook(office, cast))[0]["存在问题"] == "堆放建筑垃圾"
    assert state_of(office, bricks) == "待核定"
    assert numbers(office, cast, "?state=corrected") == [bricks]


def test_a_correction_of_what_nobody_reviewed_needs_no_second_look(office, wang, cast, three):
    correct(wang, cast, failing("桶还是满的"))

    assert history(office, three[1])[0][1:5] == ["代表", "代表原话", "桶满了，没人管", "桶还是满的"]
    assert numbers(office, cast, "?state=corrected") == []
    assert [row["存在问题"] for row in listed(workbook(office, cast))] == [
        "桶还是满的",
        "广场的桶满了",
    ]


def test_filters_and_search_find_what_they_say(office, cast, three):
    bricks, street, square = three
    assert numbers(office, cast, "?severity=major") == [bricks]
    assert numbers(office, cast, "?unit=镇村镇建设办公室") == [street, square]
    assert numbers(office, cast, "?words=广场") == [square]
    assert numbers(office, cast, "?words=李秀英") == [square]
    assert numbers(office, cast, f"?words={street}") == [street]
    assert numbers(office, cast, "?words=%25") == []
    assert numbers(office, cast, "?village=999&group=x&assignment=999&checklist=none") == three
    assert numbers(office, cast, "?state=kept") == []
    options = soup(office.get(listing(cast))).select("#state option")
    counted = ["全部（3）", "计入统计的（3）", "待核定（3）"]
    assert [one.text for one in options] == counted


def test_thousands_are_paged_and_the_figure_equals_the_rows(office, wang, cast):
    places = {f"item-bin-{n}-description": f"第{n}个桶" for n in range(20)}
    places |= {f"item-heap-{n}-description": f"第{n}堆" for n in range(20)}
    places |= {f"item-ditch-{n}-description": f"第{n}条沟" for n in range(20)}
    failed = {"item-bin": "fail", "item-heap": "fail", "item-ditch": "fail"}
    submitted(wang, cast, {**ALL_PASS, **failed, **places})

    first, second = numbers(office, cast), numbers(office, cast, "?page=2")
    assert (len(first), len(second)) == (50, 10) and len({*first, *second}) == 60
    assert numbers(office, cast, "?page=99") == second
    assert sorted(numbers(office, cast, "?all=1")) == sorted([*first, *second])
    assert "共 60 个" in office.get(listing(cast)).text


def test_htmx_gets_the_list_alone(office, cast, three):
    fragment = office.get(listing(cast) + "?words=砖", headers={"HX-Request": "true"})

    assert fragment.text.lstrip().startswith('<div id="found">')
    assert fragment.headers["Vary"].startswith("HX-Request")


def test_the_chair_reads_and_changes_nothing(chair, cast, three):
    assert "核定" in chair.get(f"/office/findings/{three[0]}").text
    assert soup(chair.get(listing(cast))).select("input[name=finding]") == []
    assert chair.post(f"/office/findings/{three[0]}", {"do": "keep"}).status_code == 403
    assert chair.post(listing(cast), {"finding": three, "do": "keep"}).status_code == 403


def test_the_administrator_has_no_say_in_content(admin, cast, three):
    for path in (listing(cast), f"/office/findings/{three[0]}"):
        assert admin.get(path).status_code == 403


def test_another_towns_office_finds_and_changes_nothing(office, other_office, cast, three):
    save(office, three[0], do="keep")
    undo = soup(office.get(listing(cast))).select_one("form.last-act")["action"]

    assert other_office.get(listing(cast)).status_code == 404
    assert other_office.get(f"/office/findings/{three[0]}").status_code == 404
    assert other_office.post(f"/office/findings/{three[0]}", {"do": "keep"}).status_code == 404
    assert other_office.post(undo).status_code == 404
    own = f"/office/inspections/{cast.yi_inspection}/findings"
    assert other_office.post(own, {"finding": three, "do": "keep"}).status_code == 422
    assert state_of(office, three[0]) == "已核定"


def test_an_archived_inspection_is_read_only(app, office, cast, three):
    with db.writing(app.extensions["database"]) as session:
        session.get_one(Inspection, cast.inspection).state = InspectionState.ARCHIVED

    assert soup(office.get(f"/office/findings/{three[0]}")).select("#review") == []
    answer = office.post(listing(cast), {"finding": three, "do": "keep"})
    assert answer.status_code == 422 and "已归档" in answer.text


def test_the_deputys_words_and_the_history_cannot_be_rewritten(raw, office, three):
    save(office, three[0], description="改写", do="keep")

    words = raw.execute("SELECT own_description FROM finding WHERE id = ?", (three[0],)).fetchone()
    assert words == ("一堆砖头",)
    for statement in ("UPDATE review_change SET after = 'x'", "DELETE FROM review_act"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)


def became(person) -> list[str]:
    """Return what the deputy reads of each finding, the newest first."""
    return [one.get_text() for one in soup(person.get("/d/findings")).select(".became")]


def test_inspections_of_the_same_title_are_told_apart_by_their_days(app, wang, cast, three):
    with db.writing(app.extensions["database"]) as session:
        former = session.get(Inspection, cast.closed)
        former.state = InspectionState.UNDER_WAY
        assert former.title == session.get(Inspection, cast.inspection).title
        day = former.starts_on
    wang.post("/d/assignments/3", {**failing("去年的桶"), "do": "submit"})
    heads = [one.text for one in soup(wang.get("/d/findings")).select("h2")][1:]
    assert len(heads) == 2 and f"{day.month}月{day.day}日" in heads[1]
    today = [one.text for one in soup(wang.get("/d/")).select("h2")]
    assert today.count("甲镇人居环境视察") == 2


def test_a_deputy_reads_every_state_in_words(app, office, wang, cast, three):
    heap, of_li = became(wang)[1], three[2]
    assert heap == "已收到，等镇人大办看"
    to_unit = f"将转交村委会办理，建议期限{DUE.year}年1月31日"
    save(office, three[0], do="keep", unit="村委会", due=DUE.isoformat())
    assert became(wang)[1] == f"镇人大办看过了，{to_unit}"
    with db.writing(app.extensions["database"]) as session:
        session.get_one(Finding, three[0]).state = FindingState.MERGED
    assert became(wang)[1] == f"镇人大办看过了，归到了要转交的事里，{to_unit}"
    save(office, three[0], do="withdraw", reason="现场已经清掉")
    assert became(wang)[1] == "不作为问题转交。原因：现场已经清掉"
    save(office, three[0], do="duplicate", main=str(of_li))
    assert became(wang)[1] == (
        "和别处反映的是同一个问题，已合并到“张家村 · 文化广场：垃圾桶没有满溢,没有做到”一并转交。"
        "那个问题已收到，等镇人大办看"
    )
    save(office, three[0], do="keep")
    correct(wang, cast, failing("只剩几块砖", "heap"))
    assert became(wang) == [f"镇人大办看过了，{to_unit}。您后来改的也收到了，等镇人大办再看"]
    save(office, three[0], do="reopen")
    correct(wang, cast, failing("只剩一块砖", "heap"))
    assert became(wang) == ["您改过的已收到，等镇人大办再看"]
    correct(wang, cast, ALL_PASS)
    gone = soup(wang.get("/d/findings")).select_one("details").get_text()
    assert "您已改掉或收回，不再计入" in gone and became(wang) == []


def test_a_deputy_finds_each_finding_and_a_liaison_that_of_the_group(office, wang, li, cast, three):
    today = wang.get("/d/").text
    assert "我反映的问题（2）" in today
    told = wang.get("/d/findings").text
    assert told.count("已收到，等镇人大办看") == 2
    assert "一堆砖头" in told and "广场的桶满了" not in told
    receipt = soup(wang.get("/d/findings")).select_one("article a")["href"]
    assert "看每个问题后来怎样了" in wang.get(receipt).text

    for_wang = li.get(f"/d/findings?for={cast.wang}").text
    assert "王建国代表反映的问题" in for_wang and "一堆砖头" in for_wang
    assert wang.get("/d/findings?for=2").status_code == 404


def test_without_findings_the_deputys_page_says_so(wang, cast):
    assert "还没有" in wang.get("/d/findings").text
    assert "反映的问题" not in wang.get("/d/").text


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
    "typed",
    [
        "镇村镇建设办公室\u200b",
        "镇 村镇建设办公室",
        "\u3000镇村镇建设办公室 ",
        "镇村镇建设办公室\n",
    ],
)
def test_a_unit_that_only_looks_otherwise_is_the_same_unit(office, wang, cast, three, typed):
    """Else it gets a slip of its own, beside that of the unit."""
    save(office, three[0], unit="镇村镇建设办公室", do="keep")
    save(office, three[1], unit=typed, do="keep")
    several = {"finding": three[2], "unit": typed, "do": "keep", "seen": 99}
    assert office.post(listing(cast), several).status_code == 303
    assert {row["责任单位"] for row in listed(workbook(office, cast))} == {"镇村镇建设办公室"}


@pytest.fixture
def persons(app, cast) -> None:
    """刘强 answers for the unit that the bins lead to, 马勇 for another."""
    with db.writing(app.extensions["database"]) as session:
        session.query(ResponsibleUnit).one().responsible_person = "刘强"
        unit = ResponsibleUnit(town_id=cast.jia, name="镇综合执法队", answers_for=[])
        unit.responsible_person = "马勇"
        session.add(unit)


def test_who_answers_for_the_unit_is_filled_in_and_goes_with_it(office, cast, persons, three):
    bricks, street, square = three
    assert fields(office, bricks)["person"] == ""  # 张家村村民委员会 is not on the roster
    assert fields(office, street)["person"] == "刘强"
    save(office, street, do="keep")
    save(office, square, unit="镇综合执法队", do="keep")
    rows = {row["存在问题"]: row["责任人"] for row in listed(workbook(office, cast))}
    assert rows["桶满了，没人管"] == "刘强" and rows["广场的桶满了"] == "马勇"
    save(office, street, person="", do="keep")
    assert fields(office, street)["person"] == ""  # the office has said that nobody is


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


def in_charge(office, cast) -> list[str]:
    """Return unit and person of each finding, as the list has them."""
    rows = soup(office.get(listing(cast))).select("table.reviewed tbody tr")
    return [" ".join(row.select("td")[5].stripped_strings) for row in rows]


TO_VILLAGE, TO_LIU, TO_MA = "张家村村民委员会", "镇村镇建设办公室 刘强", "镇综合执法队 马勇"


def test_many_that_are_kept_at_once_name_who_answers_for_their_units(office, cast, persons, three):
    before = in_charge(office, cast)
    sent = {"finding": three, "do": "keep", "severity": "major"}
    answer = office.post(listing(cast), {**sent, "seen": batch(office, cast)["seen"]})
    assert in_charge(office, cast) == [TO_VILLAGE, TO_LIU, TO_LIU]
    page = soup(office.get(answer.location))
    office.post(page.select_one("form.last-act")["action"])
    assert in_charge(office, cast) == before


def test_a_sentence_that_no_deputy_wrote_is_not_called_the_deputys(office, wang, cast):
    submitted(wang, cast, {**failing("桶满了"), "item-heap": "fail"})
    headings = [
        soup(office.get(f"/office/findings/{number}")).select_one("#own").text
        for number in numbers(office, cast)
    ]
    assert headings == ["清单的说法，代表没有另写", "代表原话"]


def test_what_lacks_a_limit_or_who_answers_is_counted_with_the_way_to_exactly_these(
    app, office, cast, persons, three
):
    with db.writing(app.extensions["database"]) as session:
        session.get(Finding, three[1]).own_due = None
    ways = soup(office.get(listing(cast))).select("#lacking a")
    assert [one.text for one in ways] == [
        "有 1 个问题没有整改时限",
        "有 1 个问题没有责任单位或责任人",
    ]
    for way, expected in zip(ways, (three[1], three[0]), strict=True):
        shown = soup(office.get(way["href"])).select("table.reviewed td.num a")
        assert [int(one.text) for one in shown] == [expected]
    papers = soup(office.get(f"/office/inspections/{cast.inspection}/papers"))
    assert [one["href"] for one in papers.select("#lacking a")] == [one["href"] for one in ways]
    save(office, three[0], person="张村长", due=DUE.isoformat(), do="keep")
    save(office, three[1], due=DUE.isoformat(), do="keep")
    assert not soup(office.get(listing(cast))).select("#lacking")


def test_after_the_last_one_the_page_says_that_all_are_reviewed_and_what_comes_next(
    office, cast, three
):
    waiting = listing(cast) + "?state=recorded"
    assert not soup(office.get(waiting)).select("#all-reviewed")
    sent = {"finding": three, "do": "keep", "seen": batch(office, cast)["seen"]}
    page = soup(office.get(office.post(waiting, sent).location))
    assert "问题都核定完了。接下来 结束视察" in page.select_one("#all-reviewed").get_text(
        " ", strip=True
    ).replace("。 ", "。")
    assert page.select_one("#state option[selected]").text == "待核定（0）"
    assert "没有符合条件" not in page.text and not page.select(".facts")
    every = soup(office.get(page.select_one("#show-reviewed")["href"]))
    assert len(every.select("table.reviewed tbody tr")) == 3
    assert soup(office.get(f"/office/findings/{three[0]}")).select("#all-reviewed")


def test_a_unit_of_the_checklists_words_has_its_person_on_each_page_and_paper(
    office, cast, persons, three
):
    assert in_charge(office, cast) == [TO_VILLAGE, TO_LIU, TO_LIU]
    people_of = [row["责任人"] for row in listed(workbook(office, cast))]
    assert people_of == [None, "刘强", "刘强"]


def test_a_person_entered_after_the_review_stands_with_the_unit_unless_it_said_nobody(
    app, office, cast, three
):
    office.post(
        listing(cast),
        {"finding": three, "do": "keep", "seen": batch(office, cast)["seen"]},
    )
    assert in_charge(office, cast) == [TO_VILLAGE, *["镇村镇建设办公室"] * 2]
    with db.writing(app.extensions["database"]) as session:
        session.query(ResponsibleUnit).one().responsible_person = "蔡主任"
    assert in_charge(office, cast)[1:] == ["镇村镇建设办公室 蔡主任"] * 2
    assert fields(office, three[1])["person"] == "蔡主任"

    save(office, three[1], person="", do="keep")
    assert in_charge(office, cast)[1:] == ["镇村镇建设办公室", "镇村镇建设办公室 蔡主任"]
    assert fields(office, three[1])["person"] == ""
    assert [row["责任人"] for row in listed(workbook(office, cast))] == [None, None, "蔡主任"]


def test_a_unit_set_for_many_brings_its_person_and_leaves_those_typed(office, cast, persons, three):
    bricks, street, _ = three
    save(office, bricks, person="张村长", do="save")
    save(office, street, do="save")
    sent = {"finding": three, "do": "save", "seen": batch(office, cast)["seen"]}
    office.post(listing(cast), {**sent, "unit": "镇综合执法队"})
    assert in_charge(office, cast) == ["镇综合执法队 张村长", TO_MA, TO_MA]
    seen = batch(office, cast)["seen"]
    office.post(listing(cast), {**sent, "unit": "镇政府", "person": "周敏", "seen": seen})
    assert in_charge(office, cast) == ["镇政府 周敏"] * 3


def test_a_unit_retyped_on_the_findings_own_page_brings_its_person(office, cast, persons, three):
    bricks, street, _ = three
    assert save(office, bricks, unit="镇综合执法队", do="keep").status_code == 303
    assert in_charge(office, cast)[0] == TO_MA
    save(office, bricks, unit="", do="keep")  # back to the checklist's
    assert in_charge(office, cast)[0] == TO_VILLAGE
    save(office, street, unit="镇综合执法队", person="周敏", do="keep")
    assert in_charge(office, cast)[1] == "镇综合执法队 周敏"


@pytest.fixture
def emergency(app, cast) -> None:
    with db.writing(app.extensions["database"]) as session:
        session.add(ResponsibleUnit(town_id=cast.jia, name="镇应急管理办公室", answers_for=[]))


ASKED = (
    "名册里没有“{}”。是“镇应急管理办公室”吗？"
    "请选名册里的；确实另有这个单位的，先在“责任单位”里加上。"
)


@pytest.mark.parametrize(
    "unit",
    [
        "应急", "镇应急管理办", "应急管理办", "应急 管理办公室",
        "镇应急办", "应急办", "镇应急办公室", "甲镇应急管理办公室", "镇应急和安全管理办",
    ],
)  # fmt: skip
def test_a_unit_near_one_of_the_roster_is_asked_about(office, cast, emergency, three, unit):
    before = in_charge(office, cast)
    one = save(office, three[0], unit=unit, description="改写", do="keep")
    sent = {"finding": three[:2], "do": "keep", "seen": batch(office, cast)["seen"]}
    many = office.post(listing(cast), {**sent, "unit": unit})
    for answer in (one, many):
        assert answer.status_code == 422
        assert soup(answer).select_one(".error-summary").text == ASKED.format(unit)
    assert fields_of(soup(one))["unit"] == soup(many).select_one("#batch-unit")["value"] == unit
    assert fields_of(soup(one))["description"] == "改写"
    assert in_charge(office, cast) == before
    assert save(office, three[0], unit="镇应急管理办公室", do="keep").status_code == 303


def test_several_units_of_the_roster_that_are_near_are_all_named(office, cast, emergency, three):
    told = soup(save(office, three[0], unit="办公室", do="keep")).select_one(".error-summary").text
    assert "是“镇村镇建设办公室”、“镇应急管理办公室”里的哪一个？" in told


@pytest.mark.parametrize(
    "unit", ["镇水务站", "镇应急站", "镇急应办", "村委会", "李家村村民委员会", "河东社区居委会"]
)
def test_a_unit_near_none_of_the_roster_and_a_villages_are_taken(
    app, office, cast, emergency, three, unit
):
    with db.writing(app.extensions["database"]) as session:
        name = "李家村村民委员会、河东社区居委会联络站"
        session.add(ResponsibleUnit(town_id=cast.jia, name=name, answers_for=[]))
    assert save(office, three[0], unit=unit, do="keep").status_code == 303
    assert in_charge(office, cast)[0] == unit


def test_a_unit_that_a_finding_has_already_is_not_asked_about_again(raw, office, cast, three):
    raw.execute("UPDATE finding SET reviewed_unit = '村镇建设'")
    raw.commit()
    assert save(office, three[0], description="改写", do="keep").status_code == 303
    assert in_charge(office, cast)[0] == "村镇建设"


def test_a_finding_of_which_only_the_rest_was_changed_is_opened_with_its_person(
    office, cast, persons, three
):
    sent = {"finding": three, "do": "save", "severity": "major"}
    office.post(listing(cast), {**sent, "seen": batch(office, cast)["seen"]})
    assert fields(office, three[1])["person"] == "刘强"
