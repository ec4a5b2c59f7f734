"""How many places people say there are, and what they write behind it, on phone or paper. Pure."""

import re

from inspect_app.chinese_numbers import CHINESE_DIGITS
from inspect_app.records.measures import COUNTED_IN, DIGITS, END, PARTING
from inspect_app.records.written_numbers import BEFORE, number_of, says_none
from inspect_app.text import HAN

MOST_PLACES_COUNTED = 999

# In which places are counted: 2处, 2个, 2堆; 2车 may all lie in one.
_UNITS = "处个户次人家具名位堆桶条根块件只辆栋间盏座项片袋箱筐捆包滩坑摊段棵株张"
_IN_WORDS = ("处地方", "个地方", "个地点", "个点位", "个点")

_END_OF_COUNT = f"(?={END}|[(（【])"
_UNIT = f"(?:{'|'.join(_IN_WORDS)}|[{_UNITS}]){_END_OF_COUNT}|处地方|个地方|处"
# In characters only where it ends there: 一村村口 counts nothing.
_COUNT = re.compile(
    f"{BEFORE}*(?:({DIGITS}+)(?![.\uff0e]?{DIGITS})(?:\\s*(?:{_UNIT}))?"
    f"|({CHINESE_DIGITS}{{1,3}})\\s*(?:{_UNIT}|{_END_OF_COUNT}))"
    "(\\s*(?:左右|上下))?"
)
# 3-5处, 3至5, 1,000 and 3 5 are other numbers than 3, 3余处 is more, and of 3个桶 the 3 would be
# lost in the words; 3半 is none at all.
_GOES_ON = re.compile(
    f"\\s*[-–—~～－至到或和/／+＋,，、]\\s*{DIGITS}|\\s*{DIGITS}+\\s*(?:处|个)?\\s*$"
    f"|\\s*[-–—~～－至到或{PARTING}]?\\s*{CHINESE_DIGITS}+\\s*(?:处|个)?\\s*$"
    f"|[多余来几]\\s*(?:处|个|$)|半|[:：]{DIGITS}|{COUNTED_IN}|\\s+(?!号){COUNTED_IN}"
)
# 3㎡, 5m, 3%, 3# and 3? are no counts.
_OTHER_SIGN = re.compile(f"(?![\\s{PARTING}{HAN}()（）\\[【「『“‘\"'\\-–—―─－…=＝→~～]).")
_LATIN_UNIT = re.compile(r"\s+(?:[a-zA-Z]{1,2}[23²³]?(?![A-Za-z0-9])|[%％‰℃°#＃㎡㎥㎝㎜㎞㎏])")

# What people set between an answer and its words; -5 is a number.
_AFTER_VALUE = (
    "^(?:[\\s:\uff1a,\uff0c.\u3002、．;\uff1b)\uff09/／\\\\|｜→=＝~～…]|[-－–—―─]+(?![0-9]))+"
)
_BETWEEN_PLACES = "[;\uff1b](?![^【】\\[\\]]*[】\\]])"  # not those inside brackets


def counted_places(text: str) -> tuple[float, str] | None:
    """Return how many places a text begins with, and what stands behind; None where unclear.

    What is a number and none of places is given back too, -1 and 2.5: it may be told what may be.
    """
    count = _count_alone(text)
    if count is not None:
        return count, ""
    found = _COUNT.match(text)
    if not found:
        return None
    behind = text[found.end() :]
    number = number_of(found[1] or found[2])
    is_clear = not any(sign.match(behind) for sign in (_GOES_ON, _OTHER_SIGN, _LATIN_UNIT))
    if number is None or not is_clear or (behind.strip() and not re.search(r"\w", behind)):
        return None
    return number, behind


def may_be_count(number: float) -> bool:
    return number.is_integer() and 0 <= number <= MOST_PLACES_COUNTED


def places_in(behind: str) -> list[str]:
    """Return the places that are described behind an answer, each in its words."""
    words = (place.strip() for place in re.split(_BETWEEN_PLACES, words_behind(behind)))
    return [place for place in words if place]


def words_behind(text: str) -> str:
    """Return the text without what parts it from the answer before it."""
    return re.sub(_AFTER_VALUE, "", text)


def _count_alone(text: str) -> float | None:
    """Return the number of places where the text says nothing else."""
    if says_none(text):
        return 0.0
    numbers = (number_of(text, unit) for unit in (*_IN_WORDS, *_UNITS))
    return next((one for one in numbers if one is not None), None)
