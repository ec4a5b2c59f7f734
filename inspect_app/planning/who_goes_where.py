"""Who goes where: read a plan's lines, find what changes, and change it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from inspect_app.db import now, session
from inspect_app.inspections.attendance import count_people
from inspect_app.inspections.models import Assignment, Inspection, plans


@dataclass(frozen=True)
class PlanLine:
    """One line of a plan: ``who`` ("" nobody, "g3" a group, "d7" one deputy) goes to a site."""

    site_id: int
    who: str
    versions: frozenset[int] = frozenset()


FACTS = ("title", "topic", "kind", "lead", "starts_on", "ends_on")

VisitKey = tuple[int, int, int]  # site, checklist version, group
# With the one deputy of the group who goes, None for all of it.
PlannedVisits = dict[VisitKey, int | None]


class PlanError(ValueError):
    """A plan that cannot be kept; ``site_id`` says on which line, the text what to do."""

    def __init__(self, site_id: int, words: str) -> None:
        super().__init__(words)
        self.site_id = site_id


def planned_visits(
    lines: Iterable[PlanLine], versions: frozenset[int], choices: plans.PlanChoices
) -> PlannedVisits:
    """The assignments that the lines ask for; a line without checklists has ``versions``.

    :raise PlanError: where a line names nobody of the term, no checklist, or two deputies.
    """
    groups = {f"g{group.id}": (group.id, None) for group in choices.groups}
    deputies = {f"d{one.id}": (group.id, one.id) for one, group in choices.deputies}
    found: PlannedVisits = {}
    for line in lines:
        if not line.who:
            if line.versions:
                raise PlanError(line.site_id, "勾了清单，还没选谁去；不去的，请去掉勾")
            continue
        if line.who not in groups and line.who not in deputies:
            raise PlanError(line.site_id, "请重新选谁去")
        group_id, deputy_id = groups.get(line.who) or deputies[line.who]
        for version_id in line.versions or versions:
            key = (line.site_id, version_id, group_id)
            if found.get(key, deputy_id) != deputy_id:
                words = "同一小组用同一清单去一个点位，只能是全组或其中一位代表"
                raise PlanError(line.site_id, words)
            found[key] = deputy_id
        if not line.versions and not versions:
            raise PlanError(line.site_id, "还没选检查清单：请在上面勾，或在这一行勾")
    return found


def forms_of_lines(
    lines: Iterable[PlanLine], versions: frozenset[int], choices: plans.PlanChoices
) -> str:
    """In words how many forms the lines make; nothing where they cannot be kept."""
    try:
        asked = planned_visits(lines, versions, choices)
    except PlanError:
        return ""
    words = forms_in_words([group_id for _, _, group_id in asked])
    of_version = Counter(version_id for _, version_id, _ in asked)
    if len(of_version) < 2:
        return words
    titles = {one.id: one.title for one in choices.versions}
    return f"{words}：" + "，".join(f"《{titles[one]}》{n} 份" for one, n in of_version.items())


def forms_in_words(group_ids: Sequence[int]) -> str:
    """How many forms there are and the busiest group has, of the group of each form."""
    if not group_ids:
        return ""
    most = max(Counter(group_ids).values())
    return f"共 {len(group_ids)} 份表，每组最多 {most} 份"


@dataclass(frozen=True)
class Changes:
    """What a changed plan does to the assignments there are; ``refused`` must stay as they are."""

    added: PlannedVisits
    renamed: list[tuple[Assignment, int | None]]
    removed: list[Assignment]
    refused: list[Assignment]

    @property
    def is_nothing(self) -> bool:
        """Whether the plan says already what is asked."""
        return not (self.added or self.renamed or self.removed or self.refused)


def changes(present: Iterable[Assignment], asked: PlannedVisits, held: Collection[int]) -> Changes:
    """What to do. ``held`` are assignments under which there is a record or a draft.

    Those may be opened to the whole group, and nothing else: otherwise their deputies would no
    longer find what they wrote.
    """
    rest = dict(asked)
    found = Changes(rest, [], [], [])
    for one in present:
        key = _key(one)
        if key in rest:
            deputy_id = rest.pop(key)
            if deputy_id == one.deputy_id:
                continue
            is_refused = one.id in held and deputy_id is not None
            if not is_refused:
                found.renamed.append((one, deputy_id))
        else:
            is_refused = one.id in held
            if not is_refused:
                found.removed.append(one)
        if is_refused:
            found.refused.append(one)
    return found


def carry_out(inspection: Inspection, found: Changes) -> None:
    """Keep the inspection, new or changed, and change its assignments.

    Those that stay, or come back, keep their ids, which phones know.
    """
    session().add(inspection)
    session().flush()  # a new one has an id from here on
    former = {_key(one): one for one in plans.taken_out(inspection.town_id, inspection.id)}
    for one in found.removed:
        one.taken_out_at = now()
    for one, deputy_id in found.renamed:
        one.deputy_id = deputy_id
    for key, deputy_id in found.added.items():
        one = former.get(key) or _assignment(inspection, key)
        one.deputy_id, one.taken_out_at = deputy_id, None
    session().flush()
    count_people(inspection)


def _key(one: Assignment) -> VisitKey:
    return (one.site_id, one.checklist_version_id, one.group_id)


def _assignment(inspection: Inspection, key: VisitKey) -> Assignment:
    site_id, version_id, group_id = key
    made = Assignment(
        town_id=inspection.town_id,
        inspection_id=inspection.id,
        site_id=site_id,
        checklist_version_id=version_id,
        group_id=group_id,
    )
    session().add(made)
    return made


def lines_of(present: Iterable[Assignment]) -> list[PlanLine]:
    """The lines that stand for assignments: same site and same people are one."""
    merged: dict[tuple[int, str], set[int]] = {}
    for one in present:
        who = f"d{one.deputy_id}" if one.deputy_id else f"g{one.group_id}"
        merged.setdefault((one.site_id, who), set()).add(one.checklist_version_id)
    return [PlanLine(site_id, who, frozenset(ids)) for (site_id, who), ids in merged.items()]


def copied(
    lines: Iterable[PlanLine], before: plans.PlanChoices, today: plans.PlanChoices
) -> list[PlanLine]:
    """Another plan's lines with what can be chosen today.

    Checklists in their last version; groups and deputies of an ended term by name, where the
    present one has the same.
    """
    last = {one.checklist_id: one.id for one in today.versions}
    version = {one.id: last[one.checklist_id] for one in before.versions}
    names = {f"g{one.id}": one.name for one in before.groups}
    names |= {f"d{one.id}": f"{group.name} {one.name}" for one, group in before.deputies}
    present = {one.name: f"g{one.id}" for one in today.groups}
    present |= {f"{group.name} {one.name}": f"d{one.id}" for one, group in today.deputies}
    return [
        PlanLine(
            line.site_id, present[names[line.who]], frozenset(version[n] for n in line.versions)
        )
        for line in lines
        if names.get(line.who) in present
    ]


def title_for(start: date, former: str) -> str:
    """A copied plan's title: the year, month and day in it become those of its new start."""
    title = re.sub(r"(?<!\d)\d{4}年", f"{start.year}年", former)
    title = re.sub(r"(?<!\d)\d{1,2}月\d{1,2}日", f"{start.month}月{start.day}日", title)
    return re.sub(r"(?<!\d)\d{1,2}月(?!\d)", f"{start.month}月", title)


def seen(inspection: Inspection, present: Iterable[Assignment]) -> str:
    """A mark of a plan as it stands: another one means that somebody changed it."""
    facts = [str(getattr(inspection, name)) for name in FACTS]
    rows = sorted(
        (one.site_id, one.checklist_version_id, one.group_id, one.deputy_id or 0) for one in present
    )
    return sha256(repr((facts, rows)).encode()).hexdigest()[:16]
