"""整改台账: every finding that counts, with columns for what becomes of it, to be filled in."""

from dataclasses import replace

from inspect_app.findings.models import FINDING_STATE_LABELS
from inspect_app.reports.cell_links import Links, opens
from inspect_app.reports.figures.material import Material, NumberedFinding
from inspect_app.reports.files import NothingYetError
from inspect_app.reports.workbook.notes import NOT_REVIEWED, about_unreviewed, explanation
from inspect_app.sheets.table import Column, Look, Sheet, grid, sheet

ABOUT = (
    (
        "列入范围",
        "这次视察计入的问题：合并的只列合并到的那1个，核定为不作为问题的不列。",
    ),
    ("整改要求或建议、整改时限", "是建议；以主席团交办为准。"),
    (
        "整改落实情况、复查情况、销号日期",
        "系统还不登记整改、复查和销号，这几栏留空，由人大办填写。",
    ),
    (
        "台账附表",
        "按序号与台账对应；问题编号是问题在系统里的编号，问题清单、交办单里是同一个。打印时只印一页标题；要打印全表，先取消打印区域。",
    ),
)


def ledger_sheets(material: Material, links: Links | None = None) -> list[Sheet]:
    """The ledger, its second sheet that is not printed, and what its words mean.

    On a page numbers open what they are of; the file is handed in and has no ``links``.

    :raise NothingYetError: if there are no findings.
    """
    if not material.findings:
        raise _nothing_yet(material)
    numbered = list(enumerate(material.findings, start=1))
    whose = material.heading
    return [
        _ledger(whose, numbered, links),
        _annex(whose, numbered, material, links),
        explanation(f"{whose}问题整改台账", [*ABOUT, about_unreviewed(material)]),
    ]


def _nothing_yet(material: Material) -> NothingYetError:
    if material.unreviewed:
        return NothingYetError(
            "还没有核定过的问题，没有台账", "请先在“问题”一栏里核定，或者把没有核定的也列进来。"
        )
    return NothingYetError(
        "还没有问题，没有台账", "代表交上来的记录里有“不符合”，台账里就会有内容。"
    )


def _ledger(whose: str, numbered: list[NumberedFinding], links: Links | None) -> Sheet:
    columns: list[Column[NumberedFinding]] = [
        Column("序号", 5, lambda row: row[0], link=opens(links, _finding)),
        Column("发现日期", 12, lambda row: row[1].found_on, Look.DATE),
        Column("村（社区）/点位", 15, lambda row: row[1].record.place),
        Column("存在问题", 28, lambda row: row[1].problem, Look.LONG),
        Column("整改要求或建议", 18, lambda row: row[1].suggestion, Look.LONG),
        Column("责任单位", 12, lambda row: row[1].responsible_unit),
        Column("责任人", 9, lambda row: row[1].responsible_person or None),
        Column("整改时限", 12, lambda row: row[1].suggested_due, Look.DATE),
        Column("整改落实情况", 22, lambda _: None),
        Column("复查情况", 12, lambda _: None),
        Column("销号日期", 12, lambda _: None, Look.DATE),
        Column("备注", 8, lambda row: None if row[1].is_settled else NOT_REVIEWED, Look.WORD),
    ]
    return sheet("整改台账", f"{whose}问题整改台账", grid(columns, numbered))


def _finding(links: Links, row: NumberedFinding) -> str:
    return links.finding(row[1].id)


def _record(links: Links, row: NumberedFinding) -> str:
    return links.record(row[1].record.id)


def _annex(
    whose: str, numbered: list[NumberedFinding], material: Material, links: Links | None
) -> Sheet:
    columns: list[Column[NumberedFinding]] = [
        Column("序号", 6, lambda row: row[0]),
        Column("问题编号", 10, lambda row: row[1].number, link=opens(links, _finding)),
        Column("类别", 24, lambda row: row[1].category, Look.LONG),
        Column(
            "来源",
            48,
            lambda row: f"{material.inspection.title}，第{row[1].record.number}号检查记录",
            Look.LONG,
            link=opens(links, _record),
        ),
        Column("状态", 16, lambda row: FINDING_STATE_LABELS[row[1].state]),
        Column("提出小组", 20, lambda row: row[1].record.group),
    ]
    title = f"{whose}问题整改台账附表"
    annex = sheet("台账附表", title, grid(columns, numbered), signatures=False)
    return replace(annex, is_for_paper=False)
