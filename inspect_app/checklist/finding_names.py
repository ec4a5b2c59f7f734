"""What papers call a finding must not be the question, which asks for the opposite. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.mistakes import short
from inspect_app.text import alike

_ASKS = re.compile("[？?][”」）)]?$|[吗呢]$|^(?:没|无|不|未|禁)|没有|是否|有无|能否")
_NEGATES = re.compile("^(?:没|无|不|未)|没有")
_LAST_SIGNS = "？?。.！!”」 "


def wrong_names(item: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what is wrong, how to mend it) of what an item calls its findings."""
    question = item.get("question")
    if not isinstance(question, str) or not _can_fail(item):
        return
    named = [key for key in ("category", "problem") if key in item]  # an empty one is told
    if not named and item.get("kind") != ItemKind.CHECK and _ASKS.search(question.strip()):
        what = "题目是问句或“没有……”，不能当问题的名称"
        yield "question", what, "请写上 category：出了问题叫什么，例如 暴露垃圾"
    for key in named:
        words = item[key]
        if isinstance(words, str) and _means_the_opposite(words, question.strip()):
            what = f"{key} 写成 {short(words)}，和题目一样，意思正好相反"
            yield key, what, "请写出了问题叫什么，例如题目是 没有暴露垃圾？ 就写 暴露垃圾"


def _can_fail(item: Mapping[str, Any]) -> bool:
    if item.get("kind") in (ItemKind.CHECK, ItemKind.DEDUCTION):
        return True
    options = item.get("options")
    options = options if isinstance(options, list) else []
    is_bad = any(isinstance(one, dict) and one.get("fail") is True for one in options)
    return item.get("kind") in (ItemKind.CHOICE, ItemKind.CHOICES) and is_bad


def _means_the_opposite(words: str, question: str) -> bool:
    """Whether the words are a part of a question that asks whether all is well."""
    named, asked = alike(words).strip(_LAST_SIGNS), alike(question)
    if named == asked.strip(_LAST_SIGNS):
        return bool(_ASKS.search(question))
    is_part = re.search(f"(?<!有)(?<!是否){re.escape(named)}", asked)
    return bool(named and is_part and _NEGATES.search(named) and not asked.startswith("有没有"))
