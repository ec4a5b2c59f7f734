"""What every command needs of the application that it runs in."""

import click
from flask import current_app

from inspect_app import db
from inspect_app.settings import Settings


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def database() -> db.Database:
    found: db.Database = current_app.extensions["database"]
    return found


def upgrade() -> None:
    """Bring the database up to date, or say why that cannot be."""
    try:
        database().upgrade()
    except db.StorageRefused as error:
        if not db.may_pass(error):
            raise
        raise click.ClickException(
            f"数据库 {settings().database} 不能读写（{error.orig}）；请检查它的权限、磁盘空间"
        ) from error
