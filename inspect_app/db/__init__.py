"""The database: base class of the tables, the reading session and the writing transaction.

Writes go through ``writing()``: one turn at a time and ``BEGIN IMMEDIATE``. Measured without
turns: threads gave a p95 of 350 ms and more, with it 20 to 80 ms; a deferred transaction that turns
into a writing one fails with SQLITE_BUSY in spite of any timeout.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import OperationalError as StorageRefused
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.session import JoinTransactionMode

from inspect_app.db.turns import THREADS, Turns

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = [
    "NEVER_TWICE",
    "Base",
    "Database",
    "DatabaseError",
    "NewerSchemaError",
    "StorageRefused",
    "is_closed",
    "is_temporary",
    "now",
    "reading",
    "session",
    "writing",
]

BUSY_TIMEOUT_MS = 15_000
# By SQLite's primary codes: others write, or the disk refuses.
_TEMPORARY = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
}  # fmt: skip
# What it says to who shared a transaction that it has undone for want of a page.
_UNDONE = ("no transaction is active", "no such savepoint")


class NewerSchemaError(Exception):
    """The tables are of a version that this program does not know: a newer one made them."""


def is_temporary(error: StorageRefused) -> bool:
    """Whether the same may be stored later; a table or column that is missing never is."""
    is_undone = any(words in str(error.orig) for words in _UNDONE)
    return is_undone or getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _TEMPORARY


def is_closed(error: StorageRefused) -> bool:
    """Whether the file could not be opened, as on a read-only disk, where that may pass."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN


class AwareDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; a naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def _values(enum: type[StrEnum]) -> list[str]:
    return [member.value for member in enum]


# For a table whose ids phones or browsers keep: the id of a row that is gone is given to no other.
NEVER_TWICE = {"sqlite_autoincrement": True}


class Base(DeclarativeBase):
    """Base of all tables: named constraints, enums by value, aware datetimes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        StrEnum: Enum(
            StrEnum, native_enum=False, length=30, values_callable=_values, validate_strings=True
        ),
        datetime: AwareDateTime(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[list[str]]: JSON(),
    }


class Database:
    """An engine and the turns of those who write."""

    def __init__(self, path: Path) -> None:
        self.engine = create_engine(
            f"sqlite:///{path}",
            connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
            # A request holds two: one that reads and one that writes. Never a limit that a request
            # could wait for: the server's threads are the limit.
            pool_size=2 * THREADS,
            max_overflow=-1,
            hide_parameters=True,  # an error's text goes to the log, what people entered does not
        )
        self.writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        self.turns = Turns(self.writer, path.parent)
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)
        event.listen(self.engine, "commit", _commit)

    def upgrade(self) -> None:
        """Bring the schema up to date; done once, before serving.

        :raise NewerSchemaError: if a newer program made it.
        """
        # Imported here: it loads every database's dialect, and a request never needs it.
        from alembic import command
        from alembic.util import CommandError

        try:
            command.upgrade(self._alembic(), "head")
        except CommandError as error:
            raise NewerSchemaError from error

    def versions(self) -> list[str]:
        """All that the schema has had, the newest first."""
        from alembic.script import ScriptDirectory

        scripts = ScriptDirectory.from_config(self._alembic())
        return [one.revision for one in scripts.walk_revisions()]

    def differs_from_models(self) -> None:
        """:raise alembic.util.AutogenerateDiffsDetected: when models and migrations part."""
        from alembic import command

        command.check(self._alembic())

    def _alembic(self) -> "Config":
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
        config.attributes["engine"] = self.engine
        return config


def _prepare(connection: Any, _record: object) -> None:
    # SQLAlchemy emits BEGIN itself (see _begin); the driver must not.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL: an acknowledged entry survives a power cut; NORMAL lost 204 of 204 in a simulated one.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _commit(connection: Connection) -> None:
    # The driver's commit() keeps silent where SQLite has undone the transaction by itself, as it
    # does for want of a page: who had written before in the same batch was told "stored".
    connection.exec_driver_sql("COMMIT")


_current: ContextVar[Session | None] = ContextVar("current_session", default=None)


def session() -> Session:
    """The session that queries run in: that of ``reading`` or ``writing`` around them.

    :raise RuntimeError: outside both.
    """
    current = _current.get()
    if current is None:
        raise RuntimeError("no database session: wrap the call in db.reading or db.writing")
    return current


@contextmanager
def reading(database: Database) -> Iterator[Session]:
    """Give the code inside a session for queries; what it changes is thrown away."""
    with _bound(database.engine) as current:
        current.info["reads"] = True
        yield current


@contextmanager
def writing(database: Database) -> Iterator[Session]:
    """Give the code inside one transaction, committed at its end, rolled back on any error.

    When it returns, the data is on disk. Rows stay readable after the commit. What was read before
    it is let go: while anybody reads an older state, SQLite cannot begin its log anew, and it grew
    to five times the database.
    """
    before = _current.get()
    if before is not None and before.info.get("reads"):
        before.close()
    with database.turns.take() as (connection, is_first):
        # Alone in the transaction, an error undoes it whole; a savepoint would cost two statements.
        joins: JoinTransactionMode = "rollback_only" if is_first else "create_savepoint"
        with _bound(connection, joins) as current:
            yield current
            current.commit()


@contextmanager
def _bound(
    to: Engine | Connection, joins: JoinTransactionMode = "conditional_savepoint"
) -> Iterator[Session]:
    with Session(to, expire_on_commit=False, join_transaction_mode=joins) as current:
        token = _current.set(current)
        try:
            yield current
        finally:
            _current.reset(token)


def now() -> datetime:
    """Aware, in UTC."""
    return datetime.now(UTC)
