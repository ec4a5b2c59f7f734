"""Which options a cell begins with, in any way people part them, and what stands behind. Pure."""

import re
from collections.abc import Collection, Iterable

from inspect_app.checklist.items import ChoiceItem, ChoicesItem
from inspect_app.paper.doubts import (
    IS_OTHER_WORD,
    NotationError,
    is_other_number,
    label_in,
    may_be_other_number,
    measure_of,
    number_in,
    numbered,
)
from inspect_app.paper.option_words import (
    IS_MARKED,
    option_at,
    own_number,
    without_own_words,
    without_tick,
    words_of,
)
from inspect_app.records.measures import (
    COUNTED_IN,
    DIGITS,
    DRAWN,
    END,
    MEASURE,
    PARTING,
    RANGE,
    ROMAN,
    TICKS,
)

_BETWEEN_OPTIONS = "[\u3001,\uff0c;\uff1b]\\s*"
# What people write between two options: signs and words, none of which begins what was found.
_JOINED = re.compile(f"[\\s{PARTING}]*(?:以及|还有|[\\s{PARTING}])\\s*")
_NUMBER = f"(?:[(（]\\s*{DIGITS}+\\s*[)）]|{DIGITS}+[)）]?|{DRAWN})"
_ORDINAL = re.compile(f"(?:第\\s*)?{_NUMBER}[{TICKS}]?(?:[项号](?=$|[\\s{PARTING}第]|{DIGITS}))?")
# 1.5米 is a measure, 3 米 too; 1 3 号 are two options.
_ALONE = re.compile(
    f"{_ORDINAL.pattern}(?:项|号)?{END}(?![.．]{DIGITS}+[^\\s\\d{PARTING}])"
    f"(?!\\s+(?!号{END}){COUNTED_IN})"
)
_MAY_BE_MEASURED = re.compile(f"\\s+(?!号{END}){MEASURE}")
_MARKED = re.compile(
    f"[(（]\\s*{DIGITS}+\\s*[)）]|{DIGITS}+[)）]|(?!{ROMAN}){DRAWN}|{ROMAN}(?={END}|{ROMAN})"
    f"|{DIGITS}+[项号](?={DIGITS}|$)"
)
# 1-3, 1至3, 1或3: all from 1 to 3, or both?
_UNCLEAR = re.compile(f"(?:[^\\s0-9０-９]{{1,3}}\\s*|\\s*[-–—~～－至到或]\\s*)({DIGITS}+){END}")
# 1］3］, 1→3→: which sign parts two options is not for us to list; 1(3%) and 1(3-5米) are amounts.
_BETWEEN_SIGNS = re.compile(
    f"(?:[^\\w\\s]|_){{1,3}}\\s*({DIGITS}+)(?![^\\W_]|[-–—~～.．:：%％‰℃°])"
)
_BEGINS_WITH_NUMBER = re.compile(f"[\\s{PARTING}]*({DIGITS}+|{DRAWN})")

ONE_MORE = (
    "“{}”是不是又选了一项？几项都选的，请把编号写在最前面，用顿号隔开，例如 1、3 村口；桥头。"
    "是情况的，数字请写成汉字，和选项一样的字请换个说法"
)
ONE_ALONE = (
    "“{}”是不是又选了一项？这一项只能选一个；这里是情况的，数字请写成汉字，例如 两堆，"
    "和选项一样的字请换个说法"
)
TWICE = (
    "“{0}”填了两次：编号只写一次；是几处的，写在情况里，例如 {0} 共两处；是另一项的，请看纸质表改正"
)
WHOSE_NUMBER = "“{}”是第几个的编号，还是选项自己的？请写选项的字：“{}”或“{}”"


def options_in(item: ChoiceItem | ChoicesItem, text: str) -> tuple[list[str], str]:
    """The ids of the options that a cell begins with, and what stands behind them.

    What might be a further option and is not clearly one is asked about, never taken for words.
    """
    option, rest = _first_option(item, text)
    chosen = [option]
    while rest and (further := _further_option(item, rest)):
        again = _BEGINS_WITH_NUMBER.match(rest)
        option, rest = further
        if again and option in chosen:
            raise NotationError(TWICE.format(again[1]))
        chosen.append(option)
    if len(set(chosen)) > 1 and not isinstance(item, ChoicesItem):
        raise NotationError(f"这一项只能选一个。请填编号：{offered_options(item)}")
    return list(dict.fromkeys(chosen)), re.sub(rf"^[\s{PARTING}]+$", "", rest)


def ask_of_further_options(
    item: ChoiceItem | ChoicesItem,
    ids: Collection[str],
    text: str,
    rest: str,
    descriptions: Iterable[str],
) -> None:
    """Ask about an option beyond ``ids`` in ``rest``, what stands in the cell's ``text`` behind.

    :raise NotationError: if there may be one.
    """
    for description in descriptions:
        found = None if is_other_number(item.options, description) else _ALONE.match(description)
        if found and numbered(item.options, found[0]):
            raise _question(item, description)
    chosen = {words for one in item.options if one.id in ids for words in words_of(one)}
    doubt = number_in(item.options, text, rest)
    doubt = doubt or label_in(item.options, chosen, rest, several=isinstance(item, ChoicesItem))
    if doubt:
        raise _question(item, doubt)


def _question(item: ChoiceItem | ChoicesItem, doubt: str) -> NotationError:
    """What is asked of words that may be a further option."""
    asked = ONE_MORE if isinstance(item, ChoicesItem) else ONE_ALONE
    return NotationError(asked.format(doubt[:20].strip()))


def _further_option(item: ChoiceItem | ChoicesItem, rest: str) -> tuple[str, str] | None:
    """The option that follows one, and what stands behind it; None where words follow."""
    separator = re.match(_BETWEEN_OPTIONS, rest)
    if separator and isinstance(item, ChoicesItem):
        after = rest[separator.end() :]
        named = option_at(item.options, after)
        is_other = named and IS_OTHER_WORD.match(after, named[1])  # 污水沟边
        if is_other or measure_of(item.options, after):
            raise _question(item, after)
        return _first_option(item, after) if after else None
    joined = _JOINED.match(rest)
    after = rest[joined.end() :] if joined else rest
    if joined is None or joined[0].isspace():
        if is_other_number(item.options, after):
            return None
        if joined and may_be_other_number(after):
            raise _question(item, after)
    alone = _ALONE.match(after) if joined else None
    if alone and numbered(item.options, alone[0]) and _MAY_BE_MEASURED.match(after, alone.end()):
        raise _question(item, after)
    if alone or _MARKED.match(after) or _is_named(item, after):
        return _first_option(item, after)
    unclear = _UNCLEAR.match(rest) or _BETWEEN_SIGNS.match(rest)
    if unclear and numbered(item.options, unclear[1]):
        raise _question(item, rest)
    return None


def _is_named(item: ChoiceItem | ChoicesItem, text: str) -> bool:
    """Whether the text begins with an option's words, or with a number and its option's words."""
    named = option_at(item.options, text)
    if named and re.match(IS_MARKED, text[named[1] :]):
        return True
    number = _ORDINAL.match(text)
    option = numbered(item.options, number[0]) if number else None
    after = text[number.end() :] if number else ""
    return option is not None and without_own_words(option, after) != after


def _first_option(item: ChoiceItem | ChoicesItem, text: str) -> tuple[str, str]:
    """The id of the option that the text begins with, and what stands behind it."""
    alone = _ALONE.match(text)
    # Its words may begin with a number, as 2—3天 and 2、中: that is not the place's.
    named = option_at(item.options, text)
    if named and named[1] > (alone.end() if alone else 0):
        return named[0].id, without_tick(text[named[1] :])
    number = alone or _ORDINAL.match(text)
    if number is None or _is_amount(item, number, text[number.end() :]):
        raise _not_offered(item, text)
    option = numbered(item.options, number[0])
    if option is None:
        raise _not_offered(item, text)
    for other in item.options:
        if other is not option and numbered(item.options, own_number(other)) is option:
            raise NotationError(WHOSE_NUMBER.format(number[0].strip(), option.label, other.label))
    return option.id, without_own_words(option, text[number.end() :])


def _is_amount(item: ChoiceItem | ChoicesItem, number: re.Match[str], after: str) -> bool:
    """Whether a number counts what was found: 2个桶, 3-9天; 1-3 may be options."""
    unclear = _UNCLEAR.match(after)
    is_range = re.match(RANGE, after) and not (unclear and numbered(item.options, unclear[1]))
    is_bare = number[0][-1].isdecimal() or re.match(ROMAN, number[0])
    return bool(is_range or (is_bare and re.match(f"\\s*{COUNTED_IN}", after)))


def _not_offered(item: ChoiceItem | ChoicesItem, text: str) -> NotationError:
    return NotationError(f"“{text[:20]}”不在选项里。请填编号：{offered_options(item)}")


def offered_options(item: ChoiceItem | ChoicesItem) -> str:
    return "、".join(f"{n} {one.label}" for n, one in enumerate(item.options, start=1))
