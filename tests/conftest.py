"""What every test may use: an app on a real database, who is signed in to it, a browser."""

from __future__ import annotations

import dataclasses
import gc
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

import tests.examples  # noqa: F401  (settings of all properties)
from inspect_app.db import Database
from inspect_app.settings import ZONE
from tests.apps import create_app, served
from tests.cast import Cast
from tests.entrance import CastTemplate, Entrance
from tests.person import Person
from tests.second_chance import pytest_sessionfinish  # noqa: F401  (a hook)

pytest_plugins = ["tests.shared_fixtures"]


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
