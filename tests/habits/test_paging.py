"""Long lists are shown page by page: nothing is left out or shown twice, no page is empty."""

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.paging import page

SIZES = st.integers(1, 60)


@given(st.integers(0, 500), SIZES)
def test_the_pages_hold_every_row_once_and_in_order(total, size):
    rows = list(range(total))
    last = page(total, 1, size).last
    assert [
        row for number in range(1, last + 1) for row in rows[page(total, number, size).rows]
    ] == rows


@given(st.integers(0, 500), SIZES, st.integers(-5, 10**6))
def test_a_page_that_is_not_there_becomes_the_nearest(total, size, number):
    shown = page(total, number, size)
    assert shown.number == sorted((1, number, shown.last))[1]
    assert shown.offset < total or total == shown.offset == 0
