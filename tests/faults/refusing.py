"""A database that takes nothing: its disk is full, or it is read-only, or it says so."""

import sqlite3
from contextlib import contextmanager

from sqlalchemy import event

from inspect_app import db


@contextmanager
def pragma(app, text: str, undo: str):
    """Have every connection of the app say this pragma before it is used."""
    engine = app.extensions["database"].engine

    def say(raw, *_):
        raw.execute(f"PRAGMA {text}")

    def unsay(raw, *_):
        raw.execute(f"PRAGMA {undo}")

    event.listen(engine, "checkout", say)
    try:
        yield
    finally:
        event.remove(engine, "checkout", say)
        event.listen(engine, "checkout", unsay)


def full(app, _path=None):
    return pragma(app, "max_page_count=1", "max_page_count=1073741823")


def read_only(app, _path=None):
    return pragma(app, "query_only=ON", "query_only=OFF")


def refusal(code: int) -> db.StorageRefused:
    """What the database raises of this code of SQLite."""
    cause = sqlite3.OperationalError("unable to go on")
    cause.sqlite_errorcode = code
    return db.StorageRefused("SELECT 1", None, cause)
