"""What the roster holds, as words: one entry is the same on a page and in a row of Excel. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspect_app.people.models import DeputyLevel, GroupRole
from inspect_app.text import HAN, alike, one_line

RosterEntry = dict[str, str]  # an entry's words by its columns' names
RosterKey = tuple[str, ...]


class EntryKind(StrEnum):
    """What an entry is of; the value stands in addresses."""

    GROUP = "groups"
    DEPUTY = "deputies"
    VILLAGE = "villages"
    SITE = "sites"
    UNIT = "units"


@dataclass(frozen=True)
class EntryColumn:
    """One thing an entry says; ``hint`` tells how to write it, ``width`` is its column's in Excel.

    ``in_cell`` tells what a form shows by itself; ``otherwise`` is what an empty cell means;
    ``example`` stands in the row of Excel that shows how it is done.
    """

    name: str
    heading: str
    width: int
    hint: str = ""
    in_cell: str = ""
    otherwise: str = ""
    example: str = ""


SEPARATOR = "、"
EXAMPLE = "例："  # how the cells of an example begin, which is never taken for an entry
ROLE_LABELS = {
    GroupRole.MEMBER: "组员",
    GroupRole.LEADER: "组长",
    GroupRole.LIAISON: "联络员",
}
LEVEL_LABELS = {
    DeputyLevel.PROVINCE: "省",
    DeputyLevel.CITY: "市",
    DeputyLevel.COUNTY: "县",
    DeputyLevel.TOWN: "镇",
}

LABELS = {
    EntryKind.GROUP: "代表小组",
    EntryKind.DEPUTY: "代表",
    EntryKind.VILLAGE: "村（社区）",
    EntryKind.SITE: "点位",
    EntryKind.UNIT: "责任单位",
}
# As 开始使用 has them: what others belong to goes first.
IN_ORDER = (
    EntryKind.VILLAGE,
    EntryKind.SITE,
    EntryKind.GROUP,
    EntryKind.DEPUTY,
    EntryKind.UNIT,
)
# What a list is for, said where it is empty.
PURPOSES = {
    EntryKind.GROUP: "每个代表小组一条，如“第一代表小组”；视察按小组分点位。",
    EntryKind.DEPUTY: "每位代表一条：姓名、小组、组内职务、选区；代表用自己的链接进来填表。",
    EntryKind.VILLAGE: "镇里每个村、社区一条；点位都归在村（社区）里。",
    EntryKind.SITE: "要去看的每个地方一条，如“村主干道”“文化广场”；一个村可以有几个。",
    EntryKind.UNIT: "办理问题的站所、办公室，写明各对应检查清单里的哪些叫法；村委会不用添加。",
}
COLUMNS: dict[EntryKind, tuple[EntryColumn, ...]] = {
    EntryKind.GROUP: (EntryColumn("name", "小组名称", 30, example="第一代表小组"),),
    EntryKind.DEPUTY: (
        EntryColumn("name", "姓名", 16, "同名的在姓名后注明，如“王建国（石桥）”", example="王建国"),
        EntryColumn("group", "代表小组", 24, example="第一代表小组"),
        EntryColumn("group_role", "组内职务", 12, "", "不填就是组员", "组员", "组长"),
        EntryColumn(
            "levels",
            "代表层级",
            16,
            "",
            "兼几级的用顿号隔开，如“县、镇”；不填就是镇",
            "镇",
            "县、镇",
        ),
        EntryColumn("constituency", "选区", 24, example="第三选区"),
    ),
    EntryKind.VILLAGE: (EntryColumn("name", "村（社区）名称", 30, example="柳河村"),),
    EntryKind.SITE: (
        EntryColumn("village", "村（社区）", 20, example="柳河村"),
        EntryColumn("name", "点位", 30, example="村卫生室"),
        EntryColumn(
            "location",
            "位置",
            40,
            "用文字说明怎么找到，如“村委会往东200米”",
            example="村委会往东200米",
        ),
    ),
    EntryKind.UNIT: (
        EntryColumn("name", "单位名称", 30, example="镇村镇建设办公室"),
        EntryColumn("responsible_person", "责任人", 16, example="马振华"),
        EntryColumn(
            "answers_for",
            "对应检查清单里的叫法",
            50,
            "检查清单上写的部门叫法，几个用顿号隔开，如“镇环卫办、镇水利站”",
            example="镇环卫办、镇水利站",
        ),
    ),
}
KEYS: dict[EntryKind, RosterKey] = dict.fromkeys(EntryKind, ("name",)) | {
    EntryKind.SITE: ("village", "name")
}
# Where the entries belong: the column that names it, and what it is one of.
PARENTS = {
    EntryKind.DEPUTY: ("group", EntryKind.GROUP),
    EntryKind.SITE: ("village", EntryKind.VILLAGE),
}
CHILDREN = {parent: kind for kind, (_, parent) in PARENTS.items()}

_BETWEEN_WORDS = re.compile("[\u3001,\uff0c;\uff1b\\s]+")
# Lists of names pad short ones with spaces to the width of the others.
_PADDING = re.compile(f"(?<=[{HAN}])\\s+(?=[{HAN}])")
_MARKED = re.compile("(?<=.)[(（〔【][^()（）〔〕【】]*[)）〕】]$")
_PADDED = re.compile("第|代表|小")  # what the names of groups have beside their number
_NUMBER = re.compile("(?<![0-9])0*([1-9][0-9]?)(?![0-9])")
_CHINESE = ("", *"一二三四五六七八九")
_TELL_APART = frozenset(
    "0123456789一二三四五六七八九十东西南北中上下前后左右里外内大小新老甲乙丙丁"
)


def several_kinds(counts: Mapping[EntryKind, int]) -> str:
    """How many there are of each kind, as （1 个代表小组、5 位代表）; empty for one kind."""
    parts = [
        f"{counts[kind]} {'位' if kind is EntryKind.DEPUTY else '个'}{LABELS[kind]}"
        for kind in EntryKind
        if counts.get(kind)
    ]
    return f"（{SEPARATOR.join(parts)}）" if len(parts) > 1 else ""


def key_of(kind: EntryKind, entry: RosterEntry) -> RosterKey:
    """What an entry is known by among those of its kind."""
    return tuple(entry[name] for name in KEYS[kind])


def alike_key(kind: EntryKind, entry: RosterEntry) -> RosterKey:
    """What the entries that look alike have in common."""
    return tuple(alike(words) for words in key_of(kind, entry))


def near_key(kind: EntryKind, entry: RosterEntry) -> RosterKey:
    """What an entry may share with one that is perhaps the same, written otherwise.

    Without dots, numbers in Chinese; of groups 1组, 第一小组 and 第一代表小组 are near each other.
    """
    *above, name = alike_key(kind, entry)
    name = name.replace("·", "")
    if kind is EntryKind.GROUP:
        name = _PADDED.sub("", name)
    return (*above, _NUMBER.sub(lambda digits: in_chinese(int(digits[1])), name))


def in_chinese(number: int) -> str:
    """A number below 100 as it is said: 十一, 二十."""
    tens, ones = number // 10, number % 10
    before = _CHINESE[tens] if tens > 1 else ""
    return f"{before}{'十' if tens else ''}{_CHINESE[ones]}"


def near_keys(kind: EntryKind, entry: RosterEntry) -> set[RosterKey]:
    """The near keys that lead to the entry: also without the mark that tells namesakes."""
    plain = _MARKED.sub("", one_line(entry["name"]))
    return {near_key(kind, entry), near_key(kind, {**entry, "name": plain})}


def are_near(kind: EntryKind, one: RosterEntry, other: RosterEntry) -> bool:
    """Whether two entries are perhaps the same, written otherwise."""
    return near_key(kind, one) in near_keys(kind, other)


def is_perhaps_mistyped(name: str, other: str) -> bool:
    """Whether a name differs from the other in one sign, as 石乔村 from 石桥村.

    Not in the first, which names another place (张家村, 李家村), nor in one that tells neighbours
    apart (石桥一村, 石桥二村).
    """
    one, two = alike(name), alike(other)
    apart = [(mine, theirs) for mine, theirs in zip(one, two, strict=False) if mine != theirs]
    is_one = len(one) == len(two) > 2 and one[0] == two[0] and len(apart) == 1
    return is_one and not _TELL_APART.issuperset(apart[0])


def name_of(text: str) -> str:
    """A name as it is kept: ``one_line``, and 王 伟 is 王伟."""
    return _PADDING.sub("", one_line(text))


def several(text: str) -> list[str]:
    """The words of an enumeration, each once, in their order."""
    return list(dict.fromkeys(filter(None, _BETWEEN_WORDS.split(one_line(text)))))


def levels_of(text: str) -> list[str]:
    """The levels' labels, the highest first, then what is no level; 县级 is 县."""
    labels = [word.removesuffix("级") for word in several(text)]
    known = [label for label in LEVEL_LABELS.values() if label in labels]
    return known + [word for word in labels if word not in known]


def matching(entries: Sequence[RosterEntry], words: str) -> list[bool]:
    """Of each entry whether all the words that are looked for stand in it, or alike."""
    wanted = [_searched(word) for word in one_line(words).split()]
    texts = ["\n".join(map(_searched, entry.values())) for entry in entries]
    return [all(word in text for word in wanted) for text in texts]


def _searched(words: str) -> str:
    return alike(words).replace("·", "")
