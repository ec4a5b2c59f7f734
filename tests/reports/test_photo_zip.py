"""照片压缩包: asked for, fetched, opened again; its names; what is said of photos that lack."""

import io
import os
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from inspect_app import db
from inspect_app.photos.models import Photo
from inspect_app.reports.models import ReportJob, unfinished_jobs
from inspect_app.settings import ZONE
from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send_photo
from tests.reports.downloads import files, make_what_waits

NAMES = ["0001_张家村_没有成堆垃圾,没有做到_1.jpg", "0001_张家村_没有成堆垃圾,没有做到_2.jpg"]


def ask(app, office, cast, **more: object) -> BeautifulSoup:
    """Ask for the photos and return the page once they are there."""
    answer = office.post(files(cast), {"kind": "photos", **more})
    assert answer.status_code == 303
    make_what_waits(app)
    return BeautifulSoup(office.get(files(cast)).text, "lxml")


def opened(office, page: BeautifulSoup) -> zipfile.ZipFile:
    answer = office.get(page.select_one(".jobs a")["href"])
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def notes(archive: zipfile.ZipFile) -> str:
    return archive.read("说明.txt").decode("utf-8-sig")


def test_it_holds_each_photo_as_it_is_kept_under_a_telling_name(app, office, cast, record, env):
    archive = opened(office, ask(app, office, cast))

    assert archive.testzip() is None
    assert archive.namelist() == [*NAMES, "0001_张家村_全景照片_1.jpg", "说明.txt"]
    stored = Path(env["DATA_DIR"], "photos").rglob("*.jpg")
    kept = [path.read_bytes() for path in stored if not path.name.endswith(".thumb.jpg")]
    assert sorted(kept) == sorted(archive.read(one) for one in archive.namelist()[:3])
    assert "照片共3张" in notes(archive) and "没有放进来" not in notes(archive)
    for entry in archive.infolist()[:3]:
        assert entry.flag_bits & 0x800, "Windows reads the name as UTF-8"
        assert entry.compress_type == zipfile.ZIP_STORED


def test_the_times_in_it_are_the_towns(app, office, cast, record):
    with db.writing(app.extensions["database"]) as session:
        for photo in session.query(Photo):
            photo.arrived_at = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
    *photos, said = opened(office, ask(app, office, cast)).infolist()

    assert {entry.date_time for entry in photos} == {(2026, 11, 23, 0, 5, 0)}
    made = datetime(*said.date_time, tzinfo=ZONE)
    assert datetime.now(ZONE) - timedelta(hours=1) < made <= datetime.now(ZONE)


def test_the_file_is_the_owners_alone_and_its_download_is_noted(app, office, cast, record, env):
    page = ask(app, office, cast)
    (file,) = Path(env["DATA_DIR"], "reports").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600

    assert "下载照片压缩包" not in office.get("/office/audit").text
    opened(office, page)
    log = office.get("/office/audit").text
    assert "下载照片压缩包" in log and "人居环境视察照片" in log


def test_place_item_and_moment_are_printed_on_copies_where_that_is_asked(
    app, office, cast, record, env
):
    archive = opened(office, ask(app, office, cast, stamp="1"))

    image = Image.open(io.BytesIO(archive.read(NAMES[0]))).convert("RGB")
    band = image.crop((0, image.height - 100, image.width, image.height)).convert("L")
    assert image.size == (800, 600) and band.getextrema()[0] < 60 < 200 < band.getextrema()[1]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda red: red.write_bytes(b"\0" * 900)])
def test_what_is_missing_is_told_in_the_file_and_hinders_nothing(
    app, office, cast, wang, env, spoil
):
    lost, there, never = send_photo(wang, "red"), send_photo(wang, "green"), str(uuid4())
    heap = {"item-heap": "fail", "item-heap-0-photo": [lost, there, never]}
    submitted(wang, cast, {**ALL_PASS, **heap})
    red, _ = (path for path in stored_photos(env) if is_red(path))
    spoil(red)

    archive = opened(office, ask(app, office, cast))

    assert archive.namelist() == [NAMES[1], "说明.txt"]
    told = notes(archive)
    assert "照片共1张" in told and "另有2张没有放进来" in told
    assert f"{NAMES[0]}：服务器上的照片文件读不出来" in told
    assert "_3.jpg：还没有传到" in told


def stored_photos(env) -> list[Path]:
    return sorted(Path(env["DATA_DIR"], "photos").rglob("*.jpg"), key=lambda path: len(path.name))


def is_red(path: Path) -> bool:
    red, green, _ = Image.open(path).convert("RGB").getpixel((10, 10))
    return red > green


def test_without_photos_the_page_says_so_and_nothing_is_made(app, office, cast, wang):
    submitted(wang, cast, ALL_PASS)
    answer = office.post(files(cast), {"kind": "photos"})

    assert answer.status_code == 422 and "还没有照片，没有可以打包的" in answer.text
    assert "最近一天没有要过" in answer.text


def test_photos_of_a_record_that_does_not_count_are_left_out(app, office, cast, wang, record):
    receipt = wang.get("/d/").text
    home = BeautifulSoup(receipt, "lxml")
    done = home.select_one("a[href*='/d/records/']")["href"]
    wang.post(f"{done.split('?')[0].removesuffix('/done')}/withdraw")
    assert office.post(files(cast), {"kind": "photos"}).status_code == 422


def test_pressing_twice_makes_one_and_a_new_one_takes_the_old_ones_place(
    app, office, cast, record, env
):
    for _ in range(2):
        office.post(files(cast), {"kind": "photos"})
    page = ask(app, office, cast)
    assert len(page.select(".jobs li")) == 1

    ask(app, office, cast)
    assert len(list(Path(env["DATA_DIR"], "reports").iterdir())) == 1


def test_only_what_was_just_asked_for_is_downloaded_by_itself(app, office, cast, record):
    answer = office.post(files(cast), {"kind": "photos"})
    waiting = BeautifulSoup(office.get(answer.location).text, "lxml")
    assert not waiting.select("[data-fetch-once]")
    assert waiting.select_one("#jobs")["hx-get"] == answer.location
    make_what_waits(app)
    ready = BeautifulSoup(office.get(answer.location).text, "lxml")
    assert ready.select_one("[data-fetch-once]").text == "下载"
    assert "data-fetch-once" not in office.get(files(cast)).text


def test_what_is_cancelled_is_not_made_and_may_be_asked_for_again(app, office, cast, record):
    office.post(files(cast), {"kind": "photos"})
    page = BeautifulSoup(office.get(files(cast)).text, "lxml")
    assert "排队中" in page.text and page.select_one("progress")
    assert office.post(page.select_one(".jobs form")["action"]).status_code == 303
    make_what_waits(app)

    page = BeautifulSoup(office.get(files(cast)).text, "lxml")
    assert "已取消" in page.text and not page.select(".jobs a")
    again = page.select_one(".jobs form")
    office.post(again["action"], {one["name"]: one["value"] for one in again.select("input")})
    make_what_waits(app)
    assert "做好了" not in page.text and opened(office, ask(app, office, cast))


def test_after_a_day_the_file_is_gone(app, office, cast, record, env):
    link = ask(app, office, cast).select_one(".jobs a")["href"]
    (file,) = Path(env["DATA_DIR"], "reports").iterdir()
    os.utime(file, times=(time.time() - 90_000,) * 2)
    app.extensions["maker"].tidy()

    assert not file.exists() and office.get(link).status_code == 404
    assert "文件已经删去，请再要一次" in office.get(files(cast)).text
    with db.writing(app.extensions["database"]) as session:
        session.query(ReportJob).one().asked_at = datetime.now(UTC) - timedelta(days=2)
    assert "最近一天没有要过" in office.get(files(cast)).text


def test_a_disk_that_refuses_is_told_in_words(app, office, cast, record, env):
    Path(env["DATA_DIR"], "reports").mkdir()
    office.post(files(cast), {"kind": "photos"})
    with db.reading(app.extensions["database"]):
        (job,) = unfinished_jobs()
    Path(env["DATA_DIR"], "reports").rmdir()
    Path(env["DATA_DIR"], "reports").write_text("a file where the folder was")
    app.extensions["maker"].make(job.town_id, job.id)

    page = office.get(files(cast)).text
    assert "没有做成：出了一点问题，请再要一次" in page and "再要一次</button>" in page


def test_a_queue_that_cannot_be_written_is_told_in_words(app, office, cast, record, env):
    Path(env["DATA_DIR"], "queue.db").mkdir()
    answer = office.post(files(cast), {"kind": "photos"})
    assert answer.status_code == 503 and "系统正忙" in answer.text
    assert "最近一天没有要过" in office.get(files(cast)).text


def test_another_town_sees_neither_page_nor_file_and_cancels_nothing(
    app, office, other_office, cast, record
):
    fetch = ask(app, office, cast).select_one(".jobs a")["href"]
    office.post(files(cast), {"kind": "photos", "stamp": "1"})

    assert other_office.get(files(cast)).status_code == 404
    assert other_office.post(files(cast), {"kind": "photos"}).status_code == 404
    assert other_office.get(fetch).status_code == 404
    assert other_office.post("/office/files/2/cancel").status_code == 404
    assert "排队中" in office.get(files(cast)).text


def test_neither_pages_nor_commands_open_the_queue(app, office, cast, record, env):
    assert office.get(files(cast)).status_code == 200
    assert app.test_cli_runner().invoke(args=["init"]).exit_code == 0
    kept = {path.name for path in Path(env["DATA_DIR"]).iterdir()}
    assert not kept & {"queue.db", "reports"}
