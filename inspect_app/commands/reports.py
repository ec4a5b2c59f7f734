"""``flask report``: write the files of an inspection."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from inspect_app import audit, db
from inspect_app.commands import here
from inspect_app.db import now
from inspect_app.inspections import models as inspections
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.cell_links import Links
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.word.report_document import NoRecordsError, report_document
from inspect_app.reports.workbook.workbook import WorkbookCopy, workbook_figures, workbook_file
from inspect_app.settings import ZONE

OPERATOR = "命令行"


@click.group("report", cls=here.Group, invoke_without_command=True)
@click.pass_context
@with_appcontext
def report(context: click.Context) -> None:
    """报表文件；后面什么都不写，就列出各次视察的编号。"""
    if context.invoked_subcommand:
        return
    with db.reading(here.database()):
        lines = [
            f"{one.id}\t{one.starts_on}\t{town.name}\t{one.title}"
            for town, one in inspections.towns_and_inspections()
        ]
    click.echo("\n".join(lines) or "还没有视察")


@report.command("workbook")
@click.argument("inspection_id", metavar="INSPECTION", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@with_appcontext
def workbook(inspection_id: int, output: Path) -> None:
    """写出一次视察的 Excel 工作簿。INSPECTION 是视察的编号（见 flask report）。"""
    with db.reading(here.database()):
        inspection = _inspection(inspection_id)
        figures = workbook_figures(inspection.town_id, inspection.id)
        links = Links(here.settings().base_url)
        pictures = Pictures(PhotoStore(here.settings().photo_folder))
        file = workbook_file(figures, WorkbookCopy(OPERATOR, now(), links, pictures))
    _write_out(inspection, output, file.content, "写出视察报告工作簿", file.name)


@report.command("word")
@click.argument("inspection_id", metavar="INSPECTION", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--public", is_flag=True, help="公开版：隐去代表姓名和电话等号码。")
@with_appcontext
def word(inspection_id: int, output: Path, public: bool) -> None:
    """写出一次视察的 Word 视察报告。INSPECTION 是视察的编号（见 flask report）。"""
    today = datetime.now(ZONE).date()
    with db.reading(here.database()):
        inspection = _inspection(inspection_id)
        try:
            name, content = report_document(
                inspection.town_id, inspection.id, OPERATOR, today, public=public
            )
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
    with db.writing(here.database()):
        operator = audit.Somebody(inspection.town_id, OPERATOR)
        audit.note(operator, audit.Kind.EXPORT, what, name)
    click.echo(f"已写出 {output}")
