"""Signs behind the names of a pasted list of deputies: 周一* is 周一, and somebody in his group.

What the sign means stands below the list (注：带*的为联络员), or is asked once for all who bear it.
Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inspect_app.people.models import GroupRole
from inspect_app.roster.kinds import ROLE_LABELS, EntryKind
from inspect_app.roster.pasted import read_pasted
from inspect_app.roster.pasted_doubts import SIGN
from inspect_app.roster.pasted_list import KnownNames, PastedList
from inspect_app.roster.recognising import RosterLine
from inspect_app.text import HAN, carried, halved

MEANINGLESS = "none"  # the answer: no role at all
ROLES_ASKED = (ROLE_LABELS[GroupRole.LIAISON], ROLE_LABELS[GroupRole.LEADER])
MISPLACED = "姓名里有“{}”：是联络员的，请写成“姓名（联络员）”；不是的，请去掉“{}”"

_ENDS = r"(?=[、，,；;。|｜(（\s]|$)"
_ROLE = rf"(?P<role>副?(?:{'|'.join(ROLE_LABELS.values())}))?"
_BESIDE_NAME = re.compile(
    rf"(?<=[{HAN}])(?<!组)(?P<brackets>[(（][^()（）]*[)）])?[ ]?"
    rf"(?P<sign>{SIGN}{{1,3}}){_ROLE}{_ENDS}"
)
_IN_BRACKETS = re.compile(rf"[(（]({SIGN}{{1,3}})[)）]")
# 注：★为组长，△为联络员: what stands before the first, then each; of others no role is kept.
_BEFORE_LEGEND = re.compile(r"[(（\[【]?(?:注|附注|备注|说明|其中)?[:：，,]?")
_OF_SIGN = rf"[“\"‘'「(（]?(?P<{{}}>{SIGN}{{{{1,3}}}})[”\"’'」)）]?"
_MEANING = rf"(?:各|本)?(?:小?组)?的?(?P<{{}}>副?(?:{'|'.join(ROLE_LABELS.values())})|{{}})"
_LEGEND = re.compile(
    "(?:姓名|名字)?[后前]?面?(?:带|有|标|加|打|注)*"
    + _OF_SIGN.format("sign")
    + "号?(?:的|者|标记|标志|符号)*(?:"
    + _MEANING.format("role", "(?!)")
    + "|(?:[为是即:：=]|表示|代表)+"
    + _MEANING.format("meant", "[^、，,；;]{2,12}")
    + ")"
    + rf"|(?P<named>副?(?:{'|'.join(ROLE_LABELS.values())}))(?:[用以标加带为是:：]|后面)*"
    + _OF_SIGN.format("behind")
    + "号?(?:表示|标记|标注|标出)?"
)


@dataclass
class NameSign:
    """A sign, who bears it, and what it means: a role or ``MEANINGLESS``; empty as long as unknown.

    ``question`` is what its question is called in the form.
    """

    sign: str
    question: str
    answer: str
    is_explained: bool
    names: list[str] = field(default_factory=list)


@dataclass
class SignedList(PastedList):
    """A list without the signs, and what was to be said of each."""

    signs: list[NameSign]

    @property
    def asked(self) -> list[NameSign]:
        """The signs that the list itself does not explain."""
        return [one for one in self.signs if not one.is_explained]

    @property
    def is_answered(self) -> bool:
        """Whether it is known of every sign what it means."""
        return all(one.answer for one in self.signs)


def read_with_signs(
    kind: EntryKind,
    text: str,
    parent: str,
    answers: Mapping[str, str],
    known: KnownNames = MappingProxyType({}),
) -> SignedList:
    """What a pasted text says; signs behind names are asked about, elsewhere refused."""
    if kind is not EntryKind.DEPUTY:
        return SignedList(**vars(read_pasted(kind, text, parent, known)), signs=[])
    plain, legend = _without_legend(carried(text))
    pasted = read_pasted(kind, _BESIDE_NAME.sub(_in_brackets, plain), parent, known)
    signs: dict[str, NameSign] = {}
    for line in pasted.lines:
        _take_sign(line, signs, legend, answers)
    return SignedList(**vars(pasted), signs=list(signs.values()))


def _without_legend(text: str) -> tuple[str, dict[str, str]]:
    """The text with the lines emptied that explain signs, and the role of each of these."""
    legend: dict[str, str] = {}
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if found := _signs_explained("".join(line.split())):
            legend |= found
            lines[place] = ""
    return "\n".join(lines), legend


def _signs_explained(line: str) -> dict[str, str]:
    """The roles of the signs that a line explains; nothing where it says anything else."""
    plain = _BEFORE_LEGEND.sub("", line, count=1).rstrip("。.;；)）】]")
    parts = [_LEGEND.fullmatch(part) for part in re.split("[、，,；;]", plain)]
    legend = {}
    for found in parts:
        if found is None:
            return {}
        meant = found["role"] or found["named"] or found["meant"]
        is_role = meant.removeprefix("副") in ROLE_LABELS.values()
        legend[halved(found["sign"] or found["behind"])] = meant if is_role else MEANINGLESS
    return legend


def _in_brackets(found: re.Match[str]) -> str:
    """A sign as the mark of a namesake would stand, before what else is in brackets."""
    role = f"（{found['role']}）" if found["role"] else ""
    return f"（{found['sign']}）{found['brackets'] or ''}{role}"


def _take_sign(
    line: RosterLine,
    signs: dict[str, NameSign],
    legend: Mapping[str, str],
    answers: Mapping[str, str],
) -> None:
    found = _IN_BRACKETS.search(line.entry["name"])
    line.entry = {column: _IN_BRACKETS.sub(r"\1", words) for column, words in line.entry.items()}
    if line.mistakes:
        line.mistakes = {
            column: _IN_BRACKETS.sub(r"\1", one) for column, one in line.mistakes.items()
        }
        return
    if found:
        line.entry["name"] = line.entry["name"].replace(found[1], "", 1).strip()
        sign = halved(found[1])
        known = signs.setdefault(sign, _sign(sign, legend, answers))
        known.names.append(line.entry["name"])
        if known.answer not in ("", MEANINGLESS):
            line.entry.setdefault("group_role", known.answer)
    if misplaced := re.search(SIGN, line.entry["name"]):
        line.mistakes["name"] = MISPLACED.format(misplaced[0], misplaced[0])


def _sign(sign: str, legend: Mapping[str, str], answers: Mapping[str, str]) -> NameSign:
    name = "sign-" + "-".join(f"{ord(char):x}" for char in sign)
    answer = answers.get(name, "")
    answer = answer if answer in (*ROLES_ASKED, MEANINGLESS) else ""
    return NameSign(sign, name, legend.get(sign, answer), sign in legend)
