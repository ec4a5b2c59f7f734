"""Paper that comes after the end, of who has left, or before the beginning."""

from datetime import datetime, time, timedelta

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from inspect_app.settings import ZONE
from tests.board.pages import board
from tests.paper.entering import (
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
from tests.records.filling import set_state
from tests.soup import soup


def test_paper_that_comes_after_the_end_is_late_until_the_office_admits_it(app, office, cast):
    set_state(app, cast, "closed")
    assert "录入填好的纸质表" in office.get(f"/office/inspections/{cast.inspection}").text
    assert "按晚到保存" in office.get(address(cast)).text
    answer = office.post(address(cast), typed((STREET, WANG, GOOD)))
    notice = soup(office.get(answer.location)).select(".notice")[-1]
    assert "已录入 1 份" in notice.text and "晚到，还没有计入" in notice.text
    assert "还没有问题" in board(office, cast)

    again = office.post(address(cast), typed((STREET, WANG, GOOD)))
    assert "1 份以前录过，内容相同" in office.get(again.location).text
    changed = office.post(address(cast), typed((STREET, WANG, {**GOOD, "heap": "1"})))
    assert changed.status_code == 422 and "要算数请打开它点“计入统计”" in changed.text

    record = notice.a["href"]
    assert "村口" in soup(office.get(record)).select_one(".said").text  # read before it counts
    assert office.post(f"{record}/admit").status_code == 303
    changed = office.post(address(cast), typed((STREET, WANG, {**GOOD, "heap": "1"})))
    assert "要更正请先“撤销结束”，再由代表或联络员在手机上更正" in changed.text
    assert "村口" in board(office, cast) and "还没有问题" not in board(office, cast)


def test_an_excel_sheet_after_the_end_is_late_too_and_twice_is_once(app, office, cast):
    set_state(app, cast, "closed")
    data = filled(office, cast, EXCEL_ROW)
    assert "晚到，还没有计入" in office.get(upload(office, cast, data).location).text
    assert "1 份以前录过" in office.get(upload(office, cast, data).location).text


def test_paper_of_who_was_archived_since_the_first_day_can_be_typed_in(app, office, cast):
    def archive(moment):
        with db.writing(app.extensions["database"]) as session:
            session.get(people.Deputy, cast.wang).archived_at = moment

    with db.reading(app.extensions["database"]) as session:
        first_day = session.get(inspections.Inspection, cast.inspection).starts_on
    set_state(app, cast, "closed")
    morning = datetime.combine(first_day, time(), ZONE)
    archive(morning - timedelta(minutes=1))
    assert WANG not in office.get(address(cast)).text
    archive(morning)
    for answer in (
        office.post(address(cast), typed((STREET, WANG, GOOD))),
        upload(office, cast, filled(office, cast, {**EXCEL_ROW, "点位": SQUARE})),
    ):
        assert "已录入 1 份" in office.get(answer.location).text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("planned", "请先在方案里点“开始视察”"),
        ("archived", "要改请先“撤销归档”"),
        ("cancelled", "要改请先“恢复方案”"),
    ],
)
def test_paper_is_not_typed_in_before_the_beginning_or_once_all_is_put_away(
    app, office, cast, state, words
):
    set_state(app, cast, state)
    assert "录入填好的纸质表" not in office.get(f"/office/inspections/{cast.inspection}").text
    for answer in (
        office.get(address(cast)),
        office.post(address(cast), typed((STREET, WANG, GOOD))),
        office.get(address(cast, "entry.xlsx")),
        office.post(address(cast, "entry.xlsx")),
    ):
        assert answer.status_code == 422 and words in answer.text
    assert "还没有记录" in board(office, cast)
