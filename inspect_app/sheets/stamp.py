"""A line of words on a copy of a photo, or in its place; the photo is never touched. Pure."""

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path

COPY_BOX = (800, 600)  # every copy fills it one way, so that the words have one size in all
TEXT_PIXELS = 42
LINE_PIXELS = 52
EDGE_PIXELS = 12
DARKNESS = 0.65  # of the band: white words on it stand out from a white wall, too
SEPARATOR = " · "
CUT = "…"
UNREADABLE, UNREADABLE_COLOUR = "照片读不出", "lightgrey"

_PIECES = re.compile(r"[0-9A-Za-z:]{1,8}|.")  # a number is not torn apart, a Chinese line anywhere


@dataclass(frozen=True)
class Stamp:
    """What is drawn: words that may be cut visibly where room is short, and when, kept whole."""

    words: str
    when: str


def stamp_copy(jpeg: bytes, stamp: Stamp) -> bytes:
    """A copy of the photo, as JPEG, with the stamp on a dark band at its bottom."""
    copy = _copy(jpeg)
    most = max(1, (copy.height // 2 - 2 * EDGE_PIXELS) // LINE_PIXELS)
    lines = _lines(stamp, copy.width - 2 * EDGE_PIXELS, most)
    top = max(0, copy.height - len(lines) * LINE_PIXELS - 2 * EDGE_PIXELS)
    band = copy.crop((0, top, copy.width, copy.height))
    copy.paste(Image.blend(band, Image.new("RGB", band.size), DARKNESS), (0, top))
    pen = ImageDraw.Draw(copy)
    for number, line in enumerate(lines):
        place = (EDGE_PIXELS, top + EDGE_PIXELS + (number + 0.5) * LINE_PIXELS)
        pen.text(place, line, fill="white", font=_font(), anchor="lm")
    return _jpeg(copy)


def placeholder(width: int, height: int) -> bytes:
    """A picture, as JPEG, for the place of a photo of that size which cannot be read."""
    copy = Image.new("RGB", _size(width, height), UNREADABLE_COLOUR)
    pixels = max(1, copy.width // (len(UNREADABLE) + 1))
    middle = (copy.width / 2, copy.height / 2)
    ImageDraw.Draw(copy).text(middle, UNREADABLE, fill="black", font=_font(pixels), anchor="mm")
    return _jpeg(copy)


def _jpeg(copy: Image.Image) -> bytes:
    out = BytesIO()
    copy.save(out, "JPEG", quality=82)
    return out.getvalue()


def _copy(jpeg: bytes) -> Image.Image:
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as photo:
        size = _size(photo.width, photo.height)
        photo.draft("RGB", size)
        return photo.convert("RGB").resize(size)


def _size(width: int, height: int) -> tuple[int, int]:
    scale = min(COPY_BOX[0] / width, COPY_BOX[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _lines(stamp: Stamp, room: int, most: int) -> list[str]:
    """The stamp in at most so many lines; the words give way before the moment does."""
    words, mark = " ".join(stamp.words.split()), ""
    lines = _wrap(words + SEPARATOR + stamp.when, room)
    while len(lines) > most and words:
        words, mark = words[:-1].rstrip(), CUT
        lines = _wrap(words + mark + SEPARATOR + stamp.when, room)
    if len(lines) > most:
        return [*lines[: most - 1], lines[most - 1][:-1] + CUT]
    return lines


def _wrap(text: str, room: int) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and sum(map(_width, lines[-1] + piece)) > room:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


@cache
def _width(char: str) -> float:
    return _font().getlength(char)


@cache
def _font(pixels: int = TEXT_PIXELS) -> ImageFont.FreeTypeFont:
    # Characters stand one after another as they are measured: no shaping, no turning.
    return ImageFont.truetype(sans_path(), pixels, layout_engine=ImageFont.Layout.BASIC)
