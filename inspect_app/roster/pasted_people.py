"""The deputies that words between signs name, with what stands beside a name. Pure."""

import re
from collections.abc import Collection, Iterator

from inspect_app.roster.kinds import ROLE_LABELS, SEPARATOR, RosterEntry, several
from inspect_app.roster.pasted_columns import PHONE, role_or_level
from inspect_app.roster.pasted_doubts import name_said, without_sex_and_people
from inspect_app.text import HAN

TWO_OR_ONE = "“{}”是几位还是一位？几位请用顿号隔开，一位请去掉空格"
COUNT = re.compile(r"[(（]?(?:共|计|合计)?\s*\d+\s*[人名个位][)）]?$|^\d+$")
_IN_BRACKETS = re.compile("^(.+)[(（]([^()（）]*)[)）]$")
# 王 伟, 王 建 国; of 王 伟 男 the last is none of it.
_PADDED = re.compile(
    f"(?<![{HAN}])([{HAN}])\\s+([{HAN}])(?:\\s+(?![男女省市县镇])([{HAN}]))?(?![{HAN}])"
)
_PERSON = re.compile(f"[{HAN}]{{2,3}}")
_ROLE = f"副?(?:{'|'.join(ROLE_LABELS.values())})"
_ROLE_BESIDE = re.compile(f"(?<=[{HAN}]{{2}})({_ROLE})$|^({_ROLE})(?=[{HAN}]{{2}})")


def words_of(text: str) -> list[str]:
    """The words between spaces; 王 伟 is one."""
    return _PADDED.sub(r"\1\2\3", text).split() or [""]


def _role_and_levels(text: str) -> RosterEntry:
    """What stands in brackets, as 组长、县代表; nothing if it is something else."""
    entries = [role_or_level(word) for word in several(text)]
    if not all(entries):
        return {}
    levels = [one["levels"] for one in entries if "levels" in one]
    roles = [one for one in entries if "group_role" in one]
    return {name: words for one in roles for name, words in one.items()} | (
        {"levels": SEPARATOR.join(levels)} if levels else {}
    )


def deputies_of(
    chunk: str, known: Collection[str]
) -> tuple[list[RosterEntry | None], list[str], bool]:
    """``people_of``, what beside the names nothing was taken of, and ``name_said``."""
    name, is_said = name_said(COUNT.sub("", chunk).strip())
    plain, unused = without_sex_and_people(name, known)
    named = PHONE.sub(" ", plain)
    if named != plain:
        unused.append("电话号码")
    return list(people_of(named)) if named.strip() else [], unused, is_said


def people_of(chunk: str) -> Iterator[RosterEntry | None]:
    """The deputies of a chunk; None where nobody knows how many they are."""
    outside = chunk.split("(")[0].split("（")[0]
    words = [word for word in words_of(outside) if not COUNT.fullmatch(word)]
    names = [word for word in words if not role_or_level(word)]
    if len(names) <= 1 or (len(names) == 2 and len(names[0]) == 1):  # 李 秀英
        yield person_of(chunk)
    elif len(names) > 2 and all(map(_PERSON.fullmatch, names)):
        yield from map(person_of, names)
    else:
        yield None


def person_of(text: str) -> RosterEntry | None:
    """A deputy's name, and the role and levels that stand beside it."""
    entry: RosterEntry = {}
    while found := _IN_BRACKETS.match(text):
        if not (in_brackets := _role_and_levels(found[2])):
            break  # the mark of a namesake
        entry |= in_brackets
        text = found[1].strip()
    if found := _ROLE_BESIDE.search(text):
        entry["group_role"] = found[0]
        text = text[: found.start()] + text[found.end() :]
    for word in words_of(text):
        entry |= role_or_level(word)
    name = " ".join(
        word for word in words_of(text) if not role_or_level(word) and not COUNT.fullmatch(word)
    )
    return {**entry, "name": name} if name else None
