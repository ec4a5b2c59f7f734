"""The things that a figure counts, one by one, in the order of the workbook. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from inspect_app.checklist.answers import choices_in, is_answered
from inspect_app.checklist.answers_in_words import answer_words
from inspect_app.checklist.ratings import SEVERITY_LABELS, VERDICT_LABELS, Verdict
from inspect_app.checklist.scoring import bonuses, marks
from inspect_app.inspections.models import KIND_LABELS, Inspection
from inspect_app.reports.cell_links import Links
from inspect_app.reports.figures.behind import CHECKED, NO_UNIT, Behind, What
from inspect_app.reports.figures.comparison import Comparison, item_at_site
from inspect_app.reports.figures.material import FindingRow, ItemAtSite, Material, RecordRow
from inspect_app.reports.figures.statistics import judged
from inspect_app.sheets.cell_values import Opening
from inspect_app.text import day_words, plain_number

# By what is counted: the columns of the list, and how a number of it reads.
HEADINGS = {
    What.FINDINGS: ("村（社区）", "点位", "检查项", "问题", "严重程度", "责任单位"),
    What.RECORDS: ("日期", "村（社区）", "点位", "检查清单", "代表", "小组"),
    What.ANSWERS: ("村（社区）", "点位", "检查项", "回答", "代表"),
    What.CHOSEN: ("村（社区）", "点位", "检查项", "回答", "代表"),
    What.SITES: ("村（社区）", "点位"),
    What.PLANNED: ("村（社区）", "点位"),
    What.DEPUTIES: ("代表", "小组"),
    What.SUGGESTIONS: ("村（社区）", "点位", "意见建议", "代表", "小组"),
    What.POINTS: ("村（社区）", "点位", "检查项", "分值", "扣分", "得分"),
    What.BONUS: ("村（社区）", "点位", "检查项", "回答", "加分"),
    What.AGAIN: ("村（社区）", "点位", "检查项", "本次问题"),
    What.RELAPSED: ("村（社区）", "点位", "检查项", "本次问题"),
    What.INSPECTIONS: ("开始日期", "活动类型"),
    What.EXPECTED: ("开始日期", "应到（人）"),
    What.ATTENDED: ("开始日期", "实到（人）"),
}
_NUMBER = {
    What.FINDINGS: "{}个问题",
    What.RECORDS: "{}份检查记录",
    What.ANSWERS: "{}项次",
    What.CHOSEN: "{}份检查记录",
    What.SITES: "{}个已查点位",
    What.PLANNED: "{}个计划点位",
    What.DEPUTIES: "{}位代表",
    What.SUGGESTIONS: "{}条意见建议",
    What.POINTS: "{}个计分的检查项",
    What.BONUS: "{}个加分的检查项",
    What.AGAIN: "仍有{}处",
    What.RELAPSED: "反弹{}处",
    What.INSPECTIONS: "{}次视察",
    What.EXPECTED: "应到{}人次",
    What.ATTENDED: "实到{}人次",
}
_SEVERITIES = {str(key): words for key, words in SEVERITY_LABELS.items()}
_VERDICTS = {CHECKED: "符合和不符合", **{str(key): words for key, words in VERDICT_LABELS.items()}}


# Ids to tell by and to sort by, and the words.
Keyed = tuple[tuple[int, int], tuple[str, str]]


@dataclass(frozen=True)
class CountedThing:
    """One that was counted: the words of its line, and the finding and records it opens.

    ``page`` is what else it opens, where that is a page of its own.
    """

    words: tuple[str, ...]
    records: tuple[RecordRow, ...]
    finding: FindingRow | None = None
    page: Opening | None = None


def things(
    material: Material, behind: Behind, comparison: Comparison | None = None
) -> list[CountedThing]:
    """What a figure counts, each as often as it was counted.

    Without a ``comparison`` nothing is 仍有 or 反弹.
    """
    if comparison and behind.what in (What.AGAIN, What.RELAPSED):
        return _items_at_sites(comparison, behind)
    if behind.what == What.FINDINGS:
        return [_finding(one) for one in material.findings if _is_asked(one, material, behind)]
    chosen = [one for one in material.records if _is_of(one, behind)]
    match behind.what:
        case What.ANSWERS:
            return list(_answers(chosen, behind))
        case What.CHOSEN:
            return list(_records_choosing(chosen, behind))
        case What.SITES:
            return _groups(
                chosen, lambda one: ((one.village_id, one.site_id), (one.village, one.site))
            )
        case What.PLANNED:
            return _planned_sites(material, chosen)
        case What.DEPUTIES:
            return _groups(chosen, lambda one: ((one.deputy_id, 0), (one.deputy, one.group)))
        case What.SUGGESTIONS:
            return [_suggestion(one) for one in chosen if one.suggestion]
        case What.POINTS:
            return [thing for one in chosen for thing in _points(one, material, behind)]
        case What.BONUS:
            return [thing for one in chosen for thing in _bonuses(one)]
        case What.AGAIN | What.RELAPSED:
            return []
        case _:
            return [_record(one) for one in chosen]


def inspections_in_total(
    chosen: Iterable[Inspection], what: What, links: Links
) -> tuple[list[CountedThing], int]:
    """The inspections of a period that a total of 登记表 counts, and what it comes to.

    应到 and 实到 are told of each inspection; who they were stands on the page that it opens.
    """
    made, total = list[CountedThing](), 0
    for one in chosen:
        people = one.expected if what == What.EXPECTED else one.attended
        if what == What.INSPECTIONS:
            words, number = KIND_LABELS[one.kind], 1
            page = Opening("这次视察", links.inspection(one.id))
        elif people is not None:
            words, number = str(people), people
            page = Opening("到场情况", links.attendance(one.id))
        else:
            continue  # nobody was ticked
        total += number
        made.append(CountedThing((one.title, day_words(one.starts_on), words), (), page=page))
    return made, total


def amount(what: What, number: int) -> str:
    """How many there are, in words: 3个问题."""
    return _NUMBER[what].format(number)


def name_of(material: Material, behind: Behind, number: int) -> str:
    """What the figure says, in words: 张家村 · 重大 · 3个问题."""
    checklists = behind.checklists.split(",") if behind.checklists else []
    titles = {one.checklist_id: one.title for one in material.versions}
    title_of = {str(one.id): f"{one.title}第{one.version}版" for one in material.versions}
    asked = [one for one in material.records if _is_of(one, behind)]
    items = [item for record in asked for item in record.checklist.items]
    questions = {item.id: item.question for item in items}
    options = {(item.id, option): words for item in items for option, words in item.offered.items()}
    parts = [
        behind.village,
        behind.site,
        behind.category,
        behind.unit and f"责任单位：{behind.unit}",
        behind.settled and "核定过的",
        "、".join(titles[one] for one in checklists if one in titles),
        title_of.get(behind.version, ""),
        questions.get(behind.item, ""),
        options.get((behind.item, behind.option), ""),
        _SEVERITIES.get(behind.severity, ""),
        _VERDICTS.get(behind.verdict, ""),
        amount(behind.what, number),
    ]
    return " · ".join(filter(None, parts))


def _is_of(record: RecordRow, behind: Behind) -> bool:
    return (
        behind.village in ("", record.village)
        and behind.site in ("", record.site)
        and behind.version in ("", str(record.version_id))
        and (not behind.checklists or record.checklist.id in behind.checklists.split(","))
    )


def _is_asked(finding: FindingRow, material: Material, behind: Behind) -> bool:
    return (
        _is_of(finding.record, behind)
        and behind.severity in ("", finding.severity)
        and behind.item in ("", finding.item.id)
        and behind.unit in ("", finding.responsible_unit or NO_UNIT)
        and behind.category in ("", material.category(finding))
        and (finding.is_settled or not behind.settled)
    )


def _finding(one: FindingRow) -> CountedThing:
    where = (one.record.village, one.record.site)
    severity, unit = SEVERITY_LABELS[one.severity], one.responsible_unit or NO_UNIT
    return CountedThing((*where, one.item.subject, one.problem, severity, unit), (one.record,), one)


def _items_at_sites(comparison: Comparison, behind: Behind) -> list[CountedThing]:
    back = comparison.again if behind.what == What.AGAIN else comparison.relapsed
    at: dict[ItemAtSite, list[FindingRow]] = {}
    for one in comparison.findings(comparison.now):
        if item_at_site(one) in back and _is_asked(one, comparison.now, behind):
            at.setdefault(item_at_site(one), []).append(one)
    return [_found_again(found) for found in at.values()]


def _found_again(found: list[FindingRow]) -> CountedThing:
    record, item = found[0].record, found[0].item
    words = (record.village, record.site, item.subject, f"{len(found)}个问题")
    return CountedThing(words, tuple({one.record.id: one.record for one in found}.values()))


def _record(one: RecordRow) -> CountedThing:
    who = (one.checklist.title, one.deputy, one.group)
    return CountedThing((day_words(one.day), one.village, one.site, *who), (one,))


def _suggestion(one: RecordRow) -> CountedThing:
    return CountedThing((one.village, one.site, one.proposal.words, one.deputy, one.group), (one,))


def _points(one: RecordRow, material: Material, behind: Behind) -> list[CountedThing]:
    return [
        CountedThing(
            (one.village, one.site, mark.item.question,
             *map(plain_number, (mark.points, mark.less, mark.reached))),
            (one,),
        )
        for mark in marks(one.checklist, one.answers)
        if behind.category in ("", material.category_of(one.checklist, mark.item))
    ]  # fmt: skip


def _bonuses(one: RecordRow) -> list[CountedThing]:
    return [
        CountedThing(
            (one.village, one.site, item.question,
             answer_words(item, one.answers.get(item.id)), plain_number(points)),
            (one,),
        )
        for item, points in bonuses(one.checklist, one.answers)
    ]  # fmt: skip


def _answers(records: Iterable[RecordRow], behind: Behind) -> Iterator[CountedThing]:
    asked = {CHECKED: {Verdict.PASS, Verdict.FAIL}, "": set(Verdict)}
    verdicts = asked.get(behind.verdict, {behind.verdict})
    for one in records:
        for item in one.checklist.items:
            verdict = judged(item, one.answers.get(item.id))
            if verdict and verdict in verdicts and behind.item in ("", item.id):
                words = (item.question, VERDICT_LABELS[verdict], one.deputy)
                yield CountedThing((one.village, one.site, *words), (one,))


def _records_choosing(records: Iterable[RecordRow], behind: Behind) -> Iterator[CountedThing]:
    for one in records:
        item, answer = one.checklist.item_by_id.get(behind.item), one.answers.get(behind.item)
        if not item or not is_answered(answer):
            continue
        if not behind.option or behind.option in choices_in(answer):
            words = (item.question, answer_words(item, answer), one.deputy)
            yield CountedThing((one.village, one.site, *words), (one,))


def _groups(records: Iterable[RecordRow], of: Callable[[RecordRow], Keyed]) -> list[CountedThing]:
    """Each place or person once, in the order of the roster, with its records."""
    ordered = sorted(records, key=lambda one: of(one)[0])
    return [
        CountedThing(of(found[0])[1], tuple(found))
        for _, group in groupby(ordered, key=lambda one: of(one)[0])
        for found in [list(group)]
    ]


def _planned_sites(material: Material, records: list[RecordRow]) -> list[CountedThing]:
    at: dict[int, list[RecordRow]] = {}
    for one in records:
        at.setdefault(one.site_id, []).append(one)
    sites = {visit.Site.id: (visit.Village.name, visit.Site.name) for visit in material.visits}
    return [CountedThing(name, tuple(at.get(site, ()))) for site, name in sites.items()]
