"""对比: the inspection and a former one by village, what came back, and by item."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from inspect_app.reports.figures.behind import CHECKED, Behind, What
from inspect_app.reports.figures.comparison import (
    DEFINITIONS,
    Comparison,
    ItemPair,
    Pair,
    PairHalf,
    VillagePair,
    item_at_site,
)
from inspect_app.reports.figures.material import FindingRow, Material
from inspect_app.sheets.cell_values import NOT_SEEN, Cell
from inspect_app.sheets.table import Column, Grid, Lines, Look, Sheet, grid

NAME = "对比"
# The widest table, a gap, and room for the chart beside it.
WIDTHS = (29, 9, 9, 9, 9, 9, 9, 9, 2, 13, 13, 13, 13, 13, 11)

AnyPair = TypeVar("AnyPair", bound=Pair)


def comparison_sheet(comparison: Comparison) -> Sheet:
    now = comparison.now
    blocks = (
        Lines(_facts(comparison)),
        _by_village(comparison),
        _items_at_sites(comparison),
        _by_item(comparison),  # the last: its head is repeated where it is longer than a page
        Lines(tuple(f"{word}：{words}" for word, words in DEFINITIONS[1:])),
    )
    title = f"{now.heading}与上次对比"
    return Sheet(NAME, title, blocks, WIDTHS)


def _facts(comparison: Comparison) -> tuple[str, ...]:
    return (
        f"本次：{_title_and_day(comparison.now)}",
        f"上次：{_title_and_day(comparison.then)}",
        f"对比的检查清单：{'、'.join(comparison.checklists.values())}",
    )


def _title_and_day(material: Material) -> str:
    day = material.inspection.starts_on
    return f"{material.inspection.title}（{day.year}年{day.month}月{day.day}日起）"


def _by_village(comparison: Comparison) -> Grid:
    def name(line: VillagePair) -> str:
        several = len(comparison.checklists) > 1
        return f"{line.village}·{comparison.topics[line.checklist]}" if several else line.village

    def behind(line: VillagePair) -> Behind:
        return Behind(What.FINDINGS, village=line.village, checklists=line.checklist)

    columns: list[Column[VillagePair]] = [
        Column("村（社区）", 29, name),
        *_columns(comparison, behind),
    ]
    return grid(
        columns,
        comparison.by_village(),
        heading="一、按村（社区）",
        chart="符合率按村（社区）",
        series=2,
    )


def _by_item(comparison: Comparison) -> Grid:
    def behind(line: ItemPair) -> Behind:
        return Behind(What.FINDINGS, checklists=line.checklist.id, item=line.item.id)

    columns: list[Column[ItemPair]] = [
        Column("检查项", 29, lambda line: _item(line, comparison), Look.LONG),
        *_columns(comparison, behind),
    ]
    return grid(
        columns,
        comparison.by_item(),
        heading="三、按检查项",
        chart="符合率按检查项",
        series=2,
    )


def _item(line: ItemPair, comparison: Comparison) -> str:
    topic = f"{line.checklist.topic}：" if len(comparison.checklists) > 1 else ""
    return f"{topic}{line.item.question}{f'（{line.only_in}）' if line.only_in else ''}"


def _columns(comparison: Comparison, behind: Callable[[AnyPair], Behind]) -> list[Column[AnyPair]]:
    former = comparison.then.inspection.id

    def rate(half: PairHalf, which: Behind) -> Cell:
        share = replace(which, what=What.ANSWERS, verdict=CHECKED).share(half.pass_rate)
        return NOT_SEEN if share is None else share

    def found(half: PairHalf, which: Behind) -> Cell:
        return _of_seen(half, which.count(half.findings))

    def then(line: AnyPair) -> Behind:
        return replace(behind(line), inspection_id=former)

    def items_at_sites(what: What, line: AnyPair) -> Behind:
        return replace(behind(line), what=what, former=str(former))

    def again(line: AnyPair) -> Cell:
        return _of_seen(line.now, items_at_sites(What.AGAIN, line).count(line.again))

    def relapsed(line: AnyPair) -> Cell:
        return _of_seen(line.now, items_at_sites(What.RELAPSED, line).count(line.relapsed))

    return [
        Column("上次符合率", 9, lambda line: rate(line.then, then(line)), Look.NUMBER),
        Column("本次符合率", 9, lambda line: rate(line.now, behind(line)), Look.NUMBER),
        Column("变化", 9, lambda line: line.change or NOT_SEEN),
        Column("上次问题", 9, lambda line: found(line.then, then(line)), Look.NUMBER),
        Column("本次问题", 9, lambda line: found(line.now, behind(line)), Look.NUMBER),
        Column("仍有（处）", 9, again, Look.NUMBER),
        Column("反弹（处）", 9, relapsed, Look.NUMBER),
    ]


def _of_seen(half: PairHalf, count: Cell) -> Cell:
    return count if half.checked or half.findings else NOT_SEEN


def _items_at_sites(comparison: Comparison) -> Grid:
    """Where what was found again: one line each, in the order of 问题清单."""
    former = comparison.then.inspection.id
    now, then = (
        Counter(map(item_at_site, comparison.findings(one)))
        for one in (comparison.now, comparison.then)
    )
    found_again = comparison.again | comparison.relapsed
    lines = {
        item_at_site(one): one
        for one in reversed(comparison.findings(comparison.now))
        if item_at_site(one) in found_again
    }

    def behind(one: FindingRow) -> Behind:
        record = one.record
        of_item = Behind(What.FINDINGS, checklists=record.checklist.id, item=one.item.id)
        return replace(of_item, village=record.village, site=record.site)

    def before(one: FindingRow) -> Cell:
        return replace(behind(one), inspection_id=former).count(then[item_at_site(one)])

    columns: list[Column[FindingRow]] = [
        Column("检查项", 29, lambda one: one.item.subject, Look.LONG),
        Column("村（社区）", 9, lambda one: one.record.village),
        Column("点位", 9, lambda one: one.record.site),
        Column("情况", 9, lambda one: "仍有" if item_at_site(one) in comparison.again else "反弹"),
        Column("上次问题", 9, before, Look.NUMBER),
        Column("本次问题", 9, lambda one: behind(one).count(now[item_at_site(one)]), Look.NUMBER),
    ]
    return grid(columns, list(reversed(lines.values())), heading="二、仍有和反弹")
