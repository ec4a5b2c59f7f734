"""A line without tabs that has columns all the same, between commas, spaces or the like. Pure.

周一，13800000000，石桥村 is one deputy, 周一、周二、周三 are three. What is neither for certain is
refused: a village would become a deputy, or a deputy a village.
"""

import re
from collections.abc import Sequence

from inspect_app.roster.column_heads import NOT_KEPT, column_headed
from inspect_app.roster.kinds import (
    COLUMNS,
    LEVEL_LABELS,
    ROLE_LABELS,
    SEPARATOR,
    EntryKind,
    RosterEntry,
    levels_of,
    name_of,
)
from inspect_app.roster.pasted_doubts import are_several, is_kept_nowhere
from inspect_app.spreadsheet.heads import plain_head
from inspect_app.text import HAN

_OUTSIDE_BRACKETS = "(?![^(（]*[)）])"
# The strongest sign first: 县、镇 may stand between commas.
_SIGNS = [re.compile(sign + _OUTSIDE_BRACKETS) for sign in ("[，,]", "[；;]", "[|｜]", "、")]

_ONE_OR_SEVERAL = "“{}”是一{}的几列，还是几{}？是几列，请先加一行表头，如“{}”；是几{}，请一行一{}"
_MORE_THAN_HEADS = (
    "这一行有{}列，表头只有{}列。请在 Excel 里分好列再复制过来，或改成和表头一样的几列"
)
_OTHER_SIGN = "这一行没有照表头的符号分列。请改成和表头一样的符号，再试一次"
ONE_SITE_OR_SEVERAL = "“{}”是一个点位，还是几个？是几个，请用、隔开；是一个，请去掉中间的空格"
_HEADS = {
    EntryKind.GROUP: "小组，组长",
    EntryKind.DEPUTY: "姓名，小组，职务，选区",
    EntryKind.VILLAGE: "村名，联系人",
    EntryKind.SITE: "村，点位，位置",
    EntryKind.UNIT: "单位，责任人，叫法",
}
_PHONE = r"(?:(?:\+?86)?1[3-9]\d(?:[- ]?\d){8}|0\d{2,3}-?\d{7,8})(?!\d)"
PHONE = re.compile(rf"[(（]\s*{_PHONE}\s*[)）]|{_PHONE}{_OUTSIDE_BRACKETS}")
PHONE_LABEL = re.compile(r"(?:联系)?(?:电话|手机)(?:号码|号)?\s*[:：]?\s*(?=[+\d])")
COLON = re.compile(f"[:：]{_OUTSIDE_BRACKETS}")
_SEXES = frozenset("男女")
_PLACE = re.compile(
    f"[{HAN}]{{2,}}(?:村|社区|居委会|村委会|选区)(?:第?[0-9一二三四五六七八九十]+组)?"
)
# How names of these end; a person's hardly does.
_ENDINGS = {
    EntryKind.GROUP: re.compile("组$"),
    EntryKind.VILLAGE: re.compile("(?:村|社区|居委会|村委会|场|队|街|区|屯|寨|庄|湾)$"),
    EntryKind.UNIT: re.compile("[站所办局队室会院校心处科部社厅委司村府]$"),
}
_VILLAGE_NAME = re.compile(f"[{HAN}]{{1,6}}(?:村|社区)")
_OF_VILLAGE = re.compile("(?:村|社区)$")
# What stands beside a group's name over its list.
_BESIDE_HEADING = re.compile("(?:成员|人员|代表|名单|名册|如下)+|[(（]?共?[0-9]+[人名位][)）]?")
_ONE_SIGN = re.compile(f"[{HAN}]")
_PERSON = re.compile(f"[{HAN}]{{2,4}}(?<![片区村镇乡])(?:[(（]|$)|[{HAN}]+·")
_SHORT = re.compile(f"[{HAN}]{{2,4}}")


class UnclearLineError(ValueError):
    """Nobody can tell columns from names; the message says what to do."""


def parted_heads(kind: EntryKind, line: str) -> tuple[re.Pattern[str] | None, list[str]]:
    """By which sign heads are parted, and the heads; None where the line holds no heads."""
    for sign in _SIGNS:
        heads = [cell.strip() for cell in sign.split(line)]
        kept = [column_headed(kind, head) for head in heads]
        rest = [plain_head(head) for head, column in zip(heads, kept, strict=True) if not column]
        if len(heads) > 1 and any(kept) and NOT_KEPT.issuperset(filter(None, rest)):
            return sign, heads
    return None, []


def cells_below(sign: re.Pattern[str], heads: Sequence[str], line: str) -> list[str]:
    """The cells of a line below heads that are parted by the sign.

    :raise UnclearLineError: if there are more than heads, or they are parted otherwise.
    """
    cells = [cell.strip() for cell in sign.split(line)]
    if len(cells) == 1 and any(other.search(line) for other in _SIGNS):
        raise UnclearLineError(_OTHER_SIGN)
    demand_no_more(cells, heads)
    return cells


def demand_no_more(cells: Sequence[str], heads: Sequence[str]) -> None:
    """:raise UnclearLineError: if something stands right of the last head."""
    if any(cells[len(heads) :]):
        raise UnclearLineError(_MORE_THAN_HEADS.format(len(cells), len(heads)))


def cells_between_signs(kind: EntryKind, line: str) -> list[str]:
    """The cells of a line that has no heads above it; the line alone where it names several.

    :raise UnclearLineError: if it may be either.
    """
    if COLON.search(line):
        return [line]
    words = _words_beside_names(line)
    if kind is EntryKind.DEPUTY and _is_one_deputy(words) and any(map(_is_person, words)):
        return words
    cells = next((cells for sign in _SIGNS if len(cells := _filled(sign, line)) > 1), [line])
    if len(cells) == 1:
        # 第一小组 组员 is a heading: a line between spaces is about somebody only if one is named.
        cells = words if kind is not EntryKind.DEPUTY or any(map(_is_person, words)) else [line]
    if len(cells) < 2:
        return [line]
    is_row, is_list = _row_or_list(kind, cells)
    if not (is_row or is_list):
        raise _unclear(kind, line)
    return cells if is_row else [line]


def _words_beside_names(line: str) -> list[str]:
    """The words between spaces, as chats have them: 周一 组员, but of 第一小组 名单 one."""
    compact = PHONE.sub(lambda number: f" {re.sub('[- ()（）]', '', number[0])} ", line)
    return [word for word in _words(compact) if not _BESIDE_HEADING.fullmatch(word)]


def _words(text: str) -> list[str]:
    """What stands between spaces; 王 伟 is one, 男 县 are two."""
    words: list[str] = []
    for word in re.split(rf"\s+{_OUTSIDE_BRACKETS}", text.strip()):
        halves = (words[-1] if words else "", word)
        if all(_ONE_SIGN.fullmatch(half) and not _is_beside_name(half) for half in halves):
            words[-1] += word
        else:
            words.append(word)
    return words


def _is_person(word: str) -> bool:
    return bool(_PERSON.match(word)) and not (word.endswith("组") or _is_beside_name(word))


def demand_names(kind: EntryKind, words: Sequence[str], line: str) -> None:
    """:raise UnclearLineError: if some of what a line enumerates is no name."""
    if len(words) > 1 and _marks_of_columns(words):
        raise _unclear(kind, line)


def names_between_spaces(kind: EntryKind, words: str) -> list[str]:
    """The villages or groups between spaces; the words as they are where they are one."""
    names = words.split()
    is_list = kind in (EntryKind.VILLAGE, EntryKind.GROUP) and all(
        _ENDINGS[kind].search(name) for name in names
    )
    return names if is_list else [words]


def village_before(words: str) -> tuple[str, str] | None:
    """Village and site of 清水村 河边; None where no village stands before a space."""
    village, *after = words.split(maxsplit=1)
    site = "".join(after)
    return (village, site) if site and _VILLAGE_NAME.fullmatch(village) else None


def _unclear(kind: EntryKind, line: str) -> UnclearLineError:
    one = "位" if kind is EntryKind.DEPUTY else "个"
    return UnclearLineError(_ONE_OR_SEVERAL.format(line, one, one, _HEADS[kind], one, one))


def _row_or_list(kind: EntryKind, cells: Sequence[str]) -> tuple[bool, bool]:
    """Whether the cells are surely columns of one, and whether surely several names."""
    if kind is EntryKind.DEPUTY:
        is_row, marks = _is_one_deputy(cells), _marks_of_columns(cells)
        others = [cell for cell in cells if cell.endswith("组") or _PLACE.fullmatch(cell)]
        return is_row, not (marks or others)
    if kind is EntryKind.SITE:
        return False, not _OF_VILLAGE.search(cells[0])
    if _marks_of_columns(cells):
        return bool(_ENDINGS[kind].search(cells[0])), False
    return False, not _is_mixed(kind, cells)


def _filled(sign: re.Pattern[str], line: str) -> list[str]:
    return [cell for cell in map(str.strip, sign.split(line)) if cell]


def _marks_of_columns(cells: Sequence[str]) -> list[str]:
    """The cells that are no name in any list."""
    return [cell for cell in cells if _is_beside_name(cell)]


def _is_beside_name(cell: str) -> bool:
    """Whether a cell is a telephone number, a sex, a role or a level."""
    return bool(PHONE.fullmatch(cell)) or cell in _SEXES or bool(role_or_level(cell))


def _is_one_deputy(cells: Sequence[str]) -> bool:
    marks = [cell for cell in cells if _is_beside_name(cell) or cell.endswith("组")]
    rest = [one for one in cells if one not in marks and not re.fullmatch(r"\d+", one)]
    names = [one for one in rest if not _PLACE.fullmatch(one)]
    is_name = len(names) == 1 and not any(sign.search(names[0]) for sign in _SIGNS)
    return bool(marks) and is_name and len(rest) <= 2


def _is_mixed(kind: EntryKind, cells: Sequence[str]) -> bool:
    """Whether some end as such names do, and some may be persons."""
    ends = [bool(_ENDINGS[kind].search(cell)) for cell in cells]
    persons = [
        cell for cell, end in zip(cells, ends, strict=True) if not end and _SHORT.fullmatch(cell)
    ]
    return any(ends) and bool(persons)


def columns_of(kind: EntryKind, cells: Sequence[str]) -> list[str]:
    """What each cell of a row without heads is, by its place; empty where of no use."""
    if kind is EntryKind.DEPUTY:
        return _columns_of_deputy(cells)
    order = iter(column.name for column in COLUMNS[kind])
    columns = []
    for place, cell in enumerate(cells):
        is_ordinal = place == 0 and bool(re.fullmatch(r"\d*", cell))
        columns.append("" if is_ordinal or PHONE.fullmatch(cell) else next(order, ""))
    return columns


def _columns_of_deputy(cells: Sequence[str]) -> list[str]:
    """Each cell's column, by what stands in it."""
    columns = []
    for cell in cells:
        is_number = re.fullmatch(r"\d*", cell) or PHONE.fullmatch(cell)
        if is_number or cell in _SEXES or is_kept_nowhere(cell):
            columns.append("")
        elif beside := role_or_level(cell):
            columns.append(next(iter(beside)))
        else:
            columns.append("group" if cell.endswith("组") else "?")
    unknown = [n for n, column in enumerate(columns) if column == "?"]
    if are_several([cells[n] for n in unknown]):
        raise _unclear(EntryKind.DEPUTY, "、".join(filter(None, cells)))
    # 石桥村 is where 周一 was elected, whichever stands first; alone it is a name.
    unknown.sort(key=lambda n: bool(_PLACE.fullmatch(cells[n])))
    for place, column in zip(unknown, ("name", "constituency"), strict=False):
        columns[place] = column
    return ["" if column == "?" else column for column in columns]


def role_or_level(text: str) -> RosterEntry:
    """What a word says that is no name: a role in the group, or levels."""
    word = name_of(text)
    if word in ROLE_LABELS.values() or word == "副组长":
        return {"group_role": word}
    levels = levels_of(word.replace("代表", "").replace("人大", ""))
    is_level = levels and set(levels) <= set(LEVEL_LABELS.values())
    return {"levels": SEPARATOR.join(levels)} if is_level else {}
