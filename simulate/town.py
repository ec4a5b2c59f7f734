"""The real application of a small town, its clock handed in, killed between any two of its steps.

A step is a statement that goes to the database, a COMMIT or a photo's file. A kill is an exception
that nothing catches, after which the application forgets what its process knew and opens the
database anew. What a killed process itself cannot do, undoing, SQLite does at the next opening;
power cuts, where what was written may be gone, are shown by ``make faults``.
"""

import gc
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime, tzinfo
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import UUID

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from founding.rows import add_deputy, add_group, add_inspection, add_sites, add_term, add_town
from inspect_app import create_app, db, web
from inspect_app.db import Turns
from inspect_app.entering import personal_links
from inspect_app.entering.codes import give_code
from inspect_app.inspections import models as inspections
from inspect_app.inspections import publish
from inspect_app.people import models as people
from inspect_app.photos import pieces
from inspect_app.photos import store as photo_store
from inspect_app.photos.image import read_picture
from inspect_app.records import drafts
from inspect_app.records.forms import record_form
from inspect_app.records.views import fill
from inspect_app.settings import ZONE
from simulate.checklists import VERSIONS
from simulate.engine import BEGINNING
from simulate.pages import TownAnswer, picture
from simulate.steps import KilledError, Steps

ORIGIN = {"Origin": "http://localhost"}
PHONES = 4
DEPUTIES = 3  # the second is the liaison of their group
SITES = 2
PICTURES = 64
FAST = Path("/dev/shm")  # noqa: S108  (a folder for a database that lives as long as the run)


class Clock(datetime):
    """The application's clock: the simulator's."""

    ms = float(BEGINNING)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Clock":
        return cls.fromtimestamp(cls.ms / 1000, tz)


class PlayedTown:
    """The application, a fresh town in it at the beginning of each history."""

    def __init__(self) -> None:
        base = FAST if FAST.is_dir() else None
        self._folder = tempfile.TemporaryDirectory(prefix="simulate-", dir=base)
        self.folder = Path(self._folder.name)
        self.app: Flask = create_app(
            {"DATA_DIR": str(self.folder / "var"), "BASE_URL": "http://localhost"}
        )
        self._ids = Random(0)
        self._changed = ExitStack()
        self._database = self.app.extensions["database"]
        self._file = self.app.extensions["settings"].database
        self._connections: list[sqlite3.Connection] = []
        self._looking: sqlite3.Connection | None = None
        self._steps = Steps()
        self._count_steps()
        self.takes_over()
        self._database.upgrade()
        self._found()
        self._pictures = [picture(n) for n in range(PICTURES)]
        self.digests = {read_picture(one).digest for one in self._pictures}
        self._clients = {phone: self.app.test_client() for phone in range(PHONES)}
        self.devices = {phone: self._introduced(phone) for phone in range(PHONES)}
        self._stop()
        shutil.copy(self._file, self.folder / "fresh.db")

    def takes_over(self) -> None:
        """Let the application have the simulator's clock, ids and steps."""
        for module, name, instead in (
            (db, "datetime", Clock), (web, "datetime", Clock), (drafts, "uuid4", self._next_id),
            (fill, "uuid4", self._next_id), (photo_store, "write_atomically", self._steps.write),
            (pieces, "append", self._steps.append),
        ):  # fmt: skip
            self._changed.enter_context(patch.object(module, name, instead))
        gc.collect()
        gc.freeze()

    def steps_back(self) -> None:
        """Let the application have its own again."""
        self.restarts()
        self._look_no_more()
        self._changed.close()
        gc.unfreeze()

    def _next_id(self) -> UUID:
        return UUID(int=self._ids.getrandbits(128), version=4)

    def _count_steps(self) -> None:
        engine = self._database.engine

        def connected(connection: sqlite3.Connection, _record: object) -> None:
            self._connections.append(connection)

        def statement(*_: object) -> None:
            self._steps.step()

        event.listen(engine, "connect", connected)
        event.listen(engine, "before_cursor_execute", statement)
        event.listen(engine, "after_cursor_execute", statement)

    def _found(self) -> None:
        key = self.app.extensions["settings"].secret_key
        with db.writing(self._database) as session:
            town = add_town(session, "嘉禾镇", "镇人大办 0000-0000001")
            group = add_group(session, add_term(session, town.id))
            self.links = {}
            for number in range(1, DEPUTIES + 1):
                role = people.GroupRole.LIAISON if number == 2 else people.GroupRole.MEMBER
                deputy = add_deputy(session, group, f"代表{number}", role)
                assert deputy.id == number
                self.links[number] = personal_links.make_link(deputy, key)
            self._plan(session, group)

    def _plan(self, session: Session, group: people.DeputyGroup) -> None:
        today = Clock.now(ZONE).date()
        self.versions = [publish.publish(group.town_id, one).id for one in VERSIONS]
        sites = add_sites(session, group.town_id, (f"点位{number}" for number in range(SITES)))
        self.inspection, self.assignments = add_inspection(
            session, group, sites, self.versions[0], title="人居环境视察", starts_on=today,
            ends_on=today, expected=DEPUTIES,
        )  # fmt: skip

    def _introduced(self, phone: int) -> str:
        """Let every deputy have entered with this phone: later it enters without a code."""
        client = self._clients[phone]
        key = self.app.extensions["settings"].secret_key
        for number, link in self.links.items():
            client.get(f"/m/{link}")
            with db.writing(self._database) as session:
                code = give_code(session.get(people.Deputy, number), key)
            answer = client.post(f"/m/{link}", data={"code": code}, headers=ORIGIN)
            assert answer.status_code == 303, answer.text
        cookie = client.get_cookie("inspect-device")
        assert cookie
        return str(cookie.value)

    def begin(self, seed: object) -> None:
        """Set the town up as it was in the beginning."""
        self._steps.left = None
        self._stop()
        self._look_no_more()
        for suffix in ("-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.folder / "fresh.db", self._file)
        settings = self.app.extensions["settings"]
        for folder in (settings.photo_folder, settings.piece_folder):
            shutil.rmtree(folder, ignore_errors=True)
        self._ids = Random(f"ids {seed}")
        Clock.ms = float(BEGINNING)
        for phone in range(PHONES):
            self.forget_cookies(phone)
            self._clients[phone].set_cookie("inspect-device", self.devices[phone])

    def forget_cookies(self, phone: int) -> None:
        client = self._clients[phone]
        for cookie in list(client._cookies.values()):
            client.delete_cookie(cookie.key)

    def cookies(self, phone: int) -> dict[str, str]:
        return {one.key: one.value for one in self._clients[phone]._cookies.values()}

    def take_back_cookies(self, phone: int, before: dict[str, str]) -> dict[str, str]:
        """Let it have those of before, and return what came to them since."""
        after = self.cookies(phone)
        if after == before:
            return {}
        self.forget_cookies(phone)
        self.give_cookies(phone, before)
        return {name: value for name, value in after.items() if before.get(name) != value}

    def give_cookies(self, phone: int, cookies: dict[str, str]) -> None:
        """Let the phone's browser keep these, too."""
        for name, value in cookies.items():
            self._clients[phone].set_cookie(name, value)

    def introduce(self, phone: int) -> None:
        """Give the phone the cookie by which it is known, as with a code of the office's."""
        self._clients[phone].set_cookie("inspect-device", self.devices[phone])

    def _stop(self) -> None:
        self._database.engine.dispose()
        for connection in self._connections:  # a killed process leaves no lock
            connection.close()
        self._connections.clear()
        self._database.turns = Turns(self._database.writer, self._file.parent)

    def restarts(self) -> None:
        """Forget what the process knew."""
        self._stop()
        publish._parsed.clear()
        record_form.form_class.cache_clear()
        fill._blank_items.cache_clear()

    def serve(
        self, phone: int, method: str, url: str, body: bytes, now: float, lives: int | None = None
    ) -> TownAnswer | None:
        """Answer a request; None if the server was killed, after so many steps, before it could."""
        Clock.ms = now
        self._steps.left = lives
        kind = None if url.startswith("/d/photos/") else "application/x-www-form-urlencoded"
        answer: TestResponse | None = None
        with suppress(KilledError):
            answer = self._clients[phone].open(
                url, method=method, data=body if method != "GET" else None, headers=ORIGIN,
                content_type=kind if method != "GET" else None, buffered=True,
            )  # fmt: skip
        self._steps.left = None
        if answer is None:
            gc.collect()  # a statement in the midst of which it was killed keeps SQLite's lock
            self._stop()
            return None
        headers = {
            name: answer.headers[name]
            for name in ("Retry-After", "Location", "Cache-Control", "Content-Type")
            if name in answer.headers
        }
        text = answer.get_data(as_text=True) if "image" not in answer.mimetype else ""
        return TownAnswer(answer.status_code, text, headers)

    def office(self, change: Callable[[Any], None], now: float) -> None:
        Clock.ms = now
        with db.writing(self._database) as session:
            change(session)

    def closes(self, now: float, *, is_open: bool) -> None:
        """Close the inspection, or open it again."""
        state = inspections.InspectionState
        to = state.UNDER_WAY if is_open else state.CLOSED

        def change(session: Any) -> None:
            session.get(inspections.Inspection, self.inspection).state = to

        self.office(change, now)

    def renews(self, version: int, now: float) -> None:
        """Let all sites be looked at with this version of the checklist."""

        def change(session: Any) -> None:
            for number in self.assignments:
                row = session.get(inspections.Assignment, number)
                row.checklist_version_id = self.versions[version]

        self.office(change, now)

    def looks(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """Look into the database, past the application."""
        if self._looking is None:
            self._looking = sqlite3.connect(self._file)
        return self._looking.execute(query, given).fetchall()

    def _look_no_more(self) -> None:
        if self._looking is not None:
            self._looking.close()
            self._looking = None

    def picture(self, number: int) -> list[int]:
        """Return the bytes of a photo, as a phone's camera makes it."""
        return list(self._pictures[number % PICTURES])

    def has_file(self, digest: str) -> bool:
        path = photo_store.PhotoStore(self.app.extensions["settings"].photo_folder).path(digest)
        return path.exists() and path.stat().st_size > 0

    def close(self) -> None:
        """Remove what was made."""
        self.steps_back()
        self._folder.cleanup()
