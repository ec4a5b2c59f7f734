"""What the address of an inspection's list asks for: a filter, words, a page of it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import request

from inspect_app.checklist.ratings import Severity
from inspect_app.inspections.models import Inspection
from inspect_app.inspections.queries.criteria import Choices, Criteria, choices
from inspect_app.inspections.queries.visits import Visit, visits_of_inspection
from inspect_app.paging import Page
from inspect_app.text import clean_text, number_sent
from inspect_app.web import page_asked

MOST_ON_PAPER = 5000


@dataclass(frozen=True)
class ListRequest:
    """The criteria, what there is to choose from; ``only`` is the one visit asked for."""

    criteria: Criteria
    choices: Choices
    only: Visit | None

    def on_page(self) -> dict[str, Any]:
        """What the templates of such a list need; ``asked`` goes into its addresses."""
        given = {name: value for name, value in asdict(self.criteria).items() if value}
        return {**vars(self), "asked": given}


def list_request(inspection: Inspection, states: Collection[str]) -> ListRequest:
    """What the address asks for; what it cannot mean is left out."""
    town_id, sent = inspection.town_id, request.args
    given = choices(town_id, inspection.id)
    visit = _visit(inspection, number_sent(sent, "assignment"))
    village, group = number_sent(sent, "village"), number_sent(sent, "group")
    checklist, state = sent.get("checklist", ""), sent.get("state", "")
    severity = sent.get("severity", "")
    criteria = Criteria(
        words=clean_text(sent.get("words", ""))[:100],
        state=state if state in states else "",
        severity=severity if severity in list(Severity) else "",
        village=village if village in given.villages else 0,
        checklist=checklist if checklist in given.checklists else "",
        group=group if group in given.groups else 0,
        assignment=visit.Assignment.id if visit else 0,
        unit=clean_text(sent.get("unit", ""))[:200],
    )
    return ListRequest(criteria, given, visit)


def _visit(inspection: Inspection, assignment_id: int) -> Visit | None:
    if not assignment_id:
        return None
    visits = visits_of_inspection(inspection.town_id, inspection.id)
    return next((one for one in visits if one.Assignment.id == assignment_id), None)


def page(total: int, size: int) -> Page:
    """The page that the address asks for; on paper (``?all``) it holds all a print can."""
    if "all" in request.args:
        return replace(page_asked(total, MOST_ON_PAPER), is_for_paper=True)
    return page_asked(total, size)
