"""What can be wrong in a checklist file, said so that its writer can mend it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from inspect_app.checklist.definition import ItemKind


@dataclass(frozen=True)
class Mistake:
    """One mistake: where it is, what is wrong, how to mend it."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行:{self.what}。{self.remedy}"


class ChecklistError(ValueError):
    """A file cannot be used; ``mistakes`` holds all of them, in the order of their lines."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes), key=lambda mistake: mistake.line))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


KINDS = "、".join(kind.value for kind in ItemKind)

# pydantic's error type → (what is wrong, how to mend it). {key} is the key, {input} what stands
# there, the others are pydantic's own context.
_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("缺少 {key}", "请补上 {key}"),
    "extra_forbidden": ("不认识 {key}", "请删掉这一行,或改成正确的写法{near}"),
    "string_type": ("{key} 要写文字,现在是 {input}", '请给它加引号,例如 "{input}"'),
    "string_too_short": ("{key} 是空的", "请填写内容,或删掉这一行"),
    "string_too_long": ("{key} 太长", "请缩短到 {max_length} 个字以内"),
    "string_pattern_mismatch": (
        "{key} 写成 {input} 不合规矩",
        "请用小写字母开头,只用小写字母、数字、下划线,最多 40 个字符",
    ),
    "enum": ("{key} 写成 {input} 不认识", "请写成 {expected} 之一"),
    "literal_error": ("{key} 写成 {input} 不认识", "请写成 {expected} 之一"),
    "union_tag_invalid": ("kind 写成 {tag} 不认识", f"请写成 {KINDS} 之一{{near}}"),
    "union_tag_not_found": ("这一题没有写 kind", f"请加一行 kind,写成 {KINDS} 之一"),
    "bool_type": ("{key} 写成 {input} 不对", "请写 true 或 false,不加引号"),
    "int_type": ("{key} 要写整数,现在是 {input}", "请写整数,例如 7"),
    "int_from_float": ("{key} 要写整数,现在是 {input}", "请写整数,例如 7"),
    "float_type": ("{key} 要写数字,现在是 {input}", "请写数字,不加引号,例如 2.5"),
    "finite_number": ("{key} 要写普通的数字", "请写数字,例如 2.5"),
    "greater_than": ("{key} 写成 {input} 太小", "请写大于 {gt} 的数"),
    "greater_than_equal": ("{key} 写成 {input} 太小", "请写 {ge} 以上的数"),
    "less_than_equal": ("{key} 写成 {input} 太大", "请写 {le} 以下的数"),
    "tuple_type": ("{key} 要写成清单", "请每项一行,前面加“- ”"),
    "too_short": ("{key} 太少", "请至少写 {min_length} 个"),
    "too_long": ("{key} 太多", "请最多写 {max_length} 个"),
    "model_type": ("{key} 的写法不对", "请在下面缩进写“名称: 内容”"),
    "model_attributes_type": ("{key} 的写法不对", "请在下面缩进写“名称: 内容”"),
    "date_type": ("{key} 不是日期", "请写成 2026-08-15 的样子"),
    "date_parsing": ("{key} 写成 {input} 不是日期", "请写成 2026-08-15 的样子"),
    "date_from_datetime_inexact": ("{key} 不要写时刻", "请写成 2026-08-15 的样子"),
    "value_error": ("{error}", "请照这一句改"),
}
_UNKNOWN = ("{key} 的写法不对(写的是 {input})", "请对照 docs/checklists.md 里这一项的写法")


def sentence(
    error: ErrorDetails, path: Sequence[str | int], known_keys: Sequence[str]
) -> tuple[str, str]:
    """Return (what is wrong, how to mend it) of one of pydantic's errors, in Chinese."""
    what, remedy = _SENTENCES.get(error["type"], _UNKNOWN)
    key = next((part for part in reversed(path) if isinstance(part, str)), "文件")
    wrong, candidates = key, known_keys
    if error["type"] == "union_tag_invalid":
        candidates, wrong = [kind.value for kind in ItemKind], str(error["ctx"]["tag"])
    context = {name: str(value) for name, value in error.get("ctx", {}).items()}
    words = {**context, "key": key, "input": _short(error["input"])}
    if "expected" in words:
        words["expected"] = words["expected"].replace(" or ", "、").replace(", ", "、")
    words["near"] = near(wrong, candidates)
    return _filled(what, words), _filled(remedy, words)


def _filled(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _short(value: object) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= 30 else f"{text[:30]}…"


def near(wrong: str, known: Sequence[str]) -> str:
    """Return a hint at the known word that was probably meant, empty if none is near."""
    found = get_close_matches(wrong, known, n=1, cutoff=0.6)
    return f",是不是 {found[0]}?" if found else ""


def known_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys a model's place in the file may have."""
    return [field.alias or name for name, field in model.model_fields.items()]
