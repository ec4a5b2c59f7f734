"""``flask backup | restore``: all data in one file, and back."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from inspect_app import audit, db
from inspect_app.backup import BackupError, Contents, back_up
from inspect_app.backup import restore as put_back
from inspect_app.commands import here
from inspect_app.people import models as people
from inspect_app.settings import ZONE

WITHOUT_KEY = (
    "密钥在环境变量 SECRET_KEY 里，不在备份里：请另外保管。没有它，代表的链接和各人的登录都要重发。"
)


@click.command("backup", cls=here.Command)
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """把全部数据（数据库、照片、密钥）写进一个文件；正在服务也可以做。"""
    try:
        contents = back_up(here.settings(), file.absolute(), datetime.now(ZONE))
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        what = error.filename or file
        raise click.ClickException(f"没有备份：{what} 不能读写（{error.strerror}）") from error
    with db.writing(here.database()):
        for town in people.towns_of_host():
            audit.note(audit.Somebody(town.id, "命令行"), audit.Kind.EXPORT, "备份全部数据")
    size = file.stat().st_size / 1024 / 1024
    click.echo(f"已备份到 {file}（{size:.1f} MB）：{_contents_in_words(contents)}")
    click.echo("里面有全部内容和密钥：请像服务器一样保管，加密后另存一处。")
    if not contents.has_key:
        click.echo(WITHOUT_KEY)


@click.command("restore", cls=here.Command)
@click.argument(
    "file", metavar="FILE.zip", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@with_appcontext
def restore(file: Path) -> None:
    """把备份恢复到一个还没有数据的文件夹（DATA_DIR）；已有的数据不会被盖掉。"""
    try:
        contents = put_back(here.settings(), file.absolute())
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        what = error.filename or here.settings().data_dir
        raise click.ClickException(f"没有恢复：{what} 不能写（{error.strerror}）") from error
    click.echo(f"已恢复 {contents.made_at} 的备份：{_contents_in_words(contents)}")
    if not contents.has_key:
        click.echo(WITHOUT_KEY)
    click.echo("接着用 flask serve 开始服务。")


def _contents_in_words(contents: Contents) -> str:
    photos = f"{contents.photos} 张照片"
    missing = (
        f"（另有 {contents.missing} 张的文件原来就不在，或者坏了）" if contents.missing else ""
    )
    return f"{contents.towns} 个镇（县），{contents.records} 份检查记录，{photos}{missing}"
