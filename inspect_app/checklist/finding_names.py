"""What papers call a finding is no question, and not the opposite of what was found. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.mistakes import short
from inspect_app.text import alike

_LAST_SIGNS = "？?。.！!”」 "
# 无证经营 is a fault, 无黑臭水体 is none.
_WITHOUT = "无(?![证照牌序主人名害障业])"
_NEGATES = re.compile(f"^(?:没有|没|不|未|{_WITHOUT})|没有")
# 没有暴露垃圾, 不乱扔垃圾: all is well; 未清运垃圾, 不文明行为 are faults.
_BAD = (
    "乱|违|偷|漏|占|堵|欠|私|随意|随地|焚烧|排放|倾倒|"
    "破|损|缺|脏|污|臭|积水|垃圾|杂物|裸露|暴露|隐患"
)
_SAYS_WELL = re.compile(
    f"没有|^(?:没|{_WITHOUT}|禁|严禁|(?:不|未)(?:再|得|准)?(?:{_BAD}|出现|发现|存在|发生))"
    f"|(?<!有)无(?:明显|任何)?(?:{_BAD})"
)
_LOOKS_WELL = re.compile(
    "(?:都|全部|(?<![平人])均)(?![没不未无是有])"
    "|(?<![不未没欠难])(?<!没有)(?:[及按]时|[齐健]全|完[好整备]|整[洁齐]|干净|规范|到位|清[晰楚]|正常|畅通|达标|合格|良好|满意)了?$"
)
_X_NOT_X = re.compile(r"(?!动不动|时不时)(?:([^\W\d_]{1,2})不\1|(?<!有)([^\W\d_]{1,2})没\2)")
_OR_NOT = re.compile(f"是否|能否|可否|有{_WITHOUT}|{_X_NOT_X.pattern}")
_ASKS_AT_END = re.compile(
    "(?:[吗呢嘛]|什么|怎么样?|怎样|如何|多少|哪[里些儿]?|几[处个人户次天块盏]|与否|了没有?)$"
)
_ASKS_HOW_MANY = re.compile("^(?:共|还)?有?(?:几|多少)[处个人户次天块盏]")
_OF_PLACES = re.compile("几[处个人户次天块盏]|多少|[处个户人]数|数量|哪[些里]")
_NOT_COUNTED = ("不适用", "没看", "不清楚", "不知道")
_AGREES, _DENIES = {"是", "对", "是的"}, {"否", "不是", "不对", "不是的"}
_IS_THERE, _IS_NOT_THERE = (
    {"有", "存在", "发现", "有发现"},
    {"没有", "无", "没", "不存在", "未发现", "没发现"},
)
_IS_NOT = re.compile("^(?:没有|没|不|未|无)")

_IS_QUESTION = "请写出了问题叫什么，例如题目是 路灯亮不亮？ 就写 路灯不亮"
_IS_OPPOSITE = (
    "请写出了问题叫什么，例如题目是 没有暴露垃圾？ 就写 暴露垃圾；"
    "判断题问的就是问题的，请写上两个回答，例如 没有、有"
)


def wrong_names(item: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what is wrong, how to mend it) of what an item calls its findings."""
    question = item.get("question")
    if not isinstance(question, str) or not _can_fail(item):
        return
    named = [key for key in ("category", "problem") if key in item]  # an empty one is told
    if not named and item.get("kind") != ItemKind.CHECK and _is_no_name(question.strip()):
        what = "题目是问句或“没有……”，不能当问题的名称"
        yield "question", what, "请写上 category：出了问题叫什么，例如 暴露垃圾"
    for key in named:
        words = item[key]
        if not isinstance(words, str):
            continue
        if _asks(words) and not (key == "category" and re.search("[?？]", words)):  # told by itself
            what = f"{key} 写成 {short(words)}，是问句，不是问题的名称"
            yield key, what, _IS_QUESTION
        elif _means_the_opposite(words, question.strip(), item):
            what = f"{key} 写成 {short(words)}，和题目一样，意思正好相反"
            yield key, what, _IS_OPPOSITE


def _can_fail(item: Mapping[str, Any]) -> bool:
    if item.get("kind") in (ItemKind.CHECK, ItemKind.DEDUCTION):
        return True
    is_chosen = item.get("kind") in (ItemKind.CHOICE, ItemKind.CHOICES)
    return is_chosen and bool(_labels(item, fail=True))


def _is_no_name(question: str) -> bool:
    """Whether the words ask, or say what ought not to be."""
    plain = alike(question).strip(_LAST_SIGNS)
    says_not = _NEGATES.search(plain) or _SAYS_WELL.search(plain)
    return bool(_asks(question) or says_not or _ASKS_HOW_MANY.search(plain))


def _asks(words: str) -> bool:
    """Whether the words are a question, with its mark or without."""
    plain = alike(words)
    bare = plain.strip(_LAST_SIGNS)
    either = _OR_NOT.search(bare)
    is_told = either and re.search("[没不未无]", bare[: either.start()])  # 台账没写是否整改
    is_choice = bool(either) and not is_told
    return bool(re.search("[?][”」)]?$", plain) or is_choice or _ASKS_AT_END.search(bare))


def _means_the_opposite(words: str, question: str, item: Mapping[str, Any]) -> bool:
    """Whether the words say that all is well, in those of the question."""
    named, said = alike(words).strip(_LAST_SIGNS), _statement(question)
    is_fault = _is_fault(said, item)
    if not named:
        return False
    if named == said:
        is_asked = is_fault is None and _asks(question.rstrip("?？"))
        return is_fault is False or is_asked or bool(_LOOKS_WELL.search(said))
    if is_fault:
        denied = _NEGATES.sub("", named, count=1)
        return denied != named and denied in said and named not in said
    if said.endswith(named) and _LOOKS_WELL.search(said) and _LOOKS_WELL.search(named):
        return True
    is_part = re.search(f"(?<!有)(?<!是否){re.escape(named)}", alike(question))
    is_denied = _SAYS_WELL.search(said) and _NEGATES.sub("", named, count=1) in said
    return bool((is_part or is_denied) and _SAYS_WELL.search(named))


def _statement(question: str) -> str:
    """What a question asks whether it is so: 路灯亮不亮？ and 路灯是否亮 ask of 路灯亮."""
    said = alike(question).strip(_LAST_SIGNS)
    said = re.sub("[吗呢嘛]$|了没有?$", "", said)
    said = re.sub(f"有没有|有{_WITHOUT}", "有", said)
    said = re.sub("是否|能否|可否|是不是|能不能", "", said)
    return _X_NOT_X.sub(lambda found: found[1] or found[2], said)


def _is_fault(said: str, item: Mapping[str, Any]) -> bool | None:
    """Whether it is a fault if what the question says is so; None where nobody can tell."""
    says_well, (passing, failing) = bool(_SAYS_WELL.search(said)), _answers(item)
    if _OF_PLACES.search(said):  # how many there are: they are what is wrong
        return True
    if not failing:
        is_counted = item.get("kind") == ItemKind.DEDUCTION and not item.get("all_or_nothing")
        return None if is_counted and not says_well else False
    is_passing, is_failing = _has(said, passing), _has(said, failing)
    if is_passing != is_failing:
        return is_failing
    if failing <= _AGREES | _DENIES:
        return failing <= _AGREES
    if failing <= _IS_NOT_THERE or _has(said, _denied(failing)):
        return says_well
    if failing <= _IS_THERE or _has(said, _denied(passing)):
        return not says_well
    return None


def _has(said: str, words: Collection[str]) -> bool:
    return any(one.removesuffix("了") in said for one in words)


def _denied(words: Collection[str]) -> set[str]:
    """Of 没清运, 不亮 what is said not to be so."""
    return {found for one in words if (found := _IS_NOT.sub("", one)) not in ("", one)}


def _answers(item: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The words that pass and those that fail; none where the item has none of its own."""
    own = item.get("answers")
    if isinstance(own, list) and len(own) == 2 and all(isinstance(one, str) for one in own):
        return {alike(own[0])}, {alike(own[1])}
    return _labels(item, fail=False), _labels(item, fail=True)


def _labels(item: Mapping[str, Any], *, fail: bool) -> set[str]:
    options = item.get("options")
    options = options if isinstance(options, list) else []
    found = [one for one in options if isinstance(one, dict) and (one.get("fail") is True) is fail]
    labels = [one["label"] for one in found if isinstance(one.get("label"), str)]
    return {alike(label) for label in labels if label not in _NOT_COUNTED}
