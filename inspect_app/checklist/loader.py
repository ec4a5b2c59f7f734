"""A file → a frozen ``Checklist``, or every mistake of it at once, each with its line. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from inspect_app.checklist.base_items import FailingItem
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.full_marks import sum_in_words, wrong_sums
from inspect_app.checklist.mistakes import (
    KIND_LABELS,
    MAX_LISTED,
    ChecklistError,
    Mistake,
    near,
    short,
)
from inspect_app.checklist.parts import Frozen, Law
from inspect_app.checklist.reading import YamlFile, read, read_sent
from inspect_app.checklist.references import (
    check_each_once,
    check_references,
    cited_laws,
    rows_of,
)
from inspect_app.checklist.schema import validated

__all__ = [
    "ChecklistError",
    "Mistake",
    "check",
    "check_values",
    "json_schema",
    "load_checklist",
    "load_laws",
    "load_sent",
    "load_with_laws_beside",
]

MOST_NAMED = 5


class LawFile(Frozen):
    """The content of ``laws.yaml``."""

    laws: tuple[Law, ...]


def load_checklist(path: Path, laws: Mapping[str, Law]) -> Checklist:
    """The checklist of a file, with those of ``laws`` that it cites.

    :raise ChecklistError: with every mistake of the file.
    """
    return check_values(read(path), laws)


def load_sent(name: str, data: bytes, laws: Mapping[str, Law]) -> Checklist:
    """The checklist of a file that was sent. :raise ChecklistError: with every mistake."""
    return check_values(read_sent(name, data), laws)


def load_with_laws_beside(path: Path) -> Checklist:
    """The checklist of a file, with those laws of its folder's ``laws.yaml`` that it cites.

    :raise ChecklistError: with every mistake of the file.
    """
    file = read(path)
    return check_values(file, _laws_beside(path, file))


def load_laws(path: Path) -> dict[str, Law]:
    """The laws of ``laws.yaml`` by their id. :raise ChecklistError: with every mistake."""
    return _laws(read(path))


def check(path: Path, today: date | None = None) -> str:
    """A line that sums up a checklist or law file; a checklist's laws are those beside it.

    :raise ChecklistError: with every mistake of the file.
    """
    file, today = read(path), today or date.today()
    if isinstance(file.values, dict) and "laws" in file.values and "sections" not in file.values:
        laws = _laws(file).values()
        return f"{path}：{len(laws)} 部法律{_not_in_force(laws, today)}"
    return _summary(path, check_values(file, _laws_beside(path, file)), today)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a checklist file, for editors; the laws it cites are not in it."""
    schema = Checklist.model_json_schema(by_alias=True)
    del schema["properties"]["laws"], schema["$defs"]["Law"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _summary(path: Path, checklist: Checklist, today: date) -> str:
    kinds = [item.kind for item in checklist.items]
    counts = "、".join(f"{word} {kinds.count(k)}" for k, word in KIND_LABELS.items() if k in kinds)
    points = sum_in_words(checklist)
    return (
        f"{path}：{checklist.title}，{len(checklist.sections)} 个分组 {len(kinds)} 项（{counts}），"
        f"引用 {len(checklist.laws)} 部法律{_not_in_force(checklist.laws, today)}"
        f"{'；' if points else ''}{points}"
        f"{_without_category(checklist)}"
    )


def _without_category(checklist: Checklist) -> str:
    bare = [
        item
        for item in checklist.items
        if isinstance(item, FailingItem) and item.can_fail and not item.category
    ]
    with_problem = [item.id for item in bare if item.problem]
    others = [item.id for item in bare if not item.problem]
    return _bare(with_problem, " problem ") + _bare(others, "题目")


def _bare(ids: list[str], instead: str) -> str:
    if not ids:
        return ""
    which = "、".join(ids[:MOST_NAMED]) + ("等" if len(ids) > MOST_NAMED else "")
    return f"；{len(ids)} 项没有写 category（问题的类别）：{which}，材料里先用{instead}代替"


def _not_in_force(laws: Iterable[Law], today: date) -> str:
    laws = list(laws)
    days = sorted(law.in_force for law in laws if law.in_force and law.in_force > today)
    parts = [f"{n} 部 {d.year}年{d.month}月{d.day}日起施行" for d, n in Counter(days).items()]
    repealed = sum(law.repealed is not None and law.repealed <= today for law in laws)
    parts += [f"{repealed} 部已废止"] if repealed else []
    return f"，其中 {'、'.join(parts)}" if parts else ""


def check_values(file: YamlFile, laws: Mapping[str, Law] | None) -> Checklist:
    """The checklist of values that were read.

    ``laws`` are None if they cannot be had, which was told already.
    :raise ChecklistError: with every mistake, also those noted in the file so far.
    """
    if isinstance(file.values, dict) and "laws" in file.values:
        file.add(file.line_of(("laws",)), "清单里不能写 laws", "请把法律写到 laws.yaml 里")
        del file.values["laws"]
    checklist = validated(file, Checklist)
    check_references(file)
    cited = cited_laws(file)
    unknown = [(at, law) for at, law in cited.items() if laws is not None and law not in laws]
    for at, law in unknown[: MAX_LISTED + 1]:
        remedy = f"请改成那里有的 id，或先在那里加上{near(law, list(laws or ()))}"
        file.add(file.line_of(at), f"laws.yaml 里没有 {short(law)}", remedy)
    for key, what, remedy in wrong_sums(checklist) if checklist else ():
        file.add(file.line_of((key,)), what, remedy)
    if checklist is None or laws is None or file.mistakes:
        raise ChecklistError(file.mistakes)
    used = sorted(set(cited.values()))
    return checklist.model_copy(update={"laws": tuple(laws[law] for law in used)})


def _laws_beside(path: Path, file: YamlFile) -> Mapping[str, Law] | None:
    cited = cited_laws(file)
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
    checked = validated(file, LawFile)
    rows = rows_of(file.values, "laws")
    check_each_once(file, "法律", ((("laws", n, "id"), law.get("id")) for n, law in rows))
    if checked is None or file.mistakes:
        raise ChecklistError(file.mistakes)
    return {law.id: law for law in checked.laws}
