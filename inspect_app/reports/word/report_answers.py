"""What 视察报告 tells of answers that judge nothing: 群众最盼着改什么. Pure.

By place, never by person; the most of it, the workbook has all.
"""

from inspect_app.reports.figures.answered import CHOSEN, WRITTEN, AnsweredItem, answered_items
from inspect_app.reports.figures.material import Material
from inspect_app.reports.wording import numbered, place, short

MOST_ITEMS, MOST_OPTIONS, MOST_QUOTED = 5, 5, 3
LENGTH_OF_WORDS = 60
_INNER_QUOTES = str.maketrans("“”", "‘’")


def learned(material: Material) -> list[str]:
    """The paragraphs, none where nothing of that kind was asked or answered."""
    chosen = [one for one in answered_items(material.records, CHOSEN) if not one.item.can_fail]
    # Words before numbers and days: of a long checklist not all is told.
    written = [one for kind in WRITTEN for one in answered_items(material.records, (kind,))]
    told = [*filter(None, map(_options, chosen)), *filter(None, map(_answers, written))]
    if len(told) <= 1:
        return [f"检查中还了解到：{words}" for words in told]
    more = "，主要有" if len(told) > MOST_ITEMS else ""
    return [f"检查中还了解到{len(told)}方面的情况{more}：", *numbered(told[:MOST_ITEMS])]


def _options(one: AnsweredItem) -> str:
    times = {option.label: one.times(option) for option in one.options}
    most = sorted((n for n in times.items() if n[1]), key=lambda pair: -pair[1])
    if not most:
        return ""
    each = "、".join(f"“{_quoted(label)}”{n}份" for label, n in most[:MOST_OPTIONS])
    more = "等" if len(most) > MOST_OPTIONS else ""
    return f"{_question(one)}，{len(one.answers)}份检查记录作了回答，选{each}{more}。"


def _answers(one: AnsweredItem) -> str:
    written = one.written_answers
    if not written:
        return ""
    each = "，".join(
        f"{place(record.village, record.site)}“{_quoted(words)}”"
        for record, words in written[:MOST_QUOTED]
    )
    more = "等" if len(written) > MOST_QUOTED else ""
    return f"{_question(one)}，{len(written)}份检查记录作了回答：{each}{more}。"


def _question(one: AnsweredItem) -> str:
    return f"关于“{_quoted(one.item.question).rstrip('？')}”"


def _quoted(words: str) -> str:
    return short(words, LENGTH_OF_WORDS).translate(_INNER_QUOTES)
