"""The inspections before one: which it may be compared with, what was found wrong in them."""

from sqlalchemy import ColumnElement, select, tuple_

from inspect_app.db import session
from inspect_app.findings.models import COUNTED, Finding
from inspect_app.inspections import models as inspections
from inspect_app.records import models as records
from inspect_app.reports.figures.material import ItemAtSite

OVER = (inspections.InspectionState.CLOSED, inspections.InspectionState.ARCHIVED)


def former_inspections(
    town_id: int, inspection: inspections.Inspection
) -> list[inspections.Inspection]:
    """The earlier inspections that are over, with records on one of its checklists.

    The latest first.
    """
    used = (
        select(inspections.ChecklistVersion.checklist_id)
        .join(
            inspections.Assignment,
            inspections.Assignment.checklist_version_id == inspections.ChecklistVersion.id,
        )
        .where(inspections.Assignment.inspection_id == inspection.id)
    )
    on_one_of_them = (
        select(records.Record.id)
        .join(
            inspections.ChecklistVersion,
            inspections.ChecklistVersion.id == records.Record.checklist_version_id,
        )
        .where(
            records.Record.inspection_id == inspections.Inspection.id,
            records.Record.state.in_(records.HANDED_IN),
            inspections.ChecklistVersion.checklist_id.in_(used),
        )
    )
    query = select(inspections.Inspection).where(
        inspections.Inspection.town_id == town_id,
        _is_before(inspection),
        on_one_of_them.exists(),
    )
    order = (inspections.Inspection.starts_on.desc(), inspections.Inspection.id.desc())
    return list(session().scalars(query.order_by(*order)))


def _is_before(inspection: inspections.Inspection) -> ColumnElement[bool]:
    """Whether an inspection began earlier and is over."""
    its_time = tuple_(inspections.Inspection.starts_on, inspections.Inspection.id)
    return (its_time < (inspection.starts_on, inspection.id)) & (
        inspections.Inspection.state.in_(OVER)
    )


def failed_before(town_id: int, inspection: inspections.Inspection) -> frozenset[ItemAtSite]:
    """Where what was found wrong in any inspection before this one that is over."""
    rows = session().execute(
        select(Finding.site_id, inspections.ChecklistVersion.checklist_id, Finding.item_id)
        .join(records.Record, records.Record.id == Finding.record_id)
        .join(
            inspections.ChecklistVersion,
            inspections.ChecklistVersion.id == records.Record.checklist_version_id,
        )
        .join(inspections.Inspection, inspections.Inspection.id == Finding.inspection_id)
        .where(Finding.town_id == town_id, Finding.state.in_(COUNTED), _is_before(inspection))
        .distinct()
    )
    return frozenset((site, checklist, item) for site, checklist, item in rows)
