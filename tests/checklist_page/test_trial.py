"""试填: the office fills a checklist on trial; nothing is kept, and a real record says the same."""

import pytest
from bs4 import BeautifulSoup

from inspect_app.db import Base
from tests.records.filling import ALL_PASS, submitted

FAILING = {
    "item-heap": "fail",
    "item-heap-0-description": "村口一堆",
    "item-heap-0-amount": "3",
    "item-heap-0-severity": "critical",
    "item-heap-1-description": "桥头<b>也有</b>",
    "item-bin": "fail",
    "item-ditch": "na",
    "item-named": "pass",
    "item-happy": "no",
    "item-why": "没人管",
    "suggestion": "加两个桶",
}
TRIAL = "/office/checklists/1"


def tried(office, fields, address=TRIAL, do="submit"):
    answer = office.post(address, {"do": do, **fields})
    return answer, BeautifulSoup(answer.text, "lxml")


def findings(page) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.select("section.receipt li")]


def count_rows(raw) -> dict[str, int]:
    raw.rollback()
    return {
        table.name: raw.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        for table in Base.metadata.sorted_tables
    }


def test_nothing_is_kept_and_a_real_record_says_what_the_trial_said(office, wang, cast, raw):
    before = count_rows(raw)

    answer, page = tried(office, FAILING)

    assert answer.status_code == 200 and count_rows(raw) == before
    assert page.select_one("#tried").text == "试填，不计入，没有保存"
    assert "会记下 4 个问题" in page.text and "该填的都填了" in page.text
    submitted(wang, cast, FAILING)
    rows = raw.execute(
        "SELECT own_description, amount, own_severity, own_unit, own_due, own_suggestion "
        "FROM finding ORDER BY id"
    ).fetchall()
    labels = {"minor": "一般", "major": "较大", "critical": "重大"}
    for told, (words, amount, severity, unit, due, suggestion) in zip(
        findings(page), rows, strict=True
    ):
        assert words in told and labels[severity] in told and suggestion in told
        assert unit.replace("张家村", "所在村") in told and (unit or "责任单位：未定" in told)
        assert (f"{due[:4]}年" in told and f"{int(due[8:])}日" in told) if due else "没有定" in told
        assert amount is None or "（3处）" in told


def test_what_is_missing_is_told_and_nothing_typed_is_lost(office, cast):
    answer, page = tried(office, {**FAILING, "item-named": "", "item-heap-0-amount": "三"})

    assert answer.status_code == 422 and "没有保存" in page.text
    assert [a["href"] for a in page.select(".error-summary a")] == ["#item-named"]
    assert page.find("textarea", {"name": "item-heap-1-description"}).text == "桥头<b>也有</b>"
    assert page.find("input", {"name": "item-heap-0-amount"})["value"] == "三"
    assert page.find("textarea", {"name": "suggestion"}).text == "加两个桶"
    assert len(findings(page)) == 4  # as many as would arise of it as it stands


def test_small_steps_work_without_scripts_and_lead_back_to_their_place(office, cast):
    _, page = tried(office, {"item-heap": "fail"}, do="rest-garbage")
    assert page.find("input", {"name": "item-bin", "value": "pass"}).has_attr("checked")
    assert page.find("input", {"name": "item-heap", "value": "fail"}).has_attr("checked")
    _, page = tried(office, {"item-heap": "fail", "item-heap-0-description": ""}, do="more-heap")
    assert page.find("textarea", {"name": "item-heap-1-description"})
    assert not page.select("#tried")
    more = page.find("button", {"value": "more-heap"})
    assert page.find(id=more["formaction"].partition("#")[2])


def test_a_checklist_is_tried_before_it_is_taken_into_use(office, cast):
    look = BeautifulSoup(office.get("/office/checklists/shipped/work_safety").text, "lxml")
    steps = {one["formaction"].partition("#")[0] for one in look.select("[formaction]")}
    assert steps == {look.form["action"]}  # to the page itself is taking it into use
    answer, page = tried(office, {}, look.form["action"])
    assert answer.status_code == 422 and "没有保存" in page.text and findings(page) == []


def test_all_well_brings_no_findings(office, cast):
    answer, page = tried(office, ALL_PASS)
    assert answer.status_code == 200 and "不会记下问题" in page.text


@pytest.mark.parametrize("address", ["/office/checklists/2", "/office/checklists/shipped/x/trial"])
def test_only_the_towns_own_and_the_shipped_are_tried(office, cast, address):
    assert office.post(address, {"do": "submit"}).status_code == 404


def test_photos_and_what_is_not_asked_break_nothing(office, cast):
    hostile = {
        "item-seen": "0b0f9b0c-6f5b-4a52-9a39-1d1a4c6b1d11",
        "item-heap": "fail",
        "item-heap-0-photo": "0b0f9b0c-6f5b-4a52-9a39-1d1a4c6b1d11",
        "item-heap-0-files": "heap.jpg",
        "item-nobody": "x",
        "do": "more-nobody",
    }
    assert office.post(TRIAL, hostile).status_code == 200
    assert tried(office, {**hostile, "do": "submit"})[0].status_code == 422
