"""What was ever handed in under a record; keep what it does not say, or not any more.

That is former contents, rivals, the draft of another phone: each a revision, numbered in the order
in which they came; nothing of them is ever lost.
"""

from collections.abc import Sequence

from inspect_app.db import session
from inspect_app.records import models
from inspect_app.records.content import Content
from inspect_app.records.limits import is_kept
from inspect_app.records.models.revisions import (
    RecordRevision,
    RevisionState,
    last_revision,
    revisions_of,
)


def contents(record: models.Record) -> list[models.StoredContent]:
    """All that was ever handed in under the record, what it says now first."""
    return [record, *revisions_of(record.town_id, record.id)]


def was_handed_in(record: models.Record, content: Content) -> bool:
    """Whether the content was ever handed in under the record."""
    handed_in = contents(record)
    return kept_digest(content, handed_in) in [one.content_hash for one in handed_in]


def kept_digest(content: Content, handed_in: Sequence[models.StoredContent]) -> str:
    """The content's hash; of a form that came before, the one it was kept under.

    An update of the product may read a form otherwise, or take more of it into the hash: sent
    again by a phone that had no answer it must not rival itself.
    """
    for one in handed_in:
        is_same_form = one.fields == content.sent.fields
        is_same_version = one.checklist_version_id == content.version_id
        if one.content_hash and is_same_form and is_same_version:
            return one.content_hash
    return content.digest


def keep_beside(record: models.Record, content: models.StoredContent, state: RevisionState) -> None:
    """Keep content that the record does not say, after all that arrived before."""
    _keep(record, content, state, _next_revision(record))


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
    record: models.Record, content: models.StoredContent, state: RevisionState, revision: int
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
    draft = models.StoredContent(
        checklist_version_id=record.checklist_version_id,
        fields=record.draft or [],
        submitted_at=record.saved_at,
    )
    keep_beside(record, draft, RevisionState.DRAFT)
