"""What a clerk types for an item of a paper form."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer, Place
from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.records.forms import field_name, form_class
from inspect_app.records.notation import NotationError, as_typed, cell_of, fields_of
from tests.cast import THREE_SECTIONS, checklist_from
from tests.checklist.test_loader import HERE

EVERY_KIND = load_checklist(HERE / "every_kind.yaml", load_laws(HERE / "laws.yaml"))
THREE = checklist_from(THREE_SECTIONS)
HEAP, HAPPY = THREE.item_by_id["heap"], THREE.item_by_id["happy"]


def read(item, cell):
    return fields_of(item, field_name(item), cell)


@pytest.mark.parametrize("cell", ["1", "\uff11", " √", "✓", "符合"])
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


@pytest.mark.parametrize("cell", ["12", "很多", "4", "1 村口一堆", "3 没去"])
def test_what_cannot_be_read_is_told_in_words(cell):
    with pytest.raises(NotationError, match=r"请填 1|不符合"):
        read(HEAP, cell)


def test_options_by_number_or_words():
    assert read(HAPPY, "2") == read(HAPPY, "不满意") == [("item-happy", "no")]
    with pytest.raises(NotationError, match="1 满意、2 不满意"):
        read(HAPPY, "一般")


words = st.text("村口桥头垃圾一堆abc12,。", min_size=1, max_size=12).map(
    lambda rest: f"村{rest}".strip()
)


def answer_of(item):
    """Answers a clerk can type: without amounts, severities and photos."""
    places = st.lists(words, max_size=3).map(lambda all_: tuple(Place(one) for one in all_))
    match item.kind.value:
        case "check":
            return st.one_of(
                st.sampled_from(["pass", "na"]).map(Answer),
                places.map(lambda written: Answer("fail", written)),
            )
        case "deduction" if item.all_or_nothing:
            return st.sampled_from(["pass", "na"]).map(Answer)
        case "deduction":
            return st.integers(1, 9).flatmap(
                lambda n: places.map(lambda written: Answer(float(n), written))
            )
        case "count":
            top = int(min(item.maximum, 999))
            return st.integers(int(item.minimum), top).map(lambda n: Answer(float(n)))
        case "choice":
            return st.sampled_from([one.id for one in item.options if not one.fail]).map(Answer)
        case "choices":
            ids = [one.id for one in item.options if not one.fail]
            return st.lists(st.sampled_from(ids), min_size=1, unique=True).map(Answer)
        case "text":
            return words.map(Answer)
        case "date":
            return (
                st.dates().filter(lambda day: day.year > 999).map(lambda d: Answer(d.isoformat()))
            )
    return st.none()


@given(st.data())
def test_what_is_written_reads_back_the_same(data):
    for checklist in (EVERY_KIND, THREE):
        for item in checklist.items:
            if item.kind.value in ("note", "photo"):
                continue
            answer = data.draw(answer_of(item))
            sent = MultiDict(read(item, cell_of(item, answer)))
            form = form_class(checklist)(sent)
            assert rules.to_json({"a": form.answers[item.id]}) == rules.to_json({"a": answer})


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
