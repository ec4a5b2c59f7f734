"""What is done to the roster: entries added, changed, archived. Call the verbs while writing.

The same rules hold for an entry of a page and for a row of Excel.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from inspect_app.db import now, session
from inspect_app.inspections.attendance import count_people_anew
from inspect_app.people.models import Deputy, DeputyGroup
from inspect_app.roster import models
from inspect_app.roster.kinds import (
    LABELS,
    LEVEL_LABELS,
    PARENTS,
    ROLE_LABELS,
    SEPARATOR,
    EntryKind,
    RosterEntry,
    are_near,
    is_perhaps_mistyped,
    several,
)
from inspect_app.roster.shelves import KnownEntry, Roster

NO_TERM = "现在没有在任的一届，请先登记届次"
TAKEN = "已经有“{}”了，名称不能重复"
NAMESAKE = "已有同名的代表。请在姓名后注明以便区分，如“{}（石桥）”"
PERHAPS = "名册里有{}，是同一位吗？是，请打开它；不是，请勾选“不是同一位，另外添加”再保存"
PERHAPS_THIS = "名册里有{}，是同一个吗？是，请打开它；不是，请勾选“不是同一个，另外添加”再保存"
MEANT = "没有“{}”这个{}。{}有{}，是它就请照着写；不是，请先加上"
IN_ARCHIVE = "“{}”已归档。要再用，请到“已归档”里恢复"
NO_PARENT = "没有“{}”这个{}，请先加上"
STILL_USED = "还有{}位代表在这个小组，请先把他们转到别的小组或归档"
UNDER_WAY = "{}正在参加“{}”，现在换组，代表手机里还没有传上来的就不能照常收下。请先结束视察再换组"
PARENT_ARCHIVED = "所在的“{}”已归档，请先恢复它"

IN_TERM = frozenset({EntryKind.GROUP, EntryKind.DEPUTY})  # the other kinds outlive a term

_ROLES = {label: role for role, label in ROLE_LABELS.items()}
_LEVELS = {label: level.value for level, label in LEVEL_LABELS.items()}


class RosterError(ValueError):
    """Something cannot be kept; says why, and in which column."""

    def __init__(self, words: str, column: str = "name") -> None:
        super().__init__(words)
        self.column = column


class PerhapsTheSameError(RosterError):
    """The roster has entries that may be the same, written otherwise."""

    def __init__(self, kind: EntryKind, near: Sequence[KnownEntry]) -> None:
        words = PERHAPS if kind is EntryKind.DEPUTY else PERHAPS_THIS
        super().__init__(words.format(quoted(near)))
        self.near = near


def mistake(
    roster: Roster,
    kind: EntryKind,
    entry: RosterEntry,
    before: KnownEntry | None,
    new_parents: Collection[str] = (),
) -> RosterError | None:
    """Why the entry cannot be kept; ``before`` is what it changes, None if it is new.

    ``new_parents`` are the names of groups or villages that will be kept before it.
    """
    if kind is EntryKind.DEPUTY and before and before.entry["group"] != entry["group"]:
        title = roster.groups_under_way.get(before.entry["group"])
        if title and not before.is_archived:
            return RosterError(UNDER_WAY.format(before.entry["group"], title), "group")
    if kind in PARENTS:
        column, parent = PARENTS[kind]
        stays = before is not None and before.entry[column] == entry[column]
        there = roster.of(parent).offered
        if not stays and entry[column] not in there and entry[column] not in new_parents:
            return RosterError(_no_parent(roster, parent, entry[column], new_parents), column)
    known = roster.of(kind).meant_by(entry)
    if known is None or (before and before.row.id == known.row.id):
        return None
    words = NAMESAKE if kind is EntryKind.DEPUTY else TAKEN
    if known.is_archived:
        words = IN_ARCHIVE
    return RosterError(words.format(known.entry["name"]))


def _no_parent(roster: Roster, kind: EntryKind, name: str, new: Collection[str]) -> str:
    shelf = roster.of(kind)
    known = [one for one in shelf.near({"name": name}) if not one.is_archived]
    known = known or shelf.perhaps_mistyped_for(name)
    beside = sorted(
        one
        for one in new
        if are_near(kind, {"name": name}, {"name": one}) or is_perhaps_mistyped(name, one)
    )
    if known or beside:
        where, near = ("名册里", quoted(known)) if known else ("表里", in_quotes(beside))
        return MEANT.format(name, LABELS[kind], where, near)
    return NO_PARENT.format(name, LABELS[kind])


def quoted(entries: Iterable[KnownEntry]) -> str:
    """The entries' names in quotes, for a sentence."""
    return in_quotes(one.entry["name"] for one in entries)


def in_quotes(names: Iterable[str]) -> str:
    return SEPARATOR.join(f"“{name}”" for name in names)


def keep(
    roster: Roster,
    kind: EntryKind,
    entry: RosterEntry,
    before: KnownEntry | None = None,
    *,
    is_another: bool = False,
) -> models.RosterRow:
    """Add the entry, or change what was there before; the same entry again is the one there is.

    ``is_another``: who enters it was asked, and says that it is none of those with a near name.

    :raise RosterError: if it cannot be kept.
    """
    if kind in IN_TERM and roster.term is None:
        raise RosterError(NO_TERM)
    if kind in PARENTS:
        column, parent = PARENTS[kind]
        stays = before is not None and before.entry[column] == entry[column]
        name = entry[column] if stays else roster.spelled(parent, entry[column])
        entry = {**entry, column: name}
    known = before or roster.of(kind).meant_by(entry)
    as_known = entry if before or known is None else {**entry, "name": known.entry["name"]}
    if known and known.entry == as_known and not known.is_archived:
        return known.row
    wrong = mistake(roster, kind, entry, before)
    if wrong is None and known is None and not is_another:
        near = roster.of(kind).near(entry)
        wrong = PerhapsTheSameError(kind, near) if near else None
    if wrong:
        raise wrong
    row = put(roster, kind, entry, before)
    roster.read_again()
    count_people_anew(roster.town_id)
    return row


def put(
    roster: Roster, kind: EntryKind, entry: RosterEntry, before: KnownEntry | None
) -> models.RosterRow:
    """Write an entry that has no mistake."""
    row = before.row if before else models.TABLES[kind](town_id=roster.town_id)
    for column, value in _columns(roster, kind, entry).items():
        setattr(row, column, value)
    if before is None and isinstance(row, DeputyGroup | Deputy):
        assert roster.term is not None
        row.term_id = roster.term.id
    session().add(row)
    return row


def _columns(roster: Roster, kind: EntryKind, entry: RosterEntry) -> dict[str, Any]:
    """What the row of an entry holds, by its table's columns."""
    if kind in PARENTS:
        column, parent = PARENTS[kind]
        shelf = roster.of(parent)
        above = {f"{column}_id": shelf.by_key[entry[column],].row.id}
    match kind:
        case EntryKind.DEPUTY:
            return above | {
                "name": entry["name"],
                "group_role": _ROLES[entry["group_role"]],
                "levels": [_LEVELS[label] for label in several(entry["levels"])],
                "constituency": entry["constituency"],
            }
        case EntryKind.SITE:
            return above | {"name": entry["name"], "location": entry["location"]}
        case EntryKind.UNIT:
            return {**entry, "answers_for": several(entry["answers_for"])}
    return dict(entry)


def archive(roster: Roster, kind: EntryKind, known: KnownEntry) -> None:
    """Take the entry out of use; what refers to it stays. An archived deputy has no way in.

    :raise RosterError: if it is a group that still has deputies.
    """
    if known.is_archived:
        return
    if kind is EntryKind.GROUP and (left := roster.below(kind, known)):
        raise RosterError(STILL_USED.format(len(left)))
    known.row.archived_at = now()
    if kind is EntryKind.DEPUTY:
        models.close_ways_in(roster.town_id, [known.row.id], now())
        count_people_anew(roster.town_id)


def restore(roster: Roster, kind: EntryKind, known: KnownEntry) -> None:
    """Take the entry into use again; a deputy needs a new link then.

    :raise RosterError: if the group or village it belongs to is archived.
    """
    if not known.is_archived:
        return  # pressed twice: a link made meanwhile is good
    if known.parent_archived:
        raise RosterError(PARENT_ARCHIVED.format(known.entry[PARENTS[kind][0]]))
    known.row.archived_at = None
    if kind is EntryKind.DEPUTY:
        models.end_sessions(roster.town_id, [known.row.id], now())
        count_people_anew(roster.town_id)
