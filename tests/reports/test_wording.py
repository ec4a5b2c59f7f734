"""Words and figures as a paper prints them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.checklist.ratings import Severity
from inspect_app.reports.wording import (
    EMS_OF_TITLE,
    ems,
    percent,
    place,
    sentence,
    severities,
    short,
    tidy,
    tidy_title,
    title_lines,
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("后门里面堆满箱子,推不开.", "后门里面堆满箱子，推不开"),
        ("门锁了!没人?", "门锁了！没人？"),
        ("垃圾（三堆）", "垃圾（三堆）"),
        ('店主说"马上改"。', "店主说“马上改”"),
        ("第一处\n第二处", "第一处；第二处"),
        ("桶满了。。。，", "桶满了"),
        ("桶满了,,没人收", "桶满了，没人收"),
        ("没人收。,味道大", "没人收。味道大"),
        ("镇人大主席 马振华", "镇人大主席马振华"),
        ("张三 李四 王五家门口", "张三、李四、王五家门口"),
        ("村口  桥头", "村口、桥头"),
        ("村口\u3000桥头", "村口、桥头"),
        ("王 五家门口 桥 头", "王五家门口桥头"),
        ("联系人 张三,村支部书记 李四", "联系人张三，村支部书记李四"),
        ("宽3.5米,长1,200米", "宽3.5米，长1,200米"),
        ("  A4 paper, two  ", "A4 paper, two"),
    ],
)
def test_what_was_typed_gets_the_punctuation_of_print(typed, printed):
    assert tidy(typed) == printed


def test_a_title_with_spaces_is_one():
    assert tidy_title("人居环境 专项视察") == "人居环境专项视察"


@given(st.text('桶满了没人收3a,，.。;；:：!！?？、()（）" \n', max_size=30))
def test_no_word_changes_no_mark_is_doubled_and_tidying_twice_changes_nothing(typed):
    printed = tidy(typed)
    assert re.sub(r"[^\w]", "", printed) == re.sub(r"[^\w]", "", typed)
    assert not re.search(r"[，。；：、！？]{2}", printed)
    assert tidy(printed) == printed


@given(st.text("桶满了没人收，。", max_size=60), st.integers(5, 40))
def test_a_long_text_is_cut_where_everybody_sees_it(typed, most):
    printed = short(typed, most)
    whole = tidy(typed) or typed
    assert printed == whole or (printed.endswith("……") and whole.startswith(printed[:-2]))
    assert len(printed) <= max(most + 2, len("……"))


def test_a_sentence_ends_with_one_mark():
    assert [sentence(one) for one in ("好", "好！", "好……")] == ["好。", "好！", "好……"]


def test_a_rate_is_100_only_if_all_passed():
    assert percent(363, 395) == "91.9%"
    assert percent(9999, 10000) == "99.9%"
    assert (percent(3, 3), percent(1, 2), percent(0, 7)) == ("100%", "50%", "0%")


def test_severities_are_told_the_gravest_first():
    none = dict.fromkeys(Severity, 0)
    assert severities({**none, Severity.MINOR: 3, Severity.CRITICAL: 1}) == "其中重大1个、一般3个"
    assert severities({**none, Severity.MAJOR: 2}) == "均为较大问题"
    assert severities({**none, Severity.MAJOR: 1}) == "为较大问题"


def test_a_village_is_named_once():
    assert place("张家村", "文化广场") == "张家村文化广场"
    assert place("张家村", "张家村超市") == "张家村超市"


@pytest.mark.parametrize(
    "lines",
    [
        ["关于开展人居环境视察的通知"],
        ["关于开展2026年秋季人居环境和安全生产", "监督视察的通知"],
        ["关于开展2026年第四季度综合", "监督视察的方案"],
        ["关于开展全镇安全生产“百日攻坚”行动", "“回头看”视察的方案"],
        ["关于开展《农产品质量安全法》", "执法检查的通知"],
        [
            "关于开展人居环境、安全生产、耕地保护、",
            "粮食安全、村集体资产、农村饮水、",
            "道路建设监督视察的方案",
        ],
        [
            "关于开展河道沟渠保洁和农村生活污水治理情况走访活动的通知"
        ],  # nowhere to break: left as it is
    ],
)
def test_a_title_is_broken_between_words_as_late_as_it_fits(lines):
    assert list(title_lines("".join(lines))) == lines


@given(st.text("关于开展的视察检查、《》“”回头看2026", max_size=60))
def test_no_word_of_a_title_is_lost_and_only_what_cannot_be_broken_is_too_long(title):
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(ems(line) <= EMS_OF_TITLE for line in lines[:-1]) and all(lines[1:])
