"""What is done to the roster: entries added, changed, archived. Call the verbs while writing.

The same rules hold for an entry of a page and for a row of Excel.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from inspect_app.db import now, session
from inspect_app.inspections.models import Site
from inspect_app.inspections.planning import count_people_anew
from inspect_app.people.models import Deputy, DeputyGroup, ResponsibleUnit, Term
from inspect_app.roster import models
from inspect_app.roster.kinds import (
    CHILDREN,
    LABELS,
    LEVEL_LABELS,
    PARENTS,
    ROLE_LABELS,
    SEPARATOR,
    Entry,
    Key,
    Kind,
    alike_key,
    key_of,
    near_key,
    near_keys,
    several,
)

NO_TERM = "现在没有在任的一届，请先开始新一届"
TAKEN = "已经有“{}”了，名称不能重复"
NAMESAKE = "已有同名的代表。请在姓名后注明以便区分，如“{}(石桥)”"
PERHAPS = "名册里有{}，是同一位吗？是，请打开它；不是，请勾选“不是同一位，另外添加”再保存"
PERHAPS_THIS = "名册里有{}，是同一个吗？是，请打开它；不是，请勾选“不是同一个，另外添加”再保存"
MEANT = "没有“{}”这个{}。名册里有{}，是它就请照着写；不是，请先加上"
IN_ARCHIVE = "“{}”已归档。要再用，请到“已归档”里恢复"
NO_PARENT = "没有“{}”这个{}，请先加上"
STILL_USED = "还有{}位代表在这个小组，请先把他们转到别的小组或归档"
UNDER_WAY = "{}正在参加“{}”，现在换组，代表手机里还没有传上来的就不能照常收下。请先结束视察再换组"
PARENT_ARCHIVED = "所在的“{}”已归档，请先恢复它"

IN_TERM = frozenset({Kind.GROUP, Kind.DEPUTY})  # the other kinds outlive a term

_ROLES = {label: role for role, label in ROLE_LABELS.items()}
_LEVELS = {label: level.value for level, label in LEVEL_LABELS.items()}


class RosterError(ValueError):
    """Something cannot be kept; says why, and in which column."""

    def __init__(self, words: str, column: str = "name") -> None:
        super().__init__(words)
        self.column = column


class PerhapsTheSameError(RosterError):
    """The roster has entries that may be the same, written otherwise."""

    def __init__(self, kind: Kind, near: "Sequence[Known]") -> None:
        words = PERHAPS if kind is Kind.DEPUTY else PERHAPS_THIS
        super().__init__(words.format(quoted(near)))
        self.near = near


@dataclass(frozen=True)
class Known:
    """An entry that is kept, with its row."""

    row: models.Kept
    entry: Entry
    parent_archived: bool

    @property
    def mark(self) -> str:
        """Return a mark of the entry as it stands: another one means that somebody changed it."""
        return sha256(repr(sorted(self.entry.items())).encode()).hexdigest()[:16]

    @property
    def is_archived(self) -> bool:
        """Whether it was archived itself."""
        return self.row.archived_at is not None

    @property
    def is_in_use(self) -> bool:
        """Whether neither it nor what it belongs to is archived."""
        return not (self.is_archived or self.parent_archived)


@dataclass(frozen=True)
class Shelf:
    """The entries of one kind, in their order, archived ones too."""

    kind: Kind
    entries: list[Known]

    @cached_property
    def by_key(self) -> dict[Key, Known]:
        """Return the entries by what they are known by."""
        return {key_of(self.kind, one.entry): one for one in self.entries}

    @cached_property
    def _by_alike_key(self) -> dict[Key, list[Known]]:
        found = defaultdict(list)
        for one in self.entries:
            found[alike_key(self.kind, one.entry)].append(one)
        return found

    @cached_property
    def _by_near_key(self) -> dict[Key, list[Known]]:
        found = defaultdict(list)
        for one in self.entries:
            for key in near_keys(self.kind, one.entry):
                found[key].append(one)
        return found

    def meant_by(self, entry: Entry) -> Known | None:
        """Return the entry of that name: the one written so, else the only one that looks alike."""
        exact = self.by_key.get(key_of(self.kind, entry))
        found = self._by_alike_key.get(alike_key(self.kind, entry), [])
        return exact or (found[0] if len(found) == 1 else None)

    def near(self, entry: Entry) -> list[Known]:
        """Return what is perhaps the same as an entry that the shelf does not have."""
        found = self._by_alike_key.get(alike_key(self.kind, entry))
        return found or self._by_near_key.get(near_key(self.kind, entry), [])

    @cached_property
    def by_id(self) -> dict[int, Known]:
        """Return the entries by the ids of their rows."""
        return {one.row.id: one for one in self.entries}

    @cached_property
    def offered(self) -> dict[str, int]:
        """Return the names that new entries may refer to, with their ids."""
        return {one.entry["name"]: one.row.id for one in self.entries if not one.is_archived}


@dataclass
class Roster:
    """A town's roster in one of its terms; each kind is read once, when it is first asked for."""

    town_id: int
    term: Term | None
    _shelves: dict[Kind, Shelf] = field(default_factory=dict)

    def of(self, kind: Kind) -> Shelf:
        """Return the kind's entries; where there is no term, no groups and no deputies."""
        if kind not in self._shelves:
            term_id = self.term.id if self.term else None
            found = models.rows(self.town_id, kind, term_id)
            entries = [Known(row, _said(row, above), bool(gone)) for row, above, gone in found]
            self._shelves[kind] = Shelf(kind, entries)
        return self._shelves[kind]

    @cached_property
    def groups_under_way(self) -> dict[str, str]:
        """Return by the name of each group that is out at present the title of an inspection."""
        return models.groups_under_way(self.town_id)

    def below(self, kind: Kind, known: Known) -> list[Known]:
        """Return the deputies of a group or the sites of a village that are not archived."""
        child = CHILDREN.get(kind)
        if child is None:
            return []
        column, name = PARENTS[child][0], known.entry["name"]
        ours = self.of(child).entries
        return [one for one in ours if one.entry[column] == name and not one.is_archived]

    @property
    def mark(self) -> str:
        """Return a mark of all that is kept: another one means that somebody changed something."""
        kept = [
            (kind.value, one.row.id, one.mark, one.is_archived)
            for kind in Kind
            for one in self.of(kind).entries
        ]
        term = (self.term.number, self.term.starts_on) if self.term else ()
        return sha256(repr((term, kept)).encode()).hexdigest()[:16]

    def spelled(self, kind: Kind, name: str) -> str:
        """Return the name as a group or village in use has it that looks alike."""
        found = self.of(kind).meant_by({"name": name})
        return name if found is None or found.is_archived else found.entry["name"]

    def read_again(self) -> None:
        """Forget what was read: rows have been written."""
        session().flush()
        self._shelves.clear()


def _said(row: models.Kept, parent: str) -> Entry:
    if isinstance(row, Deputy):
        levels = [label for level, label in LEVEL_LABELS.items() if level in row.levels]
        return {
            "name": row.name,
            "group": parent,
            "group_role": ROLE_LABELS[row.group_role],
            "levels": SEPARATOR.join(levels),
            "constituency": row.constituency,
        }
    if isinstance(row, Site):
        return {"village": parent, "name": row.name, "location": row.location}
    if isinstance(row, ResponsibleUnit):
        answers_for = SEPARATOR.join(row.answers_for)
        person = row.responsible_person
        return {"name": row.name, "responsible_person": person, "answers_for": answers_for}
    return {"name": row.name}


def mistake(
    roster: Roster,
    kind: Kind,
    entry: Entry,
    before: Known | None,
    new_parents: Collection[str] = (),
) -> RosterError | None:
    """Return why the entry cannot be kept; ``before`` is what it changes, None if it is new.

    ``new_parents`` are the names of groups or villages that will be kept before it.
    """
    if kind is Kind.DEPUTY and before and before.entry["group"] != entry["group"]:
        title = roster.groups_under_way.get(before.entry["group"])
        if title and not before.is_archived:
            return RosterError(UNDER_WAY.format(before.entry["group"], title), "group")
    if kind in PARENTS:
        column, parent = PARENTS[kind]
        stays = before is not None and before.entry[column] == entry[column]
        there = roster.of(parent).offered
        if not stays and entry[column] not in there and entry[column] not in new_parents:
            return RosterError(_no_parent(roster, parent, entry[column]), column)
    known = roster.of(kind).meant_by(entry)
    if known is None or (before and before.row.id == known.row.id):
        return None
    words = IN_ARCHIVE if known.is_archived else NAMESAKE if kind is Kind.DEPUTY else TAKEN
    return RosterError(words.format(known.entry["name"]))


def _no_parent(roster: Roster, kind: Kind, name: str) -> str:
    near = [one for one in roster.of(kind).near({"name": name}) if not one.is_archived]
    words = MEANT if near and name else NO_PARENT
    return words.format(name, LABELS[kind], quoted(near))


def quoted(entries: Sequence[Known]) -> str:
    """Return the entries' names in quotes, for a sentence."""
    return SEPARATOR.join(f"“{one.entry['name']}”" for one in entries)


def keep(
    roster: Roster,
    kind: Kind,
    entry: Entry,
    before: Known | None = None,
    *,
    is_another: bool = False,
) -> models.Kept:
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


def put(roster: Roster, kind: Kind, entry: Entry, before: Known | None) -> models.Kept:
    """Write an entry that has no mistake."""
    row = before.row if before else models.TABLES[kind](town_id=roster.town_id)
    for column, value in _columns(roster, kind, entry).items():
        setattr(row, column, value)
    if before is None and isinstance(row, DeputyGroup | Deputy):
        assert roster.term is not None
        row.term_id = roster.term.id
    session().add(row)
    return row


def _columns(roster: Roster, kind: Kind, entry: Entry) -> dict[str, Any]:
    """Return what the row of an entry holds, by its table's columns."""
    if kind in PARENTS:
        column, parent = PARENTS[kind]
        shelf = roster.of(parent)
        above = {f"{column}_id": shelf.by_key[entry[column],].row.id}
    match kind:
        case Kind.DEPUTY:
            return above | {
                "name": entry["name"],
                "group_role": _ROLES[entry["group_role"]],
                "levels": [_LEVELS[label] for label in several(entry["levels"])],
                "constituency": entry["constituency"],
            }
        case Kind.SITE:
            return above | {"name": entry["name"], "location": entry["location"]}
        case Kind.UNIT:
            return {**entry, "answers_for": several(entry["answers_for"])}
    return dict(entry)


def archive(roster: Roster, kind: Kind, known: Known) -> None:
    """Take the entry out of use; what refers to it stays. An archived deputy has no way in.

    :raise RosterError: if it is a group that still has deputies.
    """
    if known.is_archived:
        return
    if kind is Kind.GROUP and (left := roster.below(kind, known)):
        raise RosterError(STILL_USED.format(len(left)))
    known.row.archived_at = now()
    if kind is Kind.DEPUTY:
        models.close_ways_in(roster.town_id, [known.row.id], now())
        count_people_anew(roster.town_id)


def restore(roster: Roster, kind: Kind, known: Known) -> None:
    """Take the entry into use again; a deputy needs a new link then.

    :raise RosterError: if the group or village it belongs to is archived.
    """
    if not known.is_archived:
        return  # pressed twice: a link made meanwhile is good
    if known.parent_archived:
        raise RosterError(PARENT_ARCHIVED.format(known.entry[PARENTS[kind][0]]))
    known.row.archived_at = None
    if kind is Kind.DEPUTY:
        models.end_sessions(roster.town_id, [known.row.id], now())
        count_people_anew(roster.town_id)
