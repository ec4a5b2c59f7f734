"""What became of a deputy's findings, on the deputy's phone."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from inspect_app.findings.models import Finding
from inspect_app.inspections.models import Inspection
from inspect_app.inspections.publish import checklist_of
from inspect_app.people.access import Action, declares
from inspect_app.records.models import PlacedFinding
from inspect_app.records.queries import own_findings
from inspect_app.records.views.for_whom import filler, whose_page
from inspect_app.review.queries import finding_list
from inspect_app.review.words import what_became

blueprint = Blueprint("mine", __name__, url_prefix="/d")
blueprint.context_processor(whose_page)


@dataclass(frozen=True)
class OwnFindingState:
    """One of the deputy's findings, and what became of it."""

    row: own_findings.OwnFinding
    subject: str
    became: str

    @property
    def finding(self) -> Finding:
        finding: Finding = self.row.Finding
        return finding


@blueprint.get("/findings")
@declares(Action.FILL)
def findings() -> str:
    """Show all the deputy's findings, inspection by inspection, the state of each in words.

    What a late record says is wrong is no finding yet: that is said of the record.
    """
    deputy = filler().deputy
    rows = own_findings.findings_of_deputy(deputy.town_id, deputy.person_id)
    into = [row.Finding.duplicate_of_id for row in rows if row.Finding.duplicate_of_id]
    mains = finding_list.mains(deputy.town_id, into)
    by_inspection: dict[Inspection, list[OwnFindingState]] = {}
    for row in rows:
        by_inspection.setdefault(row.Inspection, []).append(_mine(row, mains))
    return render_template(
        "review/mine.html",
        deputy=deputy,
        inspections=by_inspection,
        late=own_findings.late_records_of_deputy(deputy.town_id, deputy.person_id),
    )


def _mine(row: own_findings.OwnFinding, mains: dict[int, PlacedFinding]) -> OwnFindingState:
    subject = checklist_of(row.ChecklistVersion).item_by_id[row.Finding.item_id].subject
    main = mains.get(row.Finding.duplicate_of_id or 0)
    if main is None:
        return OwnFindingState(row, subject, what_became(row.Finding))
    asked = checklist_of(main.ChecklistVersion).item_by_id[main.Finding.item_id].subject
    where = f"“{main.Village.name} · {main.Site.name}：{asked}”"
    return OwnFindingState(row, subject, what_became(row.Finding, main.Finding, where))
