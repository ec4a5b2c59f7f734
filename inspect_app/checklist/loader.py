"""YAML → a frozen ``Checklist``, or every mistake of the file at once, each with its line. Pure.

Values are built from the YAML nodes here: duplicate keys, anchors and tags are refused, and a text
that YAML would turn into a number, a date or a truth value is told to its writer.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspect_app.checklist.definition import (
    CheckItem,
    Checklist,
    DeductionItem,
    Item,
    ItemKind,
    Law,
    OptionsItem,
    Section,
    Verdict,
)
from inspect_app.checklist.mistakes import ChecklistError, Mistake, known_keys, near, sentence

MAX_BYTES = 200_000
MAX_DEPTH = 20
MAX_ITEMS = 500

Path_ = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

_ITEM_MODEL = {
    get_args(model.model_fields["kind"].annotation)[0].value: model
    for model in get_args(get_args(Item)[0])
}
_KIND_WORDS = {
    ItemKind.CHECK: "判断",
    ItemKind.DEDUCTION: "扣分",
    ItemKind.COUNT: "数量",
    ItemKind.CHOICE: "单选",
    ItemKind.CHOICES: "多选",
    ItemKind.TEXT: "文字",
    ItemKind.DATE: "日期",
    ItemKind.PHOTO: "照片",
    ItemKind.NOTE: "说明",
}


class LawFile(BaseModel):
    """The content of ``laws.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    laws: tuple[Law, ...]


@dataclass
class _File:
    """A file while it is read: its values, the line of each, and what is wrong so far."""

    name: str
    values: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, line: int, what: str, remedy: str) -> None:
        self.mistakes.append(Mistake(self.name, line, what, remedy))

    def line_of(self, path: Path_) -> int:
        """Return the line of the nearest place in the file that the path leads to."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def give_up_if_wrong(self) -> None:
        if self.mistakes:
            raise ChecklistError(self.mistakes)


def load_checklist(path: Path, laws: Mapping[str, Law]) -> Checklist:
    """Return the checklist of a file, with those of ``laws`` that it cites.

    :raise ChecklistError: with every mistake of the file.
    """
    file = _read(path)
    checklist = _validated(file, Checklist)
    cited: set[str] = set()
    _check_ids(file, checklist)
    for at, item in _items(checklist):
        _check_condition(file, checklist, at, item)
        for n, basis in enumerate(item.basis):
            cited.add(basis.law)
            if basis.law not in laws:
                hint = near(basis.law, list(laws))
                line = file.line_of((*at, "basis", n, "law"))
                file.add(
                    line, f"laws.yaml 里没有 {basis.law}", f"请改成那里有的 id,或先在那里加上{hint}"
                )
    file.give_up_if_wrong()
    return checklist.model_copy(update={"laws": tuple(laws[law] for law in sorted(cited))})


def load_laws(path: Path) -> dict[str, Law]:
    """Return the laws of ``laws.yaml`` by their id. :raise ChecklistError: with every mistake."""
    file = _read(path)
    laws = _validated(file, LawFile).laws
    for n, law in enumerate(laws):
        if law.id in {earlier.id for earlier in laws[:n]}:
            file.add(file.line_of(("laws", n, "id")), f"id {law.id} 用了两次", "请换一个 id")
    file.give_up_if_wrong()
    return {law.id: law for law in laws}


def check(path: Path) -> str:
    """Return a line that sums up a checklist or law file. :raise ChecklistError: if it is wrong."""
    values = _read(path).values
    if isinstance(values, dict) and "laws" in values and "sections" not in values:
        return f"{path}:{len(load_laws(path))} 部法律"
    beside = path.parent / "laws.yaml"
    return _summary(path, load_checklist(path, load_laws(beside) if beside.exists() else {}))


def _summary(path: Path, checklist: Checklist) -> str:
    kinds = [item.kind for item in checklist.items]
    counts = "、".join(f"{word} {kinds.count(k)}" for k, word in _KIND_WORDS.items() if k in kinds)
    return (
        f"{path}:{checklist.title},{len(checklist.sections)} 个分组 {len(kinds)} 项({counts}),"
        f"引用 {len(checklist.laws)} 部法律"
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a checklist file, for editors; the laws it cites are not in it."""
    schema = Checklist.model_json_schema(by_alias=True)
    del schema["properties"]["laws"], schema["$defs"]["Law"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _read(path: Path) -> _File:
    """Return the file's plain values. :raise ChecklistError: if they cannot be had."""
    file = _File(str(path))
    text = _text(path, file)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        if node is None:
            file.add(1, "文件是空的", "请照 docs/checklists.md 的例子写")
        else:
            file.values = _plain(file, node, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        file.add(mark.line + 1 if mark else 1, *_syntax(error))
    except (YAMLError, RecursionError, ValueError, ArithmeticError) as error:
        # Hostile input (500 nested brackets, a 5000-digit number) fails inside the YAML reader.
        file.add(1, f"文件读不懂({type(error).__name__})", "请照 docs/checklists.md 的例子重写")
    file.give_up_if_wrong()
    return file


def _text(path: Path, file: _File) -> str:
    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            file.add(1, "文件太大", f"请拆成几份,每份不超过 {MAX_BYTES // 1000} kB")
        text = data.decode("utf-8-sig")
        if re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
            file.add(1, "文件里有不能显示的字符", "请删掉控制字符后另存")
    except OSError as error:
        file.add(1, f"文件打不开({error.strerror})", "请看文件名和权限")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        file.add(line, "文件不是 UTF-8 编码", "请在编辑器里另存为 UTF-8")
    file.give_up_if_wrong()
    return text


def _syntax(error: MarkedYAMLError) -> tuple[str, str]:
    problem = str(error.problem or "")
    if "duplicate" in problem:
        return "同一个名称写了两次", "请去掉一个"
    if "tab" in problem or "'\\t'" in problem:
        return "用了制表符(Tab)缩进", "请改用空格"
    if "alias" in problem or "anchor" in problem:
        return "用了 & 或 * 引用", "请把内容直接写出来"
    return f"YAML 写法不对({problem})", "请看这一行和上一行的缩进、冒号和引号"


_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
}


def _plain(file: _File, node: Node, path: Path_) -> Any:
    """Return the node's value as JSON knows it, noting each value's line and what is refused."""
    line = node.start_mark.line + 1
    file.lines.setdefault(path, line)
    if len(path) > MAX_DEPTH:
        file.add(line, "层次太深", "请照 docs/checklists.md 的例子写")
        return None
    if node.anchor:
        file.add(line, "用了 & 或 * 引用", "请把内容直接写出来")
        return None
    if str(node.tag) not in _PLAIN_TAGS:
        file.add(line, "用了 ! 标签", "请去掉")
        return None
    match node:
        case MappingNode():
            return _mapping(file, node, path)
        case SequenceNode():
            return [_plain(file, one, (*path, n)) for n, one in enumerate(node.value)]
        case ScalarNode():
            return _scalar(node)
    raise TypeError(node)  # YAML has no other nodes


def _mapping(file: _File, node: MappingNode, path: Path_) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode) or str(key.tag).endswith(":merge"):
            file.add(line, "名称的写法不对", "请写成“名称: 内容”")
        elif key.value in values:
            file.add(line, f"{key.value} 写了两次", "请去掉一个")
        else:
            file.lines[(*path, key.value)] = line
            values[key.value] = _plain(file, value, (*path, key.value))
    return values


def _scalar(node: ScalarNode) -> Any:
    text, kind = node.value, str(node.tag).rpartition(":")[2]
    if node.style in {"'", '"', "|", ">"} or kind in {"str", "timestamp"}:
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"true", "yes", "on"}
    if kind == "int":
        return int(text.replace("_", ""), 0) if len(text) < 20 else text
    return float(text.replace("_", "")) if re.fullmatch(r"[-+.\deE_]+", text) else text


def _validated(file: _File, model: type[Model]) -> Model:
    try:
        return model.model_validate_json(json.dumps(file.values))
    except ValidationError as error:
        errors = error.errors()
        for one in errors:
            if one["type"] == "too_short" and _has_mistakes_inside(one["loc"], errors):
                continue  # too few only because the wrong ones were not counted
            path = _path_in_file(one["loc"])
            what, remedy = sentence(one, path, known_keys(_model_at(file, model, path)))
            file.add(file.line_of(path), what, remedy)
    raise ChecklistError(file.mistakes)


def _has_mistakes_inside(loc: tuple[str | int, ...], errors: Sequence[ErrorDetails]) -> bool:
    return any(len(one["loc"]) > len(loc) and one["loc"][: len(loc)] == loc for one in errors)


def _path_in_file(loc: tuple[str | int, ...]) -> Path_:
    """Return the place in the file: pydantic names the kind after an item's number as well."""
    return tuple(
        part
        for n, part in enumerate(loc)
        if not (n and part in _ITEM_MODEL and isinstance(loc[n - 1], int))
    )


def _model_at(file: _File, model: type[BaseModel], path: Path_) -> type[BaseModel]:
    """Return the model whose keys may stand where the path's last key stands."""
    if model is LawFile:
        return Law if len(path) > 1 else LawFile
    if len(path) >= 5 and path[2] == "items":
        value = file.values
        for part in path[:4]:
            value = value[part]
        item_model: type[BaseModel] = _ITEM_MODEL.get(value.get("kind"), CheckItem)
        return item_model
    return Section if len(path) > 1 else Checklist


def _items(checklist: Checklist) -> Iterator[tuple[Path_, Item]]:
    for s, section in enumerate(checklist.sections):
        for i, item in enumerate(section.items):
            yield ("sections", s, "items", i), item


def _check_ids(file: _File, checklist: Checklist) -> None:
    seen: set[str] = set()
    for at, item in _items(checklist):
        if item.id in seen:
            line = file.line_of((*at, "id"))
            file.add(line, f"检查项 id {item.id} 用了两次", "请换一个 id,用过的 id 不再改作他用")
        seen.add(item.id)
    if len(checklist.items) > MAX_ITEMS:
        file.add(1, f"检查项多于 {MAX_ITEMS} 个", "请拆成几份清单")
    sections = [section.id for section in checklist.sections]
    for n, section_id in enumerate(sections):
        if section_id in sections[:n]:
            line = file.line_of(("sections", n, "id"))
            file.add(line, f"分组 id {section_id} 用了两次", "请换一个 id")


def _check_condition(file: _File, checklist: Checklist, at: Path_, item: Item) -> None:
    if item.show_if is None:
        return
    line = file.line_of((*at, "show_if"))
    earlier = {other.id: other for where, other in _items(checklist) if where < at}
    asked = earlier.get(item.show_if.item)
    if asked is None:
        hint = near(item.show_if.item, list(earlier))
        file.add(line, f"前面没有检查项 {item.show_if.item}", f"show_if 只能指前面的检查项{hint}")
        return
    offered = _offered(asked)
    if not offered:
        file.add(line, f"{asked.id} 没有固定的回答", "show_if 只能指判断、单选、多选")
        return
    for answer in item.show_if.answers:
        if answer not in offered:
            words = "、".join(offered)
            file.add(line, f"{asked.id} 没有回答 {answer}", f"请写成 {words} 之一")


def _offered(item: Item) -> list[str]:
    """Return the answers an item offers, none if it is filled freely."""
    if isinstance(item, OptionsItem):
        return [option.id for option in item.options]
    is_verdict = isinstance(item, CheckItem) or (
        isinstance(item, DeductionItem) and item.all_or_nothing
    )
    return [verdict.value for verdict in Verdict] if is_verdict else []
