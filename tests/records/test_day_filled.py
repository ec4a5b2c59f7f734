"""What was filled without network, or on paper, was found on the day it was filled."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.records.day_filled import believed, day_of_age
from inspect_app.settings import ZONE
from tests.records.filling import ALL_PASS, failing, set_state, submitted
from tests.records.sending import send
from tests.reports.books import opened, rows_of

DAY = 24 * 60 * 60
HEAP = failing("村口", "heap")  # 7 days to mend it
BIN = {"item-bin": "fail", "item-bin-0-description": "桶满了"}  # 3 days


def today():
    return datetime.now(ZONE).date()


def ago(days):
    return today() - timedelta(days)


def lasts(app, cast, starts_on, ends_on):
    with db.writing(app.extensions["database"]) as session:
        inspection = session.get(inspections.Inspection, cast.inspection)
        inspection.starts_on, inspection.ends_on = starts_on, ends_on


@pytest.fixture
def long(app, cast):
    """The inspection began four days ago and goes on until tomorrow."""
    lasts(app, cast, ago(4), ago(-1))


def sheet(office, cast, name, first="序号"):
    return rows_of(opened(office, f"{cast.inspection}/workbook.xlsx")[name], first)


def found(office, cast):
    """Return by what is wrong when it was found and until when it is to be mended."""
    rows = sheet(office, cast, "问题清单")
    days = [(row["发现日期"].date(), row["整改时限"].date()) for row in rows]
    return {row["存在问题"]: dates for row, dates in zip(rows, days, strict=True)}


def in_words(day):
    return f"{day.year}年{day.month}月{day.day}日"


def test_a_form_filled_offline_counts_for_the_day_it_was_filled(wang, cast, office, long):
    receipt = send(wang, cast, HEAP, age=2 * DAY).json["receipt"]

    assert found(office, cast) == {"村口": (ago(2), ago(-5))}
    (record,) = sheet(office, cast, "检查记录", "编号")
    assert (record["日期"].date(), record["送到日期"].date()) == (ago(2), today())
    filled = f"{in_words(ago(2))}填写"
    assert filled in wang.get(receipt).text
    page = office.get(receipt.replace("/d/", "/office/")).text
    assert f"<dt>填写</dt><dd>{in_words(ago(2))}</dd>" in page and "<dt>提交</dt>" in page
    assert filled in office.get(f"/office/inspections/{cast.inspection}/records").text


def test_what_arrives_on_the_day_it_was_filled_says_one_day_alone(wang, cast, office, long):
    receipt = send(wang, cast, HEAP, age=1).json["receipt"]
    assert found(office, cast) == {"村口": (today(), ago(-7))}
    assert "填写</dt>" not in office.get(receipt.replace("/d/", "/office/")).text
    assert f"{in_words(today())}填写" not in wang.get(receipt).text


@pytest.mark.parametrize("age", [5 * DAY, 900 * DAY, 2**62, 2**63, -DAY, "NaN", ""])
def test_a_day_that_is_none_of_the_inspection_is_not_believed(wang, cast, office, long, age):
    send(wang, cast, HEAP, age=age)
    assert found(office, cast) == {"村口": (today(), ago(-7))}


def test_a_form_filled_before_the_end_and_sent_after_it_was_found_before_it(
    app, wang, cast, office, long
):
    lasts(app, cast, ago(4), ago(1))
    send(wang, cast, HEAP, age=2 * DAY)
    send(wang, cast, {**ALL_PASS, **BIN}, site=1)
    assert found(office, cast) == {"村口": (ago(2), ago(-5)), "桶满了": (today(), ago(-3))}


def test_what_came_after_closing_counts_from_its_day_once_it_is_admitted(
    app, wang, cast, office, long
):
    set_state(app, cast, "closed")
    record = send(wang, cast, HEAP, age=2 * DAY).json["record"]
    assert office.post(f"/office/records/{record}/admit").status_code == 303
    assert found(office, cast) == {"村口": (ago(2), ago(-5))}


def test_the_same_form_again_is_the_same_whatever_it_says_of_its_age(wang, cast, office, long):
    record = uuid4()
    answers = [
        send(wang, cast, HEAP, record=record, **age).json
        for age in ({"age": 2 * DAY}, {"age": DAY}, {})
    ]
    assert answers[0] == answers[1] == answers[2]
    assert found(office, cast) == {"村口": (ago(2), ago(-5))}
    (row,) = sheet(office, cast, "检查记录", "编号")
    assert row["日期"].date() == ago(2)


def test_a_correction_keeps_the_first_day_of_what_stays(wang, cast, office, long):
    record = uuid4()
    send(wang, cast, HEAP, record=record, age=3 * DAY)
    send(wang, cast, {**HEAP, **BIN}, record=record, base=1, age=DAY)

    assert found(office, cast) == {"村口": (ago(3), ago(-4)), "桶满了": (ago(1), ago(-2))}
    (row,) = sheet(office, cast, "检查记录", "编号")
    assert row["日期"].date() == ago(3)


def test_a_record_that_was_taken_back_and_restored_keeps_its_day(wang, cast, office, long):
    record = send(wang, cast, HEAP, age=2 * DAY).json["record"]
    wang.post(f"/d/records/{record}/withdraw")
    assert wang.post(f"/d/records/{record}/restore").status_code == 303
    assert found(office, cast) == {"村口": (ago(2), ago(-5))}


def test_of_two_phones_the_chosen_one_brings_its_own_day(wang, cast, office, long):
    record = send(wang, cast, ALL_PASS, age=DAY).json["record"]
    assert send(wang, cast, HEAP, record=record, age=3 * DAY).status_code == 200
    page = wang.get(f"/d/records/{record}/choose").text
    assert "村口" in page
    wang.post(f"/d/records/{record}/choose", {"revision": 2, "shown": "1 2"})
    assert found(office, cast) == {"村口": (ago(3), ago(-4))}


def test_a_page_without_scripts_counts_for_the_day_it_arrives(wang, cast, office, long):
    submitted(wang, cast, HEAP)
    assert found(office, cast) == {"村口": (today(), ago(-7))}


def test_the_day_is_the_one_in_china():
    late_at_night = datetime.combine(date(2026, 11, 28), time(0, 20), ZONE)
    assert day_of_age(10 * 60, late_at_night) == date(2026, 11, 28)
    assert day_of_age(30 * 60, late_at_night) == date(2026, 11, 27)
    assert day_of_age(2**62, late_at_night) is None


@pytest.mark.parametrize(("told", "day"), [(22, 29), (23, 23), (28, 28), (29, 29), (30, 29)])
def test_the_days_of_an_inspection_are_believed_up_to_the_day_of_arrival(told, day):
    november = [date(2026, 11, n) for n in range(1, 31)]
    starts, ends, arrives = november[22], november[29], november[28]
    assert believed(november[told - 1], starts, ends, arrives) == november[day - 1]
