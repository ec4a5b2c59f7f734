"""What deputies have handed in where a report is made of it."""

from uuid import uuid4

import pytest

from tests.records.filling import ALL_PASS, jpeg, submitted
from tests.records.sending import send_photo


@pytest.fixture
def record(wang, cast) -> None:
    """王建国's record: two photos of a heap, one of the whole place."""
    heap = [send_photo(wang, "red"), send_photo(wang, "green")]
    failing = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": heap}
    answer = submitted(wang, cast, {**failing, "item-seen": send_photo(wang, "blue")})
    assert answer.status_code == 303


@pytest.fixture
def finding(wang, cast) -> str:
    """A failed item with description, amount and a photo, handed in."""
    photo = str(uuid4())
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    fields = {
        **ALL_PASS,
        "item-heap": "fail",
        "item-heap-0-description": "村口老槐树下一堆砖头",
        "item-heap-0-amount": "2",
        "item-heap-0-severity": "critical",
        "item-heap-0-photo": photo,
        "suggestion": "多放两个桶",
        "highlight": "广场很干净",
    }
    return submitted(wang, cast, fields).location
