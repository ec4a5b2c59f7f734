"""Hand a record in: once, in one transaction, whatever the network did."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer
from inspect_app.checklist.definition import Checklist
from inspect_app.db import now, session
from inspect_app.findings import arising
from inspect_app.findings import models as findings
from inspect_app.inspections.models import Visit
from inspect_app.people.access import Actor
from inspect_app.people.models import responsible_units
from inspect_app.records import drafts, models
from inspect_app.records.models import RecordState


@dataclass(frozen=True)
class Content:
    """What a record says."""

    sent: drafts.Sent
    answers: dict[str, Answer]
    suggestion: str
    highlight: str

    @cached_property
    def stored(self) -> dict[str, Any]:
        """Return the answers as they are stored."""
        return rules.to_json(self.answers)

    @cached_property
    def digest(self) -> str:
        """Return a hash that is the same for the same content."""
        said = [self.stored, self.suggestion, self.highlight]
        return sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def submit(
    actor: Actor,
    visit: Visit,
    checklist: Checklist,
    proposed: UUID | None,
    content: Content,
    today: date,
) -> models.Record:
    """Hand in the deputy's record of a visit and return it; call it while writing.

    The same content again changes nothing and returns the same record. Other content is a
    correction: the former one is kept as a revision, its findings are withdrawn, new ones arise.
    """
    assignment = visit.Assignment
    number = models.next_number(actor.town_id, assignment.inspection_id)
    record = drafts.open_record(actor, assignment.inspection_id, assignment.id, proposed)
    if record.state in models.HANDED_IN:
        if record.content_hash == content.digest:
            return record
        _keep_revision(record)
    else:
        record.number = number
    _write(record, content)
    origin = arising.Origin(
        actor.town_id,
        assignment.inspection_id,
        visit.Site.id,
        visit.Village.name,
        record.id,
        today,
    )
    failures = rules.failures(checklist, content.answers)
    if failures:
        session().flush()  # the findings name the record
        arising.arise(origin, failures, responsible_units(actor.town_id))
    return record


def _keep_revision(record: models.Record) -> None:
    assert record.answers is not None and record.submitted_at is not None
    session().add(
        models.RecordRevision(
            town_id=record.town_id,
            record_id=record.id,
            revision=record.revision,
            answers=record.answers,
            suggestion=record.suggestion,
            highlight=record.highlight,
            submitted_at=record.submitted_at,
        )
    )
    arising.withdraw_for_correction(findings.findings_of_record(record.town_id, record.id))


def _write(record: models.Record, content: Content) -> None:
    record.state = RecordState.SUBMITTED
    record.revision += 1
    record.fields = content.sent.fields
    record.answered, record.asked = content.sent.answered, content.sent.asked
    record.answers = content.stored
    record.suggestion, record.highlight = content.suggestion, content.highlight
    record.content_hash = content.digest
    record.saved_at = record.submitted_at = now()
