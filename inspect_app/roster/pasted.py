"""A list pasted from a chat, Word or Excel: its words become lines, as rows of a file do. Pure.

A table comes with tabs, with or without its heads. A chat has one line a group or village
(第一小组：王建国、李秀英（组长）), or one a name. What a list does not say stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from inspect_app.roster.column_heads import NUMBERS_HEAD, column_headed
from inspect_app.roster.kinds import (
    PARENTS,
    SEPARATOR,
    EntryKind,
    name_of,
    several,
)
from inspect_app.roster.pasted_around import names_nobody, without_numbering
from inspect_app.roster.pasted_chat import (
    SENDERS,
    as_above,
    with_heading,
    without_chat,
)
from inspect_app.roster.pasted_columns import (
    COLON,
    PHONE_LABEL,
    UnclearLineError,
    cells_below,
    cells_between_signs,
    columns_of,
    demand_no_more,
    parted_heads,
    role_or_level,
)
from inspect_app.roster.pasted_doubts import name_said, without_sex_and_people
from inspect_app.roster.pasted_headings import (
    IS_HEADING,
    demand_parent,
    names_alone,
)
from inspect_app.roster.pasted_list import KnownNames, PastedList
from inspect_app.roster.pasted_names import NamedEntries
from inspect_app.roster.pasted_people import COUNT, person_of, words_of
from inspect_app.roster.pasted_roles import (
    ROLE,
    cells_of_roles,
    heads_with_roles,
    is_of_members,
    labelled,
)
from inspect_app.roster.pasted_table import columns_unused, lines_with_cells, side_by_side
from inspect_app.spreadsheet.heads import plain_head
from inspect_app.text import alike, carried


def read_pasted(
    kind: EntryKind, text: str, parent: str = "", known: KnownNames = MappingProxyType({})
) -> PastedList:
    """What a pasted text says; ``parent`` is the group or village where it names none."""
    named = NamedEntries(kind, parent, known)
    reading = _Reading(kind, named)
    for ordinal, cells in lines_with_cells(carried(text)):
        reading.take(ordinal, cells)
    named.begin("")
    unused = list(dict.fromkeys(named.unused))
    return PastedList(named.lines, unused, named.alone, reading.left_out)


@dataclass
class _Reading:
    """How far a text is read: the heads that hold for what follows."""

    kind: EntryKind
    named: NamedEntries
    heads: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)  # places of the heads that are empty
    sign: re.Pattern[str] | None = None  # what parts the heads, where no tabs do
    above: Sequence[str] = ()  # the cells of the row before
    left_out: list[str] = field(default_factory=list)

    def take(self, ordinal: int, cells: list[str]) -> None:
        """Read one line; one of dashes and the like says nothing."""
        self.named.is_said = False
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
                self.named.unused += [SENDERS] if is_of_chat else []
                if line:
                    self._take(ordinal, self._cells(with_heading(line, IS_HEADING.get(self.kind))))
            else:
                self._take(ordinal, cells)
        except UnclearLineError as error:
            self.named.add(ordinal, {"name": cells[0]}, str(error))

    def _take(self, ordinal: int, cells: list[str]) -> None:
        if self._are_heads(cells if len(cells) > 1 else words_of(cells[0])):
            return
        filled = [cell for cell in cells if cell]
        is_title = not self.heads and len(filled) == 1
        is_band = self.kind is EntryKind.DEPUTY and len(cells) > len(filled) == 1
        if is_band and self.heads and self.named.is_heading(without_numbering(filled[0])):
            return
        if len(cells) > 1 and not is_title:
            self._row(ordinal, cells)
        else:
            self._chat(ordinal, without_numbering("".join(cells)))

    def _cells(self, line: str) -> list[str]:
        """The cells of a line without tabs, as the heads above it are parted."""
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
        heads = roles or [column_headed(self.kind, cell) for cell in cells]
        if not roles and "name" not in heads:
            return False
        self.heads, self.above = heads if len(cells) > 1 else [], []
        self.nameless = [place for place, cell in enumerate(cells) if not cell]
        unknown = zip(cells, heads, strict=True)
        self.named.unused += [
            cell
            for cell, head in unknown
            if cell and not head and plain_head(cell) not in NUMBERS_HEAD
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
        self.named.unused += [
            f"第{place + 1}列"
            for place in self.nameless
            if self.heads and any(cells[place : place + 1])
        ]
        for row in side_by_side(heads, cells):
            name, self.named.is_said = name_said(row.pop("name", ""))
            entry = {"name": without_numbering(name)}
            if self.kind is EntryKind.DEPUTY:
                entry["name"], unused = without_sex_and_people(entry["name"], self.named.deputies)
                self.named.unused += unused
                entry = person_of(entry["name"]) or entry
                row = {name: role_or_level(cell).get(name, cell) for name, cell in row.items()}
            self.named.add(ordinal, entry | row)

    def _row_of_roles(self, ordinal: int, cells: Sequence[str]) -> None:
        demand_no_more(cells, self.heads)
        row = dict(zip(self.heads, cells, strict=False))
        self.named.parent = name_of(row.get("group", "")) or self.named.parent
        before: set[str] = set()
        for role, words in cells_of_roles(self.heads, cells):
            begun = len(self.named.lines)
            self.named.take(ordinal, words, {"group_role": role} if role else {})
            found = self.named.lines[begun:]
            if is_of_members(role):
                self.named.lines[begun:] = [
                    one for one in found if alike(one.entry["name"]) not in before
                ]
            before |= {alike(one.entry["name"]) for one in found}

    def _guessed(self, cells: Sequence[str]) -> list[str]:
        """The columns of a row in a table without heads; tell which are not used."""
        heads = columns_of(self.kind, cells)
        self.named.unused += columns_unused(heads, cells)
        return heads

    def _chat(self, ordinal: int, text: str) -> None:
        before, labels = labelled(text) if self.kind is EntryKind.DEPUTY else (text, [])
        if labels and (not before or self.named.is_heading(before)):
            for role, names in labels:
                self.named.role = {"group_role": role} if role else {}
                self.named.take(ordinal, names, self.named.role)
            return
        before, *after = COLON.split(text, maxsplit=1)
        before, names = COUNT.sub("", before.strip()).strip(), "".join(after)
        if not after:
            self.named.take(ordinal, text, self.named.role)
        elif self._are_heads([before]):
            self.named.is_said = True
            self.named.take(ordinal, names)
        elif self.named.is_heading(before):
            self.named.take(ordinal, names)
        elif self.kind in PARENTS:
            demand_parent(self.kind, before, self.named.parents)
            self.named.begin("")
            self.named.parent = name_of(before)
            self.named.take(ordinal, names)
        elif self.kind is EntryKind.UNIT:
            self.named.add(ordinal, {"name": before, "answers_for": SEPARATOR.join(several(names))})
        else:
            self.named.add(ordinal, {"name": before}, names_alone(self.kind))
