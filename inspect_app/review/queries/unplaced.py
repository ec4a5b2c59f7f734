"""Findings that lead to nobody: the words of their checklist that no unit of the town answers for.

A word such as 经营户 can be handed nothing. The office gives all findings of a word to a unit at
once.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from inspect_app.checklist.base_items import FailingItem
from inspect_app.db import session
from inspect_app.findings.models import COUNTED, Finding
from inspect_app.inspections.models import ChecklistVersion, Site, Village
from inspect_app.inspections.publish import checklist_of
from inspect_app.inspections.units import VILLAGE_BODIES, responsible_unit
from inspect_app.people.models import responsible_units
from inspect_app.records.models import Record


@dataclass(frozen=True)
class UnplacedWord:
    """The findings of a word of the checklist, empty where it has none.

    ``unit`` is whom it leads to by now, empty where to nobody.
    """

    word: str
    finding_ids: tuple[int, ...]
    unit: str


def unplaced(town_id: int, inspection_id: int) -> list[UnplacedWord]:
    """The findings that count and that nobody can be handed, word by word."""
    units = responsible_units(town_id)
    names = [name for name, _ in units]
    query = (
        select(
            Finding.id, Finding.item_id, Finding.responsible_unit, ChecklistVersion, Village.name
        )
        .join(Record, Record.id == Finding.record_id)
        .join(ChecklistVersion, ChecklistVersion.id == Record.checklist_version_id)
        .join(Site, Site.id == Finding.site_id)
        .join(Village, Village.id == Site.village_id)
        .where(
            Finding.town_id == town_id,
            Finding.inspection_id == inspection_id,
            Finding.state.in_(COUNTED),
            Finding.responsible_unit.not_in(names),
        )
        .order_by(Finding.id)
    )
    ids: dict[str, list[int]] = defaultdict(list)
    leads: dict[str, set[str]] = defaultdict(set)
    for finding_id, item_id, unit, version, village in session().execute(query):
        item = checklist_of(version).item_by_id[item_id]
        proposed = item.responsible if isinstance(item, FailingItem) else ()
        if unit and (unit not in proposed or unit in VILLAGE_BODIES):
            continue  # somebody chose it, or it is of the village
        word = unit or next(iter(proposed), "")
        ids[word].append(finding_id)
        leads[word].add(responsible_unit(proposed, village, units))
    return [UnplacedWord(word, tuple(of), _only(leads[word])) for word, of in ids.items()]


def _only(units: set[str]) -> str:
    return next(iter(units)) if len(units) == 1 else ""
