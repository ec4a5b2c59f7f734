"""The door for photos, PUT /d/photos/<id>: what it takes, what it refuses, what it leaves behind."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PIL import Image

from inspect_app import db
from inspect_app.photos.arrival import MOST_PER_RECORD
from inspect_app.photos.models import Photo
from inspect_app.quotas import MOST_PHOTOS_OF_RECORD
from tests.photos.pictures import encoded, files_in, photo_of, tells_only_the_picture

KINDS = ["JPEG", "MPO", "HEIF", "PNG", "WEBP"]


def put(person, data, photo=None):
    return person.put(f"/d/photos/{photo or uuid4()}?record={uuid4()}", data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_everybody_is_shown_tells_only_the_picture(wang, office, kind):
    photo = uuid4()
    assert put(wang, photo_of(kind), photo).json == {"photo": str(photo)}

    for answer in (
        wang.get(f"/d/photos/{photo}"),
        wang.get(f"/d/photos/{photo}?thumb=1"),
        office.get(f"/office/photos/{photo}"),
    ):
        assert answer.mimetype == "image/jpeg" and tells_only_the_picture(answer.data)


@pytest.mark.parametrize("percent", [1, 50, 99])
@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_cut_on_its_way_is_refused_and_leaves_nothing(wang, photo_folder, kind, percent):
    photo, whole = uuid4(), photo_of(kind)

    answer = put(wang, whole[: len(whole) * percent // 100], photo)

    assert answer.status_code == 422 and "不是完整的照片，请" in answer.json["error"]
    assert wang.get(f"/d/photos/{photo}").status_code == 404
    assert files_in(photo_folder) == set()
    assert put(wang, whole, photo).status_code == 200  # the id is still free


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
OTHER_FILES = {
    "gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01"
    b"\x00\x00\x02\x02D\x01\x00;",
    "svg": SVG,
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n",
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "html": b"<!doctype html><script>alert(1)</script>",
    "jpeg start, then html": b"\xff\xd8\xff\xe0<html><script>alert(1)</script>",
}


@pytest.mark.parametrize("kind", OTHER_FILES)
def test_another_file_under_a_photos_name_is_refused_and_leaves_nothing(wang, photo_folder, kind):
    path = f"/d/photos/{uuid4()}?record={uuid4()}"

    answer = wang.put(path, OTHER_FILES[kind], content_type="image/jpeg")

    assert answer.status_code == 422 and "请" in answer.json["error"]
    assert files_in(photo_folder) == set()


def test_a_page_hidden_behind_a_photo_is_not_kept(wang):
    photo = uuid4()
    put(wang, photo_of("JPEG") + b"<script>alert(1)</script>", photo)

    assert b"<script>" not in wang.get(f"/d/photos/{photo}").data


def test_the_same_picture_under_two_ids_of_two_people_is_one_file(wang, li, photo_folder):
    sent, first, second = photo_of("HEIF"), uuid4(), uuid4()
    put(wang, sent, first)
    put(li, sent, second)

    assert len(files_in(photo_folder)) == 2  # the photo and its small one
    assert wang.get(f"/d/photos/{first}").data == li.get(f"/d/photos/{second}").data


def test_a_photo_folder_that_cannot_be_written_is_told_as_later_and_heals(wang, photo_folder, env):
    photo, sent = uuid4(), photo_of("JPEG")
    put(wang, sent)
    away = photo_folder.rename(photo_folder.with_name("away"))
    photo_folder.write_bytes(b"not a folder")

    refused = put(wang, photo_of("PNG"), photo)

    assert refused.status_code == 503 and int(refused.headers["Retry-After"]) > 0
    assert (
        not list(Path(env["DATA_DIR"]).rglob("*.part"))
        and photo_folder.read_bytes() == b"not a folder"
    )
    photo_folder.unlink()
    away.rename(photo_folder)
    assert wang.get(f"/d/photos/{photo}").status_code == 404  # no row without its file
    assert put(wang, photo_of("PNG"), photo).status_code == 200
    assert wang.get(f"/d/photos/{photo}").status_code == 200


def send_many(app, cast, record: UUID, number: int) -> None:
    """As if 王建国 had sent so many photos for a record."""
    photo = {"town_id": cast.jia, "deputy_id": cast.wang, "record_id": record, "digest": "0" * 64}
    with db.writing(app.extensions["database"]) as session:
        more = {"width": 1, "height": 1, "arrived_at": db.now()}
        session.add_all(Photo(id=uuid4(), **photo, **more) for _ in range(number))


def test_photos_that_were_taken_out_again_leave_room_for_others(app, wang, cast):
    """Sixty a record is what its form may name; what may be sent has an end, too."""
    record, sent = uuid4(), photo_of("JPEG")
    send_many(app, cast, record, MOST_PER_RECORD + 1)
    path = f"/d/photos/{uuid4()}?record={record}"
    assert wang.put(path, sent).status_code == 200

    send_many(app, cast, record, MOST_PHOTOS_OF_RECORD)
    refused = wang.put(f"/d/photos/{uuid4()}?record={record}", photo_of("JPEG"))
    assert refused.status_code == 422 and "这张没有收" in refused.json["error"]
    assert wang.put(path, sent).status_code == 200


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of_900_megapixels() -> bytes:
    """Return a whole, valid PNG of about 100 kB."""
    packer = zlib.compressobj(9)
    row = bytes(1 + 30_000 // 8)
    rows = b"".join(packer.compress(row) for _ in range(30_000)) + packer.flush()
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def heic_of_4_gigapixels() -> bytes:
    whole = encoded(Image.new("RGB", (640, 480)), "HEIF")
    size = b"ispe\0\0\0\0"
    assert size + struct.pack(">II", 640, 480) in whole
    return whole.replace(size + struct.pack(">II", 640, 480), size + b"\0\0\xff\xff" * 2)


def progressive_jpeg_of_248_megapixels() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG", progressive=True)
    whole = bytearray(out.getvalue())
    frame = whole.index(b"\xff\xc2")
    whole[frame + 5 : frame + 9] = struct.pack(">HH", 15_500, 16_000)
    return bytes(whole)


MEASURED = """
import resource, sys, time
from inspect_app.photos.image import NotAPhotoError, read_picture
data = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_picture(data)
except NotAPhotoError as error:
    print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, error)
"""


@pytest.mark.outside
@pytest.mark.parametrize(
    "bomb",
    [png_of_900_megapixels, heic_of_4_gigapixels, progressive_jpeg_of_248_megapixels],
    ids=lambda bomb: bomb.__name__,
)
def test_a_bomb_is_refused_at_once_and_takes_no_memory(wang, photo_folder, tmp_path, bomb):
    data = bomb()
    assert len(data) < 200_000
    answer = put(wang, data)
    assert answer.status_code == 422 and "像素太多" in answer.json["error"]
    assert files_in(photo_folder) == set()

    (tmp_path / "bomb").write_bytes(data)
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "bomb")]
    root = Path(__file__).parents[2]
    child = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    seconds, kibibytes, words = child.stdout.split()
    assert "像素太多" in words
    assert float(seconds) < 5 and int(kibibytes) < 32 * 1024  # seconds: imports included
