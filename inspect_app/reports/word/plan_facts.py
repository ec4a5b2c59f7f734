"""What a plan's papers are made of, read from the plan, the roster and what the office ticked."""

from collections.abc import Sequence

from inspect_app.inspections import models as inspections
from inspect_app.inspections.models import plans
from inspect_app.inspections.models.plans import Presence
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import Visit, visits_of_inspection
from inspect_app.people import models as people
from inspect_app.reports.word.plan_papers import GroupTrips, Plan, Trip
from inspect_app.reports.wording import topic_of


def plan(town_id: int, inspection_id: int) -> Plan:
    """What 方案 and 通知 say. :raise LookupError: if the town has no such inspection."""
    inspection = inspections.inspection(town_id, inspection_id)
    if inspection is None:
        raise LookupError(inspection_id)
    town = people.town(town_id)
    draws = plans.draws(town_id, inspection_id)
    return Plan(
        presidium=town.presidium,
        contact=town.contact,
        topic=topic_of(inspection.title, town.name),
        inspection=inspection,
        groups=_group_trips(town_id, inspection_id),
        checklists=[
            checklist_of(one) for one in inspections.versions_of_inspection(town_id, inspection_id)
        ],
        draw=draws[0] if draws else None,
    )


def _group_trips(town_id: int, inspection_id: int) -> tuple[GroupTrips, ...]:
    """The groups that go out, without who was ticked as not expected."""
    ticked = plans.attendance(town_id, inspection_id)
    not_expected = {n for n, one in ticked.items() if one.presence == Presence.NOT_EXPECTED}
    names: dict[int, dict[int, str]] = {}
    for deputy, group in plans.deputies_expected(town_id, inspection_id):
        if deputy.id not in not_expected:
            names.setdefault(group.id, {})[deputy.id] = deputy.name
    visits: dict[int, list[Visit]] = {}
    for visit in visits_of_inspection(town_id, inspection_id):
        visits.setdefault(visit.Assignment.group_id, []).append(visit)
    return tuple(
        GroupTrips(
            group.name,
            tuple(names.get(group.id, {}).values()),
            _trips(visits[group.id], names.get(group.id, {})),
        )
        for group in inspections.groups_of_inspection(town_id, inspection_id)
    )


def _trips(visits: Sequence[Visit], names: dict[int, str]) -> tuple[Trip, ...]:
    """Where the whole group goes, then where one of it goes alone."""
    alone: dict[int, list[Visit]] = {}
    for visit in visits:
        alone.setdefault(visit.Assignment.deputy_id or 0, []).append(visit)
    together = alone.pop(0, [])
    of_all = [Trip(tuple(names.values()), _places(together))] if together else []
    one_by_one = (
        Trip((names[deputy_id],) if deputy_id in names else (), _places(theirs))
        for deputy_id, theirs in alone.items()
    )
    return (*of_all, *one_by_one)


def _places(visits: Sequence[Visit]) -> tuple[tuple[str, str], ...]:
    """Each site with its checklists."""
    found: dict[str, list[str]] = {}
    for visit in visits:
        place = f"{visit.Village.name}{visit.Site.name}"
        found.setdefault(place, []).append(visit.ChecklistVersion.title)
    return tuple((place, "、".join(dict.fromkeys(titles))) for place, titles in found.items())
