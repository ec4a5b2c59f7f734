"""What a page of paper forms is about: the inspection, a checklist's version, sites, deputies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import abort, g, request

from inspect_app.checklist.definition import Checklist
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.queries.visits import Visit, visits_of_inspection
from inspect_app.inspections.start_close_reopen import not_now
from inspect_app.inspections.views.inspection_asked import inspection_asked
from inspect_app.paper.entry import PaperContext
from inspect_app.people import models as people
from inspect_app.text import number_sent
from inspect_app.web import today as day_in_china
from inspect_app.web.error_pages import error_page

NOT_BEGUN = "视察还没有开始。请先在方案里点“开始视察”，再录入。"


@dataclass
class PaperPage:
    """An inspection's checklist version, its visits and the deputies who make them."""

    inspection: inspections.Inspection
    version: inspections.ChecklistVersion
    visits: Sequence[Visit]
    deputies: dict[str, people.Deputy]

    @property
    def checklist(self) -> Checklist:
        return checklist_of(self.version)

    @cached_property
    def sites(self) -> dict[str, Visit]:
        """The visits by their words in the list."""
        several = len({visit.Assignment.group_id for visit in self.visits}) > 1
        groups = {
            group.id: group.name
            for group in inspections.groups_of_inspection(g.actor.town_id, self.inspection.id)
        }
        return {
            f"{visit.Village.name} · {visit.Site.name}"
            + (f"（{groups[visit.Assignment.group_id]}）" if several else ""): visit
            for visit in self.visits
        }

    def context(self) -> PaperContext:
        return PaperContext(
            self.inspection,
            self.version,
            self.checklist,
            self.sites,
            self.deputies,
            g.actor.name,
            day_in_china(),
        )


def paper_asked(inspection_id: int) -> PaperPage:
    """What the addressed page is about; ``?version=`` names the checklist's version."""
    town_id = g.actor.town_id
    inspection = inspection_asked(inspection_id)
    versions = inspections.versions_of_inspection(town_id, inspection_id)
    named = number_sent(request.args, "version") or (versions[0].id if versions else 0)
    version = next((one for one in versions if one.id == named), None) or abort(404)
    visits = [
        visit
        for visit in visits_of_inspection(town_id, inspection_id)
        if visit.ChecklistVersion.id == version.id
    ]
    groups = sorted({visit.Assignment.group_id for visit in visits})
    deputies = _deputies(town_id, groups, inspection.starts_on)
    return PaperPage(inspection, version, visits, deputies)


def _deputies(town_id: int, groups: Sequence[int], first_day: date) -> dict[str, people.Deputy]:
    """The groups' deputies by their words in the list, namesakes told apart."""
    deputies: dict[str, people.Deputy] = {}
    for row in people.deputies_of_groups(town_id, groups, first_day):
        words = f"{row.Deputy.name}（{row.DeputyGroup.name}）"
        namesakes = sum(known.startswith(words) for known in deputies)
        deputies[f"{words}{namesakes + 1}" if namesakes else words] = row.Deputy
    return deputies


def demand_open(paper: PaperPage) -> PaperPage:
    """Let pass where paper forms are typed in, else end the request saying what comes first."""
    inspection = paper.inspection
    if inspection.takes_from_office:
        return paper
    words = not_now(inspection.state, "不能再录入") if inspection.is_read_only else NOT_BEGUN
    return abort(error_page("现在不能录入", words, 422))
