"""A photo arrives: the file first, then its row; twice is the same as once."""

from datetime import timedelta
from uuid import UUID

from inspect_app.db import Database, now, session, writing
from inspect_app.people.access import Actor
from inspect_app.photos import door, models
from inspect_app.photos.image import NotAPhotoError, Picture, read_picture
from inspect_app.photos.store import PhotoStore

MOST_PER_RECORD = 60  # a form's own check; it may have sent others and taken them out again
MOST_SENT = 3 * MOST_PER_RECORD  # more is no form that was filled


class PhotoOfAnotherError(Exception):
    """The id is taken by somebody else's photo."""


def take_in(
    database: Database,
    store: PhotoStore,
    actor: Actor,
    photo_id: UUID,
    record_id: UUID,
    data: bytes,
    age: timedelta = timedelta(0),
) -> models.Photo:
    """Keep a photo under the id the phone made and return its row.

    A repeated id of the same deputy keeps the first photo: the phone never changes one. ``age`` is
    how long ago it was added there, whatever the phone's clock says; zero where it does not tell.
    It goes through the door here, so that no way of sending one goes around it.

    :raise FullError: if as many are under way as may be.
    :raise NotAPhotoError: if the bytes are none, or far too many were sent for the record.
    :raise PhotoOfAnotherError: if the id belongs to somebody else.
    :raise OSError: if the disk refuses.
    """
    with door.photo_door.room():
        picture = read_picture(data)
        store.keep(picture)
        photo = _row(database, actor, photo_id, record_id, picture, age)
        if not store.path(picture.digest).exists():
            store.keep(picture)  # an example that had the same one was deleted just now
    if (photo.town_id, photo.deputy_id) != (actor.town_id, actor.person_id):
        raise PhotoOfAnotherError
    return photo


def _row(
    database: Database,
    actor: Actor,
    photo_id: UUID,
    record_id: UUID,
    picture: Picture,
    age: timedelta,
) -> models.Photo:
    """Return the row of the id, added if there is none."""
    arrived = now()
    with writing(database):
        known = session().get(models.Photo, photo_id)
        if known is None:
            sent = models.count_of_record(actor.town_id, actor.person_id, record_id)
            if sent >= MOST_SENT:
                raise NotAPhotoError(f"一份记录最多传{MOST_SENT}张照片，这张没有收")
            known = models.Photo(
                id=photo_id,
                town_id=actor.town_id,
                deputy_id=actor.person_id,
                record_id=record_id,
                digest=picture.digest,
                width=picture.width,
                height=picture.height,
                arrived_at=arrived,
                added_at=arrived - age if age else None,
            )
            session().add(known)
    return known
