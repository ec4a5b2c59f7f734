"""Many entries at once, of a filled Excel file or a pasted list: compared, then all or nothing.

Who is in the roster and not in a file stays as it is, unless the clerk ticks to archive them.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.inspections.attendance import count_people_anew
from inspect_app.roster import models
from inspect_app.roster.doubtful_cells import doubtful_names, refuse_new
from inspect_app.roster.keeping import RosterError, archive, mistake, put
from inspect_app.roster.kinds import (
    CHILDREN,
    COLUMNS,
    PARENTS,
    EntryKind,
    RosterEntry,
    RosterKey,
    key_of,
)
from inspect_app.roster.recognising import Question, RosterLine, recognise
from inspect_app.roster.shelves import KnownEntry, Roster
from inspect_app.roster.terms import change, mistake_of_change, mistake_of_start, start
from inspect_app.spreadsheet.uploaded_book import Unread

TWICE = "和第{}行重复，只能有一行"
NAMESAKES = "{}。真有两位同名的，请在姓名后注明，如“{}（石桥）”"
ANOTHER_TERM = (
    "现在是第{}届，表里是第{}届。要换届，请勾选“开始新一届”再传；不是换届，请把这里改成{}"
)

EntryReader = Callable[[EntryKind, RosterEntry], tuple[RosterEntry, dict[str, str]]]
TermReader = Callable[[RosterEntry], tuple[int | None, date | None, dict[str, str]]]


@dataclass(frozen=True)
class WorkbookLines:
    """What a file says: the row of the term, and the rows of the entries."""

    term: RosterLine
    lines: list[RosterLine]


@dataclass(frozen=True)
class EntryChange:
    """An entry to add, or to change where there is one before."""

    kind: EntryKind
    entry: RosterEntry
    before: KnownEntry | None


@dataclass(frozen=True)
class RosterComparison:
    """What lines would do to a roster, if none has a mistake."""

    roster: Roster
    changes: list[EntryChange]
    same: int
    questions: list[Question]
    respelled: list[tuple[str, str]]

    @property
    def added(self) -> list[EntryChange]:
        return [one for one in self.changes if one.before is None]

    @property
    def added_by_kind(self) -> Counter[EntryKind]:
        return Counter(one.kind for one in self.added)

    @property
    def changed(self) -> list[EntryChange]:
        return [one for one in self.changes if one.before is not None]

    @property
    def perhaps_mistyped(self) -> list[tuple[str, list[str]]]:
        """The new groups and villages that differ in one sign from others, and these."""
        found = [
            (one.entry["name"], self.roster.of(one.kind).perhaps_mistyped_for(one.entry["name"]))
            for one in self.added
            if one.kind in CHILDREN
        ]
        return [(name, [other.entry["name"] for other in near]) for name, near in found if near]

    @property
    def does_something(self) -> bool:
        """Whether anything in the roster would be another."""
        return bool(self.changes)

    @property
    def is_answered(self) -> bool:
        """Whether it is known of every line whose entry it is."""
        return all(one.answer for one in self.questions)


@dataclass(frozen=True)
class ImportPlan(RosterComparison):
    """What importing a file would do; ``absent`` are the entries in use that it leaves out."""

    number: int
    starts_on: date
    starts_term: bool
    changes_term: bool
    absent: list[tuple[EntryKind, KnownEntry]]

    @property
    def does_something(self) -> bool:
        """Whether anything in the roster would be another."""
        return bool(self.changes) or self.starts_term or self.changes_term


def compare(
    lines: Sequence[RosterLine], read: EntryReader, roster: Roster, answers: Mapping[str, str]
) -> RosterComparison:
    """What the lines would do; each line tells what is wrong with it."""
    questions, respelled = recognise(lines, roster, answers)
    _read_lines(lines, read)
    changes, same = _compared(lines, roster)
    return RosterComparison(roster, changes, same, questions, respelled)


def _read_lines(lines: Iterable[RosterLine], read: EntryReader) -> None:
    """Write into each line the entry as it would be kept, and what is wrong with it by itself."""
    seen: dict[tuple[EntryKind, RosterKey], int] = {}
    for line in lines:
        assert line.kind is not None
        defaults = {one.name: one.otherwise for one in COLUMNS[line.kind]}
        entry = {name: words or defaults[name] for name, words in line.entry.items()}
        line.entry, line.mistakes = read(line.kind, entry)
        for name, words in entry.items():
            if isinstance(words, Unread):
                line.mistakes.setdefault(name, words.why)
        key = (line.kind, key_of(line.kind, line.entry))
        if key in seen:
            line.mistakes.setdefault("name", _mistake_of_repeat(line, seen[key]))
        seen.setdefault(key, line.ordinal)


def _mistake_of_repeat(line: RosterLine, first: int) -> str:
    mistake = TWICE.format(first)
    if line.kind is EntryKind.DEPUTY:
        return NAMESAKES.format(mistake, line.entry["name"])
    return mistake


def _compared(lines: Sequence[RosterLine], roster: Roster) -> tuple[list[EntryChange], int]:
    """What the lines add and change, and how many do neither; each line gets its mistake.

    Also a line that has one by itself, in another column.
    """
    names = {
        kind: {line.entry["name"] for line in lines if line.kind is kind} for kind in EntryKind
    }
    changes, same = [], 0
    for line in lines:
        kind, entry = line.kind, line.entry
        assert kind is not None
        known = roster.of(kind).by_key.get(key_of(kind, entry))
        before = known if known and not known.is_archived else None
        if before and before.entry == entry:
            same += 1
            continue
        above = names[PARENTS[kind][1]] if kind in PARENTS else ()
        wrong = mistake(roster, kind, entry, before, above)
        if wrong:
            line.mistakes.setdefault(wrong.column, str(wrong))
        changes.append(EntryChange(kind, entry, before))
    return changes, same


def plan_of(
    filled: WorkbookLines,
    readers: tuple[EntryReader, TermReader],
    roster: Roster,
    today: date,
    answers: Mapping[str, str],
    *,
    may_start: bool,
) -> ImportPlan | None:
    """What importing would do; None if the term's line has a mistake, which it tells.

    The other lines tell theirs in any case. ``roster`` is that of the term in office, which a file
    is taken to be of as long as it does not say another number.
    """
    read, read_term = readers
    term, (number, starts_on, filled.term.mistakes) = roster.term, read_term(filled.term.entry)
    starts_term = number is not None and (term is None or term.number != number)
    compared = Roster(roster.town_id, None) if starts_term else roster
    doubtful = doubtful_names(filled.lines)
    found = compare(filled.lines, read, compared, answers)
    refuse_new(doubtful, {(one.kind, one.entry["name"]) for one in found.added})
    if number is None or starts_on is None:
        return None
    wrong = _mistake_of_term(roster, number, starts_on, today, may_start)
    if wrong:
        filled.term.mistakes[wrong.column] = str(wrong)
        return None
    changes_term = term is not None and not starts_term and term.starts_on != starts_on
    absent = _absent(filled.lines, compared)
    return ImportPlan(
        **vars(found),
        number=number,
        starts_on=starts_on,
        starts_term=starts_term,
        changes_term=changes_term,
        absent=absent,
    )


def _mistake_of_term(
    roster: Roster, number: int, starts_on: date, today: date, may_start: bool
) -> RosterError | None:
    term = roster.term
    if term is not None and term.number == number:
        return mistake_of_change(term, number, starts_on, today)
    wrong = mistake_of_start(models.terms(roster.town_id), number, starts_on, today)
    if wrong is None and term is not None and not may_start:
        return RosterError(ANOTHER_TERM.format(term.number, number, term.number), "number")
    return wrong


def _absent(lines: Sequence[RosterLine], roster: Roster) -> list[tuple[EntryKind, KnownEntry]]:
    """The entries in use that the lines leave out."""
    listed = {(line.kind, key_of(line.kind, line.entry)) for line in lines if line.kind}
    return [
        (kind, one)
        for kind in EntryKind
        for key, one in roster.of(kind).by_key.items()
        if (kind, key) not in listed and one.is_in_use
    ]


def carry_out(
    plan: ImportPlan, today: date, leaving: Collection[tuple[EntryKind, int]] = ()
) -> int:
    """Do what the plan says; call it while writing, with a plan made in the same transaction.

    Archive of the absent ones those that are leaving, by kind and id; return how many.

    :raise RosterError: if one of them cannot be archived.
    """
    roster = plan.roster
    if plan.starts_term:
        term = start(roster.town_id, plan.number, plan.starts_on, today)
        roster = Roster(roster.town_id, term)
    elif plan.changes_term:
        assert roster.term is not None
        change(roster.term, plan.number, plan.starts_on, today)
    put_all(roster, plan.changes)
    gone = [(kind, one.row.id) for kind, one in plan.absent if (kind, one.row.id) in leaving]
    # A group goes after its deputies: with deputies it may not.
    for kind, row_id in sorted(gone, key=lambda one: one[0] not in PARENTS):
        archive(roster, kind, roster.of(kind).by_id[row_id])
    return len(gone)


def put_all(roster: Roster, changes: Sequence[EntryChange]) -> None:
    """Write entries that have no mistake; what others belong to goes first."""
    _put(roster, (one for one in changes if one.kind not in PARENTS))
    roster.read_again()
    _put(roster, (one for one in changes if one.kind in PARENTS))
    roster.read_again()
    count_people_anew(roster.town_id)


def _put(roster: Roster, changes: Iterable[EntryChange]) -> None:
    for one in changes:
        put(roster, one.kind, one.entry, one.before)
