"""What stands in a cell for a deputy's name in the roster's file, and is none for certain. Pure."""

import re
from collections.abc import Collection, Sequence

from inspect_app.roster.kinds import EntryKind
from inspect_app.roster.pasted_chat import SEVERAL_NAMES
from inspect_app.roster.recognising import RosterLine

NO_NAME = "“{}”不像姓名。请只留姓名，去掉编号、电话"

_SEVERAL = re.compile("[、，,；;/／\n]")
# 1.周一, 周一13800138000 and 2026-01-02; of namesakes 王建国1 is one.
_WITH_NUMBER = re.compile(r"\d|.*\d{5}")


def doubtful_names(lines: Sequence[RosterLine]) -> list[tuple[RosterLine, str]]:
    """Return the deputies' lines whose names are none for certain, each with what to do.

    Of the lines as they were typed: later a line end in a name is gone.
    """
    doubtful = []
    for line in lines:
        name = line.entry["name"].strip() if line.kind is EntryKind.DEPUTY else ""
        if _SEVERAL.search(name):
            doubtful.append((line, SEVERAL_NAMES.format(" ".join(name.split())[:30])))
        elif _WITH_NUMBER.match(name):
            doubtful.append((line, NO_NAME.format(name[:30])))
    return doubtful


def refuse_new(doubtful: Sequence[tuple[RosterLine, str]], new_names: Collection[str]) -> None:
    """Write into the lines of new deputies what is wrong; what the roster has, it has."""
    for line, wrong in doubtful:
        if line.entry["name"] in new_names:
            line.mistakes.setdefault("name", wrong)
