"""A list of deputies that has a column, or a label, for each role: 组别、组长、组员. Pure."""

import re
from collections.abc import Iterator, Sequence

from inspect_app.people.models import GroupRole
from inspect_app.roster.column_heads import column_headed
from inspect_app.roster.kinds import ROLE_LABELS, EntryKind
from inspect_app.spreadsheet.heads import plain_head

ROLE = "role:"  # how the name of a column begins in which the deputies of a role stand
_LEADER, _LIAISON = ROLE_LABELS[GroupRole.LEADER], ROLE_LABELS[GroupRole.LIAISON]
_MEMBER = ROLE_LABELS[GroupRole.MEMBER]
# 成员 says of nobody that he is no liaison.
_ROLES = {
    _LEADER: _LEADER,
    "小组长": _LEADER,
    "小组组长": _LEADER,
    "副组长": "副组长",
    _LIAISON: _LIAISON,
    "小组联络员": _LIAISON,
    _MEMBER: _MEMBER,
    "组员名单": _MEMBER,
} | dict.fromkeys(
    ("成员", "小组成员", "其他成员", "成员名单", "代表", "人大代表", "小组代表", "代表名单"), ""
)
_PEOPLE = {"姓名", "名字", "代表姓名"}
_LABEL = re.compile(
    rf"(?:^|(?<=[\s、，,；;：:。]))({'|'.join(sorted(_ROLES, key=len, reverse=True))})\s*[:：]"
)


def heads_with_roles(cells: Sequence[str]) -> list[str]:
    """The columns below such heads; none where the cells are no such heads."""
    plain = [plain_head(cell) for cell in cells]
    kept = {one: column_headed(EntryKind.DEPUTY, one) for one in plain}
    roles = [one for one in plain if one in _ROLES]
    is_said = "group" in kept.values() and any(kept[one] != "name" for one in roles)
    if _PEOPLE & set(plain) or not (is_said or len(roles) > 1):
        return []
    return [f"{ROLE}{_ROLES[one]}" if one in _ROLES else kept[one] for one in plain]


def labelled(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first role with a colon, and the words of each role."""
    labels = list(_LABEL.finditer(text))
    if not labels:
        return text, []
    ends = [*(one.start() for one in labels[1:]), len(text)]
    parts = [
        (_ROLES[one[1]], text[one.end() : end].strip(" 、，,；;。"))
        for one, end in zip(labels, ends, strict=True)
    ]
    return text[: labels[0].start()].strip(" ：:、，,；;。"), parts


def cells_of_roles(heads: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield role and words of a row, members last: a list of them may name their leader again."""
    found = [
        (head.removeprefix(ROLE), re.sub(r"\s*\n\s*", "、", cell))
        for head, cell in zip(heads, cells, strict=False)
        if head.startswith(ROLE) and cell
    ]
    yield from sorted(found, key=lambda one: is_of_members(one[0]))


def is_of_members(role: str) -> bool:
    return role in ("", _MEMBER)
