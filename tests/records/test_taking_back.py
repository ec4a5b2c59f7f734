"""A deputy takes a record back by mistake: it is asked before, and undone after."""

from bs4 import BeautifulSoup

from inspect_app.inspections.models import InspectionState
from tests.board.pages import board
from tests.records.filling import ALL_PASS, set_state
from tests.records.sending import send

FAILS = {**ALL_PASS, "item-heap": "fail", "item-heap-0-description": "村口一堆"}


def test_taking_a_record_back_is_asked_before_and_undone_with_its_findings(wang, office, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    page = BeautifulSoup(wang.get(receipt).text, "lxml")
    question = page.select_one(f"form[action='{receipt}/withdraw']").find_parent("details")
    assert not question.has_attr("open") and "整份都不要了吗" in question.text

    wang.post(receipt + "/withdraw")
    assert "村口一堆" not in board(office, cast)
    page = BeautifulSoup(wang.get(receipt).text, "lxml")
    assert "恢复这份记录" in page.select_one(f"form[action='{receipt}/restore']").text

    wang.post(receipt + "/restore")
    assert "村口一堆" in board(office, cast) and "已收到" in wang.get(receipt).text
    log = office.get("/office/audit").text
    assert "撤回王建国的检查记录" in log and "恢复王建国撤回的检查记录" in log


def test_restoring_twice_or_what_was_never_taken_back_changes_nothing(wang, office, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    wang.post(receipt + "/restore")
    wang.post(receipt + "/withdraw")
    wang.post(receipt + "/restore")
    wang.post(receipt + "/restore")

    findings = office.get(f"/office/inspections/{cast.inspection}/findings").text
    assert findings.count("村口一堆") == 1


def test_nobody_else_restores_it_and_nothing_after_the_end(app, wang, li, office, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    wang.post(receipt + "/withdraw")
    assert li.post(receipt + "/restore").status_code == 404
    set_state(app, cast, InspectionState.CLOSED)
    assert wang.post(receipt + "/restore").status_code == 404
    assert "村口一堆" not in board(office, cast)
