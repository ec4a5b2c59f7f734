"""What becomes of the bytes a phone sends as a photo."""

import io

import pytest
from PIL import Image

from inspect_app.photos.image import LONG_SIDE, THUMB_SIDE, NotAPhotoError, read_picture
from inspect_app.photos.store import PhotoStore

EXIF_ORIENTATION, EXIF_GPS, EXIF_MODEL = 0x0112, 0x8825, 0x0110


def encoded(image, kind="JPEG", **more):
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_phones_photo_is_shrunk_upright_and_tells_nothing_but_the_picture():
    image = Image.new("RGB", (4000, 3000), "green")
    image.paste("red", (0, 0, 400, 300))
    exif = image.getexif()
    exif[EXIF_ORIENTATION], exif[EXIF_MODEL] = 6, "secret phone"
    exif.get_ifd(EXIF_GPS)[1] = "N"

    picture = read_picture(encoded(image, exif=exif, comment=b"<script>secret</script>"))

    kept = opened(picture.jpeg)
    assert kept.size == (picture.width, picture.height) == (LONG_SIDE * 3 // 4, LONG_SIDE)
    assert kept.getpixel((kept.width - 20, 20))[0] > 200  # orientation 6: turned to the right
    assert not kept.getexif() and b"secret" not in picture.jpeg + picture.thumb
    assert max(opened(picture.thumb).size) == THUMB_SIDE


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_become_jpeg_on_white(kind):
    picture = read_picture(encoded(Image.new("RGBA", (50, 40), (0, 0, 0, 0)), kind))

    assert opened(picture.jpeg).format == "JPEG"
    assert min(opened(picture.jpeg).getpixel((25, 20))) > 250


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
