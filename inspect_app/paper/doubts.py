"""What in a cell may be a further answer, and is asked about rather than taken for words. Pure."""

import re
from collections.abc import Collection, Sequence
from unicodedata import numeric

from inspect_app.checklist.parts import Option
from inspect_app.paper.option_words import words_of
from inspect_app.records.measures import COUNTED_IN, DIGITS, DRAWN, END, MEASURE, PARTING, TICKS
from inspect_app.text import HAN, halved

# Words of a place begin with a number that may be an option's; 3个桶 and 3号楼 are none.
_NUMBER_OF_PLACE = f"({DIGITS}+)[、.．:：)）]?\\s*(?=[{HAN}])(?!{MEASURE})"
_OTHER_PLACE = re.compile(f"(?:[;；]\\s*|\\s){_NUMBER_OF_PLACE}")
_AFTER_COMMA = re.compile(f"[,，、。]\\s*{_NUMBER_OF_PLACE}")
_BEGINS_FURTHER = re.compile(f"[{PARTING}]\\s*{_NUMBER_OF_PLACE}")  # of 1&3村口
_CIRCLED = re.compile("([①-⑳])")
# 1，3处 and 1、2号楼: the option 3, or three places?
_MEASURE = re.compile(f"({DIGITS}+)(?!\\s*号(?:{END}|{DIGITS}))(?:{MEASURE}|\\s+{COUNTED_IN})")

# Anything else that may be an option's number in what was found: 1, 1-2, ①, 第一项. 2号楼 is none,
# nor is that of a photo.
_HAN_DIGITS = "一二三四五六七八九十"
_ANY_NUMBER = re.compile(
    f"(?<![A-Za-z]){DIGITS}+(?:[-–—~～.．:：]{DIGITS}+)*|{DRAWN}|(?<=[第项])[{_HAN_DIGITS}]"
)
_OF_PARTS = re.compile(f"{DIGITS}+(?:[.．:：/／-]{DIGITS}+)+")
_STANDS_ALONE = re.compile(
    f"(?:个?选?项|号)?(?:$|[\\s{PARTING}？?！!…\"'“”‘’「」『』【】\\[\\]（）()《》<>])"
)
_IS_MEASURED = re.compile(f"\\s*(?!号(?:{END}|{DIGITS})){MEASURE}")
_OF_PICTURE = re.compile("(?:[照相图]片|图|附件|表)\\s*第?$")
_JOINING = re.compile("(?:[加另又和与及并兼选]|[另还又]有|同时)\\s*第?\\s*$")
_IS_LATIN = re.compile("[A-Za-z#%℃㎡]")  # 5m, 1#
_ONLY_HAN_DIGIT = re.compile(
    f"[\\s{PARTING}加另又有选第还]*([{_HAN_DIGITS}])[项号]?[\\s{PARTING}？?！!]*"
)
# Around the words of an option: 垃圾加污水有. 污水沟 is another word than 污水.
_ENDS_BEFORE = re.compile(f'(?:^|[\\s{PARTING}（()）【】“”"]|[加另又兼]外?|[另还又]有|同时)$')
_BEGINS_BEHIND = re.compile(f'\\s*(?:$|[{PARTING}（()）【】“”"{TICKS}×有—–-]|\\s)')
IS_OTHER_WORD = re.compile("[沟管井池塘坑桶箱站堆点房车厂渠河场中袋]")
_NEGATED = re.compile("[不没无未](?:有|见|看到|发现)?$")
_SUGGESTED = re.compile("[【\\[]建议[^【】\\[\\]]*[】\\]]")


class NotationError(ValueError):
    """A cell cannot be read; the message tells what to type."""


def numbered(options: Sequence[Option], words: str) -> Option | None:
    """The option of the number that stands in the words."""
    digits = "".join(
        str(int(numeric(sign))) for sign in words if sign.isdecimal() or re.match(DRAWN, sign)
    )
    number = int(digits) if 0 < len(digits) < 4 else 0
    return options[number - 1] if 0 < number <= len(options) else None


def is_other_number(options: Sequence[Option], text: str) -> bool:
    """Whether the text begins with a time, a date, an amount or a telephone number: 8:30."""
    found = _OF_PARTS.match(text)
    parts = re.findall(f"{DIGITS}+", found[0]) if found else []
    return bool(re.match(f"{DIGITS}{{4}}", text)) or not all(
        numbered(options, one) for one in parts
    )


def may_be_other_number(text: str) -> bool:
    """Whether the text begins with what may be several options, or one other number: 1.2."""
    return bool(re.match(f"{_OF_PARTS.pattern}{END}", text))


def measure_of(options: Sequence[Option], after: str) -> str:
    """What stands behind a separator if it is an option's number or an amount."""
    found = _MEASURE.match(after)
    return after if found and numbered(options, found[1]) else ""


def number_in(options: Sequence[Option], text: str, rest: str) -> str:
    """From where on what was found may name a further option; empty if nothing does.

    ``rest`` is what stands in the cell's ``text`` behind its options: 1村口；3桥头, ①村口③桥头.
    """
    signs = [_OTHER_PLACE]
    if "①" <= text[0] <= "⑳":
        signs.append(_CIRCLED)
    elif re.match(f"{DIGITS}+[{HAN}]", text):
        signs.append(_AFTER_COMMA)
    first = _BEGINS_FURTHER.match(rest)
    found = (one for sign in signs for one in sign.finditer(rest))
    matches = (one for one in (*filter(None, [first]), *found) if numbered(options, one[1]))
    if one := next(matches, None):
        return rest[one.start() :].lstrip(f"{PARTING} \t\n")
    is_glued = bool(re.match(f"\\D?{DIGITS}+[)）]?[{HAN}]", text))
    return _any_number_in(options, _SUGGESTED.sub("", rest), is_glued=is_glued)


def label_in(
    options: Sequence[Option], chosen: Collection[str], rest: str, *, several: bool
) -> str:
    """From where on what was found has the words of an option that is not ``chosen``.

    ``several`` says that more may be meant: then also where they stand within other words.
    """
    found = _SUGGESTED.sub("", rest)
    all_words = sorted((words for one in options for words in words_of(one)), key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, all_words)), found):
        before, after = found[: match.start()], found[match.end() :]
        is_whole = bool(_ENDS_BEFORE.search(before) and _BEGINS_BEHIND.match(after))
        is_within = several and len(match[0]) > 1 and not IS_OTHER_WORD.match(after)
        if match[0] not in chosen and (is_whole or (is_within and not _NEGATED.search(before))):
            return found[match.start() :]
    return ""


def _any_number_in(options: Sequence[Option], found: str, *, is_glued: bool) -> str:
    """From where on what was found has a number that may be an option's.

    ``is_glued`` says that the cell's first number stands close to its words: 1村口3桥头.
    """
    alone = _ONLY_HAN_DIGIT.fullmatch(found)
    if alone and _options_of(options, alone[1]):
        return found
    for number in _ANY_NUMBER.finditer(found):
        before, after = found[: number.start()], found[number.end() :]
        meant = _options_of(options, number[0])
        is_other = not meant or _OF_PICTURE.search(before) or _IS_LATIN.match(after)
        if not is_other and _may_be(meant, before, after, is_glued=is_glued):
            return found[number.start() :]
    return ""


def _options_of(options: Sequence[Option], number: str) -> list[Option]:
    """The options of the numbers in 1, 1-2, ① or 一; none unless each is an option's."""
    words = re.findall(f"{DIGITS}+", number)
    values = [int(halved(one)) for one in words] or [int(numeric(number))]
    are_all = all(0 < value <= len(options) for value in values)
    return [options[value - 1] for value in values] if are_all else []


def _may_be(meant: Sequence[Option], before: str, after: str, *, is_glued: bool) -> bool:
    """Whether a number is an option's, from what stands before and after it."""
    label = meant[-1].label
    near = after.lstrip(f"{PARTING} )）")[: len(label) + 2]
    if label in near:
        return True
    is_joined = bool(_JOINING.search(before))
    is_address = after.startswith("号") and (
        len(meant) > 1 or (not is_joined and re.search(f"[{HAN}]$", before))
    )
    if is_address or _IS_MEASURED.match(after):
        return False
    if _STANDS_ALONE.match(after) or is_joined or near.startswith(label[:2]):
        return True
    return is_glued and bool(re.match(f"[{HAN}]", after)) and not before.endswith("第")
