"""选项统计 and 填写内容: what was chosen and written, also where nothing is judged by it.

``ABOUT_…`` is what 填表说明 says of each.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.parts import Option
from inspect_app.checklist.ratings import VERDICT_LABELS, Verdict
from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.answered import CHOSEN, WRITTEN, AnsweredItem, answered_items
from inspect_app.reports.figures.material import Material, RecordRow
from inspect_app.sheets.cell_values import Cell, Rate
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

OPTIONS, WRITINGS = "选项统计", "填写内容"
JUDGES_NOTHING = "不判断"
ABOUT_OPTIONS = (
    OPTIONS,
    "单选、多选题每个选项有几份检查记录选了；占比=选的÷答的，多选题各选项加起来可以超过100%。"
    "计作写着选了它算符合还是不符合：会记为问题的选项是不符合，同一题里别的选项是符合，"
    "“说不清”这样什么也没有说明的是不适用；"
    f"写“{JUDGES_NOTHING}”的题不算检查项次。",
)
ABOUT_WRITINGS = (
    WRITINGS,
    "代表在检查项里写的话、填的数和日期，是原话，不评判；按检查项、点位列，不列姓名。",
)


@dataclass(frozen=True)
class OptionRow:
    """An option of an item."""

    of: AnsweredItem
    option: Option

    @property
    def counted_as(self) -> str:
        """What 逐项统计 makes of it, chosen alone."""
        if not self.of.item.can_fail:
            return JUDGES_NOTHING
        if self.option.fail:
            return VERDICT_LABELS[Verdict.FAIL]
        is_na = self.of.item.kind == ItemKind.CHOICE and self.option.id == Verdict.NA
        return VERDICT_LABELS[Verdict.NA if is_na else Verdict.PASS]


@dataclass(frozen=True)
class Writing:
    """What a record says to an item, numbered from 1."""

    number: int
    of: AnsweredItem
    record: RecordRow
    words: str


def answer_sheets(
    material: Material, links: Links
) -> Iterator[tuple[tuple[str, str], Callable[[], Sheet]]]:
    """Yield what 填表说明 says of each sheet, its name first, and how it is made.

    Whether there are such items the checklists tell: no answer is read before a sheet is made.
    """
    filled = {record.version_id: record.checklist for record in material.records}
    kinds = {item.kind for checklist in filled.values() for item in checklist.items}
    if kinds & {*CHOSEN}:
        yield ABOUT_OPTIONS, lambda: _options(material)
    if kinds & {*WRITTEN}:
        yield ABOUT_WRITINGS, lambda: _writings(material, links)


def _options(material: Material) -> Sheet:
    items = answered_items(material.records, CHOSEN)
    rows = [OptionRow(one, option) for one in items for option in one.options]
    columns: list[Column[OptionRow]] = [
        Column("分组", 22, lambda row: _section(material, row.of)),
        Column("检查项", 42, lambda row: row.of.item.question, Look.LONG),
        Column("选项", 34, lambda row: row.option.label, Look.LONG),
        Column("计作", 10, lambda row: row.counted_as),
        Column("选的（份）", 10, _times, Look.NUMBER),
        Column("答的（份）", 10, _answered, Look.NUMBER),
        Column("占比", 10, _share, Look.NUMBER),
    ]
    return sheet(OPTIONS, f"{material.heading}选项统计表", grid(columns, rows))


def _writings(material: Material, links: Links) -> Sheet:
    found = [
        (one, record, words)
        for one in answered_items(material.records, WRITTEN)
        for record, words in one.written_answers
    ]
    rows = [Writing(number, *one) for number, one in enumerate(found, start=1)]
    columns: list[Column[Writing]] = [
        Column("序号", 6, lambda row: row.number, link=lambda row: links.record(row.record.id)),
        Column("分组", 16, lambda row: _section(material, row.of)),
        Column("检查项", 30, lambda row: row.of.item.question, Look.LONG),
        Column("村（社区）/点位", 18, lambda row: row.record.place),
        Column("填写的内容", 56, lambda row: row.words, Look.LONG),
        Column("小组", 14, lambda row: row.record.group),
    ]
    return sheet(WRITINGS, f"{material.heading}检查项填写内容", grid(columns, rows))


def _section(material: Material, of: AnsweredItem) -> str:
    return material.category_of(of.checklist, of.item)


def _times(row: OptionRow) -> Cell:
    behind = row.of.behind
    return replace(behind, option=row.option.id).count(row.of.times(row.option))


def _answered(row: OptionRow) -> Cell:
    return row.of.behind.count(len(row.of.answers))


def _share(row: OptionRow) -> Cell:
    answered = len(row.of.answers)
    return row.of.behind.share(Rate(row.of.times(row.option) / answered) if answered else None)
