"""A told record becomes a handed-in one: the fields a phone would send, through the form."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.db import session
from inspect_app.demo.story import DemoRecord, FailedPlace
from inspect_app.findings.models import findings_of_record
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import Visit, visits_of_deputy
from inspect_app.people.access import Actor, Role
from inspect_app.people.models import Deputy
from inspect_app.records.content import Content, content_of
from inspect_app.records.forms.record_form import filled_form
from inspect_app.records.hand_in import Arrival, Filler, hand_in
from inspect_app.records.queries.own_records import own_record

PhotoId = Callable[[str], str]
CORRECTED_AFTER = timedelta(minutes=6)


def tell(
    inspection: inspections.Inspection,
    deputy: Deputy,
    site: inspections.Site,
    record_id: UUID,
    facts: DemoRecord,
    moment: datetime,
    photo: PhotoId,
) -> None:
    """Hand the record in as of ``moment``; ``photo`` gives the id of a subject's next photo."""
    actor = Actor(deputy.town_id, Role.DEPUTY, deputy.id, deputy.name)
    visits = visits_of_deputy(deputy.town_id, deputy.id)
    visit = next(one for one in visits if _is_told_of(one, inspection, site, facts))
    checklist = checklist_of(visit.ChecklistVersion)
    fields = _fields(checklist, facts, photo)
    versions = [fields]
    if facts.corrected:
        corrected = f"item-{list(facts.fails)[-1]}"
        # Words below an answer that is no problem would be asked about.
        others = [one for one in fields if not f"{one[0]}-".startswith(f"{corrected}-")]
        versions.insert(0, [*others, (corrected, "pass")])
    for n, sent in enumerate(versions):
        at = moment + n * CORRECTED_AFTER
        content = _content(visit.ChecklistVersion, sent)
        hand_in(Filler(actor), visit, checklist, content, Arrival(record_id, n), at.date())
        record = own_record(deputy.town_id, deputy.id, record_id)
        assert record is not None
        record.submitted_at = record.saved_at = at
        session().flush()
        for finding in findings_of_record(deputy.town_id, record.id):
            finding.recorded_at = at


def _is_told_of(
    visit: Visit, inspection: inspections.Inspection, site: inspections.Site, facts: DemoRecord
) -> bool:
    """Whether it is a visit of the site whose checklist has the items that the record tells of."""
    if (visit.Inspection.id, visit.Site.id) != (inspection.id, site.id):
        return False
    items = checklist_of(visit.ChecklistVersion).item_by_id
    return all(item_id in items for item_id in (*facts.fails, *facts.na))


def _fields(checklist: Checklist, facts: DemoRecord, photo: PhotoId) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for item in checklist.items:
        name = f"item-{item.id}"
        if item.kind == ItemKind.CHECK:
            fields.append((name, _verdict(item.id, facts)))
        elif item.id in facts.other:
            fields.append((name, facts.other[item.id]))
        for n, place in enumerate(facts.fails.get(item.id, [])):
            _place(fields, f"{name}-{n}", place, photo)
    fields.append(("suggestion", facts.suggestion))
    fields.append(("highlight", facts.highlight))
    return fields


def _verdict(item_id: str, facts: DemoRecord) -> str:
    if item_id in facts.fails:
        return "fail"
    return "na" if item_id in facts.na else "pass"


def _place(fields: list[tuple[str, str]], at: str, place: FailedPlace, photo: PhotoId) -> None:
    fields.append((f"{at}-description", place.words))
    fields.append((f"{at}-amount", place.amount))
    fields.append((f"{at}-severity", place.severity))
    fields.append((f"{at}-suggestion", place.suggestion))
    for subject in place.photos:
        fields.append((f"{at}-photo", photo(subject)))


def _content(version: inspections.ChecklistVersion, fields: list[tuple[str, str]]) -> Content:
    form = filled_form(checklist_of(version), fields)
    if form.mistakes:
        raise ValueError(f"the demo's story does not fit {version.id}: {form.mistakes}")
    return content_of(form, version)
