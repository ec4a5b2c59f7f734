"""What every command needs: the application that it runs in, and words for a disk that refuses."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EPIPE
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from inspect_app import db
from inspect_app.db import standing
from inspect_app.settings import Settings

_NEWER = "数据库 {} 是更新的版本建的，没有动它；请先升级本程序"


class Command(click.Command):
    """A command that tells in one sentence what the disk refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        with _refusals_in_words():
            return super().invoke(ctx)


class Group(AppGroup):
    """Such commands below one name."""

    command_class = Command

    def invoke(self, ctx: click.Context) -> Any:
        with _refusals_in_words():
            return super().invoke(ctx)


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    """:raise click.ClickException: with what is to be looked after; a mistake of ours passes."""
    try:
        yield
    except (db.DatabaseError, sqlite3.DatabaseError) as error:  # these of a backup, which copies
        objection = _objection_to_database(error)
        if objection is None:
            raise
        raise click.ClickException(objection) from error
    except db.NewerSchemaError as error:
        raise click.ClickException(_NEWER.format(settings().database)) from error
    except OSError as error:
        if error.errno == EPIPE:  # who reads what is told has gone away
            raise
        what = error.filename or settings().data_dir
        raise click.ClickException(
            f"不能读写 {what}（{error.strerror}）；请检查权限、磁盘空间"
        ) from error


def _objection_to_database(error: Exception) -> str | None:
    """What is wrong with the file, or with its disk; None where it is neither."""
    path, reason = settings().database, getattr(error, "orig", error)
    if standing.is_damaged(reason):
        return (
            f"数据库 {path} 损坏了，或者不是数据库（{reason}）；没有动它。"
            "请把它留好，另用一个新的 DATA_DIR 恢复最近的备份（flask restore）"
        )
    if standing.is_about_tables(reason):
        try:
            return _objection_to_version(path)
        except sqlite3.OperationalError as refused:
            return _unusable_database(path, refused)
    is_refused = isinstance(error, db.StorageRefused) and (
        db.is_temporary(error) or db.is_closed(error)
    )
    if is_refused or isinstance(error, sqlite3.OperationalError):
        return _unusable_database(path, reason)
    return None


def _unusable_database(path: Path, reason: object) -> str:
    return f"数据库 {path} 不能读写（{reason}）；请检查它的权限、磁盘空间"


def _objection_to_version(path: Path) -> str | None:
    """None where the tables are of this program's version: the mistake is another."""
    if not path.is_file():
        return None
    version, versions = standing.version_of(path), database().versions()
    if version == versions[0]:
        return None
    if version in versions:
        return f"数据库 {path} 是旧版本的；请先运行 flask init 升级它"
    if version:
        return _NEWER.format(path)
    if standing.has_tables(path):
        return f"{path} 不是视察通的数据库，没有动它；请用 DATA_DIR 指定别处"
    return f"{path} 里还没有数据；请先运行 flask init，或用 DATA_DIR 指定别处"


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def database() -> db.Database:
    found: db.Database = current_app.extensions["database"]
    return found


def upgrade() -> None:
    database().upgrade()
