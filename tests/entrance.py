"""The cast's database, copied for each test, and where its people sign in."""

from __future__ import annotations

import filecmp
import shutil
from datetime import date, datetime
from pathlib import Path

from flask import Flask
from werkzeug.test import Cookie

from inspect_app.settings import ZONE
from tests.apps import create_app, forget
from tests.cast import Cast, bring_on
from tests.person import Person

Cookies = dict[tuple[str, str, str], Cookie]


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
