"""视察报告: what an inspection brought, in the words of a 公文, for the office to edit. Pure.

Short, as such reports are (1,500 to 2,500 characters): the gravest is told, the rest stands in the
annex, which is the workbook. Nothing is said that the records do not say.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from inspect_app.inspections.models import KIND_LABELS, InspectionState
from inspect_app.reports.figures.material import Material, RecordRow
from inspect_app.reports.figures.statistics import Totals, item_counts, totals_of
from inspect_app.reports.word.paper import Heading, Paper, Paragraph, Part
from inspect_app.reports.word.plan_papers import period
from inspect_app.reports.word.report_answers import learned
from inspect_app.reports.word.report_problems import problems, proposals, section_names
from inspect_app.reports.wording import (
    numbered,
    percent,
    place,
    sentence,
    short,
    tidy,
    tidy_title,
    title_lines,
)

MOST_NAMES, MOST_SECTIONS, MOST_WORDS = 6, 5, 5
LENGTH_OF_WORDS = 100
WELL_DONE = 0.9


def inspection_report(material: Material, today: date, mark: str) -> Paper:
    """视察报告 of an inspection that has records; ``mark`` says for whom the copy is."""
    presidium = material.town.presidium
    totals = totals_of(material.records, material.findings)
    parts: list[Part] = [
        Paragraph(
            f"中共{material.town.name}委员会、{material.town.name}人民政府：", indented=False
        ),
        Paragraph(_opening(material)),
        Heading("一、基本情况"),
        *map(Paragraph, (_facts(material, totals, today), *learned(material))),
        Heading("二、主要成效"),
        *map(Paragraph, _achievements(material, totals)),
        Heading("三、存在问题"),
        *problems(material, totals),
        Heading("四、意见建议"),
        *proposals(material),
        *_annexes(material, totals),
    ]
    title = (presidium, *title_lines(f"关于{tidy_title(material.topic)}情况的报告"))
    return Paper(title, tuple(parts), presidium, today, f"（{mark}）")


def _opening(material: Material) -> str:
    inspection = material.inspection
    lead = f"{tidy(inspection.lead)}带队，" if inspection.lead else ""
    return (
        f"根据{material.town.presidium}工作安排，{period(inspection)}，{lead}组织代表"
        f"围绕{tidy_title(inspection.topic)}开展{KIND_LABELS[inspection.kind]}。现将有关情况报告如下。"
    )


def _facts(material: Material, totals: Totals, today: date) -> str:
    sentences = [*_who(material), _where(material, totals), _what_it_brought(material, totals)]
    if material.inspection.state == InspectionState.UNDER_WAY:
        sentences.append(
            f"活动还在进行，以上是截至{today.year}年{today.month}月{today.day}日收到的情况。"
        )
    return "".join(sentences)


def _who(material: Material) -> list[str]:
    inspection = material.inspection
    expected, attended = inspection.expected, inspection.attended
    there = f"应到代表{expected}人" if expected is not None else ""
    if attended is not None:
        there += f"，实到{attended}人" if there else f"实到代表{attended}人"
    groups = [group.name for group in material.groups]
    if len(groups) == 1:
        split = f"由{groups[0]}进行"
    else:
        split = f"分{len(groups)}个小组进行" if groups else ""
    facts = "，".join(filter(None, (there, split)))
    return [f"这次{KIND_LABELS[inspection.kind]}{facts}。"] if facts else []


def _where(material: Material, totals: Totals) -> str:
    villages = list(dict.fromkeys(record.village for record in material.records))
    if len(villages) == 1:
        where = villages[0]
    elif len(villages) <= MOST_NAMES:
        where = f"{'、'.join(villages)}{len(villages)}个村（社区）"
    else:
        where = f"{len(villages)}个村（社区）"
    planned = len({visit.Site.id for visit in material.visits})
    left = f"（计划{planned}个）" if planned > totals.sites else ""
    return f"共查看{where}的{totals.sites}个点位{left}。"


def _what_it_brought(material: Material, totals: Totals) -> str:
    titles = dict.fromkeys(record.checklist.title for record in material.records)
    of = "".join(f"《{title}》" for title in titles)
    suggestions = f"，收到意见建议{totals.suggestions}条" if totals.suggestions else ""
    return (
        f"代表{totals.deputies}人按{of}填写检查记录{totals.records}份，检查{totals.checked}项次，"
        f"发现问题{totals.findings}个{_not_reviewed(material)}{suggestions}。"
    )


def _not_reviewed(material: Material) -> str:
    count = len(material.unreviewed)
    if not count:
        return ""
    if material.reviewed_only:
        return f"（另有{count}个还没有核定，没有列入）"
    return f"（其中{count}个还没有核定）"


def _achievements(material: Material, totals: Totals) -> list[str]:
    return [
        "".join(_rates(material, totals)),
        *_highlights([record for record in material.records if record.highlight]),
    ]


def _rates(material: Material, totals: Totals) -> list[str]:
    if not totals.checked:
        return ["代表填写的检查记录中，没有可以判断是否符合的检查项次。"]
    if totals.passed == totals.checked:
        return [f"检查的{totals.checked}项次全部符合。"]
    rate = percent(totals.passed, totals.checked)
    sentences = [f"检查的{totals.checked}项次中，{totals.passed}项次符合，符合率{rate}。"]
    well = _well_done(material)[:MOST_SECTIONS]
    perfect = [f"“{name}”" for name, passed, checked in well if passed == checked]
    good = [
        f"“{name}”（{percent(passed, checked)}）"
        for name, passed, checked in well
        if passed < checked
    ]
    if perfect:
        sentences.append(f"其中，{''.join(perfect)}的检查项全部符合。")
    if good:
        sentences.append(f"{'、'.join(good)}的符合率较高。")
    found = (*material.findings, *material.unreviewed)
    clean = totals.sites - len({finding.record.site_id for finding in found})
    if clean:
        sentences.append(f"{totals.sites}个点位中，{clean}个没有发现问题。")
    return sentences


def _well_done(material: Material) -> list[tuple[str, int, int]]:
    """(section, passed, checked) of the sections that do well, the best first."""
    names = section_names(material.records)
    passed: Counter[str] = Counter()
    checked: Counter[str] = Counter()
    for count in item_counts(material.records, material.findings):
        title = count.checklist.section_by_item[count.item.id].title
        section = names[count.checklist.topic, title]
        passed[section] += count.passed
        checked[section] += count.checked
    well = [(name, passed[name], n) for name, n in checked.items() if n]
    well = [one for one in well if one[1] >= one[2] * WELL_DONE]
    return sorted(well, key=lambda one: -one[1] / one[2])


def _highlights(records: Sequence[RecordRow]) -> list[str]:
    if not records:
        return []
    sentences = [
        f"{place(one.village, one.site)}：{_words(one.highlight)}" for one in _spread(records)
    ]
    if len(sentences) == 1:
        return [f"代表反映亮点1条。{sentences[0]}"]
    more = "，主要有" if len(sentences) > MOST_WORDS else ""
    return [f"代表反映亮点{len(sentences)}条{more}：", *numbered(sentences[:MOST_WORDS])]


def _spread(records: Sequence[RecordRow]) -> list[RecordRow]:
    """The first record of each village, then the second of each, and so on."""
    of_village: Counter[str] = Counter()
    turn = []
    for record in records:
        turn.append(of_village[record.village])
        of_village[record.village] += 1
    return [record for _, record in sorted(zip(turn, records, strict=True), key=lambda one: one[0])]


def _words(text: str) -> str:
    return sentence(short(text, LENGTH_OF_WORDS))


def _annexes(material: Material, totals: Totals) -> list[Part]:
    """附件, below an empty line as GB/T 9704-2012 has it; the sheets of the workbook.

    All of them on one page with the signature and the last sentence: else it would sign nothing.
    """
    names = ["问题清单"] * bool(totals.findings)
    if totals.suggestions and "意见建议" not in material.town.left_out_sheets:
        names.append("意见建议清单")
    first, *more = numbered([*names, "情况汇总"])
    lines = [f"附件：{first}", *(f"\u3000\u3000\u3000{name}" for name in more)]
    return [
        Paragraph("", is_with_next=True),
        *(Paragraph(line, is_with_next=True) for line in lines),
    ]
