"""Drafts: entered on one phone, gone on with on another."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from inspect_app.inspections.models import InspectionState
from tests.records.filling import ALL_PASS, form_url, jpeg, set_state, submitted
from tests.records.sending import send


def test_answers_are_kept_as_they_are_given_and_open_on_another_phone(app, wang, cast):
    record = str(uuid4())
    fields = {
        "record": record,
        "item-heap": "fail",
        "item-heap-0-description": "村口",
        "item-days": "abc",
    }
    assert wang.put(form_url(cast) + "/draft", fields).json["record"] == record

    other_phone = type(wang)(app).enter(cast.links["wang"], cast.code("wang"))
    draft = other_phone.get(form_url(cast) + "/draft").json
    assert draft["record"] == record
    assert ["item-heap-0-description", "村口"] in draft["fields"]
    assert ["item-days", "abc"] in draft["fields"]
    assert 'value="abc"' in other_phone.get(form_url(cast)).text


def test_a_second_phone_is_told_the_records_id(wang, cast):
    first = wang.put(form_url(cast) + "/draft", {"record": str(uuid4())}).json["record"]
    second = wang.put(form_url(cast) + "/draft", {"record": str(uuid4())}).json["record"]

    assert first == second


def test_a_draft_that_arrives_after_the_record_changes_nothing(wang, cast):
    receipt = submitted(wang, cast, ALL_PASS).location
    late = wang.put(form_url(cast) + "/draft", {"item-heap": "fail"})

    assert late.json["receipt"] == receipt
    assert "已收到：4项" in wang.get(receipt).text


def test_an_id_of_somebody_elses_record_is_not_taken_over(wang, li, cast):
    record = wang.put(form_url(cast) + "/draft", {"record": str(uuid4())}).json["record"]
    own = li.put(form_url(cast) + "/draft", {"record": record}).json["record"]

    assert own != record


def test_a_draft_that_the_closing_overtook_is_found_and_handed_in(app, wang, cast):
    wang.put(form_url(cast) + "/draft", {"item-heap": "pass"})
    set_state(app, cast, InspectionState.CLOSED)
    today = BeautifulSoup(wang.get("/d/").text, "lxml")
    link = today.select_one("section[aria-labelledby=unsent] a.task")

    assert "视察已经结束，还有 1 份没交" in today.get_text()
    assert "请点" in wang.get(link["href"]).text
    assert "单独存着" in wang.get(submitted(wang, cast, ALL_PASS).location).text
    assert "没交" not in wang.get("/d/").text


def test_a_draft_is_seen_by_nobody_else(wang, office, cast):
    record = wang.put(form_url(cast) + "/draft", {"item-heap": "fail"}).json["record"]

    assert office.get(f"/office/records/{record}").status_code == 404
    assert "还没有记录" in office.get(f"/office/inspections/{cast.inspection}").text


def test_the_same_photo_twice_is_one_and_anothers_id_is_refused(wang, li, cast):
    photo, record = uuid4(), uuid4()
    path = f"/d/photos/{photo}?record={record}"
    assert wang.put(path, jpeg()).json == {"photo": str(photo)}
    assert wang.put(path, jpeg()).json == {"photo": str(photo)}

    assert li.put(path, jpeg("blue")).status_code == 404
    assert wang.get(f"/d/photos/{photo}").data == wang.get(f"/d/photos/{photo}").data


def test_a_receipt_counts_the_photos_that_have_arrived(wang, cast):
    here, missing = str(uuid4()), str(uuid4())
    wang.put(f"/d/photos/{here}?record={uuid4()}", jpeg())
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": [here, missing]}

    assert "照片 1/2" in wang.get(submitted(wang, cast, fields).location).text


def test_the_blank_form_holds_nobodys_data_and_may_be_kept(wang, li, cast):
    wang.put(form_url(cast) + "/draft", {"item-heap": "fail", "suggestion": "只给我看"})
    blank = wang.get(form_url(cast) + "/blank")

    assert "只给我看" not in blank.text and "王建国" not in blank.text
    assert blank.data == li.get(form_url(cast) + "/blank").data
    assert "max-age=43200" in blank.headers["Cache-Control"]
    again = wang.get(form_url(cast) + "/blank", headers={"If-None-Match": blank.headers["ETag"]})
    assert again.status_code == 304


def test_the_answer_to_a_draft_says_what_became_of_it(wang, cast):
    path, own = form_url(cast) + "/draft", {"device": "a", "saves": 0}
    first = wang.put(path, {**own, "n": 2, "item-heap": "pass"})
    late = wang.put(path, {**own, "n": 1, "item-heap": "fail"})
    rival = wang.put(path, {**own, "device": "b", "n": 1, "item-heap": "na"})
    answers = [(answer.status_code, answer.json["outcome"]) for answer in (first, late, rival)]

    assert answers == [(200, "taken"), (200, "overtaken"), (409, "conflict")]
    assert wang.get(path).json["fields"] == [["item-heap", "pass"]]


def test_what_another_page_of_the_phone_saved_after_the_form_was_handed_in_is_kept(
    wang, cast, office
):
    """The form waited for a network; meanwhile another page of the same phone was typed into."""
    record, device = str(uuid4()), {"device": "phone", "base": 0}
    early = {**ALL_PASS, "suggestion": "先写的"}
    wang.put(form_url(cast) + "/draft", {**early, **device, "record": record, "n": 1, "saves": 0})
    later = {**early, "suggestion": "后写的", **device, "record": record, "n": 2, "saves": 1}
    assert wang.put(form_url(cast) + "/draft", later).json["outcome"] == "taken"

    sent = {**early, **device, "assignment": cast.assignments[0], "n": 1, "saves": 0}
    answer = wang.put(f"/d/records/{record}", sent)

    page = office.get(answer.json["receipt"].replace("/d/", "/office/")).text
    assert "先写的" in page and "后写的" in page


def test_what_another_page_saved_is_kept_beside_a_form_handed_in_before_its_first_save(
    wang, cast, office
):
    record, device = str(uuid4()), {"device": "phone", "base": 0}
    other = {**ALL_PASS, "suggestion": "后写的", **device, "record": record, "n": 1, "saves": 0}
    assert wang.put(form_url(cast) + "/draft", other).json["outcome"] == "taken"

    sent = {**ALL_PASS, **device, "assignment": cast.assignments[0], "n": 0, "saves": 0}
    answer = wang.put(f"/d/records/{uuid4()}", sent)

    assert "后写的" in office.get(answer.json["receipt"].replace("/d/", "/office/")).text


def test_a_form_handed_in_after_the_pages_last_save_leaves_no_draft_beside(wang, cast, office):
    record, device = str(uuid4()), {"device": "phone", "base": 0}
    early = {**ALL_PASS, "suggestion": "先写的", **device, "record": record, "n": 1, "saves": 0}
    wang.put(form_url(cast) + "/draft", early)

    sent = {**early, "suggestion": "改过的", "assignment": cast.assignments[0], "n": 1}
    answer = wang.put(f"/d/records/{record}", sent)

    page = office.get(answer.json["receipt"].replace("/d/", "/office/")).text
    assert "改过的" in page and "先写的" not in page


def test_a_form_too_large_without_scripts_is_told_what_is_still_there(wang, office, cast):
    """A browser without scripts shows the form empty when one goes back to it."""
    wang.post(form_url(cast), {"do": "later", "item-heap": "pass", "suggestion": "多放几个桶"})
    huge = {"do": "submit", "suggestion": "长" * 400_000}
    refused = wang.post(form_url(cast), huge)
    told = BeautifulSoup(refused.text, "lxml").main.get_text()
    assert refused.status_code == 413 and "返回上一页" not in told
    assert "以前存下的还在，从那以后写的要再写一次" in told and "一次少带几张" in told
    home = BeautifulSoup(refused.text, "lxml").find("a", string="回到首页")["href"]
    assert wang.get(home).status_code == 200 and "多放几个桶" in wang.get(form_url(cast)).text

    words = office.post("/office/roster/deputies/paste", {"text": "长" * 400_000}).text
    assert "文件请换小一点的" in words and "返回上一页" not in words


def test_a_draft_saved_by_another_phone_meanwhile_is_shown_not_overwritten(wang, cast):
    path = form_url(cast) + "/draft"
    mine = {"device": "a", "n": 1, "saves": 0, "item-heap": "pass"}
    assert wang.put(path, mine).json["saves"] == 1
    theirs = {"device": "b", "n": 1, "saves": 0, "item-heap": "fail"}
    answer = wang.put(path, theirs)

    assert answer.status_code == 409
    assert ["item-heap", "pass"] in answer.json["fields"] and answer.json["saves"] == 1
    assert wang.put(path, {**theirs, "n": 2, "saves": 1}).json["saves"] == 2
    # The first phone goes on without having heard of its own save: no question.
    assert wang.put(path, {**mine, "device": "b", "n": 3}).status_code == 200


def test_a_correction_has_a_draft_of_its_own(wang, cast):
    receipt = send(wang, cast).json["receipt"]
    path = form_url(cast) + "/draft"
    saved = wang.put(path, {"base": 1, "item-heap": "fail"})

    assert saved.json["revision"] == 1 and saved.json["receipt"] == receipt
    assert wang.get(path).json["fields"] == [["item-heap", "fail"]]
    form = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    assert form.select_one("#item-heap-fail").has_attr("checked")


def test_a_correction_that_changes_nothing_in_the_end_does_not_come_back(wang, cast):
    """A replay of it ends no other correction that was begun since."""
    send(wang, cast)
    path, phone = form_url(cast) + "/draft", {"base": 1, "device": "phone"}
    wang.put(path, {**phone, "n": 1, "saves": 0, **ALL_PASS, "item-heap": "fail"})
    send(wang, cast, **phone, saves=1)
    assert dict(wang.get(path).json["fields"])["item-heap"] == "pass"

    wang.put(path, {**phone, "n": 2, "saves": 1, **ALL_PASS, "item-bin": "fail"})
    send(wang, cast, **phone, saves=1)
    assert dict(wang.get(path).json["fields"])["item-bin"] == "fail"
    send(wang, cast)
    assert dict(wang.get(path).json["fields"])["item-bin"] == "fail"


DRAFT = {
    "device": "first",
    "n": 1,
    "at": "item-heap",
    "item-heap": "fail",
    "item-heap-0-description": "河边一大堆",
}


def test_a_draft_that_the_sender_had_not_seen_stays_readable_under_the_record(wang, cast, office):
    wang.put(form_url(cast) + "/draft", DRAFT)
    record = send(wang, cast, device="second").json

    for page in (wang.get(record["receipt"]), office.get(f"/office/records/{record['record']}")):
        assert "没有交上来的草稿" in page.text and "河边一大堆" in page.text
    assert "已收到：4项" in wang.get(record["receipt"]).text
    send(wang, cast, {**ALL_PASS, "suggestion": "修路"}, record["record"], base=1)
    said = wang.get(record["receipt"]).text
    assert said.count("没有交上来的草稿") == 1 and "第 1 次提交" in said


@pytest.mark.parametrize(
    "seen",
    [
        {"device": "first"},
        {"device": "second", "saves": 1},
        {"device": "second", "seen": "first 1"},
        {**DRAFT, "device": "second", "at": ""},
    ],
    ids=["own", "seen", "unheard", "same"],
)
def test_a_draft_that_the_sender_had_seen_is_not_kept_beside_the_record(wang, cast, seen):
    wang.put(form_url(cast) + "/draft", DRAFT)
    record = send(wang, cast, **seen).json
    assert "没有交上来的草稿" not in wang.get(record["receipt"]).text
