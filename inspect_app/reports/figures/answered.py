"""What records answer to single items: which options were chosen, what was written. Pure.

Of an item in several versions of its checklist the last version's words count: its id, and those of
its options, are never another's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspect_app.checklist.answers import choices_in, is_answered
from inspect_app.checklist.answers_in_words import answer_words
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import ChoiceItem, ChoicesItem, Item
from inspect_app.checklist.parts import Option
from inspect_app.reports.figures.behind import Behind, What
from inspect_app.reports.figures.material import ItemKey, RecordRow

CHOSEN = (ItemKind.CHOICE, ItemKind.CHOICES)
# What judges nothing and is typed: in words, or a number or a day that somebody told.
WRITTEN = (ItemKind.TEXT, ItemKind.COUNT, ItemKind.DATE)


@dataclass(frozen=True)
class AnsweredItem:
    """An item, and the records of its checklist, whatever their version."""

    checklist: Checklist
    item: Item
    records: Sequence[RecordRow]

    @property
    def behind(self) -> Behind:
        """The records that answered it."""
        return Behind(What.CHOSEN, checklists=self.checklist.id, item=self.item.id)

    @property
    def options(self) -> list[Option]:
        """What any version offered, in its last words."""
        found: dict[str, Option] = {}
        for version in _versions(self.records):
            item = version.item_by_id.get(self.item.id)
            if isinstance(item, ChoiceItem | ChoicesItem):
                found |= {option.id: option for option in item.options}
        return [*found.values()]

    @cached_property
    def answers(self) -> list[set[str]]:
        """What each record that answered it chose."""
        given = [record.answers.get(self.item.id) for record in self.records]
        return [choices_in(answer) for answer in given if is_answered(answer)]

    @property
    def written_answers(self) -> list[tuple[RecordRow, str]]:
        """What was written, with the record, where anything was."""
        found = [(record, _words(record, self.item)) for record in self.records]
        return [(record, words) for record, words in found if words]

    def times(self, option: Option) -> int:
        """How many records chose it."""
        return sum(option.id in answer for answer in self.answers)


def answered_items(records: Sequence[RecordRow], kinds: Collection[ItemKind]) -> list[AnsweredItem]:
    """The items of these kinds, checklist by checklist, in their order."""
    items: dict[ItemKey, tuple[Checklist, Item]] = {}
    for checklist in _versions(records):
        for item in checklist.items:
            if item.kind in kinds:
                items[checklist.id, item.id] = (checklist, item)
    return [
        AnsweredItem(checklist, item, [one for one in records if one.checklist.id == checklist.id])
        for checklist, item in items.values()
    ]


def _versions(records: Sequence[RecordRow]) -> list[Checklist]:
    filled = {record.version_id: record.checklist for record in records}
    return [filled[version] for version in sorted(filled)]


def _words(record: RecordRow, item: Item) -> str:
    own = record.checklist.item_by_id.get(item.id)
    return answer_words(own, record.answers.get(item.id)) if own else ""
