"""The office's review of findings: reword, assign, keep, mark as duplicate, withdraw, undo.

Every change is kept with who, when, before and after; the deputy's own words are never touched.
Call the verbs while writing.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from inspect_app.db import session
from inspect_app.findings import models
from inspect_app.findings.changes import FIELDS, FieldValues, change_findings
from inspect_app.findings.models import Finding, FindingState, acts
from inspect_app.findings.models.acts import ActKind, ReviewAct
from inspect_app.findings.queries import numbers
from inspect_app.people.access import Actor
from inspect_app.people.models import responsible_persons

NOBODY = ""


class ReviewRefusedError(Exception):
    """What was asked for cannot be done; the words say why and what to do."""


class ChangedMeanwhileError(ReviewRefusedError):
    """Somebody changed the finding after it was shown."""


def review(actor: Actor, findings: Sequence[Finding], values: FieldValues) -> ReviewAct | None:
    """Let the findings, of one inspection, say these values; None if all of them did already.

    What to merge into is told by its number, as people know it; its id is kept. Where a unit is set
    or confirmed and nobody named, its person of the roster is.

    :raise ReviewRefusedError: if a finding was taken back by its deputy, or one that others were
        merged into would not count any more, or the finding to merge into is none that counts.
    """
    number = values.get("main")
    changing = [finding for finding in findings if finding.number != number]
    if not changing:
        raise ReviewRefusedError("一个问题不能合并到它自己")
    _refuse_taken_back(changing)
    if number is not None:
        values = {**values, "main": _main(changing[0], number).id}
    persons = responsible_persons(actor.town_id)
    new = {
        one.id: {**_differing(one, {**values, **_person(one, values, persons)}), "corrected": None}
        for one in changing
    }
    made = change_findings(changing, new, ActKind.REVIEW, actor.name, actor.person_id)
    _refuse_lost_duplicates(changing[0])
    return made


def _person(finding: Finding, values: FieldValues, persons: Mapping[str, str]) -> FieldValues:
    """Who answers for the finding's unit by the roster, nothing where that is not asked.

    A name the office typed stays; the roster's person of the former unit does not. A page that had
    the person on it, and left the unit, has said who: nobody, if it was emptied.
    """
    before = finding.responsible_unit
    unit = values.get("unit", before) or finding.own_unit
    person = values.get("person", finding.responsible_person) or ""
    if unit != before:
        follows = person in ("", persons.get(before))
    else:
        is_kept = values.get("state") == FindingState.KEPT and finding.state != FindingState.KEPT
        follows = ("unit" in values or is_kept) and "person" not in values and not person
    of_roster = persons.get(unit) or None
    if follows:
        return {"person": of_roster}
    if "person" in values and not person:
        return {"person": None if of_roster is None else NOBODY}
    return {}


def _differing(finding: Finding, values: FieldValues) -> FieldValues:
    """The values with None where they say what the finding says by itself."""
    return {
        name: None if _says_nothing_else(finding, name, value) else value
        for name, value in values.items()
    }


def _says_nothing_else(finding: Finding, name: str, value: Any) -> bool:
    if name == "person":  # emptied, it says that nobody is
        return False
    own = FIELDS[name].own
    return value == "" or bool(own and value == getattr(finding, own))


def _refuse_taken_back(findings: Collection[Finding]) -> None:
    gone = [finding for finding in findings if finding.taken_back_at]
    if gone:
        raise ReviewRefusedError(f"代表已经更正或撤回了{_numbers(gone)}，不能再改")


def _main(finding: Finding, number: int) -> Finding:
    main = numbers.finding_of(finding.town_id, finding.inspection_id, number)
    if main is None or not main.is_counted:
        raise ReviewRefusedError(f"这次视察里没有计入的第{number}号问题，不能合并到它")
    return main


def _refuse_lost_duplicates(finding: Finding) -> None:
    """Refuse what would leave duplicates without a finding that counts for them."""
    session().flush()
    lost = models.duplicates_without_main(finding.town_id, finding.inspection_id)
    if lost:
        duplicates = "、".join(str(row[0]) for row in lost)
        raise ReviewRefusedError(
            f"第{duplicates}号问题合并在第{lost[0][1]}号里；请先把它们改回待核定，或合并到别的问题"
        )


def _numbers(findings: Collection[Finding]) -> str:
    return f"第{'、'.join(str(finding.number) for finding in findings)}号问题"


def undo(actor: Actor, act: ReviewAct) -> ReviewAct:
    """Take an act of the office back, if it is the last one on each of its findings.

    :raise ReviewRefusedError: if it is not, or was undone, or duplicates would lose their main
        finding.
    """
    changes = acts.changes_of_act(act.town_id, act.id)
    ids = {change.finding_id for change in changes}
    findings = models.findings_by_id(act.town_id, act.inspection_id, ids)
    if act.kind != ActKind.REVIEW:
        raise ReviewRefusedError("这一步不能撤销")
    if acts.is_undone(act.town_id, act.id):
        raise ReviewRefusedError("这一步已经撤销了")
    later = set(acts.changed_after(act.town_id, act.id))
    if later:
        numbers = _numbers([one for one in findings if one.id in later])
        raise ReviewRefusedError(f"{numbers}后来又改过；请先撤销后来的")
    new: dict[int, dict[str, Any]] = {}
    for change in changes:
        value = change.before
        read = FIELDS[change.field].read
        new.setdefault(change.finding_id, {})[change.field] = None if value is None else read(value)
    made = change_findings(findings, new, ActKind.UNDO, actor.name, actor.person_id, act.id)
    assert made is not None, "an act changed something"
    _refuse_lost_duplicates(findings[0])
    return made
