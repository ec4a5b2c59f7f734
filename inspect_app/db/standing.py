"""What a database file is: damaged or whole, and of which version its tables are."""

import sqlite3
from contextlib import closing
from pathlib import Path

# By SQLite's primary codes: pages that were overwritten or cut off; no database at all.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_damaged(error: BaseException | None) -> bool:
    """Whether the driver's error says that the file is none that it could ever read."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def is_about_tables(error: BaseException | None) -> bool:
    """Whether it says that a table or column is missing, or there already."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR


def version_of(path: Path) -> str | None:
    """The version that the file says its tables are of; None where it says none."""
    versions = _column(path, "SELECT version_num FROM alembic_version")
    return versions[0] if versions else None


def has_tables(path: Path) -> bool:
    return bool(_column(path, "SELECT name FROM sqlite_master WHERE name != 'alembic_version'"))


def _column(path: Path, query: str) -> list[str]:
    """Empty where the table is not there. :raise OperationalError: if the file is not read."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return [row[0] for row in connection.execute(query)]
        except sqlite3.OperationalError as error:
            if not is_about_tables(error):
                raise
            return []
