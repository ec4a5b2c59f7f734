"""存在问题 and 意见建议 of 视察报告: grouped, counted, the gravest told with its basis. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from inspect_app.checklist.base_items import FailingItem
from inspect_app.checklist.items import Item
from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.reports.figures.material import FindingRow, Material, RecordRow
from inspect_app.reports.figures.statistics import Share, Totals, shares
from inspect_app.reports.word.paper import Heading, Paragraph, Part
from inspect_app.reports.wording import (
    GRAVEST_FIRST,
    numbered,
    place,
    sentence,
    severities,
    short,
    tidy,
)

MOST_CATEGORIES, MOST_QUOTED, MOST_QUOTED_EACH, MOST_KINDS = 6, 8, 2, 3
MOST_UNITS, MOST_SUGGESTIONS_EACH, MOST_SUGGESTIONS = 5, 2, 6
LENGTH_OF_FINDING, LENGTH_OF_SUGGESTION = 80, 100
NUMERALS = "一二三四五六七八九十"


def problems(material: Material, totals: Totals) -> list[Part]:
    """What was found, category by category, the gravest category first."""
    if not totals.findings and material.unreviewed:
        return [Paragraph("代表发现的问题还没有核定，没有列入。")]
    if not totals.findings:
        return [Paragraph("代表按检查清单逐项查看，没有发现问题。")]
    categories = _gravest_first(_categories(material))
    main = categories[:MOST_CATEGORIES]
    quotations = _quotations(main, material.inspection.starts_on)
    overview = _overview(totals, categories)
    if len(categories) == 1:
        (only,) = categories
        return [Paragraph(overview + _kinds(only, quotations)), *_quotes(only, quotations)]
    parts: list[Part] = [Paragraph(overview)]
    for n, category in enumerate(main):
        parts.append(Heading(f"（{NUMERALS[n]}）{category.name}", level=2))
        parts += _category(category, quotations)
    rest = categories[MOST_CATEGORIES:]
    if rest:
        parts.append(Heading(f"（{NUMERALS[len(main)]}）其他方面", level=2))
        count = sum(len(one.findings) for one in rest)
        each = "、".join(f"“{one.name}”{len(one.findings)}个" for one in rest)
        parts.append(Paragraph(f"还发现问题{count}个：{each}。"))
    return parts


def section_names(records: Iterable[RecordRow]) -> dict[tuple[str, str], str]:
    """By (topic, section's title) how to call a section where checklists share titles."""
    topics: dict[str, set[str]] = {}
    for checklist in {record.version_id: record.checklist for record in records}.values():
        for section in checklist.sections:
            topics.setdefault(section.title, set()).add(checklist.topic)
    return {
        (topic, title): f"{topic}：{title}" if len(its) > 1 else title
        for title, its in topics.items()
        for topic in its
    }


def _categories(material: Material) -> list[Share]:
    names = section_names(material.records)
    return shares(
        material.findings,
        {one.id: names[one.record.checklist.topic, one.section] for one in material.findings},
    )


def _gravest_first(found: Sequence[Share]) -> list[Share]:
    return sorted(found, key=lambda one: [-one.of(severity) for severity in GRAVEST_FIRST])


def _overview(totals: Totals, categories: Sequence[Share]) -> str:
    # A law's own word for something else: 重大事故隐患 is judged by the department in charge.
    caution = (
        "（“重大”指需要优先反映，不等于法定的重大事故隐患）"
        if totals.by_severity[Severity.CRITICAL]
        else ""
    )
    if len(categories) > 1:
        spread = f"分属{len(categories)}个类别"
    else:
        spread = f"{'均' if totals.findings > 1 else ''}属“{categories[0].name}”"
    how_grave = severities(totals.by_severity)
    return f"共发现问题{totals.findings}个，{how_grave}{caution}，{spread}。全部问题见附件1。"


def _quotations(categories: Sequence[Share], day: date) -> dict[int, str]:
    """By id how the gravest findings are told; no category takes all the room."""
    candidates = [
        finding
        for category in categories
        for finding in _best_quoted_first(category)[:MOST_QUOTED_EACH]
    ]
    candidates.sort(key=lambda one: GRAVEST_FIRST.index(one.severity))
    return {finding.id: _quotation(finding, day) for finding in candidates[:MOST_QUOTED]}


def _best_quoted_first(category: Share) -> list[FindingRow]:
    return sorted(category.findings, key=lambda one: GRAVEST_FIRST.index(one.severity))


def _category(category: Share, quotations: dict[int, str]) -> list[Part]:
    count = len(category.findings)
    first = category.findings[0].id
    if count == 1 and first in quotations:
        return [Paragraph(f"发现问题1个。{quotations[first]}")]
    how_grave = severities({severity: category.of(severity) for severity in Severity})
    summary = f"发现问题{count}个，{how_grave}。{_kinds(category, quotations)}"
    return [Paragraph(summary), *_quotes(category, quotations)]


def _quotes(category: Share, quotations: dict[int, str]) -> list[Paragraph]:
    sentences = [quotations[one.id] for one in _best_quoted_first(category) if one.id in quotations]
    return [*map(Paragraph, numbered(sentences))]


def _kinds(category: Share, quotations: dict[int, str]) -> str:
    """What goes wrong most often, in the checklist's words; nothing if all is told."""
    if all(one.id in quotations for one in category.findings):
        return ""
    kinds = Counter(_kind(finding.item) for finding in category.findings)
    most = kinds.most_common(MOST_KINDS)
    if len(kinds) == 1:
        return f"都是{most[0][0]}。"
    lead = "主要是" if len(kinds) > MOST_KINDS else "包括"
    return lead + "；".join(f"{words}（{n}个）" for words, n in most) + "。"


def _kind(item: Item) -> str:
    assert isinstance(item, FailingItem), "a finding arises from such an item alone"
    return tidy(item.problem_sentence)


def _quotation(finding: FindingRow, day: date) -> str:
    record = finding.record
    amount = f"，{finding.amount_words}" if finding.amount_words else ""
    merged = f"，另有{finding.merged_count}处反映同一问题" if finding.merged_count else ""
    words = short(finding.description, LENGTH_OF_FINDING)
    return (
        f"{place(record.village, record.site)}：{words}"
        f"（{SEVERITY_LABELS[finding.severity]}{amount}{merged}）。{_basis(finding, day)}"
    )


def _basis(finding: FindingRow, day: date) -> str:
    """The first basis that was in force on the day; the annex has them all."""
    bases = finding.record.checklist.basis_on(finding.item, day)
    if not bases:
        return ""
    article, _, gist = bases[0].partition("：")
    return f"依据：{article}，{sentence(tidy(gist))}"


def proposals(material: Material) -> list[Part]:
    """What should be done about it, unit by unit, and what deputies suggest besides."""
    rectification = _rectification(material)
    suggestions = _suggestions([one for one in material.records if one.suggestion])
    if rectification and suggestions:
        rectification.insert(0, Heading("（一）整改建议", level=2))
        suggestions.insert(0, Heading("（二）代表的意见建议", level=2))
    if not rectification and not suggestions:
        return [Paragraph("代表没有提出意见建议。", is_with_next=True)]
    return [*rectification, *suggestions, Paragraph(_closing(material), is_with_next=True)]


def _closing(material: Material) -> str:
    return f"以上意见建议请研究处理，并将研究处理情况及时反馈{material.town.presidium}。"


def _rectification(material: Material) -> list[Part]:
    if not material.findings:
        return []
    names = {one.id: one.responsible_unit or "责任单位待定" for one in material.findings}
    units = _gravest_first(shares(material.findings, names))
    critical = sum(unit.of(Severity.CRITICAL) for unit in units)
    first = f"其中重大问题{critical}个，建议优先办理。" if critical else ""
    government = f"{material.town.name}人民政府"
    lead = f"针对上述问题，提请{government}研究，转有关单位办理。{first}"
    parts: list[Part] = [Paragraph(lead)]
    parts += map(Paragraph, numbered([_unit(unit) for unit in units[:MOST_UNITS]]))
    if len(units) > MOST_UNITS:
        parts.append(Paragraph(f"其余{len(units) - MOST_UNITS}个单位的整改建议见附件1。"))
    return parts


def _unit(unit: Share) -> str:
    options = dict.fromkeys(
        short(one.suggestion, LENGTH_OF_SUGGESTION).removeprefix("建议")
        for one in _best_quoted_first(unit)
        if one.suggestion
    )
    advice = "；".join(list(options)[:MOST_SUGGESTIONS_EACH]) or "研究办理"
    more = "等" if len(options) > MOST_SUGGESTIONS_EACH else ""
    return f"{unit.name}（问题{len(unit.findings)}个）：{sentence(advice + more)}"


def _suggestions(records: Sequence[RecordRow]) -> list[Part]:
    """The deputies' suggestions, topic by topic."""
    if not records:
        return []
    topics = list(dict.fromkeys(one.checklist.topic for one in records))
    by_topic = sorted(records, key=lambda one: topics.index(one.checklist.topic))
    shown = by_topic[:MOST_SUGGESTIONS]
    sentences = [
        f"{place(one.village, one.site)}："
        f"{sentence(short(one.proposal.words, LENGTH_OF_SUGGESTION))}"
        for one in shown
    ]
    if len(sentences) == 1:
        return [Paragraph(f"代表提出意见建议1条。{sentences[0]}")]
    more = "，主要有" if len(records) > len(sentences) else ""
    return [
        Paragraph(f"代表提出意见建议{len(records)}条{more}："),
        *map(Paragraph, numbered(sentences)),
    ]
