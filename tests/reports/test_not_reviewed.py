"""What nobody has reviewed is one number: on 交材料 and in the files."""

import re

import pytest

from tests.records.filling import correct, failing, submitted
from tests.reports.books import opened, rows_of, words_of
from tests.review.reviewing import numbers, save

DECISIONS = {
    "kept": {"do": "keep"},
    "reworded alone": {"do": "save", "description": "改写"},
    "not passed on": {"do": "withdraw", "reason": "不属实"},
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_after_a_correction_page_and_file_tell_the_same_number(
    office, wang, cast, decision
):  # fmt: skip
    correct_later(office, wang, cast, DECISIONS[decision])
    is_counted = decision != "not passed on"

    page = re.sub(r"\s+", " ", office.get(f"/office/inspections/{cast.inspection}/papers").text)
    files = "2个问题，其中2个没有核定。" if is_counted else "1个问题，其中1个没有核定。"
    assert files in page
    book = opened(office, f"{cast.inspection}/workbook.xlsx")
    marked = [row["备注"] for row in rows_of(book["问题清单"]) if "待核定" in (row["备注"] or "")]
    assert len(marked) == 1 + is_counted
    assert f"{1 + is_counted}个" in words_of(book["填表说明"])


def correct_later(office, wang, cast, decision) -> None:
    """Two findings of one record: one reviewed, and both corrected by their deputy since."""
    first = {"item-heap": "fail", "item-heap-0-description": "一堆砖头"}
    correct_first = {**first, "item-heap-0-description": "两堆砖头"}

    submitted(wang, cast, failing("桶满了", **first))
    chosen = next(
        one for one in numbers(office, cast) if "一堆砖头" in office.get(f"/office/findings/{one}").text
    )  # fmt: skip
    save(office, chosen, **decision)
    correct(wang, cast, failing("桶满了", **correct_first))
