"""What can be wrong in a checklist file, said so that its writer can mend it. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic_core import ErrorDetails
from ruamel.yaml.error import MarkedYAMLError

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.ratings import SEVERITY_LABELS

KIND_LABELS = {
    ItemKind.CHECK: "判断",
    ItemKind.DEDUCTION: "扣分",
    ItemKind.COUNT: "数量",
    ItemKind.CHOICE: "单选",
    ItemKind.CHOICES: "多选",
    ItemKind.SCORE: "打分",
    ItemKind.TEXT: "文字",
    ItemKind.DATE: "日期",
    ItemKind.PHOTO: "照片",
    ItemKind.NOTE: "说明",
}
MAX_LISTED = 200


@dataclass(frozen=True)
class Mistake:
    """One mistake: where it is, what is wrong, how to mend it."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行：{self.what} —— {self.remedy}"


class ChecklistError(ValueError):
    """A file cannot be used; ``mistakes`` holds all of them, in the order of their lines.

    Of a hostile file's thousands the first ``MAX_LISTED`` are kept, and the last one says so.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        # dict.fromkeys, not set: the order within a line must not hang on the hash of a text.
        listed = sorted(dict.fromkeys(mistakes), key=lambda mistake: mistake.line)
        if len(listed) > MAX_LISTED:
            what = f"错误太多，这里只列出前 {MAX_LISTED} 处"
            rest = Mistake(
                listed[0].file, listed[MAX_LISTED].line, what, "请先改好前面的，再检查一遍"
            )
            listed[MAX_LISTED:] = [rest]
        self.mistakes = tuple(listed)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


_LABELS: Mapping[str, str] = {
    **{kind.value: label for kind, label in KIND_LABELS.items()},
    **{severity.value: label for severity, label in SEVERITY_LABELS.items()},
}
_WORD_OF_LABEL = {label: word for word, label in _LABELS.items()}


def _with_labels(words: Iterable[str]) -> str:
    return "、".join(f"{word}（{_LABELS[word]}）" if word in _LABELS else word for word in words)


KINDS = _with_labels(kind.value for kind in ItemKind)
_A_LIST = "请每个另起一行，前面加“- ”；字少的也可以写成 [甲, 乙]"
_A_GROUP = "请在下面缩进写“名称: 内容”，一行一个"
_A_DAY = "请写成 2026-08-15 的样子"
_ONE_OF = "请写成 {expected} 之一{near}"

# pydantic's error type → (what is wrong, how to mend it). {key} is the place's name, {written} what
# stands there in the file, {near} a hint; the others are pydantic's own context. pydantic has more
# types, which only occur once an item's class asks for them; a test reaches each of these.
SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("缺少 {key}", "请补上 {key}"),
    "extra_forbidden": ("不认识 {key}", "请删掉它，或改成正确的写法{near}"),
    "empty": ("{key} 后面是空的", "请写上内容，或删掉这一行"),
    "string_type": ("{key} 要写文字，现在是 {written}", '请加引号，写成 "{written}"'),
    "not_a_text": ("{key} 要写一段文字，现在是 {written}", "请写成一段文字，有括号的加引号"),
    "string_too_long": ("{key} 太长", "请缩短到 {max_length} 个字以内"),
    "string_pattern_mismatch": (
        "{key} 写成 {written} 不合规矩",
        "请用小写字母开头，只用小写字母、数字、下划线，最多 40 个字符",
    ),
    "enum": ("{key} 写成 {written}，没有这一种", _ONE_OF),
    "literal_error": ("{key} 写成 {written}，没有这一种", _ONE_OF),
    "union_tag_invalid": ("kind 写成 {written}，没有这一种题", f"请写成 {KINDS} 之一{{near}}"),
    "union_tag_not_found": ("这一题没有写 kind", f"请加一行 kind，写成 {KINDS} 之一"),
    "bool_type": ("{key} 写成 {written} 不对", "请写 true（是）或 false（否），不加引号"),
    "int_type": ("{key} 要写整数，现在是 {written}", "请写整数，不加引号，例如 7"),
    "float_type": ("{key} 要写数字，现在是 {written}", "请写数字，不加引号，例如 2.5"),
    "greater_than": ("{key} 写成 {written} 太小", "请写大于 {gt} 的数"),
    "greater_than_equal": ("{key} 写成 {written} 太小", "请写 {ge} 或更大的数"),
    "less_than_equal": ("{key} 写成 {written} 太大", "请写 {le} 或更小的数"),
    "tuple_type": ("{key} 要写成一列", _A_LIST),
    "too_short": ("{key} 太少，只有 {actual_length} 个", "请至少写 {min_length} 个"),
    "too_long": ("{key} 太多", "请最多写 {max_length} 个"),
    "model_type": ("{key} 的写法不对", _A_GROUP),
    "dict_type": ("{key} 的写法不对", _A_GROUP),
    "date_type": ("{key} 不是日期", _A_DAY),
    "date_parsing": ("{key} 写成 {written}，不是日期", _A_DAY),
    "value_error": ("{error}", "请照这条规则改"),
}
UNKNOWN = ("{key} 的写法不对，现在是 {written}", "请对照 docs/checklists.md 里这一项的写法")


def sentence(
    error: ErrorDetails, path: Sequence[str | int], written: str, known: Sequence[str]
) -> tuple[str, str]:
    """(what is wrong, how to mend it) of one of pydantic's errors, in Chinese.

    ``written`` is what stands in the file there; ``known`` are the keys that may stand there.
    """
    mistake, value = error["type"], error["input"]
    context = {
        name: f"{content:g}" if isinstance(content, float) else str(content)
        for name, content in error.get("ctx", {}).items()
    }
    expected = re.findall(r"'([^']*)'", context.get("expected", ""))
    if mistake == "union_tag_invalid":
        value, expected = value.get("kind"), [kind.value for kind in ItemKind]
    if value in (None, "") and mistake not in {"missing", "extra_forbidden"}:
        mistake = "empty"
    elif mistake == "string_type" and isinstance(value, dict | list):
        mistake = "not_a_text"
    shape = "一列" if isinstance(value, list) else "一组“名称: 内容”"
    last_key = str(path[-1]) if path else ""
    words = {
        **context,
        "key": _name(path),
        "written": short(written or shape),
        "expected": _with_labels(expected),
        "near": near(written, expected) if expected else near(last_key, known),
    }
    what, remedy = SENTENCES.get(mistake, UNKNOWN)
    return _fill_in(what, words), _fill_in(remedy, words)


def _name(path: Sequence[str | int]) -> str:
    key = next((part for part in reversed(path) if isinstance(part, str)), "文件")
    return f"{key} 里的第 {path[-1] + 1} 个" if path and isinstance(path[-1], int) else short(key)


def _fill_in(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], "…"), text)


def short(text: str) -> str:
    """The text on one line, cut where a sentence about it would get too long."""
    text = text.replace("\n", " ")
    return text if len(text) <= 30 else f"{text[:30]}…"


def nearest(wrong: str, known: Sequence[str]) -> str | None:
    """What was probably meant, None if nothing is near."""
    wrong = wrong[:60]  # difflib takes quadratic time
    found = get_close_matches(_WORD_OF_LABEL.get(wrong, wrong), known, n=1, cutoff=0.6)
    return found[0] if found else None


def near(wrong: str, known: Sequence[str]) -> str:
    """What was probably meant, empty if nothing is near."""
    word = nearest(wrong, known)
    return f"，是不是 {word}？" if word else ""


_BRACKETS = "请检查第 {start} 行起的括号：用半角逗号（,）隔开，括号要成对"
_QUOTE_IT = "整段文字请加引号"

# A pattern in "context: problem" of the YAML reader → (what is wrong, how to mend it); the first
# that fits counts. {start} is the line where the structure begins.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (r"'\\t'", "用了制表符（Tab）", "请改用空格"),
    (r"anchor|alias", "有 & 或 * 开头的内容", f"不能用引用；要写这个符号，{_QUOTE_IT}"),
    (r"\btag\b", "有 ! 开头的内容", f"不能用标签；要写感叹号，{_QUOTE_IT}"),
    (r"directive|incompatible", "有 % 开头的行", f"请删掉；要写百分号，{_QUOTE_IT}"),
    (r"cannot start any token", "内容开头的符号不能直接写", _QUOTE_IT),
    (r"escape", "双引号里的反斜杠（\\）写法不对", "请改用单引号"),
    (r"quoted scalar", "引号没有收尾", "请补上收尾的引号，或删掉多余的引号"),
    (r"block scalar", "| 或 > 后面不能再写别的", f"请换行缩进后写；要写这个符号，{_QUOTE_IT}"),
    (r"flow (sequence|mapping)", "括号里的写法不对，或者括号没有收尾", _BRACKETS),
    (
        r"mapping values|unexpected ':'",
        "冒号的位置不对",
        f"文字里有冒号的，{_QUOTE_IT}；再看看缩进",
    ),
    (r"find expected ':'", "这一行不是“名称: 内容”", "请写成“名称: 内容”，用半角冒号，后面空一格"),
    (r"mapping keys", "问号（?）的位置不对", f"要写问号的，{_QUOTE_IT}"),
    (r"sequence entries", "“- ”的位置不对", "请另起一行写“- ”，并看看缩进"),
    (r"<block end>", "缩进和上面的行对不齐", "同一层的行左边要对齐，只用空格缩进"),
    (r"node content", "这里缺内容，或者括号不成对", f"请补上；要写括号、逗号的，{_QUOTE_IT}"),
    (r"document", "这一行接不上上面的内容", "请看看缩进，并删掉 --- 和 ... 的行"),
)
_FULL_WIDTH_COLON = re.compile(r"\s*(- +)?[A-Za-z_]+：")


def syntax(error: MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """(line, what is wrong, how to mend it) of a text that is no YAML, in Chinese."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    start = error.context_mark.line + 1 if error.context_mark else line
    for n, written in reversed(list(enumerate(text.splitlines()[:line], start=1))):
        if _FULL_WIDTH_COLON.match(written):
            return n, "名称后面用了全角冒号（：）", "请改成半角冒号（:），后面空一格"
    problem = f"{error.context}: {error.problem}"
    for pattern, what, remedy in _SYNTAX:
        if re.search(pattern, problem):
            # What is missing at the end of a line, or of a quotation, is noticed further down.
            cause_line = start if re.search("quoted|find expected", problem) else line
            return cause_line, what, _fill_in(remedy, {"start": str(start)})
    return line, "YAML 写法不对", "请看这一行和上一行的缩进、冒号和引号"
