"""The plain form, and what another phone saved or handed in meanwhile: nothing is overridden."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app.inspections import models as inspections
from tests.records.filling import ALL_PASS, form_url, jpeg, plain_page, set_state, submitted


@pytest.mark.parametrize("step", ["later", "more-heap", "rest-garbage", "submit"])
def test_without_scripts_what_another_phone_saved_meanwhile_is_shown_not_overwritten(
    wang, cast, step
):
    mine = plain_page(wang, cast, suggestion="没有脚本的手机写的")
    other = {"device": "other", "n": 1, "saves": 0, "suggestion": "另一部写的", "item-heap": "na"}
    assert wang.put(form_url(cast) + "/draft", other).status_code == 200
    answer = wang.post(form_url(cast), {**mine, "item-heap": "fail", "do": step})

    assert answer.status_code in (409, 422)
    assert "没有脚本的手机写的" in answer.text and "另一部写的" in answer.text
    assert dict(wang.get(form_url(cast) + "/draft").json["fields"])["suggestion"] == "另一部写的"
    page = BeautifulSoup(answer.text, "lxml")
    again = {field["name"]: field.get("value", "") for field in page.select("#fill [type=hidden]")}
    assert (
        wang.post(
            form_url(cast), {**again, "do": "later", "suggestion": "没有脚本的手机写的"}
        ).status_code
        == 303
    )
    draft = wang.get(form_url(cast) + "/draft").json["fields"]
    assert dict(draft)["suggestion"] == "没有脚本的手机写的"


def test_without_scripts_handing_in_drops_no_draft_that_the_page_did_not_show(wang, cast):
    mine = {**plain_page(wang, cast, suggestion="没有脚本的手机写的"), **ALL_PASS, "do": "submit"}
    draft = {"device": "other", "n": 1, "saves": 0, "suggestion": "另一部还没交的"}
    assert wang.put(form_url(cast) + "/draft", draft).status_code == 200
    answer = wang.post(form_url(cast), mine)

    assert answer.status_code == 409
    assert "没有脚本的手机写的" in answer.text and "另一部还没交的" in answer.text
    page = BeautifulSoup(answer.text, "lxml")
    saves = page.select_one("#fill [name=saves]")["value"]
    receipt = wang.post(form_url(cast), {**mine, "saves": saves}).location
    assert "已收到：4项" in wang.get(receipt).text
    assert wang.post(form_url(cast), mine).location == receipt


PHOTO = str(uuid4())


@pytest.mark.parametrize(
    ("theirs", "shown"),
    [
        ({"item-heap-0-severity": "critical"}, "重大"),
        ({"item-heap-0-photo": PHOTO}, PHOTO),
        ({"item-heap-0-amount": "十几处"}, "十几处"),
        ({"item-days": "天天"}, "天天"),
        ({"item-heap-0-description": "桥头"}, "桥头"),
    ],
    ids=["severity", "photo", "unread amount", "unread answer", "words"],
)
def test_without_scripts_nothing_another_phone_entered_is_overridden_unshown(
    wang, cast, theirs, shown
):
    wang.put(f"/d/photos/{PHOTO}?record={uuid4()}", jpeg())
    failed = {"item-heap": "fail", "item-heap-0-severity": "major"}
    mine = {**plain_page(wang, cast), **ALL_PASS, **failed, "do": "submit"}
    other = {"device": "other", "n": 1, "saves": 0, **failed, **theirs}
    assert wang.put(form_url(cast) + "/draft", other).status_code == 200
    answer = wang.post(form_url(cast), mine)

    assert answer.status_code == 409
    page = BeautifulSoup(answer.text, "lxml")
    assert shown in str(page.select_one("main ul.said"))
    saves = page.select_one("#fill [name=saves]")["value"]
    assert wang.post(form_url(cast), {**mine, "saves": saves}).status_code == 303


def test_without_scripts_a_draft_that_says_no_more_does_not_stop_handing_in(wang, cast):
    mine = {**plain_page(wang, cast, suggestion="修路"), **ALL_PASS, "do": "submit"}
    draft = {
        "device": "other",
        "n": 1,
        "saves": 0,
        "item-heap": "pass",
        "item-bin-0-severity": "minor",
    }
    assert wang.put(form_url(cast) + "/draft", draft).status_code == 200
    assert wang.post(form_url(cast), mine).status_code == 303


def test_a_phone_is_asked_when_the_plain_form_saved_meanwhile(wang, cast):
    draft = form_url(cast) + "/draft"
    first = wang.put(draft, {"device": "one", "n": 1, "saves": 0, "item-heap": "pass"}).json
    page = plain_page(wang, cast)
    wang.post(form_url(cast), {**page, "do": "later", "item-heap": "fail"})
    late = {"device": "one", "n": 2, "saves": first["saves"], "item-heap": "pass"}
    answer = wang.put(draft, late)

    assert answer.status_code == 409 and answer.json["outcome"] == "conflict"
    assert ["item-heap", "fail"] in answer.json["fields"]


@pytest.mark.parametrize("step", ["later", "more-heap", "submit"])
def test_without_scripts_what_was_handed_in_elsewhere_drops_nothing_and_replaces_nothing(
    wang, cast, step
):
    mine = plain_page(wang, cast, suggestion="没有脚本的手机写的")
    receipt = submitted(wang, cast, ALL_PASS).location
    answer = wang.post(form_url(cast), {**mine, "item-heap": "fail", "do": step})

    assert answer.status_code in (409, 422)
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("#suggestion").text == "没有脚本的手机写的"
    assert page.select_one("#fill [name=base]")["value"] == "0"
    assert page.select_one("#elsewhere:not([hidden]) a")["href"] == receipt
    whole = {**mine, **ALL_PASS, "do": "submit"}
    assert "去选一份" in wang.get(wang.post(form_url(cast), whole).location).text


@pytest.mark.parametrize("handed_in", [False, True])
@pytest.mark.parametrize("step", ["later", "stay", "more-heap", "rest-garbage"])
def test_without_scripts_what_was_being_filled_when_the_office_closed_can_still_be_handed_in(
    app, wang, cast, office, step, handed_in
):
    if handed_in:
        submitted(wang, cast, ALL_PASS)
    mine = plain_page(wang, cast, query="?correct=1", suggestion="没有脚本的手机写的")
    set_state(app, cast, inspections.InspectionState.CLOSED)
    answer = wang.post(form_url(cast), {**mine, **ALL_PASS, "do": step})
    page = wang.get(answer.location)

    assert "没有脚本的手机写的" in page.text and "视察已经结束" in page.text
    again = {**mine, **ALL_PASS, "do": "submit", "saves": 1}
    receipt = wang.post(form_url(cast), again).location
    record = office.get(receipt.replace("/d/", "/office/")).text
    assert "没有脚本的手机写的" in record
