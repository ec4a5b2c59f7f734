"""The SELECTs behind an inspection's figures: what it brought, with the ids of its rows."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from inspect_app.checklist.ratings import Severity
from inspect_app.db import session
from inspect_app.findings.models import COUNTED, Finding
from inspect_app.findings.who_answers import who_answers
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import visits_of_inspection
from inspect_app.people import models as people
from inspect_app.photos.models import photos_by_id
from inspect_app.records import models as records
from inspect_app.reports.figures.material import FindingPhoto, FindingRow, Material, RecordRow
from inspect_app.review.models import reviews_of_inspection
from inspect_app.review.suggestion_review import SuggestionState, standing


def material(town_id: int, inspection_id: int, *, reviewed_only: bool = False) -> Material:
    """An inspection's material, for a report of all findings or of reviewed ones only.

    :raise LookupError: if the town has no such inspection.
    """
    inspection = inspections.inspection(town_id, inspection_id)
    if inspection is None:
        raise LookupError(inspection_id)
    versions = _versions(town_id, inspection_id)
    rows = _records(inspection, {one.id: one for one in versions})
    found = _findings(town_id, inspection_id, {row.id: row for row in rows})
    return Material(
        town=people.town(town_id),
        inspection=inspection,
        groups=inspections.groups_of_inspection(town_id, inspection_id),
        versions=versions,
        visits=list(visits_of_inspection(town_id, inspection_id)),
        records=rows,
        findings=[one for one in found if one.is_settled or not reviewed_only],
        unreviewed=[one for one in found if not one.is_settled],
        reviewed_only=reviewed_only,
        photos=photos_by_id(town_id, {UUID(photo.id) for one in found for photo in one.photos}),
    )


def _versions(town_id: int, inspection_id: int) -> list[inspections.ChecklistVersion]:
    """The versions that are used and those that records were filled with before."""
    used = inspections.versions_of_inspection(town_id, inspection_id)
    filled = records.versions_of_records(town_id, inspection_id)
    return list({version.id: version for version in (*used, *filled)}.values())


def _records(
    inspection: inspections.Inspection, versions: dict[int, inspections.ChecklistVersion]
) -> list[RecordRow]:
    """The records in the order of their numbers.

    Of columns: as objects of seven tables, thousands cost several times as much.
    """
    record = records.Record
    columns = (
        record.id, record.number, record.filled_on, record.submitted_at, record.answers,
        record.photos,
        record.suggestion, record.highlight, record.checklist_version_id, record.deputy_id,
        inspections.Village.id.label("village_id"), inspections.Site.id.label("site_id"),
        inspections.Village.name.label("village"), inspections.Site.name.label("site"),
        people.DeputyGroup.name.label("group"), people.Deputy.name.label("deputy"),
    )  # fmt: skip
    query = records.with_its_place(select(*columns).select_from(record)).where(
        record.town_id == inspection.town_id,
        record.inspection_id == inspection.id,
        record.state.in_(records.HANDED_IN),
    )
    rows = session().execute(query.order_by(record.number))
    reviewed = reviews_of_inspection(inspection.town_id, inspection.id)
    return [
        _record(
            row,
            inspection.starts_on,
            versions[row.checklist_version_id],
            standing(row.suggestion, reviewed.get(row.id, ())),
        )
        for row in rows
    ]


def _record(
    row: Any, starts_on: date, version: inspections.ChecklistVersion, proposal: SuggestionState
) -> RecordRow:
    return RecordRow(
        id=row.id,
        number=row.number,
        starts_on=starts_on,
        day=row.filled_on,
        submitted_at=row.submitted_at,
        village_id=row.village_id,
        site_id=row.site_id,
        village=row.village,
        site=row.site,
        group=row.group,
        deputy_id=row.deputy_id,
        deputy=row.deputy,
        version_id=version.id,
        version=version.version,
        checklist=checklist_of(version),
        stored=row.answers or {},
        photos=row.photos,
        suggestion=row.suggestion,
        highlight=row.highlight,
        proposal=proposal,
    )


_GRAVEST_FIRST = [Severity.CRITICAL, Severity.MAJOR, Severity.MINOR]


def _findings(town_id: int, inspection_id: int, by_id: dict[UUID, RecordRow]) -> list[FindingRow]:
    """The findings village by village and site by site, the gravest of a site first."""
    columns = (
        Finding.id, Finding.number, Finding.record_id, Finding.item_id, Finding.severity,
        Finding.description, Finding.suggestion, Finding.amount, Finding.unit,
        Finding.responsible_unit, Finding.responsible_person, Finding.found_on,
        Finding.suggested_due, Finding.photos, Finding.state, Finding.reviewed_description,
        Finding.is_settled.label("is_settled"),
    )  # fmt: skip
    query = select(*columns).where(
        Finding.town_id == town_id,
        Finding.inspection_id == inspection_id,
        Finding.state.in_(COUNTED),
    )
    merged, persons = _merged_findings(town_id, inspection_id), people.responsible_persons(town_id)
    found = [
        _finding(row, by_id[row.record_id], merged.get(row.id, []), by_id, persons)
        for row in session().execute(query)
    ]
    found.sort(
        key=lambda row: (
            row.record.village_id,
            row.record.site_id,
            _GRAVEST_FIRST.index(row.severity),
            row.id,
        )
    )
    return found


def _merged_findings(town_id: int, inspection_id: int) -> dict[int, list[Any]]:
    """The findings that were merged into each, by its id."""
    columns = (Finding.duplicate_of_id, Finding.record_id, Finding.item_id, Finding.photos)
    query = select(*columns).where(
        Finding.town_id == town_id,
        Finding.inspection_id == inspection_id,
        Finding.duplicate_of_id.is_not(None),
    )
    found: dict[int, list[Any]] = {}
    for row in session().execute(query.order_by(Finding.id)):
        found.setdefault(row.duplicate_of_id or 0, []).append(row)
    return found


def _photos(row: Any, by_id: dict[UUID, RecordRow]) -> list[FindingPhoto]:
    record = by_id[row.record_id]
    item = record.checklist.item_by_id[row.item_id]
    return [FindingPhoto(photo_id, record, item) for photo_id in row.photos]


def _finding(
    row: Any,
    record: RecordRow,
    merged: list[Any],
    by_id: dict[UUID, RecordRow],
    persons: dict[str, str],
) -> FindingRow:
    return FindingRow(
        id=row.id,
        number=row.number,
        record=record,
        item=record.checklist.item_by_id[row.item_id],
        severity=row.severity,
        description=row.description,
        is_reworded=row.reviewed_description is not None,
        suggestion=row.suggestion,
        amount=row.amount,
        unit=row.unit or "",
        responsible_unit=row.responsible_unit,
        responsible_person=who_answers(row.responsible_person, row.responsible_unit, persons),
        found_on=row.found_on,
        suggested_due=row.suggested_due,
        photo_ids=tuple(row.photos),
        merged_count=len(merged),
        merged_photos=tuple(photo for one in merged for photo in _photos(one, by_id)),
        state=row.state,
        is_settled=bool(row.is_settled),
    )
