"""A block that was copied from Excel: its cells, as they are seen there."""

import json

import pytest

from tests.phone.engine import NO_NETWORK, PhonePage


@pytest.fixture(scope="module")
def desk() -> PhonePage:
    return PhonePage("office/pasted-cells", network=lambda _: NO_NETWORK)


@pytest.mark.parametrize(
    ("copied", "lines"),
    [
        ("1\t2\n3\t4\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\r3\t4", [["1", "2"], ["3", "4"]]),
        ("一个", [["一个"]]),
        ("\t\n\t", [["", ""], ["", ""]]),
        ("1\t\n\n2\t", [["1", ""], [""], ["2", ""]]),
        ("", [[""]]),
    ],
)
def test_rows_and_columns_are_those_of_the_block(desk, copied, lines):
    assert desk.tells(f"PastedCells.table({json.dumps(copied)})") == lines


@pytest.mark.parametrize(
    ("copied", "lines"),
    [
        ('1\t"2 ""老"" 槐树\n桥头"\t3', [["1", '2 "老" 槐树 桥头', "3"]]),
        ('"村口\n桥头"\n1', [["村口 桥头"], ["1"]]),
        ('"一\r\n二\r\n三"', [["一 二 三"]]),
    ],
)
def test_a_cell_with_a_line_break_is_one_cell(desk, copied, lines):
    assert desk.tells(f"PastedCells.table({json.dumps(copied)})") == lines


@pytest.mark.parametrize(
    ("copied", "lines"),
    [
        ('"\t1\n村口\t2', [['"', "1"], ["村口", "2"]]),
        ('1\t"\n2\t3', [["1", '"'], ["2", "3"]]),
        ('"\t1\n"\t2', [['"', "1"], ['"', "2"]]),
        ('1\t"\n"\t2\n3\t4', [["1", '"'], ['"', "2"], ["3", "4"]]),
        ('"\n"\n三', [['"'], ['"'], ["三"]]),
        ('村口\n"\n"\n"\n桥头\n"', [["村口"], ['"'], ['"'], ['"'], ["桥头"], ['"']]),
        ('" \n\n"', [['" '], [""], ['"']]),
        ('"\n一\n二"\n1', [[" 一 二"], ["1"]]),
        ('"一\n"\n1', [["一 "], ["1"]]),
        ('"\n""老"" 槐树"', [[' "老" 槐树']]),
        ('"三无"\t1', [['"三无"', "1"]]),
        ('"三无"产品\t1\n2\t3', [['"三无"产品', "1"], ["2", "3"]]),
        ('5"管\t1', [['5"管', "1"]]),
    ],
)
def test_a_quote_that_belongs_to_the_words_stays_and_swallows_no_row(desk, copied, lines):
    assert desk.tells(f"PastedCells.table({json.dumps(copied)})") == lines


def test_rows_without_room_are_told_a_row_each_and_many_are_counted(desk):
    def told(count: int, words: list[str]) -> list[str]:
        outside = [{"row": 201 + n, "words": words} for n in range(count)]
        return desk.tells(f"PastedCells.leftOut({json.dumps(outside)})")

    assert told(0, []) == []
    assert told(1, ["张家村", "王建国"]) == ["第201行超出了表格，没有放进去：张家村、王建国"]
    assert told(1, ["张家村", "王建国", "1", "2"]) == [
        "第201行超出了表格，没有放进去：张家村、王建国、1等"
    ]
    assert len(told(3, ["1"])) == 3
    assert told(50, ["1"])[3:] == ["第204行起还有47行也没有放进去"]
