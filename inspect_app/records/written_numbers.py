"""Numbers as people write them: in full width, in characters, with marks, a unit, 约. Pure."""

import re

from inspect_app.chinese_numbers import chinese_number
from inspect_app.text import without_invisible

# Full-width signs of ASCII; not NFKC, which makes 5² to 52 and ½ to 1⁄2.
_HALVED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
# What people say around a number.
BEFORE = r"(?:(?:总共|一共|合计|共计|共有|共|计|有|大约|大概|约莫|约|近|≈|~)\s*)"
_AROUND = re.compile(rf"^{BEFORE}+|\s*(左右|上下)$")
# What they say instead of 0.
_NONE = re.compile(
    "(?:一[处个])?[都也]?没有?|没[有得]了?|无|(?:没有?|未)(?:发现|看到|见到?)(?:问题|异常)?"
    "|(?:没有?|无)(?:问题|异常)"
)
# How else people count what is counted in these.
_ALSO = {"人": ("个人", "名", "位", "个"), "处": ("个地方", "处地方", "个点", "个")}
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[+-]?\.\d+", re.ASCII)


def number_of(text: str, unit: str = "") -> float | None:
    """The number that the text says, of ``unit`` or of none; None if it says none."""
    numbers = (_number_in(text, one) for one in (unit, *_ALSO.get(unit, ())))
    return next((one for one in numbers if one is not None), None)


def _number_in(text: str, unit: str) -> float | None:
    plain = _AROUND.sub("", _bare(text)).strip()
    number = _number(_AROUND.sub("", _without(unit, plain)).strip())
    return number if number is not None else _with_half(plain, unit)


def count_of(text: str, unit: str) -> float | None:
    """The number of things that the text says, 0 also where it says that there are none."""
    number = number_of(text, unit)
    return 0.0 if number is None and says_none(_without(unit, _bare(text))) else number


def says_none(text: str) -> bool:
    """Whether the text says 没有 in whatever words."""
    return bool(_NONE.fullmatch("".join(_bare(text).split())))


def _bare(text: str) -> str:
    """The text in half width, less the full stop that a phone sets behind what is spoken."""
    plain = without_invisible(text.translate(_HALVED)).strip()
    return plain.rstrip("。.,;、").strip()


def _number(text: str) -> float | None:
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "")) + 0.0  # -0 is 0
    in_characters = chinese_number(text)
    return None if in_characters is None else float(in_characters)


def _with_half(text: str, unit: str) -> float | None:
    """The number of 三天半 or 半天: clear only with the unit, as 三半 is not."""
    whole = _without(unit, text.removesuffix("半"))
    if text.endswith("半") and whole + "半" != text:
        number = _number(whole)
        return number + 0.5 if number is not None and number.is_integer() else None
    return 0.5 if text != "半" and _without(unit, text) == "半" else None


def _without(unit: str, text: str) -> str:
    return text.removesuffix(unit.translate(_HALVED)).strip()
