"""Keep what a record does not say, or not any more: former contents, rivals, another's draft.

Each is a revision, numbered in the order in which they came; nothing of them is ever lost.
"""

from inspect_app.db import session
from inspect_app.records import models
from inspect_app.records.models.revisions import RecordRevision, RevisionState, last_revision
from inspect_app.records.room import is_kept


def keep_beside(
    record: models.Record, record_content: models.RecordContent, state: RevisionState
) -> None:
    """Keep content that the record does not say, after all that arrived before."""
    _keep(record, record_content, state, _next_revision(record))


def keep_as_former(record: models.Record) -> None:
    """Keep what the record says as a former revision, before it says something else."""
    following = _next_revision(record)
    if not is_kept(record):
        keep_former(record)
    record.revision = following  # also then: who saw it before has not seen what became of it


def _next_revision(record: models.Record) -> int:
    return last_revision(record.town_id, record.id, record.revision) + 1


def keep_former(record: models.Record) -> None:
    _keep(record, record, RevisionState.FORMER, record.revision)


def _keep(
    record: models.Record, content: models.RecordContent, state: RevisionState, revision: int
) -> None:
    kept = RecordRevision(
        town_id=record.town_id,
        record_id=record.id,
        revision=revision,
        state=state,
        **content.content_values(),
    )
    session().add(kept)


def keep_draft(record: models.Record) -> None:
    draft = models.RecordContent(
        checklist_version_id=record.checklist_version_id,
        fields=record.draft or [],
        submitted_at=record.saved_at,
    )
    keep_beside(record, draft, RevisionState.DRAFT)
