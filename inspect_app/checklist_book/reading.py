"""The rows of a workbook → a checklist, or every mistake at once, each with its row. Pure.

What a clerk leaves out is made here: the ids of questions, options and groups. Those of the former
version are kept, or what was answered could not be compared with what will be.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import OptionsItem
from inspect_app.checklist.loader import check_values
from inspect_app.checklist.mistakes import KIND_LABELS, ChecklistError, Mistake
from inspect_app.checklist.parts import Law
from inspect_app.checklist.ratings import VERDICT_LABELS, Verdict
from inspect_app.checklist.reading import Position, YamlFile, YamlPath
from inspect_app.checklist.schema import ITEM_MODELS
from inspect_app.checklist_book import notation
from inspect_app.checklist_book.cells import CellReader
from inspect_app.checklist_book.columns import (
    ABOUT,
    ABOUT_FIRST,
    ABOUT_SHEET,
    COLUMN_BY_KEY,
    COLUMNS,
    FIRST,
    HEAD,
    KIND_BY_LABEL,
    QUESTIONS,
)
from inspect_app.text import alike

_READ_APART = {"section", "kind", "id", "question", "show_if", "zero_if"}
OF_ABOUT = -1000  # added to the rows of its sheet, which come first
_OF_FINDINGS = ("problem", "responsible", "days", "suggestion")
NOT_COUNTED = {"不适用", "没看", "说不清"}
_OWN_NAMES = {
    "label": "选项", "deduct": "扣几分", "law": "法律", "article": "第几条", "gist": "要点",
    "from": "几分起", "item": "题", "in": "回答", "beyond": "超过几个",
}  # fmt: skip
# Rows are copied to write the next question: (what a file is told, what the sheet is, the remedy).
_TOLD_OF_IDS = (
    (r"分组 id \S+ 用了两次，第 (\d+) 行已经用过", r"这一组第 \1 行已经写过", "同一组的题请连着写"),
    (r"检查项 id \S+ 用了两次，第 (\d+) 行已经用过", r"系统题号和第 \1 行的一样",
     "复制来的新题，请把系统题号清空"),
    (r"id 写成 (.+) 不合规矩", r"系统题号写成“\1”", "系统题号不用自己填，请清空这一格"),
)  # fmt: skip
_MADE = re.compile("q[0-9a-f]{8}")  # an id that nobody typed
_BONUS_IS_WRONG = "bonus 的 each 不能大于 cap"

Row = Mapping[str, str]


def checklist_in(
    name: str,
    about: Sequence[str],
    rows: Sequence[Sequence[str]],
    laws: Mapping[str, Law],
    former: Mapping[str, Checklist],
) -> Checklist:
    """The checklist that the sheets say.

    ``about`` are the cells of its first sheet, ``rows`` those of the questions, ``former`` the
    checklists that the town knows, by their id.
    :raise ChecklistError: with every mistake of the file.
    """
    file = YamlFile(name)
    file.positions[()] = Position(HEAD)
    reader = _RowReader(file, laws)
    values = reader.about(about)
    before = former.get(values["id"])
    values["sections"] = reader.sections(rows, before)
    file.values = values
    try:
        return check_values(file, laws)
    except ChecklistError as error:
        items = [item for section in values["sections"] for item in section["items"]]
        questions = {item["id"]: item["question"] for item in items}
        raise ChecklistError(_in_titles(one, questions) for one in error.mistakes) from None


def _made_id(letter: str, words: str) -> str:
    return letter + sha256(alike(words).encode()).hexdigest()[:8]


class _RowReader:
    """Reads row by row; what is wrong is noted in the file."""

    def __init__(self, file: YamlFile, laws: Mapping[str, Law]) -> None:
        self.file = file
        self._cells = CellReader(file, laws)

    def about(self, cells: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row, (cell, words) in enumerate(zip(ABOUT, cells, strict=True), start=ABOUT_FIRST):
            row += OF_ABOUT
            self._at((cell.key,), row, words)
            value = self._cells.value(
                cell.key, self._cells.clean(words, row, cell.title), row, (cell.key,)
            )
            if value is not None:
                found[cell.key] = value
        if named := re.fullmatch("《([^《》]+)》", found.get("title", "")):
            found["title"] = named[1]
        if not found.get("id"):
            found["id"] = _made_id("c", found.get("title", ""))
        return found

    def sections(
        self, rows: Sequence[Sequence[str]], before: Checklist | None
    ) -> list[dict[str, Any]]:
        """The groups with their items; ``before`` is the version whose ids are kept."""
        found: list[dict[str, Any]] = []
        conditions: list[tuple[YamlPath, Row, int]] = []
        for row, cells in enumerate(rows, start=FIRST):
            words = {
                column.key: self._cells.clean(cell, row, column.title)
                for column, cell in zip(COLUMNS, cells, strict=True)
            }
            if not any(words.values()):
                continue
            title = words["section"]
            if not found or title not in ("", found[-1]["title"]):
                found.append(self._section(title, row, len(found), before))
            items: list[dict[str, Any]] = found[-1]["items"]
            path: YamlPath = ("sections", len(found) - 1, "items", len(items))
            self._at(path, row)
            conditions.append((path, words, row))
            items.append(self._item(words, row, path, before, _ids_in(found)))
        if not found:
            self.file.add(HEAD, "还没有写题目", f"请从“{QUESTIONS}”第 {FIRST} 行写起，一行一道题")
        self._conditions(found, conditions)
        return found

    def _section(
        self, title: str, row: int, number: int, before: Checklist | None
    ) -> dict[str, Any]:
        path: YamlPath = ("sections", number)
        self._at(path, row)
        if not title:
            self.file.add(row, "第一题没有写分组", "请写上分组，例如 路上")
        known = [one.id for one in before.sections if one.title == title] if before else []
        return {
            "id": known[0] if known else _made_id("s", title),
            "title": title or "-",
            "items": [],
        }

    def _item(
        self, words: Row, row: int, path: YamlPath, before: Checklist | None, taken: set[str]
    ) -> dict[str, Any]:
        kind, question = self._kind(words["kind"], row), notation.unnumbered(words["question"])
        item: dict[str, Any] = {"kind": kind or ItemKind.NOTE, "question": question}
        item["id"] = words["id"] or self._kept_id(question, row, before, taken)
        for key, text in words.items():
            self._at((*path, key), row, text)
            if kind is None or key in _READ_APART or not text:
                continue
            if key not in ITEM_MODELS[kind].model_fields:
                what = f"{KIND_LABELS[kind]}题不用填“{COLUMN_BY_KEY[key].title}”"
                self.file.refuse((*path, key), row, what, "请清空这一格，或改题型")
                continue
            item[key] = self._cells.value(key, text, row, (*path, key))
        if item.get("options"):
            _give_ids(item, before)
            self._demand_bad_option(item, row)
        return item

    def _kept_id(self, question: str, row: int, before: Checklist | None, taken: set[str]) -> str:
        """The id that the question had, else one of its own: rows may come and go above."""
        for item in before.items if before else ():
            if alike(item.question) == alike(question) and item.id not in taken:
                return item.id
        made = _made_id("q", question)
        if question and made in taken:
            self.file.add(row, "题目和前面一题一样", "请改题目，或去掉一题")
            return _made_id("q", f"{question} {row}")
        return made

    def _demand_bad_option(self, item: Mapping[str, Any], row: int) -> None:
        said = [COLUMN_BY_KEY[key].title for key in _OF_FINDINGS if item.get(key)]
        if said and not any(option.get("fail") for option in item["options"]):
            what = f"写了“{said[0]}”，却没有一个选项是问题"
            self.file.add(row, what, f"选了就是问题的选项，前面写{notation.MARK}")

    def _kind(self, words: str, row: int) -> ItemKind | None:
        for label, kind in KIND_BY_LABEL.items():
            if alike(words).removesuffix("题") == alike(label):
                return kind
        what = f"没有“{words[:20]}”这种题型" if words else "没有选题型"
        self.file.add(row, what, f"请从下拉里选：{'、'.join(KIND_BY_LABEL)}")
        return None

    def _conditions(
        self, sections: list[dict[str, Any]], found: Iterable[tuple[YamlPath, Row, int]]
    ) -> None:
        items = {one["id"]: one for section in sections for one in section["items"]}
        names = {one: one for one in items}
        names |= {one["question"]: one["id"] for one in items.values() if one["question"]}
        for path, words, row in found:
            item = sections[int(path[1])]["items"][int(path[3])]
            for key in ("show_if", "zero_if"):
                if words[key]:
                    self._condition(item, key, words[key], row, (items, names), path)

    def _condition(
        self,
        item: dict[str, Any],
        key: str,
        words: str,
        row: int,
        known: tuple[Mapping[str, Any], Mapping[str, str]],
        path: YamlPath,
    ) -> None:
        items, names = known
        self._at((*path, key), row, words)
        title = COLUMN_BY_KEY[key].title
        asked = notation.asked_of(notation.unnumbered(words), names)
        if asked is None:
            what = f"“{title}”写成“{words[:30]}”，没有这一题"
            self.file.add(row, what, f"写法：{COLUMN_BY_KEY['show_if'].hint}")
            return
        offered = _answers_offered(items[asked[0]])
        answers = notation.answers_of(asked[1], offered)
        if isinstance(answers, str) or not answers:
            what = f"“{title}”里的“{str(answers or '')[:30]}”不是那一题的回答"
            remedy = f"请写{'、'.join(offered.values()) or '有固定回答的题'}"
            self.file.add(row, what, remedy)
            return
        item[key] = {"item": asked[0], "in": answers}

    def _at(self, path: YamlPath, row: int, words: str = "") -> None:
        self.file.positions[path] = Position(row, words)


def _ids_in(sections: Iterable[Mapping[str, Any]]) -> set[str]:
    return {item["id"] for section in sections for item in section["items"]}


def _give_ids(item: dict[str, Any], before: Checklist | None) -> None:
    former = before.item_by_id.get(item["id"]) if before else None
    known = (
        {alike(label): one for one, label in former.offered.items()}
        if isinstance(former, OptionsItem)
        else {}
    )
    for option in item["options"]:
        label = option["label"]
        says_nothing = label in NOT_COUNTED and not option.get("fail")
        own = "na" if says_nothing else _made_id("o", label)
        option["id"] = known.get(alike(label), own)


def _answers_offered(item: Mapping[str, Any]) -> dict[str, str]:
    """The words of the answers that an item offers, by their ids."""
    if "options" in item:
        return {one["id"]: one["label"] for one in item["options"]}
    if item["kind"] == ItemKind.CHECK or item.get("all_or_nothing"):
        verdicts = {str(one): label for one, label in VERDICT_LABELS.items()}
        own = item.get("answers", [])
        if len(own) == 2:
            verdicts |= {Verdict.PASS.value: own[0], Verdict.FAIL.value: own[1]}
        return verdicts
    return {}


def _in_titles(mistake: Mistake, questions: Mapping[str, str]) -> Mistake:
    """The mistake with its sheet, and with titles of cells in place of a file's keys."""
    is_about = mistake.line < 0
    cells, sheet = (ABOUT, ABOUT_SHEET) if is_about else (COLUMNS, QUESTIONS)
    row = mistake.line - OF_ABOUT if is_about else mistake.line
    others = {cell.key: cell.title for cell in COLUMNS} if is_about else {}
    titles = _OWN_NAMES | others | {cell.key: cell.title for cell in cells}

    def in_titles(words: str) -> str:
        words = words.replace(_BONUS_IS_WRONG, "“加分”里每个加的不能大于最多加的")
        words = words.replace("all_or_nothing: true", "不符合不得分")
        words = re.sub(r"请加一行 (\w+)，例如 \1: (\d+)", r"请填 \1，例如 \2", words)
        words = re.sub(
            r"(?<![A-Za-z0-9_])[a-z_]+(?![A-Za-z0-9_])",
            lambda found: titles.get(found[0], found[0]),
            words,
        )
        words = _MADE.sub(lambda found: f"“{questions.get(found[0], found[0])[:20]}”", words)
        return re.sub(r"(\S{2,})（\1）", r"\1", words)

    name = f"{mistake.file}“{sheet}”"
    for pattern, what, remedy in () if is_about else _TOLD_OF_IDS:
        if found := re.fullmatch(pattern, mistake.what):
            return Mistake(name, row, found.expand(what), remedy)
    return Mistake(name, row, in_titles(mistake.what), in_titles(mistake.remedy))
