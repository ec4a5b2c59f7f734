"""点位得分: where a checklist gives points; of sites, never of people.

``ABOUT`` says in 填表说明 how several records of a site make its score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from inspect_app.checklist.scoring import (
    Score,
    deductions,
    gives_points,
    mean,
    section_scores,
    total,
)
from inspect_app.reports.behind import Behind, What
from inspect_app.reports.figures import Material, RecordRow
from inspect_app.reports.links import Links
from inspect_app.reports.printed_pages import READABLE_WIDTH
from inspect_app.reports.table import Cell, Column, Look, Sheet, grid, sheet

ABOUT = (
    (
        "点位得分",
        "一行是一个点位的一份检查清单。各组得分是这份清单每个分组的得分，由几份检查记录得出的取平均，"
        "保留一位小数；总分是各组得分之和，满分同样计算。不适用、没有答的，得分和满分都不计；"
        "没有一项能计分的点位不列。只供镇人大办内部参考，公开版没有这张表。",
    ),
)


FEW_SECTIONS = 6  # beside which there is room for wide columns
LEAST_OF_DEDUCTIONS, MOST_OF_DEDUCTIONS = 20, 44


@dataclass(frozen=True)
class SiteScore:
    """A site's score on one checklist: section by section, from its records."""

    records: Sequence[RecordRow]
    sections: dict[str, Score]

    @property
    def total(self) -> Score:
        """Return the score of the site."""
        return total(self.sections.values())

    @property
    def behind(self) -> Behind:
        """Return the items that its points are of."""
        first = self.records[0]
        of = first.checklist.id
        return Behind(What.POINTS, village=first.village, site=first.site, checklists=of)


def has_scores(records: Iterable[RecordRow]) -> bool:
    """Whether any record has points."""
    scored = {one.version_id: gives_points(one.checklist) for one in records}
    return any(
        scored[one.version_id] and section_scores(one.checklist, one.answers) for one in records
    )


def site_scores(material: Material, links: Links) -> Sheet:
    """Return the sheet."""
    rows = scores_of(material.records)

    def link(row: SiteScore) -> str:
        return links.behind(material.inspection.id, row.behind.asked)

    columns: list[Column[SiteScore]] = [
        Column("点位", 16, lambda row: row.records[0].site),
        Column("村(社区)", 12, lambda row: row.records[0].village),
        Column("检查清单", 16, lambda row: row.records[0].checklist.title),
        *_sections(material, rows),
        Column("总分", 8, lambda row: row.behind.points(row.total.reached), Look.NUMBER, link=link),
        Column("满分", 8, lambda row: row.behind.points(row.total.possible), Look.NUMBER),
        Column("记录编号", 9, lambda row: "、".join(str(one.number) for one in row.records)),
    ]
    # 扣分说明 takes what the sections leave, before 记录编号.
    room = READABLE_WIDTH - sum(column.width for column in columns)
    width = max(LEAST_OF_DEDUCTIONS, min(room, MOST_OF_DEDUCTIONS))
    columns.insert(-1, Column("扣分说明", width, _deductions, Look.LONG))
    title = f"{material.town.presidium}{material.inspection.title}点位得分表"
    return sheet("点位得分", title, grid(columns, rows))


def scores_of(records: Iterable[RecordRow]) -> list[SiteScore]:
    """Return the score of each site and checklist that has points, in the roster's order."""

    def place(record: RecordRow) -> tuple[int, int, str]:
        return record.village_id, record.site_id, record.checklist.id

    groups = [list(of_one) for _, of_one in groupby(sorted(records, key=place), key=place)]
    made = [SiteScore(one, _section_means(one)) for one in groups]
    return [one for one in made if one.sections]


def _section_means(records: Sequence[RecordRow]) -> dict[str, Score]:
    found: dict[str, list[Score]] = {}
    for record in records:
        for title, points in section_scores(record.checklist, record.answers).items():
            found.setdefault(title, []).append(points)
    return {title: mean(scores) for title, scores in found.items()}


def _sections(material: Material, rows: Sequence[SiteScore]) -> list[Column[SiteScore]]:
    """Return a column for each section that gives points, checklist by checklist."""
    versions = [record.checklist for row in rows for record in row.records]
    checklists = {one.id: one for one in versions}
    sections = dict.fromkeys(
        (one.id, section.title) for one in versions for section in one.sections
    )
    scored = {(row.behind.checklists, section) for row in rows for section in row.sections}
    asked = [one for one in sorted(sections, key=lambda one: one[0]) if one in scored]
    width = 9 if len(asked) <= FEW_SECTIONS else 7

    def column(of: str, section: str) -> Column[SiteScore]:
        category = material.category_of(checklists[of], section)

        def value(row: SiteScore) -> Cell:
            if row.behind.checklists != of or section not in row.sections:
                return None
            behind = replace(row.behind, category=category)
            return behind.points(row.sections[section].reached)

        over = ("各组得分", checklists[of].title) if len(checklists) > 1 else ("各组得分",)
        return Column(section, width, value, Look.NUMBER, over=over)

    return [column(*one) for one in asked]


def _deductions(row: SiteScore) -> str:
    """Return what was deducted, record by record; which one is said where there are several."""
    said = [(one.number, _of_record(one)) for one in row.records]
    if len(said) == 1:
        return "\n".join(said[0][1])
    return "\n".join(f"第{number}号记录：{'、'.join(lost)}" for number, lost in said if lost)


def _of_record(record: RecordRow) -> list[str]:
    taken = deductions(record.checklist, record.answers)
    return [f"{item.question}扣{less:g}分" for item, less in taken if less]
