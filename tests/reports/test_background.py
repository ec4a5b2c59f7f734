"""The process that makes large files, as ``flask serve`` starts it: killed, and asked again."""

import http.client
import io
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from bench.server import Server
from founding.waiting import PATIENCE, until
from inspect_app import db
from inspect_app.checklist.answers import Answer
from inspect_app.checklist.stored_answers import to_json
from inspect_app.photos.models import Photo
from inspect_app.records.models import Record
from inspect_app.settings import ZONE
from tests.apps import create_app
from tests.cast import Cast
from tests.person import ORIGIN, Person
from tests.records.filling import ALL_PASS, jpeg, submitted

pytestmark = pytest.mark.outside

PHOTOS = 800  # with words printed on each copy they take some seconds


class OfficeAtServer:
    """甲镇's office at the real server."""

    def __init__(self, server: Server, cookie: str, inspection_id: int) -> None:
        self.server, self.cookie = server, cookie
        self.files = f"/office/inspections/{inspection_id}/files"
        self.folder = server.data_dir / "reports"

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, bytes]:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        headers = {**ORIGIN, **form, "Cookie": f"inspect-office={self.cookie}"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)) as line:
            line.request(method, path, urlencode(fields), headers)
            answer = line.getresponse()
            return answer.status, answer.read()

    def jobs(self) -> list[str]:
        """Return what the page says of each file that was asked for, the latest first."""
        status, page = self.ask("GET", self.files)
        assert status == 200
        found = BeautifulSoup(page, "lxml").select(".jobs li")
        return [re.sub(r"\s+", " ", one.text) for one in found]

    def link(self, selector: str) -> str:
        page = BeautifulSoup(self.ask("GET", self.files)[1], "lxml")
        one = page.select_one(selector)
        return one.get("href") or one["action"]

    def forget(self) -> None:
        """Let nothing be there that was asked for: the next test finds an office that is idle."""
        page = BeautifulSoup(self.ask("GET", self.files)[1], "lxml")
        for one in page.select(".jobs form[action$=cancel]"):
            self.ask("POST", one["action"])
        until(self.is_idle)
        with closing(sqlite3.connect(self.server.data_dir / "inspect.db")) as database:
            database.execute("DELETE FROM report_job")
            database.commit()
        for path in self.folder.iterdir():
            path.unlink()

    def is_idle(self) -> bool:
        with closing(sqlite3.connect(self.server.data_dir / "queue.db")) as queue:
            (waiting,) = queue.execute("SELECT count(*) FROM task").fetchone()
        return waiting == 0 and not list(self.folder.glob("*.part"))

    def wants(self, kind: str = "photos", **more: str) -> None:
        assert self.ask("POST", self.files, kind=kind, **more)[0] == 303

    def sees(self, words: str, job: int = 0) -> None:
        until(lambda: words in self.jobs()[job])


def is_midway(office: OfficeAtServer) -> bool:
    shown = re.search(r"正在做 (\d+) / (\d+) 张", office.jobs()[0])
    return bool(shown) and 0 < int(shown[1]) < int(shown[2]) == PHOTOS


@pytest.fixture(scope="module")
def serving(cast_template, tmp_path_factory):
    """The office at the server, whose inspection has one record with very many photos."""
    data_dir = tmp_path_factory.mktemp("background") / "var"
    app, cast = _town(data_dir, cast_template)
    cookie = Person(app).log_in("甲镇").client.get_cookie("inspect-office").value
    wang = Person(app).enter(cast.links["wang"])
    submitted(wang, cast, ALL_PASS)
    wang.put(f"/d/photos/{uuid4()}?record={uuid4()}", jpeg())
    _many_photos(app)
    app.extensions["database"].engine.dispose()
    with Server(data_dir) as server:
        yield OfficeAtServer(server, cookie, cast.inspection)


def _town(data_dir: Path, cast_template) -> tuple[Flask, Cast]:
    database, cast = cast_template.on(datetime.now(ZONE).date())
    data_dir.mkdir(mode=0o700)
    shutil.copy(cast_template.folder / "secret_key", data_dir)
    app = create_app({"DATA_DIR": str(data_dir), "BASE_URL": "http://localhost"})
    shutil.copy(database, app.extensions["settings"].database)
    return app, cast


def _many_photos(app: Flask) -> None:
    with db.writing(app.extensions["database"]) as session:
        one = session.query(Photo).one()
        kept = {c.key: getattr(one, c.key) for c in Photo.__mapper__.column_attrs}
        ids = [one.id, *(UUID(int=n) for n in range(PHOTOS - 1))]
        # A minute apart: each copy has other words printed on it, and so is a photo of its own.
        session.add_all(
            Photo(**{**kept, "id": one, "arrived_at": kept["arrived_at"] - timedelta(minutes=n)})
            for n, one in enumerate(ids[1:], start=1)
        )
        record = session.query(Record).one()
        seen = {"seen": Answer([str(n) for n in ids])}
        record.answers = {**record.answers, **to_json(seen)}
        record.photos = {str(n): "seen" for n in ids}


@pytest.fixture
def office(serving):
    if serving.server.process.poll() is not None:  # a test that failed left it stopped
        serving.server.start()
    yield serving
    serving.forget()


def maker(server: Server) -> int:
    """Return the process that makes files: the one behind the others (nice)."""
    asked = ["ps", "-o", "ni=,pid=", "--ppid", str(server.process.pid), "--sort", "-ni"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    nice, process = found.splitlines()[0].split()
    assert int(nice) > 0
    return int(process)


def test_photos_are_packed_while_the_page_shows_how_far_it_is(office):
    office.wants()
    office.sees("下载")

    status, content = office.ask("GET", office.link(".jobs a"))
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert status == 200 and archive.testzip() is None
    assert len(set(archive.namelist())) == PHOTOS + 1


@pytest.mark.parametrize("kind", ["photos", "workbook"])
def test_what_a_kill_interrupted_is_said_and_what_waited_is_made(office, kind):
    office.wants(kind, stamp="1")
    until(lambda: is_midway(office))
    office.wants()
    office.server.kill()
    office.server.start()

    office.sees("没有做成：中断了，请再要一次", job=1)
    office.sees("下载", job=0)
    office.wants(kind, stamp="1")
    until(lambda: is_midway(office))
    left = {path.suffix for path in office.folder.iterdir()}
    assert left == {".zip", ".part"}


def test_only_the_process_that_makes_files_is_killed_and_replaced(office):
    office.wants(stamp="1")
    until(lambda: is_midway(office))
    killed = maker(office.server)
    os.kill(killed, signal.SIGKILL)

    office.sees("没有做成：中断了，请再要一次")
    assert maker(office.server) != killed
    office.wants()
    office.sees("下载")


@pytest.mark.parametrize("kind", ["photos", "workbook"])
def test_cancelled_midway_nothing_is_left_and_the_next_one_is_made(office, kind):
    office.wants(kind, stamp="1")
    until(lambda: is_midway(office))
    assert office.ask("POST", office.link(".jobs form"))[0] == 303
    assert "已取消" in office.jobs()[0]

    until(lambda: not list(office.folder.iterdir()))
    office.wants()
    office.sees("下载")
    assert "已取消" in office.jobs()[1]


def test_told_to_stop_the_server_does_not_wait_for_a_file(office):
    office.wants(stamp="1")
    until(lambda: is_midway(office))
    office.server.process.terminate()
    assert office.server.process.wait(PATIENCE) == 0
    office.server.start()
    office.sees("没有做成：中断了，请再要一次")
