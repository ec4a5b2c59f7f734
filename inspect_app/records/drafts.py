"""Drafts: what was entered so far, kept on the server under the record's id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from inspect_app.db import now, session
from inspect_app.inspections.models import Assignment
from inspect_app.people.access import Actor
from inspect_app.records import models
from inspect_app.records.outcome import Save, SaveOutcome, save_outcome
from inspect_app.records.queries.own_records import own_record_now


@dataclass(frozen=True)
class SentFields:
    """What a form sent: its fields name by name, and how many answers it holds of how many.

    Its sender had seen the draft on the server up to its ``saves``-th save, and holds, page by
    page (its own is one), what each entered up to its ``seen[page]``-th save.
    """

    fields: list[list[str]]
    answered: int
    asked: int
    saves: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)


def save(
    deputy: Actor,
    assignment: Assignment,
    proposed: UUID | None,
    base: int,
    sent: SentFields,
    arrived: Save,
) -> tuple[models.Record, SaveOutcome]:
    """Keep the draft; return its record and what was done. Call it while writing.

    A deputy has one record per site and checklist: if there is one, it is used under its own id,
    whatever id was proposed. A draft made on another revision (``base``) than the one handed in
    comes too late and changes nothing; so does one whose sender had not seen the last save, unless
    it says the same.
    """
    record, _ = open_record(deputy, assignment, proposed)
    if models.is_new(record):
        session().add(record)
    if base != record.revision:
        return record, SaveOutcome.OVERTAKEN
    last = Save(record.saved_from, record.saved_n, record.saves)
    done = save_outcome(last, record.saves, arrived)
    if done is SaveOutcome.CONFLICT and record.draft == sent.fields:
        done = SaveOutcome.TAKEN
    if done is not SaveOutcome.TAKEN:
        return record, done
    record.saved_from, record.saved_n = arrived.page, arrived.n
    record.draft = sent.fields
    record.answered, record.asked = sent.answered, sent.asked
    record.saves += 1
    record.saved_at = now()
    return record, SaveOutcome.TAKEN


def is_unseen(record: models.Record, sent: SentFields) -> bool:
    """Whether the draft says something that who hands in had not seen and does not say.

    A page knows what it has saved, also where no answer told it so.
    """
    if record.draft is None:
        return False
    if record.saved_from in sent.seen:
        is_later = record.saved_n > sent.seen[record.saved_from]
    else:
        is_later = record.saves > sent.saves
    unsent = [one for one in record.draft if one[1] and one[0] != "at" and one not in sent.fields]
    return is_later and bool(unsent)


def open_record(
    deputy: Actor, assignment: Assignment, proposed: UUID | None
) -> tuple[models.Record, bool]:
    """The deputy's record of the assignment, and whether it is taken in; call it writing.

    A new one (not yet added) if there is none. Whoever waited for the turn to write may have seen
    an inspection open that the office has ended since.
    """
    known, is_open = own_record_now(deputy.town_id, deputy.person_id, assignment.id)
    if known:
        return known, is_open
    if proposed is None or models.is_taken(proposed):
        proposed = uuid4()
    return _new(deputy, assignment, proposed), is_open


def _new(deputy: Actor, assignment: Assignment, record_id: UUID) -> models.Record:
    return models.Record(
        id=record_id,
        town_id=deputy.town_id,
        inspection_id=assignment.inspection_id,
        assignment_id=assignment.id,
        deputy_id=deputy.person_id,
        checklist_version_id=assignment.checklist_version_id,
    )
