"""Bytes from a phone → an upright JPEG without anything but the picture. Pure."""

import threading
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import ExifTags, Image
from pillow_heif import register_heif_opener

from inspect_app.photos.heic import is_heif, pixels_to_decode

LONG_SIDE = 1600
THUMB_SIDE = 320
MAX_BYTES = 30 * 1024 * 1024
MAX_JPEG_PIXELS = 250_000_000  # a 200-megapixel phone mode is real; draft() reads it in 50 MiB
MAX_OTHER_PIXELS = 50_000_000  # PNG and WebP cannot be read smaller: a 109 kB file may hold 900 M
MAX_HEIC_PIXELS = 55_000_000  # a phone's 48 megapixels in whole tiles; neither read smaller

# The header's size is checked here instead of Pillow's limit, which refuses real phone pictures.
Image.MAX_IMAGE_PIXELS = None

# An embedded thumbnail may show what was cut off later, depth maps and the like are of no use,
# and a decoder that starts threads of its own would make more than two decoders of two.
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")  # a list: else Pillow hands PostScript to a program
_MOST_PIXELS = {
    "JPEG": MAX_JPEG_PIXELS,
    "MPO": MAX_JPEG_PIXELS,  # a JPEG with further pictures behind the first, which alone is read
    "PNG": MAX_OTHER_PIXELS,
    "WEBP": MAX_OTHER_PIXELS,
    "HEIF": MAX_HEIC_PIXELS,
}

# By EXIF's number for how the phone was held: what turns the picture upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Pillow spreads grey of 2 and 4 bits over 8, but not the grey that stands for nothing.
_PNG_BITS = 24  # where the header says how many bits a pixel has
_GREY_STEPS = {2: 85, 4: 17}

_JPEG_START, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_BYTES_AHEAD = (b"\xaa" * 8, b"\x33" * 8)

# Decoding is what uses memory and time: one at once in each of the server's two processes, whatever
# the number of requests.
_decoders = threading.Semaphore(1)


class NotAPhotoError(ValueError):
    """The bytes are no photo that can be kept; the message tells the person what to do."""


@dataclass(frozen=True)
class Picture:
    """A photo as it is kept: JPEG bytes, a thumbnail, their size in pixels, the content's hash."""

    jpeg: bytes
    thumb: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of the JPEG, hexadecimal."""
        return sha256(self.jpeg).hexdigest()


def read_picture(data: bytes) -> Picture:
    """The photo upright, its long side at most ``LONG_SIDE``, without EXIF or comments.

    :raise NotAPhotoError: if the bytes are no JPEG, PNG, WebP or still HEIC, are cut or too large.
    """
    demand_size(len(data))
    with _decoders:
        try:
            image = _decode_even_without_end(data)
        except (NotAPhotoError, MemoryError):
            raise
        except Exception as error:  # decoders fail in any way; unknown ones made phones retry
            raise NotAPhotoError(
                "这个文件不是完整的照片，请重新拍一张或另选一张（JPG、PNG、HEIC）"
            ) from error
        return Picture(_jpeg(image, LONG_SIDE, 82), _jpeg(image, THUMB_SIDE, 75), *image.size)


def demand_size(length: int) -> None:
    """:raise NotAPhotoError: of a photo of more bytes than are taken."""
    if length > MAX_BYTES:
        raise NotAPhotoError("这张照片太大（超过30兆），请换一张或用微信压缩后再选")


def _decode_even_without_end(data: bytes) -> Image.Image:
    """The picture, also of a JPEG that lacks its end mark alone, as messengers write it.

    The decoder looks a few bytes ahead. What stands there changes nothing of a whole picture, while
    one that is cut wants more, or is drawn on with it.
    """
    try:
        return _decode(data)
    except OSError:
        if not data.startswith(_JPEG_START):
            raise
        begun = data.rstrip(_JPEG_END[:1])  # half of the mark may be there
        one, other = (_decode(begun + ahead + _end_wanted(data)) for ahead in _BYTES_AHEAD)
        if one.tobytes() != other.tobytes():
            raise
        return one


def _end_wanted(data: bytes) -> bytes:
    """The end mark where the decoder looks for it; it would end a cut picture, too."""
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        return _JPEG_END if image.info.get("progressive") else b""


def _decode(data: bytes) -> Image.Image:
    if is_heif(data):
        _demand_few(pixels_to_decode(data), MAX_HEIC_PIXELS)
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        _demand_few(image.width * image.height, _most_pixels(image))
        if image.format == "PNG" and image.mode == "L" and "transparency" in image.info:
            image.info["transparency"] *= _GREY_STEPS.get(data[_PNG_BITS], 1)
        # First of all: reads a JPEG at a fraction of its size; anything before it loads it whole.
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))
        # Shrunk before it is turned: turning copies it, and a HEIC is still as large as it was.
        # Without a gap: with one, Pillow would call draft() again and spoil the first.
        image.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=None)
        turn = _turn_upright(image)
        upright = image if turn is None else image.transpose(turn)
        return _lay_on_white(upright)


def _lay_on_white(image: Image.Image) -> Image.Image:
    """The picture alone, white where nothing is.

    Pasted onto a new image: re-encoding alone keeps the JPEG comment and the EXIF block.
    """
    plain = Image.new("RGB", image.size, "white")
    if image.mode.startswith("I"):
        image = _scaled_grey(image)
    if "A" not in image.getbands() and "transparency" in image.info:
        image = _with_alpha(image)
    plain.paste(image, mask=image.convert("RGBA") if "A" in image.getbands() else None)
    return plain


def _scaled_grey(image: Image.Image) -> Image.Image:
    """Grey of 16 bits in 8; converted by Pillow alone, all above 255 is white."""
    key = image.info.get("transparency")
    grey = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if key is not None:
        grey.info["transparency"] = key >> 8
    return grey


def _with_alpha(image: Image.Image) -> Image.Image:
    """A picture with one colour, or some of a palette, that is nothing as one with alpha."""
    key = image.info["transparency"]
    # A key of 16 bits stands in the header as it is; Pillow reads the colours in 8.
    if isinstance(key, tuple) and max(key) > 255:
        image.info["transparency"] = tuple(value >> 8 for value in key)
    return image.convert("RGBA")


def _turn_upright(image: Image.Image) -> Image.Transpose | None:
    # Not ImageOps.exif_transpose: it writes the EXIF anew, and much of it cannot be written.
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # a broken EXIF fails in many ways; the picture beside it may be whole
        return None


def _most_pixels(image: Image.Image) -> int:
    # The scans of a progressive JPEG are put together at full size, whatever draft() asks for.
    if image.info.get("progressive"):
        return MAX_OTHER_PIXELS
    return _MOST_PIXELS[image.format or ""]


def _demand_few(pixels: int, most: int) -> None:
    if pixels > most:
        raise NotAPhotoError("这张照片的像素太多，请在相机里调小尺寸后再拍")


def _jpeg(image: Image.Image, side: int, quality: int) -> bytes:
    small = image.copy()
    small.thumbnail((side, side))
    out = BytesIO()
    small.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
