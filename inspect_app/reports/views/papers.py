"""交材料 over HTTP: the page of all that an inspection can hand in."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, render_template

from inspect_app.board.still_open import open_things
from inspect_app.inspections import models as inspections
from inspect_app.people.access import Action, declares
from inspect_app.reports import models
from inspect_app.reports.making.background import oldest_kept
from inspect_app.reports.models import JOB_STATE_LABELS, Download, FileKind
from inspect_app.reports.papers import HandInState, everything, offers
from inspect_app.reports.queries.former_inspections import former_inspections
from inspect_app.reports.queries.last_change import last_change
from inspect_app.reports.queries.material import material
from inspect_app.reports.views.report_asked import inspection_with_reports
from inspect_app.review.findings_open import findings_lacking

blueprint = Blueprint("papers", __name__, url_prefix="/office")

# Where a file is downloaded and looked at, with what stands in the address; zips of photos are
# asked for instead.
Address = tuple[str, dict[str, Any]]
PUBLIC = {"public": 1}
DOWNLOADS: dict[FileKind, Address] = {
    FileKind.REPORT: ("reports.inspection_report", {}),
    FileKind.WORKBOOK: ("reports.workbook", {}),
    FileKind.FINDINGS: ("reports.findings", {}),
    FileKind.HANDOVER: ("reports.handover", {}),
    FileKind.LEDGER: ("reports.ledger", {}),
    FileKind.PLAN: ("reports.plan_document", {}),
    FileKind.NOTICE: ("reports.notice_document", {}),
    FileKind.PUBLIC_TABLES: ("reports.workbook", PUBLIC),
    FileKind.PUBLIC_REPORT: ("reports.inspection_report", PUBLIC),
    FileKind.PUBLIC_LEDGER: ("reports.ledger", PUBLIC),
    FileKind.DATA: ("reports.data", {}),
}
PLANS = (FileKind.PLAN, FileKind.NOTICE)  # what was found is not in them
PREVIEWS: dict[FileKind, Address] = {
    FileKind.WORKBOOK: ("preview.report", {}),
    FileKind.FINDINGS: ("preview.report", {"sheet": "问题清单"}),
    FileKind.HANDOVER: ("file_pages.handover", {}),
    FileKind.LEDGER: ("file_pages.ledger", {}),
}


@blueprint.get("/inspections/<int:inspection_id>/papers")
@declares(Action.REPORT)
def papers(inspection_id: int) -> str:
    """Show each file, what it is for, how it stands, and when it was last downloaded by whom."""
    town_id = g.actor.town_id
    inspection = inspection_with_reports(inspection_id)
    now = HandInState(material(town_id, inspection_id), open_things(town_id, inspection_id))
    jobs = models.jobs(town_id, inspection_id, oldest_kept())
    return render_template(
        "reports/papers.html",
        inspection=inspection,
        now=now,
        lacking=findings_lacking(town_id, inspection_id),
        versions=inspections.versions_of_inspection(town_id, inspection_id),
        offers=offers(now),
        everything=everything(now),
        downloads=DOWNLOADS,
        previews=PREVIEWS,
        last=_Last(town_id, inspection_id),
        former=former_inspections(town_id, inspection),
        last_job=jobs[0] if jobs else None,
        job_states=JOB_STATE_LABELS,
        labels=models.FILE_LABELS,
    )


class _Last:
    """When which file was last downloaded by whom, and whether it says by now something else."""

    def __init__(self, town_id: int, inspection_id: int) -> None:
        self._known = models.last_downloads(town_id, inspection_id)
        self._changed = last_change(town_id, inspection_id)

    def of(self, kinds: Sequence[FileKind], unit: str = "") -> Download | None:
        """The latest download of any of the kinds, or of one unit's slip alone."""
        found = [one for kind in kinds if (one := self._known.get((kind, unit)))]
        return max(found, key=lambda one: one.id, default=None)

    def is_outdated(self, download: Download) -> bool:
        """Whether something changed since, of what the file says."""
        if download.kind in PLANS or self._changed is None:
            return False
        return self._changed > download.at
