"""What a roster holds, read as entries: found by name, by what looks alike, by what is near."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from inspect_app.db import session
from inspect_app.inspections.models import Site
from inspect_app.people.models import Deputy, ResponsibleUnit, Term
from inspect_app.roster import models
from inspect_app.roster.kinds import (
    CHILDREN,
    LEVEL_LABELS,
    PARENTS,
    ROLE_LABELS,
    SEPARATOR,
    EntryKind,
    RosterEntry,
    RosterKey,
    alike_key,
    is_perhaps_mistyped,
    key_of,
    near_key,
    near_keys,
)


@dataclass(frozen=True)
class KnownEntry:
    """An entry that is kept, with its row."""

    row: models.RosterRow
    entry: RosterEntry
    parent_archived: bool

    @property
    def mark(self) -> str:
        """A mark of the entry as it stands: another one means that somebody changed it."""
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

    kind: EntryKind
    entries: list[KnownEntry]

    @cached_property
    def by_key(self) -> dict[RosterKey, KnownEntry]:
        return {key_of(self.kind, one.entry): one for one in self.entries}

    @cached_property
    def _by_alike_key(self) -> dict[RosterKey, list[KnownEntry]]:
        found = defaultdict(list)
        for one in self.entries:
            found[alike_key(self.kind, one.entry)].append(one)
        return found

    @cached_property
    def _by_near_key(self) -> dict[RosterKey, list[KnownEntry]]:
        found = defaultdict(list)
        for one in self.entries:
            for key in near_keys(self.kind, one.entry):
                found[key].append(one)
        return found

    def meant_by(self, entry: RosterEntry) -> KnownEntry | None:
        """The entry of that name: the one written so, else the only one that looks alike."""
        exact = self.by_key.get(key_of(self.kind, entry))
        found = self._by_alike_key.get(alike_key(self.kind, entry), [])
        return exact or (found[0] if len(found) == 1 else None)

    def near(self, entry: RosterEntry) -> list[KnownEntry]:
        """What is perhaps the same as an entry that the shelf does not have."""
        found = self._by_alike_key.get(alike_key(self.kind, entry))
        return found or self._by_near_key.get(near_key(self.kind, entry), [])

    def perhaps_mistyped_for(self, name: str) -> list[KnownEntry]:
        """The entries in use from which a name that is none differs in one sign."""
        return [
            one
            for one in self.entries
            if not one.is_archived and is_perhaps_mistyped(name, one.entry["name"])
        ]

    @cached_property
    def by_id(self) -> dict[int, KnownEntry]:
        return {one.row.id: one for one in self.entries}

    @cached_property
    def offered(self) -> dict[str, int]:
        """The names that new entries may refer to, with their ids."""
        return {one.entry["name"]: one.row.id for one in self.entries if not one.is_archived}


@dataclass
class Roster:
    """A town's roster in one of its terms; each kind is read once, when it is first asked for."""

    town_id: int
    term: Term | None
    _shelves: dict[EntryKind, Shelf] = field(default_factory=dict)

    def of(self, kind: EntryKind) -> Shelf:
        """The kind's entries; where there is no term, no groups and no deputies."""
        if kind not in self._shelves:
            term_id = self.term.id if self.term else None
            found = models.rows(self.town_id, kind, term_id)
            entries = [
                KnownEntry(row, _entry_of(row, above), bool(gone)) for row, above, gone in found
            ]
            self._shelves[kind] = Shelf(kind, entries)
        return self._shelves[kind]

    @cached_property
    def groups_under_way(self) -> dict[str, str]:
        """By the name of each group that is out at present the title of an inspection."""
        return models.groups_under_way(self.town_id)

    def below(self, kind: EntryKind, known: KnownEntry) -> list[KnownEntry]:
        """The deputies of a group or the sites of a village that are not archived."""
        child = CHILDREN.get(kind)
        if child is None:
            return []
        column, name = PARENTS[child][0], known.entry["name"]
        ours = self.of(child).entries
        return [one for one in ours if one.entry[column] == name and not one.is_archived]

    @property
    def mark(self) -> str:
        """A mark of all that is kept: another one means that somebody changed something."""
        entries = [
            (kind.value, one.row.id, one.mark, one.is_archived)
            for kind in EntryKind
            for one in self.of(kind).entries
        ]
        term = (self.term.number, self.term.starts_on) if self.term else ()
        return sha256(repr((term, entries)).encode()).hexdigest()[:16]

    def spelled(self, kind: EntryKind, name: str) -> str:
        """The name as a group or village in use has it that looks alike."""
        found = self.of(kind).meant_by({"name": name})
        return name if found is None or found.is_archived else found.entry["name"]

    def read_again(self) -> None:
        """Forget what was read: rows have been written."""
        session().flush()
        self._shelves.clear()


def _entry_of(row: models.RosterRow, parent: str) -> RosterEntry:
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
