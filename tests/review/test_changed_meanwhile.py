"""What a colleague or the deputy changed since the office looked: shown, pointed out, kept."""

import pytest

from tests.records.filling import ALL_PASS, correct, failing, submitted
from tests.reports.books import listed, workbook
from tests.review.reviewing import (
    batch,
    fields,
    fields_of,
    history,
    listing,
    numbers,
    save,
    state_of,
)
from tests.soup import soup


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
