"""What a cell of a paper form is read as, for an item that it answers."""

from hypothesis import strategies as st

from inspect_app.paper.cell import fields_of
from inspect_app.records.forms.item_fields import field_name
from tests.cast import THREE_SECTIONS, checklist_from
from tests.checklist.every_kind import EVERY_KIND

THREE = checklist_from(THREE_SECTIONS)
HEAP, HAPPY = THREE.item_by_id["heap"], THREE.item_by_id["happy"]
BINS = EVERY_KIND.item_by_id["bins"]
DITCH = EVERY_KIND.item_by_id["heap"]  # its answers: 没有, 有


def read(item, cell):
    return fields_of(item, field_name(item), cell)


words = st.text("村口桥头垃圾一堆abc12,。", min_size=1, max_size=12).map(
    lambda rest: f"村{rest}".strip()
)
