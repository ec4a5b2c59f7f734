"""Options as clerks type them from paper: beside amounts, ticks, brackets and their own words."""

import json

import pytest

from inspect_app.checklist.items import ChoiceItem, ChoicesItem
from inspect_app.paper.cell import fields_of
from inspect_app.paper.doubts import NotationError


def of_kind(kind, *labels):
    """Return an item with options of these labels, each of which fails."""
    raw = {"id": "seen", "kind": kind.model_fields["kind"].annotation.__args__[0].value,
           "question": "有什么？", "options": [
        {"id": f"o{n}", "label": label, "fail": True} for n, label in enumerate(labels, start=1)
    ]}  # fmt: skip
    return kind.model_validate_json(json.dumps(raw))


SEVERAL = of_kind(ChoicesItem, "垃圾", "污水", "路灯不亮", "占道")
ONE = of_kind(ChoiceItem, "每天", "每周", "更久", "从不")


def read(item, cell):
    """Return the numbers of the options that were taken, and what was found."""
    fields = fields_of(item, "item-seen", cell)
    assert all(name in ("item-seen", "item-seen-0-description") for name, _ in fields), fields
    numbers = [int(value[1:]) for name, value in fields if name == "item-seen"]
    return numbers, next((value for name, value in fields if name != "item-seen"), "")


@pytest.mark.parametrize(
    "words",
    [
        "2 个桶", "3 号楼", "2 处", "3 米宽", "2 天没清", "2 小时", "2 组", "2 户", "3 辆车", "2 盏灯", "3 公里", "1 堆砖",
        "2 名保洁员缺岗", "2  个桶", "２ 个桶", "2\u3000个桶", "1 车砖",
    ],
)  # fmt: skip
def test_a_number_with_a_blank_before_its_measure_is_no_option(words):
    for item in (SEVERAL, ONE):
        for number in (1, 3):
            assert read(item, f"{number} {words}") == ([number], words)
        with pytest.raises(NotationError, match="编号"):
            read(item, words)


@pytest.mark.parametrize(
    "cell", ["1、2 个桶", "1，3 处", "1 3 里弄", "1 3 批发市场", "1 3 段家门口", "1；2 天没清"]
)
def test_what_may_be_an_option_or_an_amount_is_asked_about(cell):
    with pytest.raises(NotationError, match="编号"):
        read(SEVERAL, cell)


@pytest.mark.parametrize("words", ["小学门口", "家门口", "车站旁", "多处", "张家门口", "村口"])
def test_who_is_asked_can_write_it_as_told(words):
    assert read(SEVERAL, f"1、3 {words}") == ([1, 3], words)


@pytest.mark.parametrize(
    "cell",
    [
        "垃圾√、路灯不亮√", "垃圾√路灯不亮√", "垃圾✓ 路灯不亮✔", "垃圾☑，路灯不亮☑", "垃圾 √、路灯不亮 √", "1√、路灯不亮√",
        "垃圾√；3√", "垃圾V、路灯不亮V", "垃圾（√）、路灯不亮（√）", "垃圾[√] 路灯不亮[√]",
    ],
)  # fmt: skip
def test_a_tick_behind_an_options_words_marks_it(cell):
    assert read(SEVERAL, cell) == ([1, 3], "")


def test_a_tick_behind_the_one_option_marks_it():
    assert read(ONE, "每天√ 村口") == ([1], "村口")


@pytest.mark.parametrize(
    "cell",
    [
        "垃圾（村口）、路灯不亮（桥头）", "垃圾 村口 污水", "垃圾有，路灯不亮有", "垃圾加路灯不亮", "垃圾另外路灯不亮",
        "垃圾—村口；路灯不亮—桥头", "垃圾-村口，污水-桥头", "垃圾(村口)污水(桥头)", "垃圾 村口，路灯不亮两盏", "垃圾 村口有污水",
        "垃圾多，污水也有", "垃圾 村口 路灯不亮 桥头", "1 村口 路灯不亮", "1 村口，污水", "垃圾还有村口污水", "垃圾：村口 占道：桥头",
        "垃圾 村口污水", "垃圾 村口【污水】", "垃圾 村口“污水”", "1 村口占道两处", "垃圾，污水沟边", "1、污水管",
    ],
)  # fmt: skip
def test_a_further_option_in_its_own_words_is_asked_about_or_read(cell):
    try:
        numbers, _ = read(SEVERAL, cell)
    except NotationError as asked:
        assert "又选了一项" in str(asked) and "换个说法" in str(asked)
    else:
        assert len(numbers) == 2


@pytest.mark.parametrize(
    "words",
    [
        "污水沟边",
        "村口污水管旁",
        "没有污水",
        "垃圾桶边",
        "垃圾堆在村口",
        "桥头无污水",
        "占道车位",
        "路灯下",
    ],
)
def test_words_that_only_hold_an_options_are_words(words):
    assert read(SEVERAL, f"1 {words}") == ([1], words)


def test_the_one_option_may_be_described_in_the_words_of_others():
    asked = of_kind(ChoiceItem, "好", "一般", "差", "没有", "不知道")
    for words in ("差不多天天这样", "村中好几堆", "一般没人管", "没有人来", "不知道找谁"):
        assert read(asked, f"3 {words}") == ([3], words)
    for cell in ("3 村口，一般", "差 村口 好", "差 一般√"):
        with pytest.raises(NotationError, match="只能选一个"):
            read(asked, cell)


def test_an_option_within_another_ones_words_is_not_meant():
    asked = of_kind(ChoicesItem, "满意", "不满意", "大部分不满意")
    assert read(asked, "2 村民不满意") == ([2], "村民不满意")
    with pytest.raises(NotationError, match="又选了一项"):
        read(asked, "2 大部分不满意的在村口")


NUMBERED = of_kind(ChoiceItem, "1、好", "2、中", "3、差")


@pytest.mark.parametrize(
    ("cell", "number", "words"),
    [
        ("2、中", 2, ""), ("2", 2, ""), ("2 中", 2, ""), ("2.中", 2, ""), ("2中", 2, ""), ("中", 2, ""), ("２、中", 2, ""),
        ("2、中 村口", 2, "村口"), ("3、差：村口", 3, "村口"), ("2、中√", 2, ""), ("3 村口", 3, "村口"), ("3、差村口", 3, "村口"),
    ],
)  # fmt: skip
def test_an_options_own_number_is_not_cut_off_it(cell, number, words):
    assert read(NUMBERED, cell) == ([number], words)


def test_options_whose_own_numbers_are_in_another_order_are_known_by_all_their_words():
    other = of_kind(ChoiceItem, "2、中", "1、好", "3、差")
    assert read(other, "2、中") == ([1], "")
    assert read(other, "1、好 村口") == ([2], "村口")
    assert read(other, "中") == ([1], "")
    for cell in ("2", "1 村口", "2 好", "1号"):  # the place, or the option's own number?
        with pytest.raises(NotationError, match="编号"):
            read(other, cell)


@pytest.mark.parametrize("cell", ["2-3天", "2—3天", "２－３天", "2–3天", "2～3天"])
def test_an_options_words_are_known_whatever_their_dash(cell):
    often = of_kind(ChoiceItem, "每天", "一周以上", "2—3天")
    assert read(often, cell) == ([3], "")
    assert read(often, f"{cell} 村口") == ([3], "村口")


@pytest.mark.parametrize("cell", ["3-9天", "2至30户", "2～9处"])
def test_a_range_is_no_option(cell):
    with pytest.raises(NotationError, match="编号"):
        read(ONE, cell)


@pytest.mark.parametrize(
    "words",
    [
        "8:30", "13800138000", "11.2", "2幢", "5单元", "1标段", "2路", "3中学", "8：30 没人", "2.5", "1:30", "11/20",
        "2幢门口", "3单元", "2标段", "3路公交站", "1中学门口", "2025", "8:30-9:00", "0515-88888888", "11.20有", "2室", "1弄",
        "村口8:30", "3支路", "2号线", "1中心小学", "1.5", "3幢2单元", "2 幢", "3 单元", "1 标段",
    ],
)  # fmt: skip
def test_numbers_of_other_things_are_words(words):
    for item in (SEVERAL, ONE):
        assert read(item, f"4 {words}") == ([4], words)


@pytest.mark.parametrize("cell", ["4 9", "4.1.9", "4 1.2", "4 1/2", "4 1:3", "4 2路口", "4 3村口"])
def test_a_number_that_may_be_an_options_is_no_other_things(cell):
    for item in (SEVERAL, ONE):
        with pytest.raises(NotationError, match=r"编号|只能选一个"):
            read(item, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "⑴⑶", "⑴、⑶", "Ⅰ Ⅲ", "Ⅰ、Ⅲ", "ⅠⅢ", "⒈⒊", "❶❸", "㈠㈢", "ⅰ ⅲ", "1(垃圾)3(路灯不亮)", "1（垃圾）、3（路灯不亮）",
        "1(垃圾) 3(路灯不亮)", "①(垃圾)③(路灯不亮)", "1：垃圾3：路灯不亮", "1.垃圾3.路灯不亮",
    ],
)  # fmt: skip
def test_drawn_numbers_and_options_in_brackets_are_options(cell):
    assert read(SEVERAL, cell) == ([1, 3], "")


def test_what_was_found_stands_behind_a_drawn_number():
    for cell in ("⑶村口", "Ⅲ 村口", "❸、村口", "3(更久)村口", "3（更久） 村口"):
        assert read(ONE, cell) == ([3], "村口")
    assert read(SEVERAL, "1 Ⅱ类水") == ([1], "Ⅱ类水")
    with pytest.raises(NotationError, match="编号"):
        read(SEVERAL, "Ⅲ类水")


@pytest.mark.parametrize(
    "cell",
    [
        "1×", "垃圾×", "1×2√", "1×、2√", "1□2☑", "1○2●", "1√2√3×", "1✓2✗3✓", "1√、2×、3√", "垃圾√、污水×", "1√,2√,3×",
        "垃圾□污水☑", "垃圾（ ）污水（√）",
    ],
)  # fmt: skip
def test_options_that_are_crossed_out_or_have_an_empty_box_are_asked_about(cell):
    with pytest.raises(NotationError, match="只写勾了的"):
        read(SEVERAL, cell)


@pytest.mark.parametrize(
    ("cell", "taken"),
    [
        ("1▲3▲", ([1, 3], "")), ("垃圾▲", ([1], "")), ("1▲ 村口", ([1], "村口")), ("1 3×5米一堆", ([1], "3×5米一堆")),
    ],
)  # fmt: skip
def test_the_mark_that_the_printed_form_has_and_a_size_cross_out_nothing(cell, taken):
    assert read(SEVERAL, cell) == taken
