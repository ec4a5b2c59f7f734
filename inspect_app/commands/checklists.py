"""``flask checklist``: check the files of checklists, and take them into use."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from inspect_app import audit, db
from inspect_app.checklist import shipped
from inspect_app.checklist.loader import check, load_with_laws_beside
from inspect_app.checklist.mistakes import ChecklistError
from inspect_app.commands import here
from inspect_app.inspections.publish import take_into_use
from inspect_app.people import models as people

checklist = here.Group("checklist", help="检查清单文件。")


@checklist.command("check")
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


@checklist.command("publish")
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
    here.upgrade()
    with db.writing(here.database()):
        town = people.town_of_name(town_name)
        if town is None:
            raise click.ClickException(f"没有叫 {town_name} 的镇；请先用 flask admin 建立")
        taken = [take_into_use(audit.Somebody(town.id, "命令行"), one) for one in found]
        for version, is_new in taken:
            outcome = "已采用" if is_new else "原来就有，没有变动"
            click.echo(f"《{version.title}》第{version.version}版：{outcome}")
