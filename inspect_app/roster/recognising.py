"""Whose entry a line is: names as people type them, found in the roster or asked about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from inspect_app.roster.kinds import (
    CHILDREN,
    COLUMNS,
    KEYS,
    PARENTS,
    EntryKind,
    RosterEntry,
    RosterKey,
    alike_key,
    key_of,
    name_of,
)
from inspect_app.roster.shelves import KnownEntry, Roster
from inspect_app.text import alike, clean_text

ANOTHER = "new"  # the answer to a question: none of those that the roster has


@dataclass
class RosterLine:
    """A filled row: of an entry, or of the term where ``kind`` is None; mistakes by column.

    A column that its list does not have is not in the entry, until the line is recognised.
    """

    kind: EntryKind | None
    ordinal: int
    entry: RosterEntry
    mistakes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """Whether a new name is one that the roster has, written otherwise.

    ``answer`` is the id of the one it is, ``ANOTHER``, or nothing as long as nobody said.
    """

    kind: EntryKind
    name: str
    near: list[KnownEntry]
    mark: str
    answer: str


def recognise(
    lines: Sequence[RosterLine], roster: Roster, answers: Mapping[str, str]
) -> tuple[list[Question], list[tuple[str, str]]]:
    """Give each line the name and the columns of the entry it means.

    Return what must be asked, and the names that were typed otherwise, with those they mean.
    """
    recognising = _Recognising(roster, answers)
    recognising.listen(lines)
    for line in sorted(lines, key=lambda one: one.kind in PARENTS):
        recognising.take(line)
    unanswered = {one.name for one in recognising.questions if not one.answer}
    respelled = [pair for pair in recognising.respelled if pair[0] not in unanswered]
    return recognising.questions, respelled


class _Recognising:
    """What is known so far of the lines of one file or list."""

    def __init__(self, roster: Roster, answers: Mapping[str, str]) -> None:
        self.roster, self.answers = roster, answers
        self.questions: list[Question] = []
        self.respelled: list[tuple[str, str]] = []
        self._typed: set[tuple[EntryKind, RosterKey]] = set()
        self._new: dict[tuple[EntryKind, RosterKey], str] = {}
        self._meant: dict[tuple[EntryKind, str], str] = {}

    def listen(self, lines: Iterable[RosterLine]) -> None:
        """Hear all names first: what has a line of its own is not meant by another line."""
        for line in lines:
            assert line.kind is not None
            for name in KEYS[line.kind]:
                line.entry[name] = name_of(clean_text(line.entry.get(name, "")))
            self._typed.add(_key(line.kind, line.entry))

    def take(self, line: RosterLine) -> None:
        """Give a line the entry it means."""
        kind, entry = line.kind, line.entry
        assert kind is not None
        column, parent = PARENTS.get(kind, ("", kind))
        if entry.get(column):
            entry[column] = self._parent(parent, name_of(clean_text(entry[column])))
        typed = entry["name"]
        known = self._known(kind, entry) if typed else None
        entry["name"] = known.entry["name"] if known else self._as_before(kind, entry)
        for words in {typed, alike(typed)}:
            self._meant.setdefault((kind, words), entry["name"])
        if entry["name"] != typed:
            self.respelled.append((typed, entry["name"]))
        for name in (one.name for one in COLUMNS[kind]):
            entry.setdefault(name, known.entry[name] if known else "")

    def _parent(self, kind: EntryKind, typed: str) -> str:
        spelled = self.roster.spelled(kind, typed)
        is_exact = typed in self.roster.of(kind).offered
        meant = self._meant.get((kind, typed)) or self._meant.get((kind, alike(typed)))
        return typed if is_exact else meant or spelled

    def _known(self, kind: EntryKind, entry: RosterEntry) -> KnownEntry | None:
        shelf = self.roster.of(kind)
        if known := shelf.meant_by(entry):
            return known
        near = [one for one in shelf.near(entry) if _key(kind, one.entry) not in self._typed]
        return self._asked(kind, entry, near) if near else None

    def _asked(
        self, kind: EntryKind, entry: RosterEntry, near: list[KnownEntry]
    ) -> KnownEntry | None:
        identity = repr((kind.value, key_of(kind, entry)))
        mark = f"near-{sha256(identity.encode()).hexdigest()[:16]}"
        by_id = {str(one.row.id): one for one in near}
        answer = self.answers.get(mark, "")
        answer = answer if answer in (ANOTHER, *by_id) else ""
        self.questions.append(Question(kind, entry["name"], near, mark, answer))
        if answer or kind not in CHILDREN:
            return by_id.get(answer)
        # For the while a group is the one it is near: else its deputies would be said to move.
        return next((one for one in near if not one.is_archived), None)

    def _as_before(self, kind: EntryKind, entry: RosterEntry) -> str:
        """The name as an earlier line has it that looks alike: it is the same, twice."""
        return self._new.setdefault(_key(kind, entry), entry["name"])


def _key(kind: EntryKind, entry: RosterEntry) -> tuple[EntryKind, RosterKey]:
    return kind, alike_key(kind, entry)
