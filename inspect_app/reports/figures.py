"""The SELECTs behind every figure: what an inspection brought, with the ids of its rows."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import func, select

from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer
from inspect_app.checklist.definition import Checklist, Item, Severity
from inspect_app.db import session
from inspect_app.findings.models import COUNTED, Finding
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.people import models as people
from inspect_app.photos.models import Photo, photos_by_id
from inspect_app.records import models as records


@dataclass(frozen=True)
class RecordRow:
    """A record that was handed in."""

    id: UUID
    number: int
    day: date
    submitted_at: datetime
    village_id: int
    site_id: int
    village: str
    site: str
    group: str
    deputy_id: int
    deputy: str
    version_id: int
    checklist: Checklist
    answers: dict[str, Answer]
    suggestion: str
    highlight: str


@dataclass(frozen=True)
class FindingRow:
    """A finding that counts, with its record: in the words of the office's review where it has any.

    ``merged`` is how many others say the same; they are not counted.
    """

    id: int
    record: RecordRow
    item: Item
    severity: Severity
    description: str
    suggestion: str
    amount: float | None
    unit: str
    responsible_unit: str
    responsible_person: str
    found_on: date
    suggested_due: date | None
    photo_ids: tuple[str, ...]
    merged: int

    @property
    def section(self) -> str:
        """Return the title of the item's section (类别)."""
        return self.record.checklist.section_by_item[self.item.id].title


@dataclass(frozen=True)
class Material:
    """All that one inspection's reports are made of."""

    town: people.Town
    inspection: inspections.Inspection
    groups: list[people.DeputyGroup]
    versions: list[inspections.ChecklistVersion]
    visits: list[inspections.Visit]
    records: list[RecordRow]
    findings: list[FindingRow]
    photos: dict[str, Photo]

    @cached_property
    def has_several_checklists(self) -> bool:
        """Whether a section's title alone does not tell which checklist it is of."""
        return len({version.checklist_id for version in self.versions}) > 1


def material(town_id: int, inspection_id: int) -> Material:
    """Return an inspection's material. :raise LookupError: if the town has no such inspection."""
    inspection = inspections.inspection(town_id, inspection_id)
    if inspection is None:
        raise LookupError(inspection_id)
    rows = _records(town_id, inspection_id)
    found = _findings(town_id, inspection_id, {row.id: row for row in rows})
    # An id is no secret: a photo is shown only in a record of the deputy who sent it.
    sender = {photo_id: one.record.deputy_id for one in found for photo_id in one.photo_ids}
    photos = photos_by_id(town_id, {UUID(photo_id) for photo_id in sender})
    return Material(
        town=people.town(town_id),
        inspection=inspection,
        groups=inspections.groups_of_inspection(town_id, inspection_id),
        versions=_versions(town_id, inspection_id),
        visits=list(inspections.visits_of_inspection(town_id, inspection_id)),
        records=rows,
        findings=found,
        photos={key: one for key, one in photos.items() if one.deputy_id == sender[key]},
    )


def _versions(town_id: int, inspection_id: int) -> list[inspections.ChecklistVersion]:
    """Return the versions that are used and those that records were filled with before."""
    used = inspections.versions_of_inspection(town_id, inspection_id)
    filled = records.versions_of_records(town_id, inspection_id)
    return list({version.id: version for version in (*used, *filled)}.values())


def _records(town_id: int, inspection_id: int) -> list[RecordRow]:
    found = []
    for row in records.records_of_inspection(town_id, inspection_id):
        record = row.Record
        assert record.number is not None and record.submitted_at is not None
        found.append(
            RecordRow(
                id=record.id,
                number=record.number,
                day=record.day,
                submitted_at=record.submitted_at,
                village_id=row.Village.id,
                site_id=row.Site.id,
                village=row.Village.name,
                site=row.Site.name,
                group=row.DeputyGroup.name,
                deputy_id=row.Deputy.id,
                deputy=row.Deputy.name,
                version_id=row.ChecklistVersion.id,
                checklist=checklist_of(row.ChecklistVersion),
                answers=rules.from_json(record.answers or {}),
                suggestion=record.suggestion,
                highlight=record.highlight,
            )
        )
    return found


_GRAVEST_FIRST = [Severity.CRITICAL, Severity.MAJOR, Severity.MINOR]


def _findings(town_id: int, inspection_id: int, by_id: dict[UUID, RecordRow]) -> list[FindingRow]:
    """Return the findings village by village and site by site, the gravest of a site first."""
    query = select(Finding).where(
        Finding.town_id == town_id,
        Finding.inspection_id == inspection_id,
        Finding.state.in_(COUNTED),
    )
    merged = _merged(town_id, inspection_id)
    found = [
        _finding(row, by_id[row.record_id], merged.get(row.id, 0))
        for row in session().scalars(query)
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


def _merged(town_id: int, inspection_id: int) -> dict[int, int]:
    """Return how many findings were merged into each, by its id."""
    query = select(Finding.duplicate_of_id, func.count()).where(
        Finding.town_id == town_id,
        Finding.inspection_id == inspection_id,
        Finding.duplicate_of_id.is_not(None),
    )
    rows = session().execute(query.group_by(Finding.duplicate_of_id)).all()
    return {main_id: count for main_id, count in rows if main_id is not None}


def _finding(row: Finding, record: RecordRow, merged: int) -> FindingRow:
    return FindingRow(
        id=row.id,
        record=record,
        item=record.checklist.item_by_id[row.item_id],
        severity=row.severity,
        description=row.description,
        suggestion=row.suggestion,
        amount=row.amount,
        unit=row.unit or "",
        responsible_unit=row.responsible_unit,
        responsible_person=row.responsible_person or "",
        found_on=row.found_on,
        suggested_due=row.suggested_due,
        photo_ids=tuple(row.photos),
        merged=merged,
    )
