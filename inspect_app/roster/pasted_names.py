"""Whom a pasted text names: whose heading holds, and each name below it as an entry. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from inspect_app.roster.kinds import PARENTS, EntryKind, RosterEntry, name_of
from inspect_app.roster.pasted_around import without_numbering
from inspect_app.roster.pasted_chat import all_named, no_name
from inspect_app.roster.pasted_columns import (
    ONE_SITE_OR_SEVERAL,
    demand_names,
    names_between_spaces,
    village_before,
)
from inspect_app.roster.pasted_doubts import doubt_in
from inspect_app.roster.pasted_headings import (
    LevelsAbove,
    is_parent_alone,
    is_title,
    levels_headed,
    without_title,
)
from inspect_app.roster.pasted_list import KnownNames
from inspect_app.roster.pasted_people import COUNT, TWO_OR_ONE, deputies_of
from inspect_app.roster.recognising import RosterLine

_BETWEEN = re.compile("[、，,；;|](?![^(（]*[)）])")  # not those inside brackets


@dataclass
class NamedEntries:
    """The entries that were named so far, and the group or village that holds for what follows."""

    kind: EntryKind
    parent: str
    known: KnownNames
    lines: list[RosterLine] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    role: RosterEntry = field(default_factory=dict)  # of those below a role with a colon
    levels: LevelsAbove = field(default_factory=LevelsAbove)
    heading: str = ""  # the last one, until somebody stands below it
    alone: list[str] = field(default_factory=list)
    is_said: bool = False  # 姓名：王新村 is a person, whatever it looks like

    @property
    def parents(self) -> Collection[str]:
        """The groups or villages that the roster has."""
        return self.known.get(PARENTS[self.kind][1], ()) if self.kind in PARENTS else ()

    @property
    def deputies(self) -> Collection[str]:
        """The deputies that the roster has."""
        return self.known.get(EntryKind.DEPUTY, ())

    def begin(self, heading: str) -> None:
        """Note the heading of what follows."""
        self.role = {}
        self.levels.begin_group()
        if self.heading:
            self.alone.append(self.heading)
        self.heading = heading

    def take(self, ordinal: int, text: str, known: RosterEntry | None = None) -> None:
        """Read an enumeration, or a line that is the heading of those that follow."""
        chunks = [part for part in map(without_numbering, _BETWEEN.split(text)) if part]
        if len(chunks) == 1 and self.is_heading(chunks[0]):
            return
        demand_names(self.kind, chunks, text)
        for chunk in all_named(chunks) if chunks else []:
            self._chunk(ordinal, chunk, known or {})

    def is_heading(self, text: str) -> bool:
        """Whether the words head what follows, as 第一小组（3人） or 代表名单; keep whose it is."""
        named = COUNT.sub("", text).strip()
        if self.kind is EntryKind.DEPUTY and (levels := levels_headed(named)):
            self.levels.begin(levels)
            self.role = {}
            return True
        plain = without_title(named)
        if is_parent_alone(self.kind, plain, self.parents):
            self.parent = name_of(plain)
            self.begin(plain)
            return True
        return is_title(self.kind, named)

    def _chunk(self, ordinal: int, chunk: str, known: RosterEntry) -> None:
        if COUNT.fullmatch(chunk):
            return
        if self.kind is EntryKind.SITE and (led := village_before(chunk)):
            village, chunk = led
            self.parent = name_of(village)
            if len(chunk.split()) > 1:
                self.add(ordinal, {"name": chunk}, ONE_SITE_OR_SEVERAL.format(chunk))
                return
        if self.kind is not EntryKind.DEPUTY:
            for name in names_between_spaces(self.kind, chunk):
                self.add(ordinal, {"name": name})
            return
        people, unused, is_said = deputies_of(chunk, self.deputies)
        self.unused += unused
        for person in people:
            wrong = "" if person else TWO_OR_ONE.format(chunk)
            self.add(ordinal, known | person if person else {"name": chunk}, wrong, is_said=is_said)

    def add(
        self, ordinal: int, entry: RosterEntry, wrong: str = "", *, is_said: bool = False
    ) -> None:
        """Add an entry of the line; ``wrong`` tells what to do where it is none for certain."""
        self.heading = ""
        entry = self.levels.give(entry)
        if self.kind in PARENTS:
            column, _ = PARENTS[self.kind]
            self.parent = name_of(entry.get(column, "")) or self.parent
            entry = entry | ({column: self.parent} if self.parent else {})
        wrong = wrong or no_name(self.kind, entry)
        if self.kind is EntryKind.DEPUTY and not (self.is_said or is_said):
            wrong = wrong or doubt_in(entry, self.deputies, self.parents)
        self.lines.append(RosterLine(self.kind, ordinal, entry, {"name": wrong} if wrong else {}))
