"""All data of a host in one file: made while it serves, put back into an empty folder.

The database is copied first, then the photos that this copy names: a photo never changes, so the
copy is whole whatever arrives meanwhile. Copying ``inspect.db`` by hand is not: without the file
``inspect.db-wal`` it lacks what was written last.
"""

import json
import os
import re
import shutil
import sqlite3
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from inspect_app.db import Database, DatabaseError, NewerSchemaError
from inspect_app.disk import atomic_file, is_whole_jpeg, sync_folder
from inspect_app.photos.store import PhotoStore
from inspect_app.settings import Settings

DATABASE, KEY, CONTENTS = "inspect.db", "secret_key", "contents.json"
EXPECTED = re.compile(
    rf"{re.escape(DATABASE)}|{KEY}|{re.escape(CONTENTS)}|photos/[0-9a-f]{{2}}/[0-9a-f]{{64}}(\.thumb)?\.jpg"
)
INCOMPLETE = "{} 不是备份文件，或者没有写完整、没有下载完整；请换一份备份"


class BackupError(Exception):
    """What stands against it; the message tells the operator what to do."""


@dataclass(frozen=True)
class Contents:
    """What a backup holds; ``missing`` photos are named by records and had no whole file.

    Without ``has_key`` the key of links and sessions was in the environment, not in the folder.
    """

    made_at: str
    towns: int
    records: int
    photos: int
    missing: int
    has_key: bool


def back_up(settings: Settings, target: Path, at: datetime) -> Contents:
    """Write all data into a new file, also while it is served.

    :raise BackupError: if there is such a file, or nothing to back up.
    :raise OSError: if the disk refuses; nothing half-written is left under the name.
    """
    if target.exists():
        raise BackupError(f"{target} 已经有了；请换一个文件名，旧的备份不会被盖掉")
    if not target.parent.is_dir():
        raise BackupError(f"没有 {target.parent} 这个文件夹")
    if not settings.database.exists():
        raise BackupError(f"{settings.data_dir} 里还没有数据；要备份别处的，请设好 DATA_DIR")
    with TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy = Path(folder) / DATABASE
        _copy(settings.database, copy)
        with atomic_file(target) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            return _fill(archive, copy, settings, at)


def _copy(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as connection, connection:
        # Files that wait to be fetched are left behind: they can be made again.
        connection.execute("DELETE FROM report_job")


def _fill(archive: ZipFile, copy: Path, settings: Settings, at: datetime) -> Contents:
    archive.write(copy, DATABASE)
    with closing(sqlite3.connect(copy)) as connection:
        digests = [row[0] for row in connection.execute("SELECT DISTINCT digest FROM photo")]
        towns, records = _counts(connection)
    store = PhotoStore(settings.photo_folder)
    missing = sum(not _add_photo(archive, store, digest) for digest in sorted(digests))
    key_file = settings.data_dir / KEY
    has_key = key_file.exists() and key_file.read_text().strip() == settings.secret_key
    if has_key:
        archive.write(key_file, KEY)
    contents = Contents(
        at.isoformat(timespec="seconds"), towns, records, len(digests) - missing, missing, has_key
    )
    archive.writestr(CONTENTS, json.dumps(asdict(contents)))
    return contents


def _counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """(towns, records of theirs), examples left out."""
    towns = "SELECT count(*) FROM town WHERE example_of_id IS NULL"
    records = (
        "SELECT count(*) FROM record JOIN town ON town.id = record.town_id"
        " WHERE town.example_of_id IS NULL AND record.revision > 0"
    )
    return connection.execute(towns).fetchone()[0], connection.execute(records).fetchone()[0]


def _add_photo(archive: ZipFile, store: PhotoStore, digest: str) -> bool:
    """With its thumbnail; return whether the photo was there."""
    is_there = False
    for path in (store.thumb_path(digest), store.path(digest)):
        is_there = is_whole_jpeg(path)
        if is_there:
            archive.write(path, path.relative_to(store.folder.parent).as_posix(), ZIP_STORED)
    return is_there


def restore(settings: Settings, source: Path) -> Contents:
    """Put a backup into a data folder that holds no data yet, and bring it up to date.

    Nothing is in place before all of it has been read and found whole; the database comes last.

    :raise BackupError: if there is data already, or the file is not a whole backup.
    :raise OSError: if the disk refuses.
    """
    if settings.database.exists() or settings.photo_folder.exists():
        raise BackupError(
            f"{settings.data_dir} 里已经有数据，没有动它；请用 DATA_DIR 指定一个新的文件夹"
        )
    folder = settings.data_dir / "restoring"
    shutil.rmtree(folder, ignore_errors=True)  # of a restore that was killed
    folder.mkdir(mode=0o700)
    try:
        contents = _unpack(source, folder)
        try:
            _demand_same_key(settings, folder / KEY)
            _bring_up_to_date(folder / DATABASE)
        except (DatabaseError, UnicodeDecodeError) as error:  # whole files, of something else
            raise BackupError(INCOMPLETE.format(source)) from error
        for one in (folder / "photos").glob("**/"):
            one.chmod(0o700)
        os.sync()
        for name in ("photos", KEY, DATABASE):
            if (folder / name).exists():
                (folder / name).replace(settings.data_dir / name)
        sync_folder(settings.data_dir)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return contents


def _unpack(source: Path, folder: Path) -> Contents:
    try:
        with ZipFile(source) as archive:
            names = archive.namelist()
            if not all(map(EXPECTED.fullmatch, names)) or not {DATABASE, CONTENTS} <= {*names}:
                raise BackupError(INCOMPLETE.format(source))
            contents = Contents(**json.loads(archive.read(CONTENTS)))
            for name in names:
                if name != CONTENTS:
                    # What is cut or changed fails its checksum.
                    Path(archive.extract(name, folder)).chmod(0o600)
    # RuntimeError: it has a password, or is packed in a way that is not known here.
    except (BadZipFile, zlib.error, EOFError, ValueError, TypeError, RuntimeError) as error:
        raise BackupError(INCOMPLETE.format(source)) from error
    photos = sum(1 for _ in (folder / "photos").glob("*/*.jpg"))
    thumbs = sum(1 for _ in (folder / "photos").glob("*/*.thumb.jpg"))
    if photos - thumbs != contents.photos:
        raise BackupError(INCOMPLETE.format(source))
    return contents


def _demand_same_key(settings: Settings, key: Path) -> None:
    """A host whose key is in its folder takes that of the backup; one with a key of its own not."""
    own = settings.data_dir / KEY
    is_from_folder = own.exists() and own.read_text().strip() == settings.secret_key
    backed_up = key.read_text().strip() if key.exists() else settings.secret_key
    if not is_from_folder and backed_up != settings.secret_key:
        raise BackupError(
            "环境变量 SECRET_KEY 和备份里的密钥不同：代表的链接和登录都会失效。"
            "请先去掉 SECRET_KEY，再恢复"
        )


def _bring_up_to_date(path: Path) -> None:
    database = Database(path)
    try:
        database.upgrade()
    except NewerSchemaError as error:
        raise BackupError("这份备份是更新的版本做的；请先升级本程序，再恢复") from error
    finally:
        database.engine.dispose()
    for leftover in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        leftover.unlink(missing_ok=True)
