"""填到还没安排的行: many lines of a plan filled in by one press, and who may be chosen. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from inspect_app.inspections.models import plans
from inspect_app.planning.who_goes_where import PlanLine

TURNS = "turns"  # chosen instead of a group: each village another one
ALL_TICKED = "ticked"  # chosen instead of one checklist: those that are ticked for all lines


class FillingError(ValueError):
    """Lines that are not filled; the text says what to do."""


@dataclass(frozen=True)
class Filling:
    """What the office chose: ``where`` is all, drawn, or a village's id.

    ``named`` is what the sites' names must hold, ``what`` the id of a checklist's version.
    """

    where: str
    named: str
    who: str
    what: str


def filled(
    lines: Sequence[PlanLine],
    filling: Filling,
    ticked: Collection[int],
    choices: plans.PlanChoices,
    drawn: Collection[str],
) -> list[PlanLine]:
    """The lines; to those that were asked for, and that nobody goes to yet, somebody goes.

    :raise FillingError: if several checklists are ticked and it was not said which to use, or no
        line is as it was asked for.
    """
    if len(ticked) > 1 and not filling.what:
        raise FillingError(
            f"上面勾了{len(ticked)}份清单，还没有填：请先在“用哪份清单”里选，这些点位只用其中一份，还是每份都要填。"
        )
    free = {line.site_id for line in lines if not line.who}
    village_of = {
        site.id: village.id
        for village, site in choices.places
        if site.id in free
        and filling.named in site.name
        and filling.where in ("all", str(village.id), "drawn" if village.name in drawn else "all")
    }
    if filling.named and not village_of:
        raise FillingError(f"没有填：还没安排的点位里，没有名称带“{filling.named}”的。")
    villages = list(dict.fromkeys(village_of.values()))
    goes = _goes_to(villages, filling.who, choices, _groups_there(lines, choices))
    versions = frozenset({int(filling.what)} if filling.what.isdecimal() else ())
    return [
        replace(line, who=goes[village_of[line.site_id]], versions=line.versions or versions)
        if not line.who and line.site_id in village_of
        else line
        for line in lines
    ]


def _groups_there(lines: Sequence[PlanLine], choices: plans.PlanChoices) -> dict[int, str]:
    """The group that goes to each village already, where one does."""
    village_of = {site.id: village.id for village, site in choices.places}
    groups = {f"g{group.id}" for group in choices.groups}
    found: dict[int, str] = {}
    for line in lines:
        if line.who in groups:
            found.setdefault(village_of[line.site_id], line.who)
    return found


def _goes_to(
    villages: Sequence[int], who: str, choices: plans.PlanChoices, there: Mapping[int, str]
) -> dict[int, str]:
    """Who goes to each of the villages; with ``TURNS`` the group that goes to fewest so far.

    Those that are ``there`` take the rest of their village.
    """
    if who != TURNS or not choices.groups:
        return dict.fromkeys(villages, "" if who == TURNS else who)
    turns = Counter({f"g{group.id}": 0 for group in choices.groups})
    turns.update(there.values())
    goes = {}
    for village in villages:
        goes[village] = there.get(village) or min(turns, key=turns.__getitem__)
        turns[goes[village]] += village not in there
    return goes


def who_may_go(choices: plans.PlanChoices) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(value, words, deputies) of each group, as a list to choose from shows them."""
    members: dict[int, list[tuple[str, str]]] = {}
    for deputy, group in choices.deputies:
        members.setdefault(group.id, []).append((f"d{deputy.id}", deputy.name))
    return [(f"g{group.id}", group.name, members.get(group.id, [])) for group in choices.groups]
