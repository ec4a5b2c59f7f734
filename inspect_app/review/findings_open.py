"""What of an inspection's findings is still open: counted here for every page that tells of it."""

from inspect_app.findings.models import FindingState
from inspect_app.inspections.queries.criteria import Criteria
from inspect_app.review.queries import finding_list

TO_REVIEW = (FindingState.RECORDED, finding_list.CORRECTED)


def open_findings(town_id: int, inspection_id: int) -> dict[str, int]:
    """How many findings nobody has reviewed, and how many were corrected since."""
    return {
        state: finding_list.count(town_id, inspection_id, Criteria(state=state))
        for state in TO_REVIEW
    }


def findings_lacking(town_id: int, inspection_id: int) -> dict[str, int]:
    """How many that count have no time limit, and how many nobody who answers."""
    return {
        state: finding_list.count(town_id, inspection_id, Criteria(state=state))
        for state in (finding_list.NO_LIMIT, finding_list.NO_ONE)
    }


def findings_to_review(town_id: int, inspection_id: int) -> int:
    """How many findings the office has not reviewed as they stand, each counted once.

    Those, too, that count in no figure, as the office had not passed them on before their deputy
    corrected them.
    """
    return finding_list.count(town_id, inspection_id, Criteria(state=finding_list.WAITING))
