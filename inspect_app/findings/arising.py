"""Findings arise from a record by themselves: one per place where an item failed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from inspect_app.checklist.answers import Failure
from inspect_app.checklist.items import CheckItem
from inspect_app.db import now
from inspect_app.findings import changes, models
from inspect_app.findings.queries import numbers
from inspect_app.inspections.units import Units, responsible_unit

CORRECTED = "代表更正了检查记录"
RECORD_WITHDRAWN = "代表撤回了检查记录"
# What a correction changes in a finding that stays: unit and time limit are not the deputy's.
DEPUTYS_FIELDS = ("own_description", "own_suggestion", "own_severity", "amount", "photos")


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
    if failures:
        rows = [_finding(origin, failure, units) for failure in failures]
        numbers.insert(origin.town_id, rows)


def _finding(origin: Origin, failure: Failure, units: Units) -> dict[str, Any]:
    return {
        "inspection_id": origin.inspection_id,
        "site_id": origin.site_id,
        "record_id": origin.record_id,
        "state": models.FindingState.RECORDED,
        "recorded_at": now(),
        **finding_values(failure, origin.village, origin.found_on, units),
    }


def finding_values(failure: Failure, village: str, found_on: date, units: Units) -> dict[str, Any]:
    """What a finding says of one failure, by the finding's columns."""
    item, place = failure.item, failure.place
    asked = item.amount if isinstance(item, CheckItem) else None
    # An amount that only an older version of the checklist asked for has no unit any more.
    unit = asked.unit if asked else ""
    return {
        "item_id": item.id,
        "ordinal": failure.ordinal,
        "own_severity": failure.severity,
        "own_description": failure.description,
        "own_suggestion": failure.suggestion,
        "amount": place.amount,
        "unit": None if place.amount is None else unit,
        "photos": list(place.photos),
        "own_unit": responsible_unit(item.responsible, village, units),
        "found_on": found_on,
        "own_due": found_on + timedelta(days=item.days) if item.days else None,
    }


def renew(origin: Origin, failures: list[Failure], units: Units, because: str) -> None:
    """Let a corrected record's findings say what it says now.

    A finding that is still there stays the same one, with all that the office's review made of it;
    what the deputy changed is kept, and of a reviewed one pointed out. What the record says no more
    is taken back.
    """
    known = models.findings_ever_of_record(origin.town_id, origin.record_id)
    pairs = _paired(known, failures)
    take_back([one for one in known if one.id not in pairs and not one.taken_back_at], because)
    for finding in known:
        if finding.id in pairs:
            _renew_one(finding, _finding(origin, pairs[finding.id], units))
    taken = {id(failure) for failure in pairs.values()}
    arise(origin, [failure for failure in failures if id(failure) not in taken], units)


def _paired(known: list[models.Finding], failures: list[Failure]) -> dict[int, Failure]:
    """By finding's id the failure that it is: same item, and same words or else same place.

    What the record says at present goes before what was taken back.
    """
    pairs: dict[int, Failure] = {}
    by_presence = sorted(known, key=lambda finding: finding.taken_back_at is not None)
    for is_same in (_has_same_words, _is_same_place):
        for failure in failures:
            if any(failure is taken for taken in pairs.values()):
                continue
            for finding in by_presence:
                if finding.id not in pairs and is_same(finding, failure):
                    pairs[finding.id] = failure
                    break
    return pairs


def _has_same_words(finding: models.Finding, failure: Failure) -> bool:
    is_same_item = finding.item_id == failure.item.id
    return is_same_item and finding.own_description == failure.description


def _is_same_place(finding: models.Finding, failure: Failure) -> bool:
    return (finding.item_id, finding.ordinal) == (failure.item.id, failure.ordinal)


def _renew_one(finding: models.Finding, values: dict[str, Any]) -> None:
    new = {name: values[name] for name in DEPUTYS_FIELDS}
    has_changed = any(getattr(finding, name) != value for name, value in new.items())
    finding.ordinal, finding.unit = values["ordinal"], values["unit"]
    if finding.taken_back_at:
        has_changed = True
        new |= {"taken_back": None, **changes.reopened_values()}
    if has_changed and finding.is_reviewed:
        new["corrected"] = now()
    changes.keep_correction([finding], {finding.id: new})


def take_back(findings: list[models.Finding], because: str) -> None:
    """Count findings no longer, because the deputy's record says them no more; all is kept."""
    gone = {**changes.withdrawn_values(because), "taken_back": now(), "corrected": None}
    changes.keep_correction(findings, dict.fromkeys((finding.id for finding in findings), gone))
