"""What every command needs: the application that it runs in, and words for a disk that refuses."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EPIPE
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from inspect_app import db
from inspect_app.settings import Settings


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
    except db.StorageRefused as error:
        if not (db.is_temporary(error) or db.is_closed(error)):
            raise
        raise _unusable_database(error.orig) from error
    except sqlite3.OperationalError as error:  # of a backup, which copies the file itself
        raise _unusable_database(error) from error
    except OSError as error:
        if error.errno == EPIPE:  # who reads what is told has gone away
            raise
        what = error.filename or settings().data_dir
        raise click.ClickException(
            f"不能读写 {what}（{error.strerror}）；请检查权限、磁盘空间"
        ) from error


def _unusable_database(error: BaseException | None) -> click.ClickException:
    return click.ClickException(
        f"数据库 {settings().database} 不能读写（{error}）；请检查它的权限、磁盘空间"
    )


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def database() -> db.Database:
    found: db.Database = current_app.extensions["database"]
    return found


def upgrade() -> None:
    database().upgrade()
