"""报表预览: the workbook's sheets as pages, and what is behind their figures."""

from flask import Blueprint, abort, g, render_template, request

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
from inspect_app.reports.views.report_asked import ROWS_A_PAGE, part_asked, reported
from inspect_app.reports.workbook.comparison_sheet import NAME as COMPARISON
from inspect_app.reports.workbook.workbook import comparison_with, inspection_sheets
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
    made = inspection_sheets(
        g.actor.town_id,
        reported(inspection_id).id,
        g.actor.name,
        Pictures(PhotoStore(settings().photo_folder)),
        Links(request.script_root),
        former_id=number_sent(request.args, "former"),
    )
    names = [*made.sheets]
    if COMPARISON not in (*names, *made.material.town.left_out_sheets):
        names.append(COMPARISON)  # there is nothing to compare with: its page says so
    name = request.args.get("sheet", "")
    name = name if name in names else names[0]
    shown = made.sheets[name]() if name in made.sheets else None
    former = made.compared if made.compared not in made.former[:1] else None
    return render_template(
        "reports/report.html",
        report=made,
        inspection=made.material.inspection,
        names=names,
        name=name,
        sheet=shown,
        is_comparison=name == COMPARISON,
        frame=shown and preview.frame(shown, looks_of(made.material.town), today()),
        part=part_asked(shown),
        asked={"inspection_id": inspection_id, **({"former": former.id} if former else {})},
        preview=preview,
    )


def _comparison(found: Material, former: str) -> Comparison | None:
    """Return the comparison with the former inspection that an address names, if it names one."""
    chosen = former_inspections(found.town.id, found.inspection) if former else []
    compared = next((one for one in chosen if str(one.id) == former), None)
    return comparison_with(found, compared) if compared else None


@blueprint.get("/behind")
@declares(Action.REPORT)
def behind(inspection_id: int) -> str:
    """List exactly the findings or records that a figure of the report counts."""
    found = material(g.actor.town_id, reported(inspection_id).id)
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
