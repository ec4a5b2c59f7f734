"""Table of photos: whose, which file; records and findings name them by their id."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, exists, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inspect_app import quotas
from inspect_app.db import Base, session
from inspect_app.settings import ZONE

_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Photo(Base):
    """照片; its id is made by the phone, so that sending twice is the same as sending once.

    ``added_at`` is when it was added on the phone, None where the phone did not say.
    """

    __tablename__ = "photo"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("deputy.id"), index=True)
    record_id: Mapped[UUID] = mapped_column(index=True)
    digest: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    arrived_at: Mapped[datetime]
    added_at: Mapped[datetime | None]

    def moment(self, first_day: date) -> datetime:
        """When it was added, if not before the inspection; else when it arrived. In China."""
        added = self.added_at.astimezone(ZONE) if self.added_at else None
        return added if added and added.date() >= first_day else self.arrived_at.astimezone(ZONE)


class LeavingFile(Base):
    """A photo file whose rows are gone, until it is gone itself: a server may die between."""

    __tablename__ = "leaving_file"
    digest: Mapped[str] = mapped_column(primary_key=True)


def photo(town_id: int, photo_id: UUID) -> Photo | None:
    return session().scalar(select(Photo).where(Photo.town_id == town_id, Photo.id == photo_id))


def photos_by_id(town_id: int, ids: Collection[UUID]) -> dict[str, Photo]:
    """Those that have arrived, by the text of their id."""
    found: dict[str, Photo] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), 500):  # SQLite limits the number of parameters
        part = wanted[start : start + 500]
        rows = session().scalars(select(Photo).where(Photo.town_id == town_id, Photo.id.in_(part)))
        found.update({str(row.id): row for row in rows})
    return found


def photos_of_deputy(town_id: int, deputy_id: int, ids: Collection[UUID]) -> dict[str, Photo]:
    """Those of the photos that have arrived from this deputy, by the text of their id.

    An id is no secret: naming somebody else's photo in a record must not show it there.
    """
    return {
        photo_id: photo
        for photo_id, photo in photos_by_id(town_id, ids).items()
        if photo.deputy_id == deputy_id
    }


def hand_over(
    town_id: int, record_id: UUID, giver_id: int, taker_id: int, wanted: Collection[str]
) -> None:
    """Make those ``wanted`` of a deputy's photos for a record another's; call it writing."""
    query = select(Photo).where(
        Photo.town_id == town_id, Photo.record_id == record_id, Photo.deputy_id == giver_id
    )
    for row in session().scalars(query):
        if str(row.id) in wanted:
            row.deputy_id = taker_id


def gather(town_id: int, deputy_id: int, record_id: UUID, values: Iterable[str]) -> None:
    """Let those of a deputy's photos that a form's values name be of that record; call it writing.

    As many as may be sent for one: a phone may have taken them for an id that the record has not.
    """
    ids = {UUID(value) for value in values if _ID.fullmatch(value)}
    found = photos_of_deputy(town_id, deputy_id, ids).values() if ids else ()
    others = [row for row in found if row.record_id != record_id]
    if others:
        room = quotas.MOST_PHOTOS_OF_RECORD - count_of_record(town_id, deputy_id, record_id)
        for row in others[: max(room, 0)]:
            row.record_id = record_id


def is_file_used(digest: str) -> bool:
    """By a photo of any town."""
    return session().scalar(select(Photo.id).where(Photo.digest == digest).limit(1)) is not None


def note_for_removal(digests: Collection[str]) -> None:
    """Note which files are to be removed where nobody else has them; call it while writing."""
    for digest in digests:
        session().merge(LeavingFile(digest=digest))


def files_to_remove() -> dict[str, bool]:
    """By each file that is to be removed whether it is still a photo of some town."""
    query = select(LeavingFile.digest, exists().where(Photo.digest == LeavingFile.digest))
    return {digest: is_used for digest, is_used in session().execute(query)}


def forget_files(digests: Collection[str]) -> None:
    """Forget about files that are gone, or stay; call it while writing."""
    for digest in digests:
        session().delete(session().get_one(LeavingFile, digest))


def ids_of_record(town_id: int, deputy_id: int, record_id: UUID) -> set[str]:
    """Of all that the deputy has sent for the record, named by it or not."""
    query = select(Photo.id).where(
        Photo.town_id == town_id, Photo.deputy_id == deputy_id, Photo.record_id == record_id
    )
    return {str(one) for one in session().scalars(query)}


def count_of_record(town_id: int, deputy_id: int, record_id: UUID) -> int:
    query = select(func.count()).where(
        Photo.town_id == town_id, Photo.deputy_id == deputy_id, Photo.record_id == record_id
    )
    return session().scalar(query) or 0
