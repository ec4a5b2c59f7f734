"""报表预览: the workbook's sheets as pages, and what is behind their figures."""

from flask import Blueprint, abort, g, render_template, request

from inspect_app.db import now
from inspect_app.people.access import Action, declares
from inspect_app.photos.store import PhotoStore
from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.behind import OF_PERIOD, behind_of
from inspect_app.reports.figures.comparison import Comparison
from inspect_app.reports.figures.counted_things import HEADINGS, name_of, things
from inspect_app.reports.figures.material import Material
from inspect_app.reports.pictures import Pictures
from inspect_app.reports.queries.former_inspections import former_inspections
from inspect_app.reports.queries.material import material
from inspect_app.reports.town_looks import looks_of
from inspect_app.reports.views.report_asked import ROWS_A_PAGE, inspection_with_reports, part_asked
from inspect_app.reports.workbook.comparison_sheet import NAME as COMPARISON
from inspect_app.reports.workbook.workbook import (
    WorkbookCopy,
    WorkbookFigures,
    comparison_with,
    sheets_of,
    workbook_figures,
)
from inspect_app.sheets import preview
from inspect_app.text import number_sent
from inspect_app.web import page_asked, settings, today

blueprint = Blueprint("preview", __name__, url_prefix="/office/inspections/<int:inspection_id>")


@blueprint.get("/report")
@declares(Action.REPORT)
def report(inspection_id: int) -> str:
    """Show one sheet of the report, the first where none is asked for; long ones page by page.

    ``?all`` shows a long one whole, for printing; ``?former=`` chooses what to compare with.
    """
    inspection = inspection_with_reports(inspection_id)
    former_id = number_sent(request.args, "former")
    figures = workbook_figures(inspection.town_id, inspection.id, former_id)
    sheets = sheets_of(figures, _copy_on_page())
    town = figures.material.town
    names = [*sheets]
    if COMPARISON not in (*names, *town.left_out_sheets):
        names.append(COMPARISON)  # there is nothing to compare with: its page says so
    name = request.args.get("sheet", "")
    name = name if name in names else names[0]
    sheet = sheets[name]() if name in sheets else None
    return render_template(
        "reports/report.html",
        figures=figures,
        inspection=figures.material.inspection,
        names=names,
        name=name,
        sheet=sheet,
        is_comparison=name == COMPARISON,
        frame=sheet and preview.frame(sheet, looks_of(town), today()),
        part=part_asked(sheet),
        asked={"inspection_id": inspection_id, **_former_chosen(figures)},
        preview=preview,
    )


def _copy_on_page() -> WorkbookCopy:
    pictures = Pictures(PhotoStore(settings().photo_folder))
    return WorkbookCopy(g.actor.name, now(), Links(request.script_root), pictures)


def _former_chosen(figures: WorkbookFigures) -> dict[str, int]:
    """What further addresses say of it: nothing of the last, which is compared with unasked."""
    if figures.compared is None or figures.compared in figures.former_inspections[:1]:
        return {}
    return {"former": figures.compared.id}


def _comparison(found: Material, former: str) -> Comparison | None:
    """With the former inspection that an address names; None where it names none."""
    chosen = former_inspections(found.town.id, found.inspection) if former else []
    compared = next((one for one in chosen if str(one.id) == former), None)
    return comparison_with(found, compared) if compared else None


@blueprint.get("/behind")
@declares(Action.REPORT)
def behind(inspection_id: int) -> str:
    """List exactly the findings or records that a figure of the report counts."""
    found = material(g.actor.town_id, inspection_with_reports(inspection_id).id)
    try:
        which = behind_of(request.args)
    except (LookupError, ValueError):
        abort(404)
    if which.what in OF_PERIOD:
        abort(404)
    counted = things(found, which, _comparison(found, which.former))
    part = page_asked(len(counted), ROWS_A_PAGE)
    return render_template(
        "reports/behind.html",
        inspection=found.inspection,
        name=name_of(found, which, len(counted)),
        asked=which.asked,
        headings=HEADINGS[which.what],
        things=counted[part.rows],
        part=part,
    )
