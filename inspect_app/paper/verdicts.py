"""Which verdict a cell begins with, and what stands behind it. Pure."""

import re
from collections.abc import Mapping

from inspect_app.checklist.items import Item
from inspect_app.checklist.ratings import VERDICT_LABELS, Verdict
from inspect_app.chinese_numbers import CHINESE_DIGITS
from inspect_app.paper.doubts import NotationError
from inspect_app.records.measures import (
    COUNTED_IN,
    CROSSES,
    DIGITS,
    DRAWN,
    END,
    PARTING,
    RANGE,
    TICKED,
    TICKS,
)
from inspect_app.text import HAN, halved

VERDICTS = {
    **dict.fromkeys(("1", *TICKS, "V", "v", "符合", "是"), Verdict.PASS),
    **dict.fromkeys(("2", *CROSSES, "x", "X", "不符合", "否"), Verdict.FAIL),
    **dict.fromkeys(("3", *"/—–―─-", "不适用", "没看"), Verdict.NA),
}
# Short for an answer 没有; 无人管 and VIP are other words.
_NONE = ("没有", "没", "无")
_ONLY_ALONE = ("没", "无", "V", "v")
YES_NO = ("是", "否")
# 12 is no verdict, nor is 2.5, nor that of 2-3处 and 2:30, nor perhaps that of 2个桶.
_IS_AMOUNT = re.compile(
    f"[:：]{DIGITS}{{2}}(?!{DIGITS})|[.\uff0e]?{DIGITS}|{RANGE}|\\s*{COUNTED_IN}"
)
# 有2, 2 2: the second answer, or two places?
_IS_CODE_OR_COUNT = re.compile(
    f"(?:[{HAN}]+[\\s{PARTING}]*|{DIGITS}[\\s{PARTING}]+)"
    f"(?:{DIGITS}+|{DRAWN}|{CHINESE_DIGITS}+)[\\s{PARTING}]*$"
)

TWO_VERDICTS = "这一格填了两个回答，请看纸质表，只填一个；后面要写情况的，空一格写字"
CODE_OR_COUNT = (
    "“{}”后面的数字，看不出是回答的编号还是几处。请只填编号；几处写在情况里，例如 2 共3处"
)
HOW_PLACES = "后面空一格写情况，几处用分号隔开"


def verdict_in(item: Item, text: str) -> tuple[Verdict, str]:
    """The verdict that a cell begins with, and what stands behind it.

    :raise NotationError: if it begins with none, or with two.
    """
    text = _without_brackets(text)
    # The longest word first: 不符合 before 不, 符合 before 符.
    words = _verdict_words(item)
    for word in sorted(words, key=len, reverse=True):
        if text.startswith(word) or halved(text[0]) == word:
            rest = text[len(word) :]
            if word in _ONLY_ALONE and not re.match(f"{END}|\\s*[{TICKS}{CROSSES}]", rest):
                continue
            if word.isdigit() and _IS_AMOUNT.match(rest):
                break
            behind = _behind(word, rest, words)
            if words[word] is Verdict.FAIL and _IS_CODE_OR_COUNT.match(word + rest):
                raise NotationError(CODE_OR_COUNT.format(word))
            return words[word], behind
    raise NotationError(how_verdict(item))


def _behind(word: str, rest: str, words: Mapping[str, Verdict]) -> str:
    """What stands behind a verdict's word, less a tick that marks it and the same again."""
    if re.match(f"[{HAN}]", word):
        rest = re.sub(f"^{TICKED}", "", rest)
        if word not in VERDICTS and re.match(f"\\s*[{CROSSES}]", rest):
            raise NotationError(TWO_VERDICTS)  # 有×: is it crossed out?
    sign = re.match(f"\\s*([{TICKS}{CROSSES}])", rest)
    ticked = re.match(f"[\\s{PARTING}]*([{HAN}]+)(?:{TICKED}|\\s*[{CROSSES}])", rest)
    also = sign or ticked
    further_word = also[1] if also else _asked_behind(rest, words)
    again = halved(rest).strip(f"{PARTING} \t\n")
    further = words.get(again, words.get(further_word))
    if further not in (None, words[word]):
        raise NotationError(TWO_VERDICTS)
    if again in words:
        return ""
    return rest[sign.end() :] if sign else rest


def _asked_behind(rest: str, words: Mapping[str, Verdict]) -> str:
    """The answer that a question repeats: 有 of 有没有：没有 is none, nor of 有吗？没有."""
    own = "|".join(
        sorted((one for one in words if re.match(f"[{HAN}]", one)), key=len, reverse=True)
    )
    found = re.match(
        f"[\\s{PARTING}]*(?:吗|还是|或)?[？?]?\\s*({own})\\s*(?:[:：？?]|{TICKED}|$)", rest
    )
    return found[1] if found else ""


def _without_brackets(text: str) -> str:
    """The text, its number in front without brackets: (2), ⑵ and ⒉ are 2."""
    drawn = re.fullmatch(r"\(([0-9]+)\)|([0-9]+)\.", halved(text[0]))
    if drawn:
        return (drawn[1] or drawn[2]) + text[1:]
    return re.sub(f"^[(\uff08]\\s*({DIGITS}+)\\s*[)\uff09]", r"\1", text)


def _verdict_words(item: Item) -> dict[str, Verdict]:
    """What means which verdict: 是 and 否 do not where the answers are 没有 and 有.

    Where one of the answers is 是 itself, 否 is its contrary; 没 and 无 are an answer 没有.
    """
    own = {label: Verdict(verdict) for verdict, label in item.offered.items()}
    has_own = own.keys() != set(VERDICT_LABELS.values())
    say_yes_no = not has_own or own.get("是") is Verdict.PASS
    common = {one: is_for for one, is_for in VERDICTS.items() if say_yes_no or one not in YES_NO}
    none = next((own[word] for word in _NONE if word in own), None)
    return common | (dict.fromkeys(_NONE, none) if none else {}) | own


def how_verdict(item: Item) -> str:
    numbered = [f"{n}（{label}）" for n, label in enumerate(item.offered.values(), start=1)]
    fails = failing_word(item)
    return f"请填 {'、'.join(numbered[:-1])}或 {numbered[-1]}；填“{fails}”的{HOW_PLACES}"


def failing_word(item: Item) -> str:
    return item.offered.get(Verdict.FAIL, VERDICT_LABELS[Verdict.FAIL])
