"""HEIC files that are not what they say: refused before they cost memory or time."""

import io
import struct

import pytest
from PIL import Image

from inspect_app.photos.heic import BrokenHeicError, pixels_to_decode
from inspect_app.photos.image import NotAPhotoError, read_picture


def heic(size=(640, 480), **more):
    out = io.BytesIO()
    image = Image.effect_noise(size, 40).convert("RGB")
    image.save(out, "HEIF", enc_params={"preset": "ultrafast"}, **more)
    return out.getvalue()


def claiming(data, old, new):
    """Return the file with every size ``old`` in its header replaced."""
    before, after = (b"ispe\0\0\0\0" + struct.pack(">II", *size) for size in (old, new))
    assert before in data
    return data.replace(before, after)


def named(data, brand):
    return data[:8] + brand + data[12:]


SINGLE = heic()
TILED = heic((700, 520), tile_size=256)


@pytest.mark.parametrize("data", [SINGLE, TILED], ids=["single", "tiles"])
@pytest.mark.parametrize("percent", [1, 10, 50, 90, 99])
def test_a_cut_file_is_refused(data, percent):
    assert read_picture(data).width in (640, 700)
    with pytest.raises(NotAPhotoError, match="不是完整的照片，请"):
        read_picture(data[: len(data) * percent // 100])


def test_a_file_cut_anywhere_in_its_header_is_refused():
    for length in range(TILED.index(b"mdat")):
        with pytest.raises(NotAPhotoError, match="请"):
            read_picture(TILED[:length])


@pytest.mark.parametrize(
    "small", [heic((64, 48)), heic((130, 64), tile_size=64)], ids=["single", "tiles"]
)
def test_nonsense_in_any_byte_of_the_header_is_taken_or_refused_but_breaks_nothing(small):
    for place in range(small.index(b"mdat")):
        for value in (0, 255):
            broken = bytearray(small)
            broken[place] = value
            try:
                assert read_picture(bytes(broken)).jpeg
            except NotAPhotoError as refusal:
                assert "请" in str(refusal)


@pytest.mark.parametrize(
    "data",
    [
        claiming(SINGLE, (640, 480), (65_535, 65_535)),
        claiming(SINGLE, (640, 480), (8_000, 7_000)),
        claiming(TILED, (256, 256), (60_000, 60_000)),
    ],
    ids=["absurd", "56 megapixels", "tiles"],
)
def test_more_pixels_than_a_phone_makes_are_refused_by_the_header(data):
    with pytest.raises(NotAPhotoError, match="像素太多"):
        read_picture(data)


def test_a_grid_that_names_a_small_size_but_fills_a_huge_canvas_is_refused_by_the_header():
    rows_columns_size = bytes([0, 0, 2, 2]) + struct.pack(">HH", 700, 520)
    assert TILED.count(rows_columns_size) == 1
    huge = bytes([0, 0, 2, 2]) + struct.pack(">HH", 30_000, 30_000)
    with pytest.raises(NotAPhotoError, match="像素太多"):
        read_picture(TILED.replace(rows_columns_size, huge))


def test_an_overlay_is_refused_because_its_canvas_may_have_any_size():
    with pytest.raises(BrokenHeicError, match="overlay"):
        pixels_to_decode(TILED.replace(b"grid", b"iovl", 1))


@pytest.mark.parametrize("brand", [b"hevc", b"msf1", b"avif", b"avis", b"mp42", b"qt  "])
def test_only_still_heic_is_taken_of_its_family(brand):
    with pytest.raises(NotAPhotoError, match="请"):
        read_picture(named(SINGLE, brand))


def test_avif_is_refused_under_any_name():
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "AVIF")
    for data in (out.getvalue(), named(out.getvalue(), b"mif1"), named(out.getvalue(), b"heic")):
        with pytest.raises(NotAPhotoError, match="不是完整的照片，请"):
            read_picture(data)


def test_a_picture_named_heif_is_taken():
    assert read_picture(named(SINGLE, b"mif1")).height == 480
