"""What every test may use: an app on a real database, clients that lint each page, a browser.

They lint each Excel and Word file, too.
"""

from __future__ import annotations

import dataclasses
import filecmp
import gc
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Cookie, TestResponse

import tests.examples  # noqa: F401  (settings of all properties)
from inspect_app.db import Database
from inspect_app.reports.views.downloading import DOCX
from inspect_app.settings import ZONE
from inspect_app.spreadsheet import EXCEL
from tests.apps import create_app, forget, served
from tests.cast import PASSWORD, Cast, bring_on
from tests.document_lint import lint as lint_document
from tests.page_lint import lint
from tests.second_chance import pytest_sessionfinish  # noqa: F401  (a hook)
from tests.workbook_lint import lint as lint_workbook

pytest_plugins = ["tests.shared_fixtures"]

Cookies = dict[tuple[str, str, str], Cookie]
ORIGIN = {"Origin": "http://localhost"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that ``make check`` can leave it out.

    Files of few tests come first: theirs are the long ones, and the last to run should be short,
    or the other processes wait for one.
    """
    for item in items:
        if "browser_type" in getattr(item, "fixturenames", ()):
            item.add_marker("outside")
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (tests[item.path], item.path))


class Person:
    """Somebody with a browser that runs no scripts; every page and file it fetches is linted."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **more: object) -> TestResponse:
        return _linted(self.client.get(path, buffered=True, **more))

    def post(self, path: str, data: object = None, **more: object) -> TestResponse:
        return _linted(self.client.post(path, data=data or {}, headers=ORIGIN, **more))

    def put(self, path: str, data: object = None, **more: object) -> TestResponse:
        return self.client.put(path, data=data, headers=ORIGIN, **more)

    def enter(self, link: str, code: str = "") -> Person:
        assert self.post(f"/m/{link}", {"code": code}).status_code == 303
        return self

    def log_in(self, login: str, password: str = PASSWORD) -> Person:
        answer = self.post("/office/login", {"login": login, "password": password})
        assert answer.status_code == 303
        return self


def _linted(response: TestResponse) -> TestResponse:
    if response.mimetype == "text/html" and response.status_code not in (301, 302, 303):
        is_fragment = "HX-Request" in response.request.headers
        assert lint(response.get_data(as_text=True), is_fragment=is_fragment) == []
    if response.mimetype == EXCEL:
        assert lint_workbook(response.data) == []
    if response.mimetype == DOCX:
        assert lint_document(response.data) == []
    return response


@pytest.fixture
def env(tmp_path: Path, cast_template: CastTemplate) -> dict[str, str]:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o700)
    shutil.copy(cast_template.folder / "secret_key", folder)
    return {"DATA_DIR": str(folder), "BASE_URL": "http://localhost"}


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without a town, made once and copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "inspect.db"
    database = Database(path)
    database.upgrade()
    database.engine.dispose()
    return path


@pytest.fixture
def app(env: dict[str, str], empty_database: Path) -> Iterator[Flask]:
    app = create_app(env)
    shutil.copy(empty_database, app.extensions["settings"].database)
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def raw(app: Flask) -> Iterator[sqlite3.Connection]:
    """The database file itself, past the product."""
    with closing(sqlite3.connect(app.extensions["settings"].database)) as connection:
        yield connection


class CastTemplate:
    """A database with the cast, made once for each day and copied for each test.

    And one for each order in which some of them sign in, with what their browsers keep then: they
    do so once, through the product's doors, in an app of their own.
    """

    def __init__(self, folder: Path, empty_database: Path) -> None:
        self.folder, self._empty = folder, empty_database
        self.app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
        self._days: dict[date, tuple[Path, Cast]] = {}
        self._signed_in: dict[tuple[date, tuple[str, ...]], tuple[Path, Cookies]] = {}

    def on(self, day: date) -> tuple[Path, Cast]:
        """Return the database and who is in it, on the day on which their inspection begins."""
        if day not in self._days:
            shutil.copy(self._empty, self.app.extensions["settings"].database)
            cast = bring_on(self.app, day)
            self._days[day] = self._kept(f"{day}.db"), cast
        return self._days[day]

    def signed_in(self, day: date, names: tuple[str, ...]) -> tuple[Path, Cookies]:
        """Return the database after these have signed in, and the cookies of the last of them."""
        if (day, names) not in self._signed_in:
            database, cast = self.on(day)
            *before, last = names
            if before:
                database, _ = self.signed_in(day, tuple(before))
            shutil.copy(database, self.app.extensions["settings"].database)
            who = sign_in(Person(self.app), last, cast)
            kept = self._kept(f"{day}-{len(self._signed_in)}.db")
            self._signed_in[day, names] = kept, who.client._cookies or {}
            forget()
        return self._signed_in[day, names]

    def _kept(self, name: str) -> Path:
        self.app.extensions["database"].engine.dispose()
        return self.app.extensions["settings"].database.rename(self.folder / name)


@pytest.fixture(scope="session")
def cast_template(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> CastTemplate:
    return CastTemplate(tmp_path_factory.mktemp("cast"), empty_database)


@pytest.fixture
def cast(app: Flask, cast_template: CastTemplate) -> Cast:
    database, cast = cast_template.on(datetime.now(ZONE).date())
    shutil.copy(database, app.extensions["settings"].database)
    # Lists of its own: a test that adds to them adds for no other.
    return dataclasses.replace(
        cast, app=app, links=dict(cast.links), assignments=list(cast.assignments)
    )


def sign_in(who: Person, name: str, cast: Cast) -> Person:
    """Let a deputy in by their link, an office by the name of its town."""
    return who.enter(cast.links[name]) if name in cast.links else who.log_in(name)


class Entrance:
    """Where the cast signs in to a test's database before anything else is done with it.

    The database in which they have done so is copied. As soon as a test has opened its own, for
    whatever it be, or its app has an address of its own, its people sign in through its doors.
    """

    def __init__(self, app: Flask, cast: Cast, template: CastTemplate) -> None:
        self._app, self._cast, self._template = app, cast, template
        self._day = datetime.now(ZONE).date()
        self._inside: tuple[str, ...] = ()
        self._copied, _ = template.on(self._day)

    def let_in(self, name: str) -> Person:
        who = Person(self._app)
        if self._is_opened or self._address(self._app) != self._address(self._template.app):
            return sign_in(who, name, self._cast)
        self._inside += (name,)
        self._copied, cookies = self._template.signed_in(self._day, self._inside)
        shutil.copy(self._copied, self._app.extensions["settings"].database)
        who.client._cookies = dict(cookies)
        return who

    @property
    def _is_opened(self) -> bool:
        """Whether anybody has the database open, or has written to it since it was copied."""
        database = self._app.extensions["settings"].database
        log = database.with_name(f"{database.name}-wal")
        return log.exists() or not filecmp.cmp(self._copied, database, shallow=False)

    @staticmethod
    def _address(app: Flask) -> str:
        return str(app.extensions["settings"].base_url)


@pytest.fixture
def entrance(app: Flask, cast: Cast, cast_template: CastTemplate) -> Entrance:
    return Entrance(app, cast, cast_template)


@pytest.fixture
def reached(app: Flask) -> None:
    """The server has an address that phones can open."""
    kept = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(kept, base_url="http://192.168.1.20:8000")


@pytest.fixture
def anybody(app: Flask) -> Person:
    return Person(app)


@pytest.fixture
def wang(entrance: Entrance) -> Person:
    """王建国 of 甲镇, group 1, signed in."""
    return entrance.let_in("wang")


@pytest.fixture
def li(entrance: Entrance) -> Person:
    """李秀英, the liaison of 甲镇's group 1, signed in."""
    return entrance.let_in("li")


@pytest.fixture
def zhao(entrance: Entrance) -> Person:
    """赵大山 of 甲镇's group 2, signed in."""
    return entrance.let_in("zhao")


@pytest.fixture
def sun(entrance: Entrance) -> Person:
    """孙远 of 乙镇, signed in."""
    return entrance.let_in("sun")


@pytest.fixture
def office(entrance: Entrance) -> Person:
    """The office of 甲镇, logged in."""
    return entrance.let_in("甲镇")


@pytest.fixture
def other_office(entrance: Entrance) -> Person:
    """The office of 乙镇, logged in."""
    return entrance.let_in("乙镇")


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """Serve the app as the product is served; return its address."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium without a window, speaking to nobody but the page.

    It takes a third of the time of the one with windows, which alone has its own words in Chinese.
    """
    os.environ["LANGUAGE"] = "zh_CN"
    switches = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
        "--disable-background-networking --disable-component-update"
    )
    browser = "chromium" if os.environ.get("SCREENSHOTS") else "chromium-headless-shell"
    return {"executable_path": f"/usr/bin/{browser}", "args": switches.split()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


def pytest_collection_finish() -> None:
    """Spare the collector what is there for the whole run: it walked over it again and again."""
    gc.collect()
    gc.freeze()
