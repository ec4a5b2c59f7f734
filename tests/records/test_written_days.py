"""Days as people write them on a phone that has no calendar to tap."""

import copy
import io
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from inspect_app.records.written_days import day_of
from inspect_app.settings import ZONE
from tests.cast import THREE_SECTIONS, bring_on
from tests.conftest import Person
from tests.records.filling import ALL_PASS, form_url, submitted
from tests.records.sending import send

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
        ("1月3日", date(2027, 1, 3)), ("2月29日", None), ("上个月", None), ("20日", None),
        ("11月31日", None), ("2026年", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_the_nearest(written, day):
    assert day_of(written, TODAY) == day


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026/3/5", "2026-03-05"), ("2026.3.5", "2026-03-05"), ("2026年3月5日", "2026-03-05"),
        ("2026-03-05", "2026-03-05"), ("上个月", "上个月"), ("3月底", "3月底"), ("2026-02-30", "2026-02-30"),
    ],
)  # fmt: skip
def test_a_day_in_peoples_own_writing_is_read_or_kept_as_words(app, written, told):
    wang, office, cast = with_day(app)
    receipt = send(wang, cast, {**ALL_PASS, "item-cleared": written}).json
    assert receipt["state"] == "submitted"

    page = BeautifulSoup(office.get(receipt["receipt"].replace("/d/", "/office/")).text, "lxml")
    assert told in page.get_text()
    address = f"/office/inspections/{cast.inspection}/workbook.xlsx"
    sheet = load_workbook(io.BytesIO(office.get(address).data))["检查记录"]
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
