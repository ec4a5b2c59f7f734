"""What becomes of the bytes a phone sends as a photo."""

import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspect_app.photos.image import THUMB_SIDE, NotAPhotoError, read_picture
from inspect_app.photos.store import PhotoStore
from tests.photos.pictures import (
    EXIF_GPS,
    EXIF_MODEL,
    EXIF_ORIENTATION,
    EXIF_RESOLUTION,
    encoded,
    opened,
    tells_only_the_picture,
    with_private_data,
)


def red_corner(size):
    """Return a green picture whose corner at the top left is red."""
    image = Image.new("RGB", size, "green")
    image.paste("red", (0, 0, size[0] // 5, size[1] // 5))
    return image


# Where the stored picture's red corner is (right?, bottom?) after each EXIF orientation.
CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.mark.parametrize("orientation", CORNERS)
@pytest.mark.parametrize("kind", ["JPEG", "MPO", "HEIF", "PNG", "WEBP"])
def test_a_photo_is_shrunk_upright_and_tells_nothing_but_the_picture(kind, orientation):
    more = {"comment": b"<script>secret</script>"} if kind == "JPEG" else {}
    sent = with_private_data(red_corner((2000, 500)), kind, orientation, **more)
    assert sent.count(b"secret") >= (4 if kind == "JPEG" else 2)  # there is something to lose

    picture = read_picture(sent)

    upright = (1600, 400) if orientation < 5 else (400, 1600)
    kept = opened(picture.jpeg)
    assert kept.size == (picture.width, picture.height) == upright
    is_right, is_bottom = CORNERS[orientation]
    corner = (kept.width - 20 if is_right else 20, kept.height - 20 if is_bottom else 20)
    assert kept.getpixel(corner)[0] > 200
    assert kept.getpixel((kept.width // 2, kept.height // 2))[0] < 60
    assert tells_only_the_picture(picture.jpeg) and tells_only_the_picture(picture.thumb)
    assert max(opened(picture.thumb).size) == THUMB_SIDE


def exif_of_a_phone():
    exif = Image.Exif()
    exif[EXIF_ORIENTATION], exif[EXIF_MODEL], exif[EXIF_RESOLUTION] = 6, "phone", 72.0
    exif.get_ifd(EXIF_GPS).update({1: "N", 2: (30.0, 15.0, 1.5), 29: "day"})
    return exif.tobytes()


EXIF = exif_of_a_phone()
AT, BYTE = st.integers(0, len(EXIF) - 1), st.sampled_from([*range(14), 255])  # 1 to 13: types


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of what it leaves out
@given(st.dictionaries(AT, BYTE, min_size=1, max_size=8), st.just(len(EXIF)) | AT)
def test_a_photo_is_taken_whatever_is_broken_in_its_exif(changed, length):
    exif = bytes(changed.get(at, byte) for at, byte in enumerate(EXIF))[:length]

    assert read_picture(encoded(red_corner((64, 48)), exif=exif)).jpeg


def test_a_48_megapixel_iphone_picture_is_taken():
    """In tiles of 512, as iPhones write them.

    The file is ``encoded(red_corner((8064, 6048)), "HEIF", tile_size=512)``: to make it takes far
    longer than to read it.
    """
    sent = Path(__file__).with_name("48_megapixels.heic").read_bytes()
    assert opened(sent).size == (8064, 6048)

    kept = opened(read_picture(sent).jpeg)
    assert kept.size == (1600, 1200) and kept.getpixel((100, 100))[0] > 200


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_become_jpeg_on_white(kind):
    picture = read_picture(encoded(Image.new("RGBA", (50, 40), (0, 0, 0, 0)), kind))

    assert opened(picture.jpeg).format == "JPEG"
    assert min(opened(picture.jpeg).getpixel((25, 20))) > 250


def png(bits, colour, row, key=None, palette=None, side=64):
    """Return a PNG of equal rows; ``key`` is its tRNS, what stands for nothing."""

    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content
            + struct.pack(">I", zlib.crc32(name + content))
        )  # fmt: skip

    head = struct.pack(">IIBBBBB", side, side, bits, colour, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", palette), (b"tRNS", key)]
    parts += [(b"IDAT", zlib.compress((b"\0" + row) * side)), (b"IEND", b"")]
    written = (chunk(name, content) for name, content in parts if content is not None)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


GREY, COLOUR, PALETTE = 0, 2, 3
BLACK_AND_RED = b"\0\0\0\xff\0\0"


@pytest.mark.parametrize(
    "sent",
    [
        png(1, GREY, b"\0" * 8, key=b"\0\0"),
        png(2, GREY, b"\x55" * 16, key=b"\0\1"),
        png(4, GREY, b"\x33" * 32, key=b"\0\3"),
        png(8, GREY, b"\7" * 64, key=b"\0\7"),
        png(16, GREY, b"\x12\x34" * 64, key=b"\x12\x34"),
        png(8, COLOUR, b"\0\0\0" * 64, key=b"\0" * 6),
        png(16, COLOUR, b"\1\0\2\0\3\0" * 64, key=b"\1\0\2\0\3\0"),
        png(1, PALETTE, b"\0" * 8, key=b"\0", palette=BLACK_AND_RED),
        png(8, PALETTE, b"\0" * 64, key=b"\0\x80", palette=BLACK_AND_RED),
        png(8, COLOUR, b"\0\0\0" * 2000, key=b"\0" * 6, side=2000),
        png(8, PALETTE, b"\0" * 2000, key=b"\0", palette=BLACK_AND_RED, side=2000),
        encoded(Image.new("LA", (64, 64), (0, 0)), "PNG"),
    ],
    ids=[
        "black and white", "2-bit grey", "4-bit grey", "grey", "16-bit grey", "colour key", "16-bit colour key",
        "palette of two", "palette", "large colour key", "large palette", "grey with alpha",
    ],
)  # fmt: skip
def test_what_a_picture_leaves_open_is_white(sent):
    kept = opened(read_picture(sent).jpeg)

    assert min(kept.getpixel((30, 30))) > 250


def test_a_colour_of_a_palette_that_is_half_there_lies_on_white():
    half = png(8, PALETTE, b"\0" * 64, key=b"\x80", palette=BLACK_AND_RED)

    assert 120 < opened(read_picture(half).jpeg).getpixel((30, 30))[0] < 135


@pytest.mark.parametrize("value", [0, 40, 128, 200, 255])
def test_grey_of_16_bits_is_as_bright_as_it_was(value):
    sent = png(16, GREY, bytes([value, 99]) * 64)

    assert abs(opened(read_picture(sent).jpeg).getpixel((30, 30))[0] - value) < 4


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
@pytest.mark.parametrize("more", [{}, {"progressive": True}])
def test_a_jpeg_of_other_colours_or_in_several_scans_is_taken(mode, more):
    sent = encoded(Image.new("RGB", (300, 200), "white").convert(mode), **more)

    kept = opened(read_picture(sent).jpeg)
    assert kept.size == (300, 200) and min(kept.getpixel((150, 100))) > 240


IN_SCANS = [{}, {"progressive": True}, {"restart_marker_blocks": 4}, {"optimize": True}]


@pytest.mark.parametrize("more", IN_SCANS)
@pytest.mark.parametrize("cut", [1, 2])
def test_a_jpeg_that_lacks_its_end_mark_alone_is_taken(cut, more):
    whole = encoded(red_corner((300, 200)), **more)

    assert read_picture(whole[:-cut]).jpeg == read_picture(whole).jpeg


@pytest.mark.parametrize("more", IN_SCANS)
@pytest.mark.parametrize("cut", [20, 200, 2000])
@pytest.mark.parametrize("end", [b"", b"\xff"])
def test_a_jpeg_that_is_cut_in_its_picture_is_refused(cut, more, end):
    whole = encoded(Image.effect_noise((300, 200), 60), **more)

    with pytest.raises(NotAPhotoError):
        read_picture(whole[:-cut] + end)


@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "WEBP", "HEIF"])
def test_nonsense_in_any_byte_is_taken_or_refused_but_breaks_nothing(kind):
    sent = with_private_data(red_corner((96, 64)), kind, 6)
    chance = random.Random(16)
    for _ in range(150):
        spoiled = bytearray(sent)
        for _ in range(chance.randint(1, 4)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        try:
            read_picture(bytes(spoiled))
        except NotAPhotoError as refused:
            assert "请" in str(refused)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not an image",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        encoded(Image.new("RGB", (400, 400)))[:-200],
        encoded(Image.new("P", (10, 10)), "GIF"),
        encoded(Image.new("1", (9000, 9000)), "PNG"),
    ],
    ids=["empty", "words", "postscript", "cut", "gif", "bomb"],
)
def test_what_is_no_photo_is_refused_in_plain_words(data):
    with pytest.raises(NotAPhotoError, match="请"):
        read_picture(data)


def test_a_photo_is_kept_once_whole_and_readable(tmp_path):
    picture = read_picture(encoded(Image.new("RGB", (100, 80), "blue")))
    store = PhotoStore(tmp_path / "photos")
    store.keep(picture)
    store.keep(picture)

    assert store.path(picture.digest).read_bytes() == picture.jpeg
    assert store.thumb_path(picture.digest).read_bytes() == picture.thumb
    assert not list(tmp_path.rglob("*.part"))
