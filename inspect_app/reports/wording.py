"""How a paper says things: figures in words, and what was typed on a phone as it is printed. Pure.

Only spaces and punctuation of what somebody wrote are changed, never a word.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity

GRAVEST_FIRST = tuple(reversed(Severity))

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # Unicode annex 9: embed, override, isolate
_OFFICES = "主席|书记|主任|镇长|乡长|村长|组长|所长|站长|局长|科长|委员|代表|干部|会计|同志"
_NO_TITLE = f"(?<!{_OFFICES})(?<!负责人|联系人)"
_ENDS = " ，。；、：,.;:"

Change = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
_CHANGES: tuple[Change, ...] = (
    (re.compile(r"\s*\n\s*"), "；"),
    (re.compile(rf"(?<={_HAN})[,;:!?]|[,;:!?](?={_HAN})|[()]"), lambda found: _FULL[found[0]]),
    (re.compile(rf"(?<={_HAN})\.(?!\w)"), "。"),
    (re.compile(r'"([^"]*)"'), r"“\1”"),
    # 张三 李四 are two; a title and whose it is, or the signs of one word, are one.
    (re.compile(rf"(?<={_HAN}{{2}}){_NO_TITLE}\s+(?={_HAN}{{2}})"), "、"),
    (re.compile(rf"(?<={_HAN}|[，。；：！？、])\s+(?={_HAN})"), ""),
    # Of several marks one is meant: the one that ends the sentence, else the first.
    (re.compile(r"[，；：、。]*([。！？])[，；：、。！？]*"), r"\1"),
    (re.compile(r"([，；：、])[，；：、]+"), r"\1"),
)


def tidy(text: str) -> str:
    """What somebody typed, in the punctuation of print and without the mark at its end."""
    for pattern, instead in _CHANGES:
        text = pattern.sub(instead, text)
    return text.strip(_ENDS)


def tidy_title(text: str) -> str:
    """A title likewise; its words are one where spaces part them."""
    return tidy(re.sub(rf"(?<={_HAN})\s+(?={_HAN})", "", text))


def topic_of(title: str, town: str) -> str:
    """An inspection's title without the town's name, which stands before it in 落款."""
    return title.removeprefix(town) or title


def upright(text: str) -> str:
    """The text without the unseen characters that turn the reading direction.

    One that somebody pasted turns round the paper's own words up to the end of its paragraph, too.
    """
    return _TURNING.sub("", text)


def short(text: str, most: int) -> str:
    """The text tidied, and cut visibly, at a mark where there is one, if it is longer."""
    tidied = tidy(text) or text
    if len(tidied) <= most:
        return tidied
    cut = tidied[:most]
    end = max(cut.rfind(mark) for mark in "。；，！？")
    return cut[: end if end > most // 2 else most].rstrip(_ENDS) + "……"


def sentence(text: str) -> str:
    """With the mark that ends it."""
    return text if text.endswith(("。", "！", "？", "……")) else f"{text}。"


def ems(text: str) -> float:
    """The width in characters; digits and Latin letters are half as wide."""
    return sum(0.5 if one.isascii() else 1 for one in text)


EMS_OF_TITLE = 19  # 156 mm at 22 pt, less the room that digits take beside Chinese
# Where a title may be broken: before what kind of activity it is, after a mark.
_BREAKS = re.compile(
    "情况的报告|(?:监督|专题|专项|集中|联合)?(?:视察|调研)|(?:监督|专项|执法|联合)检查"
    "|工作评议|“回头看|(?<=[、》])"
)


def title_lines(title: str) -> tuple[str, ...]:
    """A title's lines, broken as late as it fits, no word in two, as GB/T 9704-2012 asks.

    What is too long and has no place to break is left to who shows it.
    """
    if ems(title) <= EMS_OF_TITLE:
        return (title,)
    breaks = [found.start() for found in _BREAKS.finditer(title)]
    fitting = [at for at in breaks if at > 0 and ems(title[:at]) <= EMS_OF_TITLE]
    if not fitting:
        return (title,)
    return (title[: fitting[-1]], *title_lines(title[fitting[-1] :]))


def numbered(texts: Sequence[str]) -> list[str]:
    """The texts with 1. 2. 3. before them, one alone without."""
    return [f"{n}.{text}" for n, text in enumerate(texts, 1)] if len(texts) > 1 else [*texts]


def percent(part: int, total: int) -> str:
    """A rate as 91.9%; 100% only if all of it is."""
    tenths = round(part * 1000 / total)
    if tenths == 1000 and part < total:
        tenths = 999
    return f"{tenths / 10:g}%"


def severities(counts: Mapping[Severity, int]) -> str:
    """其中重大1个、较大2个, or 均为一般问题 where all are of one severity."""
    some = [one for one in GRAVEST_FIRST if counts[one]]
    if len(some) == 1:
        all_of_them = "均为" if counts[some[0]] > 1 else "为"
        return f"{all_of_them}{SEVERITY_LABELS[some[0]]}问题"
    return "其中" + "、".join(f"{SEVERITY_LABELS[one]}{counts[one]}个" for one in some)


def place(village: str, site: str) -> str:
    """Where it is, the village once."""
    return site if site.startswith(village) else f"{village}{site}"
