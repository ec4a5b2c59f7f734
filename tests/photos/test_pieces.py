"""A photo in pieces, PUT /d/photos/<id>?of=…&sum=…&from=…: what is kept, put together, given up."""

import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import pytest
from werkzeug.test import TestResponse

from inspect_app import quotas
from inspect_app.photos import limiter, pieces
from inspect_app.photos.image import MAX_BYTES
from inspect_app.photos.limiter import Limiter
from inspect_app.photos.pieces import KEEP_FOR
from tests.person import Person
from tests.photos.pictures import files_in, photo_of

STEP = 30_000


class PhotoInPieces:
    """A photo, and the phone that sends it piece by piece."""

    def __init__(self, person: Person, data: bytes = b"", photo: str = "") -> None:
        self.person, self.data = person, data or photo_of("JPEG")
        self.photo = photo or str(uuid4())
        self.path = f"/d/photos/{self.photo}?record={uuid4()}"

    def sends(self, start: int, end: int, of: int = 0) -> TestResponse:
        tells = f"&of={of or len(self.data)}&sum={crc32(self.data)}&from={start}"
        return self.person.put(self.path + tells, self.data[start:end])

    def asks(self) -> int:
        return self.sends(0, 0).json["has"]

    def goes_on(self, start: int = 0) -> TestResponse:
        """Send the rest as the answers say; return the last one."""
        answer = self.sends(start, start + STEP)
        while answer.status_code == 202:
            answer = self.sends(answer.json["has"], answer.json["has"] + STEP)
        return answer

    def has_come(self) -> bool:
        """Whether it is there, as whoever sends it whole would find it."""
        whole = PhotoInPieces(self.person, self.data)
        assert self.person.put(whole.path, self.data).status_code == 200
        shown = [self.person.get(f"/d/photos/{one.photo}") for one in (self, whole)]
        return shown[0].status_code == 200 and shown[0].data == shown[1].data


@pytest.fixture
def piece_folder(env) -> Path:
    return Path(env["DATA_DIR"]) / "pieces"


@pytest.fixture
def photo(wang) -> PhotoInPieces:
    return PhotoInPieces(wang)


def test_pieces_become_the_photo_and_are_gone_once_it_is_there(photo, wang, piece_folder):
    first = photo.sends(0, STEP)
    assert (first.status_code, first.json) == (202, {"photo": photo.photo, "has": STEP})
    assert wang.get(f"/d/photos/{photo.photo}").status_code == 404
    assert photo.asks() == STEP

    last = photo.goes_on(STEP)
    assert (last.status_code, last.json) == (200, {"photo": photo.photo})
    assert photo.has_come() and files_in(piece_folder) == set()
    assert photo.goes_on().json == {"photo": photo.photo}  # whoever did not hear it sends it again
    assert files_in(piece_folder) == set()


def test_what_was_only_asked_about_leaves_no_file(photo, piece_folder):
    assert photo.asks() == 0 and files_in(piece_folder) == set()


def test_two_that_send_the_same_photo_by_turns_are_told_where_to_go_on(photo):
    photo.sends(0, STEP)
    assert photo.sends(0, STEP).json["has"] == STEP
    assert photo.sends(STEP, 2 * STEP).json["has"] == 2 * STEP
    assert photo.sends(STEP, STEP + 7).json["has"] == 2 * STEP
    assert photo.sends(3 * STEP, 3 * STEP + 7).json["has"] == 2 * STEP
    assert photo.goes_on(2 * STEP).status_code == 200 and photo.has_come()


def test_many_that_send_the_same_photo_at_once_mix_nothing(app, wang, photo, piece_folder):
    def another_page() -> Person:
        page = Person(app)
        page.client.set_cookie("inspect-deputy", wang.client.get_cookie("inspect-deputy").value)
        return page

    senders = [PhotoInPieces(another_page(), photo.data, photo.photo) for _ in range(4)]
    with ThreadPoolExecutor(len(senders)) as phones:
        assert {one.status_code for one in phones.map(PhotoInPieces.goes_on, senders)} == {200}
    assert photo.has_come() and files_in(piece_folder) == set()


def test_other_bytes_under_its_id_are_never_put_behind_it_and_are_refused_by_name(
    photo, wang, li, piece_folder
):
    other = PhotoInPieces(wang, photo.data[:STEP] + photo_of("JPEG")[STEP:], photo.photo)
    another = PhotoInPieces(wang, photo_of("PNG"), photo.photo)
    photo.sends(0, STEP)
    assert other.asks() == another.asks() == PhotoInPieces(li, photo.data, photo.photo).asks() == 0

    assert another.goes_on().status_code == 200
    refused = photo.goes_on()
    assert (refused.status_code, refused.json["photo"]) == (409, photo.photo)
    assert "请再选一次" in refused.json["error"]
    assert PhotoInPieces(li, photo.data, photo.photo).sends(0, 0).status_code == 404
    assert another.has_come() and files_in(piece_folder) == set()


def test_a_server_killed_while_it_wrote_a_piece_goes_on_behind_what_is_there(photo, piece_folder):
    photo.sends(0, STEP)
    photo.sends(STEP, 2 * STEP)
    (path,) = piece_folder.rglob(f"{photo.photo}*")
    os.truncate(path, STEP + 123)
    assert photo.asks() == STEP + 123
    assert photo.goes_on(STEP + 123).status_code == 200 and photo.has_come()


def test_what_a_power_cut_spoiled_is_not_called_arrived_but_sent_again(photo, piece_folder):
    photo.sends(0, STEP)
    (path,) = piece_folder.rglob(f"{photo.photo}*")
    path.write_bytes(bytes(STEP))
    answer = photo.sends(STEP, len(photo.data))
    assert (answer.status_code, answer.json["has"]) == (202, 0)
    assert photo.goes_on().status_code == 200 and photo.has_come()


@pytest.mark.parametrize("is_full", [True, False])
def test_where_many_photos_come_the_last_piece_is_not_sent_for_nothing(
    photo, monkeypatch, piece_folder, is_full
):
    """Neither is any other put by while there is no room for a photo."""
    monkeypatch.setattr(limiter, "photo_limiter", Limiter(0))
    later = photo.sends(0, STEP)
    assert later.status_code == 503 and int(later.headers["Retry-After"]) > 0
    assert later.json["photo"] == photo.photo and files_in(piece_folder) == set()

    monkeypatch.setattr(limiter, "photo_limiter", Limiter(1))
    photo.sends(0, STEP)
    with limiter.photo_limiter.room() if is_full else Limiter(1).room():
        assert photo.sends(STEP, len(photo.data)).status_code == (503 if is_full else 200)
    assert photo.goes_on(STEP).status_code == 200 and photo.has_come()


def test_a_full_disk_is_told_as_later_and_heals(photo, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    photo.sends(0, STEP)
    with monkeypatch.context() as full:
        full.setattr(pieces, "append", fail)
        later = photo.sends(STEP, 2 * STEP)
    assert later.status_code == 503 and int(later.headers["Retry-After"]) > 0
    assert photo.goes_on(STEP).status_code == 200 and photo.has_come()


def test_a_photo_beyond_a_quota_is_refused_at_its_first_piece(photo, monkeypatch, piece_folder):
    monkeypatch.setattr(quotas, "MOST_STRAY_PHOTOS", 0)
    refused = photo.sends(0, STEP)
    assert (refused.status_code, refused.json["photo"]) == (422, photo.photo)
    assert "记录还没有交来" in refused.json["error"] and files_in(piece_folder) == set()


def test_pieces_that_are_no_photo_are_refused_and_leave_nothing(wang, piece_folder):
    page = PhotoInPieces(wang, b"<script>alert(1)</script>" * 4000)
    refused = page.goes_on()
    assert refused.status_code == 422 and "不是完整的照片" in refused.json["error"]
    assert files_in(piece_folder) == set()


def test_what_says_it_is_too_large_or_goes_beyond_itself_is_refused(photo, piece_folder):
    too_large = photo.sends(0, STEP, of=MAX_BYTES + 1)
    assert too_large.status_code == 422 and "太大" in too_large.json["error"]
    assert photo.sends(0, STEP, of=STEP - 1).status_code == 400
    assert files_in(piece_folder) == set()


@pytest.mark.parametrize(("most", "most_bytes"), [(3, MAX_BYTES), (60, 2 * STEP + 30)])
def test_of_a_deputy_so_much_is_kept_and_what_is_nearly_whole_stays(
    wang, li, cast, monkeypatch, piece_folder, most, most_bytes
):
    monkeypatch.setattr(pieces, "MOST", most)
    monkeypatch.setattr(pieces, "MOST_BYTES", most_bytes)
    others = PhotoInPieces(li)
    others.sends(0, 1)
    nearly, *few = (PhotoInPieces(wang) for _ in range(5))
    assert nearly.sends(0, 2 * STEP).json["has"] == 2 * STEP
    for size, one in enumerate(few, 10):
        assert one.sends(0, size).json["has"] == size
    kept = [path.stat().st_size for path in (piece_folder / str(cast.wang)).iterdir()]
    assert len(kept) == 3 and sum(kept) <= most_bytes
    assert nearly.asks() == 2 * STEP and few[-1].asks() == 13 and others.asks() == 1
    assert nearly.goes_on(2 * STEP).status_code == 200


def test_what_nobody_goes_on_with_is_swept_after_days(app, photo, wang, piece_folder):
    old = PhotoInPieces(wang)
    old.sends(0, STEP)
    photo.sends(0, STEP)
    (path,) = piece_folder.rglob(f"{old.photo}*")
    os.utime(path, (0, time.time() - KEEP_FOR - 60))
    app.extensions["maker"].folder.mkdir(exist_ok=True)
    app.extensions["maker"].tidy()
    assert old.asks() == 0 and photo.asks() == STEP
