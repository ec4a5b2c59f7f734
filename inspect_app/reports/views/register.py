"""监督视察活动登记表 over HTTP: it is of a period, not of one inspection."""

from flask import Blueprint, Response, g, request

from inspect_app import audit
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.reports.books import book_of, excel_file, internal_copy, public_copy
from inspect_app.reports.files import NothingYetError
from inspect_app.reports.queries.activities import activities
from inspect_app.reports.queries.known_names import public_mask
from inspect_app.reports.register import register_sheets
from inspect_app.reports.views.downloading import nothing_yet
from inspect_app.reports.views.report_asked import period_asked
from inspect_app.spreadsheet import EXCEL
from inspect_app.web import download, today, writing
from inspect_app.web.few_at_once import few_at_once

blueprint = Blueprint("files", __name__, url_prefix="/office")
blueprint.register_error_handler(NothingYetError, nothing_yet)


@blueprint.get("/inspections/register.xlsx")
@declares(Action.REPORT)
@few_at_once
def register() -> Response:
    """Answer with 登记表 of the ``?period=`` that was asked for, else of the latest year.

    ``?public`` is the copy for publication.
    """
    town = people.town(g.actor.town_id)
    period, _ = period_asked(town.id)
    sheets = register_sheets(town.presidium, period, activities(town.id, period.inspections))
    book = book_of(town, period.label, "监督视察活动登记表", sheets, today())
    if "public" in request.args:
        copy = public_copy(book, public_mask(town.id, g.actor.name))
    else:
        copy = internal_copy(book)
    file = excel_file(copy)
    content = file.content
    with writing():
        audit.note(g.actor, audit.Kind.EXPORT, f"下载{copy.what}", file.name)
    return download(content, file.name, EXCEL)
