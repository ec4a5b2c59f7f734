"""检查记录: flat, one row a record, one column an item under a stable key; for further use."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from inspect_app.checklist.answers_in_words import answer_words
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.items import CountItem, Item, ScoreItem
from inspect_app.inspections.publish import checklist_of
from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.material import ItemKey, Material, RecordRow
from inspect_app.settings import ZONE
from inspect_app.sheets.cell_values import Cell
from inspect_app.sheets.table import Column, Look, Meaning, Sheet, grid, sheet

Row = TypeVar("Row")


def record_sheet(material: Material, links: Links, *, public: bool = False) -> Sheet:
    """The sheet; for the keys of the items' columns see ``item_keys``.

    Points that whoever inspects gave are the office's alone: a ``public`` copy has none.
    """
    title = f"{material.heading}检查记录"
    number, *others = record_columns(material, public=public)
    number = replace(number, link=lambda record: links.record(record.id))
    content = grid([number, *others], material.records)
    made = sheet("检查记录", title, content, signatures=False, one_page_wide=False)
    return replace(made, is_for_paper=False)


def record_columns(material: Material, *, public: bool = False) -> list[Column[RecordRow]]:
    """The columns: what record it is, one for each item, what was written beside them."""
    return [*_BEFORE_ITEMS, *_item_columns(material, public), *_AFTER_ITEMS]


def place_columns(record_of: Callable[[Row], RecordRow]) -> list[Column[Row]]:
    """Where a record is from and what it was filled with, for rows that have a record."""
    return [
        Column("村（社区）", 12, lambda row: record_of(row).village, key="village",
               meaning=Meaning("文字", "点位所在的村（社区）")),
        Column("点位", 18, lambda row: record_of(row).site, key="site",
               meaning=Meaning("文字", "点位的名称")),
        Column("检查清单", 18, lambda row: record_of(row).checklist.title, key="checklist",
               meaning=Meaning("文字", "填的是哪一份检查清单")),
        Column("版本", 7, lambda row: record_of(row).version, key="version",
               meaning=Meaning("整数", "检查清单的第几版")),
        Column("小组", 14, lambda row: record_of(row).group, key="group",
               meaning=Meaning("文字", "代表小组")),
    ]  # fmt: skip


def time_of(record: RecordRow) -> str:
    return f"{record.submitted_at.astimezone(ZONE):%H:%M}"


_BEFORE_ITEMS: list[Column[RecordRow]] = [
    Column("编号", 8, lambda record: record.number, key="no",
           meaning=Meaning("整数", "回执上的编号，在这次视察里不重复")),
    Column("日期", 15, lambda record: record.day, Look.DATE, key="day",
           meaning=Meaning("日期", "填写的日期，问题的发现日期")),
    Column("送到日期", 15, lambda record: record.arrived_on, Look.DATE, key="arrived_on",
           meaning=Meaning("日期", "送到的日期：没有网络时填的、纸质表录入的，会晚几天")),
    Column("送到时间", 8, time_of, key="time",
           meaning=Meaning("文字", "送到的时间，如09:05")),
    *place_columns(lambda record: record),
    Column("代表", 10, lambda record: record.deputy, key="deputy",
           meaning=Meaning("文字", "代表姓名")),
]  # fmt: skip
_AFTER_ITEMS: list[Column[RecordRow]] = [
    Column("意见建议", 30, lambda record: record.suggestion, Look.LONG, key="suggestion",
           meaning=Meaning("文字", "代表写的意见建议")),
    Column("亮点", 30, lambda record: record.highlight, Look.LONG, key="highlight",
           meaning=Meaning("文字", "代表写的亮点")),
]  # fmt: skip


def item_keys(material: Material) -> dict[ItemKey, str]:
    """The key of each item's column, the same for all versions of its checklist.

    It is the item's id, with the checklist's before it (``roads.heap``) where another column or an
    item of another checklist of the inspection has that id, too.
    """
    checklists = [checklist_of(version) for version in material.versions]
    ids = {(one.id, item.id) for one in checklists for item in one.items}
    names = Counter(item for _, item in ids)
    names.update(column.key for column in (*_BEFORE_ITEMS, *_AFTER_ITEMS))
    return {(of, item): item if names[item] == 1 else f"{of}.{item}" for of, item in ids}


def has_column(item: Item, public: bool) -> bool:
    return item.kind != ItemKind.NOTE and not (public and item.kind == ItemKind.SCORE)


def _item_columns(material: Material, public: bool) -> list[Column[RecordRow]]:
    """A column for each item of the checklists that were filled, version after version."""
    filled = {record.version_id: record.checklist for record in material.records}
    found: dict[ItemKey, Column[RecordRow]] = {}
    keys = item_keys(material)
    for checklist in filled.values():
        above = (checklist.title,) if material.has_several_checklists else ()
        for item in checklist.items:
            of = (checklist.id, item.id)
            if has_column(item, public) and of not in found:
                column = _item_column(checklist.id, item)
                found[of] = replace(column, key=keys[of], over=above)
    return list(found.values())


def _item_column(of: str, item: Item) -> Column[RecordRow]:
    def value(record: RecordRow) -> Cell:
        if record.checklist.id != of:
            return None
        own = record.checklist.item_by_id.get(item.id)
        answer = record.answers.get(item.id)
        if own is None or answer is None:
            return None
        is_number = isinstance(own, CountItem | ScoreItem) and isinstance(answer.value, float)
        return answer.value if is_number else answer_words(own, answer)  # type: ignore[return-value]

    width = 30 if item.kind == ItemKind.TEXT else 14
    return Column(item.question, width, value, Look.SHORT if item.kind in _IN_WORDS else Look.WORD)


_IN_WORDS = {ItemKind.CHOICE, ItemKind.CHOICES, ItemKind.TEXT}
