"""Whom the words of a checklist mean in the village where something was found."""

import pytest

from inspect_app.inspections.units import responsible_unit


@pytest.mark.parametrize(
    ("village", "listed", "meant"),
    [
        ("张家村", [], "张家村村民委员会"),
        ("青石社区", [], "青石社区居民委员会"),
        ("青石社区", ["青石社区居委会"], "青石社区居委会"),
        ("张家村", ["镇农业农村办公室", "张家村村委会"], "张家村村委会"),
        ("张家村", ["大张家村村委会"], "张家村村民委员会"),
    ],
)
def test_a_committee_is_called_as_the_town_calls_it(village, listed, meant):
    units = [(name, []) for name in listed]
    assert responsible_unit(("村委会", "镇环卫办"), village, units) == meant
