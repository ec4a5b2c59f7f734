"""What stands around a pasted list: who wrote it when, @所有人, 【第一小组】, 等5人, 同上. Pure."""

import re
from collections.abc import Sequence

from inspect_app.chinese_numbers import CHINESE_DIGITS, chinese_number
from inspect_app.roster.kinds import EntryKind, RosterEntry
from inspect_app.roster.pasted_columns import UnclearLineError
from inspect_app.text import halved

SENDERS = "聊天里谁、几点发的"
NOTHING_ABOVE = "“{}”上面没有可以照的一格，请写出来"
NAME_ABOVE = "姓名不能写“{}”，请写出来"
NOT_ALL_NAMED = "“{}”没有写全。请把名字都写出来，再去掉“{}”"
NO_NAME = "“{}”不像{}的名称。请只留名称，去掉“{}”"
SEVERAL_NAMES = "“{}”像是几个写在一起。请一行（一格）只写一个"
ONLY_NAMES = "这一行里有时间，像是聊天里的。请只留名单"

_DITTO = re.compile(
    "[(（]?(?:[\"＂〃″“”]{1,2}|''|＇＇|’’|同上|同前|上同|同上行|同上格|同上一[行格]|[↓⇩⬇↧｜|│┃︱丨、:：]{1,3})[)）]?[。.]?"
)
# Nothing, or the same as above? Of a group both are one, a role is none then.
_DASHES = re.compile("[-—–―─－~～/／]{1,3}|无")
SAME_OR_NONE = "“{}”是和上面一样，还是没有？一样的请写出来，没有的请空着"
_DATE = r"(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日{0,1}"
_WEEKDAY = "(?:今天|昨天|前天|(?:星期|周|礼拜)[一二三四五六日天])"
_HALF = "(?:凌晨|早上|上午|中午|下午|晚上|[AaPp][Mm])"
_TIME = rf"{_HALF}?\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?\s*{_HALF}?"
_WHOLE_DATE = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日{0,1}"
_WHEN = rf"(?:(?:{_DATE}\s*)?(?:{_WEEKDAY}\s*)?{_TIME}|{_WHOLE_DATE})"
_SENT = re.compile(
    rf"[-—–─=*\s]*[^、，,；;。]{{0,24}}?[\s:：(（\[]*{_WHEN}[\s)）\]:：]*[-—–─=*\s]*"
)
_HEADING = re.compile("(?:组|村|社区|居委会|名单|名册)$")
_HAS_TIME = re.compile(r"(?<!\d)\d{1,2}[:：]\d{2}(?!\d)")
_EVERYBODY = re.compile(r"[@＠]\s*(?:所有人|全体成员|全体|all|All|ALL)\s*[:：，,]?\s*")
_BRACKETED = re.compile(r"[【\[〔「《“]\s*([^】\]〕」》”]+?)\s*[】\]〕」》”]\s*[:：]?\s*(.*)")
_AND_OTHERS = re.compile(
    rf"\s*(?:[…⋯.。]*\s*等\s*共?\s*(\d+|{CHINESE_DIGITS}{{1,3}})?\s*(?:人|名|位|个|同志|代表)*|…+|\.{{3,}}|⋯+)"
    "[…⋯。.]*$"
)
_OTHERS = re.compile("(?:以及|还有|和|及)?其(?:他|它|余)(?:人|代表|同志)?")
_NO_SIGN_OF_NAME = re.compile(
    '[@＠【】\\[\\]〔〕「」《》“”"＂〃″…⋯。→①-⑳]|(?<=组)[（(]|^[^（(]*?[:：]'
)
_SEVERAL_NAMES = re.compile("[、，,；;/／]")
_OF_PEOPLE = (EntryKind.DEPUTY, EntryKind.GROUP, EntryKind.VILLAGE)


def without_chat(kind: EntryKind, line: str) -> tuple[str, bool]:
    """A line without who wrote it when and for whom, and whether all of it was that.

    :raise UnclearLineError: if a time stands among names.
    """
    plain = _EVERYBODY.sub("", line).strip()
    if _SENT.fullmatch(plain):
        return "", True
    if kind in _OF_PEOPLE and _HAS_TIME.search(plain):
        raise UnclearLineError(ONLY_NAMES)
    return plain, False


def with_heading(line: str, is_heading: re.Pattern[str] | None) -> str:
    """【第一小组】王建国 as 第一小组：王建国, and 【第一小组】 as 第一小组."""
    found = _BRACKETED.fullmatch(line)
    if not found:
        return line
    if not found[2]:
        return found[1] if _HEADING.search(found[1]) else line
    return f"{found[1]}：{found[2]}" if is_heading and is_heading.search(found[1]) else line


def all_named(chunks: Sequence[str]) -> list[str]:
    """The names of an enumeration without 等2人, where there are two.

    :raise UnclearLineError: if it says that there are others.
    """
    *others, last = chunks
    if _OTHERS.fullmatch(last):
        raise UnclearLineError(NOT_ALL_NAMED.format("、".join(chunks), last))
    found = _AND_OTHERS.search(last)
    if not found or (not others and len(last) < 3):
        return list(chunks)
    names = [*others, last[: found.start()].strip()]
    names = [name for name in names if name]
    count = halved(found[1] or "")
    number = int(count) if count.isdecimal() else chinese_number(count)
    if number != len(names):
        raise UnclearLineError(NOT_ALL_NAMED.format("、".join(chunks), found[0].strip()))
    return names


def is_ditto(cell: str) -> bool:
    return bool(_DITTO.fullmatch("".join(cell.split())))


def is_dash(cell: str) -> bool:
    return bool(_DASHES.fullmatch("".join(cell.split())))


def as_above(cells: Sequence[str], above: Sequence[str], heads: Sequence[str]) -> list[str]:
    """The cells of a row, what stands above where one says 同上; ``heads`` if there are any.

    :raise UnclearLineError: if nothing stands there, or it stands for a name.
    """
    found = list(cells)
    for place, cell in enumerate(cells):
        head = heads[place] if place < len(heads) else ""
        if is_ditto(cell):
            found[place] = above[place] if place < len(above) else ""
            if head == "name":
                raise UnclearLineError(NAME_ABOVE.format(cell))
            if not found[place] and (head or not heads):
                raise UnclearLineError(NOTHING_ABOVE.format(cell))
        elif is_dash(cell):
            over = above[place] if place < len(above) else ""
            is_none = cell.strip() == "无"
            if over and head == ("group" if is_none else "constituency"):
                raise UnclearLineError(SAME_OR_NONE.format(cell))
            same = over if head in ("", "group") else ""
            found[place] = cell if head == "name" else same
    return found


def no_name(kind: EntryKind, entry: RosterEntry) -> str:
    """What to do where a name has signs that no name has; empty where all is well."""
    named = {
        EntryKind.DEPUTY: (("name", "代表"), ("group", "小组")),
        EntryKind.GROUP: (("name", "小组"),),
        EntryKind.VILLAGE: (("name", "村"),),
    }.get(kind, ())
    for key, what in named:
        words = entry.get(key, "")
        sign = _NO_SIGN_OF_NAME.search(words)
        if is_ditto(words) or is_dash(words):
            return NAME_ABOVE.format(words)
        if _SEVERAL_NAMES.search(words):
            return SEVERAL_NAMES.format(words[:30])
        if sign:
            return NO_NAME.format(words[:30], what, sign[0])
    return ""
