"""What is kept of a record already, and what may be: nobody who fills forms comes near its end."""

from collections.abc import Sequence

from inspect_app import quotas
from inspect_app.records.models import Record, StoredContent
from inspect_app.records.models.revisions import count_repeats, last_former, rivals_of


def is_kept(record: Record) -> bool:
    """Whether what it says now is kept as what it said before: withdrawn, and restored."""
    former = last_former(record.town_id, record.id)
    return former is not None and _words(former) == _words(record)


def _words(content: StoredContent) -> tuple[object, ...]:
    return content.content_hash, content.fields, content.entered_by


def demand_room(handed_in: Sequence[StoredContent], more: list[list[str]], words: str) -> None:
    """Let no record grow for ever; what is handed in first always has room.

    :raise BeyondQuotaError: with those ``words``, if it grows too large by ``more`` fields.
    """
    fields = [*more, *(field for one in handed_in for field in one.fields)]
    signs = sum(len(name) + len(value) for name, value in fields)
    if handed_in and (len(handed_in) >= quotas.MOST_CONTENTS or signs > quotas.MOST_SIGNS):
        raise quotas.BeyondQuotaError(words)


def demand_few_rivals(record: Record) -> None:
    """The page to choose from shows them all."""
    if len(rivals_of(record.town_id, record.id)) >= quotas.MOST_RIVALS:
        raise quotas.BeyondQuotaError(quotas.TOO_MANY_RIVALS)


def demand_few_repeats(record: Record) -> None:
    """Each is two lines of the log, and two steps in the history of each finding."""
    if count_repeats(record.town_id, record.id, record.revision) >= quotas.MOST_REPEATS:
        raise quotas.BeyondQuotaError(quotas.TOO_OFTEN_WITHDRAWN)
