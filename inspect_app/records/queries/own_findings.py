"""What a deputy's records say of findings: the queries behind the deputy's own pages."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from inspect_app.db import session
from inspect_app.findings.models import Finding
from inspect_app.inspections.models import (
    ChecklistVersion,
    Inspection,
    InspectionState,
    Site,
    Village,
)
from inspect_app.people.models import Deputy, DeputyGroup
from inspect_app.records.models import Record, RecordState, with_its_place

# Deputies see nothing of a plan that was taken back.
_TOOK_PLACE = Inspection.state != InspectionState.CANCELLED

OwnFinding = Row[Finding, Record, Site, Village, ChecklistVersion, Deputy, DeputyGroup, Inspection]


def findings_of_deputy(town_id: int, deputy_id: int) -> Sequence[OwnFinding]:
    """All a deputy ever found, with the inspections, the latest first."""
    query = select(
        Finding, Record, Site, Village, ChecklistVersion, Deputy, DeputyGroup, Inspection
    )
    query = with_its_place(
        query.select_from(Finding)
        .join(Record, Record.id == Finding.record_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
    ).where(Finding.town_id == town_id, Record.deputy_id == deputy_id, _TOOK_PLACE)
    order = (Inspection.starts_on.desc(), Inspection.id.desc(), Finding.id.desc())
    found: Sequence[OwnFinding] = session().execute(query.order_by(*order)).all()
    return found


def late_records_of_deputy(town_id: int, deputy_id: int) -> Sequence[Any]:
    """(Record, Site, Village, Inspection) of what came after the end and does not count."""
    query = with_its_place(
        select(Record, Site, Village, Inspection).join(
            Inspection, Inspection.id == Record.inspection_id
        )
    ).where(
        Record.town_id == town_id,
        Record.deputy_id == deputy_id,
        Record.state == RecordState.LATE,
        _TOOK_PLACE,
    )
    found: Sequence[Any] = session().execute(query.order_by(Record.number.desc())).all()
    return found


def count_of_deputy(town_id: int, deputy_id: int) -> int:
    """How many findings a deputy's records say."""
    query = (
        select(func.count())
        .select_from(Finding)
        .join(Record, Record.id == Finding.record_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(
            Finding.town_id == town_id,
            Record.deputy_id == deputy_id,
            Finding.taken_back_at.is_(None),
            _TOOK_PLACE,
        )
    )
    return session().scalar(query) or 0
