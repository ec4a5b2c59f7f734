"""A photo arrives: the file first, then its row; twice is the same as once."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from inspect_app import db, quotas
from inspect_app.db import Database, StorageRefused, now, session
from inspect_app.people.access import Actor
from inspect_app.photos import limiter, models
from inspect_app.photos.image import Picture, read_picture
from inspect_app.photos.store import PhotoStore

MOST_PER_RECORD = quotas.MOST_PHOTOS_OF_RECORD // 3  # a form's own check; others were taken out

KNOWN = "这个编号的照片已经收到过，和这张不是同一张，这张没有收。请再选一次"


class PhotoOfAnotherError(Exception):
    """The id is taken by somebody else's photo."""


class OtherPhotoError(ValueError):
    """The id is taken by another photo of the same deputy; the message tells the person so."""


@dataclass(frozen=True)
class ArrivingPhoto:
    """A photo under the id that the phone made: whose, and for which record.

    ``demand_room`` is asked, before and while writing, whether a photo more may be kept.
    """

    actor: Actor
    photo_id: UUID
    record_id: UUID
    demand_room: Callable[[], None] = lambda: None

    def known(self) -> models.Photo | None:
        """The deputy's photo of that id; where there is none, there is room for one."""
        whose = self.actor.town_id, self.actor.person_id
        known = session().get(models.Photo, self.photo_id)
        if known is not None and (known.town_id, known.deputy_id) != whose:
            raise PhotoOfAnotherError
        if known is None:
            self.demand_room()
            if models.count_of_record(*whose, self.record_id) >= quotas.MOST_PHOTOS_OF_RECORD:
                raise quotas.BeyondQuotaError(quotas.TOO_MANY_PHOTOS)
        return known


def take_in(
    database: Database,
    writing: Callable[[], AbstractContextManager[object]],
    store: PhotoStore,
    arriving: ArrivingPhoto,
    data: bytes,
    age: int = 0,
) -> models.Photo:
    """Keep a photo under the id the phone made and return its row; twice is the same as once.

    ``age`` is how many seconds ago it was added there, whatever the phone's clock says; 0 where it
    does not tell. The limit holds here, so that no way of sending one goes around it.
    Its row is added in ``writing``, which may refuse whoever sends it by then.

    :raise FullError: if as many are under way as may be.
    :raise NotAPhotoError: if the bytes are none.
    :raise BeyondQuotaError: if far too many were sent for the record.
    :raise OtherPhotoError: if the deputy has sent other bytes under the id.
    :raise PhotoOfAnotherError: if the id belongs to somebody else.
    :raise OSError: if the disk refuses.
    """
    with limiter.photo_limiter.room():
        arriving.known()  # what is refused anyhow is not decoded
        picture = read_picture(data)
        try:
            store.keep(picture)
            photo = _row(writing, arriving, picture, age)
        except Exception:  # whatever it was: a file that no row names is counted nowhere
            with suppress(StorageRefused, OSError):
                _remove_unused(database, store, picture.digest)
            raise
        if not store.path(picture.digest).exists():
            store.keep(picture)  # whoever had the same one was refused, or deleted, just now
    return photo


def _row(
    writing: Callable[[], AbstractContextManager[object]],
    arriving: ArrivingPhoto,
    picture: Picture,
    age: int,
) -> models.Photo:
    """The row of the id, added if there is none."""
    arrived = now()
    with writing():
        photo = arriving.known()
        if photo is None:
            photo = models.Photo(
                id=arriving.photo_id,
                town_id=arriving.actor.town_id,
                deputy_id=arriving.actor.person_id,
                record_id=arriving.record_id,
                digest=picture.digest,
                width=picture.width,
                height=picture.height,
                arrived_at=arrived,
                added_at=_moment_of_age(age, arrived) if age else None,
            )
            session().add(photo)
        if photo.digest != picture.digest:
            raise OtherPhotoError(KNOWN)
    return photo


def _moment_of_age(age: int, at: datetime) -> datetime | None:
    """``age`` seconds before ``at``; None where no calendar reaches."""
    try:
        return at - timedelta(seconds=age)
    except OverflowError:
        return None


def _remove_unused(database: Database, store: PhotoStore, digest: str) -> None:
    """Let nothing lie about of what was refused; whoever keeps the same one looks again."""
    with db.writing(database):
        if not models.is_file_used(digest):
            store.remove(digest)
