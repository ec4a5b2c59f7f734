"""A list pasted from a chat, Word or Excel: its words become lines, as rows of a file do. Pure.

A table comes with tabs, with or without its heads. A chat has one line a group or village
(第一小组：王建国、李秀英（组长）), or one a name. What a list does not say stays as it is.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from inspect_app.roster.kinds import (
    PARENTS,
    SEPARATOR,
    EntryKind,
    RosterEntry,
    name_of,
    several,
)
from inspect_app.roster.pasted_around import names_nobody, without_numbering
from inspect_app.roster.pasted_chat import (
    SENDERS,
    all_named,
    as_above,
    no_name,
    with_heading,
    without_chat,
)
from inspect_app.roster.pasted_columns import (
    COLON,
    HEADS_KEPT,
    ONE_SITE_OR_SEVERAL,
    PHONE_LABEL,
    UnclearLineError,
    cells_below,
    cells_between_signs,
    columns_of,
    demand_names,
    demand_no_more,
    names_between_spaces,
    parted_heads,
    role_or_level,
    village_before,
)
from inspect_app.roster.pasted_doubts import doubt_in, name_said, without_sex_and_people
from inspect_app.roster.pasted_headings import (
    IS_HEADING,
    LevelsAbove,
    demand_parent,
    is_parent_alone,
    is_title,
    levels_headed,
    names_alone,
    without_title,
)
from inspect_app.roster.pasted_list import KnownNames, PastedList
from inspect_app.roster.pasted_people import COUNT, TWO_OR_ONE, deputies_of, person_of, words_of
from inspect_app.roster.pasted_roles import (
    ROLE,
    cells_of_roles,
    heads_with_roles,
    is_of_members,
    labelled,
)
from inspect_app.roster.pasted_table import columns_unused, lines_with_cells, side_by_side
from inspect_app.roster.recognising import RosterLine
from inspect_app.text import alike, carried

_NUMBERS_HEAD = frozenset(("序号", "编号", "号"))
_BETWEEN = re.compile("[、，,；;|](?![^(（]*[)）])")  # not those inside brackets


def read_pasted(
    kind: EntryKind, text: str, parent: str = "", known: KnownNames = MappingProxyType({})
) -> PastedList:
    """Return what a pasted text says; ``parent`` is the group or village where it names none."""
    reading = _Reading(kind, parent, known)
    for ordinal, cells in lines_with_cells(carried(text)):
        reading.take(ordinal, cells)
    reading.begin("")
    unused = list(dict.fromkeys(reading.unused))
    return PastedList(reading.lines, unused, reading.alone, reading.left_out)


@dataclass
class _Reading:
    """How far a text is read: the heads and the group or village that hold for what follows."""

    kind: EntryKind
    parent: str
    known: KnownNames
    heads: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)  # places of the heads that are empty
    sign: re.Pattern[str] | None = None  # what parts the heads, where no tabs do
    lines: list[RosterLine] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    above: Sequence[str] = ()  # the cells of the row before
    role: RosterEntry = field(default_factory=dict)  # of those below a role with a colon
    levels: LevelsAbove = field(default_factory=LevelsAbove)
    heading: str = ""  # the last one, until somebody stands below it
    alone: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_said: bool = False  # 姓名：王新村 is a person, whatever it looks like

    @property
    def _parents(self) -> Collection[str]:
        return self.known.get(PARENTS[self.kind][1], ()) if self.kind in PARENTS else ()

    @property
    def _deputies(self) -> Collection[str]:
        return self.known.get(EntryKind.DEPUTY, ())

    def begin(self, heading: str) -> None:
        """Note the heading of what follows."""
        self.role = {}
        self.levels.begin_group()
        if self.heading:
            self.alone.append(self.heading)
        self.heading = heading

    def take(self, ordinal: int, cells: list[str]) -> None:
        """Read one line; one of dashes and the like says nothing."""
        self.is_said = False
        if not any(re.search(r"\w", cell) for cell in cells):
            return
        if around := names_nobody(self.kind, cells):
            self.left_out.append(f"第{ordinal}行“{around[:20]}”")
            return
        if len(cells) > 1:
            self.sign = None  # what comes with tabs is parted by them
        try:
            if len(cells) == 1:
                line, is_of_chat = without_chat(self.kind, cells[0])
                self.unused += [SENDERS] if is_of_chat else []
                if line:
                    self._take(ordinal, self._cells(with_heading(line, IS_HEADING.get(self.kind))))
            else:
                self._take(ordinal, cells)
        except UnclearLineError as error:
            self._add(ordinal, {"name": cells[0]}, str(error))

    def _take(self, ordinal: int, cells: list[str]) -> None:
        if self._are_heads(cells if len(cells) > 1 else words_of(cells[0])):
            return
        filled = [cell for cell in cells if cell]
        is_title = not self.heads and len(filled) == 1
        is_band = self.kind is EntryKind.DEPUTY and len(cells) > len(filled) == 1
        if is_band and self.heads and self._is_heading(without_numbering(filled[0])):
            return
        if len(cells) > 1 and not is_title:
            self._row(ordinal, cells)
        else:
            self._chat(ordinal, without_numbering("".join(cells)))

    def _cells(self, line: str) -> list[str]:
        """Return the cells of a line without tabs, as the heads above it are parted."""
        line = PHONE_LABEL.sub("", line)
        sign, heads = parted_heads(self.kind, line)
        if sign:
            self.sign = sign
            return heads
        if self.sign and self.heads:
            return cells_below(self.sign, self.heads, line)
        cells = cells_between_signs(self.kind, without_numbering(line))
        return words_of(line) if self.heads and len(cells) == 1 else cells

    def _are_heads(self, cells: Sequence[str]) -> bool:
        roles = heads_with_roles(cells) if self.kind is EntryKind.DEPUTY else []
        heads = roles or [HEADS_KEPT[self.kind].get(alike(cell), "") for cell in cells]
        if not roles and "name" not in heads:
            return False
        self.heads, self.above = heads if len(cells) > 1 else [], []
        self.nameless = [place for place, cell in enumerate(cells) if not cell]
        unknown = zip(cells, heads, strict=True)
        self.unused += [
            cell for cell, head in unknown if cell and not head and cell not in _NUMBERS_HEAD
        ]
        return True

    def _row(self, ordinal: int, cells: Sequence[str]) -> None:
        cells = self.above = as_above(cells, self.above, self.heads)
        if any(head.startswith(ROLE) for head in self.heads):
            self._row_of_roles(ordinal, cells)
            return
        cells = [cell.replace("\n", " ") for cell in cells]
        heads = self.heads or self._guessed(cells)
        demand_no_more(cells, heads)
        self.unused += [
            f"第{n + 1}列" for n in self.nameless if self.heads and any(cells[n : n + 1])
        ]
        for row in side_by_side(heads, cells):
            name, self.is_said = name_said(row.pop("name", ""))
            entry = {"name": without_numbering(name)}
            if self.kind is EntryKind.DEPUTY:
                entry["name"], unused = without_sex_and_people(entry["name"], self._deputies)
                self.unused += unused
                entry = person_of(entry["name"]) or entry
                row = {name: role_or_level(cell).get(name, cell) for name, cell in row.items()}
            self._add(ordinal, entry | row)

    def _row_of_roles(self, ordinal: int, cells: Sequence[str]) -> None:
        demand_no_more(cells, self.heads)
        row = dict(zip(self.heads, cells, strict=False))
        self.parent = name_of(row.get("group", "")) or self.parent
        before: set[str] = set()
        for role, words in cells_of_roles(self.heads, cells):
            begun = len(self.lines)
            self._names(ordinal, words, {"group_role": role} if role else {})
            found = self.lines[begun:]
            if is_of_members(role):
                self.lines[begun:] = [
                    one for one in found if alike(one.entry["name"]) not in before
                ]
            before |= {alike(one.entry["name"]) for one in found}

    def _guessed(self, cells: Sequence[str]) -> list[str]:
        """Return the columns of a row in a table without heads; tell which are not used."""
        heads = columns_of(self.kind, cells)
        self.unused += columns_unused(heads, cells)
        return heads

    def _chat(self, ordinal: int, text: str) -> None:
        before, labels = labelled(text) if self.kind is EntryKind.DEPUTY else (text, [])
        if labels and (not before or self._is_heading(before)):
            for role, names in labels:
                self.role = {"group_role": role} if role else {}
                self._names(ordinal, names, self.role)
            return
        before, *after = COLON.split(text, maxsplit=1)
        before, names = COUNT.sub("", before.strip()).strip(), "".join(after)
        if not after:
            self._names(ordinal, text, self.role)
        elif self._are_heads([before]):
            self.is_said = True
            self._names(ordinal, names)
        elif self._is_heading(before):
            self._names(ordinal, names)
        elif self.kind in PARENTS:
            demand_parent(self.kind, before, self._parents)
            self.begin("")
            self.parent = name_of(before)
            self._names(ordinal, names)
        elif self.kind is EntryKind.UNIT:
            self._add(ordinal, {"name": before, "answers_for": SEPARATOR.join(several(names))})
        else:
            self._add(ordinal, {"name": before}, names_alone(self.kind))

    def _names(self, ordinal: int, text: str, known: RosterEntry | None = None) -> None:
        """Read an enumeration, or a line that is the heading of those that follow."""
        chunks = [part for part in map(without_numbering, _BETWEEN.split(text)) if part]
        if len(chunks) == 1 and self._is_heading(chunks[0]):
            return
        demand_names(self.kind, chunks, text)
        for chunk in all_named(chunks) if chunks else []:
            self._chunk(ordinal, chunk, known or {})

    def _is_heading(self, text: str) -> bool:
        """Whether the words head what follows, as 第一小组（3人） or 代表名单; keep whose it is."""
        named = COUNT.sub("", text).strip()
        if self.kind is EntryKind.DEPUTY and (levels := levels_headed(named)):
            self.levels.begin(levels)
            self.role = {}
            return True
        plain = without_title(named)
        if is_parent_alone(self.kind, plain, self._parents):
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
                self._add(ordinal, {"name": chunk}, ONE_SITE_OR_SEVERAL.format(chunk))
                return
        if self.kind is not EntryKind.DEPUTY:
            for name in names_between_spaces(self.kind, chunk):
                self._add(ordinal, {"name": name})
            return
        people, unused, is_said = deputies_of(chunk, self._deputies)
        self.unused += unused
        for person in people:
            wrong = "" if person else TWO_OR_ONE.format(chunk)
            self._add(ordinal, known | person if person else {"name": chunk}, wrong, is_said)

    def _add(self, n: int, entry: RosterEntry, wrong: str = "", is_said: bool = False) -> None:
        self.heading = ""
        entry = self.levels.give(entry)
        if self.kind in PARENTS:
            column, _ = PARENTS[self.kind]
            self.parent = name_of(entry.get(column, "")) or self.parent
            entry = entry | ({column: self.parent} if self.parent else {})
        wrong = wrong or no_name(self.kind, entry)
        if self.kind is EntryKind.DEPUTY and not (self.is_said or is_said):
            wrong = wrong or doubt_in(entry, self._deputies, self._parents)
        self.lines.append(RosterLine(self.kind, n, entry, {"name": wrong} if wrong else {}))
