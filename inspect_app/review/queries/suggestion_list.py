"""The queries on suggestions with their records and places: for the board and the review."""

from dataclasses import dataclass

from sqlalchemy import select

from inspect_app.db import session
from inspect_app.inspections.models import Site, Village
from inspect_app.records.models import HANDED_IN, PLACED_RECORDS, PlacedRecord, Record
from inspect_app.review.models import SuggestionReview, reviews_of_inspection
from inspect_app.review.suggestion_review import SuggestionState, standing


@dataclass(frozen=True)
class PlacedSuggestion:
    """A record that says 意见建议, how it stands, all that the office ever said of it."""

    row: PlacedRecord
    now: SuggestionState
    history: list[SuggestionReview]

    @property
    def last_review_id(self) -> int:
        """The id of the last review, 0 if there was none."""
        return self.history[-1].id if self.history else 0


def suggestions(town_id: int, inspection_id: int) -> list[PlacedSuggestion]:
    """The suggestions of an inspection's records that count, site by site."""
    reviews = reviews_of_inspection(town_id, inspection_id)
    query = PLACED_RECORDS.where(
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        Record.state.in_(HANDED_IN),
        Record.suggestion != "",
    )
    rows = session().execute(query.order_by(Village.id, Site.id, Record.number))
    return [_suggested(row, reviews.get(row.Record.id, [])) for row in rows]


def _suggested(row: PlacedRecord, reviews: list[SuggestionReview]) -> PlacedSuggestion:
    return PlacedSuggestion(row, standing(row.Record.suggestion, reviews), reviews)


def count(town_id: int, inspection_id: int) -> tuple[int, int]:
    """How many suggestions there are, and how many of them wait for the office's review."""
    reviews = reviews_of_inspection(town_id, inspection_id)
    query = select(Record.id, Record.suggestion).where(
        Record.town_id == town_id,
        Record.inspection_id == inspection_id,
        Record.state.in_(HANDED_IN),
        Record.suggestion != "",
    )
    every = [standing(own, reviews.get(key, [])) for key, own in session().execute(query)]
    return len(every), sum(not one.is_settled for one in every)
