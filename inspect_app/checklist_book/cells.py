"""What a cell says of its key, or what is wrong with it. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from inspect_app.checklist.mistakes import near
from inspect_app.checklist.parts import Law
from inspect_app.checklist.ratings import SEVERITY_LABELS
from inspect_app.checklist.reading import YamlFile, YamlPath, unfit_sign
from inspect_app.checklist_book import notation
from inspect_app.checklist_book.columns import ABOUT, COLUMN_BY_KEY, NO, YES
from inspect_app.spreadsheet.uploaded_book import Unread
from inspect_app.text import alike, without_invisible

_YES, _NO = {YES, "√", "✓", "必答", "必须"}, {NO, "×", "不必", "选答"}
_POINTS_OF_OPTION = "扣几分写在选项后面的括号里，例如 没有留存（扣5分）"
NUMBERS = {"total", "days", "minimum", "maximum", "points", "each", "cap", "step"}
_LINE_ENDS = re.compile("[\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]")


class CellReader:
    """Reads cell by cell; what is wrong is noted in the file."""

    def __init__(self, file: YamlFile, laws: Mapping[str, Law]) -> None:
        self.file = file
        self._laws = {alike(law.title): law for law in laws.values()}

    def clean(self, words: str, row: int, title: str) -> str:
        """The words without what nobody sees; what no screen can show is noted."""
        if isinstance(words, Unread):
            self.file.add(row, f"“{title}”读不出来", words.why)
            return ""
        plain = without_invisible(_SPACES.sub(" ", _LINE_ENDS.sub("\n", words))).strip()
        if wrong := unfit_sign(plain.replace("\n", " ")):
            self.file.add(row, *wrong)
            return ""
        return plain

    def value(self, key: str, words: str, row: int, path: YamlPath) -> Any:
        """What the cell says of this key; None if nothing, or what was told."""
        if not words:
            return None
        if key in NUMBERS:
            found = notation.number(words)
            if found is None:
                self._refuse(key, words, row, path, "请填数字")
            return found
        match key:
            case "severity":
                return self._word(key, words, row, path, SEVERITY_LABELS)
            case "required" | "all_or_nothing":
                return self._yes_or_no(key, words, row, path)
            case "answers":
                return notation.two_answers(words)
            case "responsible":
                return notation.parts(words)
            case "options":
                return self._options(words, row, path)
            case "amount" | "bonus":
                return self._several_keys(key, words, row, path)
            case "levels" | "bands":
                levels = "\n".join(notation.level_lines(words))
                return self._lines(key, levels, row, path, notation.level_of)
            case "basis":
                return self._lines(key, words, row, path, self._basis)
        return words

    def _basis(self, line: str) -> dict[str, str] | None:
        found = notation.basis_of(line)
        if found is None:
            return None
        title, article, gist = found
        law = self._laws.get(alike(title))
        return {"law": law.id if law else f"《{title}》", "article": article, "gist": gist}

    def _lines(
        self, key: str, words: str, row: int, path: YamlPath, read: Callable[[str], Any]
    ) -> list[Any] | None:
        found = []
        for line in notation.lines(words):
            value = read(line)
            if value is None:
                self._refuse(key, line, row, path, "")
                return None
            if key == "basis" and value["law"].startswith("《"):
                titles = [f"《{one.title}》" for one in self._laws.values()]
                hint = near(value["law"], titles)
                remedy = f"请照“可以引的法律”那张表写；那里没有的，写进查看要点{hint}"
                self.file.refuse(path, row, f"没有收进{value['law'][:40]}", remedy)
                return None
            found.append(value)
        return found

    def _word(
        self, key: str, words: str, row: int, path: YamlPath, labels: Mapping[Any, str]
    ) -> str | None:
        for word, label in labels.items():
            if alike(label) == alike(words):
                return str(word)
        self._refuse(key, words, row, path, f"请填{'、'.join(labels.values())}")
        return None

    def _yes_or_no(self, key: str, words: str, row: int, path: YamlPath) -> bool | None:
        for is_yes, typed in ((True, _YES), (False, _NO)):
            if words in typed:
                return is_yes
        self._refuse(key, words, row, path, f"请填{YES}、{NO}")
        return None

    def _options(self, words: str, row: int, path: YamlPath) -> list[dict[str, Any]] | None:
        found = notation.lines(words)
        if len(found) == 1 and len(notation.two_answers(words)) > 1:
            self._refuse("options", words, row, path, "请一行写一个选项，换行按 Alt+回车")
            return None
        options = [(line, notation.option_of(line)) for line in found]
        for line, option in options:
            if option is None:
                self._refuse("options", line, row, path, _POINTS_OF_OPTION)
                return None
        return [option for _, option in options if option]

    def _several_keys(
        self, key: str, words: str, row: int, path: YamlPath
    ) -> dict[str, Any] | None:
        read = {"amount": notation.amount_of, "bonus": notation.bonus_of}[key]
        found = read(words)
        if found is None:
            self._refuse(key, words, row, path, "")
        return found

    def _refuse(self, key: str, words: str, row: int, path: YamlPath, remedy: str) -> None:
        cell = COLUMN_BY_KEY.get(key) or next(one for one in ABOUT if one.key == key)
        what = f"“{cell.title}”写成“{words[:30]}”，看不懂"
        self.file.refuse(path, row, what, remedy or f"写法：{cell.hint}")
