"""``flask init | demo | serve``: make the database, load the demo, serve."""

import json
import socket
import sys
import time
from contextlib import ExitStack
from datetime import datetime

import click
import segno
from flask import current_app
from flask.cli import with_appcontext

from inspect_app import db, demo
from inspect_app.checklist import shipped
from inspect_app.commands import here
from inspect_app.demo import example
from inspect_app.people import models as people
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.making.background import Maker
from inspect_app.settings import ZONE
from inspect_app.web import serving


@click.command("init", cls=here.Command)
@with_appcontext
def init() -> None:
    """建立数据库，或把它升级到当前版本。"""
    here.upgrade()
    click.echo(f"数据库已就绪：{here.settings().database}")


@click.command("demo", cls=here.Command)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，给程序读。")
@with_appcontext
def load_demo(as_json: bool) -> None:
    """在空数据库里装入演示镇“嘉禾镇”；已装过的，再说一遍入口。"""
    town = _demo()
    if town is None:
        raise click.ClickException("数据库里已有别的数据，演示镇没有装入；请用 DATA_DIR 指定新目录")
    if as_json:
        click.echo(json.dumps(town, ensure_ascii=False, indent=2))
    else:
        _tell(town)


def _demo() -> demo.Entrances | None:
    """The demo's entrances, loading it into an empty database; None if others are in it."""
    database, settings = here.database(), here.settings()
    here.upgrade()
    entrances_file = settings.data_dir / "demo.json"
    with db.reading(database):
        is_empty = people.any_town() is None
    if is_empty:
        with click.progressbar(length=100, label="装入演示镇", file=sys.stderr) as bar:
            loaded = demo.load(
                database,
                PhotoStore(settings.photo_folder),
                shipped.FOLDER,
                settings,
                datetime.now(ZONE).date(),
                lambda part: bar.update(part),
            )
        demo.write(loaded, entrances_file)
    if not entrances_file.exists():
        return None
    try:
        return demo.read(entrances_file)
    except ValueError as error:
        raise click.ClickException(
            f"记着演示镇入口的 {entrances_file} 读不出来；请用 DATA_DIR 指定新目录，重新装入"
        ) from error


def _tell(town: demo.Entrances) -> None:
    office = town["office"]
    click.echo(
        f"\n人大办  {office['url']}\n  用户名 {office['login']}   密码 {office['password']}\n"
    )
    click.echo("代表的个人链接（每人一个）：")
    for deputy in town["deputies"][:3]:
        click.echo(f"  {deputy['name']}  {deputy['url']}")
    if not here.settings().is_loopback:
        click.echo(f"\n用手机扫一扫，以{town['deputies'][0]['name']}代表的身份进入：")
        segno.make(town["deputies"][0]["url"]).terminal(compact=True)


@click.command("serve", cls=here.Command)
@click.option("--demo", "with_demo", is_flag=True, help="数据库为空时先装入演示镇。")
@with_appcontext
def serve(with_demo: bool) -> None:
    """升级数据库并开始服务（HOST、PORT）；Ctrl-C 停止。"""
    settings = here.settings()
    try:  # first: the data of another server that runs is left alone
        sockets = serving.listen(settings.host, settings.port)
    except serving.CannotListenError as error:
        raise click.ClickException(str(error)) from error
    with ExitStack() as opened:
        for one in sockets:
            opened.enter_context(one)
        _serve(sockets, with_demo)
    click.echo("已停止。")


def _serve(sockets: list[socket.socket], with_demo: bool) -> None:
    settings = here.settings()
    here.upgrade()
    store = PhotoStore(settings.photo_folder)
    store.sweep(time.time())
    example.remove_photos(here.database(), store)  # of one whose deletion was cut off
    town = _demo() if with_demo else None
    if town:
        _tell(town)
    if not (settings.is_https or settings.is_loopback):
        click.echo("\n注意：BASE_URL 不是 https，传输没有加密，只宜在可信的内网试用。", err=True)
    click.echo(f"\n视察通正在 {settings.base_url} 服务。按 Ctrl-C 停止。")
    serving.spare_the_collector()
    here.database().engine.dispose()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    maker: Maker = app.extensions["maker"]
    serving.serve(app, sockets, maker.run)
