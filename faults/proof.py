"""The proof afterwards, by its own eyes: the database file and the photo folder, not the app."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

from PIL import Image

from faults.phones import Promises


def broken_promises(data_dir: Path, promises: Promises) -> list[str]:
    """In words; nothing if all is as it was acknowledged."""
    database = sqlite3.connect(data_dir / "inspect.db")
    try:
        return [
            *promises.refused,
            *_integrity(database),
            *_records(database, promises),
            *_photos(database, data_dir / "photos", promises),
        ]
    finally:
        database.close()


def _integrity(database: sqlite3.Connection) -> Iterator[str]:
    for (said,) in database.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"integrity: {said}"
    for row in database.execute("PRAGMA foreign_key_check"):
        yield f"reference to nothing: {row}"


def _records(database: sqlite3.Connection, promises: Promises) -> Iterator[str]:
    rows = database.execute(
        "SELECT id, assignment_id, deputy_id, number, state, fields, revision FROM record"
        " WHERE state <> 'draft'"
    ).fetchall()
    stored = {str(UUID(row[0])): row for row in rows}
    for record, sent in promises.records.items():
        row = stored.get(record)
        if row is None:
            yield f"record {record} was acknowledged and is not there"
        elif row[4] != "submitted" or json.loads(row[5]) != sent:
            yield f"record {record} does not say what was sent"
        elif row[6] != 1:
            yield f"record {record} was taken in {row[6]} times"
    for what, keys in (
        ("deputy and site", [row[1:3] for row in rows]),
        ("number", [row[3] for row in rows]),
    ):
        if len(set(keys)) != len(keys):
            yield f"{len(keys) - len(set(keys))} records have the same {what}"
    rivals = database.execute("SELECT count(*) FROM record_revision").fetchone()[0]
    if rivals:
        yield f"{rivals} contents were kept beside others, and nobody sent two"


def _photos(database: sqlite3.Connection, folder: Path, promises: Promises) -> Iterator[str]:
    rows = database.execute("SELECT id, digest, width FROM photo").fetchall()
    stored = {str(UUID(photo)): (digest, width) for photo, digest, width in rows}
    for photo, width in promises.photos.items():
        if photo not in stored:
            yield f"photo {photo} was acknowledged and is not there"
        elif stored[photo][1] != width:
            yield f"photo {photo} is another picture than the one sent"
    named = {
        folder / digest[:2] / f"{digest}{kind}"
        for digest, _ in stored.values()
        for kind in (".jpg", ".thumb.jpg")
    }
    # Files without a row too: the next phone with that picture would be given them.
    for path in named | set(folder.glob("*/*.jpg")):
        yield from _unreadable(path)


def _unreadable(path: Path) -> Iterator[str]:
    try:
        data = path.read_bytes()
        Image.open(BytesIO(data)).load()
    except OSError as error:
        yield f"{path.name} cannot be read: {error}"
        return
    if ".thumb." not in path.name and hashlib.sha256(data).hexdigest() != path.stem:
        yield f"{path.name} is not what its name says"
