"""问题交办单: one for each responsible unit, of what the office has reviewed; A4 portrait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from inspect_app.checklist.base_items import FailingItem
from inspect_app.reports.books import book_of, excel_file
from inspect_app.reports.cell_links import Links, opens
from inspect_app.reports.figures.behind import NO_UNIT as ASKED_WITHOUT_UNIT
from inspect_app.reports.figures.behind import Behind, What
from inspect_app.reports.figures.material import FindingRow, Material, NumberedFinding
from inspect_app.reports.files import File, NothingYetError
from inspect_app.reports.pictures import Pictures
from inspect_app.sheets.cell_values import Count
from inspect_app.sheets.sheet_names import sheet_names
from inspect_app.sheets.table import Column, Grid, Lines, Look, Sheet, grid

NO_UNIT = "未定责任单位"
NO_ONE = "（待定，请先核定责任单位）"
NO_NUMBER = "（待定）"
# The limits are the usual ones: a plan within 5 days, a return within 7 working days. The office
# changes them in the file where it has others.
DEMANDS = (
    "办理要求与时限：",
    "1. 请逐项办理，时限见上表；表中没有时限的，请在整改计划中提出。",
    "2. 请在收到后5日内报整改计划；不属于本单位职责的，请在收到后7个工作日内说明理由退回。",
    "3. 办完后请填写下面的回执，报镇人大办。",
)
SIGNED = (" " * 12).join(
    ("办理单位（盖章）：", "负责人（签字）：", "日期：        年      月      日")
)
ROOM_FOR_A_PEN = 2  # lines


@dataclass(frozen=True)
class _Slip:
    """What one unit is to see to: its sheet's name, its number if it has one, the findings."""

    name: str
    unit: str
    number: int | None
    findings: list[FindingRow]


def handover_sheets(
    material: Material,
    numbers: Mapping[str, int],
    pictures: Pictures,
    today: date,
    links: Links | None = None,
) -> list[Sheet]:
    """A contents for the office, then a sheet for each unit, in the order of ``numbers``.

    On a page numbers open what they are of; the file goes to units and has no ``links``.

    :raise NothingYetError: if the office has reviewed none of the findings.
    """
    units = _units_in_order(material, numbers)
    if not units:
        raise _nothing(material)
    _, *names = sheet_names(["目录", *units])
    slips = [
        _Slip(name, unit, numbers.get(unit), findings)
        for name, (unit, findings) in zip(names, units.items(), strict=True)
    ]
    sheets = [_slip_sheet(material, one, pictures, links, today) for one in slips]
    return [_contents(material, slips), *sheets]


def _units_in_order(material: Material, numbers: Mapping[str, int]) -> dict[str, list[FindingRow]]:
    return dict(sorted(by_unit(material).items(), key=lambda one: numbers.get(one[0], inf)))


def _nothing(material: Material) -> NothingYetError:
    if material.records and not material.unreviewed:
        return NothingYetError("没有问题，不用交办", "检查记录里没有要交办的问题。")
    waiting = len(material.unreviewed)
    return NothingYetError(
        "还没有可以交办的问题",
        f"交办单只列核定过的问题；现在有{waiting}个问题还没有核定。"
        "请先在“问题”一栏里核定，再下载交办单。"
        if waiting
        else "代表交上来的记录里有“不符合”，核定以后，交办单里就会有内容。",
    )


def handover_file(
    found: Material,
    numbers: Mapping[str, int],
    pictures: Pictures,
    today: date,
    unit: str | None = None,
) -> File:
    """问题交办单 of all units, or of one alone, as it stands among all.

    :raise NothingYetError: if the office has reviewed none of the findings.
    :raise LookupError: if that unit has none of them.
    """
    sheets, what = handover_sheets(found, numbers, pictures, today), "问题交办单"
    if unit is not None:
        slip = dict(zip(_units_in_order(found, numbers), sheets[1:], strict=True))[unit]
        sheets, what = [slip], f"{what}（{slip.name}）"
    return excel_file(book_of(found.town, found.topic, what, sheets, today))


def units_with_slips(material: Material) -> list[str]:
    """The units to which a slip goes, in the order in which numbers are given."""
    return [unit for unit in by_unit(material) if unit != NO_UNIT]


def by_unit(material: Material) -> dict[str, list[FindingRow]]:
    """What each unit is to see to, by its name; what is nobody's yet comes last."""
    found: dict[str, list[FindingRow]] = {}
    settled = [finding for finding in material.findings if finding.is_settled]
    for finding in sorted(settled, key=lambda finding: not finding.responsible_unit):
        found.setdefault(finding.responsible_unit or NO_UNIT, []).append(finding)
    return found


def _contents(material: Material, slips: list[_Slip]) -> Sheet:
    waiting = len(material.unreviewed)
    columns: list[Column[_Slip]] = [
        Column("编号", 12, lambda slip: slip.number or NO_NUMBER),
        Column("主送", 56, lambda slip: slip.unit),
        Column("问题（个）", 16, _finding_count, Look.NUMBER),
    ]
    total = _behind("").count(sum(len(slip.findings) for slip in slips))
    content = grid(columns, slips, ("合计", None, total))
    about = Lines(
        (
            "每个责任单位一张交办单，在后面的各张表里；这一页供镇人大办核对，不交出去。",
            f"还没有核定（含核定后代表又更正）的问题：{waiting}个，没有列入。",
            "编号在第一次下载时定下，以后不变，也不给别的单位。",
            "问题编号不变，和系统里、问题清单里的一致。",
        )
    )
    title = f"{material.heading}问题交办单目录"
    widths = tuple(column.width for column in columns)
    return Sheet("目录", title, (about, content), widths, signatures=False, portrait=True)


def _finding_count(slip: _Slip) -> Count:
    return _behind(slip.unit).count(len(slip.findings))


def _behind(unit: str) -> Behind:
    """The reviewed findings of a unit, of all where it has no name."""
    unit = ASKED_WITHOUT_UNIT if unit == NO_UNIT else unit
    return Behind(What.FINDINGS, unit=unit, settled="1")


def _slip_sheet(
    material: Material, slip: _Slip, pictures: Pictures, links: Links | None, today: date
) -> Sheet:
    rows = list(enumerate(slip.findings, start=1))
    numbers: list[Column[NumberedFinding]] = [
        Column("序号", 5, lambda row: row[0]),
        Column("问题编号", 7, lambda row: row[1].number, link=opens(links, _finding)),
    ]
    problems = _problems(material, pictures, numbers, rows)
    day, inspection = material.inspection.starts_on, material.inspection
    source = f"来源：{inspection.title}（{day.year}年{day.month}月{day.day}日）"
    to = NO_ONE if slip.unit == NO_UNIT else slip.unit
    number_words = f"第{slip.number}号" if slip.number else NO_NUMBER
    return Sheet(
        slip.name,
        f"{material.town.presidium}问题交办单",
        (Lines((f"主送：{to}", source)), problems, Lines(DEMANDS),
         _reply(numbers, rows), Lines((SIGNED,))),
        tuple(column.width for column in problems.columns),
        signatures=False,
        portrait=True,
        under_title=(
            f"编号：{number_words}", f"交办日期：{today.year}年{today.month}月{today.day}日"
        ),
        goes_on=f"问题交办单{number_words}（续）  主送：{to}",
        is_alone=True,
    )  # fmt: skip


def _problems(
    material: Material,
    pictures: Pictures,
    numbers: list[Column[NumberedFinding]],
    numbered: list[NumberedFinding],
) -> Grid:
    columns: list[Column[NumberedFinding]] = [
        *numbers,
        Column("村（社区）/点位", 13, lambda row: row[1].record.place),
        Column("存在问题及依据", 30, lambda row: _problem(row[1], material), Look.LONG),
        Column("整改建议", 17, lambda row: row[1].suggestion, Look.LONG),
        Column("整改时限", 12, lambda row: row[1].suggested_due, Look.DATE),
        Column("照片", 12, lambda row: pictures.of_finding(row[1], material), Look.PHOTOS),
    ]
    return grid(columns, numbered, heading="问题与建议")


def _finding(links: Links, row: NumberedFinding) -> str:
    return links.finding(row[1].id)


def _problem(finding: FindingRow, material: Material) -> str:
    bases = finding.record.checklist.basis_on(finding.item, material.inspection.starts_on)
    has_category = isinstance(finding.item, FailingItem) and finding.item.category
    lines = [f"类别：{finding.category}"] if has_category else []
    return "\n".join([finding.problem, *lines, *(f"依据：{basis}" for basis in bases)])


def _reply(numbers: list[Column[NumberedFinding]], numbered: list[NumberedFinding]) -> Grid:
    """The part that the unit fills in and sends back, in the columns of the problems."""
    columns: list[Column[NumberedFinding]] = [
        *numbers,
        Column("完成时限", 13, lambda _: None),
        Column("整改措施", 30, lambda _: None),
        Column("办理结果", 17, lambda _: None),
        Column("责任人", 12, lambda _: None),
        Column("备注", 12, lambda _: None),
    ]
    return grid(columns, numbered, heading="办理回执", room=ROOM_FOR_A_PEN)
