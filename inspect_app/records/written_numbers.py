"""Numbers as people write them: in full width, in characters, with marks, a unit, 约. Pure."""

import re

from inspect_app.chinese_numbers import chinese_number
from inspect_app.text import without_invisible

# Full-width signs of ASCII; not NFKC, which makes 5² to 52 and ½ to 1⁄2.
_HALVED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
# What people say around a number.
_AROUND = re.compile(
    r"^((总共|一共|合计|共计|共有|共|计|有|大约|大概|约莫|约|近|≈|~)\s*)+|\s*(左右|上下)$"
)
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|[+-]?\.\d+", re.ASCII)

# In which places are counted: 2处, 2个, 2堆; 2车 may all lie in one.
UNITS_OF_PLACES = "处个户次人家具名位堆桶条根块件只辆栋间盏座项片袋箱筐捆包滩坑摊段棵株张"
_PLACES_IN_WORDS = ("处", "个地方", "处地方", "个地点", "个点位", "个点", *UNITS_OF_PLACES)


def number_of(text: str, unit: str = "") -> float | None:
    """Return the number that the text says, of ``unit`` or of none; None if it says none."""
    plain = without_invisible(text.translate(_HALVED)).strip()
    plain = plain.rstrip("。.,;、").strip()  # a phone sets a full stop behind what is spoken
    plain = _AROUND.sub("", plain).strip()
    number = _number(_AROUND.sub("", _without(unit, plain)).strip())
    return number if number is not None else _with_half(plain, unit)


def count_of_places(text: str) -> float | None:
    """Return how many places the text says, in whatever they are counted; None if it says none."""
    numbers = (number_of(text, unit) for unit in _PLACES_IN_WORDS)
    return next((one for one in numbers if one is not None), None)


def _number(text: str) -> float | None:
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ""))
    in_characters = chinese_number(text)
    return None if in_characters is None else float(in_characters)


def _with_half(text: str, unit: str) -> float | None:
    """Return the number of 三天半 or 半天: clear only with the unit, as 三半 is not."""
    whole = _without(unit, text.removesuffix("半"))
    if text.endswith("半") and whole + "半" != text:
        number = _number(whole)
        return number + 0.5 if number is not None and number.is_integer() else None
    return 0.5 if text != "半" and _without(unit, text) == "半" else None


def _without(unit: str, text: str) -> str:
    return text.removesuffix(unit.translate(_HALVED)).strip()
