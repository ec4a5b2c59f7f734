"""数据文件: records and findings as CSV for further processing, and what each column means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from inspect_app.checklist.items import (
    CheckItem,
    ChoiceItem,
    ChoicesItem,
    CountItem,
    DateItem,
    DeductionItem,
    Item,
    PhotoItem,
    ScoreItem,
)
from inspect_app.checklist.ratings import SEVERITY_LABELS, VERDICT_LABELS, Verdict
from inspect_app.findings.models import COUNTED, FINDING_STATE_LABELS
from inspect_app.reports.figures.material import FindingRow, Material
from inspect_app.reports.files import NothingYetError
from inspect_app.reports.workbook.record_sheet import (
    has_column,
    item_keys,
    place_columns,
    record_columns,
)
from inspect_app.sheets.csv_files import csv_file, zip_of
from inspect_app.sheets.table import Column, Look, Meaning, Sheet, grid, sheet

Row = TypeVar("Row")

RECORDS, FINDINGS, DICTIONARY = "检查记录", "问题", "数据说明"


@dataclass(frozen=True)
class FieldDescription:
    """A line of 数据说明."""

    table: str
    key: str
    heading: str
    meaning: Meaning
    checklist: str = ""


def data_files(material: Material, made_at: datetime) -> bytes:
    """The zip of the three CSV files. :raise NothingYetError: if there are no records."""
    if not material.records:
        raise NothingYetError("还没有检查记录，没有数据", "代表交上来记录以后，再下载数据文件。")
    return zip_of(
        {
            f"{RECORDS}.csv": csv_file(record_columns(material), material.records),
            f"{FINDINGS}.csv": csv_file(finding_columns(material), material.findings),
            f"{DICTIONARY}.csv": csv_file(_DICTIONARY_COLUMNS, _dictionary(material)),
        },
        made_at,
    )


def dictionary_sheet(material: Material, *, public: bool = False) -> Sheet:
    title = f"{material.heading}数据说明"
    content = grid(_DICTIONARY_COLUMNS, _dictionary(material, public=public))
    return replace(sheet(DICTIONARY, title, content, signatures=False), is_for_paper=False)


def finding_columns(material: Material) -> list[Column[FindingRow]]:
    """The columns of 问题.csv: one row a finding that counts."""
    keys = item_keys(material)
    return [
        Column("编号", 8, lambda row: row.number, key="no",
               meaning=Meaning("整数", "问题在系统里的编号，不重复")),
        Column("检查记录", 8, lambda row: row.record.number, key="record_no",
               meaning=Meaning("整数", "在哪一份记录里，是检查记录的 no")),
        Column("发现日期", 15, lambda row: row.found_on, Look.DATE, key="found_on",
               meaning=Meaning("日期", "发现的日期：填表那天，整改时限从这天算起")),
        *place_columns(lambda row: row.record),
        Column("检查项", 14, lambda row: keys[row.record.checklist.id, row.item.id], key="item",
               meaning=Meaning("文字", "检查项的列名，是检查记录里的一列")),
        Column("类别", 14, lambda row: row.section, key="section",
               meaning=Meaning("文字", "检查项所在的分组")),
        Column("存在问题", 28, lambda row: row.description, Look.LONG, key="problem",
               meaning=Meaning("文字", "核定后的说法，没有改写的是代表的原话或检查项的说法")),
        Column("数量", 8, lambda row: row.amount, key="amount",
               meaning=Meaning("数字", "代表填的数量，没有填的为空")),
        Column("单位", 8, lambda row: row.unit, key="unit", meaning=Meaning("文字", "数量的单位")),
        Column("严重程度", 8, lambda row: SEVERITY_LABELS[row.severity], key="severity",
               meaning=Meaning("选项", "严重程度", "、".join(SEVERITY_LABELS.values()))),
        Column("整改建议", 18, lambda row: row.suggestion, Look.LONG, key="suggestion",
               meaning=Meaning("文字", "整改建议")),
        Column("责任单位", 12, lambda row: row.responsible_unit, key="responsible_unit",
               meaning=Meaning("文字", "建议的责任单位")),
        Column("责任人", 9, lambda row: row.responsible_person, key="responsible_person",
               meaning=Meaning("文字", "人大办核定时填的责任人，没有填的用名册里责任单位的")),
        Column("整改时限", 15, lambda row: row.suggested_due, Look.DATE, key="due",
               meaning=Meaning("日期", "建议的整改时限")),
        Column("状态", 10, lambda row: FINDING_STATE_LABELS[row.state], key="state",
               meaning=Meaning("选项", "核定结果",
                               "、".join(FINDING_STATE_LABELS[state] for state in COUNTED))),
        Column("照片", 8, lambda row: len(row.photo_ids), key="photos",
               meaning=Meaning("整数", "代表交的照片张数，照片不在数据文件里")),
        Column("合并", 8, lambda row: row.merged_count, key="merged",
               meaning=Meaning("整数", "另有几处反映同一问题、已合并到这一处")),
    ]  # fmt: skip


_DICTIONARY_COLUMNS: list[Column[FieldDescription]] = [
    Column("数据表", 12, lambda line: line.table),
    Column("列名", 20, lambda line: line.key),
    Column("表头", 30, lambda line: line.heading, Look.LONG),
    Column("类型", 9, lambda line: line.meaning.kind),
    Column("允许的值", 30, lambda line: line.meaning.allowed, Look.LONG),
    Column("含义", 44, lambda line: line.meaning.words, Look.LONG),
    Column("检查清单和版本", 24, lambda line: line.checklist),
]


def _dictionary(material: Material, *, public: bool = False) -> list[FieldDescription]:
    fixed = [column for column in record_columns(material, public=public) if column.meaning]
    return [
        *_describe(RECORDS, fixed),
        *_describe_items(material, public),
        *_describe(FINDINGS, finding_columns(material)),
        FieldDescription("全部", "", "", Meaning(
            "说明", "日期写作2026-11-23；没有答或没有填的为空。"
        )),
        FieldDescription("全部", "", "", Meaning("说明", (
            "检查项的列名是它在检查清单里的id；这个名字别的列、或同一次视察的另一份清单也用的，"
            "写作清单id.检查项id。"
        ))),
        FieldDescription("全部", "", "", Meaning("说明", (
            "CSV文件里，以 = + - @ 等开头的文字前面加了一个 '，免得Excel当成公式；"
            "程序读取时，去掉文字开头的一个 ' 就是原文。"
        ))),
        FieldDescription("全部", "", "", Meaning("说明", (
            "直接双击打开CSV，Excel会把0012显示成12、把11位号码显示成1.38E+10；"
            "要原样显示，用Excel的“自文本/CSV”导入，把列设为“文本”。"
        ))),
    ]  # fmt: skip


def _describe(table: str, columns: Sequence[Column[Row]]) -> list[FieldDescription]:
    lines = []
    for column in columns:
        assert column.meaning is not None, f"{column.heading} says nothing of itself"
        lines.append(FieldDescription(table, column.key, column.heading, column.meaning))
    return lines


def _describe_items(material: Material, public: bool) -> list[FieldDescription]:
    """The items of each version that records were filled with, in the versions' order."""
    versions = {record.version_id: record for record in material.records}
    keys = item_keys(material)
    return [
        FieldDescription(
            RECORDS,
            keys[one.checklist.id, item.id],
            item.question,
            item_meaning(item, one.checklist.section_by_item[item.id].title),
            f"《{one.checklist.title}》第{one.version}版",
        )
        for _, one in sorted(versions.items())
        for item in one.checklist.items
        if has_column(item, public)
    ]


def item_meaning(item: Item, section: str) -> Meaning:
    verdicts = "、".join(VERDICT_LABELS.values())
    words = f"{section}：{item.guidance or item.question}"
    match item:
        case CheckItem() | DeductionItem(all_or_nothing=True):
            return Meaning("选项", words, verdicts)
        case DeductionItem():
            return Meaning("文字", words, f"几处，如2处；{VERDICT_LABELS[Verdict.NA]}")
        case CountItem():
            return Meaning(
                "数字", words, f"{item.minimum:.12g}到{item.maximum:.12g}（{item.unit}）"
            )
        case ChoiceItem() | ChoicesItem():
            kind = "选项" if isinstance(item, ChoiceItem) else "多选"
            return Meaning(kind, words, "、".join(option.label for option in item.options))
        case ScoreItem():
            return Meaning(
                "数字", words, f"{item.minimum:g}到{item.points:g}，每{item.step:g}分一档"
            )
        case DateItem():
            return Meaning("日期", words)
        case PhotoItem():
            return Meaning("文字", words, "照片几张，如照片2张")
        case _:
            return Meaning("文字", words)
