"""A date in a cell of a paper form is read as people write it, or told."""

from datetime import datetime

import pytest
from werkzeug.datastructures import MultiDict

from inspect_app.paper.doubts import NotationError
from inspect_app.records.forms.record_form import form_class
from inspect_app.records.written_days import day_of
from inspect_app.settings import ZONE
from tests.checklist.every_kind import EVERY_KIND
from tests.paper.reading import read


@pytest.mark.parametrize(
    "cell",
    [
        "2026-9-7", "2026年 9月7日", "2026 年 9 月 7 号", "2026/09/07\u200b", "2026-09-07 09:30", "20260907", "26-9-7",
        "2026-09-07 09:30:15", "2026—9—7", "2026年9月7日上午", "2026-09-07。", "2026年9月7日星期一",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(cell):
    cleared = EVERY_KIND.item_by_id["cleared_on"]
    assert read(cleared, cell) == [("item-cleared_on", "2026-09-07")]


@pytest.mark.parametrize(
    "cell", ["9月7日", "9-7", "9.7", "9月7日上午", "9月7日星期一", "9月7号", "９－７", "9/7"]
)
def test_a_date_without_its_year_is_what_a_phone_makes_of_it(cell):
    cleared = EVERY_KIND.item_by_id["cleared_on"]
    day = day_of(cell, datetime.now(ZONE).date())
    form = form_class(EVERY_KIND)(MultiDict(read(cleared, cell)))
    assert day and form.answers["cleared_on"].value == day.isoformat()


@pytest.mark.parametrize("cell", ["上个月", "20日", "2026-13-1", "45927", "9月", "9月7日开会"])
def test_what_is_no_date_is_told(cell):
    with pytest.raises(NotationError, match="请填日期"):
        read(EVERY_KIND.item_by_id["cleared_on"], cell)
