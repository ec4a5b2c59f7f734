"""A list pasted from a chat, Word or Excel: its words become lines, as rows of a file do. Pure.

A table comes with tabs, with or without its heads. A chat has one line a group or village
(第一小组：王建国、李秀英（组长）), or one a name. What a list does not say stays as it is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inspect_app.roster.kinds import (
    LABELS,
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
    PHONE,
    PHONE_LABEL,
    UnclearLineError,
    called,
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
from inspect_app.roster.pasted_people import COUNT, people_of, person_of, words_of
from inspect_app.roster.pasted_roles import (
    ROLE,
    cells_of_roles,
    heads_with_roles,
    is_of_members,
    labelled,
)
from inspect_app.roster.pasted_table import lines_with_cells, side_by_side
from inspect_app.roster.recognising import RosterLine
from inspect_app.text import alike, carried

MOST_LINES = 1000
TWO_OR_ONE = "“{}”是几位还是一位？几位请用顿号隔开，一位请去掉空格"
NAMES_ALONE = "冒号后面的用不上：这里只粘贴{}的名称"
GROUPS_ALONE = (
    "冒号后面的用不上：这里只粘贴小组名称。连代表一起，请到“代表”那一页粘贴，小组会一起加上"
)

_IS_HEADING = {EntryKind.DEPUTY: re.compile("组$"), EntryKind.SITE: re.compile("(村|社区|居委会)$")}
_NUMBERS_HEAD = frozenset(("序号", "编号", "号"))
_TITLE = re.compile("(成员|组员|人员|代表|名单|名册|如下)+$")  # after the name of a group, or alone
_BETWEEN = re.compile("[、，,；;|](?![^(（]*[)）])")  # not those inside brackets


@dataclass
class PastedList:
    """What was understood: the lines, and the heads of columns that nothing was taken from.

    ``alone``: headings below which nobody stands; ``left_out``: lines that stand around the list.
    """

    lines: list[RosterLine]
    unused: list[str]
    alone: list[str]
    left_out: list[str]


def read_pasted(kind: EntryKind, text: str, parent: str = "") -> PastedList:
    """Return what a pasted text says; ``parent`` is the group or village where it names none."""
    reading = _Reading(kind, parent)
    for ordinal, cells in lines_with_cells(carried(text)):
        reading.take(ordinal, cells)
    reading.begin("")
    unused = list(dict.fromkeys(reading.unused))
    return PastedList(reading.lines, unused, reading.alone, reading.left_out)


def with_parents(lines: Sequence[RosterLine], known: Iterable[str]) -> list[RosterLine]:
    """Return the lines, before them one for each group or village that they name and nobody has."""
    seen = {alike(name) for name in known}
    new: list[RosterLine] = []
    for line in lines:
        assert line.kind is not None
        column, parent = PARENTS.get(line.kind, ("", line.kind))
        name = line.entry.get(column, "")
        if name and alike(name) not in seen:
            seen.add(alike(name))
            new.append(RosterLine(parent, line.ordinal, {"name": name}))
    return [*new, *lines]


@dataclass
class _Reading:
    """How far a text is read: the heads and the group or village that hold for what follows."""

    kind: EntryKind
    parent: str
    heads: list[str] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)  # places of the heads that are empty
    sign: re.Pattern[str] | None = None  # what parts the heads, where no tabs do
    lines: list[RosterLine] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    above: Sequence[str] = ()  # the cells of the row before
    role: RosterEntry = field(default_factory=dict)  # of those below a role with a colon
    heading: str = ""  # the last one, until somebody stands below it
    alone: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def begin(self, heading: str) -> None:
        """Note the heading of what follows."""
        self.role = {}
        if self.heading:
            self.alone.append(self.heading)
        self.heading = heading

    def take(self, ordinal: int, cells: list[str]) -> None:
        """Read one line; one of dashes and the like says nothing."""
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
                    self._take(ordinal, self._cells(with_heading(line, _IS_HEADING.get(self.kind))))
            else:
                self._take(ordinal, cells)
        except UnclearLineError as error:
            self._add(ordinal, {"name": cells[0]}, str(error))

    def _take(self, ordinal: int, cells: list[str]) -> None:
        if self._are_heads(cells if len(cells) > 1 else words_of(cells[0])):
            return
        is_title = not self.heads and len(list(filter(None, cells))) == 1
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
            entry = {"name": without_numbering(row.pop("name", ""))}
            if self.kind is EntryKind.DEPUTY:
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
        for place, (head, cell) in enumerate(zip(heads, cells, strict=True), start=1):
            if not head and not re.fullmatch(r"\d{0,4}", cell):
                self.unused.append(called(place, cell))
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
        elif self._are_heads([before]) or self._is_heading(before):
            self._names(ordinal, names)
        elif self.kind in PARENTS:
            self.parent, self.role = name_of(before), {}
            self._names(ordinal, names)
        elif self.kind is EntryKind.UNIT:
            self._add(ordinal, {"name": before, "answers_for": SEPARATOR.join(several(names))})
        else:
            wrong = GROUPS_ALONE if self.kind is EntryKind.GROUP else NAMES_ALONE
            self._add(ordinal, {"name": before}, wrong.format(LABELS[self.kind]))

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
        plain = _TITLE.sub("", named).strip()
        is_parent = self.kind in _IS_HEADING and _IS_HEADING[self.kind].search(plain)
        if is_parent and not plain.startswith("各"):
            self.parent = name_of(plain)
            self.begin(plain)
        return bool(is_parent) or (plain != named and len(named) > len("代表"))

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
        chunk = COUNT.sub("", chunk).strip()
        named = PHONE.sub(" ", chunk)
        if named != chunk:
            self.unused.append("电话号码")
        people = list(people_of(named)) if named.strip() else []
        if any(person is None for person in people):
            self._add(ordinal, {"name": chunk}, TWO_OR_ONE.format(chunk))
            return
        for person in people:
            self._add(ordinal, known | (person or {}))

    def _add(self, ordinal: int, entry: RosterEntry, wrong: str = "") -> None:
        self.heading = ""
        if self.kind in PARENTS:
            column, _ = PARENTS[self.kind]
            self.parent = name_of(entry.get(column, "")) or self.parent
            entry = entry | ({column: self.parent} if self.parent else {})
        wrong = wrong or no_name(self.kind, entry)
        self.lines.append(RosterLine(self.kind, ordinal, entry, {"name": wrong} if wrong else {}))
