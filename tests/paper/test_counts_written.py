"""A count of places as people write it: read the same on the phone and from paper, or by neither."""

import pytest

from inspect_app.paper.cell import fields_of
from inspect_app.paper.doubts import NotationError
from inspect_app.records.forms.record_form import filled_form
from tests.checklist.every_kind import EVERY_KIND
from tests.paper.reading import BINS


def on_paper(cell):
    """Return the count and the places that the cell says, None where it is asked about."""
    try:
        form = filled_form(EVERY_KIND, fields_of(BINS, "item-bins", cell))
    except NotationError:
        return None
    assert "bins" not in form.mistakes
    return said(form)


def on_the_phone(cell):
    return said(filled_form(EVERY_KIND, [("item-bins", cell)]))


def said(form):
    answer = form.counted_answers()["bins"]
    places = [one.description for one in answer.places if not one.is_blank]
    return None if answer.value is None else (answer.value, places)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("2", 2), ("２处", 2), ("2个点", 2), ("2个地方", 2), ("2个点位", 2), ("2处地方", 2), ("两个地方", 2),
        ("共3处", 3), ("一共3处", 3), ("总共三处", 3), ("合计3", 3), ("有3处", 3), ("约3处", 3), ("大约 三处 左右", 3),
        ("3.", 3), ("3。", 3), ("3处。", 3), ("3、", 3), ("+3", 3), ("十二户", 12), ("3起", 3), ("3例", 3), ("99", 99),
        ("0", 0), ("0处", 0), ("零", 0), ("０个", 0), ("没有", 0), ("无", 0), ("没", 0), ("未发现", 0),
        ("没发现", 0), ("没有发现问题", 0), ("没有问题", 0), ("无问题", 0), ("没有。", 0), ("一处也没有", 0), ("一个都没有", 0),
        ("没看到", 0), ("未见", 0), ("未见异常", 0), ("没有了", 0), ("没得", 0), ("-0", 0), ("2個", 2), ("2處", 2), (" 没 有 ", 0),
    ],
)  # fmt: skip
def test_a_count_is_read_the_same_on_phone_and_paper(written, count):
    assert on_the_phone(written) == on_paper(written) == (count, [])


@pytest.mark.parametrize(
    "written",
    [
        "3㎡", "5m", "3%", "3％", "3 %", "5 m", "5 米", "20m²", "3#", "3℃", "3A", "3x", "3?", "3？", "3 ?", "3√",
        "3半", "三处半", "2.5", "2．5处", "-1", "1000", "1,000", "3-5处", "3~5", "3、5", "3 5", "3+2", "3/5",
        "两三处", "三五处", "十几处", "3余处", "3多处", "好几处", "好多", "很多", "不少", "2个桶", "2车", "3号楼", "3户人家",
        "3个垃圾桶", "3天没清", "村口和桥头", "√", "×", "/", "没有清", "没有盖", "无盖", "无人管", "没人", "有", "1e1",
        "一百五处", "2023年", "8:30", "½", "3分", "半处", "2处以上", "3处以内", "2 处以上", "3 以上", "2吧", "大概2吧", "2处吧", "2大堆", "2小堆", "2 3 村口", "2处 3 村口",
        "1处不到", "3处不止", "3。5", "3点5", "3'000", "2 3处", "2 三处：村口、桥头、路边", "2：3处 村口", "1村口2桥头",
        "一、一村口 二、二村口", "二、村口 三、桥头", "一、村口 三、桥头",
    ],
)  # fmt: skip
def test_what_is_no_clear_count_is_read_by_neither(written):
    assert (on_the_phone(written), on_paper(written)) == (None, None)


@pytest.mark.parametrize(
    ("written", "count", "words"),
    [
        ("2 村口", 2, "村口"), ("2处 村口", 2, "村口"), ("3处村口", 3, "村口"), ("2个点 村口", 2, "村口"),
        ("2个地方：村口", 2, "村口"), ("共3处，村口", 3, "村口"), ("有2处，村口", 2, "村口"), ("约3处（村口）", 3, "（村口）"),
        ("三处，村口", 3, "村口"), ("3村口", 3, "村口"), ("2：村口", 2, "村口"), ("2-村口", 2, "村口"),
        ("3起 村口", 3, "村口"), ("1村口2组边", 1, "村口2组边"),
        ("3 两处在村口，一处在桥头", 3, "两处在村口，一处在桥头"), ("1 一、二组门口", 1, "一、二组门口"),
        ("3 1.5米高的草", 3, "1.5米高的草"), ("3 20  米长", 3, "20  米长"), ("3 照片1：村口，照片2：桥头", 3, "照片1：村口，照片2：桥头"),
    ],
)  # fmt: skip
def test_words_behind_a_count_are_a_place_on_phone_and_paper(written, count, words):
    assert on_the_phone(written) == on_paper(written) == (count, [words])


@pytest.mark.parametrize(
    "written",
    [
        "1.村口 2.桥头", "1、村口；2、桥头", "1)村口;2)桥头", "（1）村口（2）桥头", "①村口②桥头", "1、村口2、桥头", "１．村口，２．桥头。",
        "1:村口 2:桥头", "1.村口\n2.桥头", "一、村口二、桥头", "一、村口；二、桥头",
    ],
)  # fmt: skip
def test_places_that_are_numbered_are_counted(written):
    """1.村口 2.桥头 was one place."""
    assert on_the_phone(written) == on_paper(written) == (2, ["村口", "桥头"])


@pytest.mark.parametrize(
    "written", ["1.村口 3.桥头", "2.村口 3.桥头", "1.村口 1.桥头", "①村口③桥头"]
)
def test_places_that_are_numbered_out_of_order_are_read_by_neither(written):
    assert (on_the_phone(written), on_paper(written)) == (None, None)


def test_words_behind_a_phones_count_stay_words_beside_places_of_their_own():
    fields = [("item-bins", "3处 路边"), ("item-bins-0-description", "村口一堆")]
    answer = filled_form(EVERY_KIND, fields).counted_answers()["bins"]
    assert [one.description for one in answer.places] == ["村口一堆"]
    assert (answer.value, answer.words) == (3.0, "3处 路边")


@pytest.mark.parametrize("cell", ["1 村口；桥头", "1处 村口;桥头", "２村口；桥头；路边"])
def test_fewer_than_are_described_are_asked_about_on_paper(cell):
    with pytest.raises(NotationError, match=r"填的是[12]处，后面却写了[23]处"):
        fields_of(BINS, "item-bins", cell)


@pytest.mark.parametrize("written", ["3人", "3个", "三个人", "3名", "3 位", "约3名"])
def test_people_are_counted_in_several_words(written):
    cleaners = EVERY_KIND.item_by_id["cleaners"]
    typed = filled_form(EVERY_KIND, [("item-cleaners", written)])
    paper = filled_form(EVERY_KIND, fields_of(cleaners, "item-cleaners", written))
    assert {form.counted_answers()["cleaners"].value for form in (typed, paper)} == {3.0}


@pytest.mark.parametrize("written", ["没有", "无", "没", "没有人", "无人", "0人", "零", "没有。"])
def test_none_in_words_is_a_number_of_none(written):
    cleaners = EVERY_KIND.item_by_id["cleaners"]
    typed = filled_form(EVERY_KIND, [("item-cleaners", written)])
    paper = filled_form(EVERY_KIND, fields_of(cleaners, "item-cleaners", written))
    for form in (typed, paper):
        answer = form.counted_answers()["cleaners"]
        assert (answer.value, answer.words) == (0.0, "")
