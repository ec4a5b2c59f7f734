"""Names in the roster's Excel file that are none for certain are asked about, as in a pasted list."""

import pytest

from tests.roster.importing import mistakes
from tests.roster.roster_file import book_of, saved, upload, write

GROUP = "第一代表小组"


@pytest.mark.parametrize(
    "name",
    [
        "周一、周二",
        "周一\n周二",
        "周一/周二",
        "周一，周二",
        "1.周一",
        "周一13800138000",
        123,
        "2026-01-02",
    ],
)
def test_what_is_no_name_of_one_deputy_is_refused_by_its_cell(office, name):
    book = book_of(office)
    write(book["代表"], 9, name, GROUP)
    told = mistakes(upload(office, saved(book), do="check"))
    assert "请" in told["代表!A9"]


def test_names_of_all_shapes_are_taken_from_a_file(office):
    book = book_of(office)
    for row, name in enumerate(("周 一", "买买提·吐尔逊", "周二1", "周三（石桥）"), start=9):
        write(book["代表"], row, name, GROUP)
    assert upload(office, saved(book), do="check").status_code == 200
