"""The command line: ``flask init | admin | demo | serve | checklist … | report …``."""

import json
import sys
import time
from datetime import datetime
from pathlib import Path

import click
import segno
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from inspect_app import audit, db, demo, serving
from inspect_app.checklist import shipped
from inspect_app.checklist.loader import check, load_with_laws_beside
from inspect_app.checklist.mistakes import ChecklistError
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import take_into_use
from inspect_app.people import accounts
from inspect_app.people import models as people
from inspect_app.people.access import Role
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.links import Links
from inspect_app.reports.making import Maker
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.report_document import NoRecordsError, report_document
from inspect_app.reports.workbook import workbook_file
from inspect_app.settings import ZONE, Settings


def register(app: Flask) -> None:
    """Add the commands to the application."""
    checklist = AppGroup("checklist", help="检查清单文件。")
    checklist.add_command(check_files)
    checklist.add_command(publish_files)
    report.add_command(workbook)
    report.add_command(word)
    for command in (init, add_admin, load_demo, serve, checklist, report):
        app.cli.add_command(command)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _database() -> db.Database:
    database: db.Database = current_app.extensions["database"]
    return database


def _upgrade() -> None:
    try:
        _database().upgrade()
    except db.StorageRefused as error:
        if not db.may_pass(error):
            raise
        raise click.ClickException(
            f"数据库 {_settings().database} 不能读写({error.orig})；请检查它的权限、磁盘空间"
        ) from error


@click.command("init")
@with_appcontext
def init() -> None:
    """建立数据库，或把它升级到当前版本。"""
    _upgrade()
    click.echo(f"数据库已就绪：{_settings().database}")


@click.command("admin")
@click.argument("login", metavar="用户名")
@click.option("--town", "town_name", required=True, help="乡镇(或县)的名字；还没有的会建立。")
@click.option("--contact", default="", help="代表有问题找谁，如“镇人大办王秘书(电话…)”。")
@click.option("--county", "county_name", help="归哪个县看数字；先用 --as-county 建立那个县。")
@click.option("--as-county", is_flag=True, help="--town 是县：它的账号看各镇的数字。")
@with_appcontext
def add_admin(
    login: str, town_name: str, contact: str, county_name: str | None, as_county: bool
) -> None:
    """添加系统管理员，或给已有的管理员一个重设密码的一次性链接。"""
    _upgrade()
    with db.writing(_database()):
        town = _town(town_name, contact, county_name)
        if as_county:
            _make_county(town)
        account = people.account_of_login(login) or accounts.add_account(
            town.id, login, login, Role.ADMIN
        )
        if account is None or (account.town_id, account.role) != (town.id, Role.ADMIN):
            raise click.ClickException(f"用户名 {login} 已经有人用了，不是{town_name}的系统管理员")
        if account.disabled_at:
            raise click.ClickException(f"账号 {login} 已停用；请另一位管理员恢复，或换一个用户名")
        token = accounts.hand_over(account, _settings().secret_key)
        operator = audit.Somebody(town.id, "命令行")
        audit.note(operator, audit.Kind.RIGHTS, "生成设置密码的链接", f"系统管理员{account.name}")
    click.echo(f"{town_name}的系统管理员 {login} 请在24小时内打开这个链接设置密码(只能用一次)：")
    click.echo(f"  {_settings().base_url}/office/password/{token}")


def _town(name: str, contact: str, county_name: str | None) -> people.Town:
    """Return the town of that name, made if there is none."""
    county = people.town_of_name(county_name) if county_name else None
    if county_name and (county is None or not county.is_county):
        raise click.ClickException(
            f"没有叫 {county_name} 的县；请先用 --town {county_name} --as-county 建立"
        )
    town = people.town_of_name(name)
    if town is None:
        town = people.Town(name=name, contact=contact or f"{name}人大办")
        db.session().add(town)
    if county:
        town.county_id = county.id
    db.session().flush()
    return town


def _make_county(town: people.Town) -> None:
    if people.current_term(town.id):
        raise click.ClickException(f"{town.name}有自己的代表，是乡镇，不能当作县")
    town.is_county = True


@click.command("demo")
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
    """Return the demo's entrances, loading it into an empty database; None if others are in it."""
    database, settings = _database(), _settings()
    _upgrade()
    kept = settings.data_dir / "demo.json"
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
        demo.keep(loaded, kept)
    return demo.read(kept) if kept.exists() else None


def _tell(town: demo.Entrances) -> None:
    office = town["office"]
    click.echo(
        f"\n人大办  {office['url']}\n  用户名 {office['login']}   密码 {office['password']}\n"
    )
    click.echo("代表的个人链接(每人一个)：")
    for deputy in town["deputies"][:3]:
        click.echo(f"  {deputy['name']}  {deputy['url']}")
    if not _settings().is_loopback:
        click.echo(f"\n用手机扫一扫，以{town['deputies'][0]['name']}代表的身份进入：")
        segno.make(town["deputies"][0]["url"]).terminal(compact=True)


@click.command("serve")
@click.option("--demo", "with_demo", is_flag=True, help="数据库为空时先装入演示镇。")
@with_appcontext
def serve(with_demo: bool) -> None:
    """升级数据库并开始服务(HOST、PORT)；Ctrl-C 停止。"""
    settings = _settings()
    try:  # first: the data of another server that runs is left alone
        sockets = serving.listen(settings.host, settings.port)
    except serving.CannotListenError as error:
        raise click.ClickException(str(error)) from error
    _upgrade()
    PhotoStore(settings.photo_folder).sweep(time.time())
    town = _demo() if with_demo else None
    if town:
        _tell(town)
    if not (settings.is_https or settings.is_loopback):
        click.echo("\n注意：BASE_URL 不是 https，传输没有加密，只宜在可信的内网试用。", err=True)
    click.echo(f"\n视察通正在 {settings.base_url} 服务。按 Ctrl-C 停止。")
    serving.spare_the_collector()
    _database().engine.dispose()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    maker: Maker = app.extensions["maker"]
    serving.serve(app, sockets, maker.run)
    click.echo("已停止。")


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check_files(files: tuple[Path, ...]) -> None:
    """检查清单文件：错误逐条列出文件、行和改法，有错则以 1 退出。"""
    is_wrong = False
    for file in files:
        try:
            click.echo(check(file))
        except ChecklistError as error:
            is_wrong = True
            click.echo(str(error), err=True)
    sys.exit(1 if is_wrong else 0)


@click.command("publish")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--town", "town_name", required=True, help="给哪个乡镇用。")
@with_appcontext
def publish_files(files: tuple[Path, ...], town_name: str) -> None:
    """让一个镇采用检查清单文件：内容改过就是新的一版，没改就不变；有一处错就一份也不采用。"""
    found, mistakes = [], []
    for file in files:
        if file.name == shipped.LAWS.name:
            continue  # each checklist takes along the laws that it cites
        try:
            found.append(load_with_laws_beside(file))
        except ChecklistError as error:
            mistakes.append(str(error))
    if mistakes:
        click.echo("\n".join(mistakes), err=True)
        sys.exit(1)
    _upgrade()
    with db.writing(_database()):
        town = people.town_of_name(town_name)
        if town is None:
            raise click.ClickException(f"没有叫 {town_name} 的镇；请先用 flask admin 建立")
        told = [take_into_use(audit.Somebody(town.id, "命令行"), one) for one in found]
        for version, is_new in told:
            outcome = "已采用" if is_new else "原来就有，没有变动"
            click.echo(f"《{version.title}》第{version.version}版：{outcome}")


@click.group("report", cls=AppGroup, invoke_without_command=True)
@click.pass_context
@with_appcontext
def report(context: click.Context) -> None:
    """报表文件；后面什么都不写，就列出各次视察的编号。"""
    if context.invoked_subcommand:
        return
    with db.reading(_database()):
        lines = [
            f"{one.id}\t{one.starts_on}\t{town.name}\t{one.title}"
            for town, one in inspections.towns_and_inspections()
        ]
    click.echo("\n".join(lines) or "还没有视察")


@click.command("workbook")
@click.argument("inspection_id", metavar="INSPECTION", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@with_appcontext
def workbook(inspection_id: int, output: Path) -> None:
    """写出一次视察的 Excel 工作簿。INSPECTION 是视察的编号(见 flask report)。"""
    with db.reading(_database()):
        inspection = _inspection(inspection_id)
        file = workbook_file(
            inspection.town_id,
            inspection.id,
            made_by="命令行",
            today=datetime.now(ZONE).date(),
            pictures=Pictures(PhotoStore(_settings().photo_folder)),
            links=Links(_settings().base_url),
        )
    _write_out(inspection, output, file.content, "写出视察报告工作簿", file.name)


@click.command("word")
@click.argument("inspection_id", metavar="INSPECTION", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--public", is_flag=True, help="公开版：隐去代表姓名和电话等号码。")
@with_appcontext
def word(inspection_id: int, output: Path, public: bool) -> None:
    """写出一次视察的 Word 视察报告。INSPECTION 是视察的编号(见 flask report)。"""
    today = datetime.now(ZONE).date()
    with db.reading(_database()):
        inspection = _inspection(inspection_id)
        try:
            name, content = report_document(inspection.town_id, inspection.id, today, public=public)
        except NoRecordsError as error:
            raise click.ClickException("还没有收到检查记录，写不出视察报告") from error
    _write_out(inspection, output, content, "写出视察报告", name)


def _inspection(inspection_id: int) -> inspections.Inspection:
    inspection = inspections.any_inspection(inspection_id)
    if inspection is None:
        raise click.ClickException(f"没有编号为 {inspection_id} 的视察")
    if inspection.state == inspections.InspectionState.CANCELLED:
        raise click.ClickException("方案已撤销，没有报表")
    return inspection


def _write_out(
    inspection: inspections.Inspection, output: Path, content: bytes, what: str, name: str
) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"不能写 {output}：{error.strerror}") from error
    with db.writing(_database()):
        operator = audit.Somebody(inspection.town_id, "命令行")
        audit.note(operator, audit.Kind.EXPORT, what, name)
    click.echo(f"已写出 {output}")
