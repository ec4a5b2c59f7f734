"""The queries behind the figures of an inspection's board: what has come in so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from inspect_app.checklist.ratings import Severity
from inspect_app.db import session
from inspect_app.findings.models import COUNTED, Finding
from inspect_app.inspections.models import Assignment, ChecklistVersion, Site, Village
from inspect_app.people.models import Deputy
from inspect_app.records.models import (
    HANDED_IN,
    PLACED_FINDINGS,
    PLACED_RECORDS,
    PlacedFinding,
    PlacedRecord,
    Record,
    RecordState,
)


@dataclass(frozen=True)
class ProgressTotals:
    """What an inspection has brought so far."""

    visits: int = 0
    visited: int = 0
    records: int = 0
    findings: int = 0


NOTHING = ProgressTotals()


def counts_by_inspection(town_id: int) -> dict[int, ProgressTotals]:
    """Sites x checklists planned and filled, records, findings."""
    planned = Assignment.taken_out_at.is_(None)
    visits = _counts(
        select(Assignment.inspection_id, func.count()).where(planned), Assignment, town_id
    )
    handed_in = Record.state.in_(HANDED_IN)
    records = _counts(select(Record.inspection_id, func.count()).where(handed_in), Record, town_id)
    visited = _counts(
        select(Record.inspection_id, func.count(Record.assignment_id.distinct())).where(handed_in),
        Record,
        town_id,
    )
    findings = _counts(
        select(Finding.inspection_id, func.count()).where(Finding.state.in_(COUNTED)),
        Finding,
        town_id,
    )
    return {
        key: ProgressTotals(
            visits[key], visited.get(key, 0), records.get(key, 0), findings.get(key, 0)
        )
        for key in visits
    }


def begun_records(town_id: int, inspection_id: int) -> Sequence[PlacedRecord]:
    """The records that were begun and not handed in, site by site."""
    query = PLACED_RECORDS.where(
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        Record.state == RecordState.DRAFT,
        Record.answered > 0,
    )
    order = (Village.id, Site.id, ChecklistVersion.id, Deputy.id)
    found: Sequence[PlacedRecord] = session().execute(query.order_by(*order)).all()
    return found


def suggestions_by_inspection(town_id: int) -> dict[int, int]:
    """How many records that were handed in say 意见建议."""
    query = select(Record.inspection_id, func.count()).where(
        Record.state.in_(HANDED_IN), Record.suggestion != ""
    )
    return _counts(query, Record, town_id)


def _counts(
    query: Select[int, int],
    table: type[Assignment] | type[Record] | type[Finding],
    town_id: int,
) -> dict[int, int]:
    query = query.where(table.town_id == town_id).group_by(table.inspection_id)
    return {inspection_id: count for inspection_id, count in session().execute(query).all()}


def counts_by_assignment(town_id: int, inspection_id: int) -> dict[int, tuple[int, int]]:
    """(records handed in, findings that count) by assignment."""
    records = session().execute(
        select(Record.assignment_id, func.count())
        .where(
            Record.town_id == town_id,
            Record.inspection_id == inspection_id,
            Record.state.in_(HANDED_IN),
        )
        .group_by(Record.assignment_id)
    )
    found = {
        key: count
        for key, count in session().execute(
            select(Record.assignment_id, func.count())
            .join(Finding, Finding.record_id == Record.id)
            .where(Record.town_id == town_id, Record.inspection_id == inspection_id)
            .where(Finding.state.in_(COUNTED))
            .group_by(Record.assignment_id)
        )
    }
    return {assignment: (count, found.get(assignment, 0)) for assignment, count in records}


def counts_by_severity(town_id: int, inspection_id: int) -> dict[Severity, int]:
    """Of those that count, the gravest first."""
    query = select(Finding.severity, func.count()).where(
        Finding.town_id == town_id,
        Finding.inspection_id == inspection_id,
        Finding.state.in_(COUNTED),
    )
    rows = session().execute(query.group_by(Finding.severity)).all()
    counts = {Severity(severity): count for severity, count in rows}
    return {severity: counts.get(severity, 0) for severity in reversed(Severity)}


def newest_findings(town_id: int, inspection_id: int, limit: int) -> Sequence[PlacedFinding]:
    """The latest findings of an inspection that count, with their records."""
    query = PLACED_FINDINGS.where(
        Finding.town_id == town_id,
        Finding.inspection_id == inspection_id,
        Finding.state.in_(COUNTED),
    )
    found: Sequence[PlacedFinding] = (
        session().execute(query.order_by(Finding.id.desc()).limit(limit)).all()
    )
    return found
