"""Say which unit answers for a word of the checklists, or that the town decides case by case."""

from collections import defaultdict
from collections.abc import Mapping

from inspect_app.people.models import town
from inspect_app.roster.forms import read_entry
from inspect_app.roster.keeping import RosterError, keep
from inspect_app.roster.kinds import SEPARATOR, EntryKind, several
from inspect_app.roster.shelves import Roster

BY_CASE = "case"  # what is chosen instead of a unit: 镇里定


class TooManyWordsError(RosterError):
    """A unit has no room for more words."""

    def __init__(self, unit_id: int) -> None:
        super().__init__("对应的叫法太多了", "answers_for")
        self.unit_id = unit_id


def answer(roster: Roster, chosen: Mapping[str, str]) -> int:
    """Keep by each word the unit of that id, or that none is fixed; call it while writing.

    Return how many words that changed; a word with nothing chosen is left open again.

    :raise TooManyWordsError: if a unit cannot take its words.
    """
    by_case = _decide(roster.town_id, chosen)
    by_unit: defaultdict[int, list[str]] = defaultdict(list)
    for word, what in chosen.items():
        if what.isascii() and what.isdigit():
            by_unit[int(what)].append(word)
    return by_case + sum(_add(roster, unit, words) for unit, words in by_unit.items())


def _decide(town_id: int, chosen: Mapping[str, str]) -> int:
    own = town(town_id)
    before = own.case_by_case
    stay = [word for word in before if chosen.get(word, BY_CASE) == BY_CASE]
    new = [word for word, what in chosen.items() if what == BY_CASE and word not in before]
    own.case_by_case = [*stay, *new]
    reopened = [word for word in before if chosen.get(word) == ""]
    return len(new) + len(reopened)


def _add(roster: Roster, unit_id: int, words: list[str]) -> int:
    known = roster.of(EntryKind.UNIT).by_id.get(unit_id)
    if known is None or known.is_archived:
        return 0  # archived since the page was opened: the words stay open
    already = several(known.entry["answers_for"])
    new = [word for word in words if word not in already]
    entry, wrong = read_entry(
        EntryKind.UNIT, {**known.entry, "answers_for": SEPARATOR.join([*already, *new])}
    )
    if wrong:
        raise TooManyWordsError(unit_id)
    keep(roster, EntryKind.UNIT, entry, known)
    return len(new)
