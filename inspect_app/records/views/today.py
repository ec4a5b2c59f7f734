"""Where the deputy goes today, and what is left to fill."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, g, render_template

from inspect_app.entering.views.gate import former_selves
from inspect_app.inspections.queries.visits import (
    Visit,
    visit_of_deputy,
    visits_of_deputy,
    visits_under_way,
)
from inspect_app.people import models as people
from inspect_app.people.access import Action, Actor, declares
from inspect_app.records import models
from inspect_app.records.content_in_words import has_begun_correction
from inspect_app.records.models import RecordState
from inspect_app.records.models.revisions import records_with_rivals
from inspect_app.records.queries import own_findings
from inspect_app.records.queries.own_records import handed_in_by_others, own_records
from inspect_app.records.views.for_whom import filler, whose_page

blueprint = Blueprint("records", __name__, url_prefix="/d")
blueprint.context_processor(whose_page)


@blueprint.get("/")
@declares(Action.FILL)
def today() -> str:
    """Show where the deputy goes today and what is left to fill."""
    who = filler()
    town_id, deputy_id = who.deputy.town_id, who.deputy.person_id
    deputy, group = people.deputy_with_group(town_id, deputy_id)
    visits, own, others = visits_and_records(who.deputy)
    return render_template(
        "records/today.html",
        town=people.town(town_id),
        deputy=deputy,
        group=group,
        groupmates=people.deputies_of_liaison(town_id, g.actor.person_id),
        inspections=_by_inspection_and_site(visits),
        unsent=_unsent(who.deputy, visits, own),
        own=own,
        rivals=records_with_rivals(town_id, deputy_id),
        begun={one.id for one in own.values() if has_begun_correction(one)},
        others=others,
        left=not_handed_in(visits, own, others),
        to_complete=len(to_complete(visits, own)),
        found=own_findings.count_of_deputy(town_id, deputy_id),
        formers=sorted(former_selves(g.actor)),
    )


def visits_and_records(
    deputy: Actor,
) -> tuple[Sequence[Visit], dict[int, models.Record], dict[int, list[str]]]:
    """The deputy's visits, own records and groupmates' names, these by assignment.

    Also where the deputy has begun or handed in and goes no longer.
    """
    town_id, deputy_id = deputy.town_id, deputy.person_id
    visits = visits_of_deputy(town_id, deputy_id)
    own = own_records(town_id, deputy_id)
    ids = [visit.Assignment.id for visit in visits]
    begun = {id_ for id_, one in own.items() if one.state != models.RecordState.LATE}
    if former := begun.difference(ids):
        more = visits_under_way(town_id, former)
        visits = sorted([*visits, *more], key=_in_order)
    ids = [visit.Assignment.id for visit in visits]
    return visits, own, handed_in_by_others(town_id, deputy_id, ids)


def _in_order(visit: Visit) -> tuple[Any, ...]:
    days = (visit.Inspection.starts_on, visit.Inspection.id)
    return (*days, visit.Village.id, visit.Site.id, visit.ChecklistVersion.id)


def _unsent(deputy: Actor, visits: Sequence[Visit], own: dict[int, models.Record]) -> list[Visit]:
    """The visits, of inspections that are over, whose drafts were not handed in."""
    open_ids = {visit.Assignment.id for visit in visits}
    left_behind = [
        visit_of_deputy(deputy.town_id, deputy.person_id, key)
        for key, record in own.items()
        if key not in open_ids and record.revision == 0 and record.answered
    ]
    return [visit for visit in left_behind if visit and not visit.Inspection.is_open]


def _by_inspection_and_site(
    visits: Sequence[Visit],
) -> list[tuple[str, list[list[Visit]]]]:
    """(title, visits site by site) of each inspection, in the order of the visits."""
    inspections: list[tuple[str, list[list[Visit]]]] = []
    for _, of_inspection in groupby(visits, lambda visit: visit.Inspection.id):
        sites = [list(one) for _, one in groupby(of_inspection, lambda visit: visit.Site.id)]
        inspections.append((sites[0][0].Inspection.title, sites))
    return inspections


def not_handed_in(
    visits: Sequence[Visit],
    own: dict[int, models.Record],
    others: dict[int, list[str]],
) -> list[Visit]:
    """The visits nobody of the group has handed in."""
    return [
        visit
        for visit in visits
        if not models.is_handed_in(own.get(visit.Assignment.id))
        and visit.Assignment.id not in others
    ]


def to_complete(visits: Sequence[Visit], own: dict[int, models.Record]) -> list[models.Record]:
    """What was handed in and is not done: it lacks answers, waits to be chosen or sent."""
    handed_in = [own[one.Assignment.id] for one in visits if one.Assignment.id in own]
    handed_in = [one for one in handed_in if models.is_handed_in(one)]
    if not handed_in:
        return []
    rivals = records_with_rivals(handed_in[0].town_id, handed_in[0].deputy_id)
    return [
        one
        for one in handed_in
        if one.state == RecordState.INCOMPLETE or one.id in rivals or has_begun_correction(one)
    ]
