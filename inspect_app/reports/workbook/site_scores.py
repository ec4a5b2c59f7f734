"""点位得分: where a checklist gives points; of sites, never of people.

``ABOUT`` says in 填表说明 how several records of a site make its score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.point_words import how_scored, unread_words
from inspect_app.checklist.scoring import (
    OverallScore,
    Score,
    bonus,
    gives_points,
    mean,
    mean_number,
    overall_score,
    section_scores,
    total,
    without_points,
)
from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.behind import Behind, What
from inspect_app.reports.figures.material import Material, RecordRow
from inspect_app.sheets.cell_values import Cell
from inspect_app.sheets.table import READABLE_WIDTH, Column, Look, Sheet, grid, sheet

ABOUT = (
    (
        "点位得分",
        "一行是一个点位的一份检查清单。各组得分是这份清单每个分组的得分，由几份检查记录得出的取平均，"
        "保留一位小数；总分是各组得分之和，满分同样计算。不适用、没有答、写了读不出分数的，得分和满分都不计；"
        "没有一项能计分的点位不列。得分说明写着扣了哪几项、打了几分、哪一项因为见到什么不得分。"
        "加分单列，不算在满分里，也取平均。清单写明总分的，折合=总分÷满分×清单写明的总分＋加分，"
        "档次按折合算；有一项没有读出分数，就不折合、不定档。只供镇人大办内部参考，不作排名，公开版没有这张表。",
    ),
)


FEW_SECTIONS = 6  # beside which there is room for wide columns
LEAST_OF_WORDS, MOST_OF_WORDS = 20, 44


@dataclass(frozen=True)
class SiteScore:
    """A site's score on one checklist: section by section, from its records."""

    records: Sequence[RecordRow]
    sections: dict[str, Score]

    @property
    def checklist(self) -> Checklist:
        """The last version that its records were filled with."""
        return max(self.records, key=lambda one: one.version).checklist

    @property
    def total(self) -> Score:
        return total(self.sections.values())

    @cached_property
    def overall_score(self) -> OverallScore:
        """What the scores of the sections and the mean bonus of the records come to."""
        found = [bonus(one.checklist, one.answers) for one in self.records]
        added = [points for points in found if points is not None]
        unread = sum(len(without_points(one.checklist, one.answers)) for one in self.records)
        bonus_of_all = mean_number(added) if added else None
        return overall_score(self.checklist, self.total, bonus_of_all, unread=unread)

    @property
    def behind(self) -> Behind:
        """The items that its points are of."""
        first = self.records[0]
        of = first.checklist.id
        return Behind(What.POINTS, village=first.village, site=first.site, checklists=of)


def has_scores(records: Iterable[RecordRow]) -> bool:
    scored = {one.version_id: gives_points(one.checklist) for one in records}
    return any(
        scored[one.version_id] and section_scores(one.checklist, one.answers) for one in records
    )


def site_scores(material: Material, links: Links) -> Sheet:
    rows = scores_of(material)

    def link(row: SiteScore) -> str:
        return links.behind(material.inspection.id, row.behind.asked)

    columns: list[Column[SiteScore]] = [
        Column("点位", 16, lambda row: row.records[0].site),
        Column("村（社区）", 12, lambda row: row.records[0].village),
        Column("检查清单", 16, lambda row: row.records[0].checklist.title),
        *_sections(material, rows),
        Column("总分", 8, lambda row: row.behind.points(row.total.reached), Look.NUMBER, link=link),
        Column("满分", 8, lambda row: row.behind.points(row.total.possible), Look.NUMBER),
        *_optional_columns(rows),
        Column("记录编号", 9, lambda row: "、".join(str(one.number) for one in row.records)),
    ]
    # 得分说明 takes what the sections leave, before 记录编号.
    room = READABLE_WIDTH - sum(column.width for column in columns)
    width = max(LEAST_OF_WORDS, min(room, MOST_OF_WORDS))
    columns.insert(-1, Column("得分说明", width, _how_scored, Look.LONG))
    title = f"{material.heading}点位得分表"
    return sheet("点位得分", title, grid(columns, rows))


def scores_of(material: Material) -> list[SiteScore]:
    """The score of each site and checklist that has points, in the roster's order."""

    def place(record: RecordRow) -> tuple[int, int, str]:
        return record.village_id, record.site_id, record.checklist.id

    groups = [list(of_one) for _, of_one in groupby(sorted(material.records, key=place), key=place)]
    made = [SiteScore(one, _section_means(material, one)) for one in groups]
    return [one for one in made if one.sections]


def _section_means(material: Material, records: Sequence[RecordRow]) -> dict[str, Score]:
    """The means by the sections' titles: one that was renamed between versions is one."""
    found: dict[str, list[Score]] = {}
    for record in records:
        checklist = record.checklist
        titles = {
            checklist.section_by_item[item.id].title: material.section_of(checklist, item)
            for item in checklist.items
        }
        for title, points in section_scores(record.checklist, record.answers).items():
            found.setdefault(titles[title], []).append(points)
    return {title: mean(scores) for title, scores in found.items()}


def _sections(material: Material, rows: Sequence[SiteScore]) -> list[Column[SiteScore]]:
    """A column for each section that gives points, checklist by checklist."""
    records = [record for row in rows for record in row.records]
    # The last one first: its sections stand in its order, then those that only older ones have.
    records.sort(key=lambda one: -one.version)
    versions = list({one.version_id: one.checklist for one in records}.values())
    checklists = {one.id: one for one in reversed(versions)}
    sections = dict.fromkeys(
        (one.id, section.title) for one in versions for section in one.sections
    )
    scored = {(row.behind.checklists, section) for row in rows for section in row.sections}
    asked = [one for one in sorted(sections, key=lambda one: one[0]) if one in scored]
    width = 9 if len(asked) <= FEW_SECTIONS else 7

    def column(of: str, section: str) -> Column[SiteScore]:
        category = material.category_named(checklists[of], section)

        def value(row: SiteScore) -> Cell:
            if row.behind.checklists != of or section not in row.sections:
                return None
            behind = replace(row.behind, category=category)
            return behind.points(row.sections[section].reached)

        over = ("各组得分", checklists[of].title) if len(checklists) > 1 else ("各组得分",)
        return Column(section, width, value, Look.NUMBER, over=over)

    return [column(*one) for one in asked]


def _optional_columns(rows: Sequence[SiteScore]) -> list[Column[SiteScore]]:
    """加分, 折合 and 档次, each where a site has it."""
    overall_scores = [row.overall_score for row in rows]
    columns: list[Column[SiteScore]] = []
    if any(one.bonus is not None for one in overall_scores):
        columns.append(Column("加分", 7, _bonus, Look.NUMBER))
    if any(one.scaled is not None for one in overall_scores):
        columns.append(Column("折合", 8, _scaled, Look.NUMBER))
    if any(one.band for one in overall_scores):
        columns.append(Column("档次", 9, lambda row: row.overall_score.band))
    return columns


def _bonus(row: SiteScore) -> Cell:
    added = row.overall_score.bonus
    return None if added is None else replace(row.behind, what=What.BONUS).points(added)


def _scaled(row: SiteScore) -> Cell:
    scaled = row.overall_score.scaled
    return None if scaled is None else row.behind.points(scaled)


def _how_scored(row: SiteScore) -> str:
    """How the score came about, record by record; which one is said where of several."""
    scored = [(one.number, how_scored(one.checklist, one.answers)) for one in row.records]
    if len(scored) == 1:
        lines = scored[0][1]
    else:
        lines = [f"第{number}号记录：{'、'.join(words)}" for number, words in scored if words]
    return "\n".join(filter(None, [*lines, unread_words(row.overall_score, row.checklist)]))
