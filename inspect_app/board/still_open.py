"""What of an inspection's lists is still open: counted here for every page that tells of it."""

from dataclasses import dataclass

from inspect_app.board.queries import finding_list, record_list
from inspect_app.findings.models import FindingState
from inspect_app.inspections.queries.criteria import ALL, Criteria

RECORDS = (record_list.INCOMPLETE, record_list.RIVALS, record_list.LATE)
TO_REVIEW = (FindingState.RECORDED, finding_list.CORRECTED)


@dataclass(frozen=True)
class OpenThings:
    """How many records and findings are in each open state, how many photos are on their way."""

    records: dict[str, int]
    findings: dict[str, int]
    photos: int
    awaited: int


def open_things(town_id: int, inspection_id: int) -> OpenThings:
    """Count them; the lists, filtered by the same states, have exactly these rows."""
    arrived, named = record_list.photo_counts(town_id, inspection_id, ALL)
    return OpenThings(
        records={
            state: record_list.count(town_id, inspection_id, Criteria(state=state))
            for state in RECORDS
        },
        findings=open_findings(town_id, inspection_id),
        photos=arrived,
        awaited=named - arrived,
    )


def open_findings(town_id: int, inspection_id: int) -> dict[str, int]:
    """Return how many findings nobody has reviewed, and how many were corrected since."""
    return {
        state: finding_list.count(town_id, inspection_id, Criteria(state=state))
        for state in TO_REVIEW
    }


def findings_lacking(town_id: int, inspection_id: int) -> dict[str, int]:
    """Return how many that count have no time limit, and how many nobody who answers."""
    return {
        state: finding_list.count(town_id, inspection_id, Criteria(state=state))
        for state in (finding_list.NO_LIMIT, finding_list.NO_ONE)
    }


def findings_to_review(town_id: int, inspection_id: int) -> int:
    """Return how many findings the office has not reviewed as they stand, each counted once.

    Those, too, that count in no figure, as the office had not passed them on before their deputy
    corrected them.
    """
    return finding_list.count(town_id, inspection_id, Criteria(state=finding_list.WAITING))
