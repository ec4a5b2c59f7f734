"""What of an inspection's lists is still open: counted here for every page that tells of it."""

from dataclasses import dataclass

from inspect_app.board.queries import record_list
from inspect_app.inspections.queries.criteria import ALL, Criteria
from inspect_app.review.findings_open import open_findings

RECORDS = (record_list.INCOMPLETE, record_list.RIVALS, record_list.LATE)


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
