"""Behind a figure: how an address asks for exactly what was counted. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from inspect_app.sheets.cell_values import Count, Points, QueryArguments, Rate


class What(StrEnum):
    """What is counted."""

    FINDINGS = "findings"
    RECORDS = "records"
    ANSWERS = "answers"  # 项次
    CHOSEN = "chosen"  # records that chose an option, or that answered an item at all
    SITES = "sites"  # with a record
    PLANNED = "planned"  # sites of the plan
    DEPUTIES = "deputies"  # who handed in
    SUGGESTIONS = "suggestions"
    POINTS = "points"  # 得分, item by item
    BONUS = "bonus"  # 加分, item by item
    AGAIN = "again"  # 仍有, item by item at each site
    RELAPSED = "relapsed"  # 反弹, item by item at each site
    INSPECTIONS = "inspections"  # of a period, as the following
    EXPECTED = "expected"  # 应到, inspection by inspection
    ATTENDED = "attended"  # 实到


OF_PERIOD = (What.INSPECTIONS, What.EXPECTED, What.ATTENDED)
CHECKED = "checked"  # of a verdict: 符合 or 不符合
NO_UNIT = "未定"


@dataclass(frozen=True)
class Behind:
    """Which things of an inspection a figure counts; an empty word narrows nothing.

    ``village``, ``site``, ``category``, ``unit`` are names as the sheets have them, ``checklists``
    ids with commas between, ``version`` an id, ``verdict`` a ``Verdict`` or
    ``CHECKED``, ``option`` the id of one of the item's. ``settled`` is not empty where only what
    the office has reviewed is counted.
    ``former`` is the id of the inspection that 仍有 and 反弹 compare with; ``inspection_id`` is 0
    where it is the sheet's own; ``period`` names the year or term all of whose inspections count.
    """

    what: What
    village: str = ""
    site: str = ""
    category: str = ""
    unit: str = ""
    severity: str = ""
    checklists: str = ""
    version: str = ""
    item: str = ""
    verdict: str = ""
    option: str = ""
    former: str = ""
    settled: str = ""
    period: str = ""
    inspection_id: int = 0

    @property
    def asked(self) -> QueryArguments:
        """As an address has it: without the words that narrow nothing."""
        return {name: value for name, value in asdict(self).items() if value}

    def count(self, number: int) -> Count:
        return Count(number, self.asked)

    def points(self, number: float) -> Points:
        return Points(number, self.asked)

    def share(self, share: float | None) -> Rate | None:
        return None if share is None else Rate(share, self.asked)


def behind_of(sent: Mapping[str, str]) -> Behind:
    """What an address asks for; findings if it does not say of what.

    :raise ValueError: if it asks for what is not counted.
    """
    narrowed: dict[str, Any] = {
        one.name: sent.get(one.name, "") for one in fields(Behind) if one.default == ""
    }
    return replace(Behind(What(sent.get("what", What.FINDINGS))), **narrowed)
