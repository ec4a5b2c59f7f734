"""What a pasted list says, as lines of entries, and what the roster knows beside it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.roster.kinds import PARENTS, EntryKind
from inspect_app.roster.recognising import RosterLine
from inspect_app.text import alike

MOST_LINES = 1000
KnownNames = Mapping[EntryKind, Collection[str]]  # the roster's, by kind


@dataclass
class PastedList:
    """What was understood: the lines, and the heads of columns that nothing was taken from.

    ``alone``: headings below which nobody stands; ``left_out``: lines that stand around the list.
    """

    lines: list[RosterLine]
    unused: list[str]
    alone: list[str]
    left_out: list[str]


def with_parents(lines: Sequence[RosterLine], known: Iterable[str]) -> list[RosterLine]:
    """The lines, before them one for each group or village that they name and nobody has."""
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
