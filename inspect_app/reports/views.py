"""The files the office hands in, over HTTP."""

from flask import Blueprint, Response

from inspect_app.people.access import Action, declares

blueprint = Blueprint("reports", __name__, url_prefix="/office")


@blueprint.get("/inspections/<int:inspection_id>/workbook.xlsx")
@declares(Action.REPORT)
def workbook(inspection_id: int) -> Response:
    """Answer with the inspection's workbook."""
    raise NotImplementedError(inspection_id)
