"""Table of what the office said of deputies' suggestions, and every query on it.

What it said of findings stands with what their deputies corrected, in ``findings/models/acts.py``;
``queries/suggestion_list.py`` has the queries that join suggestions with records and places.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session


class SuggestionReview(Base):
    """What the office once said of the suggestion of a record; never changed, never deleted.

    ``own`` is what the deputy's record said then: where it says something else now, the office has
    to look again. ``words`` are the office's instead (None: none), ``unit`` who should see to it.
    A row with ``undoes_id`` says nothing but that the other one counts no more.
    """

    __tablename__ = "suggestion_review"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"), index=True)
    at: Mapped[datetime]
    by_name: Mapped[str]
    by_id: Mapped[int | None]
    own: Mapped[str]
    words: Mapped[str | None]
    unit: Mapped[str]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion_review.id"), unique=True)


def reviews_of_inspection(town_id: int, inspection_id: int) -> dict[UUID, list[SuggestionReview]]:
    """By record, the first first."""
    query = select(SuggestionReview).where(
        SuggestionReview.town_id == town_id, SuggestionReview.inspection_id == inspection_id
    )
    found: dict[UUID, list[SuggestionReview]] = {}
    for one in session().scalars(query.order_by(SuggestionReview.id)):
        found.setdefault(one.record_id, []).append(one)
    return found


def reviews_of_record(town_id: int, record_id: UUID) -> list[SuggestionReview]:
    """The first first."""
    query = select(SuggestionReview).where(
        SuggestionReview.town_id == town_id, SuggestionReview.record_id == record_id
    )
    return list(session().scalars(query.order_by(SuggestionReview.id)))


def reviews_between(
    town_id: int, inspection_id: int, first_id: int, last_id: int
) -> list[SuggestionReview]:
    """What was said of an inspection's suggestions, from one to another."""
    query = select(SuggestionReview).where(
        SuggestionReview.town_id == town_id,
        SuggestionReview.inspection_id == inspection_id,
        SuggestionReview.id.between(first_id, last_id),
        SuggestionReview.undoes_id.is_(None),
    )
    return list(session().scalars(query.order_by(SuggestionReview.id)))
