"""What arrives after the end or is withdrawn: kept, and counted when it is said to count."""

from uuid import uuid4

from bs4 import BeautifulSoup

from inspect_app.inspections import models as inspections
from tests.board.pages import board
from tests.records.filling import ALL_PASS, form_url, set_state
from tests.records.sending import send


def test_what_arrives_after_closing_is_kept_and_counts_when_the_office_says_so(
    app, wang, li, cast, office
):
    send(li, cast)
    set_state(app, cast, inspections.InspectionState.CLOSED)
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "迟到的"}
    answer = send(wang, cast, bad)

    assert answer.json["state"] == "late"
    assert "视察已经结束" in wang.get(answer.json["receipt"]).text
    page = board(office, cast)
    assert "没有计入统计的记录" in page and "迟到的" not in page
    assert "1 份记录送到时视察已经结束" in page and "晚到 1 份" in page
    assert "汇总转交" not in wang.get(answer.json["receipt"]).text
    assert "反映的问题" in wang.get("/d/").text
    assert "先存着，算不算数由镇人大办决定" in wang.get("/d/findings").text
    assert "先存着" not in li.get("/d/findings").text
    record = answer.json["receipt"].replace("/d/", "/office/")
    office.post(record + "/admit")
    told = wang.get("/d/findings").text
    assert "迟到的" in told and "先存着" not in told
    assert "迟到的" in board(office, cast) and "没有计入统计的记录" not in board(office, cast)
    assert "还没有计入" not in board(office, cast) and "晚到" not in board(office, cast)
    # A correction that comes after closing is kept beside, and replaces nothing.
    other = send(wang, cast, ALL_PASS, base=1)
    assert other.status_code == 200 and "迟到的" in board(office, cast)
    assert "等待选定" in office.get(record).text
    receipt = wang.get(answer.json["receipt"]).text
    assert "两次交来的内容不一样" in receipt and "手机" not in receipt.split("两次交来")[1][:60]


def test_a_withdrawn_record_counts_no_longer_stays_readable_and_may_come_back(wang, cast, office):
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "发黑"}
    record = uuid4()
    receipt = send(wang, cast, bad, record=record).json["receipt"]
    wang.post(receipt + "/withdraw")

    assert "已收回" in wang.get(receipt).text and "已收回，重新填" in wang.get("/d/").text
    assert "发黑" not in board(office, cast) and "代表已撤回" in board(office, cast)
    assert "发黑" in office.get(receipt.replace("/d/", "/office/")).text
    assert send(wang, cast, bad, record=record).json["state"] == "withdrawn"

    form = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    assert form.select_one("[name=item-ditch-0-description]").text == "发黑"
    base = form.select_one("[name=base]")["value"]
    assert send(wang, cast, bad, record=record, base=base).json["state"] == "submitted"
    assert "发黑" in board(office, cast)


def test_an_archived_inspection_takes_nothing_more_into_its_figures(app, wang, cast, office):
    set_state(app, cast, inspections.InspectionState.CLOSED)
    bad = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "迟到的"}
    path = send(wang, cast, bad).json["receipt"].replace("/d/", "/office/")
    assert ">计入统计</button>" in office.get(path).text
    set_state(app, cast, inspections.InspectionState.ARCHIVED)
    page = office.get(path).text
    assert ">计入统计</button>" not in page and "撤销归档" in page
    assert office.post(path + "/admit").status_code == 422
    assert "迟到的" not in board(office, cast)
