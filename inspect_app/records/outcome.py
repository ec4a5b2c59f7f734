"""What becomes of a record that arrives, whatever the network did to it before. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What is done with the content that arrived."""

    FIRST = "first"  # it is handed in
    LATE = "late"  # the first, but nobody asks for it any more: kept, not counted
    SAME = "same"  # known already: nothing changes, the receipt is the same
    CORRECTION = "correction"  # by somebody who saw the present content: it replaces it
    RIVAL = "rival"  # by somebody who did not: both are kept and one is chosen by a person


@dataclass(frozen=True)
class RecordHistory:
    """What was handed in under the record's id so far; ``revision`` 0 means nothing was."""

    revision: int
    digest: str | None
    former_digests: Collection[str]
    is_withdrawn: bool


def outcome(history: RecordHistory, digest: str, base: int, *, is_open: bool) -> Outcome:
    """What to do with content of that digest, made by somebody who had seen ``base``.

    ``base`` is the revision that was on the sender's screen, 0 if there was none. A replay of
    anything that was ever taken in changes nothing; content whose sender did not see the present
    one never replaces it.
    """
    if history.revision == 0:
        return Outcome.FIRST if is_open else Outcome.LATE
    changes = history.is_withdrawn or digest != history.digest
    if is_open and base == history.revision and changes:
        return Outcome.CORRECTION
    if digest == history.digest or digest in history.former_digests:
        return Outcome.SAME
    return Outcome.RIVAL


@dataclass(frozen=True)
class Save:
    """Which save of a draft this is: its page's n-th, made on top of the ``base``-th of all."""

    page: str
    n: int
    base: int


class SaveOutcome(StrEnum):
    """What is done with a draft that arrives."""

    TAKEN = "taken"
    OVERTAKEN = "overtaken"  # a later save of the same page was faster
    CONFLICT = "conflict"  # another page has saved since: the person is asked


def save_outcome(last: Save, count: int, arrived: Save) -> SaveOutcome:
    """What to do with a draft after ``count`` saves, the last of which was ``last``.

    A page that saved last goes on although the answer was lost on the way; another one must have
    seen the last save. Two pages of one phone are two: they may not have met in its store.
    """
    if count == 0 or arrived.base == count:
        return SaveOutcome.TAKEN
    if arrived.page == last.page:
        return SaveOutcome.TAKEN if arrived.n > last.n else SaveOutcome.OVERTAKEN
    return SaveOutcome.CONFLICT
