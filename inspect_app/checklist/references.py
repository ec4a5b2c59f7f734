"""What one part of a file may say of another: ids, options, conditions, laws. Pure.

Looked up in the plain values: so a checklist that has other mistakes is told these too.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.finding_names import wrong_names
from inspect_app.checklist.mistakes import near, short
from inspect_app.checklist.ratings import Verdict
from inspect_app.checklist.reading import YamlFile, YamlPath
from inspect_app.checklist.schema import ITEM_MODELS
from inspect_app.text import alike

MAX_ITEMS = 500


def check_references(file: YamlFile) -> None:
    """Note what is said of parts that are not there, and what is said twice."""
    _check_ids(file)
    _check_options(file)
    _check_answers(file)
    _check_conditions(file)
    for at, item in _items(file):
        for key, what, remedy in wrong_names(item):
            file.add(file.line_of((*at, key)), what, remedy)


def _check_ids(file: YamlFile) -> None:
    items = list(_items(file))
    sections = rows_of(file.values, "sections")
    check_each_once(file, "分组", ((("sections", n, "id"), s.get("id")) for n, s in sections))
    check_each_once(file, "检查项", (((*at, "id"), item.get("id")) for at, item in items))
    if len(items) > MAX_ITEMS:
        at, _ = items[MAX_ITEMS]
        file.add(file.line_of(at), f"检查项多于 {MAX_ITEMS} 个", "请拆成几份清单")


def check_each_once(file: YamlFile, what: str, ids: Iterable[tuple[YamlPath, Any]]) -> None:
    """Note ids that stand there twice; ``ids`` are (place, id) in the file's order."""
    first: dict[str, int] = {}
    for path, one in ids:
        line = file.line_of(path)
        if isinstance(one, str) and one in first:
            wrong = f"{what} id {short(one)} 用了两次，第 {first[one]} 行已经用过"
            file.add(line, wrong, "请换一个 id，用过的 id 不再改作他用")
        elif isinstance(one, str):
            first[one] = line


def _check_options(file: YamlFile) -> None:
    """On paper an option may be typed in by its words: two that look alike would be one."""
    for at, item in _items(file):
        first: dict[str, int] = {}
        options = list(rows_of(item, "options"))
        for n, option in options:
            label, line = option.get("label"), file.line_of((*at, "options", n, "label"))
            if not isinstance(label, str):
                continue
            words, bare = _spoken(label), _without_number(label)
            if bare in first:
                how = "的文字一样" if words in first else "只差前面的编号，文字一样"
                what = f"选项“{short(label)}”和第 {first[bare]} 行{how}"
                file.add(line, what, "请改成不同的文字，或去掉一个")
            first.setdefault(words, line)
            first.setdefault(bare, line)
            meant = int(_number_in_front(label) or n + 1)
            if meant != n + 1 and 0 < meant <= len(options):
                what = (
                    f"选项“{short(label)}”是第 {n + 1} 个，录入纸质表时填 {meant} 却是第 {meant} 个"
                )
                file.add(line, what, f"请写成文字，例如 {meant}处，或去掉前面的编号")


def _spoken(words: str) -> str:
    """What words have in common that sound alike: without end marks, with one dash."""
    return re.sub("[-–—―−─‐‑‒~]+", "-", alike(words)).rstrip("。.!?;,、…")


# 1、 （一） A． 第2项： and ① before an option's words; 1.5米 has none.
_NUMBERED = re.compile(
    r"^(?:\(?(?:第|选项)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸]|[a-z]|[ivx]{1,4})"
    r"[项种档]?(?:\)|[、.:,](?![0-9]))[、.:]?)(?=.)"
)


def _without_number(label: str) -> str:
    """What an option's words have in common with those that a number alone tells apart."""
    circled = re.match(r"[①-⑳❶-❿⓫-⓴]\s*(?=.)", label)
    words = _spoken(label[circled.end() :] if circled else label)
    return _NUMBERED.sub("", words)


def _number_in_front(label: str) -> str:
    """The number that an option's words are, or that stands before them: 2, 2、中, ②中."""
    if circled := re.match("[①-⑳]", label):
        return alike(circled[0])
    found = re.match(r"\(?([0-9]{1,2})(?:\)|[、.:](?![0-9])|$)", alike(label))
    return found[1] if found else ""


def _check_answers(file: YamlFile) -> None:
    """On paper they are typed in by their words, beside those that every item has."""
    for at, item in _items(file):
        answers = item.get("answers")
        if not isinstance(answers, list) or not all(isinstance(one, str) for one in answers):
            continue
        bare = [_without_number(one) for one in answers]
        line = file.line_of((*at, "answers"))
        if len(set(answers)) > len(set(bare)):
            file.add(line, "answers 里两个回答看起来一样", "请改成不同的文字")
        for answer in answers:
            if alike(answer) in _TYPED_FOR_OTHERS:
                what = f"answers 里不能写 {short(answer)}，录入纸质表时它另有意思"
                file.add(line, what, "请改成文字")


_TYPED_FOR_OTHERS = {"✓", "✔", "✗", "✘", "x", "/", "-", "—"}


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


def _by_id(items: Iterable[tuple[YamlPath, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The items by their id; of several with the same the first."""
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
) -> Iterator[tuple[YamlPath, str, str]]:
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
    """The answers an item offers, none if it is filled freely; None if nobody can tell."""
    match item.get("kind"):
        case ItemKind.CHECK:
            return [verdict.value for verdict in Verdict]
        case ItemKind.DEDUCTION:
            return [verdict.value for verdict in Verdict] if item.get("all_or_nothing") else []
        case ItemKind.CHOICE | ItemKind.CHOICES:
            ids = [option.get("id") for _, option in rows_of(item, "options")]
            return [option for option in ids if isinstance(option, str)] or None
        case str() as kind if kind in ITEM_MODELS:
            return []
    return None


def cited_laws(file: YamlFile) -> dict[YamlPath, str]:
    """The id of each law by its place in the file."""
    return {
        (*at, "basis", n, "law"): basis["law"]
        for at, item in _items(file)
        for n, basis in rows_of(item, "basis")
        if isinstance(basis.get("law"), str)
    }


def _items(file: YamlFile) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    for s, section in rows_of(file.values, "sections"):
        for i, item in rows_of(section, "items"):
            yield ("sections", s, "items", i), item


def rows_of(value: Any, key: str) -> list[tuple[int, dict[str, Any]]]:
    """(number from 0, row) of a list's rows, without those that are no mapping."""
    rows = value.get(key) if isinstance(value, dict) else None
    rows = rows if isinstance(rows, list) else []
    return [(n, row) for n, row in enumerate(rows) if isinstance(row, dict)]
