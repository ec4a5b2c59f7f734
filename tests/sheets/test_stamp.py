"""The line on the report's copy of a photo: there, legible in size, never on the photo itself."""

import io

import pytest
from PIL import Image, ImageChops

from inspect_app.sheets.stamp import COPY_BOX, EDGE_PIXELS, LINE_PIXELS, Stamp, stamp_copy

WHEN = "2026年11月23日 09:05"


def photo(size=(1600, 1200), colour="white"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def drawn(words, size=(1600, 1200), when=WHEN, colour="white"):
    return Image.open(io.BytesIO(stamp_copy(photo(size, colour), Stamp(words, when)))).convert("L")


def lines_of(image, paper=250):
    """Return how many lines the band at the bottom holds."""
    column = [image.getpixel((2, y)) for y in range(image.height)]
    band = sum(value < paper - 20 for value in column)
    assert all(value < paper - 20 for value in column[image.height - band :])
    return round((band - 2 * EDGE_PIXELS) / LINE_PIXELS)


def differ(one, other):
    box = ImageChops.difference(one, other).point(lambda value: 255 if value > 60 else 0).getbbox()
    return box is not None


def test_white_words_stand_on_a_dark_band_at_the_bottom_even_of_a_white_wall():
    image = drawn("张家村 · 村主干道 · 没有成堆垃圾？")

    assert image.size == COPY_BOX and lines_of(image) == 2
    top, band = image.crop((0, 0, 800, 400)), image.crop((0, 470, 800, 600))
    assert top.getextrema()[0] > 240
    values = sorted(band.tobytes())
    assert values[len(values) // 2] < 110 and values[-100] > 245


def test_each_character_has_a_shape_of_its_own():
    """A font without Chinese draws the same box for all."""
    shapes = [drawn(char * 10) for char in "张王李村道路沟垃圾？"]
    for number, one in enumerate(shapes):
        assert all(differ(one, other) for other in shapes[number + 1 :])


def test_long_words_are_cut_visibly_and_the_moment_stays():
    long = drawn("张家村 · 村主干道 · " + "没有成堆垃圾" * 30)
    longer = drawn("张家村 · 村主干道 · " + "没有成堆垃圾" * 60)
    other_moment = drawn("张家村 · 村主干道 · " + "没有成堆垃圾" * 30, when="2026年11月23日 09:06")

    assert lines_of(long) == (COPY_BOX[1] // 2 - 2 * EDGE_PIXELS) // LINE_PIXELS
    assert not differ(long, longer)  # cut at the same place, before the moment
    assert differ(long, other_moment)


@pytest.mark.parametrize("size", [(1200, 1600), (1600, 300), (40, 30), (1600, 1), (1, 1600)])
def test_a_photo_of_any_shape_is_stamped(size):
    image = drawn("张家村\n村主干道\u202e", size)

    assert image.width == COPY_BOX[0] or image.height == COPY_BOX[1]
    assert image.getextrema()[0] < 120
