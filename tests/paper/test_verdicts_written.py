"""Verdicts and counts as clerks type them from paper: beside amounts, signs and ticks."""

import pytest

from inspect_app.checklist.items import CheckItem
from inspect_app.paper.doubts import NotationError
from inspect_app.records.forms.item_fields import field_name
from tests.paper.reading import BINS, DITCH, HEAP, read


def failed(item, *words):
    """Return the fields of an item that failed at these places."""
    name = field_name(item)
    return [
        (name, "fail"),
        *((f"{name}-{n}-description", one) for n, one in enumerate(words)),
    ]


@pytest.mark.parametrize(
    "amount",
    [
        "2盏灯不亮", "2车垃圾", "2条沟", "2间房", "2名保洁员缺岗", "2台车", "2座桥", "2根电杆", "2片地", "2袋垃圾",
        "2家店占道", "2人没到", "2扇窗", "2头猪", "2口井", "2层楼", "2段路", "2小时没人", "2分钟", "2公里", "2周没清",
        "2筐", "2箱", "2吨", "2元", "2厘米", "2平方米", "2把扫帚", "2面墙", "2件", "2份", "2套", "2块地", "2位老人",
        "2幢房", "2瓶", "2具", "2只", "2棵树", "2根", "2道口子", "2队人", "2排房", "2期工程", "2 个桶", "2 米宽的沟",
        "2 盏灯不亮", "2 天没清", "2 处", "2 小时", "2-3处", "2至3处", "2～3处", "2-3", "2:30", "2：30没人",
    ],
)  # fmt: skip
def test_a_number_of_things_is_no_verdict(amount):
    """The rest alone would be the words: 盏灯不亮."""
    with pytest.raises(NotationError, match="请填 1"):
        read(HEAP, amount)
    assert read(HEAP, f"2 {amount}") == failed(HEAP, amount)


@pytest.mark.parametrize(
    "words",
    [
        "张家门口", "家门口", "车站旁", "道路两边", "路口一堆", "小学门口", "排水沟", "人行道", "个别路口", "多处墙面",
        "户外", "组长家", "条件差", "台阶上", "周边", "村口", "天桥下", "公路边", "头桥", "面粉厂", "队部", "片区路口",
    ],
)  # fmt: skip
def test_the_words_of_a_place_are_no_measure(words):
    for cell in (f"2{words}", f"2 {words}"):
        assert read(HEAP, cell) == failed(HEAP, words)


@pytest.mark.parametrize(
    "cell",
    ["3车", "3车垃圾", "3盏灯", "3条沟", "3名保洁员", "3台车", "3 天没清", "3 车垃圾", "3 米宽"],
)
def test_a_count_of_other_things_is_no_count_of_places(cell):
    with pytest.raises(NotationError, match="请填处数"):
        read(BINS, cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2、村口", "村口"), ("2、3处", "3处"), ("不符合、村口", "村口"), ("２．村口", "村口"), ("2）村口", "村口"),
        ("2)村口", "村口"), ("（2）村口", "村口"), ("(2)村口", "村口"), ("（２） 村口", "村口"), ("⑵村口", "村口"),
        ("②村口", "村口"), ("②、村口", "村口"), ("(2)、村口", "村口"), ("2-村口", "村口"), ("2—村口", "村口"), ("2——村口", "村口"),
        ("2/村口", "村口"), ("2|村口", "村口"), ("×、村口", "村口"), ("2、 村口", "村口"), ("2.村口", "村口"), ("2。村口", "村口"),
        ("2（村口）", "（村口）"), ("2 -5℃结冰", "-5℃结冰"), ("⒉村口", "村口"), ("2、", ""), ("(2)", ""), ("2)", ""), ("2．", ""),
        ("2→村口", "村口"), ("2=村口", "村口"), ("2~村口", "村口"), ("2…村口", "村口"),
    ],
)  # fmt: skip
def test_the_sign_behind_a_verdict_is_none_of_the_words(cell, words):
    assert read(HEAP, cell) == failed(HEAP, *filter(None, [words]))


@pytest.mark.parametrize(
    "cell", ["2处、村口", "2、村口", "2．村口", "2）村口", "2)、村口", "2—村口"]
)
def test_the_sign_behind_a_count_is_none_of_the_words(cell):
    assert read(BINS, cell) == [("item-bins", "2"), ("item-bins-0-description", "村口")]


@pytest.mark.parametrize("cell", ["(12)村口", "（2.5）村口", "(2)个桶", "（4）村口"])
def test_brackets_make_no_verdict_of_another_number(cell):
    with pytest.raises(NotationError, match="请填 1"):
        read(HEAP, cell)


HAS_NONE = CheckItem(
    id="sign", kind="check", question="有没有牌子？", problem="没有牌子", answers=("有", "没有")
)


@pytest.mark.parametrize("cell", ["有√", "有 √", "有✓", "有☑", "有√。", "有√√"])
def test_a_tick_behind_an_own_word_marks_it(cell):
    assert read(DITCH, cell) == failed(DITCH)
    assert read(HAS_NONE, cell) == [("item-sign", "pass")]


@pytest.mark.parametrize(
    ("item", "cell", "words"),
    [
        (DITCH, "有√ 村口", "村口"), (DITCH, "有√村口", "村口"), (DITCH, "有√：村口", "村口"), (HEAP, "不符合√", ""),
        (HEAP, "不符合√ 村口", "村口"), (HEAP, "不符合☑、村口", "村口"), (HAS_NONE, "没有✔ 村口", "村口"),
        (HAS_NONE, "没 村口", "村口"), (HAS_NONE, "无", ""), (HAS_NONE, "没", ""), (HAS_NONE, "没√", ""),
        (HAS_NONE, "无√ 村口", "村口"), (HEAP, "╳ 村口", "村口"), (HEAP, "✕", ""), (HEAP, "☓ 村口", "村口"),
        (HEAP, "✖ 村口", "村口"), (HEAP, "☒", ""), (HEAP, "❌ 村口", "村口"), (HEAP, "不符合×", ""),
        (DITCH, "有（√）村口", "村口"), (DITCH, "有[√]", ""), (DITCH, "有V", ""), (DITCH, "有 v 村口", "村口"),
        (HEAP, "2×村口", "村口"), (HEAP, "不符合 × 村口", "村口"),
    ],
)  # fmt: skip
def test_ticks_crosses_and_short_words_fail_an_item(item, cell, words):
    assert read(item, cell) == failed(item, *filter(None, [words]))


@pytest.mark.parametrize(
    ("item", "cell", "verdict"),
    [
        (HEAP, "☑", "pass"), (HEAP, "V", "pass"), (HEAP, "v", "pass"), (HEAP, "Ｖ", "pass"), (HEAP, "✅", "pass"),
        (HEAP, "–", "na"), (HEAP, "―", "na"), (HEAP, "－", "na"), (HEAP, "——", "na"), (HEAP, "符合√", "pass"),
        (HEAP, "不适用√", "na"), (DITCH, "没", "pass"), (DITCH, "无", "pass"), (DITCH, "没有√", "pass"),
        (DITCH, "无。", "pass"), (DITCH, "没√", "pass"), (HEAP, "√️", "pass"), (HEAP, "1√", "pass"),
    ],
)  # fmt: skip
def test_a_sign_or_short_word_is_its_verdict(item, cell, verdict):
    assert read(item, cell) == [(f"item-{item.id}", verdict)]


@pytest.mark.parametrize(
    ("item", "cell"),
    [
        (DITCH, "有 没有√"), (DITCH, "没有 有√"), (HEAP, "符合√ 不符合"), (HEAP, "符合 不符合√"), (HEAP, "2√"),
        (HEAP, "×√"), (HEAP, "☑☒"), (DITCH, "没有√有√"), (DITCH, "有、没有"), (DITCH, "有√无"),
        (DITCH, "有 没有√ 村口"), (DITCH, "√有√"), (DITCH, "有×"), (DITCH, "没有×"), (HAS_NONE, "有×"),
        (HEAP, "2√ 村口"), (HEAP, "2 √村口"), (HEAP, "×√村口"), (DITCH, "有 没有×"), (DITCH, "有 没有V"),
    ],
)  # fmt: skip
def test_of_two_marked_verdicts_none_is_taken(item, cell):
    with pytest.raises(NotationError, match="两个回答"):
        read(item, cell)


@pytest.mark.parametrize("cell", ["无人管", "没人管", "VIP", "没 村口"])
def test_a_short_word_within_others_is_no_verdict(cell):
    with pytest.raises(NotationError):
        read(DITCH, cell)


@pytest.mark.parametrize(
    ("item", "cell"),
    [
        *((DITCH, cell) for cell in (
            "有□没有☑", "有（ ）没有（√）", "有[ ]没有[√]", "有○没有●", "有没有：没有", "有/无：无", "有吗？没有",
            "有□ 没有√", "1□2☑",
        )),
        *((HEAP, cell) for cell in (
            "不符合□符合√", "不符合（ ）符合（√）", "否□是☑", "不符合☐ 符合☑", "2（）1（√）", "不符合还是符合：符合",
        )),
    ],
)  # fmt: skip
def test_an_answer_with_an_empty_box_or_asked_about_is_not_taken(item, cell):
    with pytest.raises(NotationError):
        read(item, cell)


@pytest.mark.parametrize("cell", ["不符合▲ 村口", "2▲村口", "2 ▲ 村口"])
def test_the_mark_that_the_printed_form_has_is_none_of_the_words(cell):
    assert read(HEAP, cell) == failed(HEAP, "村口")


@pytest.mark.parametrize(
    "cell",
    [
        "有2",
        "有 2",
        "有２",
        "有②",
        "有5",
        "有12",
        "有二",
        "有两",
        "有2。",
        "有、2",
        "2 2",
        "2、2",
        "2 5",
    ],
)
def test_a_number_alone_behind_a_failing_answer_is_asked_about(cell):
    """The second answer, or two places? It was dropped where it was the code of the answer."""
    with pytest.raises(NotationError, match="看不出是回答的编号还是几处"):
        read(DITCH, cell)


@pytest.mark.parametrize("cell", ["2有", "2 有", "2、有", "②有"])
def test_a_code_before_its_own_words_is_one_answer(cell):
    assert read(DITCH, cell) == failed(DITCH)


def test_a_number_of_places_behind_an_answer_stays_in_the_words():
    assert read(DITCH, "有2处") == failed(DITCH, "2处")


@pytest.mark.parametrize("cell", [
    "2 【重大】村口一堆", "2【重大】 村口一堆", "2 村口【重大】一堆", "2 村口一堆（重大）", "2 （重大）村口一堆", "2 村口一堆〔重大〕",
    "2 [重大]村口一堆", "2 村口一堆「重大」", "有【重大】村口一堆", "×【重大】村口一堆", "2 【重大】村口一堆【重大】",
])  # fmt: skip
def test_a_severity_is_read_wherever_it_stands(cell):
    severity = ("item-heap-0-severity", "critical")
    assert read(DITCH, cell) == [*failed(DITCH, "村口一堆"), severity]


def test_every_place_has_its_own_brackets():
    name = field_name(BINS)
    assert read(BINS, "3 【重大】村口；【建议：清走】桥头【较大】；路边【老地方】") == [
        (name, "3"),
        (f"{name}-0-description", "村口"), (f"{name}-0-severity", "critical"),
        (f"{name}-1-description", "桥头"), (f"{name}-1-severity", "major"),
        (f"{name}-1-suggestion", "清走"),
        (f"{name}-2-description", "路边【老地方】"),
    ]  # fmt: skip


def test_an_amount_is_read_before_the_words_too():
    assert read(DITCH, "2 【3处】村口")[1:] == [
        ("item-heap-0-description", "村口"), ("item-heap-0-amount", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", [
    "2 【重大】【较大】村口", "2 村口【3处】【5处】", "2 村口【重大", "2 村口重大】", "2 村口（重大", "2 【较大 村口",
])  # fmt: skip
def test_brackets_that_contradict_or_do_not_close_are_asked_about(cell):
    with pytest.raises(NotationError, match=r"只留一个|括号要成对"):
        read(DITCH, cell)


@pytest.mark.parametrize("cell", ["2?", "2 ？", "有？", "有(?)", "2 村口；？"])
def test_a_sign_without_words_is_no_place(cell):
    """A question mark behind the answer is a clerk's doubt."""
    with pytest.raises(NotationError, match="看不出是什么"):
        read(DITCH, cell)


@pytest.mark.parametrize("cell", ["2 --", "2 ……", "有——"])
def test_a_dash_behind_an_answer_says_nothing(cell):
    assert read(DITCH, cell) == failed(DITCH)


@pytest.mark.parametrize(
    "cell", ["2 1.村口 2.桥头", "有：1、村口；2、桥头。", "×①村口②桥头", "2（1）村口（2）桥头"]
)
def test_places_behind_an_answer_may_be_numbered(cell):
    assert read(DITCH, cell) == failed(DITCH, "村口", "桥头")


@pytest.mark.parametrize("words", ["村口（较大面积）", "村口（面积较大）", "村口【较大面积】"])
def test_a_word_of_a_severity_among_others_is_none(words):
    assert read(DITCH, f"2 {words}") == failed(DITCH, words)
