"""Several options in a cell, and what may be one more of them: read, or asked about."""

import json

import pytest

from inspect_app.checklist.items import ChoiceItem, ChoicesItem
from inspect_app.paper.doubts import NotationError
from tests.paper.reading import read

SEEN = ChoicesItem.model_validate_json(json.dumps({
    "id": "seen", "kind": "choices", "question": "有什么?", "options": [
        {"id": "garbage", "label": "垃圾", "fail": True},
        {"id": "sewage", "label": "污水", "fail": True},
        {"id": "lamps", "label": "路灯不亮", "fail": True},
        {"id": "fine", "label": "都好"},
    ],
}))  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        "1 3", "1.3", "1/3", "1和3", "1 、3", "1、3", "1，3", "1,3", "1;3", "1；3", "1+3", "1&3",
        "1与3", "1及3", "1 和 3", "①③", "①、③", "1\t3", "1\u30003", "1。3", "1．3", "1·3", "1|3",
        "1\\3", "1以及3", "1还有3", "(1)(3)", "（1）（3）", "1)3)", "1）、3）", "1、3、", "1号3号", "1,3项",
        "第1、3项", "第1项、第3项", "1√ 3√", "1：3", "１ ３", "１、３", "垃圾 路灯不亮", "垃圾路灯不亮",
        "垃圾和路灯不亮", "垃圾/路灯不亮", "垃圾，3", "1 垃圾 3 路灯不亮", "1垃圾、3路灯不亮", "1.垃圾 3.路灯不亮",
    ],
)  # fmt: skip
def test_several_options_of_a_cell_are_read_however_they_are_parted(cell):
    assert read(SEEN, cell) == [("item-seen", "garbage"), ("item-seen", "lamps")]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1 3 村口一堆", "村口一堆"),
        ("1和3 村口一堆", "村口一堆"),
        ("1、3村口一堆", "村口一堆"),
    ],
)
def test_what_was_found_stands_behind_several_options(cell, words):
    assert read(SEEN, cell) == [
        ("item-seen", "garbage"),
        ("item-seen", "lamps"),
        ("item-seen-0-description", words),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "3个桶",
        "3米宽的沟",
        "村口 3 处",
        "村口 3个桶",
        "桥头，3个桶",
        "污水沟边：一堆",
        "2025年就有",
        "和平路口",
        "1.5米宽",
        "污水沟边",
        "见照片①",
        "村口3处",
    ],
)
def test_words_that_begin_like_an_option_are_words(words):
    assert read(SEEN, f"1 {words}") == [
        ("item-seen", "garbage"),
        ("item-seen-0-description", words),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "1-3",
        "1—3",
        "1~3",
        "1～3",
        "1至3",
        "1到3",
        "1或3",
        "1加3",
        "13",
        "1 9",
        "1、9",
        "1 村口；3 桥头",
        "1村口；3桥头",
        "1 村口 3 桥头",
        "1村口,2桥头",
        "1 村口；3、桥头",
        "①村口③桥头",
        "① 村口；③ 桥头",
        "垃圾：村口，污水：桥头",
        "垃圾 村口；污水 桥头",
        "1，3处垃圾",
        "1、2号楼",
        "1&3村口",
        "2 2",
        "2、2",
        "②②",
        "1、3、3",
        "2 2 村口",
        "1］3］",
        "1〕 3〕",
        "1→3→",
        "1@3@",
        "1′3′",
    ],
)
def test_what_may_be_a_further_option_is_asked_about_and_not_taken_for_words(cell):
    with pytest.raises(NotationError, match=r"编号"):
        read(SEEN, cell)


LETTERED = ChoicesItem.model_validate_json(json.dumps({
    "id": "wishes", "kind": "choices", "question": "盼什么？", "options": [
        {"id": "road", "label": "修路"}, {"id": "water", "label": "通水"},
        {"id": "smell", "label": "臭味", "fail": True},
    ],
}))  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        "3臭味1修路", "3 加 1", "3 另有1", "3【1】", "3臭味①", "3 选1", "3 第一项", "3 1？", "3 村口、1",
        "3另1", "3又1", "3 外加1", "3 并选1", "3 同时1", "3 选项1", "3 选项一", "3 第一", "3 一", "3 1！",
        "3[1]", "3 “1”", "3 ⑴", "3 ⒈", "3 ❶", "3 Ⅰ", "3 村口1", "3 村口 1。", "3 村口（1）", "3 村口和1",
        "3 村口 加1", "3 村口①", "3 村口1-2", "3村口1桥头", "3 村口1【重大】", "3 1修路", "3臭味 1、修路",
        "3 村口1修路", "3 村口 第二项", "3 村口，另有第 1", "3 和1桥头", "3 1吗",
    ],
)  # fmt: skip
def test_a_number_in_what_was_found_that_may_be_an_options_is_asked_about_or_read(cell):
    try:
        values = [value for _, value in read(LETTERED, cell)]
    except NotationError as asked:
        assert "编号" in str(asked)
    else:
        assert values[1:] == ["road"]


@pytest.mark.parametrize(
    "words",
    [
        "2堆", "3处", "5米", "1号楼", "1号楼前", "幸福路1号", "2-1-1号", "村1组", "第1组", "第一组门口",
        "第一排", "一处", "桥头1米处", "堆了2车", "15栋1单元", "见照片1", "见图①", "村口宽1m", "1#楼", "G2边",
        "1月2日", "上午8:30", "2—3天没清", "村口2处，桥头1处", "2025年", "村口10", "第2村民小组", "一堆",
    ],
)  # fmt: skip
def test_a_number_that_counts_or_names_something_stays_in_the_words(words):
    assert read(LETTERED, f"3 {words}") == [
        ("item-wishes", "smell"),
        ("item-wishes-0-description", words),
    ]


def test_a_suggestions_numbers_are_its_own():
    values = [value for _, value in read(LETTERED, "3 村口【建议:1、清走】")]
    assert values == ["smell", "村口", "1、清走"]


def three_options() -> ChoiceItem:
    raw = {"id": "often", "kind": "choice", "question": "几天一次？", "options": [
        {"id": "daily", "label": "每天"}, {"id": "weekly", "label": "每周"},
        {"id": "rare", "label": "更久", "fail": True},
    ]}  # fmt: skip
    return ChoiceItem.model_validate_json(json.dumps(raw))


@pytest.mark.parametrize("words", ["停了 3小时", "垃圾多 2周没清", "3车垃圾"])
def test_amounts_behind_an_option_are_words(words):
    assert read(three_options(), f"3 {words}") == [
        ("item-often", "rare"), ("item-often-0-description", words)
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["3 3", "3、1均在村口", "3，1村口", "1；3都有", "3 3 村口"])
def test_a_second_number_of_the_one_option_is_no_place(cell):
    with pytest.raises(NotationError, match=r"编号|又选了一项"):
        read(three_options(), cell)


def test_who_meant_words_behind_the_one_option_is_told_how_to_write_them():
    with pytest.raises(NotationError, match="只能选一个；这里是情况的，数字请写成汉字"):
        read(three_options(), "3 村口；2桥头")
