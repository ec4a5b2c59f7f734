"""The table of forms that were taken, and its queries."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, now, session


class TakenForm(Base):
    """A form of the desk that was taken, by the key that its page carried."""

    __tablename__ = "taken_form"
    __table_args__ = (UniqueConstraint("town_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    key: Mapped[str]
    led_to: Mapped[str]  # the page that followed; empty where it was shown once
    taken_at: Mapped[datetime]


def keep_taken_form(town_id: int, key: str, led_to: str) -> None:
    session().add(TakenForm(town_id=town_id, key=key, led_to=led_to, taken_at=now()))


def taken_form(town_id: int, key: str) -> TakenForm | None:
    return session().scalar(
        select(TakenForm).where(TakenForm.town_id == town_id, TakenForm.key == key)
    )
