"""Names in 照片压缩包 are unique and fit every system, whatever villages and items are called."""

from dataclasses import fields
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.reports.figures.material import RecordRow
from inspect_app.reports.making.photo_zip import photo_names
from inspect_app.reports.named_photos import PhotoRow
from tests.cast import THREE_SECTIONS, checklist_from

CHECKLIST = checklist_from(THREE_SECTIONS)
TEXTS = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "CON",
        "a/b",
        "..",
        "张家村",
        "张家村 ",
        "ABC",
        "abc",
        "ＡＢＣ",
        "x_1",
        "x",
        "🌲" * 40,
        "a\u202eb",
    ]
)


def row(number: int, village: str, question: str) -> PhotoRow:
    item = CHECKLIST.item_by_id["seen"].model_copy(update={"question": question})
    nothing = dict.fromkeys(field.name for field in fields(RecordRow))
    record = RecordRow(**{**nothing, "number": number, "village": village})
    return PhotoRow(record, item, None)


@given(st.lists(st.tuples(st.integers(1, 12), TEXTS, TEXTS), max_size=30))
def test_whatever_villages_and_items_are_called_names_are_unique_and_fit_everywhere(wanted):
    names = list(photo_names([row(*one) for one in wanted]))

    assert len({name.casefold() for name in names}) == len(wanted)
    for (number, _, _), name in zip(wanted, names, strict=True):
        assert name.startswith(f"{number:04d}_") and name.endswith(".jpg")
        assert len(name.encode()) <= 255
        assert not set(name) & set('/\\:*?"<>|')
        assert not {category(char) for char in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_name_says_what_is_wrong_and_is_cut_where_it_is_too_long():
    heap = CHECKLIST.item_by_id["heap"].model_copy(update={"problem": "村道有成堆垃圾。"})
    one = row(12, "张家村", "")
    rows = [PhotoRow(one.record, heap, None), row(12, "张家村", "很长" * 40)]

    assert list(photo_names(rows)) == [
        "0012_张家村_村道有成堆垃圾_1.jpg",
        f"0012_张家村_{'很长' * 13}很…_1.jpg",
    ]
