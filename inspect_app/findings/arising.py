"""Findings arise from a record by themselves: one per place where an item failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from inspect_app.checklist.answers import Failure
from inspect_app.checklist.definition import CheckItem
from inspect_app.db import now
from inspect_app.findings import models

# Words of checklists that mean a body of the site's own village.
VILLAGE_BODIES = {
    "村委会": "村民委员会",
    "村集体经济组织": "集体经济组织",
    "村集体经济组织理事会": "集体经济组织理事会",
    "村集体经济组织监事会": "集体经济组织监事会",
}
# Name and the words it answers for, of each of the town's units.
Units = Sequence[tuple[str, list[str]]]

CORRECTED = "代表更正了检查记录"
RECORD_WITHDRAWN = "代表撤回了检查记录"


@dataclass(frozen=True)
class Origin:
    """The record that findings come from, and where and when it was filled."""

    town_id: int
    inspection_id: int
    site_id: int
    village: str
    record_id: UUID
    found_on: date


def arise(origin: Origin, failures: list[Failure], units: Units) -> None:
    """Record one finding per failure."""
    models.insert(origin.town_id, [_finding(origin, failure, units) for failure in failures])


def _finding(origin: Origin, failure: Failure, units: Units) -> dict[str, Any]:
    item, place = failure.item, failure.place
    asked = item.amount if isinstance(item, CheckItem) else None
    return {
        "inspection_id": origin.inspection_id,
        "site_id": origin.site_id,
        "record_id": origin.record_id,
        "item_id": item.id,
        "ordinal": failure.ordinal,
        "state": models.FindingState.RECORDED,
        "severity": failure.severity,
        "description": failure.description,
        "suggestion": failure.suggestion,
        "amount": place.amount,
        "unit": asked.unit if asked and place.amount is not None else None,
        "photos": list(place.photos),
        "responsible_unit": responsible_unit(item.responsible, origin.village, units),
        "found_on": origin.found_on,
        "suggested_due": origin.found_on + timedelta(days=item.days) if item.days else None,
        "recorded_at": now(),
    }


def responsible_unit(proposed: tuple[str, ...], village: str, units: Units) -> str:
    """Return the unit the office will most likely hand the finding to; the office may change it.

    The checklist proposes words in the order of preference. 村委会 and its like mean a body of the
    site's village; other words name a unit of the town if one answers for them. The first that
    leads to somebody counts; else the first word itself, so that nothing is lost.
    """
    for word in proposed:
        if word in VILLAGE_BODIES:
            return f"{village}{VILLAGE_BODIES[word]}"
        for name, answers_for in units:
            if word == name or word in answers_for:
                return name
    return proposed[0] if proposed else ""


def withdraw(findings: list[models.Finding], because: str) -> None:
    """Take findings back with a reason; they stay readable."""
    for finding in findings:
        finding.state = models.FindingState.WITHDRAWN
        finding.withdrawn_because = because
