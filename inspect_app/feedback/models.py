"""Table of feedback and every query on it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Row, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.people.models import Deputy


class Feedback(Base):
    """意见反馈: what a deputy finds bad or missing in the product."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"), index=True)
    text: Mapped[str]
    given_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    handled_by: Mapped[str | None]


def feedback_of_deputy(town_id: int, deputy_id: int, limit: int) -> list[Feedback]:
    """The latest first."""
    query = select(Feedback).where(Feedback.town_id == town_id, Feedback.deputy_id == deputy_id)
    return list(session().scalars(query.order_by(Feedback.id.desc()).limit(limit)))


def feedback_of_town(town_id: int, limit: int, offset: int) -> Sequence[Row[Feedback, str]]:
    """(feedback, the deputy's name), the latest first."""
    query = (
        select(Feedback, Deputy.name)
        .join(Deputy, Deputy.id == Feedback.deputy_id)
        .where(Feedback.town_id == town_id)
        .order_by(Feedback.id.desc())
    )
    return session().execute(query.limit(limit).offset(offset)).all()


def counts(town_id: int) -> tuple[int, int]:
    """How much there is, and how much of it is not yet handled."""
    query = select(func.count(), func.count() - func.count(Feedback.handled_at)).where(
        Feedback.town_id == town_id
    )
    total, unhandled = session().execute(query).one()
    return total, unhandled


def feedback(town_id: int, feedback_id: int) -> Feedback | None:
    return session().scalar(
        select(Feedback).where(Feedback.town_id == town_id, Feedback.id == feedback_id)
    )
