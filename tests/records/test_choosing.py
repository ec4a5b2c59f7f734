"""Two contents of one record: both are kept, and the deputy chooses which counts."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app.inspections import models as inspections
from tests.board.pages import board
from tests.records.filling import ALL_PASS, failing, jpeg, set_state
from tests.records.sending import choose_form, choose_from, send
from tests.records.versions import in_other_words, publish_changed, version_of


def test_two_phones_that_knew_nothing_of_each_other_are_both_kept_and_chosen_from(
    wang, cast, office
):
    record = uuid4()
    send(wang, cast, record=record)
    worse = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "桥下发黑"}
    answer = send(wang, cast, worse)

    receipt = answer.json["receipt"]
    assert "两次交来的内容不一样" in wang.get(receipt).text
    assert "请选一份" in wang.get("/d/").text
    assert "等代表选定" in office.get(receipt.replace("/d/", "/office/")).text
    assert "桥下发黑" not in board(office, cast)

    choose = BeautifulSoup(wang.get(receipt + "/choose").text, "lxml")
    assert "桥下发黑" in choose.get_text() and "没有成堆垃圾" not in choose.get_text()
    chosen = choose_from(wang, receipt, 1)

    assert "请选一份" not in wang.get(chosen.location).text
    assert "桥下发黑" in board(office, cast)
    assert "后来更正了" in office.get(receipt.replace("/d/", "/office/")).text
    assert "从两份内容里选定一份" in office.get("/office/audit").text
    assert send(wang, cast, record=record).json["number"] == 1
    assert "请选一份" not in wang.get("/d/").text


HEAP = failing("村口", "heap")
PHOTOS = [str(uuid4()), str(uuid4())]
DIFFER_IN = {
    "severity": [{"item-heap-0-severity": "minor"}, {"item-heap-0-severity": "critical"}],
    "preset": [{}, {"item-heap-0-severity": "critical"}],
    "unread answer": [{"item-days": "天天"}, {"item-days": "月月"}],
    "unread amount": [{"item-heap-0-amount": "十几处"}, {"item-heap-0-amount": "几十处"}],
    "photo": [{"item-heap-0-photo": PHOTOS[0]}, {"item-heap-0-photo": PHOTOS[1]}],
}
TELLS = {
    "severity": ["一般，村口", "重大，村口"],
    "preset": ["较大，村口", "重大，村口"],
    "unread answer": ["天天", "月月"],
    "unread amount": ["十几处", "几十处"],
    "photo": PHOTOS,
}


@pytest.mark.parametrize("what", DIFFER_IN)
def test_whatever_two_contents_differ_in_is_shown_where_one_is_chosen(wang, cast, office, what):
    for photo, colour in zip(PHOTOS, ("red", "blue"), strict=True):
        wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg(colour))
    for fields in DIFFER_IN[what]:
        receipt = send(wang, cast, HEAP | fields).json["receipt"]

    page = BeautifulSoup(wang.get(receipt + "/choose").text, "lxml")
    first, second = (str(one) for one in page.select("main ul.said"))
    here, there = TELLS[what]
    assert here in first and there not in first and there in second and here not in second
    assert there in office.get(receipt.replace("/d/", "/office/")).text


def test_two_contents_that_read_the_same_say_so(app, wang, cast):
    older = version_of(app, cast)
    receipt = send(wang, cast, HEAP).json["receipt"]
    publish_changed(app, cast, in_other_words)
    assert send(wang, cast, HEAP, version=version_of(app, cast)).json["receipt"] == receipt

    assert version_of(app, cast) != older
    assert "几份写的都一样" in wang.get(receipt + "/choose").text


def test_keeping_the_first_sets_the_other_aside(wang, cast, office):
    send(wang, cast)
    receipt = send(wang, cast, {**ALL_PASS, "highlight": "广场干净"}).json["receipt"]
    choose_from(wang, receipt, 0)

    page = wang.get(receipt).text
    assert "没有选用" in page and "去选一份" not in page


def test_nothing_is_set_aside_that_the_page_did_not_show(wang, cast):
    send(wang, cast)
    receipt = send(wang, cast, {**ALL_PASS, "highlight": "广场干净"}).json["receipt"]
    seen = choose_form(wang, receipt, 0)
    send(wang, cast, {**ALL_PASS, "highlight": "第三部手机"})
    answer = wang.post(receipt + "/choose", seen)

    page = wang.get(answer.location).text
    assert "刚才内容又有变化" in page and "第三部手机" in page and "广场干净" in page
    choose_from(wang, receipt, 2)
    assert "没有选用" in wang.get(receipt).text


def test_what_comes_after_a_withdrawal_can_be_chosen_or_left(wang, cast, office):
    answer = send(wang, cast).json
    wang.post(answer["receipt"] + "/withdraw")
    worse = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "桥下发黑"}
    send(wang, cast, worse, record=answer["record"], base=1)

    page = wang.get(answer["receipt"] + "/choose").text
    assert "已收回的" in page and "桥下发黑" in page
    choose_from(wang, answer["receipt"], 1)
    assert "已收到" in wang.get(answer["receipt"]).text
    assert "去选一份" not in wang.get(answer["receipt"]).text
    assert "桥下发黑" in board(office, cast)


def test_a_withdrawn_record_chosen_again_stays_withdrawn(wang, cast, office):
    answer = send(wang, cast).json
    wang.post(answer["receipt"] + "/withdraw")
    send(wang, cast, {**ALL_PASS, "highlight": "离线改的"}, record=answer["record"], base=1)
    choose_from(wang, answer["receipt"], 0)

    page = wang.get(answer["receipt"]).text
    assert "已收回" in page and "去选一份" not in page


@pytest.mark.parametrize("chosen", [0, 1])
def test_what_came_too_late_from_two_phones_is_chosen_from_once_the_office_reopens(
    app, wang, cast, office, chosen
):
    set_state(app, cast, inspections.InspectionState.CLOSED)
    send(wang, cast)
    receipt = send(wang, cast, HEAP).json["receipt"]
    set_state(app, cast, inspections.InspectionState.UNDER_WAY)
    assert "去选一份" in wang.get(receipt).text

    assert "还不算数的" in wang.get(receipt + "/choose").text
    assert choose_from(wang, receipt, chosen).location.endswith(receipt)
    assert "去选一份" not in wang.get(receipt).text
    assert ("村口" in board(office, cast)) == bool(chosen)
    assert ("算不算数由镇人大办决定" in wang.get(receipt).text) != bool(chosen)


def test_who_chooses_after_the_office_closed_is_told_and_loses_nothing(app, wang, cast, office):
    send(wang, cast)
    receipt = send(wang, cast, {**ALL_PASS, "highlight": "广场干净"}).json["receipt"]
    seen = choose_form(wang, receipt, 1)
    set_state(app, cast, inspections.InspectionState.CLOSED)
    answers = wang.post(receipt + "/choose", seen), wang.get(receipt + "/choose")

    assert [(answer.status_code, answer.location) for answer in answers] == [(303, receipt)] * 2
    page = wang.get(receipt).text
    assert "已经不能选了" in page and "广场干净" in page and "去选一份" not in page
    assert "没有选定；现在按先送到的统计" in office.get(receipt.replace("/d/", "/office/")).text
