"""A form of an older version of the checklist: kept with its own words, completed later."""

from bs4 import BeautifulSoup

from tests.board.pages import board
from tests.cast import check
from tests.records.filling import ALL_PASS, form_url
from tests.records.sending import send
from tests.records.versions import in_other_words, publish_changed, version_of


def with_the_drain(raw) -> None:
    raw["sections"][1]["items"].append(check("drain", "下水道畅通？"))


def test_the_same_answers_under_the_new_version_clear_what_was_missing(app, wang, cast):
    old = version_of(app, cast)
    publish_changed(app, cast, in_other_words)
    first = send(wang, cast, version=old).json
    again = send(wang, cast, record=first["record"], base=1, version=version_of(app, cast)).json

    assert (first["state"], again["state"]) == ("incomplete", "submitted")
    assert "更新前" not in wang.get(first["receipt"]).text


def test_a_form_of_an_older_version_is_kept_with_its_own_words(app, wang, cast, office):
    form = BeautifulSoup(wang.get(form_url(cast) + "/blank").text, "lxml")
    version = form.select_one("[name=version]")["value"]
    publish_changed(app, cast, with_the_drain)
    worse = {**ALL_PASS, "item-ditch": "fail", "item-ditch-0-description": "发黑"}
    answer = send(wang, cast, worse, version=version)

    assert answer.json["state"] == "incomplete"
    assert "新增：下水道畅通？" in wang.get(answer.json["receipt"]).text
    record = office.get(answer.json["receipt"].replace("/d/", "/office/")).text
    assert "第 1 版" in record and "下水道畅通？" in record
    assert "发黑" in board(office, cast)
    report = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    assert report.status_code == 200

    page = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    assert page.select_one("[name=item-ditch-0-description]").text == "发黑"
    base = page.select_one("[name=base]")["value"]
    version = page.select_one("[name=version]")["value"]
    whole = {**worse, "item-drain": "pass"}
    again = send(wang, cast, whole, version=version, base=base)
    assert again.json["state"] == "submitted"


def test_a_version_of_another_town_or_checklist_is_not_used(wang, cast):
    assert send(wang, cast, version="2").json["state"] == "submitted"
