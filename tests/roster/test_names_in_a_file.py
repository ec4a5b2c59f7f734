"""Names in the roster's Excel file that are none for certain are asked about, as in a pasted list."""

import pytest

from tests.roster.importing import entries, mistakes, told
from tests.roster.roster_file import FILE, book_of, saved, upload, write

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
        "周书记",
        "周一（组长）",
        "周一（女）",
        "周一（请假）",
        "周一组长",
        "王建国李秀英",
        "石桥村",
        "合计",
        "Zhou Yi",
        "周",
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


def test_a_truth_of_excel_is_no_name_of_anything(office):
    book = book_of(office)
    for sheet, row in (("代表", 9), ("小组", 9), ("村", 9), ("责任单位", 9)):
        write(book[sheet], row, True, *[GROUP] * (sheet == "代表"))
    assert {"代表!A9", "小组!A9", "村!A9", "责任单位!A9"} <= mistakes(
        upload(office, saved(book), do="check")
    ).keys()


def test_a_name_that_is_said_to_be_one_is_taken_as_it_is(office):
    book = book_of(office)
    for row, name in enumerate(("姓名：周书记", "姓名:Zhou Yi", "姓名： 周"), start=9):
        write(book["代表"], row, name, GROUP)
    assert "新增 3 条" in told(office, upload(office, saved(book)))
    assert {"周书记", "Zhou Yi", "周"} <= set(entries(office, "deputies"))
    again = upload(office, office.get(FILE).data)
    assert "完全一样" in told(office, again)
