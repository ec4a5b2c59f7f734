"""The SELECTs behind 登记表: what each inspection of a period brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from inspect_app.board.queries import progress
from inspect_app.db import session
from inspect_app.inspections import models as inspections
from inspect_app.inspections.queries.visits import visits_of_inspection
from inspect_app.records import models as records


@dataclass(frozen=True)
class Activity:
    """An inspection with what it brought; ``planned_sites`` is how many.

    ``visited`` are the sites with a record that counts, as (village, site).
    """

    inspection: inspections.Inspection
    planned_sites: int
    visited: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    findings: int
    suggestions: int


def activities(town_id: int, chosen: Sequence[inspections.Inspection]) -> list[Activity]:
    """Some of the town's inspections with what they brought, in the order given."""
    counts = progress.counts_by_inspection(town_id)
    suggestions = progress.suggestions_by_inspection(town_id)
    visited = _visited(town_id)
    return [
        _activity(one, visited.get(one.id, []), counts.get(one.id), suggestions.get(one.id, 0))
        for one in chosen
    ]


def _visited(town_id: int) -> dict[int, list[tuple[str, str]]]:
    """(village, site) of the sites with a record that counts, by inspection."""
    village, site, record = inspections.Village, inspections.Site, records.Record
    columns = (record.inspection_id, village.id, site.id, village.name, site.name)
    query = records.with_its_place(select(*columns).select_from(record)).where(
        record.town_id == town_id, record.state.in_(records.HANDED_IN)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for inspection_id, _, _, *names in session().execute(query.distinct().order_by(*columns)):
        found.setdefault(inspection_id, []).append((names[0], names[1]))
    return found


def _activity(
    inspection: inspections.Inspection,
    visited: Sequence[tuple[str, str]],
    counted: progress.ProgressTotals | None,
    suggestions: int,
) -> Activity:
    town_id = inspection.town_id
    visits = visits_of_inspection(town_id, inspection.id)
    groups = inspections.groups_of_inspection(town_id, inspection.id)
    return Activity(
        inspection,
        len({visit.Site.id for visit in visits}),
        tuple(visited),
        tuple(group.name for group in groups),
        counted.findings if counted else 0,
        suggestions,
    )
