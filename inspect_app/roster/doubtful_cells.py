"""What stands in a cell for a name in the roster's file, and is none for certain. Pure."""

import re
from collections.abc import Collection, Sequence

from inspect_app.roster.kinds import EntryKind
from inspect_app.roster.pasted_chat import SEVERAL_NAMES
from inspect_app.roster.pasted_doubts import doubt_in_cell, name_said
from inspect_app.roster.recognising import RosterLine

NO_NAME = "“{}”不像姓名。请只留姓名，去掉编号、电话"
A_TRUTH = "“{}”不是名称，是 Excel 的真假值。请改成名称"

_SEVERAL = re.compile("[、，,；;/／\n]")
# 1.周一, 周一13800138000 and 2026-01-02; of namesakes 王建国1 is one.
_WITH_NUMBER = re.compile(r"\d|.*\d{5}")


def doubtful_names(lines: Sequence[RosterLine]) -> list[tuple[RosterLine, str]]:
    """The lines whose names are none for certain, each with what to do.

    Of the lines as they were typed: later a line end in a name is gone. Where 姓名： before a name
    says that it is one, that is taken away.
    """
    doubtful = []
    for line in lines:
        name, is_said = name_said(line.entry["name"].strip())
        if is_said and line.kind is EntryKind.DEPUTY:
            line.entry["name"] = name
        elif wrong := _doubt_in(line.kind, name):
            doubtful.append((line, wrong))
    return doubtful


def _doubt_in(kind: EntryKind | None, name: str) -> str:
    if name in ("TRUE", "FALSE"):
        return A_TRUTH.format(name)
    if kind is not EntryKind.DEPUTY:
        return ""
    if _SEVERAL.search(name):
        return SEVERAL_NAMES.format(" ".join(name.split())[:30])
    return NO_NAME.format(name[:30]) if _WITH_NUMBER.match(name) else doubt_in_cell(name)


def refuse_new(
    doubtful: Sequence[tuple[RosterLine, str]], new_names: Collection[tuple[EntryKind, str]]
) -> None:
    """Write into the lines of new entries what is wrong; what the roster has, it has."""
    for line, wrong in doubtful:
        if line.kind and (line.kind, line.entry["name"]) in new_names:
            line.mistakes.setdefault("name", wrong)
