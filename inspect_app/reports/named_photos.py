"""The photos that an inspection's records name: record by record, in the order of the items."""

from dataclasses import dataclass
from uuid import UUID

from inspect_app.checklist.items import Item
from inspect_app.photos.models import Photo, photos_by_id
from inspect_app.reports.figures.material import Material, RecordRow


@dataclass(frozen=True)
class PhotoRow:
    """A photo that a record names, and the item it is of; ``photo`` is None until it arrives.

    ``words`` are those of the finding it shows, as it was reviewed, else the deputy's, else none.
    """

    record: RecordRow
    item: Item
    photo: Photo | None
    words: str = ""


def named_photos(found: Material) -> list[PhotoRow]:
    named = [
        (record, record.checklist.item_by_id[item_id], photo_id)
        for record in found.records
        for photo_id, item_id in record.photos.items()
    ]
    arrived = photos_by_id(found.town.id, {UUID(photo_id) for _, _, photo_id in named})
    words = _words(found)
    return [
        PhotoRow(
            record,
            item,
            _photo_of_its_deputy(record, arrived.get(photo_id)),
            words.get((record.id, photo_id), ""),
        )
        for record, item, photo_id in named
    ]


def _photo_of_its_deputy(record: RecordRow, photo: Photo | None) -> Photo | None:
    """None if another deputy than the record's sent it: an id is no secret."""
    return photo if photo and photo.deputy_id == record.deputy_id else None


def _words(found: Material) -> dict[tuple[UUID, str], str]:
    """What is said of the photos, by record and photo."""
    words: dict[tuple[UUID, str], str] = {}
    # To read the answers of a record costs something: of those without photos it is spared.
    for record in found.records:
        if record.photos:
            words |= _own_words(record)
    for finding in found.findings:
        words |= {(finding.record.id, photo_id): finding.problem for photo_id in finding.photo_ids}
    return words


def _own_words(record: RecordRow) -> dict[tuple[UUID, str], str]:
    places = [place for answer in record.answers.values() for place in answer.places]
    return {(record.id, photo): place.description for place in places for photo in place.photos}
