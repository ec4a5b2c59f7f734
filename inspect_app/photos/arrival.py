"""A photo arrives: the file first, then its row; twice is the same as once."""

from uuid import UUID

from inspect_app.db import Database, now, session, writing
from inspect_app.people.access import Actor
from inspect_app.photos import models
from inspect_app.photos.image import NotAPhotoError, Picture, read_picture
from inspect_app.photos.store import PhotoStore

MOST_PER_RECORD = 60


class PhotoOfAnotherError(Exception):
    """The id is taken by somebody else's photo."""


def take_in(
    database: Database,
    store: PhotoStore,
    actor: Actor,
    photo_id: UUID,
    record_id: UUID,
    data: bytes,
) -> models.Photo:
    """Keep a photo under the id the phone made and return its row.

    A repeated id of the same deputy keeps the first photo: the phone never changes one.

    :raise NotAPhotoError: if the bytes are none, or the record has all the photos it may have.
    :raise PhotoOfAnotherError: if the id belongs to somebody else.
    :raise OSError: if the disk refuses.
    """
    picture: Picture = read_picture(data)
    store.keep(picture)
    with writing(database):
        known = session().get(models.Photo, photo_id)
        if known is None:
            sent = models.count_of_record(actor.town_id, actor.person_id, record_id)
            if sent >= MOST_PER_RECORD:
                raise NotAPhotoError(f"一份记录最多{MOST_PER_RECORD}张照片，这张没有收")
            known = models.Photo(
                id=photo_id,
                town_id=actor.town_id,
                deputy_id=actor.person_id,
                record_id=record_id,
                digest=picture.digest,
                width=picture.width,
                height=picture.height,
                arrived_at=now(),
            )
            session().add(known)
    if (known.town_id, known.deputy_id) != (actor.town_id, actor.person_id):
        raise PhotoOfAnotherError
    return known
