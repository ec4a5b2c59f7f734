"""A finding's number counts in its town alone, whoever else is on the host, and is one everywhere.

乙镇 hands in first here, so that no number of 甲镇 is the id of its row, which addresses keep.
"""

import pytest

from tests.findings.test_review import correct, failing
from tests.records.test_fill import ALL_PASS, submitted

FOUR = {**ALL_PASS, **{f"item-{item}": "fail" for item in ("heap", "bin", "ditch", "named")}}
FIRST_TWO = failing("桶满了", **{"item-heap": "fail", "item-heap-0-description": "一堆砖头"})


@pytest.fixture
def beside(sun, wang, li, cast) -> None:
    """乙镇 has four findings on the host, then come 甲镇's: two of 王建国's, one of 李秀英's."""
    sun.post(f"/d/assignments/{cast.yi_assignment}", {"do": "submit", **FOUR})
    submitted(wang, cast, FIRST_TWO)
    submitted(li, cast, failing("广场的桶满了"), site=1)


def test_numbers_have_no_gap_and_follow_the_order_in_which_findings_arose(raw, wang, cast, beside):
    correct(wang, cast, ALL_PASS)
    correct(wang, cast, {**ALL_PASS, "item-ditch": "fail"})
    rows = raw.execute("SELECT number FROM finding WHERE town_id = ? ORDER BY id", (cast.jia,))

    assert [number for (number,) in rows] == [1, 2, 3, 4]
