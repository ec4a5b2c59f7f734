"""Photos as pictures for cells: the small one as it is, or a copy of the big one that speaks."""

from dataclasses import dataclass

from inspect_app.checklist.items import Item
from inspect_app.photos.models import Photo
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.figures.material import FindingRow, Material, RecordRow
from inspect_app.sheets.cell_values import CellPhoto
from inspect_app.sheets.stamp import SEPARATOR, Stamp

MOST_OF_FINDING = 3


@dataclass(frozen=True)
class Pictures:
    """Makes a file's pictures; ``stamped`` ones say where, what and when."""

    store: PhotoStore
    stamped: bool = False

    def of_finding(self, finding: FindingRow, material: Material) -> tuple[CellPhoto, ...]:
        """The first of a finding that have arrived, small where nothing is to be read."""
        return tuple(
            self.of(photo, one.record, one.item, large=self.stamped)
            for one, photo in material.arrived_photos(finding)[:MOST_OF_FINDING]
        )

    def of(self, photo: Photo, record: RecordRow, item: Item, *, large: bool) -> CellPhoto:
        if self.stamped:
            path, stamp = self.store.path(photo.digest), stamp_of(record, item, photo)
        else:
            path, stamp = self.store.thumb_path(photo.digest), None
        return CellPhoto(path, photo.width, photo.height, str(photo.id), stamp, large)


def stamp_of(record: RecordRow, item: Item, photo: Photo) -> Stamp:
    """What is printed on a photo's copy: where, what was looked at, when it was added."""
    here = photo.moment(record.starts_on)
    return Stamp(
        words=SEPARATOR.join((record.village, record.site, item.subject)),
        when=f"{here.year}年{here.month}月{here.day}日 {here:%H:%M}",
    )
