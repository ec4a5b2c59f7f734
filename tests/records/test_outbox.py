"""What a phone kept arrives: late, twice, in parts, incomplete, by an older version."""

import http.client
import threading
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from founding.waiting import until
from inspect_app import db
from inspect_app.db.turns import THREADS
from tests.board.pages import board
from tests.person import Person
from tests.records.filling import ALL_PASS, failing, form_url, jpeg, submitted
from tests.records.sending import send


def test_a_record_arrives_and_every_replay_gets_the_same_receipt(wang, cast, office):
    record = uuid4()
    first = send(wang, cast, record=record)
    again = send(wang, cast, record=record)

    assert first.status_code == 200 and first.json == again.json
    assert first.json["sent"] == first.json["record"] == str(record)
    assert "已收到：4项" in wang.get(first.json["receipt"]).text
    rows = office.get(f"/office/inspections/{cast.inspection}").text
    assert rows.count("号记录") == 1 and "更正" not in rows


def test_a_hundred_copies_at_once_are_one_record(server, wang, cast, office):
    cookie = wang.client.get_cookie("inspect-deputy").value
    body = urlencode({"assignment": cast.assignments[0], "base": 0, **ALL_PASS})
    headers = {"Cookie": f"inspect-deputy={cookie}", "Origin": server}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    path, answers = f"/d/records/{uuid4()}", []

    def copy():
        connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=60)
        connection.request("PUT", path, body, headers)
        answer = connection.getresponse()
        answers.append((answer.status, answer.read()))
        connection.close()

    threads = [threading.Thread(target=copy) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 100 and len(set(answers)) == 1 and answers[0][0] == 200
    rows = office.get(f"/office/inspections/{cast.inspection}").text
    assert rows.count("号记录") == 1 and "更正" not in rows


def test_an_incomplete_record_is_kept_and_both_sides_see_what_is_missing(wang, cast, office):
    answer = send(wang, cast, {"item-heap": "pass", "item-days": "很多"})

    assert answer.json["state"] == "incomplete"
    receipt = wang.get(answer.json["receipt"]).text
    assert "还差 3 处没有填好" in receipt and "没有黑臭水沟" in receipt
    assert "还要补填" in wang.get("/d/").text
    assert "待补正" in board(office, cast)
    record = office.get(answer.json["receipt"].replace("/d/", "/office/")).text
    assert "几天清运一次" in record and "很多" in record

    form = BeautifulSoup(wang.get(form_url(cast) + "?correct=1").text, "lxml")
    base = form.select_one("[name=base]")["value"]
    assert form.select_one("#item-days-value")["value"] == "很多"
    complete = wang.get(submitted(wang, cast, {**ALL_PASS, "base": base}).location).text
    assert "没有填好" not in complete and "更正过 1 次" in complete


def test_photos_come_before_or_after_the_record_and_the_office_sees_how_many(wang, cast, office):
    record, early, late = uuid4(), uuid4(), uuid4()
    wang.put(f"/d/photos/{early}?record={record}", jpeg())
    fields = {"item-heap": "fail", "item-heap-0-photo": [str(early), str(late)]}
    answer = send(wang, cast, {**ALL_PASS, **fields}, record=record).json
    receipt, page = answer["receipt"], answer["receipt"].replace("/d/", "/office/")

    assert answer["photos_missing"] == [str(late)]
    assert "1/2" in office.get(page).text and "照片 1/2" in wang.get(receipt).text
    wang.put(f"/d/photos/{late}?record={record}", jpeg("blue"))
    assert "2/2" in office.get(page).text and "照片2张" in wang.get(receipt).text


@pytest.mark.parametrize(
    "fields",
    [
        {"suggestion": "\x00\ufffe" + "长" * 5000},
        {"item-heap": "<script>", "item-days": "9" * 400},
        {"item-heap": "fail", **{f"item-heap-{n}-description": "x" for n in range(40)}},
        {"base": "-1"},
        {"base": "x", "version": "9" * 30},
        {"at": "x" * 100_000},
    ],
)
def test_nothing_a_phone_sends_is_refused_for_what_it_says(wang, cast, office, fields):
    answer = send(wang, cast, fields)
    assert answer.status_code == 200
    assert office.get(answer.json["receipt"].replace("/d/", "/office/")).status_code == 200
    report = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    assert report.status_code == 200


LONG = "很长的话" * 600


@pytest.mark.parametrize(
    "fields",
    [
        {**ALL_PASS, "suggestion": LONG},
        {**ALL_PASS, "highlight": LONG},
        failing(LONG),
        {**failing("桶满了"), "item-bin-0-suggestion": LONG},
    ],
)
def test_long_words_leave_no_record_incomplete_and_are_kept(wang, cast, office, fields):
    receipt = send(wang, cast, fields).json

    assert receipt["state"] == "submitted"
    assert LONG in office.get(receipt["receipt"].replace("/d/", "/office/")).text


@pytest.mark.parametrize("unseen", ["\u200b", "\u3164", "\u2800", "\u034f", "\U000e0041"])
def test_a_place_described_by_nothing_that_is_seen_says_what_its_item_says(
    wang, cast, office, unseen
):
    blank = {"item-heap": "fail", "item-heap-0-description": unseen, "suggestion": "\u2060\ufeff"}
    receipt = send(wang, cast, {**ALL_PASS, **blank}).json["receipt"]
    page = office.get(receipt.replace("/d/", "/office/")).text
    assert "没有成堆垃圾,没有做到" in page and "意见建议</h2>" not in page


def test_a_number_no_row_can_have_is_no_page_and_no_error(wang, office):
    huge = "9" * 30
    assert wang.get(f"/d/assignments/{huge}").status_code == 404
    assert office.get(f"/office/inspections/{huge}").status_code == 404
    assert office.get(f"/office/inspections/1?assignment={huge}").status_code == 200
    assert wang.get(f"/d/?for={huge}").status_code == 404


def test_an_amount_that_cannot_be_read_is_corrected_to_another_one(wang, cast):
    fails = {**ALL_PASS, "item-heap": "fail", "item-heap-0-description": "村口"}
    first = send(wang, cast, {**fails, "item-heap-0-amount": "十几处"})
    assert first.json["state"] == "submitted"
    corrected = {**fails, "item-heap-0-amount": "二十几处", "base": 1}
    send(wang, cast, corrected, record=first.json["record"])
    assert "二十几处" in wang.get(f"{form_url(cast)}?correct=1").text


def test_where_many_hand_in_at_once_photos_are_given_a_time_of_their_own(app, wang, cast):
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": str(uuid4())}
    alone = send(wang, cast, fields)
    database, told = app.extensions["database"], []

    def hand_in() -> None:
        phone = Person(app)
        phone.client.set_cookie("inspect-deputy", cookie, domain="localhost")
        told.append(send(phone, cast, fields).json["photos_after"])

    cookie = wang.client.get_cookie("inspect-deputy").value
    threads = [threading.Thread(target=hand_in) for _ in range(THREADS // 2 + 1)]
    with db.writing(database):
        for thread in threads[:-1]:
            thread.start()
        until(lambda: database.turns.is_crowded)
        threads[-1].start()
        until(lambda: database.turns._waiting == len(threads))
    for thread in threads:
        thread.join()
    assert alone.json["photos_after"] == 0
    assert sorted(told)[:-1] == [0] * (len(told) - 1) and max(told) > 0
