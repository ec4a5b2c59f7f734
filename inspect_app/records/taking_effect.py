"""A record takes effect: it counts from now on, and its findings arise."""

from datetime import date

from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.checklist.answers import Failure
from inspect_app.checklist.definition import Checklist
from inspect_app.findings import arising
from inspect_app.inspections.attendance import count_people
from inspect_app.inspections.queries.visits import Visit
from inspect_app.people.models import responsible_units
from inspect_app.records import models
from inspect_app.records.models import RecordState


def restore(record: models.Record, visit: Visit, checklist: Checklist) -> None:
    """Let a record that was taken back count again as it stood, with its findings."""
    take_effect(record, visit, checklist)


def admit_late(record: models.Record, visit: Visit, checklist: Checklist) -> None:
    """Let a record count that arrived after the inspection was closed, or its site taken out."""
    if visit.Assignment.taken_out_at is not None:
        visit.Assignment.taken_out_at = None  # what counts stands in the plan
        count_people(visit.Inspection)
    take_effect(record, visit, checklist)


def take_effect(record: models.Record, visit: Visit, checklist: Checklist) -> None:
    """Let the record count as it stands, and its findings arise."""
    record.state = state_in_effect(record)
    failures = rules.failures(checklist, stored_answers.from_json(record.answers or {}))
    assert record.filled_on is not None
    make_findings(record, visit, failures, record.filled_on)


def state_in_effect(record: models.Record) -> RecordState:
    """待补正 where something is still missing."""
    return RecordState.INCOMPLETE if record.mistakes else RecordState.SUBMITTED


def make_findings(
    record: models.Record, visit: Visit, failures: list[Failure], found_on: date
) -> None:
    """Make a finding of each place that failed; of a correction, in place of the former ones."""
    is_first = record.revision == 1
    if is_first and not failures:
        return
    origin = arising.Origin(
        record.town_id, record.inspection_id, visit.Site.id, visit.Village.name, record.id, found_on
    )
    units = responsible_units(record.town_id)
    if is_first:
        arising.arise(origin, failures, units)
    else:
        arising.renew(origin, failures, units, arising.CORRECTED)
