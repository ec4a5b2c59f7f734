"""Table of the group links (群链接), and every query on it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Row, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app.db import Base, session
from inspect_app.inspections.models import Inspection
from inspect_app.people.models import Town


class GroupLink(Base):
    """群链接: one for an inspection's chat group; opens nothing without a deputy's code."""

    __tablename__ = "group_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


def group_link_of(hashed: str) -> Row[GroupLink, Inspection, Town] | None:
    """Link, inspection and town; it takes no town, as it finds out which one.

    None where it was withdrawn; it is still known when the inspection is over.
    """
    return (
        session()
        .execute(
            select(GroupLink, Inspection, Town)
            .join(Inspection, Inspection.id == GroupLink.inspection_id)
            .join(Town, Town.id == GroupLink.town_id)
            .where(GroupLink.token_hash == hashed, GroupLink.withdrawn_at.is_(None))
        )
        .first()
    )


def group_links(town_id: int, inspection_id: int) -> list[GroupLink]:
    """The inspection's group links that nobody has withdrawn."""
    query = select(GroupLink).where(
        GroupLink.town_id == town_id,
        GroupLink.inspection_id == inspection_id,
        GroupLink.withdrawn_at.is_(None),
    )
    return list(session().scalars(query))
