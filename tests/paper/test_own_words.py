"""An item's own two answers are read where they stand in a cell, before any other's."""

import pytest

from inspect_app.checklist.items import CheckItem
from inspect_app.paper.doubts import NotationError
from tests.paper.reading import DITCH, read


@pytest.mark.parametrize("cell", ["没有", "1", "√", "符合", "没有。"])
def test_an_items_own_words_pass(cell):
    assert read(DITCH, cell) == [("item-heap", "pass")]


@pytest.mark.parametrize(
    "cell", ["有 村口【3处】", "有：村口【3处】", "2 村口【3处】", "不符合 村口【3处】"]
)
def test_an_items_own_words_fail_and_are_followed_by_the_place(cell):
    assert read(DITCH, cell) == [
        ("item-heap", "fail"),
        ("item-heap-0-description", "村口"),
        ("item-heap-0-amount", "3"),
    ]


@pytest.mark.parametrize("cell", ["是", "否", "是 村口"])
def test_yes_is_no_answer_where_none_or_some_is_asked(cell):
    with pytest.raises(NotationError, match="没有"):
        read(DITCH, cell)


def test_no_is_the_contrary_of_an_items_own_yes():
    item = CheckItem(
        id="gas", kind="check", question="对吗？", problem="不对", answers=("是", "不是")
    )
    assert read(item, "否 村口")[0] == ("item-gas", "fail")
    assert read(item, "是") == [("item-gas", "pass")]


def test_an_own_word_goes_before_the_same_word_of_others():
    item = CheckItem(id="heap", kind="check", question="有吗？", problem="有", answers=("否", "是"))
    assert read(item, "是 村口")[0] == ("item-heap", "fail")
    assert read(item, "否") == [("item-heap", "pass")]


def test_what_cannot_be_read_is_told_in_the_items_own_words():
    with pytest.raises(NotationError, match=r"请填 1（没有）、2（有）或 3（不适用）；填“有”的"):
        read(DITCH, "很多")
    with pytest.raises(NotationError, match="前面填的却不是“有”"):
        read(DITCH, "没有 村口一堆")
