"""What a clerk types for an item of a paper form."""

import json
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.checklist.answers import Answer, Place
from inspect_app.checklist.items import CheckItem, ChoiceItem, ChoicesItem
from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.paper.cell import fields_of
from inspect_app.paper.doubts import NotationError
from inspect_app.records.forms.item_fields import field_name
from inspect_app.records.forms.record_form import form_class
from inspect_app.records.written_days import day_of
from inspect_app.settings import ZONE
from inspect_app.spreadsheet import as_typed
from tests.cast import THREE_SECTIONS, checklist_from
from tests.checklist.every_kind import EVERY_KIND

THREE = checklist_from(THREE_SECTIONS)
HEAP, HAPPY = THREE.item_by_id["heap"], THREE.item_by_id["happy"]
BINS = EVERY_KIND.item_by_id["bins"]


def read(item, cell):
    return fields_of(item, field_name(item), cell)


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
     "一村村口", "三组路口", "三米高的草", "一百处", "三、五处", "三至五处", "三 五", "三.五", "三/五处", "三+二", "三跟五处"],
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


def test_who_meant_words_behind_the_one_option_is_told_how_to_write_them():
    with pytest.raises(NotationError, match="只能选一个；这里是情况的，数字请写成汉字"):
        read(three_options(), "3 村口；2桥头")


@pytest.mark.parametrize("cell", ["1 2", "1/2", "1和2", "①②", "满意 不满意", "不满意、满意"])
def test_of_one_answer_two_are_refused(cell):
    with pytest.raises(NotationError, match="只能选一个"):
        read(HAPPY, cell)


words = st.text("村口桥头垃圾一堆abc12,。", min_size=1, max_size=12).map(
    lambda rest: f"村{rest}".strip()
)
# A number alone may be a further option's, where there are options.
unnumbered = words.filter(lambda one: not set("12") & set(one))
amounts = st.one_of(st.integers(0, 9999).map(float), st.floats(0, 99_999_999))


def places_of(item):
    """Places a clerk can write about: with all a phone asks, but photos."""
    can_count = getattr(item, "amount", None)
    place = st.builds(
        Place,
        description=st.one_of(st.just(""), unnumbered if hasattr(item, "options") else words),
        severity=st.one_of(st.none(), st.sampled_from(Severity)),
        suggestion=st.one_of(st.just(""), words, st.just("三天;清走")),
        amount=st.one_of(st.none(), amounts) if can_count else st.none(),
    ).filter(lambda one: not one.is_blank)
    return st.lists(place, max_size=3).map(tuple)


def answer_of(item):
    """Answers a clerk can type: all there are, but photos."""
    match item.kind.value:
        case "check":
            values = st.sampled_from(["pass", "fail", "na"])
        case "deduction" if item.all_or_nothing:
            values = st.sampled_from(["pass", "fail", "na"])
        case "deduction":
            values = st.integers(0, 999).map(float)
        case "count":
            values = st.floats(item.minimum, item.maximum)
        case "choice":
            values = st.sampled_from([one.id for one in item.options])
        case "choices":
            ids = st.sampled_from([one.id for one in item.options])
            values = st.lists(ids, min_size=1, unique=True)
        case "score":
            values = st.integers(0, 14).map(lambda halves: halves / 2)
        case "text":
            values = words
        case _:
            values = st.dates().filter(lambda day: day.year > 999).map(lambda day: day.isoformat())
    return values.flatmap(
        lambda value: (
            places_of(item).map(lambda places: Answer(value, places))
            if rules.has_failed(item, Answer(value))
            else st.just(Answer(value))
        )
    )


WRITTEN = {"pass": "1", "fail": "2", "na": "3"}


def typed(item, answer):
    """What a clerk types for the answer."""
    match item.kind.value:
        case "check" | "deduction" if answer.value in WRITTEN:
            value = WRITTEN[answer.value]
        case "choice" | "choices":
            ids = [option.id for option in item.options]
            chosen = answer.value if isinstance(answer.value, list) else [answer.value]
            value = "、".join(str(ids.index(one) + 1) for one in chosen)
        case _:
            value = plain(answer.value) if isinstance(answer.value, float) else answer.value
    return f"{value} {';'.join(map(typed_place, answer.places))}".strip()


def typed_place(place):
    marks = [
        SEVERITY_LABELS[place.severity] if place.severity else "",
        plain(place.amount) if place.amount is not None else "",
        f"建议:{place.suggestion}" if place.suggestion else "",
    ]
    return place.description + "".join(f"【{mark}】" for mark in marks if mark)


def plain(number):
    """With all its digits and no exponent."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")


@given(st.data())
def test_what_is_written_reads_back_the_same(data):
    for checklist in (EVERY_KIND, THREE):
        for item in checklist.items:
            if item.kind.value in ("note", "photo"):
                continue
            answer = data.draw(answer_of(item))
            sent = MultiDict(read(item, typed(item, answer)))
            form = form_class(checklist)(sent)
            assert stored_answers.to_json({"a": form.answers[item.id]}) == stored_answers.to_json(
                {"a": answer}
            )


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


DITCH = EVERY_KIND.item_by_id["heap"]  # its answers: 没有, 有


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


@pytest.mark.parametrize(
    "cell",
    [
        "2026-9-7", "2026年 9月7日", "2026 年 9 月 7 号", "2026/09/07\u200b", "2026-09-07 09:30", "20260907", "26-9-7",
        "2026-09-07 09:30:15", "2026—9—7", "2026年9月7日上午", "2026-09-07。", "2026年9月7日星期一",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(cell):
    cleared = EVERY_KIND.item_by_id["cleared_on"]
    assert read(cleared, cell) == [("item-cleared_on", "2026-09-07")]


@pytest.mark.parametrize(
    "cell", ["9月7日", "9-7", "9.7", "9月7日上午", "9月7日星期一", "9月7号", "９－７", "9/7"]
)
def test_a_date_without_its_year_is_what_a_phone_makes_of_it(cell):
    cleared = EVERY_KIND.item_by_id["cleared_on"]
    day = day_of(cell, datetime.now(ZONE).date())
    form = form_class(EVERY_KIND)(MultiDict(read(cleared, cell)))
    assert day and form.answers["cleared_on"].value == day.isoformat()


@pytest.mark.parametrize("cell", ["上个月", "20日", "2026-13-1", "45927", "9月", "9月7日开会"])
def test_what_is_no_date_is_told(cell):
    with pytest.raises(NotationError, match="请填日期"):
        read(EVERY_KIND.item_by_id["cleared_on"], cell)
