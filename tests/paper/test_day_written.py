"""The day on a paper form: typed in the grid or in Excel, counted from, refused where it is wrong."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.paper.day_written import DayError, day_written
from tests.paper.entering import (
    CHEN,
    EXCEL_ROW,
    GOOD,
    SQUARE,
    STREET,
    WANG,
    address,
    filled,
    typed,
    upload,
)
from tests.reports.books import opened, rows_of
from tests.soup import soup
from tests.workbook_lint import read_workbook

FIRST, LAST = date(2026, 9, 23), date(2026, 9, 29)
LATER = date(2026, 11, 30)


@pytest.fixture
def september(app, cast):
    """The inspection was from 23 to 29 September and is still open."""
    with db.writing(app.extensions["database"]) as session:
        inspection = session.get(inspections.Inspection, cast.inspection)
        inspection.starts_on, inspection.ends_on = FIRST, LAST


def found(office, cast):
    """Return when it was found and until when it is to be mended, of all that was found."""
    rows = rows_of(opened(office, f"{cast.inspection}/workbook.xlsx")["问题清单"])
    return {(row["发现日期"].date(), row["整改时限"].date()) for row in rows}


@pytest.mark.parametrize(
    "words",
    [
        "2026-9-27", "2026-09-27", "2026.9.27", "2026/9/27", "2026年9月27日", "2026年9月27",
        "9-27", "09-27", "9.27", "9/27", "9月27日", "9月27号", "27日", "27号", "27", "２７日",
        "9 月 27 日", " 9－27 ", "2026年 9月27日", "\ufeff9-27", "9\u200e月27日\u200b", "2026-09-27 09:30",
        "2026-09-27 09:30:15", "20260927", "26-9-27", "2026—9—27", "9月27日上午", "2026-9-27上午", "2026-09-27。",
        "9月27日星期日", "9月27日（周日）", "27日上午", "9-27。", "九月二十七日", "九月廿七", "二十七日", "廿七号", "9月二十七日", "二〇二六年九月二十七日",
        "二○二六年九月27日", "9月27日晚8点", "27日晚", "9.27（日）",
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(words):
    assert day_written(words, FIRST, LAST, LATER) == date(2026, 9, 27)


@pytest.mark.parametrize("words", ["", "  ", "\u3000"])
def test_no_day_is_no_mistake(words):
    assert day_written(words, FIRST, LAST, LATER) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("昨天", "看不懂"), ("周六", "看不懂"), ("星期日", "看不懂"), ("六", "看不懂"), ("九月二十几日", "看不懂"), ("上午", "看不懂"),
        ("9月", "看不懂"), ("2026年27日", "看不懂"), ("9-31", "看不懂"),
        ("13-27", "看不懂"), ("0", "看不懂"), ("9-27-1", "看不懂"),
        ("45927", "看不懂"), ("9-22", "2026年9月23日到2026年9月29日"), ("8-27", "9月23日"),
        ("2025-9-27", "9月23日"), ("30日", "9月23日"),
    ],
)  # fmt: skip
def test_what_is_no_day_of_the_inspection_is_refused_in_words(words, told):
    with pytest.raises(DayError, match=told):
        day_written(words, FIRST, LAST, LATER)


def test_a_day_of_which_there_are_two_asks_for_its_month():
    two_months = (date(2026, 9, 20), date(2026, 10, 25), LATER)
    with pytest.raises(DayError, match=r"2026年9月21日、2026年10月21日.*写全"):
        day_written("21日", *two_months)
    assert day_written("10-21", *two_months) == date(2026, 10, 21)
    assert day_written("28", *two_months) == date(2026, 9, 28)


def test_a_day_to_which_excel_may_have_lost_a_zero_is_asked_about():
    with pytest.raises(DayError, match=r"2026年11月2日、2026年11月20日"):
        day_written("11.2", date(2026, 11, 1), date(2026, 11, 29), LATER)


def test_of_two_days_the_only_one_of_the_inspection_up_to_today_is_taken():
    december = (date(2026, 12, 1), date(2026, 12, 20))
    assert day_written("12.1", *december, date(2026, 12, 3)) == date(2026, 12, 1)
    with pytest.raises(DayError, match=r"2026年12月1日、2026年12月10日"):
        day_written("12.1", *december, date(2026, 12, 10))
    with pytest.raises(DayError, match="可能是2026年11月20日，"):  # it says the 2nd
        day_written("11.2", date(2026, 11, 10), date(2026, 11, 29), LATER)
    assert day_written("11.2", date(2026, 11, 1), date(2026, 11, 9), LATER) == date(2026, 11, 2)
    two_months = (date(2026, 9, 20), date(2026, 10, 25))
    assert day_written("21日", *two_months, date(2026, 10, 20)) == date(2026, 9, 21)
    with pytest.raises(DayError, match="还没有到"):
        day_written("12.1", *december, date(2026, 11, 30))


def test_a_day_that_can_be_one_alone_is_taken_in_the_grid(app, office, cast):
    with db.writing(app.extensions["database"]) as session:
        inspection = session.get(inspections.Inspection, cast.inspection)
        inspection.starts_on, inspection.ends_on = date(2026, 9, 1), date(2026, 9, 9)
    answer = office.post(address(cast), typed((STREET, WANG, {**GOOD, "filled-on": "9.2"})))
    assert answer.status_code == 303
    assert {day for day, _ in found(office, cast)} == {date(2026, 9, 2)}


def test_a_day_to_come_is_refused():
    with pytest.raises(DayError, match="还没有到"):
        day_written("9-29", FIRST, LAST, date(2026, 9, 28))
    assert day_written("9-28", FIRST, LAST, date(2026, 9, 28)) == date(2026, 9, 28)


def test_a_paper_form_typed_in_later_counts_for_the_day_on_it(office, cast, september):
    answer = office.post(address(cast), typed((STREET, WANG, {**GOOD, "filled-on": "9-27"})))
    assert answer.status_code == 303
    # Seven days for a heap; September has thirty.
    assert found(office, cast) == {(date(2026, 9, 27), date(2026, 10, 4))}
    (row,) = rows_of(opened(office, f"{cast.inspection}/workbook.xlsx")["检查记录"], "编号")
    assert row["日期"].date() == date(2026, 9, 27) < row["送到日期"].date()
    made = soup(office.get(answer.location)).select_one(".notice a")["href"]
    assert "<dt>填写</dt><dd>2026年9月27日</dd>" in office.get(made).text


def test_a_day_that_is_wrong_stops_all_and_keeps_what_was_typed(office, cast, september):
    rows = [
        (STREET, WANG, {**GOOD, "filled-on": "10-27"}),
        (SQUARE, CHEN, {**GOOD, "filled-on": "前天"}),
    ]
    page = soup(answer := office.post(address(cast), typed(*rows)))
    assert answer.status_code == 422 and "还没有" in soup(office.get(board(cast))).get_text()
    assert [link["href"] for link in page.select(".error-summary a")] == [
        "#c1-filled-on",
        "#c2-filled-on",
    ]
    assert "不在视察的日期里" in page.select_one("#e1-filled-on").text
    assert page.select_one("#c2-filled-on")["value"] == "前天"


def board(cast):
    return f"/office/inspections/{cast.inspection}"


@pytest.mark.parametrize(
    "day", [datetime(2026, 9, 27), date(2026, 9, 27), "9-27", "9月27日", "2026.9.27", 27, "27日"]
)
def test_a_sheet_says_the_day_as_a_date_of_excel_or_in_words(office, cast, september, day):
    answer = upload(office, cast, filled(office, cast, {**EXCEL_ROW, "日期": day}))
    assert answer.status_code == 303
    assert found(office, cast) == {(date(2026, 9, 27), date(2026, 10, 4))}


def test_a_wrong_day_of_a_sheet_is_told_by_its_cell(office, cast, september):
    answer = upload(office, cast, filled(office, cast, {**EXCEL_ROW, "日期": datetime(2026, 8, 1)}))
    (told,) = soup(answer).select(".error-summary tbody tr")
    assert (told.th.text, told.td.text) == ("C5", "日期") and "不在视察的日期里" in told.text


def test_a_sheet_keeps_the_day_as_it_is_typed_and_says_how(office, cast):
    book = read_workbook(office.get(address(cast, "entry.xlsx")).data)
    assert book["录入"].column_dimensions["C"].number_format == "@"  # 11.30 is not 11.3
    assert "可以不填" in book["录入"]["C4"].value
    assert "11-27" in book["怎么填"]["C2"].value


def test_a_sheet_from_before_there_were_days_is_still_read(office, cast):
    book = load_workbook(io.BytesIO(filled(office, cast, EXCEL_ROW, {**EXCEL_ROW, "1": "很多"})))
    book["录入"].delete_cols(3)
    old = io.BytesIO()
    book.save(old)
    (first, *_) = soup(upload(office, cast, old.getvalue())).select(".error-summary tbody tr")
    assert first.th.text == "C6" and "没有成堆垃圾" in first.text

    book["录入"].delete_rows(6)
    book.save(old := io.BytesIO())
    assert upload(office, cast, old.getvalue()).status_code == 303
    assert len(found(office, cast)) == 1


def test_the_same_paper_again_is_known_and_another_day_is_not_dropped_unsaid(
    office, cast, september
):
    for day in ("9-27", "27日", ""):
        again = office.post(address(cast), typed((STREET, WANG, {**GOOD, "filled-on": day})))
        assert again.status_code == 303
    other = office.post(address(cast), typed((STREET, WANG, {**GOOD, "filled-on": "9-28"})))
    assert other.status_code == 422
    assert "日期是2026年9月27日" in soup(other).select_one("#e1-filled-on").text
    assert found(office, cast) == {(date(2026, 9, 27), date(2026, 10, 4))}


def test_a_day_alone_names_what_is_missing(office, cast, september):
    answer = office.post(address(cast), typed(("", "", {"filled-on": "9-27"})))
    assert answer.status_code == 422 and "请选点位" in answer.text
