"""What deputies have handed in where the board and its lists are looked at."""

from uuid import uuid4

import pytest

from tests.records.filling import ALL_PASS, failing, submitted
from tests.records.sending import send


@pytest.fixture
def two(wang, li, cast) -> list[int]:
    """王建国's record of the first site with a heap and a full bin, 李秀英's of the second."""
    first = failing("桶满了", **{"item-heap": "fail", "item-heap-0-description": "一堆砖头"})
    submitted(wang, cast, first)
    submitted(li, cast, {**ALL_PASS, "suggestion": "多种树"}, site=1)
    return [2, 1]


@pytest.fixture
def three_photos(wang, cast) -> tuple[str, list[str]]:
    """A record of 王建国 that names three photos, two of a heap and one of the whole place."""
    record, ids = str(uuid4()), [str(uuid4()) for _ in range(3)]
    fields = failing("一堆砖头", "heap", **{"item-heap-0-photo": ids[:2], "item-seen": ids[2:]})
    assert send(wang, cast, fields, record).status_code == 200
    return record, ids
