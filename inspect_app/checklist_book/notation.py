"""How a cell says what a checklist's file says in several keys: options, bases, levels. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from inspect_app.checklist.items import Amount
from inspect_app.checklist.parts import Bonus, Level, Option
from inspect_app.chinese_numbers import CHINESE_DIGITS, chinese_number
from inspect_app.text import alike, halved, plain_number

MARK = "▲"  # as on the printed form: whoever ticks this notes a finding
_MARKS = "▲△▴▵"
_DIGIT = "[0-9０-９]"
_NUMBER = rf"({_DIGIT}+(?:[.．]{_DIGIT}+)?|{CHINESE_DIGITS}{{1,3}})"
_MINUS = "[-－−—–]"
_SEPARATORS = "，,;；、。.:： \t"
_ENDS = f"{_SEPARATORS}{_MARKS}"
_MARK_IN_BRACKETS = re.compile(f"[（(【\\[]\\s*[{_MARKS}]\\s*[)）】\\]]")
# （扣5分）, 【-5分】, ，扣五分 and （扣5）.
_DEDUCTS = re.compile(
    rf"\s*[（(【\[〔]\s*(?:扣除?|减|{_MINUS})\s*{_NUMBER}\s*分\s*[)）】\]〕]$"
    rf"|\s*[（(【\[〔]\s*扣除?\s*{_NUMBER}\s*[)）】\]〕]$"
    rf"|[{_SEPARATORS}]*(?<![不没未倒每处])(?:扣除?|减)\s*{_NUMBER}\s*分$"
    rf"|[{_SEPARATORS}]+{_MINUS}\s*{_NUMBER}\s*分$"
)
# What else speaks of points in an option: taken for its words, it would deduct nothing unsaid.
_SPEAKS_OF_POINTS = re.compile(
    rf"扣[^，,。；;]{{0,6}}?{_NUMBER}\s*分|(?<!不)[扣减]\s*分|减\s*{_NUMBER}\s*分|扣\s*{_DIGIT}"
    rf"|(?<!{_DIGIT}){_MINUS}\s*{_NUMBER}\s*分(?!钟)|不?得分|[得记计]\s*{_DIGIT}+\s*分"
    rf"|得\s*{CHINESE_DIGITS}{{1,3}}\s*分\s*(?:$|[）)】，,。])|[（(【\[]\s*{_NUMBER}\s*分\s*[)）】\]]"
    rf"|[（(【\[〔]\s*{_MINUS}\s*{_NUMBER}\s*[)）】\]〕]|全扣|扣[完光]|扣[一]?半|扣[俩两]分"
    rf"|一票否决|不给分|[记计]\s*[0０零]|负\s*{_NUMBER}\s*分|减\s*{_NUMBER}|扣一百分|\s{_NUMBER}\s*分$"
)
_OF_LEVEL = rf"{_NUMBER}\s*分?\s*(?:起|以上|及以上)?\s*[：:]"
_LEVEL = re.compile(rf"{_OF_LEVEL}\s*(.+)")
# 好；80-89分：中 says of two levels what cannot be parted.
_OF_ANOTHER_LEVEL = re.compile(
    rf"{_NUMBER}\s*分[^：:，,；;。]{{0,6}}[：:](?!\d)|[；;，,、\s]\s*{_NUMBER}\s*[：:](?!\d)|(?:以下|不到|其余|其他)[：:]"
)
_NEXT_LEVEL = re.compile(
    rf"[；;]\s*(?={_OF_LEVEL})|[，,、。\s]\s*(?={_OF_LEVEL.replace('分?', '分')})"
)
_UNIT = rf"(?!{CHINESE_DIGITS})[^\s\d０-９，,。；;]{{1,4}}?"
_BEYOND = rf"超过\s*{_NUMBER}\s*{_UNIT}"
_BONUS = re.compile(
    rf"(?:加分[：:]\s*)?(?:{_BEYOND}的?[，,\s]*)?每(?:增加|多)?[一1１]?{_UNIT}加\s*{_NUMBER}\s*分"
    rf"[，,;；、\s]*(?:最多加?|最高加?|封顶)\s*{_NUMBER}\s*分"
    rf"(?:[，,;；、\s]*{_BEYOND}才加)?[。]?"
)
_AMOUNT = re.compile(r"(.*?)\s*[（(]([^（()）]+)[)）]")
_MOST_OF_UNIT = 2
_ANOTHER = re.compile("《.+》\\s*第")  # a second basis on the line of the first
_BASIS = re.compile(r"《(.+?)》\s*([^：:]+?)\s*[：:]\s*(.+)")
_BEFORE_QUESTION = re.compile(
    r"^(?:[0-9]{1,3}\s*[.．、)）](?![0-9])|[（(][0-9]{1,3}[)）]|[①-⑳●•▪◆])\s*"
)
_BETWEEN = re.compile(r"[、，,；;\n]+")


def number(words: str) -> float | int | None:
    """The number that stands there; None if it is none."""
    plain = halved(words).replace(",", "").strip().rstrip("天日分处个人 ")
    in_characters = chinese_number(plain)
    if in_characters is None and not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", plain):
        return None
    value = float(plain if in_characters is None else in_characters)
    return int(value) if value.is_integer() else value


def unnumbered(question: str) -> str:
    """A question without the number or mark before it: the phone has its own."""
    return _BEFORE_QUESTION.sub("", question) or question


def lines(words: str) -> list[str]:
    """The lines of a cell that say something."""
    return [one.strip() for one in words.split("\n") if one.strip()]


def two_answers(words: str) -> list[str]:
    """The answers of 没有、有, 是/否 or 开 关."""
    return [one for one in re.split(r"[、，,；;/／\s]+", words) if one]


def parts(words: str) -> list[str]:
    """What is listed in a cell: 镇环卫办、村委会."""
    return [one.strip() for one in _BETWEEN.split(words) if one.strip()]


def option_words(option: Option) -> str:
    """▲没有留（扣5分）."""
    deducts = f"（扣{plain_number(option.deduct)}分）" if option.deduct else ""
    return f"{MARK if option.fail else ''}{_on_one_line(option.label)}{deducts}"


def option_of(line: str) -> dict[str, Any] | None:
    """The keys of an option but its id; None if it says of points what cannot be read."""
    found: dict[str, Any] = {}
    marked = _MARK_IN_BRACKETS.sub(MARK, line)
    label = marked.strip(f"{_ENDS}")
    if deducts := _DEDUCTS.search(label):
        found["deduct"] = number(next(filter(None, deducts.groups())))
        label = label[: deducts.start()].strip(_ENDS)
        if found["deduct"] is None:
            return None
    beside = marked.replace(label, "", 1)
    if set(beside) & set(_MARKS):
        found["fail"] = True
    if _SPEAKS_OF_POINTS.search(label):
        return None
    return {"label": label if found else line.strip(), **found}


def level_words(levels: Iterable[Level]) -> str:
    """4分起：整洁有序, a line for each level."""
    return "\n".join(f"{plain_number(one.least)}分起：{_on_one_line(one.label)}" for one in levels)


def level_of(line: str) -> dict[str, Any] | None:
    """The keys of a level; None if the line is none."""
    found = _LEVEL.fullmatch(line)
    if not found or number(found[1]) is None or _OF_ANOTHER_LEVEL.search(found[2]):
        return None
    return {"from": number(found[1]), "label": found[2].strip().rstrip("；;，,。") or found[2]}


def level_lines(words: str) -> list[str]:
    """The levels of a cell, also those that share a line: 4分：好；3分：中."""
    return [level.strip() for line in lines(words) for level in _split_before(_NEXT_LEVEL, line)]


def _split_before(sign: re.Pattern[str], line: str) -> list[str]:
    """The parts of a line, without the signs between them."""
    starts = [0, *(found.end() for found in sign.finditer(line))]
    ends = [*(found.start() for found in sign.finditer(line)), len(line)]
    return [line[start:end] for start, end in zip(starts, ends, strict=True)]


def bonus_words(bonus: Bonus) -> str:
    """每个加5分，最多加20分，超过1个才加."""
    beyond = f"，超过{plain_number(bonus.beyond)}个才加" if bonus.beyond else ""
    return f"每个加{plain_number(bonus.each)}分，最多加{plain_number(bonus.cap)}分{beyond}"


def bonus_of(words: str) -> dict[str, Any] | None:
    """The keys of a bonus; None if the words are none."""
    found = _BONUS.fullmatch(words.strip())
    if not found:
        return None
    before, each, cap, after = (number(one) if one else None for one in found.groups())
    beyond = before if after is None else after
    return {"each": each, "cap": cap, **({} if beyond is None else {"beyond": beyond})}


def amount_words(amount: Amount) -> str:
    """大约几处（处）."""
    return f"{amount.label}（{amount.unit}）"


def amount_of(words: str) -> dict[str, Any] | None:
    """The keys of an amount; a sign or two without brackets are the unit alone."""
    found = _AMOUNT.fullmatch(words.strip())
    if not found:
        return {"unit": words.strip()} if len(words.strip()) <= _MOST_OF_UNIT else None
    return {"unit": found[2].strip(), **({"label": found[1]} if found[1] else {})}


def basis_words(title: str, article: str, gist: str) -> str:
    """《固体废物污染环境防治法》第49条：不得随意倾倒."""
    return f"《{title}》{_on_one_line(article)}：{_on_one_line(gist)}"


def basis_of(line: str) -> tuple[str, str, str] | None:
    """The law's title, the article and what it says; None if the line says it otherwise."""
    found = _BASIS.fullmatch(line)
    if not found or _ANOTHER.search(found[3]):
        return None
    return found[1].strip(), found[2], found[3].strip()


def condition_words(question: str, answers: Iterable[str]) -> str:
    """满意吗？：一般、不满意."""
    return f"{_on_one_line(question)}：{'、'.join(answers)}"


def asked_of(words: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The item that a condition looks at and what it says of its answers.

    ``names`` are the items' ids by what they may be called: their number, their question. None if
    the words begin with none of them.
    """
    plain = alike(words)
    for name in sorted(names, key=len, reverse=True):
        rest = plain.removeprefix(alike(name)).lstrip()
        if plain.startswith(alike(name)) and rest.startswith(":"):
            return names[name], rest.removeprefix(":").lstrip()
    return None


def answers_of(words: str, offered: Mapping[str, str]) -> list[str] | str:
    """The ids of the answers that are listed; the first words that are none of them.

    ``offered`` are the answers' words by their ids; a 、 may be part of one.
    """
    ids = {alike(label): one for one, label in offered.items()} | {one: one for one in offered}
    rest, found = alike(words), []
    while rest:
        known = [one for one in ids if re.match(re.escape(one) + r"\s*([、,;/\n]|$)", rest)]
        if not known:
            return _BETWEEN.split(rest)[0]
        longest = max(known, key=len)
        found.append(ids[longest])
        rest = rest[len(longest) :].lstrip("、,;/ \n")
    return found


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
