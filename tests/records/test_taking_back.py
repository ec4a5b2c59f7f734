"""A deputy takes a record back by mistake: it is asked before, and undone after."""

from bs4 import BeautifulSoup

from inspect_app import quotas
from inspect_app.inspections.models import InspectionState
from tests.board.pages import board
from tests.records.filling import ALL_PASS, form_url, set_state
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


def test_taken_back_and_restored_over_and_over_nothing_grows_and_a_correction_is_taken(
    wang, office, cast, raw
):
    receipt = send(wang, cast, FAILS).json["receipt"]
    presses = [wang.post(f"{receipt}/{do}") for do in ("withdraw", "restore") * 50]
    refused = [one for one in presses if one.status_code != 303]

    assert {one.status_code for one in refused} == {422} and len(presses) > 2 * len(refused)
    for words in ("没有收回", "次数太多", "照样算数", "镇人大办"):
        assert words in refused[0].text
    assert raw.execute("select count(*) from record_revision").fetchone() == (1,)
    acts, notes = (
        raw.execute(query).fetchone()[0]
        for query in (
            "select count(*) from review_act",
            "select count(*) from audit_entry where what like '撤回%' or what like '恢复%'",
        )
    )
    assert 2 < notes <= 2 * (quotas.MOST_REPEATS + 1) and acts <= notes
    assert "已收到" in wang.get(receipt).text and "村口一堆" in board(office, cast)

    page = wang.get(f"{form_url(cast)}?correct=1").text
    base = BeautifulSoup(page, "lxml").select_one("input[name=base]")["value"]
    corrected = send(wang, cast, {**FAILS, "highlight": "改过的"}, base=base)
    assert corrected.status_code == 200
    assert "改过的" in office.get(receipt.replace("/d/", "/office/")).text


def test_who_had_not_seen_that_it_was_taken_back_again_lets_it_not_count(wang, cast):
    receipt = send(wang, cast, FAILS).json["receipt"]
    for do in ("withdraw", "restore"):
        wang.post(f"{receipt}/{do}")
    page = BeautifulSoup(wang.get(f"{form_url(cast)}?correct=1").text, "lxml")
    base = page.select_one("input[name=base]")["value"]
    wang.post(receipt + "/withdraw")
    later = send(wang, cast, {**FAILS, "highlight": "改过的"}, base=base).json

    assert later["state"] == "withdrawn" and "去选一份" in wang.get(receipt).text


def test_what_was_taken_back_is_not_offered_as_the_next_to_fill(wang, cast):
    """Its own page says how it is filled in anew; the blank form would lead back to that page."""
    receipt = send(wang, cast, FAILS).json["receipt"]
    wang.post(receipt + "/withdraw")
    page = BeautifulSoup(wang.get(receipt).text, "lxml")
    (offered,) = page.select("a[data-blank]")
    assert offered["data-blank"] == f"{form_url(cast, 1)}/blank"

    send(wang, cast, site=1)
    page = BeautifulSoup(wang.get(receipt).text, "lxml")
    assert not page.select("a[data-blank]") and "全部填好了" not in page.text
    wang.post(receipt + "/restore")
    assert "全部填好了" in wang.get(receipt).text
