"""Options as clerks type them from paper: beside amounts, ticks, brackets and their own words."""

import json

import pytest

from inspect_app.checklist.items import ChoiceItem, ChoicesItem
from inspect_app.paper.doubts import NotationError
from inspect_app.paper.notation import fields_of


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
