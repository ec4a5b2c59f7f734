"""A photo in a cell: where it is anchored, what of it is written."""

import logging
from collections.abc import Callable

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from inspect_app.disk import read_jpeg
from inspect_app.sheets.cell_values import CellPhoto
from inspect_app.sheets.cells import room_of
from inspect_app.sheets.stamp import placeholder, stamp_copy

log = logging.getLogger("inspect_app")

PIXEL_EMU = 9525


class CellPicture(Image):
    """A photo in its cell; its size is known, so its file is read only when it is saved.

    ``number`` names its part of the file, which cells that show the same photo share.
    """

    format = "jpeg"

    def __init__(
        self,
        photo: CellPhoto,
        number: int,
        place: tuple[int, int, int],
        on_photo: Callable[[], None],
    ) -> None:
        self.photo, self.number, self.on_photo = photo, number, on_photo
        column, row, top = place
        room = room_of(photo)
        scale = min(room[0] / photo.width, room[1] / photo.height)
        self.width, self.height = int(photo.width * scale), int(photo.height * scale)
        # Both corners in one cell: sorted or deleted, a picture goes with its row.
        self.anchor = TwoCellAnchor(
            editAs="twoCell",
            _from=_corner(column, row, 4, top),
            to=_corner(column, row, 4 + self.width, top + self.height),
        )

    @property
    def path(self) -> str:
        """The name of its part in the package, as openpyxl asks for it."""
        return f"/xl/media/image{self.number}.jpeg"

    def _data(self) -> bytes:
        self.on_photo()
        photo = self.photo
        try:
            jpeg = read_jpeg(photo.path)
            return jpeg if photo.stamp is None else stamp_copy(jpeg, photo.stamp)
        except OSError as error:  # Pillow's, too: a file that is no picture any more
            log.error("a photo cannot be read: %s: %s", photo.path.name, error)
            return placeholder(photo.width, photo.height)


def _corner(column: int, row: int, x: int, y: int) -> AnchorMarker:
    return AnchorMarker(col=column - 1, colOff=x * PIXEL_EMU, row=row - 1, rowOff=y * PIXEL_EMU)
