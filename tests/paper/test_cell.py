"""What a clerk types for an item of a paper form."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from inspect_app.checklist.items import ChoiceItem
from inspect_app.paper.doubts import NotationError
from inspect_app.records.forms.record_form import form_class
from inspect_app.spreadsheet import as_typed
from tests.checklist.every_kind import EVERY_KIND
from tests.paper.reading import BINS, HAPPY, HEAP, read


@pytest.mark.parametrize(
    "cell", ["1", "\u200b1", "1\ufeff", "\u202a√\u202c", "\uff11", " √", "✓", "符合"]
)
def test_a_pass(cell):
    assert read(HEAP, cell) == [("item-heap", "pass")]


@pytest.mark.parametrize(
    "cell",
    ["2 村口;桥头", "2村口\uff1b桥头", "× 村口;桥头;", "不符合\uff1a村口;桥头", "\uff12 村口;桥头"],
)
def test_a_failure_at_two_places(cell):
    assert read(HEAP, cell) == [
        ("item-heap", "fail"),
        ("item-heap-0-description", "村口"),
        ("item-heap-1-description", "桥头"),
    ]


def test_a_place_says_all_that_the_paper_says_of_it():
    assert read(HEAP, "2 村口一堆【重大】【3处】【建议:三天;清走】;桥头[较大];路边【老地方】") == [
        ("item-heap", "fail"),
        ("item-heap-0-description", "村口一堆"),
        ("item-heap-0-suggestion", "三天;清走"),
        ("item-heap-0-amount", "3"),
        ("item-heap-0-severity", "critical"),
        ("item-heap-1-description", "桥头"),
        ("item-heap-1-severity", "major"),
        ("item-heap-2-description", "路边【老地方】"),
    ]


@pytest.mark.parametrize("cell", ["12", "2.5", "1.5", "很多", "4", "1 村口一堆", "3 没去"])
def test_what_cannot_be_read_is_told_in_words(cell):
    with pytest.raises(NotationError, match=r"请填 1|不符合"):
        read(HEAP, cell)


def test_options_by_number_or_words():
    assert read(HAPPY, "2") == read(HAPPY, "不满意") == [("item-happy", "no")]
    for cell in ("一般", "3", "0", "1、2"):
        with pytest.raises(NotationError, match="1 满意、2 不满意"):
            read(HAPPY, cell)


def test_a_bad_option_may_be_described():
    assert (
        read(HAPPY, "2 没人管;臭")
        == read(HAPPY, "不满意:没人管;臭")
        == [
            ("item-happy", "no"),
            ("item-happy-0-description", "没人管"),
            ("item-happy-1-description", "臭"),
        ]
    )
    wishes = EVERY_KIND.item_by_id["wishes"]
    assert [value for _, value in read(wishes, "1、3 桥头臭")] == ["road", "smell", "桥头臭"]
    with pytest.raises(NotationError, match="写了情况"):
        read(wishes, "1、2 桥头")


def test_an_option_whose_words_begin_with_a_number():
    raw = {"id": "often", "kind": "choice", "question": "几天一次?", "options": [
        {"id": "daily", "label": "每天"}, {"id": "two", "label": "3天"}, {"id": "rare", "label": "更久"},
    ]}  # fmt: skip
    often = ChoiceItem.model_validate_json(json.dumps(raw))
    assert [read(often, cell)[0][1] for cell in ("3天", "3", "2")] == ["two", "rare", "two"]


@pytest.mark.parametrize("noughts", [".0", ".00", ".000", "\uff0e\uff10"])
def test_a_whole_number_is_read_as_excel_shows_it_with_decimals(noughts):
    for item in (HEAP, HAPPY, BINS, EVERY_KIND.item_by_id["wishes"]):
        assert read(item, f"2{noughts}") == read(item, "2")
    assert read(EVERY_KIND.item_by_id["why"], "2.00") == [("item-why", "2.00")]


@pytest.mark.parametrize(
    "cell", ["2,3", "2、3", "1,2", "1 2", "×√", "√×", "不符合 符合", "2/1", "３、２"]
)
def test_of_two_verdicts_in_a_cell_none_is_taken(cell):
    with pytest.raises(NotationError, match="两个回答"):
        read(HEAP, cell)


@pytest.mark.parametrize("cell", ["2 不符合", "2、不符合", "×2", "２　×"])
def test_a_verdict_that_is_written_twice_is_one(cell):
    assert read(HEAP, cell) == [("item-heap", "fail")]


@pytest.mark.parametrize(
    "cell", ["3", "3处", "三处", "三", "三个", "叁 处", "大约三处左右", "3 个", "3个", "约3处", "3左右", "3处左右", "3 上下",
             "3户", "3人", "3次", "3具", "3 户"],
)  # fmt: skip
def test_a_count_in_peoples_own_writing_is_a_count_without_words(cell):
    assert read(BINS, cell) == [("item-bins", "3")]


@pytest.mark.parametrize(
    "cell",
    ["3-5处", "3—5", "3至5处", "3或5", "3/5", "3+2", "1,000", "1，000", "3、5", "3 5", "3 5处",
     "3处5处", "3余处", "3多", "3个垃圾桶", "3号楼前", "3组路口", "3户人家", "3天没清", "两三处", "三五处", "十几处",
     "一村村口", "三组路口", "三米高的草", "一百五处", "三、五处", "三至五处", "三 五", "三.五", "三/五处", "三+二", "三跟五处"],
)  # fmt: skip
def test_what_may_be_another_count_is_told_and_no_half_of_it_taken(cell):
    with pytest.raises(NotationError, match="请填处数"):
        read(BINS, cell)


@pytest.mark.parametrize(
    "words", ["个别路口", "村5组", "号楼前", "多处墙面", "1.5米高的杂草", "20 米长", "3、5号楼前"]
)
def test_words_behind_a_count_stay_as_they_are(words):
    assert read(BINS, f"3 {words}") == [
        ("item-bins", "3"),
        ("item-bins-0-description", words),
    ]


def test_the_measure_of_a_count_is_no_word_of_a_place():
    assert read(BINS, "3户 张三家；李四家") == [
        ("item-bins", "3"),
        ("item-bins-0-description", "张三家"),
        ("item-bins-1-description", "李四家"),
    ]


@pytest.mark.parametrize(
    "words", ["2个垃圾桶满了", "2处", "2户没有清", "2组路口", "2号楼前", "2天没清"]
)
def test_a_number_of_things_is_not_taken_for_the_code_of_an_answer(words):
    """Its number would be lost: of 2个垃圾桶 个垃圾桶 would be left."""
    for item in (HEAP, HAPPY):
        with pytest.raises(NotationError, match="请填"):
            read(item, words)
        assert read(item, f"2 {words}")[1][1] == words
    assert read(HEAP, "2张家门口")[1][1] == "张家门口"


@pytest.mark.parametrize(("cell", "count"), [("3", "3"), ("\uff13处 村口", "3"), ("0", "0")])
def test_counted_places(cell, count):
    assert read(BINS, cell)[0] == ("item-bins", count)


@pytest.mark.parametrize("cell", ["2.5", "-1", "很多", "0 村口", "00 村口"])
def test_what_is_no_count_of_places_is_told_and_no_word_is_lost(cell):
    with pytest.raises(NotationError, match=r"请填处数|写了情况"):
        read(BINS, cell)


def test_a_number_may_carry_its_unit():
    assert read(EVERY_KIND.item_by_id["cleaners"], "\uff13人") == [("item-cleaners", "3")]


@pytest.mark.parametrize("cell", ["1 2", "1/2", "1和2", "①②", "满意 不满意", "不满意、满意"])
def test_of_one_answer_two_are_refused(cell):
    with pytest.raises(NotationError, match="只能选一个"):
        read(HAPPY, cell)


@given(st.text(max_size=30))
def test_any_cell_is_read_or_told(cell):
    for item in EVERY_KIND.items:
        if item.kind.value == "note":
            continue
        try:
            fields = read(item, cell)
        except NotationError as error:
            assert str(error)
        else:
            form_class(EVERY_KIND)(MultiDict(fields)).validate()


def test_excel_turns_what_was_typed_into_numbers_and_dates():
    assert [as_typed(value) for value in (None, 2.0, 2, datetime(2026, 11, 23), "2 村口")] == [
        "", "2", "2", "2026-11-23", "2 村口",
    ]  # fmt: skip
