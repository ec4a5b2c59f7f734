"""The photos that a plain form brings itself: kept one by one, refused in words."""

from hashlib import sha256
from uuid import UUID, uuid5

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException

from inspect_app import disk
from inspect_app.photos.arrival import ArrivingPhoto, take_in
from inspect_app.photos.image import NotAPhotoError
from inspect_app.photos.limiter import FullError
from inspect_app.photos.store import PhotoStore
from inspect_app.quotas import BeyondQuotaError
from inspect_app.records.hand_in import Filler
from inspect_app.records.views.for_whom import writing_as_filler
from inspect_app.web import database, log, settings
from inspect_app.web.bodies import MIB, NotKept

MOST_IN_A_FORM = 45 * MIB  # photos as the camera made them: no script has made them smaller

NO_ROOM_FOR_PHOTOS = "照片现在存不下，没有收。可以先不带照片提交，过一会儿再补上"
PHOTOS_IN_A_QUEUE = (
    "传照片的人多，正在排队，照片没有收全。请过一会儿把没有收到的再选一次，或先不带照片提交，"
    "其他内容都在"
)
PHOTO_NOT_TAKEN = "这张照片没有收到。请再选一次，或先不带照片提交，其他内容都在"
TOO_LARGE_TOGETHER = (
    f"照片合起来超过{MOST_IN_A_FORM // MIB}MB，有的没有收到。请把没有收到的再选一次，一次少选几张，"
    "其他内容都在"
)


def uploads() -> list[tuple[str, FileStorage]]:
    """The photos that came with the plain form, by the item or place they are of."""
    return [
        (name.removesuffix("-files"), upload)
        for name, upload in request.files.items(multi=True)
        if upload.filename and name.endswith("-files")
    ]


def take_photos(
    who: Filler,
    sent: MultiDict[str, str],
    record_id: UUID,
    photos: list[tuple[str, FileStorage]],
) -> dict[str, str]:
    """Keep the photos of a plain form, name them in its fields; return the refused ones' items."""
    refused: dict[str, str] = {}
    store = PhotoStore(settings().photo_folder)
    for place, upload in photos:
        item_id = place.removeprefix("item-").partition("-")[0]
        if isinstance(upload, NotKept):
            refused[item_id] = TOO_LARGE_TOGETHER
            continue
        data = upload.read()
        photo_id = _photo_id(who, record_id, place, data)
        try:
            of_form = ArrivingPhoto(who.deputy, photo_id, record_id)
            photo = take_in(database(), writing_as_filler, store, of_form, data)
        except HTTPException:  # who sends it may do so no more
            raise
        except FullError:
            refused[item_id] = PHOTOS_IN_A_QUEUE
        except (NotAPhotoError, BeyondQuotaError) as error:
            refused[item_id] = str(error)
        except Exception as error:  # whatever it was, the answers and the other photos go on
            is_full = isinstance(error, OSError) and disk.is_temporary(error)
            log.error("photo not taken: %s", error, exc_info=not is_full)
            refused[item_id] = NO_ROOM_FOR_PHOTOS if is_full else PHOTO_NOT_TAKEN
        else:
            is_of_place = place.count("-") > 1
            sent.add(f"{place}-photo" if is_of_place else place, str(photo.id))
    return refused


def _photo_id(who: Filler, record_id: UUID, place: str, data: bytes) -> UUID:
    """The same id for the same photo of a place: a form that is sent twice says the same."""
    deputy = who.deputy
    name = f"{deputy.town_id} {deputy.person_id} {place} {sha256(data).hexdigest()}"
    return uuid5(record_id, name)
