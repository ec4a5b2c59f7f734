"""The roster read from a filled Excel file: compared with what is kept, then all of it or nothing.

What the file leaves out stays as it is: only the pages archive.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from inspect_app.inspections.planning import count_people_anew
from inspect_app.roster import models
from inspect_app.roster.keeping import Known, Roster, RosterError, mistake, put
from inspect_app.roster.kinds import COLUMNS, PARENTS, Entry, Key, Kind, key_of
from inspect_app.roster.terms import change, mistake_of_change, mistake_of_start, start

TWICE = "和第{}行重复，只能有一行"
ANOTHER_TERM = (
    "现在是第{}届，表里是第{}届。要换届，请勾选“开始新一届”再传；不是换届，请把这里改成{}"
)

Reader = Callable[[Kind, Entry], tuple[Entry, dict[str, str]]]
TermReader = Callable[[Entry], tuple[int | None, date | None, dict[str, str]]]


@dataclass
class Line:
    """A filled row: of an entry, or of the term where ``kind`` is None; mistakes by column."""

    kind: Kind | None
    ordinal: int
    entry: Entry
    mistakes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """What a file says: the row of the term, and the rows of the entries."""

    term: Line
    lines: list[Line]


@dataclass(frozen=True)
class Change:
    """An entry to add, or to change where there is one before."""

    kind: Kind
    entry: Entry
    before: Known | None


@dataclass(frozen=True)
class Plan:
    """What importing would do, if no line has a mistake."""

    number: int
    starts_on: date
    roster: Roster
    starts_term: bool
    changes_term: bool
    changes: list[Change]
    same: int
    absent: list[tuple[Kind, Entry]]

    @property
    def added(self) -> list[Change]:
        """Return the entries that are new."""
        return [one for one in self.changes if one.before is None]

    @property
    def changed(self) -> list[Change]:
        """Return the entries that say something else than before."""
        return [one for one in self.changes if one.before is not None]


def read_lines(filled: Filled, read: Reader) -> None:
    """Write into each line the entry as it would be kept, and what is wrong with it by itself."""
    seen: dict[tuple[Kind, Key], int] = {}
    for line in filled.lines:
        assert line.kind is not None
        defaults = {one.name: one.otherwise for one in COLUMNS[line.kind]}
        said = {name: words or defaults[name] for name, words in line.entry.items()}
        line.entry, line.mistakes = read(line.kind, said)
        key = (line.kind, key_of(line.kind, line.entry))
        if key in seen:
            line.mistakes.setdefault("name", TWICE.format(seen[key]))
        seen.setdefault(key, line.ordinal)


def plan_of(
    filled: Filled, read: TermReader, roster: Roster, today: date, *, may_start: bool
) -> Plan | None:
    """Return what importing would do; None if the term's line has a mistake, which it tells.

    The other lines tell theirs in any case. ``roster`` is that of the term in office, which a file
    is taken to be of as long as it does not say another number.
    """
    term, (number, starts_on, filled.term.mistakes) = roster.term, read(filled.term.entry)
    starts_term = number is not None and (term is None or term.number != number)
    compared = Roster(roster.town_id, None) if starts_term else roster
    changes, same = _compare(filled, compared)
    if number is None or starts_on is None:
        return None
    wrong = _mistake_of_term(roster, number, starts_on, today, may_start)
    if wrong:
        filled.term.mistakes[wrong.column] = str(wrong)
        return None
    changes_term = term is not None and not starts_term and term.starts_on != starts_on
    absent = _absent(filled, compared)
    return Plan(number, starts_on, compared, starts_term, changes_term, changes, same, absent)


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


def _compare(filled: Filled, roster: Roster) -> tuple[list[Change], int]:
    """Return what the lines add and change, and how many do neither; tell each line its mistake.

    Also a line that has one by itself, in another column.
    """
    names = {
        kind: {line.entry["name"] for line in filled.lines if line.kind is kind} for kind in Kind
    }
    changes, same = [], 0
    for line in filled.lines:
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
        changes.append(Change(kind, entry, before))
    return changes, same


def _absent(filled: Filled, roster: Roster) -> list[tuple[Kind, Entry]]:
    """Return the entries in use that the lines leave out."""
    kept = {(line.kind, key_of(line.kind, line.entry)) for line in filled.lines if line.kind}
    return [
        (kind, one.entry)
        for kind in Kind
        for key, one in roster.of(kind).by_key.items()
        if (kind, key) not in kept and one.is_in_use
    ]


def carry_out(plan: Plan, today: date) -> None:
    """Do what the plan says; call it while writing, with a plan made in the same transaction."""
    roster = plan.roster
    if plan.starts_term:
        term = start(roster.town_id, plan.number, plan.starts_on, today)
        roster = Roster(roster.town_id, term)
    elif plan.changes_term:
        assert roster.term is not None
        change(roster.term, plan.number, plan.starts_on, today)
    _put(roster, (one for one in plan.changes if one.kind not in PARENTS))
    roster.read_again()
    _put(roster, (one for one in plan.changes if one.kind in PARENTS))
    count_people_anew(roster.town_id)


def _put(roster: Roster, changes: Iterable[Change]) -> None:
    for one in changes:
        put(roster, one.kind, one.entry, one.before)
