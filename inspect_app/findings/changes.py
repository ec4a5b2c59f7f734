"""Every change of a finding is kept: with who, when, before and after.

What the office says of findings is changed by ``review/finding_review.py`` alone, what a deputy's
correction changes by ``arising.py``. Call the verbs while writing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inspect_app.checklist.ratings import Severity
from inspect_app.db import now, session
from inspect_app.findings import models
from inspect_app.findings.models import Finding, FindingState, acts
from inspect_app.findings.models.acts import ActKind, ReviewAct

THE_DEPUTY = "代表"
MAIN_IS_GONE = "系统（合并到的问题不再计入）"


@dataclass(frozen=True)
class Field:
    """A field of a finding that changes are kept of: its words, its column, its value in text.

    ``own`` is the column with what the deputy said or the checklist proposed, if there is one.
    """

    label: str
    column: str
    read: Callable[[str], Any] = str
    own: str = ""


FIELDS = {
    "description": Field("存在问题", "reviewed_description", own="own_description"),
    "suggestion": Field("整改建议", "reviewed_suggestion", own="own_suggestion"),
    "severity": Field("严重程度", "reviewed_severity", Severity, own="own_severity"),
    "unit": Field("责任单位", "reviewed_unit", own="own_unit"),
    "person": Field("责任人", "responsible_person"),
    "due": Field("整改时限", "reviewed_due", date.fromisoformat, own="own_due"),
    "state": Field("核定结果", "state", FindingState),
    "reason": Field("理由", "withdrawn_because"),
    "main": Field("合并到", "duplicate_of_id", int),
    "corrected": Field("代表更正", "corrected_at", datetime.fromisoformat),
    "taken_back": Field("代表撤回", "taken_back_at", datetime.fromisoformat),
    "own_description": Field("代表原话", "own_description"),
    "own_suggestion": Field("代表的建议", "own_suggestion"),
    "own_severity": Field("代表填的严重程度", "own_severity", Severity),
    "amount": Field("数量", "amount", float),
    "photos": Field("照片", "photos", json.loads),
}

FieldValues = Mapping[str, Any]


def kept_values() -> FieldValues:
    """The values of a finding that stands as it is (已核定)."""
    return _concluded(FindingState.KEPT)


def reopened_values() -> FieldValues:
    """The values of a finding that is to be looked at again (待核定)."""
    return _concluded(FindingState.RECORDED)


def withdrawn_values(reason: str) -> FieldValues:
    """The values of a finding that is not passed on, with the reason."""
    return _concluded(FindingState.WITHDRAWN, reason=reason)


def duplicate_values(main: int) -> FieldValues:
    """The values of a finding that says the same as the one of that number."""
    return _concluded(FindingState.DUPLICATE, main=main)


def _concluded(
    state: FindingState, reason: str | None = None, main: int | None = None
) -> FieldValues:
    return {"state": state, "reason": reason, "main": main}


def keep_correction(findings: Sequence[Finding], new: Mapping[int, FieldValues]) -> None:
    """Keep what a deputy's correction changed in findings, and free duplicates it left alone."""
    if change_findings(findings, new, ActKind.CORRECTION, THE_DEPUTY, None) is None:
        return
    gone = [finding for finding in findings if not finding.is_counted]
    left = [one for main in gone for one in models.duplicates_of(main.town_id, main.id)]
    alone = {"state": FindingState.RECORDED, "main": None, "corrected": now()}
    change_findings(
        left, dict.fromkeys((one.id for one in left), alone), ActKind.CORRECTION, MAIN_IS_GONE
    )


def change_findings(
    findings: Sequence[Finding],
    new: Mapping[int, FieldValues],
    kind: ActKind,
    by_name: str,
    by_id: int | None = None,
    undoes_id: int | None = None,
) -> ReviewAct | None:
    """Give each finding its new values and keep what changed; None if nothing did."""
    changes = [change for finding in findings for change in _changes(finding, new[finding.id])]
    if not changes:
        return None
    first = findings[0]
    made = ReviewAct(
        town_id=first.town_id, inspection_id=first.inspection_id, at=now(), kind=kind,
        by_name=by_name, by_id=by_id, undoes_id=undoes_id,
    )  # fmt: skip
    session().add(made)
    session().flush()
    acts.insert_changes(made.town_id, made.id, changes)
    return made


def _changes(finding: Finding, new: FieldValues) -> list[dict[str, Any]]:
    """Let the finding say the new values; return what they changed."""
    changes = []
    for name, value in new.items():
        column = FIELDS[name].column
        before = getattr(finding, column)
        if before != value:
            setattr(finding, column, value)
            values = {"before": _text(before), "after": _text(value)}
            changes.append({"finding_id": finding.id, "field": name, **values})
    return changes


def own_texts(finding: Finding) -> dict[str, str | None]:
    """By field what the deputy said and the checklist proposed, as text."""
    return {name: _text(getattr(finding, field.own)) for name, field in FIELDS.items() if field.own}


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        return json.dumps(value)
    return value.isoformat() if isinstance(value, date) else str(value)
