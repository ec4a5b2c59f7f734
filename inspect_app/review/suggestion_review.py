"""The office's review of suggestions: reword, say which unit, undo; call the verbs while writing.

The deputy's own words are never touched; what was said before stays readable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from inspect_app.db import now, session
from inspect_app.people.access import Actor
from inspect_app.review.models import SuggestionReview


class SuggestionRefusedError(Exception):
    """What was asked for cannot be done; the words say why and what to do."""


@dataclass(frozen=True)
class SuggestionState:
    """How a suggestion stands: the deputy's ``own`` words, and the review that counts, if any."""

    own: str
    review: SuggestionReview | None

    @property
    def words(self) -> str:
        """The words that count: the office's where it has any, else the deputy's."""
        return (self.review and self.review.words) or self.own

    @property
    def unit(self) -> str:
        """Who should see to it, nothing where the office has not said."""
        return self.review.unit if self.review else ""

    @property
    def is_settled(self) -> bool:
        """Whether the office has reviewed what the deputy says now."""
        return self.review is not None and self.review.own == self.own

    @property
    def is_corrected(self) -> bool:
        """Whether the deputy said something else when the office reviewed it."""
        return self.review is not None and self.review.own != self.own


def standing(own: str, reviews: Sequence[SuggestionReview]) -> SuggestionState:
    """How a suggestion stands, by all that the office ever said of it in ``reviews``."""
    undone = {one.undoes_id for one in reviews}
    counting = [one for one in reviews if one.undoes_id is None and one.id not in undone]
    return SuggestionState(own, counting[-1] if counting else None)


def review(
    actor: Actor,
    of: tuple[int, UUID],
    before: SuggestionState,
    words: str,
    unit: str,
) -> SuggestionReview | None:
    """Let the office say this of a suggestion, given by inspection and record; None if it did."""
    reworded = None if words in ("", before.own) else words
    known = before.review
    if known and before.is_settled and (known.words, known.unit) == (reworded, unit):
        return None
    made = SuggestionReview(
        town_id=actor.town_id, inspection_id=of[0], record_id=of[1], at=now(), by_name=actor.name,
        by_id=actor.person_id, own=before.own, words=reworded, unit=unit,
    )  # fmt: skip
    session().add(made)
    session().flush()
    return made


def undo(actor: Actor, before: SuggestionState) -> SuggestionReview:
    """Take the review that counts back: the one before it counts again.

    :raise SuggestionRefusedError: if there is none.
    """
    counting = before.review
    if counting is None:
        raise SuggestionRefusedError("没有可以撤销的核定")
    undone = SuggestionReview(
        town_id=actor.town_id, inspection_id=counting.inspection_id, record_id=counting.record_id,
        at=now(), by_name=actor.name, by_id=actor.person_id, own="", words=None, unit="",
        undoes_id=counting.id,
    )  # fmt: skip
    session().add(undone)
    session().flush()
    return undone
