"""How many places people say there are, and what they write behind it, on phone or paper. Pure."""

import re
from unicodedata import numeric

from inspect_app.chinese_numbers import CHINESE_DIGITS
from inspect_app.records.measures import COUNTED_IN, DIGITS, DRAWN, END, MEASURE, PARTING
from inspect_app.records.written_numbers import BEFORE, number_of, says_none
from inspect_app.text import HAN, halved

MOST_PLACES_COUNTED = 999

# In which places are counted: 2处, 2个, 2堆; 2车 may all lie in one.
_UNITS = "处處个個户次起例宗人家具名位堆桶条根块件只辆栋间盏座项片袋箱筐捆包滩坑摊段棵株张"
_IN_WORDS = ("处地方", "个地方", "个地点", "个点位", "个点")

_END_OF_COUNT = f"(?={END}|[(（【])"
_UNIT = f"(?:{'|'.join(_IN_WORDS)}|[{_UNITS}]){_END_OF_COUNT}|处地方|个地方|[处處]"
# In characters only where it ends there: 一村村口 counts nothing.
_COUNT = re.compile(
    f"{BEFORE}*(?:({DIGITS}+)(?![.\uff0e]?{DIGITS})(?:\\s*(?:{_UNIT}))?"
    f"|({CHINESE_DIGITS}{{1,3}})\\s*(?:{_UNIT}|{_END_OF_COUNT}))"
    "(\\s*(?:左右|上下))?"
)
# 3-5处, 3至5, 1,000, 3。5 and 3 5 are other numbers than 3, 3余处 is more, and of 3个桶 the 3 would
# be lost in the words; 3半 is none at all.
_GOES_ON = re.compile(
    f"\\s*[-–—~～－至到或和点/／+＋,，、。'’]\\s*{DIGITS}|\\s*{DIGITS}+\\s*(?:处|个)?\\s*$"
    f"|\\s*[-–—~～－至到或{PARTING}]?\\s*{CHINESE_DIGITS}+\\s*(?:处|个)?\\s*$"
    f"|\\s+{DIGITS}+\\s+(?!\\s|{MEASURE})"
    "|\\s*(?:以[上下内外]|不[到止足]|之多|开外|出头|[吧呢啊]|[大小]?[堆块片滩])"
    f"|[多余来几]\\s*(?:处|个|$)|半|[:：]{DIGITS}|{COUNTED_IN}|\\s+(?!号){COUNTED_IN}"
)
# 3㎡, 5m, 3%, 3# and 3? are no counts.
_OTHER_SIGN = re.compile(f"(?![\\s{PARTING}{HAN}()（）\\[【「『“‘\"'\\-–—―─－…=＝→~～]).")
_LATIN_UNIT = re.compile(r"\s+(?:[a-zA-Z]{1,2}[23²³]?(?![A-Za-z0-9])|[%％‰℃°#＃㎡㎥㎝㎜㎞㎏])")

# 1.村口 2.桥头; ①村口②桥头; 一、村口二、桥头, but of 一、二组 the first is none.
_ORDINAL = re.compile(
    f"[\\s;；,，。、]*(?:({DIGITS}+)\\s*[.．、)）:：]|({DRAWN})|[(（]\\s*({DIGITS}+)\\s*[)）]"
    f"|({CHINESE_DIGITS}{{1,3}})[、.．](?!{CHINESE_DIGITS}))\\s*(?=[{HAN}])"
)
# 2 3处: two or three? 3 两处在村口 are three.
_COUNTED_AGAIN = re.compile(
    f"[\\s:：,，、]*({DIGITS}+|{CHINESE_DIGITS}{{1,3}})\\s*(?:处地方|个地方|个点位|[处處])"
)
# 1村口2桥头, 一、一村二、二村: one place, or the first of two?
_MAY_BE_ORDINAL = re.compile(
    f"\\s*(?:1(?=[{HAN}]).*?(?<!{DIGITS})2(?=[{HAN}])(?!{MEASURE})|一[、.．].*二[、.．])", re.DOTALL
)

# What people set between an answer and its words; -5 is a number.
_AFTER_VALUE = (
    "^(?:[\\s:\uff1a,\uff0c.\u3002、．;\uff1b)\uff09/／\\\\|｜→=＝~～…]|[-－–—―─]+(?![0-9]))+"
)
_BETWEEN_PLACES = "[;\uff1b](?![^【】\\[\\]]*[】\\]])"  # not those inside brackets


def counted_places(text: str) -> tuple[float, str] | None:
    """How many places a text begins with, and what stands behind; None where unclear.

    What is a number and none of places is given back too, -1 and 2.5: it may be told what may be.
    """
    count = _count_alone(text)
    if count is not None:
        return count, ""
    numbered = _numbered_places(text)
    if numbered:
        return float(len(numbered)), "；".join(numbered)
    found = _COUNT.match(text)
    is_out_of_order = _ORDINAL.match(text) and len(_ORDINAL.findall(text)) > 1
    if not found or is_out_of_order or _MAY_BE_ORDINAL.match(halved(text)):
        return None
    behind = text[found.end() :]
    number = number_of(found[1] or found[2])
    again = _COUNTED_AGAIN.match(behind)
    if number is not None and again and (number_of(again[1]) or 0) > number:
        return None
    is_clear = not any(sign.match(behind) for sign in (_GOES_ON, _OTHER_SIGN, _LATIN_UNIT))
    if number is None or not is_clear or (behind.strip() and not re.search(r"\w", behind)):
        return None
    return number, behind


def _numbered_places(text: str) -> list[str]:
    """The places that are numbered from 1 on, none where it is one or the order is not."""
    signs = list(_ORDINAL.finditer(text))
    numbers = [
        int(number_of(plain) or 0) if (plain := one or other or in_words) else int(numeric(drawn))
        for one, drawn, other, in_words in (sign.groups() for sign in signs)
    ]
    if len(signs) < 2 or signs[0].start() or numbers != list(range(1, len(signs) + 1)):
        return []
    ends = [*(sign.start() for sign in signs[1:]), len(text)]
    return [
        text[sign.end() : end].strip(" \n;；,，。、") for sign, end in zip(signs, ends, strict=True)
    ]


def may_be_count(number: float) -> bool:
    return number.is_integer() and 0 <= number <= MOST_PLACES_COUNTED


def places_in(behind: str) -> list[str]:
    """The places that are described behind an answer, each in its words."""
    if numbered := _numbered_places(words_behind(behind)):
        return numbered
    words = (place.strip() for place in re.split(_BETWEEN_PLACES, words_behind(behind)))
    return [place for place in words if place]


def words_behind(text: str) -> str:
    """The text without what parts it from the answer before it."""
    return re.sub(_AFTER_VALUE, "", text)


def _count_alone(text: str) -> float | None:
    """The number of places where the text says nothing else."""
    if says_none(text):
        return 0.0
    numbers = (number_of(text, unit) for unit in (*_IN_WORDS, *_UNITS))
    return next((one for one in numbers if one is not None), None)
