"""Numbers in Chinese characters, from 零 to just below 一亿. Pure."""

import re

_PLAIN = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾两兩〇", "一二二三三四五六六七八九十二二零")
_DIGITS = "零一二三四五六七八九"
_SIGNS = "零〇一二两兩三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾"

# For patterns that look for one in a text; whether it is one, chinese_number says.
CHINESE_DIGITS = f"[{_SIGNS}]"
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_FORMAL_PLACES = str.maketrans("佰仟萬", "百千万")
# The largest first; how many there are of each is below the last number.
_PLACES = (("万", 10_000, 10_000), ("千", 1_000, 10), ("百", 100, 10))


def chinese_number(text: str) -> float | None:
    """The number that the characters say, as 两, 十二 or 三点五; None if they say none.

    两三, 二三 and 十几 are no number, nor is 两十, which nobody says, nor 一百五, which is 150 to
    some and 105 to others.
    """
    whole, point, decimals = text.partition("点")
    value = _whole(whole.translate(_FORMAL_PLACES))
    if not point or value is None:
        return value
    places = decimals.translate(_PLAIN)
    if not places or not set(places) <= set(_DIGITS):
        return None
    return float(f"{value}.{''.join(str(_DIGITS.index(one)) for one in places)}")


def _whole(text: str) -> int | None:
    for sign, size, limit in _PLACES:
        before, found, after = text.partition(sign)
        if found:
            many, rest = _whole(before), _rest(after, size)
            if many is None or rest is None or not 0 < many < limit:
                return None
            return many * size + rest
    return _up_to_99(text)


def _rest(after: str, size: int) -> int | None:
    """What follows a place; 零 stands there if the next smaller place is left out."""
    if not after:
        return 0
    value = _whole(after.removeprefix("零"))
    least = 1 if after.startswith("零") else size // 10
    most = size // 10 if after.startswith("零") else size
    return value if value is not None and least <= value < most else None


def _up_to_99(text: str) -> int | None:
    if len(text) > 1 and text[0] in "两兩":
        return None
    plain = text.translate(_PLAIN)
    if len(plain) == 1 and plain in _DIGITS:
        return _DIGITS.index(plain)
    tens = _TENS.fullmatch(plain)
    if not tens:
        return None
    return (_DIGITS.index(tens[1]) if tens[1] else 1) * 10 + _DIGITS.index(tens[2] or "零")
