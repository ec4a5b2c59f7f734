"""What a checklist is: frozen values, parsed once, never dug out of dicts.

The same classes are the schema of ``checklists/*.yaml`` (pydantic reports every
mistake of a file at once), the JSON Schema for editors, and what the form, the
paper form and the reports walk.
"""

from datetime import date
from functools import cached_property
from operator import not_

from pydantic import Field

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.items import Item
from inspect_app.checklist.parts import Frozen, Identifier, Law, Levels, Line, Sentences

MAX_PHOTOS_PER_ITEM = 9


class Section(Frozen):
    """分组: items that are looked at in one place."""

    id: Identifier
    title: Line
    items: tuple[Item, ...] = Field(min_length=1, max_length=100)


class Checklist(Frozen):
    """检查清单: a topic's items. ``laws`` is filled by the loader with the laws it cites."""

    id: Identifier
    title: Line
    topic: Line
    introduction: Sentences | None = None
    sections: tuple[Section, ...] = Field(min_length=1, max_length=30)
    total: float | None = Field(default=None, gt=0, le=1000, exclude_if=not_, description="总分")
    bands: Levels = Field(default=(), exclude_if=not_, description="总分的档次，只供内部参考")
    laws: tuple[Law, ...] = ()

    def __hash__(self) -> int:
        # Checklists are keys of caches; hashing every word of one at each look-up would be slow.
        return hash(self.id)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def number_by_item(self) -> dict[str, int]:
        """The running number of each item that asks something, by the item's id.

        The phone shows it beside the question; on paper and in Excel it is the item's code.
        """
        asking = (item for item in self.items if item.kind != ItemKind.NOTE)
        return {item.id: number for number, item in enumerate(asking, start=1)}

    @cached_property
    def section_by_item(self) -> dict[str, Section]:
        """By the item's id."""
        return {item.id: section for section in self.sections for item in section.items}

    @cached_property
    def law_by_id(self) -> dict[str, Law]:
        return {law.id: law for law in self.laws}

    def basis_on(self, item: Item, day: date) -> list[str]:
        """The item's bases that are in force on ``day``, as 《法》第几条：要点."""
        return [
            f"《{law.title}》{basis.article}：{basis.gist}"
            for basis in item.basis
            if (law := self.law_by_id[basis.law]).is_in_force(day)
        ]
