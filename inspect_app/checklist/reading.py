"""A YAML file → plain values, the line of each, and what is wrong so far. Pure.

Built from the events of the YAML reader by the scalar rules of YAML 1.2 (core): duplicate keys,
anchors and tags are refused, a text that YAML would turn into a date is told to its writer, and
reading stops where the nesting gets too deep. So nothing recurses far, and no alias is followed.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from inspect_app.checklist.mistakes import ChecklistError, Mistake, syntax
from inspect_app.checklist.parts import Law
from inspect_app.text import CARRIED, UNSEEN

MAX_BYTES = 200_000
MAX_DEPTH = 20

YamlPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Position:
    """Where a value stands in the file, and how it is written if it is a single word or text."""

    line: int
    text: str = ""


@dataclass
class YamlFile:
    """A file while it is read. ``holes`` are the places whose value was refused already."""

    name: str
    values: Any = None
    positions: dict[YamlPath, Position] = field(default_factory=dict)
    holes: set[YamlPath] = field(default_factory=set)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, line: int, what: str, remedy: str) -> None:
        """Note a mistake; reading goes on."""
        self.mistakes.append(Mistake(self.name, line, what, remedy))

    def refuse(self, path: YamlPath, line: int, what: str, remedy: str) -> None:
        """Note a mistake that leaves no value at ``path``, so that only one thing is told of it."""
        self.holes.add(path)
        self.add(line, what, remedy)

    def line_of(self, path: YamlPath) -> int:
        """The line of the nearest place in the file that the path leads to."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions[path].line if path in self.positions else 1


def read(path: Path) -> YamlFile:
    """The file's plain values, and what is wrong so far.

    :raise ChecklistError: if there are no values to go on with.
    """
    file = YamlFile(str(path))
    return _read(file, _content(path, file))


def read_sent(name: str, data: bytes) -> YamlFile:
    """The same of a file that was sent. :raise ChecklistError: likewise."""
    return _read(YamlFile(name), data)


def _read(file: YamlFile, data: bytes) -> YamlFile:
    events = _events(file, _text(data, file))
    for event in events:
        if isinstance(event, DocumentStartEvent) and file.positions:
            remedy = "一个文件只写一份清单，请删掉 --- 以下的内容"
            file.add(event.start_mark.line + 1, "文件里有两份内容", remedy)
            break
        if isinstance(event, NodeEvent):
            file.values = _value(file, events, event, ())
    if file.values is None:
        if not file.mistakes:
            file.add(1, "文件是空的", "请照 docs/checklists.md 的例子写")
        raise ChecklistError(file.mistakes)
    return file


# What no workbook can carry, and what nobody sees or takes for a space: words with and without it
# look alike and are others. Phones put a selector behind a drawn sign (⚠): that one is taken.
_DRAWN = "\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_UNFIT = re.compile(
    rf"(?<![{_DRAWN}])[\ufe0e\ufe0f]|(?![\ufe0e\ufe0f])[{UNSEEN}]|[^\S\t\n\r ]|[^\r{CARRIED}]"
)
_INVISIBLE = {
    "\u00a0": "（不换行空格）",
    "\u00ad": "（软连字符）",
    "\u200b": "（零宽空格）",
    "\u2800": "（空白盲文）",
    "\u3000": "（全角空格）",
    "\u3164": "（空白韩文）",
    "\ufeff": "（文件头标记）",
}


def _content(path: Path, file: YamlFile) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        file.add(1, "没有这个文件", "请看看文件名和文件夹")
    except OSError:
        file.add(1, "文件打不开", "请看看它是不是文件、有没有读的权限")
    raise ChecklistError(file.mistakes)


def _text(data: bytes, file: YamlFile) -> str:
    text = ""
    try:
        if len(data) > MAX_BYTES:
            file.add(1, "文件太大", f"请拆成几份，每份不超过 {MAX_BYTES // 1000} kB")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        file.add(line, "文件不是 UTF-8 编码", "请在编辑器里另存为 UTF-8")
    for number, written in enumerate(text.split("\n"), start=1):
        if wrong := unfit_sign(written):
            file.add(number, *wrong)
        elif _CUT_OFF.match(written):
            file.add(
                number,
                "空格后面的 # 和它后面的字不会读进去",
                "整段文字请加引号；是备注的，在 # 后面空一格",
            )
    if file.mistakes:
        raise ChecklistError(file.mistakes)
    return text


# YAML takes 3 #楼 for 3; a note of the author's has a blank behind its sign.
_CUT_OFF = re.compile(r"""[^'"#]*[^\s'"#]\s+#[^\s#]""")


def unfit_sign(line: str) -> tuple[str, str] | None:
    """What is wrong with the first sign of the line that no screen shows, and its remedy."""
    unfit = _UNFIT.search(line)
    if unfit is None:
        return None
    at = unfit.start()
    code = f"U+{ord(line[at]):04X}"
    is_space = line[at].isspace()
    name = _INVISIBLE.get(line[at], "（空格的一种）" if is_space else "")
    around = line[max(0, at - 8) : at].lstrip() + line[at : at + 9]
    shown = _UNFIT.sub(lambda found: f"[U+{ord(found[0]):04X}]", around)
    remedy = "请删掉这个字符" + ("，要空格的改用半角空格" if is_space else "")
    return f"有不能显示的字符 {code}{name}，在“{shown}”里", remedy


def _events(file: YamlFile, text: str) -> Iterator[Any]:
    line = 1
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.start_mark.line + 1
            yield event
    except MarkedYAMLError as error:
        file.add(*syntax(error, text))
        raise ChecklistError(file.mistakes) from error
    except (YAMLError, ValueError, OverflowError) as error:
        # The reader's own slips, such as chr() of the escape "\UFFFFFFFF".
        file.add(line, "从这里起读不懂", "请照 docs/checklists.md 的例子重写")
        raise ChecklistError(file.mistakes) from error


def _value(file: YamlFile, events: Iterator[Any], event: Any, path: YamlPath) -> Any:
    """The value as JSON knows it, noting each value's position and what is refused."""
    line = event.start_mark.line + 1
    file.positions.setdefault(path, Position(line))
    if isinstance(event, AliasEvent):
        return file.refuse(path, line, "用了 * 引用", "请把内容直接写出来；要写星号的，加引号")
    if event.anchor:
        file.add(line, "用了 & 记号", "请去掉；要写 & 的，加引号")
    if event.tag:
        file.add(line, "用了 ! 标签", "请去掉；要写感叹号的，加引号")
    if isinstance(event, ScalarEvent):
        return _scalar(file, event, path)
    if len(path) >= MAX_DEPTH:
        # Stop at once: the YAML reader takes quadratic time over thousands of open brackets.
        file.add(line, f"层次太深，超过 {MAX_DEPTH} 层", "请照 docs/checklists.md 的例子写")
        raise ChecklistError(file.mistakes)
    if isinstance(event, MappingStartEvent):
        return _mapping(file, events, path)
    return _sequence(file, events, path)


def _sequence(file: YamlFile, events: Iterator[Any], path: YamlPath) -> list[Any]:
    values: list[Any] = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        values.append(_value(file, events, event, (*path, len(values))))
    return values


def _mapping(file: YamlFile, events: Iterator[Any], path: YamlPath) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for event in events:
        if isinstance(event, MappingEndEvent):
            break
        line = event.start_mark.line + 1
        key = _key(event)
        if key is None:
            file.add(line, "名称的写法不对", "请写成“名称: 内容”；内容里有 { 或 [ 的，加引号")
            _value(file, events, event, (*path, "?"))
        elif key in values:
            first = file.line_of((*path, key))
            file.add(line, f"{key} 写了两次，第 {first} 行已经写过", "请去掉一个")
        is_new = key is not None and key not in values
        at = (*path, key if key is not None and is_new else "?")
        file.positions.setdefault(at, Position(line))
        value = _value(file, events, next(events), at)
        if key is not None and is_new:
            values[key] = value
    return values


def _key(event: Any) -> str | None:
    """The key a mapping's event stands for, None if it cannot be one."""
    if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
        return None
    key: str = event.value
    return key if re.fullmatch(r"\S(.{0,60}\S)?", key) and not _UNFIT.search(key) else None


_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9:.Zz+ -]*)?")
_DAY_KEYS = {name for name, key in Law.model_fields.items() if date in get_args(key.annotation)}


def _scalar(file: YamlFile, event: Any, path: YamlPath) -> Any:
    text, line = event.value.strip(), event.start_mark.line + 1
    file.positions[path] = Position(file.line_of(path), text)
    if unfit := _UNFIT.search(text):  # written as an escape such as "\0"
        what = f"有不能显示的字符 U+{ord(unfit[0]):04X}"
        return file.refuse(path, line, what, "请删掉反斜杠写的那个字符")
    if event.style or event.tag:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        number = _number(text)
        if number is None:
            remedy = "编号、电话请加引号；要写数字的，请写 2.5 的样子"
            return file.refuse(path, line, f"{text[:30]} 不是普通的数字", remedy)
        return number
    if _DAY.fullmatch(text) and path and path[-1] not in _DAY_KEYS:
        return file.refuse(path, line, f"{text} 是日期，这里要写文字", f'请加引号，写成 "{text}"')
    return text


def _number(text: str) -> float | None:
    """The number; None for infinity, NaN and what has more digits than a quantity has."""
    if len(text) > 20 or "n" in text.lower():
        return None
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    value = int(text, 0) if text[:2] in {"0o", "0x"} else float(text)
    return value if math.isfinite(value) else None
