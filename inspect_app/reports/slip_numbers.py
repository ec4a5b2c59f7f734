"""The number of a unit's 交办单: given once, no other unit's afterwards, so no two papers share it.

All units that have a slip get theirs with the first file that holds any of them: if nothing was
reviewed meanwhile, those that the page showed.
"""

from collections.abc import Iterable

from inspect_app.db import session
from inspect_app.reports import models


def expected(town_id: int, inspection_id: int, units: Iterable[str]) -> dict[str, int]:
    """The number of each unit, for who has none the one that it would be given now."""
    numbers = models.slip_numbers(town_id, inspection_id)
    for unit in units:
        numbers.setdefault(unit, max(numbers.values(), default=0) + 1)
    return numbers


def give(town_id: int, inspection_id: int, units: Iterable[str]) -> dict[str, int]:
    """Give the next numbers to the units that have none, return all; call it while writing."""
    known = models.slip_numbers(town_id, inspection_id)
    numbers = expected(town_id, inspection_id, units)
    session().add_all(
        models.SlipNumber(town_id=town_id, inspection_id=inspection_id, unit=unit, number=number)
        for unit, number in numbers.items()
        if unit not in known
    )
    return numbers
