"""Hand a record in: once, in one transaction, whatever the network did."""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer, Failure
from inspect_app.checklist.definition import Checklist
from inspect_app.db import now, session
from inspect_app.findings import arising
from inspect_app.findings import models as findings
from inspect_app.inspections.models import Visit
from inspect_app.people.access import Actor
from inspect_app.people.models import responsible_units
from inspect_app.records import drafts, models
from inspect_app.records.models import RecordState, RevisionState
from inspect_app.records.outcome import Outcome, Standing, outcome


@dataclass(frozen=True)
class Filler:
    """Whose record it is and, if somebody else typed it in (代录), who that was."""

    deputy: Actor
    entered_by: str = ""


@dataclass(frozen=True)
class Content:
    """What a record says; ``mistakes`` by item: what is missing or could not be read (待补正)."""

    sent: drafts.Sent
    answers: dict[str, Answer]
    suggestion: str
    highlight: str
    mistakes: dict[str, str] = field(default_factory=dict)
    version_id: int | None = None

    @cached_property
    def stored(self) -> dict[str, Any]:
        """Return the answers as they are stored."""
        return rules.to_json(self.answers)

    @cached_property
    def digest(self) -> str:
        """Return a hash that is the same for the same content of the same checklist version."""
        unread = [field for field in self.sent.fields if self._is_unread(field[0])]
        said = [self.version_id, self.stored, self.suggestion, self.highlight, *unread]
        return sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()

    def _is_unread(self, name: str) -> bool:
        """Return whether the field could not be read, so that ``stored`` lacks it."""
        item_id, _, part = name.removeprefix("item-").partition("-")
        return item_id in self.mistakes and (not part or part.endswith("-amount"))


def submit(
    filler: Filler,
    visit: Visit,
    checklist: Checklist,
    proposed: UUID | None,
    content: Content,
    today: date,
    base: int,
) -> models.Record:
    """Hand in a deputy's record of a visit and return it; call it while writing.

    ``checklist`` is the version it was filled with, ``base`` the revision its sender had seen, 0
    for none. ``records/outcome.py`` has the rule: the same content again changes nothing; a
    correction keeps the former content as a revision and renews its findings; content from a
    phone that had not seen the other's is kept beside it until the deputy chooses.
    """
    record = drafts.open_record(filler.deputy, visit.Assignment, proposed)
    done = outcome(_standing(record), content.digest, base, is_open=visit.Inspection.is_open)
    if done is Outcome.SAME:
        return record
    if done is Outcome.RIVAL:
        rival = _revision(record, _said(filler, content, record), RevisionState.RIVAL)
        rival.revision = models.last_revision(record.town_id, record.id, record.revision) + 1
        return record
    if done is Outcome.CORRECTION:
        _replace(record)
        record.corrections += 1
    else:
        record.number = models.next_number(record.town_id, record.inspection_id)
        record.revision = 1
    record.take_over(_said(filler, content, record))
    record.draft = None
    record.answered, record.asked = content.sent.answered, content.sent.asked
    record.state = RecordState.LATE if done is Outcome.LATE else _counted_state(record)
    if models.is_new(record):
        models.insert(record)
    if done is not Outcome.LATE:
        _arise(record, visit, rules.failures(checklist, content.answers), today)
    return record


def _standing(record: models.Record) -> Standing:
    if record.revision == 0:
        return Standing(0, None, (), is_withdrawn=False)
    former = models.digests_of_revisions(record.town_id, record.id)
    return Standing(
        record.revision,
        record.content_hash,
        former,
        is_withdrawn=record.state == RecordState.WITHDRAWN,
    )


def _said(filler: Filler, content: Content, record: models.Record) -> models.Said:
    said = models.Said()
    said.checklist_version_id = content.version_id or record.checklist_version_id
    said.fields = content.sent.fields
    said.answers = content.stored
    said.suggestion, said.highlight = content.suggestion, content.highlight
    said.mistakes = dict(content.mistakes)
    said.content_hash = content.digest
    said.entered_by = filler.entered_by
    said.submitted_at = now()
    return said


def _revision(
    record: models.Record, said: models.Said, state: RevisionState
) -> models.RecordRevision:
    row = models.RecordRevision(
        town_id=record.town_id, record_id=record.id, revision=record.revision, state=state
    )
    row.take_over(said)
    session().add(row)
    return row


def _replace(record: models.Record) -> None:
    """Keep what the record says as a former revision, before it says something else."""
    following = models.last_revision(record.town_id, record.id, record.revision) + 1
    _revision(record, record, RevisionState.FORMER)
    record.revision = following


def _counted_state(record: models.Record) -> RecordState:
    return RecordState.INCOMPLETE if record.mistakes else RecordState.SUBMITTED


def _count(record: models.Record, visit: Visit, checklist: Checklist, today: date) -> None:
    """Let the record count as it stands, and its findings arise."""
    record.state = _counted_state(record)
    failures = rules.failures(checklist, rules.from_json(record.answers or {}))
    _arise(record, visit, failures, today)


def _arise(record: models.Record, visit: Visit, failures: list[Failure], today: date) -> None:
    is_first = record.revision == 1
    if is_first and not failures:
        return
    origin = arising.Origin(
        record.town_id, record.inspection_id, visit.Site.id, visit.Village.name, record.id, today
    )
    units = responsible_units(record.town_id)
    if is_first:
        arising.arise(origin, failures, units)
    else:
        arising.renew(origin, failures, units, arising.CORRECTED)


def choose(
    record: models.Record, revision: int, visit: Visit, checklist: Checklist, today: date
) -> None:
    """Let the content of that revision be what the record says; the others are set aside.

    ``checklist`` is the one the chosen content was filled with.
    """
    for rival in models.rivals(record.town_id, record.id):
        if rival.revision == revision:
            _revision(record, record, RevisionState.FORMER)
            record.take_over(rival)
            record.revision = revision
            session().delete(rival)
            _count(record, visit, checklist, today)
        else:
            rival.state = RevisionState.SET_ASIDE


def withdraw(record: models.Record) -> None:
    """Take the record back: it counts no longer and stays readable; it may be handed in again."""
    _replace(record)
    said = findings.findings_of_record(record.town_id, record.id)
    arising.take_back(said, arising.RECORD_WITHDRAWN)
    record.state = RecordState.WITHDRAWN


def admit_late(record: models.Record, visit: Visit, checklist: Checklist, today: date) -> None:
    """Let a record count that arrived after the inspection was closed."""
    _count(record, visit, checklist, today)
