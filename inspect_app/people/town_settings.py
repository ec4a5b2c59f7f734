"""镇设置: what a town chooses for itself; each change is told with before and after."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from inspect_app.people.models import Town
from inspect_app.people.report_options import FONT_SET_LABELS, FOOTER_LABELS, sheet_names

NONE = "都不放"
# What pages and papers put behind the town's name themselves; no town is called so.
_OFFICES = re.compile(r"人大|人民代表大会|人民政府")
_TELEPHONE = re.compile(r"\d[\d -]{5,}\d")


@dataclass(frozen=True)
class Setting:
    """A column of the town that its administrator sets: what it is called, its value in words."""

    name: str
    label: str
    words: Callable[[Any], str] = str


SETTINGS = (
    Setting("name", "镇的名称"),
    Setting("contact", "代表有问题找谁"),
    Setting("asks_code", "第一部手机也要验证码", lambda asks: "要" if asks else "不要"),
    Setting("font_set", "报表的字体", FONT_SET_LABELS.__getitem__),
    Setting("footer", "报表的页脚", FOOTER_LABELS.__getitem__),
    Setting("footer_words", "页脚的文字"),
    Setting("sheets", "工作簿里可选的表", lambda chosen: "、".join(sheet_names(chosen)) or NONE),
)


def name_without_office(name: str) -> str:
    """The town's name alone, where an office's was given: 甲镇 of 甲镇人大主席团."""
    office = _OFFICES.search(name)
    return name[: office.start()].rstrip() if office else name


def change(town: Town, wanted: Mapping[str, Any]) -> list[str]:
    """Set what differs; return each change in words for the log."""
    changes = []
    for setting in SETTINGS:
        before, after = getattr(town, setting.name), wanted[setting.name]
        if before != after:
            setattr(town, setting.name, after)
            in_words = (_without_telephones(setting.words(value)) for value in (before, after))
            changes.append("改了设置：{}，原来是“{}”，现在是“{}”".format(setting.label, *in_words))
    return changes


def mark(town: Town) -> str:
    """Of the settings as they stand: another one means that somebody changed them."""
    facts = [str(getattr(town, setting.name)) for setting in SETTINGS]
    return sha256(repr(facts).encode(errors="replace")).hexdigest()[:16]


def as_they_stand(town: Town, wanted: Mapping[str, Any]) -> list[str]:
    """In words what differs now from what is wanted."""
    return [
        f"{setting.label}现在是“{setting.words(getattr(town, setting.name))}”"
        for setting in SETTINGS
        if getattr(town, setting.name) != wanted[setting.name]
    ]


def has_telephone(words: str) -> bool:
    return bool(telephone_in(words))


def telephone_in(words: str) -> str:
    """The first telephone number in the words, empty if there is none."""
    found = _TELEPHONE.search(words)
    return found[0] if found else ""


def _without_telephones(words: str) -> str:
    return _TELEPHONE.sub("……", words)
