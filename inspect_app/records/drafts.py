"""Drafts: what was entered so far, kept on the server under the record's id."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from inspect_app.db import now, session
from inspect_app.people.access import Actor
from inspect_app.records import models
from inspect_app.records.models import RecordState


@dataclass(frozen=True)
class Sent:
    """What a form sent: its fields name by name, and how many answers it holds of how many."""

    fields: list[list[str]]
    answered: int
    asked: int


def save(
    actor: Actor, inspection_id: int, assignment_id: int, proposed: UUID | None, sent: Sent
) -> models.Record:
    """Keep the draft and return its record; call it while writing.

    A deputy has one record per site and checklist: if there is one, it is used under its own id,
    whatever id was proposed. If it was handed in, a draft that arrives later changes nothing.
    """
    record = open_record(actor, inspection_id, assignment_id, proposed)
    if record.state != RecordState.DRAFT:
        return record
    record.fields = sent.fields
    record.answered, record.asked = sent.answered, sent.asked
    record.saved_at = now()
    return record


def open_record(
    actor: Actor, inspection_id: int, assignment_id: int, proposed: UUID | None
) -> models.Record:
    """Return the deputy's record of the assignment, a new draft (not yet flushed) if none."""
    known = models.own_record_of(actor.town_id, actor.person_id, assignment_id)
    if known:
        return known
    if proposed is None or models.is_taken(proposed):
        proposed = uuid4()
    record = models.Record(
        id=proposed,
        town_id=actor.town_id,
        inspection_id=inspection_id,
        assignment_id=assignment_id,
        deputy_id=actor.person_id,
        state=RecordState.DRAFT,
        fields=[],
        answered=0,
        asked=0,
        saved_at=now(),
        revision=0,
        suggestion="",
        highlight="",
    )
    session().add(record)
    return record
