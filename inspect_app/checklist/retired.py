"""What other versions of a checklist asked and offered, and this one does not. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item


@dataclass(frozen=True)
class RetiredParts:
    """``items`` are asked no more; ``answers`` are (item's id, value, words) offered no more."""

    items: tuple[Item, ...] = ()
    answers: tuple[tuple[str, str, str], ...] = ()


NOTHING = RetiredParts()


def retired(checklist: Checklist, others: Sequence[Checklist]) -> RetiredParts:
    """What the others have and the checklist lacks, in the first's words that has it."""
    items: dict[str, Item] = {}
    answers: dict[tuple[str, str], str] = {}
    for item in (item for other in others for item in other.items):
        now = checklist.item_by_id.get(item.id)
        if now is None and item.kind != ItemKind.NOTE:
            items.setdefault(item.id, item)
        for value, words in item.offered.items():
            if now is None or value not in now.offered:
                answers.setdefault((item.id, value), words)
    return RetiredParts(
        tuple(items.values()), tuple((*key, words) for key, words in answers.items())
    )
