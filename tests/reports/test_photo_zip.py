"""照片压缩包: asked for, fetched, opened again; its names; what is said of photos that lack."""

import io
import os
import time
import zipfile
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unicodedata import category
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspect_app import db
from inspect_app.findings.models import Finding, FindingState
from inspect_app.photos.image import Picture
from inspect_app.photos.models import Photo
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.figures.material import RecordRow
from inspect_app.reports.making.photo_zip import photo_names
from inspect_app.reports.models import ReportJob, unfinished_jobs
from inspect_app.reports.named_photos import PhotoRow
from inspect_app.settings import ZONE
from tests.cast import THREE_SECTIONS, checklist_from
from tests.records.filling import ALL_PASS, jpeg, submitted
from tests.records.sending import send_photo
from tests.reports.downloads import files, make_what_waits

NAMES = ["0001_张家村_没有成堆垃圾,没有做到_1.jpg", "0001_张家村_没有成堆垃圾,没有做到_2.jpg"]


@pytest.fixture
def record(wang, cast) -> None:
    """王建国's record: two photos of a heap, one of the whole place."""
    heap = [send_photo(wang, "red"), send_photo(wang, "green")]
    failing = {**ALL_PASS, "item-heap": "fail", "item-heap-0-photo": heap}
    answer = submitted(wang, cast, {**failing, "item-seen": send_photo(wang, "blue")})
    assert answer.status_code == 303


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


def test_what_is_missing_is_told_in_the_file_and_hinders_nothing(app, office, cast, wang, env):
    lost, there, never = send_photo(wang, "red"), send_photo(wang, "green"), str(uuid4())
    heap = {"item-heap": "fail", "item-heap-0-photo": [lost, there, never]}
    submitted(wang, cast, {**ALL_PASS, **heap})
    red, _ = (path for path in stored_photos(env) if is_red(path))
    red.unlink()

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


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("", "workbook", "视察报告工作簿"),
        ("?stamp=1", "workbook", "视察报告工作簿"),
        ("?photos=1", "public_workbook", "视察报告工作簿（公开版，带照片）"),
    ],
)
def test_a_workbook_with_many_photos_is_made_in_the_background(
    app, office, cast, record, query, kind, title
):
    stamp = "stamp" in query
    workbook = f"/office/inspections/{cast.inspection}/workbook.xlsx{query}"
    assert office.get(workbook).mimetype.endswith("sheet")
    many_findings(app, photos=301)

    answer = office.get(workbook)
    assert answer.status_code == 303
    page = BeautifulSoup(office.get(answer.location).text, "lxml")
    assert "照片超过300张" in page.select_one(".notice").text
    form = page.select_one(f"input[value={kind}]").find_parent("form")
    assert form.select_one("[type=checkbox]").has_attr("checked") == stamp
    wanted = {"kind": kind} | ({"stamp": "1"} if stamp else {})
    assert office.post(form["action"], wanted).status_code == 303
    make_what_waits(app)

    page = BeautifulSoup(office.get(files(cast)).text, "lxml")
    fetched = office.get(page.select_one(".jobs a")["href"])
    assert fetched.mimetype.endswith("sheet")
    assert f"下载{title}" in office.get("/office/audit").text
    name = unquote(fetched.headers["Content-Disposition"])
    assert ("（公开版）" in name) == (kind == "public_workbook")
    with zipfile.ZipFile(io.BytesIO(fetched.data)) as book:
        assert sum(one.startswith("xl/media/") for one in book.namelist()) == 301


def test_slips_with_many_photos_are_made_in_the_background(app, office, cast, record):
    handover = f"/office/inspections/{cast.inspection}/handover.xlsx"
    office.post(files(cast), {"kind": "handover"})
    make_what_waits(app)
    assert "没有做成：还没有可以交办的问题" in office.get(files(cast)).text

    many_findings(app, photos=305)
    with db.writing(app.extensions["database"]) as session:
        session.query(Finding).update({"state": FindingState.KEPT})
    answer = office.get(handover)
    assert answer.status_code == 303
    page = BeautifulSoup(office.get(answer.location).text, "lxml")
    assert "问题交办单里的照片超过300张" in page.select_one(".notice").text
    form = page.select_one("input[value=handover]").find_parent("form")
    assert not form.select("[type=checkbox]")
    assert office.post(form["action"], {"kind": "handover"}).status_code == 303
    make_what_waits(app)

    page = BeautifulSoup(office.get(files(cast)).text, "lxml")
    fetched = office.get(page.select_one(".jobs a")["href"])
    assert "问题交办单20" in unquote(fetched.headers["Content-Disposition"])
    assert "下载问题交办单" in office.get("/office/audit").text
    with zipfile.ZipFile(io.BytesIO(fetched.data)) as book:
        assert sum(one.startswith("xl/media/") for one in book.namelist()) > 300


def many_findings(app, photos: int) -> None:
    """Repeat the record's finding, each with a photo of its own, until there are so many photos."""
    store = PhotoStore(app.extensions["settings"].photo_folder)
    with db.writing(app.extensions["database"]) as session:
        finding = session.query(Finding).filter_by(item_id="heap").one()
        photo = session.get(Photo, UUID(finding.photos[0]))
        picture = jpeg(size=(80, 60))
        for n in range(photos - 3):
            # What follows a JPEG's end is not looked at.
            copy = Picture(picture + bytes([n % 256, n // 256]), picture, 4, 3)
            store.keep(copy)
            new_id = uuid4()
            session.add(Photo(**{**columns_of(photo), "id": new_id, "digest": copy.digest}))
            more = {"ordinal": n + 2, "photos": [str(new_id)], "id": None, "number": 100 + n}
            session.add(Finding(**{**columns_of(finding), **more}))


def columns_of(row) -> dict[str, object]:
    return {one.key: getattr(row, one.key) for one in type(row).__mapper__.column_attrs}


CHECKLIST = checklist_from(THREE_SECTIONS)
TEXTS = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "CON",
        "a/b",
        "..",
        "张家村",
        "张家村 ",
        "ABC",
        "abc",
        "ＡＢＣ",
        "x_1",
        "x",
        "🌲" * 40,
        "a\u202eb",
    ]
)


def row(number: int, village: str, question: str) -> PhotoRow:
    item = CHECKLIST.item_by_id["seen"].model_copy(update={"question": question})
    nothing = dict.fromkeys(field.name for field in fields(RecordRow))
    record = RecordRow(**{**nothing, "number": number, "village": village})
    return PhotoRow(record, item, None)


@given(st.lists(st.tuples(st.integers(1, 12), TEXTS, TEXTS), max_size=30))
def test_whatever_villages_and_items_are_called_names_are_unique_and_fit_everywhere(wanted):
    names = list(photo_names([row(*one) for one in wanted]))

    assert len({name.casefold() for name in names}) == len(wanted)
    for (number, _, _), name in zip(wanted, names, strict=True):
        assert name.startswith(f"{number:04d}_") and name.endswith(".jpg")
        assert len(name.encode()) <= 255
        assert not set(name) & set('/\\:*?"<>|')
        assert not {category(char) for char in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_name_says_what_is_wrong_and_is_cut_where_it_is_too_long():
    heap = CHECKLIST.item_by_id["heap"].model_copy(update={"problem": "村道有成堆垃圾。"})
    one = row(12, "张家村", "")
    rows = [PhotoRow(one.record, heap, None), row(12, "张家村", "很长" * 40)]

    assert list(photo_names(rows)) == [
        "0012_张家村_村道有成堆垃圾_1.jpg",
        f"0012_张家村_{'很长' * 13}很…_1.jpg",
    ]
