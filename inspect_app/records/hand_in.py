"""Hand a record in: once, in one transaction, whatever the network did.

``outcome.py`` has the rule: the same content again changes nothing, and ends a correction whose
draft its sender had seen; a correction keeps the former content as a revision and renews its
findings; content from a phone that had not seen the other's is kept beside it until the deputy
chooses. A draft of another phone that this one had not seen stays readable under the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from inspect_app import audit, quotas
from inspect_app.checklist import answers as rules
from inspect_app.checklist.definition import Checklist
from inspect_app.db import now, session
from inspect_app.findings import arising
from inspect_app.findings import models as findings
from inspect_app.inspections.queries.visits import Visit
from inspect_app.people.access import Actor
from inspect_app.photos import models as photos
from inspect_app.records import drafts, models
from inspect_app.records.content import Content
from inspect_app.records.day_filled import believed
from inspect_app.records.limits import demand_few_repeats, demand_few_rivals, demand_room, is_kept
from inspect_app.records.models import RecordState
from inspect_app.records.models.revisions import (
    RevisionState,
    rivals_of,
)
from inspect_app.records.naming import named_in_log
from inspect_app.records.outcome import Outcome, RecordHistory, outcome
from inspect_app.records.revisions import (
    contents,
    keep_as_former,
    keep_beside,
    keep_draft,
    keep_former,
    kept_digest,
)
from inspect_app.records.taking_effect import make_findings, state_in_effect, take_effect


@dataclass(frozen=True)
class Filler:
    """Whose record it is and, if somebody else typed it in (代录), who that was.

    Of many paper forms ``from_paper`` the office notes in one line that it typed them in.
    """

    deputy: Actor
    entered_by: str = ""
    from_paper: bool = False


NOTED = {
    Outcome.FIRST: "提交检查记录",
    Outcome.LATE: "提交检查记录（晚到，没有计入统计）",
    Outcome.CORRECTION: "更正检查记录",
    Outcome.RIVAL: "又提交了不同的内容，等代表选定",
}


@dataclass(frozen=True)
class Arrival:
    """How content arrives: under the id a phone made for it, after which revision, by whose right.

    ``base`` is the revision its sender had seen, 0 for none; ``is_assigned`` says whether the site
    is the deputy's to fill. ``filled_on`` is the day it was filled, as far as its sender tells.
    """

    proposed: UUID | None = None
    base: int = 0
    is_assigned: bool = True
    filled_on: date | None = None


def hand_in(
    filler: Filler,
    visit: Visit,
    checklist: Checklist,
    content: Content,
    arrival: Arrival,
    today: date,
) -> models.Record:
    """Hand in what a form says of a visit and return the record; call it while writing.

    ``checklist`` is the version it was filled with, ``today`` the day of arrival. Whether the
    inspection is open is read here, in the turn to write; what it does not take in, or not any
    more, is late.

    :raise BeyondQuotaError: if more is kept of the record already than a deputy may store.
    """
    record, is_open = drafts.open_record(filler.deputy, visit.Assignment, arrival.proposed)
    handed_in = contents(record) if record.revision else []
    digest = kept_digest(content, handed_in)
    history = _history(record, handed_in)
    done = outcome(history, digest, arrival.base, is_open=is_open and arrival.is_assigned)
    if done is Outcome.SAME:
        stands = arrival.base == record.revision and digest == record.content_hash
        if stands and _has_seen_draft(record, content):
            record.draft = None
        return record
    demand_room(handed_in, content.sent.fields, quotas.TOO_MANY_CONTENTS)
    inspection = visit.Inspection
    found_on = believed(arrival.filled_on, inspection.starts_on, inspection.ends_on, today)
    _keep_content(filler, record, content, checklist, found_on, done)
    _note(filler, visit, record, done)
    if done not in (Outcome.RIVAL, Outcome.LATE):
        make_findings(record, visit, rules.failures(checklist, content.answers), found_on)
    return record


def _has_seen_draft(record: models.Record, content: Content) -> bool:
    """Whether a correction ends here: who saw its draft hands in what stands already."""
    # Whoever saved it: this may be a replay, and the draft its next correction.
    return not drafts.is_unseen(record, replace(content.sent, seen={}))


def _note(filler: Filler, visit: Visit, record: models.Record, done: Outcome) -> None:
    if filler.from_paper:
        return
    by = f"，由{filler.entered_by}录入" if filler.entered_by else ""
    about = named_in_log(visit.Inspection, record.number)
    audit.note(filler.deputy, audit.Kind.CONTENT, f"{NOTED[done]}{by}", about)


def _history(record: models.Record, handed_in: Sequence[models.StoredContent]) -> RecordHistory:
    if record.revision == 0:
        return RecordHistory(0, None, (), is_withdrawn=False)
    return RecordHistory(
        record.revision,
        record.content_hash,
        [one.content_hash for one in handed_in if one.content_hash],
        is_withdrawn=record.state == RecordState.WITHDRAWN,
    )


def _keep_content(
    filler: Filler,
    record: models.Record,
    content: Content,
    checklist: Checklist,
    found_on: date,
    done: Outcome,
) -> None:
    """Keep what was handed in, and gather the photos that it names."""
    if done is Outcome.RIVAL:
        demand_few_rivals(record)
        stored = _stored_content(filler, content, record, checklist, found_on)
        keep_beside(record, stored, RevisionState.RIVAL)
    else:
        _take_over(filler, record, content, checklist, found_on, done)
    photos.gather(
        record.town_id, record.deputy_id, record.id, (value for _, value in content.sent.fields)
    )


def _take_over(
    filler: Filler,
    record: models.Record,
    content: Content,
    checklist: Checklist,
    found_on: date,
    done: Outcome,
) -> None:
    """Let the record say what was handed in, under the next number if it has none."""
    if done is Outcome.CORRECTION:
        keep_as_former(record)
        record.corrections += 1
    else:
        record.revision = 1
    if drafts.is_unseen(record, content.sent):
        keep_draft(record)
    filled_on = record.filled_on or found_on  # the day of the visit, however often it is corrected
    record.take_over(_stored_content(filler, content, record, checklist, filled_on))
    record.draft = None
    record.answered, record.asked = content.sent.answered, content.sent.asked
    record.state = RecordState.LATE if done is Outcome.LATE else state_in_effect(record)
    if models.is_new(record):
        models.insert(record)
    elif record.number is None:
        record.number = models.next_number(record.town_id, record.inspection_id)


def _stored_content(
    filler: Filler, content: Content, record: models.Record, checklist: Checklist, filled_on: date
) -> models.StoredContent:
    return models.StoredContent(
        checklist_version_id=content.version_id or record.checklist_version_id,
        fields=content.sent.fields,
        answers=content.stored,
        photos=rules.items_of_photos(content.answers, checklist),
        suggestion=content.suggestion,
        highlight=content.highlight,
        mistakes=dict(content.mistakes),
        content_hash=content.digest,
        entered_by=filler.entered_by,
        submitted_at=now(),
        filled_on=filled_on,
    )


def choose(record: models.Record, revision: int, visit: Visit, checklist: Checklist) -> None:
    """Let the content of that revision be what the record says; the others are set aside.

    ``checklist`` is the one the chosen content was filled with.
    """
    for rival in rivals_of(record.town_id, record.id):
        if rival.revision == revision:
            keep_former(record)
            record.take_over(rival)
            record.revision = revision
            session().delete(rival)
            take_effect(record, visit, checklist)
        else:
            rival.state = RevisionState.SET_ASIDE


def withdraw(record: models.Record) -> None:
    """Take the record back: it counts no longer and stays readable; it may be handed in again.

    :raise BeyondQuotaError: if it was too often, or more is kept of it than a deputy may store.
    """
    if is_kept(record):
        demand_few_repeats(record)
    else:
        demand_room(contents(record), record.fields, quotas.TOO_OFTEN_WITHDRAWN)
    keep_as_former(record)
    found = findings.findings_of_record(record.town_id, record.id)
    arising.take_back(found, arising.RECORD_WITHDRAWN)
    record.state = RecordState.WITHDRAWN
