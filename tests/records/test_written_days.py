"""Days as people write them on a phone that has no calendar to tap."""

import copy
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup

from inspect_app.records.written_days import day_of
from inspect_app.settings import ZONE
from tests.cast import THREE_SECTIONS, bring_on
from tests.person import Person
from tests.records.filling import ALL_PASS, form_url, submitted
from tests.records.sending import send
from tests.workbook_lint import read_workbook

TODAY = date(2026, 12, 1)


def with_day(app, **more):
    """Return 王建国, the office and the town, with an item that asks for a day."""
    raw = copy.deepcopy(THREE_SECTIONS)
    asked = {"id": "cleared", "kind": "date", "question": "最近哪天清运的？", **more}
    raw["sections"][0]["items"].append(asked)
    cast = bring_on(app, datetime.now(ZONE).date(), raw)
    office = Person(app)
    office.log_in("甲镇")
    return Person(app).enter(cast.links["wang"]), office, cast


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)), ("2026/11/20", date(2026, 11, 20)),
        ("2026.11.20", date(2026, 11, 20)), ("2026年11月20日", date(2026, 11, 20)),
        ("11月20日", date(2026, 11, 20)), ("11月20号", date(2026, 11, 20)), ("11-20", date(2026, 11, 20)),
        ("２０２６．１１．２０", date(2026, 11, 20)), ("20261120", date(2026, 11, 20)),
        ("2026-11-20 09:30:15", date(2026, 11, 20)), ("26-11-20", date(2026, 11, 20)),
        ("2026—11—20", date(2026, 11, 20)), ("2026–11–20", date(2026, 11, 20)), ("2026-11-20。", date(2026, 11, 20)),
        ("11月20日上午", date(2026, 11, 20)), ("11月20日星期五", date(2026, 11, 20)), ("26年11月20日", date(2026, 11, 20)),
        ("11月20日（周五）", date(2026, 11, 20)), ("2026年11月20日 星期五 上午9:30", date(2026, 11, 20)),
        ("11月20日9点半", date(2026, 11, 20)), ("11月20日下午3时20分", date(2026, 11, 20)), ("11-20 9:30", date(2026, 11, 20)),
        ("2026-11-20T09:30:15", date(2026, 11, 20)), ("11.20", date(2026, 11, 20)), ("26.11.20", date(2026, 11, 20)),
        ("2026－11－20，", date(2026, 11, 20)), ("２０２６１１２０", date(2026, 11, 20)), ("11月20日晚上", date(2026, 11, 20)),
        ("2026/11/20 礼拜五", date(2026, 11, 20)), ("11-20上午", date(2026, 11, 20)), ("11月20", date(2026, 11, 20)),
        ("11-20-26", None), ("9-11-20", None), ("98-11-20", None), ("20261320", None), ("11月20日到25日", None),
        ("11-20-21", None), ("11月20日开会", None), ("2月29日", None), ("上个月", None), ("20日", None),
        ("11月31日", None), ("2026年", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(written, day):
    assert day_of(written, TODAY) == day


@pytest.mark.parametrize(
    ("written", "today", "day"),
    [
        ("5月1日", date(2026, 11, 29), date(2026, 5, 1)), ("1月3日", TODAY, date(2026, 1, 3)),
        ("12月1日", TODAY, TODAY), ("12-2", TODAY, date(2026, 12, 2)), ("12月31日", TODAY, date(2026, 12, 31)),
        ("1月1日", TODAY, date(2027, 1, 1)), ("1月2日", TODAY, date(2026, 1, 2)),
        ("12月25日", date(2027, 1, 5), date(2026, 12, 25)), ("6月1日", date(2027, 1, 5), date(2026, 6, 1)),
        ("2月29日", date(2024, 3, 1), date(2024, 2, 29)), ("2月29日", date(2025, 3, 1), date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_without_its_year_has_been_unless_it_comes_within_a_month(written, today, day):
    assert day_of(written, today) == day


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026/3/5", "2026年3月5日"), ("2026.3.5", "2026年3月5日"), ("2026年3月5日", "2026年3月5日"),
        ("2026-03-05", "2026年3月5日"), ("上个月", "上个月"), ("3月底", "3月底"), ("2026-02-30", "2026-02-30"),
    ],
)  # fmt: skip
def test_a_day_in_peoples_own_writing_is_read_or_kept_as_words(app, written, told):
    wang, office, cast = with_day(app)
    receipt = send(wang, cast, {**ALL_PASS, "item-cleared": written}).json
    assert receipt["state"] == "submitted"

    page = BeautifulSoup(office.get(receipt["receipt"].replace("/d/", "/office/")).text, "lxml")
    assert told in page.get_text()
    address = f"/office/inspections/{cast.inspection}/workbook.xlsx"
    sheet = read_workbook(office.get(address).data)["检查记录"]
    cells = [str(cell)[:10] for row in sheet.values for cell in row if cell is not None]
    assert told in cells


def test_a_day_that_must_be_told_and_cannot_be_read_is_asked_again(app):
    wang, _, cast = with_day(app, required=True)
    said = {**ALL_PASS, "item-cleared": "上个月"}
    assert send(wang, cast, said).json["state"] == "incomplete"
    assert submitted(wang, cast, said, site=1).status_code == 422


def test_what_was_written_is_seen_when_it_is_corrected(app):
    wang, _, cast = with_day(app)
    for site, (written, kind) in enumerate((("11月20日", "text"), ("2026-11-20", "date"))):
        wang.post(form_url(cast, site), {"do": "later", "item-cleared": written})
        page = BeautifulSoup(wang.get(form_url(cast, site)).text, "lxml")
        field = page.select_one("#item-cleared-value")
        assert (field["type"], field["value"]) == (kind, written)
