"""A file → a frozen ``Checklist``, or every mistake of it at once, each with its line. Pure."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from inspect_app.checklist.base_items import BaseItem, FailingItem, ItemKind
from inspect_app.checklist.definition import Checklist, Section
from inspect_app.checklist.full_marks import sum_in_words, wrong_sums
from inspect_app.checklist.items import Amount, Item
from inspect_app.checklist.mistakes import (
    KIND_LABELS,
    MAX_TOLD,
    ChecklistError,
    Mistake,
    near,
    nearest,
    sentence,
    short,
)
from inspect_app.checklist.parts import Basis, Bonus, Frozen, Law, Level, Option, ShowIf, ZeroIf
from inspect_app.checklist.ratings import Verdict
from inspect_app.checklist.reading import Place, Position, YamlFile, read, read_sent
from inspect_app.text import alike

__all__ = [
    "ChecklistError",
    "Mistake",
    "check",
    "json_schema",
    "load_checklist",
    "load_laws",
    "load_sent",
    "load_with_laws_beside",
]

MAX_ITEMS = 500
MOST_NAMED = 5

Model = TypeVar("Model", bound=BaseModel)


class LawFile(Frozen):
    """The content of ``laws.yaml``."""

    laws: tuple[Law, ...]


def load_checklist(path: Path, laws: Mapping[str, Law]) -> Checklist:
    """Return the checklist of a file, with those of ``laws`` that it cites.

    :raise ChecklistError: with every mistake of the file.
    """
    return _checklist(read(path), laws)


def load_sent(name: str, data: bytes, laws: Mapping[str, Law]) -> Checklist:
    """Return the checklist of a file that was sent. :raise ChecklistError: with every mistake."""
    return _checklist(read_sent(name, data), laws)


def load_with_laws_beside(path: Path) -> Checklist:
    """Return the checklist of a file, with those laws of its folder's ``laws.yaml`` that it cites.

    :raise ChecklistError: with every mistake of the file.
    """
    file = read(path)
    return _checklist(file, _laws_beside(path, file))


def load_laws(path: Path) -> dict[str, Law]:
    """Return the laws of ``laws.yaml`` by their id. :raise ChecklistError: with every mistake."""
    return _laws(read(path))


def check(path: Path, today: date | None = None) -> str:
    """Return a line that sums up a checklist or law file; a checklist's laws are those beside it.

    :raise ChecklistError: with every mistake of the file.
    """
    file, today = read(path), today or date.today()
    if isinstance(file.values, dict) and "laws" in file.values and "sections" not in file.values:
        laws = _laws(file).values()
        return f"{path}：{len(laws)} 部法律{_not_in_force(laws, today)}"
    return _summary(path, _checklist(file, _laws_beside(path, file)), today)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a checklist file, for editors; the laws it cites are not in it."""
    schema = Checklist.model_json_schema(by_alias=True)
    del schema["properties"]["laws"], schema["$defs"]["Law"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _summary(path: Path, checklist: Checklist, today: date) -> str:
    kinds = [item.kind for item in checklist.items]
    counts = "、".join(f"{word} {kinds.count(k)}" for k, word in KIND_LABELS.items() if k in kinds)
    points = sum_in_words(checklist)
    return (
        f"{path}：{checklist.title}，{len(checklist.sections)} 个分组 {len(kinds)} 项({counts})，"
        f"引用 {len(checklist.laws)} 部法律{_not_in_force(checklist.laws, today)}"
        f"{'；' if points else ''}{points}"
        f"{_without_category(checklist)}"
    )


def _without_category(checklist: Checklist) -> str:
    bare = [
        item.id
        for item in checklist.items
        if isinstance(item, FailingItem) and item.can_fail and not item.category
    ]
    if not bare:
        return ""
    which = "、".join(bare[:MOST_NAMED]) + ("等" if len(bare) > MOST_NAMED else "")
    return f"；{len(bare)} 项没有写 category(问题的类别)：{which}，材料里先用 problem 代替"


def _not_in_force(laws: Iterable[Law], today: date) -> str:
    laws = list(laws)
    days = sorted(law.in_force for law in laws if law.in_force and law.in_force > today)
    told = [f"{n} 部 {d.year}年{d.month}月{d.day}日起施行" for d, n in Counter(days).items()]
    repealed = sum(law.repealed is not None and law.repealed <= today for law in laws)
    told += [f"{repealed} 部已废止"] if repealed else []
    return f"，其中 {'、'.join(told)}" if told else ""


# --- from plain values to the frozen classes ---


def _checklist(file: YamlFile, laws: Mapping[str, Law] | None) -> Checklist:
    """Return the checklist. ``laws`` are None if they cannot be had, which was told already."""
    if isinstance(file.values, dict) and "laws" in file.values:
        file.add(file.line_of(("laws",)), "清单里不能写 laws", "请把法律写到 laws.yaml 里")
        del file.values["laws"]
    checklist = _validated(file, Checklist)
    _check_ids(file)
    _check_options(file)
    _check_conditions(file)
    cited = _cited(file)
    unknown = [(at, law) for at, law in cited.items() if laws is not None and law not in laws]
    for at, law in unknown[: MAX_TOLD + 1]:
        remedy = f"请改成那里有的 id，或先在那里加上{near(law, list(laws or ()))}"
        file.add(file.line_of(at), f"laws.yaml 里没有 {short(law)}", remedy)
    for key, what, remedy in wrong_sums(checklist) if checklist else ():
        file.add(file.line_of((key,)), what, remedy)
    if checklist is None or laws is None or file.mistakes:
        raise ChecklistError(file.mistakes)
    used = sorted(set(cited.values()))
    return checklist.model_copy(update={"laws": tuple(laws[law] for law in used)})


def _laws_beside(path: Path, file: YamlFile) -> Mapping[str, Law] | None:
    cited = _cited(file)
    if not cited:
        return {}
    beside, line = path.parent / "laws.yaml", min(file.line_of(place) for place in cited)
    if not beside.exists():
        file.add(line, "引用了法律，同一文件夹里却没有 laws.yaml", "请建一份，或去掉 basis")
        return None
    try:
        return load_laws(beside)
    except ChecklistError:
        file.add(line, "没法核对依据：laws.yaml 有错", f"请先检查并改好 {beside}")
        return None


def _laws(file: YamlFile) -> dict[str, Law]:
    checked = _validated(file, LawFile)
    rows = _rows(file.values, "laws")
    _check_each_once(file, "法律", ((("laws", n, "id"), law.get("id")) for n, law in rows))
    if checked is None or file.mistakes:
        raise ChecklistError(file.mistakes)
    return {law.id: law for law in checked.laws}


def _validated(file: YamlFile, model: type[Model]) -> Model | None:
    """Return the model, None if the file has mistakes; all are noted."""
    is_guessed = False
    try:
        return model.model_validate_json(json.dumps(file.values))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    parents = {one["loc"][:n] for one in errors for n in range(len(one["loc"]))}
    for one in errors[: MAX_TOLD + 1]:  # one more, so that the list is known to be cut
        if one["type"] == "too_short" and one["loc"] in parents:
            continue  # too few only because the wrong ones were not counted
        path = _path_in_file(one["loc"])
        if one["type"] == "union_tag_invalid":
            path = (*path, "kind")
            is_guessed |= _guess_kind(file, path)
        if path in file.holes and one["type"] not in {"missing", "extra_forbidden"}:
            continue  # told when it was read
        spot = file.spots.get(path, Position(file.line_of(path)))
        what, remedy = sentence(one, path, spot.written, _known_keys(file, model, path))
        file.add(spot.line, what, remedy)
    # Once more with the kinds that were probably meant: what else is wrong with these items?
    return _validated(file, model) if is_guessed and len(errors) <= MAX_TOLD else None


def _guess_kind(file: YamlFile, path: Place) -> bool:
    item = file.values["sections"][path[1]]["items"][path[3]]
    guess = nearest(item["kind"], list(_ITEM_MODELS)) if isinstance(item["kind"], str) else None
    item["kind"] = guess or item["kind"]
    return guess is not None


def _path_in_file(loc: tuple[str | int, ...]) -> Place:
    """Return the place in the file: pydantic names the kind after an item's number as well."""
    return loc[:4] + loc[5:] if loc[2:3] == ("items",) else loc


_ITEM_MODELS: dict[str, type[BaseItem]] = {
    get_args(model.model_fields["kind"].annotation)[0].value: model
    for model in get_args(get_args(Item)[0])
}
_MODELS_UNDER: dict[str, type[BaseModel]] = {
    "sections": Section,
    "basis": Basis,
    "show_if": ShowIf,
    "zero_if": ZeroIf,
    "bonus": Bonus,
    "levels": Level,
    "bands": Level,
    "amount": Amount,
    "options": Option,
    "laws": Law,
}


def _known_keys(file: YamlFile, root: type[BaseModel], path: Place) -> list[str]:
    """Return the keys that may stand where the path's last key stands."""
    under = next((part for part in reversed(path[:-1]) if isinstance(part, str)), "")
    model = _MODELS_UNDER.get(under, root)
    if under == "items":
        item = file.values["sections"][path[1]]["items"][path[3]]
        kind = item.get("kind") if isinstance(item, dict) else None
        model = _ITEM_MODELS.get(kind, BaseItem) if isinstance(kind, str) else BaseItem
    return [key.alias or name for name, key in model.model_fields.items()]


# --- rules between the parts of a file, looked up in the plain values: so a checklist that has
# --- other mistakes is told these too


def _rows(value: Any, key: str) -> list[tuple[int, dict[str, Any]]]:
    rows = value.get(key) if isinstance(value, dict) else None
    rows = rows if isinstance(rows, list) else []
    return [(n, row) for n, row in enumerate(rows) if isinstance(row, dict)]


def _items(file: YamlFile) -> Iterator[tuple[Place, dict[str, Any]]]:
    for s, section in _rows(file.values, "sections"):
        for i, item in _rows(section, "items"):
            yield ("sections", s, "items", i), item


def _cited(file: YamlFile) -> dict[Place, str]:
    """Return the id of each cited law by its place."""
    return {
        (*at, "basis", n, "law"): basis["law"]
        for at, item in _items(file)
        for n, basis in _rows(item, "basis")
        if isinstance(basis.get("law"), str)
    }


def _check_ids(file: YamlFile) -> None:
    items = list(_items(file))
    sections = _rows(file.values, "sections")
    _check_each_once(file, "分组", ((("sections", n, "id"), s.get("id")) for n, s in sections))
    _check_each_once(file, "检查项", (((*at, "id"), item.get("id")) for at, item in items))
    if len(items) > MAX_ITEMS:
        at, _ = items[MAX_ITEMS]
        file.add(file.line_of(at), f"检查项多于 {MAX_ITEMS} 个", "请拆成几份清单")


def _check_each_once(file: YamlFile, what: str, ids: Iterable[tuple[Place, Any]]) -> None:
    first: dict[str, int] = {}
    for path, one in ids:
        line = file.line_of(path)
        if isinstance(one, str) and one in first:
            told = f"{what} id {short(one)} 用了两次，第 {first[one]} 行已经用过"
            file.add(line, told, "请换一个 id，用过的 id 不再改作他用")
        elif isinstance(one, str):
            first[one] = line


def _check_options(file: YamlFile) -> None:
    """On paper an option may be typed in by its words: two that look alike would be one."""
    for at, item in _items(file):
        first: dict[str, int] = {}
        for n, option in _rows(item, "options"):
            label, line = option.get("label"), file.line_of((*at, "options", n, "label"))
            if not isinstance(label, str):
                continue
            if alike(label) in first:
                what = f"选项“{short(label)}”和第 {first[alike(label)]} 行的文字一样"
                file.add(line, what, "请改成不同的文字，或去掉一个")
            first.setdefault(alike(label), line)


def _check_conditions(file: YamlFile) -> None:
    items = list(islice(_items(file), MAX_ITEMS))  # more are a mistake anyhow
    by_id = _by_id(items)
    for n, (at, item) in enumerate(items):
        for key in _MAY_ASK:
            condition = item.get(key)
            if isinstance(condition, dict) and isinstance(condition.get("item"), str):
                others = {one: by_id[one] for one in by_id if one != item.get("id")}
                may_ask = _by_id(items[:n]) if key == "show_if" else others
                for tail, what, remedy in _wrong_in_condition(condition, key, may_ask, by_id):
                    file.add(file.line_of((*at, key, *tail)), what, remedy)


_MAY_ASK = {"show_if": "前面的题", "zero_if": "别的题"}


def _by_id(items: Iterable[tuple[Place, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return the items by their id; of several with the same the first."""
    found: dict[str, dict[str, Any]] = {}
    for _, item in items:
        if isinstance(item.get("id"), str):
            found.setdefault(item["id"], item)
    return found


def _wrong_in_condition(
    condition: dict[str, Any],
    key: str,
    may_ask: Mapping[str, dict[str, Any]],
    ids: Collection[str],
) -> Iterator[tuple[Place, str, str]]:
    """Yield (where below the condition, what is wrong, how to mend it)."""
    asked = condition["item"]
    if asked not in may_ask:
        misplaced = "不在这一题前面" if key == "show_if" else "就是这一题"
        where = misplaced if asked in ids else "没有这个检查项"
        remedy = f"{key} 只能指{_MAY_ASK[key]}{near(asked, list(may_ask))}"
        yield ("item",), f"{short(asked)} {where}", remedy
        return
    offered = _offered(may_ask[asked])
    if offered == []:
        remedy = f"{key} 只能指判断、单选、多选，和“不符合即不得分”的扣分题"
        yield ("item",), f"{asked} 没有固定的回答", remedy
    answers = condition.get("in")
    for n, answer in enumerate(answers if isinstance(answers, list) and offered else []):
        if isinstance(answer, str) and offered and answer not in offered:
            remedy = f"请写成 {'、'.join(offered)} 之一{near(answer, offered)}"
            yield ("in", n), f"{asked} 没有 {short(answer)} 这个回答", remedy


def _offered(item: Mapping[str, Any]) -> list[str] | None:
    """Return the answers an item offers, none if it is filled freely; None if nobody can tell."""
    match item.get("kind"):
        case ItemKind.CHECK:
            return [verdict.value for verdict in Verdict]
        case ItemKind.DEDUCTION:
            return [verdict.value for verdict in Verdict] if item.get("all_or_nothing") else []
        case ItemKind.CHOICE | ItemKind.CHOICES:
            ids = [option.get("id") for _, option in _rows(item, "options")]
            return [option for option in ids if isinstance(option, str)] or None
        case str() as kind if kind in _ITEM_MODELS:
            return []
    return None
